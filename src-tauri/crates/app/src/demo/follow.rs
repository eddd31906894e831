//! What follows an issued invoice of the demo company: payment, correction, or a debt given up.

use chrono::{Days, Months, NaiveDate};

use super::chance::Chance;
use super::plan::{Act, Share, business_day, months_between};
use super::script::{Habit, Pace, Patron, month};
use crate::error::AppError;

/// An invoice that was just issued.
#[derive(Debug, Clone, Copy)]
pub struct Issued {
    /// Its place among all that were issued.
    pub invoice: usize,
    pub on: NaiveDate,
    /// Whether a person wrote it; the others come from billing runs.
    pub by_hand: bool,
    /// Whether it is paid and done, so that only a correction can follow.
    pub settled: bool,
}

/// What happens on which day and at which hour.
pub type Later = (NaiveDate, u32, Act);

/// Everything that follows, decided by the dice.
pub fn follow(
    issued: Issued,
    who: &Patron,
    pace: &Pace,
    dice: &mut Chance,
) -> Result<Vec<Later>, AppError> {
    let Issued {
        invoice,
        on,
        by_hand,
        ..
    } = issued;
    let mut later = Vec::new();
    if by_hand && invoice % pace.void_every == pace.void_every / 2 {
        later.push((on + Days::new(1), 10, Act::IssueAgain { invoice }));
        return Ok(later);
    }
    if dice.percent(pace.credit_note_pct) {
        let credited_on = on + Days::new(u64::from(dice.between(2, 6)));
        if dice.percent(pace.full_credit_pct) && by_hand {
            later.push((credited_on, 11, Act::CreditAll { invoice }));
            return Ok(later);
        }
        let percent = dice.between(2, 8) * 5;
        later.push((credited_on, 11, Act::CreditPart { invoice, percent }));
    }
    if issued.settled {
        return Ok(later);
    }
    if has_stopped(who, on)? {
        later.push(given_up(who, on, invoice)?);
    } else {
        payments(issued, who, dice, &mut later);
    }
    Ok(later)
}

fn payments(issued: Issued, who: &Patron, dice: &mut Chance, later: &mut Vec<Later>) {
    let Issued { invoice, on, .. } = issued;
    let net = u32::from(who.net_days);
    let due = on + Days::new(u64::from(net));
    let mut after = |from: NaiveDate, least, most| {
        business_day(from + Days::new(u64::from(dice.between(least, most))))
    };
    let (paid_on, share) = match who.pays {
        Habit::Early => (after(on, net.min(3), net.min(9)), Share::All),
        Habit::OnTime | Habit::Stops => (after(on, net.saturating_sub(4), net), Share::All),
        Habit::Late => (after(due, 3, 25), Share::All),
        Habit::Slow => (after(due, 20, 60), Share::All),
        Habit::Partial => (after(on, net, net), Share::Half),
        Habit::Over if invoice.is_multiple_of(3) => (after(on, net, net), Share::TooMuch),
        Habit::Over => (after(on, net, net), Share::All),
    };
    let rest_on = after(paid_on, 14, 28);
    later.push((paid_on, 12, Act::Pay { invoice, share }));
    if share == Share::Half {
        let share = Share::All;
        later.push((rest_on, 12, Act::Pay { invoice, share }));
    }
}

/// Whether the customer pays nothing of this month any more.
fn has_stopped(who: &Patron, on: NaiveDate) -> Result<bool, AppError> {
    let Some(until) = who.until.as_deref() else {
        return Ok(false);
    };
    Ok(who.pays == Habit::Stops && months_between(on, month(until)?) == 0)
}

/// Four months after its last order the rest is given up.
fn given_up(who: &Patron, on: NaiveDate, invoice: usize) -> Result<Later, AppError> {
    let last = who.until.as_deref().map(month).transpose()?.unwrap_or(on);
    let given_up = last.checked_add_months(Months::new(4)).unwrap_or(last);
    Ok((given_up + Days::new(14), 15, Act::WriteOff { invoice }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::script::Script;

    fn followed(pays: Habit, settled: bool) -> Vec<Later> {
        let script = Script::load().expect("the script is readable");
        let mut customers = script.customers;
        let mut who = customers.remove(0);
        who.pays = pays;
        let on = "2025-03-03".parse().expect("a day");
        let issued = Issued {
            invoice: 3,
            on,
            by_hand: false,
            settled,
        };
        let mut dice = Chance::new(7);
        let pace = Pace {
            credit_note_pct: 0,
            ..script.company.pace
        };
        follow(issued, &who, &pace, &mut dice).expect("it can be decided")
    }

    #[test]
    fn a_debt_is_paid_by_the_customers_habit() {
        let shares = |pays| -> Vec<Share> {
            let later = followed(pays, false).into_iter();
            later
                .filter_map(|(_, _, act)| match act {
                    Act::Pay { share, .. } => Some(share),
                    _ => None,
                })
                .collect()
        };
        assert_eq!(shares(Habit::OnTime), [Share::All]);
        assert_eq!(shares(Habit::Partial), [Share::Half, Share::All]);
        assert_eq!(shares(Habit::Over), [Share::TooMuch]);
    }

    #[test]
    fn nothing_follows_what_is_settled() {
        assert_eq!(followed(Habit::OnTime, true), []);
    }
}
