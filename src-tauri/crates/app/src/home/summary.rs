//! Shows what needs the person today, what is owed, what came in, and what is still to set up.

use billing::invoice::InvoiceStatus;
use chrono::Months;
use store::ReadTx;
use store::table::invoice_list::InvoiceFilter;

use super::checklist::{Progress, checklist};
use super::figures::{cash_in, customers, due, invoices, month_of, months, to_dto};
use super::needs;
use crate::context::App;
use crate::dto::home::HomeSummary;
use crate::dto::invoices::InvoicePage;
use crate::dto::lists::{Filter, FilterOp, ListRequest, Nothing, Sort};
use crate::error::AppError;
use crate::subscriptions::ground::Ground;

/// Drafts that are shown.
const DRAFTS: u32 = 5;

/// All figures are of one snapshot.
pub fn summary(app: &App, _request: Nothing) -> Result<HomeSummary, AppError> {
    let store = app.ledger()?;
    let newest_backup = crate::backup::list::newest_at(app, store.path());
    let (_, balanced) = crate::ledger::standing(&store)?;
    let drafts = newest_drafts(app)?;
    let demo = crate::session::status::is_demo(app);
    let damage = crate::session::verification::damage(app);
    let now = app.now();
    app.read(|tx| {
        let mut summary = figures(tx, now, drafts)?;
        let today = crate::listing::day(&summary.today, "today")?;
        let mut needs: Vec<_> = damage.as_ref().map(needs::damage).into_iter().collect();
        needs.extend(needs::integrity(balanced));
        needs.extend(needs::past_due(tx, today, summary.past_due_count)?);
        needs.extend(needs::drafts(tx, today)?);
        let ground = Ground::load(app, tx)?;
        summary.next_run = super::billing::next_run(app, tx, &ground)?;
        needs.extend(super::billing::due_run(tx, &ground)?);
        needs.extend(super::billing::reminders(tx, &ground.settings, today)?);
        let (invoices, _) = counts_of(tx)?;
        let issued = invoices.saturating_sub(summary.draft_count);
        if issued > 0 && !demo {
            needs.extend(needs::backup(newest_backup.as_deref(), now));
        }
        summary.needs_me = needs;
        (summary.advice, summary.advice_count) = crate::advice::home::now(app, tx)?;
        if !demo {
            let backed_up = newest_backup.is_some();
            let progress = Progress {
                customers: summary.customer_count,
                issued,
                backed_up,
            };
            let business = crate::business::get::load(tx)?;
            summary.checklist = checklist(tx, &business, &progress)?;
        }
        Ok(summary)
    })
}

fn figures(
    tx: &ReadTx<'_>,
    now: chrono::DateTime<chrono::Utc>,
    drafts: InvoicePage,
) -> Result<HomeSummary, AppError> {
    let business = crate::business::get::load(tx)?;
    let today = crate::business::get::local_date(now, &business.timezone);
    let open = InvoiceFilter {
        statuses: vec![InvoiceStatus::Open],
        ..InvoiceFilter::default()
    };
    let (open_count, open) = invoices(tx, open)?;
    let late = InvoiceFilter {
        past_due_on: Some(today),
        ..InvoiceFilter::default()
    };
    let (past_due_count, late) = invoices(tx, late)?;
    let (from, to) = month_of(today);
    let (before_from, before_to) =
        month_of(today.checked_sub_months(Months::new(1)).unwrap_or(today));
    Ok(HomeSummary {
        months: months(tx, &business, today)?,
        business_name: business.name,
        today: today.to_string(),
        needs_me: Vec::new(),
        outstanding: due(&open),
        past_due: due(&late),
        cash_in: to_dto(cash_in(tx, from, to)?),
        cash_in_previous: to_dto(cash_in(tx, before_from, before_to)?),
        draft_count: drafts.total_count,
        drafts: drafts.rows,
        past_due_count,
        open_count,
        customer_count: customers(tx, Some(false))?,
        checklist: Vec::new(),
        monthly: super::billing::monthly(tx)?,
        next_run: None,
        advice: Vec::new(),
        advice_count: 0,
    })
}

fn newest_drafts(app: &App) -> Result<InvoicePage, AppError> {
    let is_draft = Filter {
        column: "status".into(),
        op: FilterOp::Is,
        values: vec!["draft".into()],
    };
    let newest_first = Sort {
        column: "updated_at".into(),
        descending: true,
    };
    let request = ListRequest {
        filters: vec![is_draft],
        sort: vec![newest_first],
        limit: DRAFTS,
        ..ListRequest::default()
    };
    crate::invoices::list::list(app, request)
}

/// How many invoices (drafts too) and customers (archived ones too) a ledger has.
pub(crate) fn counts_of(tx: &ReadTx<'_>) -> Result<(u32, u32), AppError> {
    Ok((
        invoices(tx, InvoiceFilter::default())?.0,
        customers(tx, None)?,
    ))
}

#[cfg(test)]
mod tests {
    use crate::testing::{call, opened};
    use serde_json::{Value, json};

    fn keys(list: &Value, field: &str) -> Vec<String> {
        let rows = list.as_array().expect("a list").iter();
        rows.map(|row| row[field].as_str().expect("text").to_owned())
            .collect()
    }

    #[test]
    fn a_new_ledger_shows_zeros_and_what_to_set_up() {
        let (app, _folder) = opened();
        let home = call(&app, "home.summary", json!({})).expect("a summary");
        assert_eq!(home["needs_me"], json!([]));
        let months = keys(&home["months"], "month");
        assert_eq!((months.len(), months[0].as_str()), (12, "2025-12"));
        assert_eq!(months[11], "2026-11");
        let done: Vec<bool> = home["checklist"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|item| item["done"].as_bool().expect("yes or no"))
            .collect();
        // The business has its address; tax, plan, customer, invoice and backup are to come.
        assert_eq!(done, [true, false, false, false, false, false]);
    }

    #[test]
    fn an_invoice_past_due_and_a_payment_are_told() {
        let (app, _folder) = opened();
        let customer = json!({"customer": {"name": "Möller & Söhne", "currency": "EUR"}});
        let customer = call(&app, "customers.create", customer).expect("a customer");
        let draft = json!({"customer_id": customer["id"], "draft": {
            "customer_id": customer["id"], "currency": "EUR", "issue_on": "2026-10-01",
            "net_days": 14,
            "lines": [{"description": "Work", "quantity": "2", "unit_amount": "50"}]}});
        let draft = call(&app, "invoices.create_draft", draft).expect("a draft");
        let home = call(&app, "home.summary", json!({})).expect("a summary");
        assert_eq!(
            home["needs_me"][0]["title"],
            "A draft was meant to be issued on 2026-10-01"
        );
        let issue = json!({"id": draft["row"]["id"], "revision": draft["revision"]});
        call(&app, "invoices.issue", issue).expect("issued");
        let payment = json!({"invoice_id": draft["row"]["id"], "amount": "30.00",
            "received_on": "2026-11-02", "method": "cash"});
        call(&app, "payments.record", payment).expect("recorded");

        let home = call(&app, "home.summary", json!({})).expect("a summary");
        // Issued on 1 October, due 14 days later on the 15th; 36 days before 20 November.
        assert_eq!(
            home["needs_me"][0]["title"],
            "INV-2026-0001 is 36 days past due"
        );
        // 2 × 50.00 less 30.00 paid.
        let eur = |minor: &str| json!([{"minor": minor, "currency": "EUR"}]);
        assert_eq!(home["outstanding"], eur("7000"));
        assert_eq!(home["past_due"], eur("7000"));
        assert_eq!(home["cash_in"], eur("3000"));
        assert_eq!(home["months"][10]["invoiced"]["minor"], "10000");
        assert_eq!(home["months"][11]["cash_in"]["minor"], "3000");
        assert_eq!(keys(&home["needs_me"], "kind"), ["past_due", "backup"]);
    }
}
