//! `billfold invoices`: from the draft to the issued page and its corrections.

use std::path::PathBuf;

use app::dto::credit_notes::{CreditLineInput, CreditNoteDetail, CreditRequest};
use app::dto::invoices::{
    CloseInvoiceRequest, CreateDraftRequest, InvoiceDetail, InvoicePage, IssueRequest,
    IssuedInvoice, SaveDraftRequest, SavedDraft,
};
use app::dto::lists::{FileDto, Filter, IdRequest, ListRequest};
use clap::{Args, Subcommand};
use serde_json::json;

use super::draft::Fields;
use super::{customers, input, invoice_view as view};
use crate::door::{Door, pretty};
use crate::failure::Failure;
use crate::listing::{Listing, is};

/// Invoices and drafts.
#[derive(Debug, Subcommand)]
pub enum Invoices {
    /// List invoices and drafts
    List(List),
    /// Show one invoice or draft, with its payments and entries
    Show(Named),
    /// Start a draft
    New(New),
    /// Change a draft
    Edit(Edit),
    /// Issue a draft: gives it its number and posts it
    Issue(Issue),
    /// Save the PDF
    Pdf(Pdf),
    /// Correct an issued invoice with a credit note
    Credit(Credit),
    /// Void an issued invoice on which nothing was paid
    Void(Close),
    /// Write off what is still due
    WriteOff(Close),
}

/// Which invoices.
#[derive(Debug, Args)]
pub struct List {
    /// Only these: draft, open, paid, void or uncollectible
    #[arg(long)]
    status: Option<String>,
    /// Only those past due
    #[arg(long)]
    past_due: bool,
    /// Only this customer's: id or exact name
    #[arg(long)]
    customer: Option<String>,
    #[command(flatten)]
    listing: Listing,
}

/// One invoice.
#[derive(Debug, Args)]
pub struct Named {
    /// The invoice's number or id (in_…)
    invoice: String,
}

/// A new draft.
#[derive(Debug, Args)]
pub struct New {
    /// The customer's id or exact name
    #[arg(long)]
    customer: Option<String>,
    #[command(flatten)]
    fields: Box<Fields>,
}

/// A changed draft.
#[derive(Debug, Args)]
pub struct Edit {
    /// The draft's id (in_…)
    invoice: String,
    /// The customer's id or exact name
    #[arg(long)]
    customer: Option<String>,
    #[command(flatten)]
    fields: Box<Fields>,
}

/// What to issue.
#[derive(Debug, Args)]
pub struct Issue {
    /// The draft's id (in_…)
    invoice: String,
    /// The date it bears, YYYY-MM-DD; else the draft's, else today
    #[arg(long, value_name = "DATE")]
    issue_on: Option<String>,
}

/// Which document, and where to.
#[derive(Debug, Args)]
pub struct Pdf {
    /// The invoice's number or id (in_…), or a credit note's id (cn_…)
    invoice: String,
    /// Write here instead of under the document's own name
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// What to credit.
#[derive(Debug, Args)]
pub struct Credit {
    /// The invoice's number or id (in_…)
    invoice: String,
    /// Credit all that remains
    #[arg(long, required_unless_present = "lines")]
    full: bool,
    /// Credit a net amount of a line, counted from 1: --line 2=49.90; may be repeated
    #[arg(long = "line", value_name = "LINE=AMOUNT", conflicts_with = "full")]
    lines: Vec<String>,
    /// duplicate, fraudulent, order_change, product_unsatisfactory or other
    #[arg(long, default_value = "other")]
    reason: String,
    /// The reason in words, for the document
    #[arg(long, default_value = "")]
    text: String,
    /// Only show what it would do
    #[arg(long)]
    dry_run: bool,
}

/// What to close, and why.
#[derive(Debug, Args)]
pub struct Close {
    /// The invoice's number or id (in_…)
    invoice: String,
    /// Why, for the audit log
    #[arg(long)]
    reason: String,
}

impl Invoices {
    pub fn run(&self, door: &Door) -> Result<String, Failure> {
        match self {
            Self::List(list) => list.run(door),
            Self::Show(named) => {
                let id = id_of(door, &named.invoice)?;
                door.show(door.ask("invoices.get", IdRequest { id })?, view::detail)
            }
            Self::New(new) => new.run(door),
            Self::Edit(edit) => edit.run(door),
            Self::Issue(issue) => issue.run(door),
            Self::Pdf(pdf) => pdf.run(door),
            Self::Credit(credit) => credit.run(door),
            Self::Void(close) => close.run(door, "invoices.void"),
            Self::WriteOff(close) => close.run(door, "invoices.mark_uncollectible"),
        }
    }
}

impl List {
    fn run(&self, door: &Door) -> Result<String, Failure> {
        let mut filters: Vec<Filter> = Vec::new();
        filters.extend(self.status.as_deref().map(|status| is("status", status)));
        filters.extend(self.past_due.then(|| is("past_due", "true")));
        if let Some(customer) = &self.customer {
            filters.push(is("customer_id", &customers::id_of(door, customer)?));
        }
        let answer = door.ask("invoices.list", self.listing.request(filters)?)?;
        door.show(answer, view::page)
    }
}

impl New {
    fn run(&self, door: &Door) -> Result<String, Failure> {
        let customer = self.customer.as_deref();
        let customer_id = customer
            .map(|named| customers::id_of(door, named))
            .transpose()?;
        let request = CreateDraftRequest {
            customer_id,
            draft: None,
        };
        let started: InvoiceDetail = door.get("invoices.create_draft", request)?;
        if !self.fields.say_something() {
            let request = IdRequest { id: started.row.id };
            return door.show(door.ask("invoices.get", request)?, view::detail);
        }
        save(door, started, None, &self.fields)
    }
}

impl Edit {
    fn run(&self, door: &Door) -> Result<String, Failure> {
        let id = id_of(door, &self.invoice)?;
        let customer = self.customer.as_deref();
        let customer_id = customer
            .map(|named| customers::id_of(door, named))
            .transpose()?;
        let now: InvoiceDetail = door.get("invoices.get", IdRequest { id })?;
        save(door, now, customer_id, &self.fields)
    }
}

fn save(
    door: &Door,
    now: InvoiceDetail,
    customer_id: Option<String>,
    fields: &Fields,
) -> Result<String, Failure> {
    let mut draft = fields.on(door, now.draft)?;
    if customer_id.is_some() {
        draft.customer_id = customer_id;
    }
    let request = SaveDraftRequest {
        id: now.row.id,
        revision: now.revision,
        draft,
    };
    let saved: SavedDraft = door.get("invoices.save_draft", request)?;
    door.show(
        door.ask("invoices.get", IdRequest { id: saved.id })?,
        view::detail,
    )
}

impl Issue {
    fn run(&self, door: &Door) -> Result<String, Failure> {
        let id = id_of(door, &self.invoice)?;
        let now: InvoiceDetail = door.get("invoices.get", IdRequest { id: id.clone() })?;
        let issue_on = self.issue_on.clone();
        let request = IssueRequest {
            id,
            revision: now.revision,
            issue_on,
        };
        door.show(
            door.ask("invoices.issue", request)?,
            |issued: &IssuedInvoice, money| {
                let (total, due) = (
                    money.amount(&issued.total),
                    money.amount(&issued.amount_due),
                );
                format!("{} is issued: total {total}, due {due}.", issued.number)
            },
        )
    }
}

impl Pdf {
    fn run(&self, door: &Door) -> Result<String, Failure> {
        let file: FileDto = if self.invoice.starts_with("cn_") {
            door.get(
                "credit_notes.pdf",
                IdRequest {
                    id: self.invoice.clone(),
                },
            )?
        } else {
            door.get(
                "invoices.pdf",
                IdRequest {
                    id: id_of(door, &self.invoice)?,
                },
            )?
        };
        let path = input::save(&file, self.out.as_deref())?;
        let shown = path.display().to_string();
        Ok(if door.json() {
            pretty(&json!({ "path": shown }))
        } else {
            shown
        })
    }
}

impl Credit {
    fn run(&self, door: &Door) -> Result<String, Failure> {
        let lines = self.lines.iter().map(|text| credit_line(text));
        let request = CreditRequest {
            invoice_id: id_of(door, &self.invoice)?,
            full: self.full,
            lines: lines.collect::<Result<Vec<CreditLineInput>, Failure>>()?,
            reason: self.reason.clone(),
            reason_text: self.text.clone(),
        };
        if self.dry_run {
            return door.show(
                door.ask("credit_notes.preview", request)?,
                view::credit_preview,
            );
        }
        door.show(
            door.ask("credit_notes.issue", request)?,
            |note: &CreditNoteDetail, money| {
                let title = format!("{} ({}) is issued.", note.row.number, note.row.id);
                crate::table::parts(&[title, view::credit_preview(&note.preview, money)])
            },
        )
    }
}

fn credit_line(text: &str) -> Result<CreditLineInput, Failure> {
    let parsed = text.split_once('=').and_then(|(line, amount)| {
        Some(CreditLineInput {
            line: line.trim().parse().ok()?,
            amount: amount.trim().to_owned(),
        })
    });
    parsed.ok_or_else(|| {
        Failure::usage(
            format!("The line {text} could not be read. Nothing was changed."),
            "Write the line's place and a net amount: --line 2=49.90",
        )
    })
}

impl Close {
    fn run(&self, door: &Door, use_case: &str) -> Result<String, Failure> {
        let id = id_of(door, &self.invoice)?;
        let request = CloseInvoiceRequest {
            id,
            reason: self.reason.clone(),
        };
        door.show(door.ask(use_case, request)?, view::detail)
    }
}

/// The id of the invoice that a person names by its id or its number.
pub fn id_of(door: &Door, named: &str) -> Result<String, Failure> {
    if named.starts_with("in_") {
        return Ok(named.to_owned());
    }
    let filters = vec![is("number", named)];
    let request = ListRequest {
        filters,
        limit: 1,
        ..ListRequest::default()
    };
    let page: InvoicePage = door.get("invoices.list", request)?;
    let found = page.rows.into_iter().next();
    found
        .map(|row| row.id)
        .ok_or_else(|| Failure::not_found("invoice", named))
}
