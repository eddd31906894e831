//! Makes the demo company: does what the plan says, through the use cases, with a set clock.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use billing::calendar::{at_local_time, local_date, parse_timezone};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::chance::Chance;
use super::invoices::Issued;
use super::plan::{Act, Plan, plan};
use super::script::{LOGO, Patron, Script, unreadable};
use super::usage::Told;
use crate::clock::{Clock, Ids};
use crate::context::{App, AppOptions, Source};
use crate::dto::business::{SaveTaxRateRequest, SetLogoRequest};
use crate::dto::catalog::InstallCatalogRequest;
use crate::dto::customers::{CreateCustomerRequest, CustomerDto};
use crate::dto::ledger::{PostEntryRequest, PostingInput};
use crate::dto::session::CreateLedgerRequest;
use crate::dto::tax::{NumberCheckDto, PlaceProofDto};
use crate::error::AppError;
use crate::keyring::KeyringUse;
use crate::{business, catalogs, coupons, customers, ledger, session, tax, tax_rates};

/// What was made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Demo {
    pub customers: u32,
    pub subscriptions: u32,
    pub invoices: u32,
    pub payments: u32,
    pub credit_notes: u32,
}

pub(super) struct Maker<'a> {
    pub app: &'a App,
    pub script: &'a Script,
    pub plan: &'a Plan,
    pub dice: Chance,
    tz: Tz,
    /// What is still to do, in order; invoices add to it what follows from them.
    queue: BTreeMap<(DateTime<Utc>, u32), Act>,
    queued: u32,
    /// Tax rate ids by the script's key.
    pub rates: BTreeMap<String, String>,
    /// Plan ids by their code.
    pub plan_ids: BTreeMap<String, String>,
    pub customer_ids: BTreeMap<usize, String>,
    /// Subscription ids by customer and place in the script.
    pub subscription_ids: BTreeMap<(usize, usize), String>,
    pub issued: Vec<Issued>,
    /// Ids of the invoices that are in `issued`.
    pub seen: BTreeSet<String>,
    pub told: Told,
    pub made: Demo,
}

/// Makes a new ledger at `path` with the demo company in it as of a day, and closes it. `progress`
/// hears how many steps of how many are done; its error stops the work.
pub fn build(
    path: &Path,
    today: NaiveDate,
    progress: &mut dyn FnMut(u32, u32) -> Result<(), AppError>,
) -> Result<Demo, AppError> {
    let script = Script::load_on(today)?;
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
    for step in &plan.steps {
        maker.enqueue(step.at, step.act);
    }
    let mut done = 0;
    while let Some(((at, _), act)) = maker.queue.pop_first() {
        progress(done, maker.queued)?;
        app.set_clock(at);
        maker.act(act, at)?;
        done += 1;
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
            // Other throws than the plan's, so that the two do not mirror each other.
            dice: Chance::new(company.seed.wrapping_add(1)),
            tz,
            queue: BTreeMap::new(),
            queued: 0,
            rates: BTreeMap::new(),
            plan_ids: BTreeMap::new(),
            customer_ids: BTreeMap::new(),
            subscription_ids: BTreeMap::new(),
            issued: Vec::new(),
            seen: BTreeSet::new(),
            told: Told::nothing(script)?,
            made: Demo::default(),
        };
        maker.save_rates()?;
        maker.install_catalogs()?;
        tax::update_settings::update_settings(app, company.tax_settings.clone())?;
        Ok(maker)
    }

    fn install_catalogs(&mut self) -> Result<(), AppError> {
        let company = &self.script.company;
        for code in &company.catalogs {
            let request = InstallCatalogRequest {
                code: code.clone(),
                currency: String::new(),
            };
            let installed = catalogs::install::install(self.app, request)?;
            for id in installed.plan_ids {
                let request = crate::dto::lists::IdRequest { id: id.clone() };
                let plan = crate::plans::get::get(self.app, request)?;
                self.plan_ids.insert(plan.row.code, id);
            }
        }
        for coupon in &company.coupons {
            coupons::save::save(self.app, coupon.clone())?;
        }
        Ok(())
    }

    /// Adds something to do at an instant, after what is there already.
    fn enqueue(&mut self, at: DateTime<Utc>, act: Act) {
        self.queue.insert((at, self.queued), act);
        self.queued += 1;
    }

    /// The same at a minute of an hour in the company's zone; later than the end is never.
    pub(super) fn later(&mut self, on: NaiveDate, hour: u32, act: Act) -> Result<(), AppError> {
        let (minute, second) = (self.dice.between(0, 59), self.dice.between(0, 59));
        if on >= self.plan.end {
            return Ok(());
        }
        let local = on.and_hms_opt(hour, minute, second);
        let at = local.and_then(|local| at_local_time(local, self.tz));
        self.enqueue(at.ok_or_else(|| unreadable("hour", &hour))?, act);
        Ok(())
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

    fn act(&mut self, act: Act, at: DateTime<Utc>) -> Result<(), AppError> {
        let on = local_date(at, self.tz);
        let pace = &self.script.company.pace;
        match act {
            Act::Capital => self.entry(
                on,
                "Capital paid in by the owners",
                ["1000", "3000"],
                &pace.opening_capital,
            ),
            Act::BankFee => self.end_of_month(on),
            Act::Welcome { patron } => self.welcome(patron),
            Act::Subscribe { patron, hold } => self.subscribe(patron, hold, on),
            Act::Change {
                patron,
                hold,
                change,
            } => self.change(patron, hold, change, on),
            Act::Run => {
                self.tell_usage(on)?;
                self.run(on)
            }
            Act::Issue { order } => self.issue(order, on),
            Act::Draft { order } => self.draft(order).map(|_| ()),
            Act::IssueAgain { invoice } => self.issue_again(invoice, on),
            Act::CreditPart { invoice, percent } => self.credit_part(invoice, percent),
            Act::CreditAll { invoice } => self.credit_all(invoice),
            Act::Pay { invoice, share } => self.pay(invoice, share, on),
            Act::WriteOff { invoice } => self.write_off(invoice),
        }
    }

    fn end_of_month(&self, on: NaiveDate) -> Result<(), AppError> {
        let fee = &self.script.company.pace.bank_fee;
        self.entry(on, "Account fee of the bank", ["6000", "1000"], fee)?;
        self.look_at_alerts(on)
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

    pub(super) fn patron(&self, patron: usize) -> Result<&'a Patron, AppError> {
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
            place_proofs: place_proofs(who, self.app.today()?),
            number_checks: number_checks(who, self.app.today()?),
            notes: who.notes.clone(),
            ..CustomerDto::default()
        };
        let made = customers::create::create(self.app, CreateCustomerRequest { customer })?;
        self.customer_ids.insert(patron, made.id);
        self.made.customers += 1;
        Ok(())
    }
}

fn place_proofs(who: &Patron, today: NaiveDate) -> Vec<PlaceProofDto> {
    let kinds = who.place_proofs.iter();
    let noted = kinds.map(|kind| PlaceProofDto {
        kind: kind.clone(),
        country: who.address.country.clone(),
        detail: String::new(),
        noted_on: today.to_string(),
    });
    noted.collect()
}

fn number_checks(who: &Patron, today: NaiveDate) -> Vec<NumberCheckDto> {
    if who.vat_receipt.is_empty() {
        return Vec::new();
    }
    vec![NumberCheckDto {
        vat_id: who.vat_id.clone(),
        valid: true,
        authority: "VIES".to_owned(),
        checked_on: today.to_string(),
        name: who.name.clone(),
        address: String::new(),
        receipt: who.vat_receipt.clone(),
        noted_by: "Jana Birke".to_owned(),
    }]
}
