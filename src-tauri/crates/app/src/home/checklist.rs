//! What is still to set up, in the order in which people do it.

use billing::business::Business;
use store::ReadTx;

use crate::dto::home::ChecklistItem;
use crate::error::AppError;

/// What the steps are judged by.
pub(super) struct Progress {
    pub(super) customers: u32,
    pub(super) issued: u32,
    pub(super) backed_up: bool,
}

/// Empty once everything is done.
pub(super) fn checklist(
    tx: &ReadTx<'_>,
    business: &Business,
    progress: &Progress,
) -> Result<Vec<ChecklistItem>, AppError> {
    let taxed = !tx.tax_rates().list(false)?.is_empty();
    let addressed = !business.address.line1.is_empty() && !business.address.country.is_empty();
    let steps = [
        (
            "business",
            "Enter the address that invoices bear",
            addressed,
            "/settings/business",
        ),
        (
            "tax",
            "Add the tax rates you charge",
            taxed,
            "/settings/taxes",
        ),
        (
            "plan",
            "Choose a catalog or make your first plan",
            !tx.plans().list(true)?.is_empty(),
            "/plans",
        ),
        (
            "customer",
            "Add your first customer",
            progress.customers > 0,
            "/customers",
        ),
        (
            "invoice",
            "Issue your first invoice",
            progress.issued > 0,
            "/invoices/new",
        ),
        (
            "backup",
            "Make a backup",
            progress.backed_up,
            "/settings/backup",
        ),
    ];
    if steps.iter().all(|(_, _, done, _)| *done) {
        return Ok(Vec::new());
    }
    let item = |(key, title, done, route): (&str, &str, bool, &str)| ChecklistItem {
        key: key.to_owned(),
        title: title.to_owned(),
        done,
        route: route.to_owned(),
    };
    Ok(steps.into_iter().map(item).collect())
}
