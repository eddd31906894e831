//! A month of the AI workspace, told event by event and billed: the figures of its statement.

use acceptance::{World, render};
use serde_json::json;

// Starter includes 5 users, 100 requests, 50 pages and 5 GB for 29.00. Of 7 users, 500 requests,
// 75 pages and 8 GB are beyond: 2 × 5.00 = 10.00, 400 × 0.02 = 8.00, 25 × 0.01 = 0.25 and
// 3 × 0.50 = 1.50, together 19.75, beside the 29.00 of May. Users and storage are levels: they hold
// on in May, the rest begins at nothing.
#[test]
fn a_starter_s_month_is_billed_as_its_statement_says() {
    let world = World::new();
    world.catalog("ai-workspace");
    let customer = world.customer("Alder GmbH");
    world.on("2026-04-01");
    let plan = world.plan_of("workspace-starter");
    world.subscribe(&customer, &plan, json!({"currency": "EUR"}));
    world.on("2026-04-20");
    let used = [
        ("ai_requests", "2026-04-02", "180"),
        ("ai_requests", "2026-04-19", "320"),
        ("pages", "2026-04-12", "75"),
        ("users", "2026-04-03", "6"),
        ("users", "2026-04-05", "7"),
        ("storage_gb", "2026-04-10", "8"),
    ];
    let events: Vec<_> = used
        .iter()
        .map(|(meter, on, quantity)| {
            json!({"meter": meter, "subject": customer, "quantity": quantity,
                "at": format!("{on}T08:00:00Z")})
        })
        .collect();
    let tracked = world.ask("usage.track_batch", json!({"events": events}));
    assert_eq!(tracked["counted"], 6, "{tracked:#}");
    world.run("2026-05-01");
    let invoice = world.invoice(&world.last_invoice());
    let lines = invoice["totals"]["lines"].as_array().expect("lines").iter();
    let amounts: Vec<String> = lines.map(|line| render::major(&line["subtotal"])).collect();
    assert_eq!(amounts, ["29.00", "10.00", "8.00", "0.25", "1.50"]);
    assert_eq!(render::major(&invoice["totals"]["total"]), "48.75");
    let limits = world.get("usage.limits", json!({"customer_id": customer}));
    let rows = limits["rows"].as_array().expect("rows").iter();
    let used: Vec<String> = rows
        .map(|row| format!("{} {} of {}", row["key"], row["used"], row["most"]).replace('"', ""))
        .collect();
    assert_eq!(
        used,
        [
            "ai_requests 0 of 100",
            "pages 0 of 50",
            "storage_gb 8 of 5",
            "users 7 of 5"
        ]
    );
    world.assert_sound();
}
