//! A naive model of billing: day by day, each day costs its part of the period that it is in.
//! It knows nothing of lines, credits or spans; the engine has to come to the same sum.

use billing::calendar::Interval;
use billing::catalog::Recurrence;
use billing::subscription::{Change, PauseBehavior};
use chrono::{Datelike, Days, NaiveDate};
use rust_decimal::Decimal;

use crate::build::{MONTHLY, YEARLY, dec, plan_id};

/// Something that is done to a subscription.
#[derive(Debug, Clone, Copy)]
pub enum Act {
    Plan(u128),
    Quantity(u32),
    Addon,
    Interval,
    Rest,
}

/// Monthly prices of the plans 1, 2 and 3 in whole units; a year costs ten months.
pub const BASE: [i64; 3] = [29, 99, 299];
/// Monthly price of a seat of each plan.
pub const SEAT: [i64; 3] = [7, 11, 13];
pub const ADDON: i64 = 17;
/// Price of what is counted, in every plan.
pub const CALL: &str = "0.10";

/// What is held on a day.
#[derive(Debug, Clone)]
pub struct Held {
    pub plan: u128,
    pub seats: u32,
    pub addon: bool,
    pub yearly: bool,
    pub resting: bool,
    pub aligned: bool,
    pub anchor: NaiveDate,
    pub percent_off: u32,
    pub daily_calls: i64,
}

impl Held {
    /// Does it on a day, and says which change the engine has to make.
    pub fn act(&mut self, act: Act, on: NaiveDate) -> Change {
        match act {
            Act::Plan(n) => {
                self.plan = n;
                Change::Plan {
                    plan_id: plan_id(n),
                    version: 1,
                    quantity: None,
                    recurrence: None,
                }
            }
            Act::Quantity(seats) => {
                self.seats = seats;
                Change::Quantity {
                    plan_id: plan_id(self.plan),
                    quantity: seats.into(),
                }
            }
            Act::Addon => {
                self.addon = !self.addon;
                self.addon_change()
            }
            Act::Interval => {
                self.yearly = !self.yearly;
                self.anchor = on;
                Change::Interval {
                    recurrence: self.recurrence(),
                    keep_anchor: false,
                }
            }
            Act::Rest => {
                self.resting = !self.resting;
                self.rest_change(on)
            }
        }
    }

    fn addon_change(&self) -> Change {
        if self.addon {
            Change::AddAddon {
                plan_id: plan_id(9),
                version: 1,
                quantity: Decimal::ONE,
            }
        } else {
            Change::RemoveAddon {
                plan_id: plan_id(9),
            }
        }
    }

    fn rest_change(&mut self, on: NaiveDate) -> Change {
        if self.resting {
            return Change::Pause {
                behavior: PauseBehavior::Skip,
                resume_on: None,
            };
        }
        self.anchor = on;
        Change::Resume
    }

    pub fn recurrence(&self) -> Recurrence {
        if self.yearly { YEARLY } else { MONTHLY }
    }

    /// What a day costs, in major units.
    pub fn cost(&self, on: NaiveDate) -> Decimal {
        if self.resting {
            return Decimal::ZERO;
        }
        let at = usize::try_from(self.plan).unwrap() - 1;
        let addon = if self.addon { ADDON } else { 0 };
        let month = BASE[at] + SEAT[at] * i64::from(self.seats) + addon;
        let period = if self.yearly { month * 10 } else { month };
        let calls = Decimal::from(self.daily_calls) * dec(CALL);
        let kept = Decimal::from(100 - self.percent_off) / Decimal::ONE_HUNDRED;
        (Decimal::from(period) / Decimal::from(self.days_of_period(on)) + calls) * kept
    }

    /// The length of the period that a day is in: from boundary to boundary, one after another.
    fn days_of_period(&self, on: NaiveDate) -> i64 {
        let mut start = if self.aligned {
            NaiveDate::from_ymd_opt(self.anchor.year(), 1, 1).unwrap()
        } else {
            self.anchor
        };
        let mut months = 0;
        loop {
            months += if self.yearly { 12 } else { 1 };
            let end = self.boundary(months);
            if on < end {
                return (end - start).num_days();
            }
            start = end;
        }
    }

    /// The day so many months after the anchor, or the last day of that month.
    fn boundary(&self, months: u32) -> NaiveDate {
        let (first_month, day) = if self.aligned {
            (0, 1)
        } else {
            (self.anchor.month0(), self.anchor.day())
        };
        let month = first_month + months;
        let year = self.anchor.year() + i32::try_from(month / 12).unwrap();
        let first = NaiveDate::from_ymd_opt(year, month % 12 + 1, 1).unwrap();
        let mut on = first;
        while on.day() < day {
            let next = on + Days::new(1);
            if next.month() != first.month() {
                break;
            }
            on = next;
        }
        on
    }
}

/// What a history costs from its start up to its end. `acts` are by day.
pub fn total(
    mut held: Held,
    start: NaiveDate,
    end: NaiveDate,
    acts: &[(NaiveDate, Act)],
) -> Decimal {
    let mut sum = Decimal::ZERO;
    let mut on = start;
    while on < end {
        for (_, act) in acts.iter().filter(|(day, _)| *day == on) {
            held.act(*act, on);
        }
        sum += held.cost(on);
        on = on + Days::new(1);
    }
    sum
}

#[test]
fn the_model_itself_bills_a_month_its_price_and_a_year_its_own() {
    let mut held = Held {
        plan: 2,
        seats: 1,
        addon: false,
        yearly: false,
        resting: false,
        aligned: false,
        anchor: "2026-01-31".parse().unwrap(),
        percent_off: 0,
        daily_calls: 0,
    };
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let month = total(held.clone(), day("2026-02-28"), day("2026-03-31"), &[]);
    assert_eq!(month.round_dp(10), dec("110")); // 99 + 11
    held.yearly = true;
    assert_eq!(held.days_of_period(day("2027-06-01")), 365);
    assert_eq!(held.recurrence().interval, Interval::Year);
}
