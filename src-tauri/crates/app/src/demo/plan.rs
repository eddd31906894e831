//! The demo company's 24 months, decided before anything is made: dated steps in their order.

use billing::calendar::{at_local_time, parse_timezone};
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc, Weekday};
use chrono_tz::Tz;
use rust_decimal::Decimal;

use super::chance::Chance;
use super::script::{Patron, Rhythm, Script, month, unreadable};
use crate::error::AppError;

/// What to do at one instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub at: DateTime<Utc>,
    pub act: Act,
}

/// One thing that a person did, or that the application did by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Money that the owners put in.
    Capital,
    BankFee,
    Welcome {
        patron: usize,
    },
    Subscribe {
        patron: usize,
        hold: usize,
    },
    /// A change of a subscription, by its place in the script.
    Change {
        patron: usize,
        hold: usize,
        change: usize,
    },
    /// The billing run of a day.
    Run,
    Issue {
        order: usize,
    },
    /// Starts a draft that stays one.
    Draft {
        order: usize,
    },
    /// Voids an invoice and issues the same again.
    IssueAgain {
        invoice: usize,
    },
    /// Credits a part (in percent) of the first line.
    CreditPart {
        invoice: usize,
        percent: u32,
    },
    CreditAll {
        invoice: usize,
    },
    Pay {
        invoice: usize,
        share: Share,
    },
    WriteOff {
        invoice: usize,
    },
}

/// How much of what is due a payment brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    All,
    Half,
    /// Rounded up to the next ten, by mistake.
    TooMuch,
}

/// The content of one invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    pub patron: usize,
    pub on: NaiveDate,
    pub reference: String,
    pub lines: Vec<OrderLine>,
}

/// One line: a product's key and how much of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderLine {
    pub product: String,
    pub quantity: Decimal,
}

/// What is decided before anything is made; what invoices bring with them follows later.
#[derive(Debug, PartialEq, Eq)]
pub struct Plan {
    pub orders: Vec<Order>,
    pub steps: Vec<Step>,
    /// The day after the last.
    pub end: NaiveDate,
}

struct Planner<'a> {
    script: &'a Script,
    dice: Chance,
    tz: Tz,
    /// The day after the last.
    end: NaiveDate,
    orders: Vec<Order>,
    steps: Vec<Step>,
}

/// Decides everything, always the same for the same script.
pub fn plan(script: &Script) -> Result<Plan, AppError> {
    let company = &script.company;
    let first = month(&company.first_month)?;
    let mut planner = Planner {
        script,
        dice: Chance::new(company.seed),
        tz: parse_timezone(&company.business.timezone).map_err(|e| unreadable("zone", &e))?,
        end: script.end,
        orders: Vec::new(),
        steps: Vec::new(),
    };
    planner.push(first, 8, Act::Capital)?;
    let mut start = first;
    while start < planner.end {
        planner.month(start)?;
        start = next_month(start)?;
    }
    planner.runs(first)?;
    planner.drafts()?;
    let Planner {
        orders,
        mut steps,
        end,
        ..
    } = planner;
    steps.sort_by_key(|step| step.at);
    Ok(Plan { orders, steps, end })
}

impl Planner<'_> {
    /// Adds a step at some minute of an hour in the company's zone; later than the end is never.
    fn push(&mut self, on: NaiveDate, hour: u32, act: Act) -> Result<(), AppError> {
        let (minute, second) = (self.dice.between(0, 59), self.dice.between(0, 59));
        if on >= self.end {
            return Ok(());
        }
        let local = on.and_hms_opt(hour, minute, second);
        let at = local.and_then(|local| at_local_time(local, self.tz));
        self.steps.push(Step {
            at: at.ok_or_else(|| unreadable("hour", &hour))?,
            act,
        });
        Ok(())
    }

    fn month(&mut self, start: NaiveDate) -> Result<(), AppError> {
        let script = self.script;
        for (index, patron) in script.customers.iter().enumerate() {
            let since = month(&patron.since)?;
            if since == start {
                self.push(start, 9, Act::Welcome { patron: index })?;
            }
            if since == start {
                self.subscriptions(index, patron)?;
            }
            let until = patron.until.as_deref().map(month).transpose()?;
            if since <= start && until.is_none_or(|until| start <= until) {
                let months = months_between(since, start);
                if let Some(day) = self.order_day(patron.rhythm, months) {
                    self.order(index, weekday(start, day))?;
                }
            }
        }
        let last = next_month(start)?.pred_opt().unwrap_or(start);
        self.push(last, 18, Act::BankFee)
    }

    fn subscriptions(&mut self, patron: usize, who: &Patron) -> Result<(), AppError> {
        for (hold, held) in who.subscriptions.iter().enumerate() {
            self.push(held.from, 11, Act::Subscribe { patron, hold })?;
            for (change, changed) in held.changes.iter().enumerate() {
                self.push(
                    changed.on,
                    13,
                    Act::Change {
                        patron,
                        hold,
                        change,
                    },
                )?;
            }
        }
        Ok(())
    }

    /// Each morning everything due is billed.
    fn runs(&mut self, first: NaiveDate) -> Result<(), AppError> {
        let days = first.iter_days().take_while(|day| *day < self.end);
        for day in days.collect::<Vec<_>>() {
            self.push(day, 5, Act::Run)?;
        }
        Ok(())
    }

    fn order_day(&mut self, rhythm: Option<Rhythm>, months: u32) -> Option<u32> {
        let due = match rhythm? {
            Rhythm::Monthly => true,
            Rhythm::Quarterly => months.is_multiple_of(3),
            Rhythm::Occasional => months.is_multiple_of(2),
        };
        due.then(|| self.dice.between(2, 26))
    }

    fn order(&mut self, patron: usize, on: NaiveDate) -> Result<(), AppError> {
        let script = self.script;
        let order = self.orders.len();
        let who = script
            .customers
            .get(patron)
            .ok_or_else(|| unreadable("customer", &patron))?;
        let content = self.content(patron, who, on);
        self.orders.push(content);
        self.push(on, self.orders_hour(order), Act::Issue { order })
    }

    /// Hours of work, so that not everything happens at once.
    fn orders_hour(&self, order: usize) -> u32 {
        [9, 10, 14, 15, 16].get(order % 5).copied().unwrap_or(9)
    }

    fn content(&mut self, patron: usize, who: &Patron, on: NaiveDate) -> Order {
        let pace = &self.script.company.pace;
        let mut keys: Vec<&str> = Vec::new();
        keys.extend(who.products.first().map(String::as_str));
        for key in who.products.iter().skip(1) {
            if self.dice.percent(55) {
                keys.push(key);
            }
        }
        if self.dice.percent(pace.extra_line_pct) {
            keys.extend(self.dice.pick(&who.products).map(String::as_str));
        }
        if self.dice.percent(pace.travel_pct) {
            keys.push("travel");
        }
        let lines = keys.into_iter().filter_map(|key| self.line(key)).collect();
        let reference = if who.order_numbers {
            format!("PO {}", 40_000 + self.dice.between(100, 9_999))
        } else {
            String::new()
        };
        Order {
            patron,
            on,
            reference,
            lines,
        }
    }

    fn line(&mut self, key: &str) -> Option<OrderLine> {
        let product = self.script.company.products.get(key)?;
        let quantity = self.dice.stepped(product.quantity);
        Some(OrderLine {
            product: key.to_owned(),
            quantity,
        })
    }

    fn drafts(&mut self) -> Result<(), AppError> {
        let script = self.script;
        for name in &script.company.pace.drafts {
            let patron = script
                .customers
                .iter()
                .position(|patron| patron.name == *name);
            let patron = patron.ok_or_else(|| unreadable("draft", name))?;
            let Some(who) = script.customers.get(patron) else {
                continue;
            };
            let on = self.end.pred_opt().unwrap_or(self.end);
            let content = self.content(patron, who, on);
            let order = self.orders.len();
            self.orders.push(content);
            self.push(on, 17, Act::Draft { order })?;
        }
        Ok(())
    }
}

fn next_month(start: NaiveDate) -> Result<NaiveDate, AppError> {
    start
        .checked_add_months(Months::new(1))
        .ok_or_else(|| unreadable("month", &start))
}

/// Whole months from one day's month to another's.
pub fn months_between(from: NaiveDate, to: NaiveDate) -> u32 {
    let index = |day: NaiveDate| day.year() * 12 + i32::try_from(day.month0()).unwrap_or_default();
    u32::try_from(index(to) - index(from)).unwrap_or_default()
}

/// That day of the month, or the Monday after it.
fn weekday(start: NaiveDate, day: u32) -> NaiveDate {
    business_day(start + Days::new(u64::from(day.saturating_sub(1))))
}

/// The day itself, or the Monday after a weekend.
pub fn business_day(on: NaiveDate) -> NaiveDate {
    match on.weekday() {
        Weekday::Sat => on + Days::new(2),
        Weekday::Sun => on + Days::new(1),
        _ => on,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn planned() -> (Script, Plan) {
        let script = Script::load().expect("the script is readable");
        let plan = plan(&script).expect("the script can be planned");
        (script, plan)
    }

    #[test]
    fn the_story_is_as_large_as_the_issue_asks() {
        let (script, plan) = planned();
        assert_eq!(script.customers.len(), 40);
        let of = |field: fn(&Patron) -> &str| {
            script
                .customers
                .iter()
                .map(|who| field(who).to_owned())
                .collect::<BTreeSet<_>>()
        };
        assert_eq!(of(|who| &who.address.country).len(), 9);
        assert_eq!(of(|who| &who.currency).len(), 3);
        let holds = script.customers.iter().map(|who| who.subscriptions.len());
        assert!(holds.sum::<usize>() >= 40);
        assert!(plan.orders.len() >= 60, "{} orders", plan.orders.len());
        let runs = plan.steps.iter().filter(|s| s.act == Act::Run).count();
        assert_eq!(runs, 730); // two years without a leap day
    }

    #[test]
    fn it_is_the_same_every_time_and_in_order() {
        assert_eq!(planned().1, planned().1);
        let steps = planned().1.steps;
        assert!(steps.windows(2).all(|pair| pair[0].at <= pair[1].at));
    }
}
