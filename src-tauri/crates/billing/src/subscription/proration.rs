//! Proration: the part of a period that was used or is left, as an exact fraction.

use serde::{Deserialize, Serialize};

/// How the parts of a period are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProrationConvention {
    /// Half-open days over the days of the plan's own period.
    #[default]
    Day,
    /// Seconds over the seconds of the period.
    Second,
    /// Days, the day of the change counting as used.
    DayInclusive,
    /// Each month of the period has 30 days.
    ThirtyDayMonth,
    /// 30E/360.
    #[serde(rename = "thirty_360")]
    Thirty360,
}

/// Units used over units in the period, unreduced ("17/31").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fraction {
    /// Units of the part.
    pub part: i64,
    /// Units of the whole period; above zero.
    pub whole: i64,
}
