//! A grant as a row of a list, as it stands on a day.

use billing::money::Money;
use billing::payment::CreditGrant;
use chrono::{Days, NaiveDate};

use crate::dto::credit_grants::CreditGrantRow;
use crate::dto::words::to_word;
use crate::error::AppError;

/// A customer who is told this early can still use what is left.
const SOON: Days = Days::new(30);

pub(super) fn of_grant(
    grant: &CreditGrant,
    customer_name: &str,
    today: NaiveDate,
) -> Result<CreditGrantRow, AppError> {
    let left = grant.left()?;
    let granted = &grant.granted;
    let can_void = left.is_positive() && grant.voided_at.is_none() && !grant.has_expired(today);
    Ok(CreditGrantRow {
        id: granted.id.to_string(),
        customer_id: granted.customer_id.to_string(),
        customer_name: customer_name.to_owned(),
        name: granted.name.clone(),
        category: grant.category().as_str().to_owned(),
        state: to_word(grant.state(today)?),
        priority: granted.priority,
        granted_on: grant.granted_on.to_string(),
        effective_on: granted.effective_on.to_string(),
        expires_on: granted.expires_on.map(|on| on.to_string()),
        expires_soon: can_void && ends_soon(grant, today),
        method: granted.paid_by.map(|method| method.as_str().to_owned()),
        reference: granted.reference.clone(),
        amount: granted.amount.into(),
        used: grant.used.into(),
        expired: grant.expired.into(),
        voided: grant.voided.into(),
        left: left.into(),
        left_pct: percent(left, granted.amount),
        actions: can_void.then(|| "void".to_owned()).into_iter().collect(),
    })
}

/// For a bar, so that a little is still to be seen.
fn percent(left: Money, of: Money) -> u8 {
    let hundredths = i128::from(left.minor()).saturating_mul(100);
    let whole = hundredths.checked_div(i128::from(of.minor())).unwrap_or(0);
    let least = i128::from(left.is_positive());
    u8::try_from(whole.max(least)).unwrap_or(100)
}

fn ends_soon(grant: &CreditGrant, today: NaiveDate) -> bool {
    let horizon = today.checked_add_days(SOON).unwrap_or(today);
    grant.granted.expires_on.is_some_and(|end| end <= horizon)
}
