//! What a run is asked to do: through which day, issued or drafted, together or each, for whom.

use billing::ids::CustomerId;
use chrono::{Days, NaiveDate};
use store::ReadTx;

use crate::context::App;
use crate::dto::billing_runs::RunRequest;
use crate::dto::words::from_word;
use crate::error::AppError;
use crate::listing::day;
use crate::subscriptions::ground::Ground;
use crate::subscriptions::mode::{MODES, Mode};
use crate::subscriptions::words::day as day_words;

/// Days ahead that can be billed: until the end of any month.
const MOST_DAYS_AHEAD: u64 = 31;

/// A request with the settings where it says nothing.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) through: NaiveDate,
    pub(crate) mode: Mode,
    pub(crate) grouped: bool,
    /// Empty for all.
    pub(crate) customers: Vec<CustomerId>,
}

impl Asked {
    pub(crate) fn read(app: &App, tx: &ReadTx<'_>, request: &RunRequest) -> Result<Self, AppError> {
        let ground = Ground::load(app, tx)?;
        let through = day(&request.through_on, "through_on")?;
        check_ahead(through, ground.today())?;
        let mode = match request.mode.as_str() {
            "" => ground.mode()?,
            word => from_word(word, "mode", MODES)?,
        };
        let customers = request.customer_ids.iter().enumerate().map(|(at, id)| {
            let field = format!("customer_ids.{at}");
            CustomerId::parse(id).map_err(|error| AppError::from(error).at(field))
        });
        Ok(Self {
            through,
            mode,
            grouped: request.grouped.unwrap_or(ground.settings.grouped),
            customers: customers.collect::<Result<_, _>>()?,
        })
    }

    /// Whether it looks at everything that is due, and not at some customers alone.
    pub(crate) fn of_all(&self) -> bool {
        self.customers.is_empty()
    }
}

/// Usage of a day far ahead is not counted yet, and who ends until then is not known.
fn check_ahead(through: NaiveDate, today: NaiveDate) -> Result<(), AppError> {
    let last = today.checked_add_days(Days::new(MOST_DAYS_AHEAD));
    match last {
        Some(last) if through > last => Err(AppError::new(
            "run_too_far_ahead",
            format!(
                "{} is too far ahead to bill now. Nothing was billed.",
                day_words(through)
            ),
            format!(
                "Give a day until {}, or look ahead with the time machine.",
                day_words(last)
            ),
        )
        .at("through_on")),
        _ => Ok(()),
    }
}
