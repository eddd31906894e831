//! The steps of a chart: their whole names, and which of them the axis has room for.

use chrono::{Datelike, NaiveDate};

use crate::locale::ChartLocale;
use crate::pen::LABEL;
use crate::spec::Steps;
use crate::widths::text_width;

impl Steps {
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Days(days) | Self::Weeks(days) | Self::Months(days) => days.len(),
            Self::Names(names) => names.len(),
        }
    }

    /// The whole name of every step, for tooltips and the table.
    pub(crate) fn labels(&self, locale: &ChartLocale) -> Vec<String> {
        let each = |dates: &[NaiveDate], say: &dyn Fn(NaiveDate) -> String| {
            dates.iter().map(|date| say(*date)).collect()
        };
        match self {
            Self::Days(days) => each(days, &|date| locale.weekday_and_day(date)),
            Self::Weeks(weeks) => each(weeks, &|date| locale.full_day(date)),
            Self::Months(months) => each(months, &|date| locale.month_and_year(date)),
            Self::Names(names) => names.clone(),
        }
    }

    /// Candidates for labels under the axis, evenly spaced or at the first of months.
    pub(crate) fn axis_labels(&self, locale: &ChartLocale, width: f64) -> Vec<(usize, String)> {
        match self {
            Self::Names(names) => names.iter().cloned().enumerate().collect(),
            Self::Days(days) if days.len() > 92 => month_starts(days, locale, width),
            Self::Weeks(weeks) if weeks.len() > 16 => month_starts(weeks, locale, width),
            Self::Days(days) => evenly(days, &[1, 2, 7, 14, 28], width, &|date| locale.day(date)),
            Self::Weeks(weeks) => evenly(weeks, &[1, 2, 4, 8], width, &|date| locale.day(date)),
            Self::Months(months) => {
                let say = |date| month_or_year(locale, date);
                evenly(months, &[1, 2, 3, 6, 12, 24], width, &say)
            }
        }
    }
}

/// January says its year instead: the others belong to the year before them.
fn month_or_year(locale: &ChartLocale, date: NaiveDate) -> String {
    if date.month() == 1 {
        locale.month_and_year(date)
    } else {
        locale.month(date).to_owned()
    }
}

/// Every so many steps, counted back from the last, which is the one people look for.
fn evenly(
    dates: &[NaiveDate],
    strides: &[usize],
    width: f64,
    say: &dyn Fn(NaiveDate) -> String,
) -> Vec<(usize, String)> {
    let all: Vec<(usize, String)> = dates.iter().map(|date| say(*date)).enumerate().collect();
    let band = width / dates.len().max(1) as f64;
    let kept = |stride: usize| -> Vec<(usize, String)> {
        let from = dates.len().saturating_sub(1) % stride.max(1);
        all.iter()
            .skip(from)
            .step_by(stride.max(1))
            .cloned()
            .collect()
    };
    let mut tried = strides
        .iter()
        .map(|stride| (kept(*stride), *stride as f64 * band));
    let found = tried.find(|(labels, room)| are_apart(labels, *room));
    let last = || kept(strides.last().copied().unwrap_or(1));
    found.map_or_else(last, |(labels, _)| labels)
}

/// Whether neighbours that stand so far apart leave a space between them.
fn are_apart(labels: &[(usize, String)], room: f64) -> bool {
    labels.windows(2).all(|pair| {
        let both: f64 = pair.iter().map(|(_, text)| text_width(text, LABEL)).sum();
        both / 2.0 + 12.0 <= room
    })
}

/// The first step of every month, or of every second, third or sixth.
fn month_starts(dates: &[NaiveDate], locale: &ChartLocale, width: f64) -> Vec<(usize, String)> {
    let month = |date: NaiveDate| (date.year(), date.month());
    let mut starts: Vec<(usize, NaiveDate)> = Vec::new();
    for (step, pair) in dates.windows(2).enumerate() {
        if let [before, after] = pair
            && month(*before) != month(*after)
        {
            starts.push((step + 1, *after));
        }
    }
    let room = text_width("Jan 2026", LABEL) + 20.0;
    let fits = |every: &&u32| {
        let count = starts.len() as f64 / f64::from(**every);
        count * room <= width
    };
    let every = [1, 2, 3, 6, 12].iter().find(fits).copied().unwrap_or(12);
    let kept = starts
        .into_iter()
        .filter(|(_, date)| date.month0().is_multiple_of(every));
    kept.map(|(step, date)| (step, month_or_year(locale, date)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_named_where_they_begin() {
        let first = NaiveDate::from_ymd_opt(2025, 12, 20).unwrap();
        let days: Vec<NaiveDate> = first.iter_days().take(100).collect();
        let labels = month_starts(&days, &ChartLocale::english(), 600.0);
        let said: Vec<&str> = labels.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(said, ["Jan 2026", "Feb", "Mar"]);
        // 20 to 31 December are steps 0 to 11.
        assert_eq!(labels[0].0, 12);
    }
}
