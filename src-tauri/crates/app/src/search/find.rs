//! Finds customers, plans, subscriptions, invoices, credit notes and payments by words of theirs.

use billing::catalog::Plan;
use store::ReadTx;
use store::search::SearchHit;
use store::table::credit_notes::{CreditNoteListRow, CreditNoteQuery};
use store::table::payments::{PaymentListRow, PaymentQuery};

use crate::context::App;
use crate::dto::home::{FindRequest, FindResult, Hit};
use crate::error::AppError;

const STANDARD_LIMIT: u32 = 20;
const MOST_HITS: u32 = 100;

/// More of one product's plans would push everything else out of sight.
const MOST_PLANS: usize = 5;

/// Customers first, then plans, subscriptions, invoices, credit notes and payments; of each the
/// newest first.
pub fn find(app: &App, request: FindRequest) -> Result<FindResult, AppError> {
    let query = request.query.trim();
    if query.is_empty() {
        return Ok(FindResult { hits: Vec::new() });
    }
    let limit = if request.limit == 0 {
        STANDARD_LIMIT
    } else {
        request.limit.min(MOST_HITS)
    };
    app.read(|tx| {
        let mut hits: Vec<Hit> = tx
            .search(query, limit)?
            .into_iter()
            .map(of_search)
            .collect();
        let customers = hits.iter().take_while(|hit| hit.kind == "customer").count();
        hits.splice(customers..customers, plans(tx, query)?);
        hits.extend(credit_notes(tx, query, limit)?);
        hits.extend(payments(tx, query, limit)?);
        hits.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(FindResult { hits })
    })
}

fn of_search(found: SearchHit) -> Hit {
    match found {
        SearchHit::Customer { id, name, email } => Hit {
            kind: "customer".into(),
            id: id.to_string(),
            title: name,
            detail: email,
            route: format!("/customers/{id}"),
        },
        SearchHit::Subscription {
            id,
            customer_name,
            plan_name,
            ..
        } => Hit {
            kind: "subscription".into(),
            route: format!("/subscriptions/{id}"),
            id: id.to_string(),
            title: plan_name,
            detail: customer_name,
        },
        SearchHit::Invoice {
            id,
            number,
            customer_name,
        } => Hit {
            kind: "invoice".into(),
            route: match number {
                Some(_) => format!("/invoices/{id}"),
                None => format!("/invoices/{id}/edit"),
            },
            id: id.to_string(),
            title: number.unwrap_or_else(|| "Draft".into()),
            detail: customer_name,
        },
    }
}

/// By words of the name and the code; there are hundreds at most.
fn plans(tx: &ReadTx<'_>, query: &str) -> Result<Vec<Hit>, AppError> {
    let query = query.to_lowercase();
    let fits = |plan: &Plan| {
        let text = format!("{} {}", plan.name, plan.code).to_lowercase();
        query.split_whitespace().all(|word| text.contains(word))
    };
    let hit = |plan: Plan| Hit {
        kind: "plan".into(),
        id: plan.id.to_string(),
        title: plan.name,
        detail: plan.description,
        route: format!("/plans/{}", plan.id),
    };
    let found = tx.plans().list(false)?.into_iter().filter(fits);
    Ok(found.take(MOST_PLANS).map(hit).collect())
}

fn credit_notes(tx: &ReadTx<'_>, query: &str, limit: u32) -> Result<Vec<Hit>, AppError> {
    let query = CreditNoteQuery {
        search: query.into(),
        limit,
        ..CreditNoteQuery::default()
    };
    let hit = |row: CreditNoteListRow| Hit {
        kind: "credit_note".into(),
        id: row.credit_note.id.to_string(),
        title: row.credit_note.number.clone(),
        detail: format!("{}, for {}", row.customer_name, row.invoice_number),
        route: format!(
            "/invoices/{}?credit={}",
            row.credit_note.invoice_id, row.credit_note.id
        ),
    };
    Ok(tx
        .credit_notes()
        .list(&query)?
        .rows
        .into_iter()
        .map(hit)
        .collect())
}

fn payments(tx: &ReadTx<'_>, query: &str, limit: u32) -> Result<Vec<Hit>, AppError> {
    let query = PaymentQuery {
        search: query.into(),
        limit,
        ..PaymentQuery::default()
    };
    let hit = |row: PaymentListRow| {
        let invoice = row.invoice_number.unwrap_or_default();
        Hit {
            kind: "payment".into(),
            id: row.payment.id.to_string(),
            title: format!("Payment of {}", row.payment.amount),
            detail: format!("{} {invoice} {}", row.customer_name, row.payment.reference)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
            route: match &row.payment.invoice_id {
                Some(id) => format!("/invoices/{id}"),
                None => "/payments".into(),
            },
        }
    };
    Ok(tx
        .payments()
        .list(&query)?
        .rows
        .into_iter()
        .map(hit)
        .collect())
}

#[cfg(test)]
mod tests {
    use crate::testing::{call, opened};
    use serde_json::json;

    #[test]
    fn a_plan_is_found_by_its_name_and_its_code() {
        let (app, _folder) = opened();
        call(&app, "catalogs.install", json!({"code": "voice-ai"})).expect("installed");
        for query in ["ai starter", "voice-starter"] {
            let found = call(&app, "search.find", json!({"query": query})).expect("found");
            assert_eq!(found["hits"][0]["title"], "Voice AI Starter");
            assert_eq!(found["hits"][0]["kind"], "plan");
        }
    }

    #[test]
    fn a_customer_is_found_without_its_accents() {
        let (app, _folder) = opened();
        let customer = json!({"customer": {"name": "Möller & Söhne", "currency": "EUR"}});
        let made = call(&app, "customers.create", customer).expect("a customer");
        let found = call(&app, "search.find", json!({"query": "moller soh"})).expect("found");
        assert_eq!(found["hits"][0]["id"], made["id"]);
        assert_eq!(found["hits"][0]["kind"], "customer");
        let draft = json!({"draft": {"customer_id": made["id"], "currency": "EUR",
            "lines": [{"description": "Work", "quantity": "1", "unit_amount": "50"}]}});
        let draft = call(&app, "invoices.create_draft", draft).expect("a draft");
        let issue = json!({"id": draft["row"]["id"], "revision": draft["revision"]});
        let invoice = call(&app, "invoices.issue", issue).expect("issued")["id"].clone();
        let credit = json!({"invoice_id": invoice, "full": true, "reason": "other"});
        let note = call(&app, "credit_notes.issue", credit).expect("issued")["row"]["id"].clone();
        let found = call(&app, "search.find", json!({"query": "CN-2026"})).expect("found");
        let (invoice, note) = (invoice.as_str(), note.as_str());
        let route = format!(
            "/invoices/{}?credit={}",
            invoice.unwrap_or("?"),
            note.unwrap_or("?")
        );
        assert_eq!(found["hits"][0]["route"], route);
        let none = call(&app, "search.find", json!({"query": "  "})).expect("nothing");
        assert_eq!(none["hits"], json!([]));
    }
}
