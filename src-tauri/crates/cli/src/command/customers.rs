//! `billfold customers`: who is billed.

use std::path::PathBuf;

use app::dto::customers::{
    CreateCustomerRequest, CustomerDetail, CustomerDto, CustomerPage, UpdateCustomerRequest,
};
use app::dto::lists::{IdRequest, ListRequest};
use clap::{Args, Subcommand};

use super::{input, tax_rates};
use crate::door::Door;
use crate::failure::Failure;
use crate::listing::{Listing, footer, is};
use crate::money::Exponents;
use crate::table::{facts, parts, table};

/// Customers.
#[derive(Debug, Subcommand)]
pub enum Customers {
    /// List customers
    List(List),
    /// Show one customer
    Show(Named),
    /// Add a customer
    Add(Add),
    /// Change a customer
    Edit(Edit),
    /// Archive a customer
    Archive(Named),
}

/// Which customers.
#[derive(Debug, Args)]
pub struct List {
    /// Only these: active, past_due or archived
    #[arg(long)]
    status: Option<String>,
    #[command(flatten)]
    listing: Listing,
}

/// One customer.
#[derive(Debug, Args)]
pub struct Named {
    /// The customer's id (cus_…) or exact name
    customer: String,
}

/// A new customer.
#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    fields: Box<Fields>,
}

/// A changed customer.
#[derive(Debug, Args)]
pub struct Edit {
    /// The customer's id (cus_…) or exact name
    customer: String,
    #[command(flatten)]
    fields: Box<Fields>,
}

/// What can be said about a customer.
#[derive(Debug, Args)]
pub struct Fields {
    /// Name
    #[arg(long)]
    name: Option<String>,
    /// E-mail address
    #[arg(long)]
    email: Option<String>,
    /// Telephone
    #[arg(long)]
    phone: Option<String>,
    /// Street and number
    #[arg(long)]
    line1: Option<String>,
    /// Second line of the address
    #[arg(long)]
    line2: Option<String>,
    /// Postal code
    #[arg(long)]
    postal_code: Option<String>,
    /// City
    #[arg(long)]
    city: Option<String>,
    /// State or region
    #[arg(long)]
    region: Option<String>,
    /// Country, ISO 3166 alpha-2
    #[arg(long)]
    country: Option<String>,
    /// Language of documents: en, de, fr or es
    #[arg(long)]
    language: Option<String>,
    /// Currency, ISO 4217
    #[arg(long)]
    currency: Option<String>,
    /// Days to pay
    #[arg(long, value_name = "DAYS")]
    net_days: Option<u16>,
    /// VAT id
    #[arg(long)]
    vat_id: Option<String>,
    /// It is a consumer, not a business
    #[arg(long)]
    consumer: bool,
    /// Tax rate that new lines start with: its id, name or percent; may be repeated
    #[arg(long = "tax", value_name = "RATE")]
    taxes: Vec<String>,
    /// Notes, for you alone
    #[arg(long)]
    notes: Option<String>,
    /// Read the customer from a JSON file first; - is standard input
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
}

impl Customers {
    pub fn run(&self, door: &Door) -> Result<String, Failure> {
        match self {
            Self::List(list) => {
                let status = list.status.as_deref().map(|status| is("status", status));
                let request = list.listing.request(status.into_iter().collect())?;
                door.show(door.ask("customers.list", request)?, page)
            }
            Self::Show(named) => {
                let id = id_of(door, &named.customer)?;
                door.show(door.ask("customers.get", IdRequest { id })?, detail)
            }
            Self::Add(add) => {
                let blank = CustomerDto {
                    business: true,
                    ..CustomerDto::default()
                };
                let customer = add.fields.on(door, blank)?;
                let request = CreateCustomerRequest { customer };
                door.show(door.ask("customers.create", request)?, detail)
            }
            Self::Edit(edit) => {
                let id = id_of(door, &edit.customer)?;
                let now: CustomerDetail =
                    door.get("customers.get", IdRequest { id: id.clone() })?;
                let customer = edit.fields.on(door, now.customer)?;
                let request = UpdateCustomerRequest { id, customer };
                door.show(door.ask("customers.update", request)?, detail)
            }
            Self::Archive(named) => {
                let id = id_of(door, &named.customer)?;
                door.show(door.ask("customers.archive", IdRequest { id })?, detail)
            }
        }
    }
}

impl Fields {
    /// The customer with what was said; the rest stays.
    fn on(&self, door: &Door, customer: CustomerDto) -> Result<CustomerDto, Failure> {
        let mut to: CustomerDto = match &self.from {
            Some(file) => input::from_file(file)?,
            None => customer,
        };
        let said = [
            (&self.name, &mut to.name),
            (&self.email, &mut to.email),
            (&self.phone, &mut to.phone),
            (&self.line1, &mut to.address.line1),
            (&self.line2, &mut to.address.line2),
            (&self.postal_code, &mut to.address.postal_code),
            (&self.city, &mut to.address.city),
            (&self.region, &mut to.address.region),
            (&self.country, &mut to.address.country),
            (&self.language, &mut to.language),
            (&self.currency, &mut to.currency),
            (&self.vat_id, &mut to.vat_id),
            (&self.notes, &mut to.notes),
        ];
        for (said, field) in said {
            if let Some(said) = said {
                field.clone_from(said);
            }
        }
        if self.net_days.is_some() {
            to.net_days = self.net_days;
        }
        if self.consumer {
            to.business = false;
        }
        if !self.taxes.is_empty() {
            to.tax_rate_ids = tax_rates::ids_of(door, &self.taxes)?;
        }
        Ok(to)
    }
}

/// The id of the customer that a person names by id or by exact name.
pub fn id_of(door: &Door, named: &str) -> Result<String, Failure> {
    if named.starts_with("cus_") {
        return Ok(named.to_owned());
    }
    let filters = vec![is("name", named)];
    let request = ListRequest {
        filters,
        limit: 2,
        ..ListRequest::default()
    };
    let page: CustomerPage = door.get("customers.list", request)?;
    match page.rows.as_slice() {
        [one] => Ok(one.id.clone()),
        [] => Err(Failure::not_found("customer", named)),
        _ => Err(Failure::usage(
            format!("Several customers are named {named}. Nothing was changed."),
            "Use the id that `billfold customers list` shows.",
        )),
    }
}

fn page(page: &CustomerPage, money: &Exponents) -> String {
    let rows = page.rows.iter().map(|row| {
        vec![
            row.id.clone(),
            row.name.clone(),
            row.country.clone(),
            row.status.clone(),
            money.amount(&row.outstanding),
            row.invoice_count.to_string(),
            row.last_invoice_on.clone().unwrap_or_default(),
        ]
    });
    let head = [
        "Id",
        "Name",
        "Country",
        "Status",
        ">Outstanding",
        ">Invoices",
        "Last invoice",
    ];
    parts(&[
        table(&head, rows.collect()),
        footer(page.rows.len(), page.total_count, &page.totals, money),
    ])
}

fn detail(detail: &CustomerDetail, money: &Exponents) -> String {
    let customer = &detail.customer;
    let address = &customer.address;
    let place = [
        &address.line1,
        &address.line2,
        &address.postal_code,
        &address.city,
    ]
    .into_iter()
    .chain([&address.region, &address.country])
    .filter(|part| !part.is_empty());
    let known = facts(&[
        ("Id", detail.id.clone()),
        ("Name", customer.name.clone()),
        ("Status", detail.status.clone()),
        ("E-mail", customer.email.clone()),
        (
            "Address",
            place.cloned().collect::<Vec<String>>().join(", "),
        ),
        ("VAT id", customer.vat_id.clone()),
        ("Currency", customer.currency.clone()),
        ("Outstanding", money.all(&detail.outstanding)),
        ("Past due", money.all(&detail.past_due)),
        ("Credit held", money.all(&detail.balance)),
        ("Invoiced", money.all(&detail.invoiced)),
        ("Paid", money.all(&detail.paid)),
    ]);
    parts(&[
        known,
        super::invoice_view::rows(&detail.recent_invoices, money),
    ])
}
