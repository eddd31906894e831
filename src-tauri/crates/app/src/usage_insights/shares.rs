//! A meter by operation or by person, month by month: who does how much.

use billing::calendar::BillingPeriod;
use billing::usage::Aggregation;
use charts::{Bars, ChartKind, Series, Steps};
use chrono::NaiveDate;
use insights::adoption::{Behaviour, behaviour};
use rust_decimal::Decimal;
use store::table::usage_actors::ActorKind;
use store::usage::{ActorUse, Bucket};

use super::chart::{Asked, Picture, Told};
use super::ground::Ground;
use super::months::calendar_months;
use super::words::Words;
use crate::error::AppError;
use crate::usage::scale::decimal;

/// Half a year.
const USUAL_MONTHS: u32 = 6;
/// What the eye can tell apart in a stack; the others are one.
const MOST_SHOWN: usize = 6;

/// Each month with what each name did in it.
type ByMonth = Vec<(NaiveDate, Vec<(String, Decimal)>)>;
/// What each name did.
type Rows = [(String, Decimal)];

pub(super) fn told(
    ground: &Ground<'_>,
    words: &Words,
    asked: &Asked,
    kind: ActorKind,
) -> Result<Told, AppError> {
    if kind == ActorKind::User && ground.whose.is_none() {
        let why = "People are each customer's own. Choose a customer.";
        return Ok(Told::Nothing(why.to_owned()));
    }
    let adds_up = ground.parts_add_up();
    let words = &words.adding_up(adds_up);
    let by_month = by_month(ground, &calendar_months(ground, asked, USUAL_MONTHS), kind)?;
    let all: Vec<(String, Decimal)> = by_month.iter().flat_map(|(_, rows)| rows.clone()).collect();
    let told = behaviour(&all);
    let (who, named) = match kind {
        ActorKind::Operation => ("operation", "No operation named"),
        ActorKind::User => ("person", "Nobody named"),
    };
    if told.shares.iter().all(|share| share.name.is_empty()) {
        return Ok(Told::Nothing(match told.shares.is_empty() {
            true => format!("{} has counted nothing in these months.", ground.meter.name),
            false => format!("No use of {} names its {who}.", ground.meter.name),
        }));
    }
    let what = if adds_up {
        String::new()
    } else {
        "Events of ".to_owned()
    };
    let title = format!("{what}{} by {who}", ground.meter.name);
    let finding = finding(words, &told, (who, named));
    let bars = bars(words, &by_month, (&told, named));
    let mut picture = Picture::new(title, finding, ChartKind::StackedBars(bars));
    for share in &told.shares {
        let name = if share.name.is_empty() {
            named
        } else {
            &share.name
        };
        let said = format!("{} ({} %)", share.quantity.normalize(), share.share_pct);
        picture.explanation.step(name, said);
    }
    Ok(Told::Picture(Box::new(picture)))
}

/// From the sums that are kept by month and name; what names nobody is the rest of the month.
fn by_month(
    ground: &Ground<'_>,
    months: &[BillingPeriod],
    kind: ActorKind,
) -> Result<ByMonth, AppError> {
    let usage = ground.tx.usage_events();
    let customer = ground.whose.as_ref().map(|whose| &whose.customer.id);
    let is_sum = ground.meter.aggregation == Aggregation::Sum;
    let decimals = u32::from(ground.meter.decimals);
    let quantity = |sum: i64, count: i64| {
        if is_sum {
            decimal(sum, decimals).normalize()
        } else {
            count.into()
        }
    };
    let mut by_month = Vec::new();
    for month in months.iter().map(|period| period.start) {
        let used: Vec<ActorUse> = usage.by_actor(ground.key, customer, kind, (month, month))?;
        let mut rows: Vec<(String, Decimal)> = used
            .into_iter()
            .map(|one| (one.actor, quantity(one.sum, one.count)))
            .collect();
        let next = month.succ_opt().unwrap_or(month);
        let whole = usage.series(ground.key, ground.reach(), Bucket::Month, (month, next))?;
        let whole = whole.first().map(|point| quantity(point.sum, point.count));
        let named = rows
            .iter()
            .fold(Decimal::ZERO, |sum, (_, one)| sum.saturating_add(*one));
        let rest = whole.unwrap_or_default().saturating_sub(named);
        rows.push((String::new(), rest));
        by_month.push((month, rows));
    }
    Ok(by_month)
}

fn bars(words: &Words, by_month: &ByMonth, (told, named): (&Behaviour, &str)) -> Bars {
    let with_use = |rows: &Rows| rows.iter().any(|(_, value)| !value.is_zero());
    let from = by_month.iter().position(|(_, rows)| with_use(rows));
    let shown = by_month.get(from.unwrap_or_default()..).unwrap_or_default();
    let top: Vec<&str> = told
        .shares
        .iter()
        .take(MOST_SHOWN)
        .map(|one| one.name.as_str())
        .collect();
    let others = told.shares.len() > top.len();
    let mut series: Vec<Series> = top
        .iter()
        .map(|name| {
            let own = |rows: &Rows| added(rows, |other| other == *name);
            let shown_as = if name.is_empty() { named } else { name };
            one_series(shown_as, shown, &own)
        })
        .collect();
    if others {
        let rest = |rows: &Rows| added(rows, |name| !top.contains(&name));
        series.push(one_series("All others", shown, &rest));
    }
    Bars {
        step_name: "Month".to_owned(),
        steps: Steps::Months(shown.iter().map(|(month, _)| *month).collect()),
        format: words.format(),
        series,
        limit: None,
        total_name: Some("All".to_owned()),
    }
}

fn one_series(
    name: &str,
    shown: &[(NaiveDate, Vec<(String, Decimal)>)],
    value: &dyn Fn(&Rows) -> Decimal,
) -> Series {
    Series {
        name: name.to_owned(),
        tone: None,
        values: shown.iter().map(|(_, rows)| Some(value(rows))).collect(),
    }
}

fn added(rows: &Rows, is: impl Fn(&str) -> bool) -> Decimal {
    let own = rows.iter().filter(|(name, _)| is(name));
    own.fold(Decimal::ZERO, |sum, (_, value)| sum.saturating_add(*value))
}

fn finding(words: &Words, told: &Behaviour, (who, named): (&str, &str)) -> String {
    let Some(first) = told.shares.first() else {
        return String::new();
    };
    let name = if first.name.is_empty() {
        named
    } else {
        &first.name
    };
    let lead = format!(
        "Most: {name} with {}, {} of all.",
        words.say(first.quantity),
        words.percent(first.share_pct)
    );
    let count = told
        .shares
        .iter()
        .filter(|share| !share.name.is_empty())
        .count();
    let few = match (told.most_by, count) {
        (most, count) if count == 1 || most >= count => String::new(),
        (1, _) => " That is four fifths or more.".to_owned(),
        (most, count) => {
            let plural = if who == "person" {
                "people"
            } else {
                "operations"
            };
            format!(" {most} of {count} {plural} do four fifths.")
        }
    };
    lead + &few
}
