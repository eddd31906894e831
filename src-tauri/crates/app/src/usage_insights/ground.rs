//! Whose usage of which meter is looked at, on which day, and in which period.

use billing::calendar::{BillingPeriod, parse_timezone};
use billing::customer::Customer;
use billing::ids::SubscriptionId;
use billing::subscription::Subscription;
use billing::usage::{Aggregation, Meter, Reset};
use chrono::NaiveDate;
use chrono_tz::Tz;
use store::ReadTx;
use store::table::meters::MeterKey;
use store::usage::Reach;

use crate::business::get::load as business;
use crate::context::App;
use crate::customers::detail::load_customer;
use crate::error::AppError;
use crate::usage::counts::Counts;
use crate::usage::series;
use crate::usage::standing::Subscribed;
use crate::usage::zone;

/// A meter and whose usage of it is looked at, in one snapshot of the ledger.
pub(super) struct Ground<'a> {
    pub(super) tx: &'a ReadTx<'a>,
    pub(super) key: MeterKey,
    pub(super) meter: Meter,
    pub(super) tz: Tz,
    /// The local day of now.
    pub(super) today: NaiveDate,
    /// None for all customers together.
    pub(super) whose: Option<Whose>,
}

/// A customer with what they are subscribed to.
pub(super) struct Whose {
    pub(super) customer: Customer,
    pub(super) subscribed: Subscribed,
    named: Option<SubscriptionId>,
}

/// How the days of a meter become the quantity of a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Day adds to day, from nothing in each period.
    Flow,
    /// Each time has one level, which stays until it is set again.
    Level,
    /// The greatest of its days.
    Peak,
    /// Different values, which may come again on another day.
    Distinct,
}

impl<'a> Ground<'a> {
    pub(super) fn load(
        app: &App,
        tx: &'a ReadTx<'a>,
        meter: &str,
        (customer, subscription): (&str, &str),
    ) -> Result<Self, AppError> {
        let (key, meter) = series::meter(tx, meter)?;
        let now = app.now();
        let customer = Some(customer.trim()).filter(|id| !id.is_empty());
        let subscription = Some(subscription.trim()).filter(|id| !id.is_empty());
        let named = subscription.map(SubscriptionId::parse).transpose()?;
        let whose = match customer {
            None => None,
            Some(id) => {
                let customer = load_customer(tx, id).map_err(|e| e.at("customer_id"))?;
                let subscribed = Subscribed::load(tx, &customer.id, now)?;
                Some(Whose {
                    customer,
                    subscribed,
                    named,
                })
            }
        };
        let own = whose
            .as_ref()
            .and_then(|one| one.customer.timezone.as_deref());
        let tz = zone::zone(own, &business(tx)?.timezone);
        let mut ground = Self {
            tx,
            key,
            meter,
            tz,
            today: now.with_timezone(&tz).date_naive(),
            whose,
        };
        if let Some(tz) = ground
            .taker()
            .and_then(|sub| parse_timezone(&sub.terms.timezone).ok())
        {
            ground.tz = tz;
            ground.today = now.with_timezone(&tz).date_naive();
        }
        Ok(ground)
    }

    /// Another meter of the same, for one of the customer's subscriptions if it is named.
    pub(super) fn turn_to(&mut self, (key, meter): (MeterKey, Meter), sub: Option<SubscriptionId>) {
        (self.key, self.meter) = (key, meter);
        if let Some(whose) = &mut self.whose {
            whose.named = sub;
        }
    }

    pub(super) fn shape(&self) -> Shape {
        match (self.meter.aggregation, self.meter.reset) {
            (Aggregation::Sum | Aggregation::Count, Reset::EachPeriod) => Shape::Flow,
            (Aggregation::Sum | Aggregation::Count, Reset::Never)
            | (Aggregation::Last | Aggregation::Weighted, _) => Shape::Level,
            (Aggregation::Max, _) => Shape::Peak,
            (Aggregation::UniqueCount, _) => Shape::Distinct,
        }
    }

    /// Whether the figures of hours, people or operations add up to that of the whole.
    pub(super) fn parts_add_up(&self) -> bool {
        matches!(
            self.meter.aggregation,
            Aggregation::Sum | Aggregation::Count
        )
    }

    /// Whether there is a figure of all customers together: a level or a peak is each one's own.
    pub(super) fn adds_up(&self) -> bool {
        self.whose.is_some() || series::adds_up(self.meter.aggregation)
    }

    /// The subscription that uses the meter now, where one runs today.
    pub(super) fn taker(&self) -> Option<&Subscription> {
        let whose = self.whose.as_ref()?;
        let named = whose.named.as_ref();
        let taker = whose.subscribed.taker(&self.meter.key, named)?;
        let runs = whose.subscribed.live().any(|live| live.id == taker.id);
        let today = whose.subscribed.today(taker);
        (runs && taker.period.contains(today)).then_some(taker)
    }

    /// The counts of the subscription that uses the meter now.
    pub(super) fn counts(&self) -> Option<Counts<'_>> {
        let sub = self.taker()?;
        let book = &self.whose.as_ref()?.subscribed.book;
        Some(Counts::new(self.tx, sub, book))
    }

    /// All of the customer, or everybody.
    pub(super) fn reach(&self) -> Reach<'_> {
        match &self.whose {
            None => Reach::Everybody,
            Some(whose) => Reach::Customer(&whose.customer.id),
        }
    }

    /// The days of a time in parts, each with whose usage counts in it.
    pub(super) fn parts<'p>(
        &'p self,
        counts: Option<&'p Counts<'p>>,
        period: BillingPeriod,
    ) -> Result<Vec<(Reach<'p>, BillingPeriod)>, AppError> {
        match counts {
            Some(counts) => counts.parts(&self.meter.key, period),
            None => Ok(vec![(self.reach(), period)]),
        }
    }
}
