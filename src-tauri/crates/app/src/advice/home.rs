//! Advice on Home: what to look at now, from what is kept.

use store::ReadTx;
use store::table::advice::AnsweredAdvice;

use super::answer::Today;
use super::list::open;
use crate::context::App;
use crate::dto::advice::AdviceDto;
use crate::dto::home::HomeAdvice;
use crate::error::AppError;
use crate::listing::count;

/// Home names so many.
const NAMED: usize = 3;
const NOW: u8 = 0;

/// The first few that nobody answered, and how many there are. Only these few are read, and those
/// that were answered, whose answers may be over.
pub(crate) fn now(app: &App, tx: &ReadTx<'_>) -> Result<(Vec<HomeAdvice>, u32), AppError> {
    let today = Today::load(app, tx)?;
    let is_open = |kept: AnsweredAdvice| {
        let advice = open(kept, &today);
        advice.filter(|advice| advice.answer.is_none())
    };
    let mut named = Vec::new();
    tx.advice().each(NOW, |kept| {
        named.extend(is_open(kept).map(to_home));
        named.len() < NAMED
    })?;
    let mut again = 0;
    tx.advice().each_answered(NOW, |kept| {
        again += u32::from(is_open(kept).is_some());
        true
    })?;
    let never = count(tx.advice().count_unanswered(NOW)?);
    Ok((named, never.saturating_add(again)))
}

fn to_home(advice: AdviceDto) -> HomeAdvice {
    let (customer, key) = (&advice.customer_id, &advice.key);
    HomeAdvice {
        route: format!("/customers/{customer}?tab=usage&advice={key}"),
        key: advice.key,
        kind: advice.kind,
        title: advice.title,
        sentence: advice.sentence,
        customer_id: advice.customer_id,
        customer_name: advice.customer_name,
        saving_month: advice.saving_month,
        business_month: advice.business_month,
    }
}
