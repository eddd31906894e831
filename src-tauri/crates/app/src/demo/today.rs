//! The script brought to the day on which the demo company is made: told again, months later.

use chrono::{Months, NaiveDate};

use super::plan::months_between;
use super::script::{Hold, HoldChange, Patron, Script, month, unreadable};
use crate::error::AppError;

impl Script {
    /// The built-in script as of a day: its months lie just before the month of that day, which is
    /// played up to the evening before. Before the script's own end it is played whole, as written.
    /// The same for every instant of a day.
    pub fn load_on(today: NaiveDate) -> Result<Self, AppError> {
        let mut script = Self::load()?;
        let first = month(&script.company.first_month)?;
        let end = later(first, script.company.months)?;
        if today < end {
            return Ok(script);
        }
        let months = months_between(end, today);
        script.end = today;
        script.company.first_month = month_later(&script.company.first_month, months)?;
        for coupon in &mut script.company.coupons {
            optional(&mut coupon.expires_on, months)?;
        }
        for patron in &mut script.customers {
            patron_later(patron, months)?;
        }
        Ok(script)
    }
}

fn patron_later(patron: &mut Patron, months: u32) -> Result<(), AppError> {
    patron.since = month_later(&patron.since, months)?;
    if let Some(until) = &mut patron.until {
        *until = month_later(until, months)?;
    }
    for hold in &mut patron.subscriptions {
        hold_later(hold, months)?;
    }
    Ok(())
}

fn hold_later(hold: &mut Hold, months: u32) -> Result<(), AppError> {
    hold.from = later(hold.from, months)?;
    if let Some(burst_on) = hold.uses.as_mut().and_then(|uses| uses.burst_on.as_mut()) {
        *burst_on = later(*burst_on, months)?;
    }
    for HoldChange { on, to, change, .. } in &mut hold.changes {
        *on = later(*on, months)?;
        optional(to, months)?;
        optional(&mut change.resume_on, months)?;
    }
    Ok(())
}

fn optional(on: &mut Option<String>, months: u32) -> Result<(), AppError> {
    if let Some(text) = on {
        let day = text.parse().map_err(|e| unreadable("day", &e))?;
        *text = later(day, months)?.to_string();
    }
    Ok(())
}

fn month_later(text: &str, months: u32) -> Result<String, AppError> {
    Ok(later(month(text)?, months)?.format("%Y-%m").to_string())
}

fn later(on: NaiveDate, months: u32) -> Result<NaiveDate, AppError> {
    on.checked_add_months(Months::new(months))
        .ok_or_else(|| unreadable("day", &on))
}

#[cfg(test)]
mod tests {
    use chrono::Days;

    use super::*;
    use crate::demo::plan::plan;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn on(text: &str) -> Script {
        Script::load_on(day(text)).expect("it can be told")
    }

    #[test]
    fn until_its_end_the_script_is_told_as_written() {
        for today in ["2026-02-05", "2026-10-31", "2026-11-01"] {
            let script = on(today);
            assert_eq!(script.company.first_month, "2024-11");
            assert_eq!(script.end, day("2026-11-01"));
        }
    }

    #[test]
    fn later_it_ends_on_the_day_before_and_everything_keeps_its_distance() {
        let written = Script::load().expect("it can be read");
        let script = on("2028-03-17");
        assert_eq!(script.end, day("2028-03-17"));
        // November 2026 is 16 months before March 2028.
        assert_eq!(script.company.first_month, "2026-03");
        let months = |one: &str, other: &str| {
            let month = |text| month(text).expect("a month");
            months_between(month(one), month(other))
        };
        for (before, after) in written.customers.iter().zip(&script.customers) {
            assert_eq!(months(&before.since, &after.since), 16, "{}", after.name);
            for (before, after) in before.subscriptions.iter().zip(&after.subscriptions) {
                assert_eq!(months_between(before.from, after.from), 16);
                for (before, after) in before.changes.iter().zip(&after.changes) {
                    assert_eq!(months_between(before.on, after.on), 16);
                }
            }
        }
    }

    #[test]
    fn any_day_of_ten_years_has_its_plan() {
        let mut today = day("2026-11-01");
        while today < day("2036-11-01") {
            let script = Script::load_on(today).expect("it can be told");
            let plan = plan(&script).expect("it can be planned");
            assert_eq!(plan.end, today);
            let last = plan.steps.last().expect("a step").at.date_naive();
            assert!(last < today, "{today}: {last}");
            today = today + Days::new(13);
        }
    }
}
