//! How often something is billed, between its wire shape, the core's, and words.

use billing::catalog::Recurrence;

use crate::dto::catalog::RecurrenceDto;
use crate::dto::words::{from_word, to_word};
use crate::error::AppError;

const INTERVALS: &str = "day, week, month, quarter, year";
/// More intervals than this make no period that anybody bills.
const MOST: u32 = 120;

/// Reads it; `field` is where it was typed.
pub(crate) fn recurrence_from_dto(
    dto: &RecurrenceDto,
    field: &str,
) -> Result<Recurrence, AppError> {
    let interval = from_word(&dto.interval, &format!("{field}.interval"), INTERVALS)?;
    if dto.count == 0 || dto.count > MOST {
        return Err(AppError::new(
            "interval_count_out_of_range",
            format!(
                "{} intervals make no billing period; nothing was changed.",
                dto.count
            ),
            format!("Give 1 to {MOST}."),
        )
        .at(format!("{field}.count")));
    }
    Ok(Recurrence {
        interval,
        count: dto.count,
    })
}

/// As it crosses a door.
pub(crate) fn recurrence_to_dto(recurrence: Recurrence) -> RecurrenceDto {
    RecurrenceDto {
        interval: to_word(recurrence.interval),
        count: recurrence.count,
    }
}

/// "month", "2 weeks".
pub(crate) fn interval_words(recurrence: Recurrence) -> String {
    match recurrence.count {
        1 => recurrence.interval.name().to_owned(),
        count => format!("{count} {}s", recurrence.interval.name()),
    }
}

/// "by the month", "every 2 weeks": how something is billed.
pub(crate) fn by_each(recurrence: Recurrence) -> String {
    match recurrence.count {
        1 => format!("by the {}", recurrence.interval.name()),
        _ => recurrence.each(),
    }
}

#[cfg(test)]
mod tests {
    use billing::calendar::Interval;

    use super::*;

    #[test]
    fn periods_have_words() {
        let of = |interval, count| Recurrence { interval, count };
        assert_eq!(of(Interval::Month, 1).each(), "a month");
        assert_eq!(by_each(of(Interval::Year, 1)), "by the year");
        assert_eq!(of(Interval::Week, 2).each(), "every 2 weeks");
        assert_eq!(interval_words(of(Interval::Quarter, 1)), "quarter");
        let dto = recurrence_to_dto(of(Interval::Year, 3));
        assert_eq!(
            recurrence_from_dto(&dto, "recurrence"),
            Ok(of(Interval::Year, 3))
        );
        let wrong = RecurrenceDto { count: 0, ..dto };
        let error = recurrence_from_dto(&wrong, "recurrence").expect_err("no period");
        assert_eq!(error.field.as_deref(), Some("recurrence.count"));
    }
}
