//! Billing measured: subscriptions begun and changed, one invoice alone, a run over all of them.

use std::path::Path;
use std::time::Instant;

use acceptance::builders::{business, with};
use acceptance::world::{day, new_ledger, options, text};
use app::context::App;
use app::registry;
use billing::customer::Customer;
use billing::ids::{CustomerId, TaxRateId};
use billing::money::Currency;
use serde_json::{Value, json};
use ulid::Ulid;

use crate::report::Report;

const BEGUN: &str = "2026-10-20";
/// In the middle of the first period.
const CHANGED: &str = "2026-11-05";
/// When the second period begins.
const RENEWED: &str = "2026-11-20";

/// How many single ones are timed.
const TIMED: usize = 300;
const PRINTED: usize = 500;
const SHOWN: usize = 20;

/// So many customers with a subscription each, in a ledger on disk; figures of the last of them.
pub fn measure(report: &mut Report, folder: &Path, how_many: usize) {
    let place = tempfile::tempdir_in(folder).expect("a folder beside");
    let ledger = place.path().join("subscribers.billfold");
    new_ledger(&ledger, day(BEGUN));
    let app = App::new(options(place.path(), &ledger, day(BEGUN)));
    let customers = begin(&app, how_many);
    let subscriptions = begun(report, &app, &customers);
    app.set_clock(day(CHANGED));
    changed(report, &app, &subscriptions);
    app.set_clock(day(RENEWED));
    home(report, &app);
    alone(report, &app, &customers);
    run(report, &app, how_many);
}

pub fn ask(app: &App, name: &str, request: Value) -> Value {
    registry::call(app, name, request).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

/// Business, plans and customers; whom they are is not what is measured.
fn begin(app: &App, how_many: usize) -> Vec<CustomerId> {
    ask(app, "business.update", with(business(), "language", "en"));
    ask(app, "catalogs.install", json!({"code": "ai-workspace"}));
    let vat = json!({"name": "VAT", "rate_pct": "19", "jurisdiction": "DE", "category": "S"});
    let vat = text(&ask(app, "tax_rates.save", vat)["id"]);
    let vat = TaxRateId::parse(&vat).expect("an id");
    let customer = |n: usize| {
        let number = u64::try_from(n).expect("a small number");
        let id = CustomerId::from_ulid(Ulid::from_parts(1_790_000_000_000 + number, 7));
        let mut customer =
            Customer::new(id, &format!("Subscriber {n:05}"), Currency::EUR, day(BEGUN));
        customer.address.country = "DE".into();
        customer.tax.tax_rate_ids = vec![vat.clone()];
        customer
    };
    let customers: Vec<Customer> = (0..how_many).map(customer).collect();
    app.write("bench", |tx| {
        for customer in &customers {
            tx.customers_mut().put(customer)?;
        }
        Ok(())
    })
    .expect("the customers are kept");
    customers.into_iter().map(|customer| customer.id).collect()
}

fn plan(app: &App, code: &str) -> String {
    let page = ask(app, "plans.list", json!({"search": code}));
    let rows = page["rows"].as_array().expect("rows");
    let found = rows.iter().find(|row| row["code"] == code);
    text(&found.expect("a plan of the catalog")["id"])
}

/// Two plans with limits and prices of what goes beyond them.
pub fn plans(app: &App) -> [String; 2] {
    ["workspace-starter", "workspace-professional"].map(|code| plan(app, code))
}

/// Begins without a trial, so that the first invoice is issued with it; its id.
pub fn subscribe(app: &App, customer: &CustomerId, plan: &str) -> String {
    let request = json!({"customer_id": customer.as_str(), "trial_days": 0,
        "items": [{"plan_id": plan}], "net_days": 60,
        "recurrence": {"interval": "month", "count": 1}});
    text(&ask(app, "subscriptions.create", request)["row"]["id"])
}

fn begun(report: &mut Report, app: &App, customers: &[CustomerId]) -> Vec<String> {
    let plans = plans(app);
    let begin = |(n, customer): (usize, &CustomerId)| {
        let started = Instant::now();
        (subscribe(app, customer, &plans[n % 2]), ms(started))
    };
    let (ids, mut times): (Vec<String>, Vec<f64>) = customers.iter().enumerate().map(begin).unzip();
    let mut last = times.split_off(times.len().saturating_sub(TIMED));
    report.p95("subscription created and billed", &mut last);
    ids
}

fn changed(report: &mut Report, app: &App, subscriptions: &[String]) {
    let enterprise = plan(app, "workspace-enterprise");
    let request = |id: &String| {
        json!({"id": id, "when": "now", "behavior": "invoice_now",
            "change": {"kind": "plan", "plan_id": enterprise}})
    };
    let some = || subscriptions.iter().rev().take(TIMED);
    for (figure, name) in [
        (
            "change seen before it is made",
            "subscriptions.preview_change",
        ),
        ("change made and billed", "subscriptions.change"),
    ] {
        let mut times: Vec<f64> = some()
            .map(|id| {
                let started = Instant::now();
                ask(app, name, request(id));
                ms(started)
            })
            .collect();
        report.p95(figure, &mut times);
    }
}

/// The first screen on the day when everything is due: it says what the run will bill.
fn home(report: &mut Report, app: &App) {
    let mut times: Vec<f64> = (0..SHOWN)
        .map(|_| {
            let started = Instant::now();
            ask(app, "home.summary", json!({}));
            ms(started)
        })
        .collect();
    report.p95("home with everything due", &mut times);
}

/// A run for one customer is all that makes an invoice: decided, numbered, posted, on disk.
fn alone(report: &mut Report, app: &App, customers: &[CustomerId]) {
    let mut times: Vec<f64> = customers
        .iter()
        .take(TIMED.min(customers.len() / 2))
        .map(|customer| {
            let request = json!({"through_on": RENEWED, "mode": "issue",
                "customer_ids": [customer.as_str()]});
            let started = Instant::now();
            let made = ask(app, "billing_runs.start", request);
            let time = ms(started);
            assert_eq!(made["run"]["invoices"], 1, "{made:#}");
            time
        })
        .collect();
    report.p95("one invoice by a run of its own", &mut times);
}

fn run(report: &mut Report, app: &App, how_many: usize) {
    let request = json!({"through_on": RENEWED, "mode": "issue"});
    let started = Instant::now();
    let made = ask(app, "billing_runs.start", request.clone());
    let all = ms(started);
    let rows = made["rows"].as_array().expect("rows");
    let invoices = rows.len();
    assert_eq!(
        invoices,
        how_many - TIMED.min(how_many / 2),
        "{:#}",
        made["run"]
    );
    assert_eq!(made["exceptions"], json!([]));
    let again = ask(app, "billing_runs.start", request);
    assert_eq!(again["run"]["invoices"], 0, "everything is billed once");

    let each = all / count(invoices);
    report.add("grown", "invoices in a run", count(invoices));
    report.add("grown", "run, s", all / 1000.0);
    report.add("grown", "run: ms an invoice", each);
    report.add("grown", "run of 10 000 at this rate, s", each * 10.0);
    let printed = PRINTED.min(invoices);
    let started = Instant::now();
    for row in rows.iter().take(printed) {
        ask(app, "invoices.pdf", json!({"id": row["invoice_id"]}));
    }
    let with_pdf = each + ms(started) / count(printed);
    report.add("grown", "run with PDF: ms an invoice", with_pdf);
    report.add("grown", "run of 10 000 with PDF, s", with_pdf * 10.0);
}

fn ms(started: Instant) -> f64 {
    started.elapsed().as_secs_f64() * 1000.0
}

fn count(of: usize) -> f64 {
    f64::from(u32::try_from(of).expect("a small number"))
}
