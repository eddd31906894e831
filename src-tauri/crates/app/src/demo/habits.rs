//! How a subscriber uses what it has: by weekdays, growing, and now and then something odd.

use std::collections::BTreeMap;

use billing::usage::{Aggregation, Meter};
use chrono::{Datelike, NaiveDate, Weekday};
use rust_decimal::Decimal;

use super::chance::Chance;
use super::plan::months_between;
use crate::dto::usage::UsageEventInput;

/// A working day's part of the week; on days of rest few work, and those a little.
const WEEK: [(Weekday, u64); 5] = [
    (Weekday::Mon, 104),
    (Weekday::Tue, 112),
    (Weekday::Wed, 108),
    (Weekday::Thu, 100),
    (Weekday::Fri, 76),
];
const REST: u64 = 16;
const REST_PERCENT: u32 = 15;
/// How many times the usual a burst is.
const BURST: u64 = 7;
const MEMBERS: [&str; 6] = ["Alex", "Bruna", "Chidi", "Dana", "Emre", "Freya"];
const OPERATIONS: [(&str, &[&str]); 4] = [
    ("ai_requests", &["summarise", "draft", "translate", "chat"]),
    ("pages", &["crawl", "refresh"]),
    ("call_minutes", &["inbound", "outbound"]),
    ("api_calls", &["calls", "transcripts", "webhooks"]),
];
/// What a request costs the business, as the provider bills it.
const COST_OF: &str = "ai_requests";

/// The last level that was told, by subscription and meter.
pub type Levels = BTreeMap<(String, String), u64>;

/// A subscription that uses what its plan has.
#[derive(Debug)]
pub struct Subscriber<'m> {
    pub id: String,
    pub seed: u64,
    pub started_on: NaiveDate,
    /// The day after the story's last.
    pub end: NaiveDate,
    /// Percent of what it uses most, in the last month.
    pub percent: u32,
    pub request_cost: Decimal,
    pub burst_on: Option<NaiveDate>,
    pub granted: Vec<Granted<'m>>,
}

/// So much of a meter, in a month or at one time.
#[derive(Debug)]
pub struct Granted<'m> {
    pub meter: &'m Meter,
    pub most: u32,
    /// Whether more than that is billed, and not refused.
    pub is_billed: bool,
}

impl Subscriber<'_> {
    /// Adds what it uses on a day: the same for the same day, whenever it is asked.
    pub fn uses(&self, day: NaiveDate, levels: &mut Levels, events: &mut Vec<UsageEventInput>) {
        let mut dice = Chance::new(self.seed * 1_000_000 + number_of(day));
        let mut is_main = true;
        for (nth, granted) in (0_u64..).zip(&self.granted) {
            let percent = self.percent_of(nth, is_main, day);
            if is_counted(granted.meter) {
                let burst = self.burst_on.filter(|on| is_main && *on == day);
                let times = burst.map_or(1, |_| BURST);
                is_main = false;
                let used = counted(granted.most, percent * times, day, &mut dice);
                if used > 0 {
                    events.push(self.event(granted.meter, day, used, &mut dice));
                }
            } else {
                let there = level(granted, percent);
                let key = (self.id.clone(), granted.meter.key.clone());
                if levels.insert(key, there) != Some(there) {
                    events.push(self.event(granted.meter, day, there, &mut dice));
                }
            }
        }
    }

    /// A percent less for each month before the end; of what is not the main thing only a part.
    fn percent_of(&self, nth: u64, is_main: bool, day: NaiveDate) -> u64 {
        let months = u64::from(months_between(day, self.end));
        // Between 55 and 95, another for each meter of each subscriber.
        let part = if is_main {
            100
        } else {
            55 + (self.seed * 7 + nth * 13) % 41
        };
        let grown = u64::from(self.percent) * (100 - months.min(50));
        (grown * part).div_ceil(10_000)
    }

    fn event(
        &self,
        meter: &Meter,
        day: NaiveDate,
        quantity: u64,
        dice: &mut Chance,
    ) -> UsageEventInput {
        let operations = OPERATIONS.iter().find(|(key, _)| *key == meter.key);
        let operation = operations.and_then(|(_, of)| dice.pick(of)).copied();
        let member = dice.pick(&MEMBERS).copied().filter(|_| operation.is_some());
        let hour = if dice.percent(45) {
            dice.between(8, 10)
        } else {
            dice.between(7, 16)
        };
        let cost = self.request_cost * Decimal::from(quantity);
        UsageEventInput {
            key: format!("{}-{}-{day}", self.id, meter.key),
            meter: meter.key.clone(),
            subject: self.id.clone(),
            at: format!("{day}T{hour:02}:{:02}:00Z", dice.between(0, 59)),
            quantity: quantity.to_string(),
            user: member.unwrap_or_default().to_owned(),
            operation: operation.unwrap_or_default().to_owned(),
            cost: match meter.key.as_str() {
                COST_OF => cost.to_string(),
                _ => String::new(),
            },
            ..UsageEventInput::default()
        }
    }
}

pub fn is_counted(meter: &Meter) -> bool {
    matches!(meter.aggregation, Aggregation::Sum | Aggregation::Count)
}

/// A day's part of a month: working days by their weight, and a fifth more or less.
fn counted(most: u32, percent: u64, day: NaiveDate, dice: &mut Chance) -> u64 {
    let Some(part) = part_of_week(day).or_else(|| dice.percent(REST_PERCENT).then_some(REST))
    else {
        return 0;
    };
    let month = day.with_day(1).unwrap_or(day).iter_days();
    let month = month.take_while(|other| other.month() == day.month());
    let whole: u64 = month.filter_map(part_of_week).sum();
    let noise = u64::from(dice.between(80, 120));
    let divisor = whole.max(1) * 10_000;
    (u64::from(most) * percent * part * noise + divisor / 2) / divisor
}

fn part_of_week(day: NaiveDate) -> Option<u64> {
    let found = WEEK.iter().find(|(name, _)| *name == day.weekday());
    found.map(|(_, part)| *part)
}

fn level(granted: &Granted<'_>, percent: u64) -> u64 {
    let percent = if granted.is_billed {
        percent
    } else {
        percent.min(100)
    };
    (u64::from(granted.most) * percent / 100).max(1)
}

fn number_of(day: NaiveDate) -> u64 {
    u64::from(day.num_days_from_ce().unsigned_abs())
}
