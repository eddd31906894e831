//! What billing is coming: the next run, what recurs a month, trials that end, long renewals.

use billing::calendar::Interval;
use billing::subscription::SubscriptionState;
use chrono::{Days, NaiveDate};
use store::ReadTx;
use store::table::subscription_list::{
    SubscriptionColumn, SubscriptionFilter, SubscriptionListRow, SubscriptionQuery,
};
use store::table::window::SortBy;

use crate::billing_runs::preview;
use crate::context::App;
use crate::dto::billing_runs::BillingSettingsDto;
use crate::dto::home::{NeedsMe, NextRun};
use crate::dto::money::MoneyDto;
use crate::error::AppError;
use crate::listing::count;
use crate::subscriptions::ground::Ground;
use crate::subscriptions::words::day as day_words;

/// More lots than this are not summed before the first screen is shown.
const MOST_SUMMED: usize = 200;
/// Trials and renewals that are named one by one.
const NAMED: u32 = 5;

/// What recurs a month, one amount a currency.
pub(super) fn monthly(tx: &ReadTx<'_>) -> Result<Vec<MoneyDto>, AppError> {
    let filter = SubscriptionFilter {
        statuses: vec![SubscriptionState::Active, SubscriptionState::PastDue],
        ..SubscriptionFilter::default()
    };
    let page = tx.subscriptions().list(&SubscriptionQuery {
        filter,
        limit: 0,
        ..SubscriptionQuery::default()
    })?;
    let amounts = page.totals.into_iter().map(|totals| totals.total);
    let amounts = amounts.filter(|amount| !amount.is_zero());
    Ok(amounts.map(Into::into).collect())
}

/// The first day on which something is due, and what a run through it, or through today where it
/// is past, will bill.
pub(super) fn next_run(
    app: &App,
    tx: &ReadTx<'_>,
    ground: &Ground,
) -> Result<Option<NextRun>, AppError> {
    let Some(on) = tx.subscriptions().next_due_on()? else {
        return Ok(None);
    };
    let through = on.max(ground.today());
    let subscriptions = count(tx.subscriptions().count_due(through)?);
    let totals = preview::totals(app, tx, through, MOST_SUMMED)?;
    Ok(Some(NextRun {
        on: on.to_string(),
        subscriptions,
        totals: totals.amounts.into_iter().map(Into::into).collect(),
        at_least: totals.at_least,
        automatic: ground.settings.automatic,
    }))
}

/// Where nobody bills by itself, what is due today needs a person.
pub(super) fn due_run(tx: &ReadTx<'_>, ground: &Ground) -> Result<Option<NeedsMe>, AppError> {
    let today = ground.today();
    let due = tx.subscriptions().count_due(today)?;
    if due == 0 || ground.settings.automatic {
        return Ok(None);
    }
    let title = match due {
        1 => "A subscription is due to be billed".to_owned(),
        due => format!("{due} subscriptions are due to be billed"),
    };
    Ok(Some(NeedsMe {
        kind: "billing_run".into(),
        title,
        detail: "A dry run shows what comes before anything is issued.".into(),
        amount: None,
        route: format!("/billing-runs?through={today}"),
        action: "Bill".into(),
    }))
}

/// Trials that end and long subscriptions that renew within the days of the setting. Those of a
/// month or shorter renew all the time, and nobody wants to hear of each.
pub(super) fn reminders(
    tx: &ReadTx<'_>,
    settings: &BillingSettingsDto,
    today: NaiveDate,
) -> Result<Vec<NeedsMe>, AppError> {
    if settings.reminder_days == 0 {
        return Ok(Vec::new());
    }
    let until = today.checked_add_days(Days::new(settings.reminder_days.into()));
    let window = (today, until.unwrap_or(today));
    let trials = SubscriptionFilter {
        statuses: vec![SubscriptionState::Trialing],
        ..SubscriptionFilter::default()
    };
    let renewals = SubscriptionFilter {
        statuses: vec![SubscriptionState::Active],
        intervals: vec![Interval::Quarter, Interval::Year],
        ..SubscriptionFilter::default()
    };
    let mut needs = named(tx, trials, window, trial)?;
    needs.extend(named(tx, renewals, window, renewal)?);
    Ok(needs)
}

fn named(
    tx: &ReadTx<'_>,
    filter: SubscriptionFilter,
    (from, to): (NaiveDate, NaiveDate),
    need: fn(&SubscriptionListRow, NaiveDate) -> NeedsMe,
) -> Result<Vec<NeedsMe>, AppError> {
    let query = SubscriptionQuery {
        filter: SubscriptionFilter {
            renews_from: Some(from),
            renews_to: Some(to),
            ..filter
        },
        sort: vec![SortBy {
            column: SubscriptionColumn::RenewsOn,
            descending: false,
        }],
        limit: NAMED,
        ..SubscriptionQuery::default()
    };
    let page = tx.subscriptions().list(&query)?;
    let on = |row: &SubscriptionListRow| row.renews_on.unwrap_or(from);
    let mut needs: Vec<NeedsMe> = page.rows.iter().map(|row| need(row, on(row))).collect();
    let more = page.total_count.saturating_sub(NAMED.into());
    if let (Some(last), true) = (needs.last().cloned(), more > 0) {
        needs.push(NeedsMe {
            title: format!("{more} more until {}", day_words(to)),
            detail: "Sorted by the day of the next bill.".into(),
            amount: None,
            route: "/subscriptions".into(),
            action: "Show all".into(),
            ..last
        });
    }
    Ok(needs)
}

fn trial(row: &SubscriptionListRow, on: NaiveDate) -> NeedsMe {
    let day = day_words(on);
    NeedsMe {
        kind: "trial".into(),
        title: format!("The trial of {} ends on {day}", row.customer_name),
        detail: format!("{} is billed from then on.", row.plan_name),
        amount: None,
        route: format!("/subscriptions/{}", row.id),
        action: "Open".into(),
    }
}

fn renewal(row: &SubscriptionListRow, on: NaiveDate) -> NeedsMe {
    let day = day_words(on);
    NeedsMe {
        kind: "renewal".into(),
        title: format!("{} renews on {day}", row.customer_name),
        detail: row.plan_name.clone(),
        amount: None,
        route: format!("/subscriptions/{}", row.id),
        action: "Open".into(),
    }
}
