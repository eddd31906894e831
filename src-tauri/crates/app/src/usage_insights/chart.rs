//! `usage.chart`: a meter drawn by day, month, hour, operation or person.

use billing::calendar::BillingPeriod;
use billing::invoice::Explanation;
use charts::{Chart, ChartKind, ChartLocale, ChartSpec};
use rust_decimal::Decimal;
use store::table::usage_actors::ActorKind;

use super::ground::Ground;
use super::words::Words;
use super::{days, hours, months, shares};
use crate::context::App;
use crate::dto::charts::{ChartDto, ChartLocaleDto};
use crate::dto::usage_insights::{UsageChart, UsageChartRequest};
use crate::dto::words::figure;
use crate::error::AppError;
use crate::invoices::line_source::steps_to_dto;
use crate::listing::day;

/// More months are a comb of bars.
const MOST_MONTHS: u32 = 24;
/// Days of three years: what is longer is nothing to look at day by day.
const MOST_DAYS: i64 = 1_100;

/// What there is to draw, or why there is nothing.
pub(super) enum Told {
    Picture(Box<Picture>),
    Nothing(String),
}

/// A chart before it has a size, with what is said beside it.
pub(super) struct Picture {
    pub(super) title: String,
    pub(super) finding: String,
    pub(super) kind: ChartKind,
    pub(super) limit: Option<Decimal>,
    pub(super) forecast_method: String,
    pub(super) why_no_forecast: String,
    pub(super) explanation: Explanation,
}

impl Picture {
    pub(super) fn new(title: String, finding: String, kind: ChartKind) -> Self {
        Self {
            title,
            finding,
            kind,
            limit: None,
            forecast_method: String::new(),
            why_no_forecast: String::new(),
            explanation: Explanation::new(),
        }
    }
}

/// The time that a request names.
pub(super) struct Asked {
    pub(super) period: Option<BillingPeriod>,
    pub(super) months: Option<u32>,
}

pub fn chart(app: &App, request: UsageChartRequest) -> Result<UsageChart, AppError> {
    let (told, drawn) = drawn(app, request)?;
    Ok(match told {
        Told::Nothing(why_none) => UsageChart {
            chart: None,
            why_none,
            finding: String::new(),
            limit: None,
            forecast_method: String::new(),
            why_no_forecast: String::new(),
            steps: Vec::new(),
        },
        Told::Picture(picture) => UsageChart {
            chart: drawn.map(ChartDto::to_dto),
            why_none: String::new(),
            finding: picture.finding,
            limit: picture.limit.map(figure),
            forecast_method: picture.forecast_method,
            why_no_forecast: picture.why_no_forecast,
            steps: steps_to_dto(&picture.explanation),
        },
    })
}

/// What is told, and where it is a picture, the chart itself.
pub(super) fn drawn(
    app: &App,
    request: UsageChartRequest,
) -> Result<(Told, Option<Chart>), AppError> {
    let locale = request
        .locale
        .clone()
        .map(ChartLocaleDto::from_dto)
        .transpose()?;
    let locale = locale.unwrap_or_else(ChartLocale::english);
    let asked = asked(&request)?;
    let told = app.read(|tx| {
        let whose = (
            request.customer_id.as_str(),
            request.subscription_id.as_str(),
        );
        let ground = Ground::load(app, tx, &request.meter, whose)?;
        let words = Words::new(locale.clone(), &ground.meter);
        told(&ground, &words, &request.kind, &asked)
    })?;
    let chart = match &told {
        Told::Nothing(_) => None,
        Told::Picture(picture) => Some(charts::draw(&ChartSpec {
            id: request.id,
            title: picture.title.clone(),
            finding: picture.finding.clone(),
            width: request.width,
            height: request.height,
            locale,
            kind: picture.kind.clone(),
        })),
    };
    Ok((told, chart))
}

fn told(ground: &Ground<'_>, words: &Words, kind: &str, asked: &Asked) -> Result<Told, AppError> {
    if !ground.adds_up() && matches!(kind, "days" | "months") {
        return Ok(Told::Nothing(no_figure_of_all(ground)));
    }
    match kind {
        "days" => days::told(ground, words, asked),
        "months" => months::told(ground, words, asked),
        "hours" => hours::told(ground, words, asked),
        "operations" => shares::told(ground, words, asked, ActorKind::Operation),
        "people" => shares::told(ground, words, asked, ActorKind::User),
        other => Err(AppError::new(
            "unknown_choice",
            format!("\"{other}\" is no chart of usage."),
            "Give days, months, hours, operations or people.",
        )
        .at("kind")),
    }
}

/// Why a meter has no figure of all customers together.
pub(super) fn no_figure_of_all(ground: &Ground<'_>) -> String {
    format!(
        "{} is a level that each customer has for themselves; it has no figure of all customers \
         together. Choose a customer.",
        ground.meter.name
    )
}

fn asked(request: &UsageChartRequest) -> Result<Asked, AppError> {
    let months = Some(request.months).filter(|months| *months > 0);
    if let Some(months) = months.filter(|months| *months > MOST_MONTHS) {
        return Err(AppError::new(
            "period_malformed",
            format!("{months} months are too many for a chart."),
            "Give 1 to 24.",
        )
        .at("months"));
    }
    Ok(Asked {
        period: period(&request.from, &request.to)?,
        months,
    })
}

/// The time from a day up to another; none where neither is given.
pub(super) fn period(from: &str, to: &str) -> Result<Option<BillingPeriod>, AppError> {
    if from.trim().is_empty() && to.trim().is_empty() {
        return Ok(None);
    }
    let period = BillingPeriod {
        start: day(from, "from")?,
        end: day(to, "to")?,
    };
    if (1..=MOST_DAYS).contains(&period.days()) {
        return Ok(Some(period));
    }
    let message = format!(
        "From {} up to {} is no time that a chart can show.",
        period.start, period.end
    );
    let fix = "Give a day after the first one, at most three years later.";
    Err(AppError::new("period_malformed", message, fix).at("to"))
}
