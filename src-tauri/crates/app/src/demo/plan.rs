//! The demo company's 24 months, decided before anything is made: dated steps in their order.

use billing::calendar::{at_local_time, parse_timezone};
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc, Weekday};
use chrono_tz::Tz;
use rust_decimal::Decimal;

use super::chance::Chance;
use super::script::{Habit, Patron, Rhythm, Script, month, unreadable};
use crate::error::AppError;

/// What to do at one instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub at: DateTime<Utc>,
    pub act: Act,
}

/// One thing that a person did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Money that the owners put in.
    Capital,
    BankFee,
    Welcome {
        patron: usize,
    },
    Issue {
        order: usize,
    },
    /// Voids the invoice of an order and issues the same again.
    IssueAgain {
        order: usize,
    },
    /// Credits a part (in percent) of the first line.
    CreditPart {
        order: usize,
        percent: u32,
    },
    CreditAll {
        order: usize,
    },
    Pay {
        order: usize,
        share: Share,
    },
    WriteOff {
        order: usize,
    },
    /// Starts a draft that stays one.
    Draft {
        order: usize,
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

/// The whole story.
#[derive(Debug, PartialEq, Eq)]
pub struct Plan {
    pub orders: Vec<Order>,
    pub steps: Vec<Step>,
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
    let end = first.checked_add_months(Months::new(company.months));
    let mut planner = Planner {
        script,
        dice: Chance::new(company.seed),
        tz: parse_timezone(&company.business.timezone).map_err(|e| unreadable("zone", &e))?,
        end: end.ok_or_else(|| unreadable("months", &company.months))?,
        orders: Vec::new(),
        steps: Vec::new(),
    };
    planner.push(first, 8, Act::Capital)?;
    let mut start = first;
    while start < planner.end {
        planner.month(start)?;
        start = next_month(start)?;
    }
    planner.drafts()?;
    let Planner {
        orders, mut steps, ..
    } = planner;
    steps.sort_by_key(|step| step.at);
    Ok(Plan { orders, steps })
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
            let until = patron.until.as_deref().map(month).transpose()?;
            if since <= start && until.is_none_or(|until| start <= until) {
                let months = months_between(since, start);
                for day in self.order_days(patron.rhythm, months) {
                    self.order(index, weekday(start, day))?;
                }
            }
        }
        let last = next_month(start)?.pred_opt().unwrap_or(start);
        self.push(last, 18, Act::BankFee)
    }

    fn order_days(&mut self, rhythm: Rhythm, months: u32) -> Vec<u32> {
        match rhythm {
            Rhythm::TwiceMonthly => vec![self.dice.between(2, 9), self.dice.between(15, 25)],
            Rhythm::Quarterly if !months.is_multiple_of(3) => Vec::new(),
            Rhythm::Occasional if !months.is_multiple_of(2) => Vec::new(),
            Rhythm::Monthly | Rhythm::Quarterly | Rhythm::Occasional => {
                vec![self.dice.between(2, 26)]
            }
        }
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
        self.push(on, self.orders_hour(order), Act::Issue { order })?;
        let due = on + Days::new(u64::from(who.net_days));
        let pace = &script.company.pace;
        if order % pace.void_every == pace.void_every / 2 {
            self.push(on + Days::new(1), 10, Act::IssueAgain { order })?;
        } else if self.dice.percent(pace.credit_note_pct) {
            let credited_on = on + Days::new(u64::from(self.dice.between(2, 6)));
            if self.dice.percent(pace.full_credit_pct) {
                return self.push(credited_on, 11, Act::CreditAll { order });
            }
            let percent = self.dice.between(2, 8) * 5;
            self.push(credited_on, 11, Act::CreditPart { order, percent })?;
        }
        self.payments(order, who, on, due)
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

    fn payments(
        &mut self,
        order: usize,
        who: &Patron,
        on: NaiveDate,
        due: NaiveDate,
    ) -> Result<(), AppError> {
        let mut after = |from: NaiveDate, least, most| {
            business_day(from + Days::new(u64::from(self.dice.between(least, most))))
        };
        let net = u32::from(who.net_days);
        let (paid_on, share) = match who.pays {
            Habit::Early => (after(on, 7, 10), Share::All),
            Habit::OnTime | Habit::Stops => (after(on, net.saturating_sub(4), net), Share::All),
            Habit::Late => (after(due, 3, 25), Share::All),
            Habit::Slow => (after(due, 20, 60), Share::All),
            Habit::Partial => (after(on, net, net), Share::Half),
            Habit::Over if order.is_multiple_of(3) => (after(on, net, net), Share::TooMuch),
            Habit::Over => (after(on, net, net), Share::All),
        };
        let rest_on = after(paid_on, 14, 28);
        if self.has_stopped(who, on)? {
            return self.write_off(order, who, on);
        }
        self.push(paid_on, 12, Act::Pay { order, share })?;
        if share == Share::Half {
            self.push(
                rest_on,
                12,
                Act::Pay {
                    order,
                    share: Share::All,
                },
            )?;
        }
        Ok(())
    }

    /// Whether the customer pays nothing of this month any more.
    fn has_stopped(&self, who: &Patron, on: NaiveDate) -> Result<bool, AppError> {
        let Some(until) = who.until.as_deref() else {
            return Ok(false);
        };
        Ok(who.pays == Habit::Stops && months_between(on, month(until)?) == 0)
    }

    /// Four months after its last order the rest is given up.
    fn write_off(&mut self, order: usize, who: &Patron, on: NaiveDate) -> Result<(), AppError> {
        let last = who.until.as_deref().map(month).transpose()?.unwrap_or(on);
        let given_up = last.checked_add_months(Months::new(4)).unwrap_or(last);
        self.push(given_up + Days::new(14), 15, Act::WriteOff { order })
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

fn months_between(from: NaiveDate, to: NaiveDate) -> u32 {
    let index = |day: NaiveDate| day.year() * 12 + i32::try_from(day.month0()).unwrap_or_default();
    u32::try_from(index(to) - index(from)).unwrap_or_default()
}

/// That day of the month, or the Monday after it.
fn weekday(start: NaiveDate, day: u32) -> NaiveDate {
    business_day(start + Days::new(u64::from(day.saturating_sub(1))))
}

fn business_day(on: NaiveDate) -> NaiveDate {
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
        let issued = plan
            .steps
            .iter()
            .filter(|s| matches!(s.act, Act::Issue { .. }))
            .count();
        assert!((850..=950).contains(&issued), "{issued} invoices");
    }

    #[test]
    fn it_is_the_same_every_time_and_in_order() {
        assert_eq!(planned().1, planned().1);
        let steps = planned().1.steps;
        assert!(steps.windows(2).all(|pair| pair[0].at <= pair[1].at));
    }

    #[test]
    fn one_debt_is_given_up() {
        let (_, plan) = planned();
        let given_up = plan
            .steps
            .iter()
            .filter(|s| matches!(s.act, Act::WriteOff { .. }))
            .count();
        assert_eq!(given_up, 1);
    }
}
