//! Charts of an imagined business, one of each kind, that tests and the gallery draw.

use billing::money::Currency;
use charts::{
    Bars, ChartKind, ChartLocale, ChartSpec, Forecast, ForecastPoint, Heatmap, Limit, Lines,
    MeterBar, Series, Sparkline, Steps, Tone, ValueFormat, Waterfall, WaterfallBar,
};
use chrono::{Datelike, Months, NaiveDate};
use rust_decimal::Decimal;

pub fn all() -> Vec<ChartSpec> {
    vec![
        usage(),
        year_of_days(),
        calls_by_plan(),
        compared(),
        revenue(),
        requests_by_operation(),
        movements(),
        hours(),
        cohorts(),
        waterfall(),
        sparkline(),
        meter("meter-calm", 4_230),
        meter("meter-warned", 8_640),
        meter("meter-over", 12_900),
    ]
}

pub fn spec(id: &str, title: &str, finding: &str, kind: ChartKind) -> ChartSpec {
    ChartSpec {
        id: id.to_owned(),
        title: title.to_owned(),
        finding: finding.to_owned(),
        width: 760,
        height: 260,
        locale: ChartLocale::english(),
        kind,
    }
}

pub fn series(name: &str, values: Vec<i64>) -> Series {
    Series {
        name: name.to_owned(),
        tone: None,
        values: values
            .into_iter()
            .map(|value| Some(Decimal::from(value)))
            .collect(),
    }
}

fn toned(name: &str, tone: Tone, values: Vec<i64>) -> Series {
    Series {
        tone: Some(tone),
        ..series(name, values)
    }
}

pub fn count() -> ValueFormat {
    ValueFormat::Count { unit: None }
}

fn dollars() -> ValueFormat {
    ValueFormat::Money {
        currency: Currency::try_new("USD").unwrap(),
        symbol: "$".to_owned(),
    }
}

pub fn days(from: (i32, u32, u32), count: usize) -> Vec<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(from.0, from.1, from.2).unwrap();
    first.iter_days().take(count).collect()
}

fn months(from: (i32, u32), count: u32) -> Vec<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(from.0, from.1, 1).unwrap();
    (0..count)
        .filter_map(|month| first.checked_add_months(Months::new(month)))
        .collect()
}

/// Numbers that look like chance and are the same on every machine.
pub fn noise(step: usize, spread: i64) -> i64 {
    let mixed = (step as i64 + 3).wrapping_mul(2_654_435_761) >> 7;
    mixed.rem_euclid(spread)
}

pub fn usage() -> ChartSpec {
    let dates = days((2026, 11, 1), 30);
    let used = |(step, date): (usize, &NaiveDate)| {
        let weekend = date.weekday().num_days_from_monday() > 4;
        Some(Decimal::from(
            if weekend { 900 } else { 2_900 } + noise(step, 900),
        ))
    };
    let mut sum = Decimal::ZERO;
    let cumulated = |value: Option<Decimal>| {
        sum += value.unwrap_or_default();
        Some(sum)
    };
    let known: Vec<Option<Decimal>> = dates
        .iter()
        .take(20)
        .enumerate()
        .map(used)
        .map(cumulated)
        .collect();
    let expected = |step: i64| {
        let mean = sum + Decimal::from(2_650 * (step + 1));
        let width = Decimal::from(620 * (step + 2));
        ForecastPoint {
            mean,
            low_80: mean - width,
            high_80: mean + width,
            low_95: mean - width * Decimal::new(16, 1),
            high_95: mean + width * Decimal::new(16, 1),
        }
    };
    let lines = Lines {
        step_name: "Day".to_owned(),
        steps: Steps::Days(dates),
        format: ValueFormat::Count {
            unit: Some("calls".to_owned()),
        },
        series: vec![Series {
            name: "API calls".to_owned(),
            tone: None,
            values: known,
        }],
        area: true,
        limit: Some(Limit {
            name: "Limit".to_owned(),
            value: Decimal::from(75_000),
        }),
        forecast: Some(Forecast {
            name: "Forecast".to_owned(),
            points: (0..10).map(expected).collect(),
        }),
    };
    let finding = "API calls will pass the limit of 75,000 on November 29 at this pace.";
    spec(
        "usage",
        "API calls this period",
        finding,
        ChartKind::Lines(lines),
    )
}

fn year_of_days() -> ChartSpec {
    let dates = days((2025, 12, 1), 365);
    let value = |(step, date): (usize, &NaiveDate)| {
        let weekend = date.weekday().num_days_from_monday() > 4;
        let base = 40_000 + 120 * step as i64 + noise(step, 14_000);
        Some(Decimal::from(if weekend { base / 2 } else { base }))
    };
    let values = dates.iter().enumerate().map(value).collect();
    let lines = Lines {
        step_name: "Day".to_owned(),
        steps: Steps::Days(dates),
        format: count(),
        series: vec![Series {
            name: "Requests".to_owned(),
            tone: None,
            values,
        }],
        area: true,
        limit: None,
        forecast: None,
    };
    let finding = "Requests a day doubled within a year; weekends are half as busy.";
    spec("year", "Requests a day", finding, ChartKind::Lines(lines))
}

fn calls_by_plan() -> ChartSpec {
    let rising = |base: i64, slope: i64, spread: i64, seed: usize| {
        (0..26)
            .map(|step| base + slope * step as i64 + noise(step + seed, spread))
            .collect()
    };
    let first = NaiveDate::from_ymd_opt(2026, 5, 25).unwrap();
    let lines = Lines {
        step_name: "Week of".to_owned(),
        steps: Steps::Weeks(first.iter_weeks().take(26).collect()),
        format: count(),
        series: vec![
            series("Enterprise", rising(52_000, 1_400, 7_000, 0)),
            series("Business", rising(41_000, 1_100, 6_000, 40)),
            series("Team", rising(30_000, 300, 5_000, 80)),
            series("Starter", rising(34_000, -120, 4_000, 120)),
        ],
        area: false,
        limit: None,
        forecast: None,
    };
    let finding = "Enterprise and Business grow by half; Starter and Team stand still.";
    spec("plans", "Calls by plan", finding, ChartKind::Lines(lines))
}

fn compared() -> ChartSpec {
    let sales = |base: i64, seed: usize| -> Vec<i64> {
        (0..14)
            .map(|step| base + noise(step + seed, 420_000))
            .collect()
    };
    let mut this = series("This fortnight", sales(900_000, 5));
    this.values[6] = None;
    let lines = Lines {
        step_name: "Day".to_owned(),
        steps: Steps::Days(days((2026, 11, 7), 14)),
        format: dollars(),
        series: vec![
            this,
            toned("The one before", Tone::Comparison, sales(760_000, 50)),
        ],
        area: true,
        limit: None,
        forecast: None,
    };
    let finding = "Sales are above the fortnight before on ten of fourteen days.";
    spec("compared", "Gross volume", finding, ChartKind::Lines(lines))
}

fn revenue() -> ChartSpec {
    let plan = |base: i64, slope: i64, seed: usize| -> Vec<i64> {
        (0..12)
            .map(|step| base + slope * step as i64 + noise(step + seed, 180_000))
            .collect()
    };
    let bars = Bars {
        step_name: "Month".to_owned(),
        steps: Steps::Months(months((2025, 12), 12)),
        format: dollars(),
        series: vec![
            series("Enterprise", plan(900_000, 60_000, 3)),
            series("Business", plan(620_000, 40_000, 33)),
            series("Team", plan(380_000, 12_000, 63)),
            series("Overage", plan(90_000, 15_000, 93)),
        ],
        limit: None,
        total_name: Some("Total".to_owned()),
    };
    let finding = "Revenue rose from about $20,000 to $35,000 a month; Enterprise leads.";
    spec(
        "revenue",
        "Revenue by plan",
        finding,
        ChartKind::StackedBars(bars),
    )
}

fn requests_by_operation() -> ChartSpec {
    let bars = Bars {
        step_name: "Operation".to_owned(),
        steps: Steps::Names(
            ["Chat", "Embedding", "Transcription", "Image", "Scraping"]
                .map(str::to_owned)
                .to_vec(),
        ),
        format: count(),
        series: vec![
            toned(
                "Last period",
                Tone::Comparison,
                vec![8_200, 6_100, 4_300, 1_900, 900],
            ),
            series("This period", vec![9_900, 5_800, 5_600, 2_700, 400]),
        ],
        limit: Some(Limit {
            name: "Included".to_owned(),
            value: Decimal::from(8_000),
        }),
        total_name: None,
    };
    let finding = "Chat passed what the plan includes in both periods.";
    spec(
        "operations",
        "Requests by operation",
        finding,
        ChartKind::GroupedBars(bars),
    )
}

fn movements() -> ChartSpec {
    let some = |base: i64, seed: usize| -> Vec<i64> {
        (0..12)
            .map(|step| base + noise(step + seed, base.abs()))
            .collect()
    };
    let lost = |base: i64, seed: usize| some(base, seed).into_iter().map(|one| -one).collect();
    let bars = Bars {
        step_name: "Month".to_owned(),
        steps: Steps::Months(months((2025, 12), 12)),
        format: dollars(),
        series: vec![
            toned("New", Tone::New, some(240_000, 1)),
            toned("Expansion", Tone::Expansion, some(130_000, 21)),
            toned("Reactivation", Tone::Reactivation, some(40_000, 41)),
            toned("Contraction", Tone::Contraction, lost(70_000, 61)),
            toned("Churn", Tone::Churn, lost(110_000, 81)),
        ],
        limit: None,
        total_name: Some("Total".to_owned()),
    };
    let finding = "Monthly recurring revenue grew in every month of the year.";
    spec(
        "movements",
        "MRR movements",
        finding,
        ChartKind::StackedBars(bars),
    )
}

fn hours() -> ChartSpec {
    let locale = ChartLocale::english();
    let value = |day: usize, hour: i64| {
        let busy = 12 - (hour - 13).abs().min(12);
        let weekend = if day > 4 { 4 } else { 1 };
        Some(Decimal::from(
            (busy * busy * 9 + noise(day * 24 + hour as usize, 160)) / weekend,
        ))
    };
    let row = |day: usize| (0..24).map(|hour| value(day, hour)).collect();
    let map = Heatmap::hours_by_weekday("Weekday", count(), (0..7).map(row).collect(), &locale);
    let finding = "Weekdays between 11 and 15 are the busiest hours.";
    spec(
        "hours",
        "Calls by hour and weekday",
        finding,
        ChartKind::Heatmap(map),
    )
}

fn cohorts() -> ChartSpec {
    let locale = ChartLocale::english();
    let row = |cohort: usize| {
        let kept = |age: usize| {
            let lost = age as i64 * 7 - noise(cohort * 12 + age, 5) - cohort as i64;
            let share = Decimal::from((100 - lost).clamp(0, 100));
            (age + cohort < 9).then_some(if age == 0 {
                Decimal::ONE_HUNDRED
            } else {
                share
            })
        };
        (0..9).map(kept).collect()
    };
    let map = Heatmap {
        row_name: "Joined".to_owned(),
        rows: (0..9)
            .map(|month| format!("{} 2026", locale.months[month]))
            .collect(),
        columns: (0..9).map(|month| format!("Month {month}")).collect(),
        format: ValueFormat::Percent,
        values: (0..9).map(row).collect(),
        deepest: Some(Decimal::ONE_HUNDRED),
        cell_text: true,
    };
    let finding = "About half of a cohort is still here after eight months.";
    let mut spec = spec(
        "cohorts",
        "Customers kept",
        finding,
        ChartKind::Heatmap(map),
    );
    spec.height = 320;
    spec
}

fn waterfall() -> ChartSpec {
    let bar = |name: &str, value: i64, is_total: bool| WaterfallBar {
        name: name.to_owned(),
        value: Decimal::from(value),
        is_total,
    };
    let waterfall = Waterfall {
        step_name: "Step".to_owned(),
        value_name: "Deferred revenue".to_owned(),
        format: dollars(),
        // 8,400 + 3,150 − 1,960 − 420 = 9,170 thousand dollars' cents.
        bars: vec![
            bar("October", 8_400_000, true),
            bar("Billed ahead", 3_150_000, false),
            bar("Recognised", -1_960_000, false),
            bar("Refunded", -420_000, false),
            bar("November", 9_170_000, true),
        ],
    };
    let finding = "Deferred revenue grew from $84,000 to $91,700.";
    spec(
        "waterfall",
        "Deferred revenue",
        finding,
        ChartKind::Waterfall(waterfall),
    )
}

fn sparkline() -> ChartSpec {
    let values = (0..30)
        .map(|step| 40 + step as i64 + noise(step, 22))
        .collect();
    let kind = ChartKind::Sparkline(Sparkline {
        step_name: "Day".to_owned(),
        steps: Steps::Days(days((2026, 10, 22), 30)),
        format: count(),
        series: series("Calls", values),
    });
    let mut spec = spec("spark", "Calls, last 30 days", "Rising.", kind);
    (spec.width, spec.height) = (120, 32);
    spec
}

fn meter(id: &str, used: i64) -> ChartSpec {
    let kind = ChartKind::MeterBar(MeterBar {
        name: "Call minutes".to_owned(),
        format: count(),
        used: Decimal::from(used),
        limit: Some(Limit {
            name: "Included".to_owned(),
            value: Decimal::from(10_000),
        }),
        warn_percent: Decimal::from(80),
        alarm_percent: Decimal::from(95),
    });
    let mut spec = spec(id, "Call minutes", "Used of what is included.", kind);
    (spec.width, spec.height) = (320, 16);
    spec
}
