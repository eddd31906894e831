//! What amounts of subscriptions are computed from: read once, for one invoice or a whole run.

use billing::business::Business;
use billing::calendar::BillingPeriod;
use billing::catalog::PlanBook;
use billing::customer::Customer;
use billing::subscription::{Basis, Subscription};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use store::ReadTx;

use super::mode::{MODES, Mode};
use crate::business::get::{load, local_date};
use crate::context::App;
use crate::dto::billing_runs::BillingSettingsDto;
use crate::dto::words::from_word;
use crate::error::AppError;
use crate::tax::TaxGround;
use crate::usage::counts::Counts;

/// The business, how it bills, and the instant at which it does.
#[derive(Debug)]
pub(crate) struct Ground {
    pub(crate) business: Business,
    pub(crate) taxes: TaxGround,
    pub(crate) settings: BillingSettingsDto,
    pub(crate) now: DateTime<Utc>,
}

impl Ground {
    pub(crate) fn load(app: &App, tx: &ReadTx<'_>) -> Result<Self, AppError> {
        Ok(Self {
            business: load(tx)?,
            taxes: TaxGround::load(tx)?,
            settings: crate::billing_settings::get::load(tx)?,
            now: app.now(),
        })
    }

    /// Today in the business's zone: the day that its invoices bear.
    pub(crate) fn today(&self) -> NaiveDate {
        local_date(self.now, &self.business.timezone)
    }

    /// Today in a subscription's zone.
    pub(crate) fn today_in(&self, timezone: &str) -> NaiveDate {
        local_date(self.now, timezone)
    }

    /// The zone whose days a customer is billed by.
    pub(crate) fn timezone_of(&self, customer: &Customer) -> String {
        let own = customer.timezone.clone();
        own.unwrap_or_else(|| self.business.timezone.clone())
    }

    /// What becomes of an invoice where nobody said it.
    pub(crate) fn mode(&self) -> Result<Mode, AppError> {
        from_word(&self.settings.mode, "mode", MODES)
    }

    /// Lets the core decide about a subscription, from the plans in `book` and what its meters
    /// counted. Where that cannot be read, nothing is decided.
    pub(crate) fn decide<T, E: Into<AppError>>(
        &self,
        tx: &ReadTx<'_>,
        book: &PlanBook,
        sub: &Subscription,
        decide: impl FnOnce(&Basis<'_>) -> Result<T, E>,
    ) -> Result<T, AppError> {
        let counts = Counts::new(tx, sub, book);
        let decided = decide(&Basis {
            book,
            usage: &|meter, period| counts.of(meter, period),
            rounding: self.business.rounding,
        });
        counts.fault()?;
        decided.map_err(Into::into)
    }

    /// The same where no usage matters: for days and states, never for amounts.
    pub(crate) fn basis_without_usage<'a>(&self, book: &'a PlanBook) -> Basis<'a> {
        Basis {
            book,
            usage: &nothing_counted,
            rounding: self.business.rounding,
        }
    }
}

fn nothing_counted(_meter: &str, _period: BillingPeriod) -> Decimal {
    Decimal::ZERO
}
