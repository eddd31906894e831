//! Makes the demo company: does what the plan says, through the use cases, with a set clock.

use std::collections::BTreeMap;
use std::path::Path;

use billing::calendar::{local_date, parse_timezone};
use billing::money::{Currency, Money, Rounding};
use chrono::NaiveDate;
use chrono_tz::Tz;
use rust_decimal::Decimal;

use super::draft::draft_of;
use super::plan::{Act, Plan, Share, Step, plan};
use super::script::{LOGO, Patron, Script, unreadable};
use crate::clock::{Clock, Ids};
use crate::context::{App, AppOptions, Source};
use crate::dto::business::{SaveTaxRateRequest, SetLogoRequest};
use crate::dto::credit_notes::{CreditLineInput, CreditRequest};
use crate::dto::customers::{CreateCustomerRequest, CustomerDto};
use crate::dto::invoices::{CloseInvoiceRequest, CreateDraftRequest, InvoiceDetail, IssueRequest};
use crate::dto::ledger::{PostEntryRequest, PostingInput};
use crate::dto::lists::IdRequest;
use crate::dto::money::MoneyDto;
use crate::dto::payments::RecordPaymentRequest;
use crate::dto::session::CreateLedgerRequest;
use crate::error::AppError;
use crate::keyring::KeyringUse;
use crate::{business, credit_notes, customers, invoices, ledger, payments, session, tax_rates};

/// What was made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Demo {
    pub customers: u32,
    pub invoices: u32,
    pub payments: u32,
    pub credit_notes: u32,
}

/// An issued invoice, as far as later steps need it.
struct Issued {
    id: String,
    number: String,
    due: Money,
    first_line_net: Money,
}

struct Maker<'a> {
    app: &'a App,
    script: &'a Script,
    plan: &'a Plan,
    tz: Tz,
    /// Tax rate ids by the script's key.
    rates: BTreeMap<String, String>,
    customer_ids: BTreeMap<usize, String>,
    issued: BTreeMap<usize, Issued>,
    made: Demo,
}

/// Makes a new ledger at `path` with the demo company in it, and closes it. `progress` hears how
/// many steps of how many are done; its error stops the work.
pub fn build(
    path: &Path,
    progress: &mut dyn FnMut(u32, u32) -> Result<(), AppError>,
) -> Result<Demo, AppError> {
    let script = Script::load()?;
    let plan = plan(&script)?;
    let first = plan
        .steps
        .first()
        .ok_or_else(|| unreadable("plan", &"it is empty"))?;
    let app = App::new(AppOptions {
        clock: Clock::Set(first.at),
        ids: Ids::Seeded(script.company.seed),
        source: Source::Demo,
        actor: "Demo".to_owned(),
        data_dir: path.parent().unwrap_or(Path::new(".")).to_owned(),
        ledger: None,
        passphrase: None,
        keyring: KeyringUse::Off,
        backups: false,
    });
    let mut maker = Maker::start(&app, &script, &plan, path)?;
    let total = u32::try_from(plan.steps.len()).unwrap_or(u32::MAX);
    for (done, step) in (0..).zip(&plan.steps) {
        progress(done, total)?;
        app.set_clock(step.at);
        maker.run(step)?;
    }
    let made = maker.made;
    session::lock::lock(&app, crate::dto::lists::Nothing {})?;
    Ok(made)
}

impl<'a> Maker<'a> {
    fn start(
        app: &'a App,
        script: &'a Script,
        plan: &'a Plan,
        path: &Path,
    ) -> Result<Self, AppError> {
        let company = &script.company;
        let request = CreateLedgerRequest {
            path: Some(path.display().to_string()),
            passphrase: session::DEMO_PASSPHRASE.to_owned(),
            business: company.business.clone(),
            use_keyring: false,
        };
        session::create::create(app, request)?;
        let logo = base64::Engine::encode(&base64::prelude::BASE64_STANDARD, LOGO);
        business::update::set_logo(app, SetLogoRequest { base64: Some(logo) })?;
        let tz = parse_timezone(&company.business.timezone).map_err(|e| unreadable("zone", &e))?;
        let mut maker = Self {
            app,
            script,
            plan,
            tz,
            rates: BTreeMap::new(),
            customer_ids: BTreeMap::new(),
            issued: BTreeMap::new(),
            made: Demo::default(),
        };
        maker.save_rates()?;
        Ok(maker)
    }

    fn save_rates(&mut self) -> Result<(), AppError> {
        for rate in &self.script.company.tax_rates {
            let request = SaveTaxRateRequest {
                id: None,
                name: rate.name.clone(),
                rate_pct: rate.rate_pct.clone(),
                jurisdiction: rate.jurisdiction.clone(),
                category: rate.category.clone(),
                note: rate.note.clone(),
                archived: false,
            };
            let saved = tax_rates::save::save(self.app, request)?;
            self.rates.insert(rate.key.clone(), saved.id);
        }
        Ok(())
    }

    fn run(&mut self, step: &Step) -> Result<(), AppError> {
        let on = local_date(step.at, self.tz);
        let pace = &self.script.company.pace;
        match step.act {
            Act::Capital => self.entry(
                on,
                "Capital paid in by the owners",
                ["1000", "3000"],
                &pace.opening_capital,
            ),
            Act::BankFee => self.entry(
                on,
                "Account fee of the bank",
                ["6000", "1000"],
                &pace.bank_fee,
            ),
            Act::Welcome { patron } => self.welcome(patron),
            Act::Issue { order } => self.issue(order),
            Act::IssueAgain { order } => self.issue_again(order),
            Act::CreditPart { order, percent } => self.credit_part(order, percent),
            Act::CreditAll { order } => self.credit_all(order),
            Act::Pay { order, share } => self.pay(order, share, on),
            Act::WriteOff { order } => self.write_off(order),
            Act::Draft { order } => self.draft(order).map(|_| ()),
        }
    }

    fn entry(
        &self,
        on: NaiveDate,
        description: &str,
        [debited, credited]: [&str; 2],
        amount: &str,
    ) -> Result<(), AppError> {
        let posting = |account: &str, debit: &str, credit: &str| PostingInput {
            account: account.to_owned(),
            debit: debit.to_owned(),
            credit: credit.to_owned(),
        };
        let request = PostEntryRequest {
            posted_on: on.to_string(),
            description: description.to_owned(),
            currency: self.script.company.business.currency.clone(),
            postings: vec![posting(debited, amount, ""), posting(credited, "", amount)],
        };
        ledger::post_entry::post_entry(self.app, request).map(|_| ())
    }

    fn patron(&self, patron: usize) -> Result<&'a Patron, AppError> {
        self.script
            .customers
            .get(patron)
            .ok_or_else(|| unreadable("customer", &patron))
    }

    fn welcome(&mut self, patron: usize) -> Result<(), AppError> {
        let who = self.patron(patron)?;
        let rate = super::draft::tax_key(&self.script.company, who, "standard");
        let customer = CustomerDto {
            name: who.name.clone(),
            email: who.email.clone(),
            address: who.address.clone(),
            language: who.language.clone(),
            currency: who.currency.clone(),
            net_days: Some(who.net_days),
            vat_id: who.vat_id.clone(),
            business: who.business,
            tax_rate_ids: self.rates.get(rate).cloned().into_iter().collect(),
            notes: who.notes.clone(),
            ..CustomerDto::default()
        };
        let made = customers::create::create(self.app, CreateCustomerRequest { customer })?;
        self.customer_ids.insert(patron, made.id);
        self.made.customers += 1;
        Ok(())
    }

    fn draft(&self, order: usize) -> Result<InvoiceDetail, AppError> {
        let content = self
            .plan
            .orders
            .get(order)
            .ok_or_else(|| unreadable("order", &order))?;
        let who = self.patron(content.patron)?;
        let mut draft = draft_of(&self.script.company, who, content, &self.rates)?;
        draft.customer_id = self.customer_ids.get(&content.patron).cloned();
        let request = CreateDraftRequest {
            customer_id: None,
            draft: Some(draft),
        };
        invoices::create_draft::create_draft(self.app, request)
    }

    fn issue(&mut self, order: usize) -> Result<(), AppError> {
        let draft = self.draft(order)?;
        self.issue_draft(order, draft)
    }

    fn issue_draft(&mut self, order: usize, draft: InvoiceDetail) -> Result<(), AppError> {
        let totals = draft.totals.ok_or_else(|| unreadable("order", &order))?;
        let first = totals
            .lines
            .first()
            .ok_or_else(|| unreadable("lines of order", &order))?;
        let first_line_net = amount(&first.net)?;
        let request = IssueRequest {
            id: draft.row.id,
            revision: draft.revision,
            issue_on: None,
        };
        let issued = invoices::issue::issue(self.app, request)?;
        let due = amount(&issued.amount_due)?;
        let issued = Issued {
            id: issued.id,
            number: issued.number,
            due,
            first_line_net,
        };
        self.issued.insert(order, issued);
        self.made.invoices += 1;
        Ok(())
    }

    fn of_order(&mut self, order: usize) -> Result<&mut Issued, AppError> {
        self.issued
            .get_mut(&order)
            .ok_or_else(|| unreadable("order", &order))
    }

    fn issue_again(&mut self, order: usize) -> Result<(), AppError> {
        let id = self.of_order(order)?.id.clone();
        let reason = "Sent to the wrong address".to_owned();
        invoices::void::void(
            self.app,
            CloseInvoiceRequest {
                id: id.clone(),
                reason,
            },
        )?;
        let draft = invoices::duplicate::duplicate(self.app, IdRequest { id })?;
        self.issue_draft(order, draft)
    }

    fn credit_part(&mut self, order: usize, percent: u32) -> Result<(), AppError> {
        let invoice = self.of_order(order)?;
        let (net, currency) = (invoice.first_line_net, invoice.first_line_net.currency());
        let part = net.to_decimal() * Decimal::from(percent) / Decimal::ONE_HUNDRED;
        let part = Money::from_decimal(part, currency, Rounding::HalfUp)?;
        let (reason, text) = match percent % 10 {
            0 => ("order_change", "Less was needed than ordered"),
            _ => ("product_unsatisfactory", "Agreed reduction"),
        };
        let request = CreditRequest {
            invoice_id: invoice.id.clone(),
            full: false,
            lines: vec![CreditLineInput {
                line: 1,
                amount: part.to_major_string(),
            }],
            reason: reason.to_owned(),
            reason_text: text.to_owned(),
        };
        self.credit(order, request)
    }

    fn credit_all(&mut self, order: usize) -> Result<(), AppError> {
        let request = CreditRequest {
            invoice_id: self.of_order(order)?.id.clone(),
            full: true,
            lines: Vec::new(),
            reason: "duplicate".to_owned(),
            reason_text: "Billed twice".to_owned(),
        };
        self.credit(order, request)
    }

    fn credit(&mut self, order: usize, request: CreditRequest) -> Result<(), AppError> {
        let note = credit_notes::issue::issue(self.app, request)?;
        let reduced = amount(&note.preview.to_receivable)?;
        let invoice = self.of_order(order)?;
        invoice.due = invoice.due.try_sub(reduced)?;
        self.made.credit_notes += 1;
        Ok(())
    }

    fn pay(&mut self, order: usize, share: Share, on: NaiveDate) -> Result<(), AppError> {
        let patron = self.plan.orders.get(order).map_or(0, |order| order.patron);
        let method = self.patron(patron)?.method.clone();
        let invoice = self.of_order(order)?;
        if !invoice.due.is_positive() {
            return Ok(());
        }
        let request = RecordPaymentRequest {
            invoice_id: invoice.id.clone(),
            amount: share_of(invoice.due, share)?.to_major_string(),
            received_on: on.to_string(),
            method,
            reference: invoice.number.clone(),
            note: String::new(),
        };
        let recorded = payments::record::record(self.app, request)?;
        self.of_order(order)?.due = amount(&recorded.amount_due)?;
        self.made.payments += 1;
        Ok(())
    }

    fn write_off(&mut self, order: usize) -> Result<(), AppError> {
        let id = self.of_order(order)?.id.clone();
        let reason = "Insolvency of the customer".to_owned();
        invoices::void::mark_uncollectible(self.app, CloseInvoiceRequest { id, reason })?;
        Ok(())
    }
}

fn share_of(due: Money, share: Share) -> Result<Money, AppError> {
    let currency = due.currency();
    let major = due.to_decimal();
    let part = match share {
        Share::All => major,
        Share::Half => (major / Decimal::TWO).floor().max(Decimal::ONE),
        Share::TooMuch => (major / Decimal::TEN).ceil() * Decimal::TEN,
    };
    Ok(Money::from_decimal(part, currency, Rounding::HalfUp)?)
}

fn amount(dto: &MoneyDto) -> Result<Money, AppError> {
    let minor = dto.minor.parse().map_err(|e| unreadable("amount", &e))?;
    Ok(Money::new(minor, Currency::try_new(&dto.currency)?))
}
