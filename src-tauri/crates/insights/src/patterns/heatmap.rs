//! The heatmap of a week: how much is used in each hour of each weekday, on average.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::statistic::{percent_of, sum};

/// What was counted in an hour, by the customer's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HourTotal {
    /// Its beginning.
    pub at: NaiveDateTime,
    /// What was counted.
    pub quantity: Decimal,
}

/// An hour of a weekday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// 0 for Monday, 6 for Sunday.
    pub weekday: u32,
    /// 0 to 23.
    pub hour: u32,
    /// What is counted in such an hour on average, rounded to nine digits.
    pub usual: Decimal,
}

/// The usual week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heatmap {
    /// 168 cells, Monday midnight first.
    pub cells: Vec<Cell>,
    /// The fullest hour; none where nothing was counted.
    pub busiest: Option<Cell>,
    /// The share of all that falls between 9 and 17 o'clock from Monday to Friday, in percent.
    pub office_hours_pct: Decimal,
    /// How many days were looked at.
    pub days: u32,
}

/// The usual week of the days `[from, to)`. Hours that are not listed counted nothing; those
/// outside the days are left out.
#[must_use]
pub fn heatmap(hours: &[HourTotal], from: NaiveDate, to: NaiveDate) -> Heatmap {
    let mut sums = [[Decimal::ZERO; 24]; 7];
    let inside = |one: &&HourTotal| one.at.date() >= from && one.at.date() < to;
    for one in hours.iter().filter(inside) {
        let weekday = usize::try_from(one.at.weekday().num_days_from_monday()).unwrap_or_default();
        let hour = usize::try_from(one.at.hour()).unwrap_or_default();
        if let Some(sum) = sums.get_mut(weekday).and_then(|day| day.get_mut(hour)) {
            *sum = sum.saturating_add(one.quantity);
        }
    }
    let days: Vec<NaiveDate> = from.iter_days().take_while(|day| *day < to).collect();
    let mut cells = Vec::with_capacity(168);
    for (weekday, day) in (0..).zip(&sums) {
        let same = |day: &&NaiveDate| day.weekday().num_days_from_monday() == weekday;
        let count = Decimal::from(days.iter().filter(same).count());
        for (hour, sum) in (0..).zip(day) {
            let usual = sum.checked_div(count).unwrap_or_default();
            let usual = usual.round_sf(9).unwrap_or(usual).normalize();
            cells.push(Cell {
                weekday,
                hour,
                usual,
            });
        }
    }
    Heatmap {
        busiest: busiest(&cells),
        office_hours_pct: office_hours(&cells),
        days: u32::try_from(days.len()).unwrap_or(u32::MAX),
        cells,
    }
}

/// The first of the fullest hours.
fn busiest(cells: &[Cell]) -> Option<Cell> {
    let fuller = |best: Option<Cell>, next: &Cell| match best {
        Some(best) if best.usual >= next.usual => Some(best),
        _ => (!next.usual.is_zero()).then_some(*next).or(best),
    };
    cells.iter().fold(None, fuller)
}

fn office_hours(cells: &[Cell]) -> Decimal {
    let within = |cell: &&Cell| cell.weekday < 5 && (9..17).contains(&cell.hour);
    let part = sum(cells.iter().filter(within).map(|cell| cell.usual));
    let all = sum(cells.iter().map(|cell| cell.usual));
    percent_of(part, all).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hour(day: u32, hour: u32, quantity: i64) -> HourTotal {
        let on = NaiveDate::from_ymd_opt(2026, 3, day).unwrap();
        HourTotal {
            at: on.and_hms_opt(hour, 0, 0).unwrap(),
            quantity: Decimal::from(quantity),
        }
    }

    #[test]
    fn an_hour_is_averaged_over_its_weekdays_counted_or_not() {
        // 2 and 9 March 2026 are Mondays: 30 at 10 o'clock on one, nothing on the other: 15;
        // 10 at 22 o'clock on a Saturday of two: 5. Office hours: 15 of 20
        let hours = [hour(2, 10, 30), hour(7, 22, 10), hour(16, 10, 99)];
        let from = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        let week = heatmap(&hours, from, NaiveDate::from_ymd_opt(2026, 3, 16).unwrap());
        assert_eq!(week.cells.len(), 168);
        assert_eq!(week.days, 14);
        let busiest = week.busiest.unwrap();
        assert_eq!((busiest.weekday, busiest.hour), (0, 10));
        assert_eq!(busiest.usual, Decimal::from(15));
        assert_eq!(week.cells[5 * 24 + 22].usual, Decimal::from(5));
        assert_eq!(week.office_hours_pct, Decimal::from(75));
        assert_eq!(heatmap(&[], from, from).busiest, None);
    }
}
