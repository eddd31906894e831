//! Fifteen mixed months of the AI workspace: what each comes to by hand, and its statement.

use acceptance::builders::{cancel, to_plan, with};
use acceptance::world::text;
use acceptance::{World, render};
use billing::money::{Currency, Money, Rounding};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::golden;

/// Users and GB are levels that hold on until they change; requests and pages are counted anew in
/// each month.
type Used = [(&'static str, &'static str); 4];

const fn used(
    users: &'static str,
    requests: &'static str,
    pages: &'static str,
    gigabytes: &'static str,
) -> Used {
    [
        ("users", users),
        ("ai_requests", requests),
        ("pages", pages),
        ("storage_gb", gigabytes),
    ]
}

struct Month {
    month: &'static str,
    story: &'static str,
    used: Used,
    /// Products and sums; overage is 5.00 a user, 0.02 a request, 0.01 a page, 0.50 a GB.
    by_hand: &'static str,
}

/// Starter (29.00) includes 5 users, 100 requests, 50 pages, 5 GB; Professional (99.00) 25, 1000,
/// 500, 50; Enterprise (299.00) any number of users, 10 000, 5000, 500. Alder's own terms are
/// Enterprise with 5.00 for each user above 50, and 2.00 for each 100 further requests begun.
const MONTHS: [Month; 15] = [
    Month {
        month: "2026-01",
        story: "Starter, all within the plan",
        used: used("5", "100", "50", "5"),
        by_hand: "29.00",
    },
    Month {
        month: "2026-02",
        story: "Starter, beyond it in everything: 2 users, 400 requests, 25 pages, 3 GB",
        used: used("7", "500", "75", "8"),
        by_hand: "29.00 + 2 × 5.00 + 400 × 0.02 + 25 × 0.01 + 3 × 0.50",
    },
    Month {
        month: "2026-03",
        story: "Starter, a month without use",
        used: used("0", "0", "0", "0"),
        by_hand: "29.00",
    },
    Month {
        month: "2026-04",
        story: "Professional from the 16th: 15/30 of 29.00 back, 15/30 of 99.00 charged; use is \
                priced by Professional, 250 requests beyond",
        used: used("6", "1250", "80", "9"),
        by_hand: "29.00 − 14.50 + 49.50 + 250 × 0.02",
    },
    Month {
        month: "2026-05",
        story: "Professional, 5 users, 9000 requests, 4500 pages, 25.5 GB beyond; the invoice is \
                paid in part by prepaid credit",
        used: used("30", "10000", "5000", "75.5"),
        by_hand: "99.00 + 5 × 5.00 + 9000 × 0.02 + 4500 × 0.01 + 25.5 × 0.50",
    },
    Month {
        month: "2026-06",
        story: "Professional; 100 requests beyond when it was billed, and 150 more told on 10 July",
        used: used("25", "1100", "500", "50"),
        by_hand: "99.00 + 100 × 0.02 + 150 × 0.02",
    },
    Month {
        month: "2026-07",
        story: "Professional's last month: 1 user and 1 request beyond",
        used: used("26", "1001", "0", "0"),
        by_hand: "99.00 + 1 × 5.00 + 1 × 0.02",
    },
    Month {
        month: "2026-08",
        story: "Enterprise: 400 users cost nothing more, the rest is just included",
        used: used("400", "10000", "5000", "500"),
        by_hand: "299.00",
    },
    Month {
        month: "2026-09",
        story: "Enterprise, 2345 requests, 1 page, 100 GB beyond",
        used: used("90", "12345", "5001", "600"),
        by_hand: "299.00 + 2345 × 0.02 + 1 × 0.01 + 100 × 0.50",
    },
    Month {
        month: "2026-10",
        story: "Own terms, all within them",
        used: used("50", "10000", "5000", "500"),
        by_hand: "299.00",
    },
    Month {
        month: "2026-11",
        story: "Own terms: 10 users above 50; 1 request begins a hundred",
        used: used("60", "10001", "0", "0"),
        by_hand: "299.00 + 10 × 5.00 + 1 × 2.00",
    },
    Month {
        month: "2026-12",
        story: "Own terms: 100 further requests are one hundred",
        used: used("50", "10100", "5000", "500"),
        by_hand: "299.00 + 1 × 2.00",
    },
    Month {
        month: "2027-01",
        story: "Both: 5 users and 2345 requests (24 hundreds) by own terms; 20 pages, 2 GB overage",
        used: used("55", "12345", "5020", "502"),
        by_hand: "299.00 + 5 × 5.00 + 24 × 2.00 + 20 × 0.01 + 2 × 0.50",
    },
    Month {
        month: "2027-02",
        story: "Own terms; 12000 requests were told, and corrected to 11950 before they were \
                billed: 1950 are 20 hundreds",
        used: used("50", "12000", "100", "10"),
        by_hand: "299.00 + 20 × 2.00",
    },
    Month {
        month: "2027-03",
        story: "Ends on the 16th: 16/31 of 299.00 come back, 154.32; 3 users above 50",
        used: used("53", "10", "10", "10"),
        by_hand: "299.00 − 154.32 + 3 × 5.00",
    },
];

/// The sum that was written down by hand, product by product.
fn by_hand(text: &str) -> Money {
    let signed = text.replace(" − ", " + -");
    let products = signed.split(" + ").map(|product| {
        let factors = product.split(" × ");
        factors
            .map(|factor| factor.parse::<Decimal>().unwrap())
            .product::<Decimal>()
    });
    Money::from_decimal(products.sum(), Currency::EUR, Rounding::HalfUp).unwrap()
}

fn track(world: &World, customer: &str, month: &Month) {
    let events: Vec<Value> = month
        .used
        .iter()
        .map(|(meter, quantity)| {
            json!({"key": format!("{}-{meter}", month.month), "meter": meter,
                "subject": customer, "quantity": quantity,
                "at": format!("{}-02T08:00:00Z", month.month)})
        })
        .collect();
    let tracked = world.ask("usage.track_batch", json!({"events": events}));
    assert_eq!(tracked["counted"], 4, "{tracked:#}");
}

/// Alder's copy of Enterprise, with the terms of the ready custom plan.
fn own_terms(world: &World, customer: &str) -> String {
    let custom = world.get(
        "plans.get",
        json!({"id": world.plan_of("workspace-custom")}),
    );
    let request = json!({"plan_id": world.plan_of("workspace-enterprise"),
        "customer_id": customer, "name": "Alder's workspace",
        "content": custom["versions"][0]["content"]});
    text(&world.ask("plans.customize", request)["row"]["id"])
}

/// What happens in a month beside its use.
fn happens(world: &World, (customer, sub): (&str, &str), month: &str) {
    let plan = |code: &str| to_plan(&world.plan_of(code));
    match month {
        "2026-04" => {
            world.on("2026-04-16");
            world.change(sub, plan("workspace-professional"), "now");
        }
        "2026-05" => {
            let credit = json!({"customer_id": customer, "name": "Hours", "category": "paid",
                "amount": "200.00"});
            world.ask("credit_grants.create", credit);
        }
        "2026-07" => {
            world.on("2026-07-10");
            let late = json!({"key": "late", "meter": "ai_requests", "subject": customer,
                "quantity": "150", "at": "2026-06-30T08:00:00Z"});
            assert_eq!(world.ask("usage.track", late)["late"], true);
            world.change(sub, plan("workspace-enterprise"), "period_end");
        }
        "2026-09" => {
            let own = to_plan(&own_terms(world, customer));
            world.change(sub, own, "period_end");
        }
        "2027-02" => {
            let correction = json!({"key": "2027-02-ai_requests", "type": "replace",
                "quantity": "11950", "reason": "Counted wrongly"});
            world.ask("usage.correct", correction);
        }
        "2027-03" => {
            world.on("2027-03-16");
            world.change(sub, cancel(true), "now");
        }
        _ => {}
    }
}

/// Fifteen months of one customer, billed month by month.
fn lived() -> (World, String) {
    let world = World::new();
    world.catalog("ai-workspace");
    let customer = world.customer("Alder GmbH");
    world.on("2026-01-01");
    let plan = world.plan_of("workspace-starter");
    let euros = json!({"currency": "EUR", "trial_days": 0});
    let sub = world.subscribe(&customer, &plan, euros);
    for month in &MONTHS {
        let first = format!("{}-01", month.month);
        if month.month != "2026-01" {
            world.run(&first);
        }
        world.on(&format!("{}-03", month.month));
        track(&world, &customer, month);
        happens(&world, (&customer, &sub), month.month);
    }
    world.run("2027-04-01");
    (world, customer)
}

#[test]
fn fifteen_months_of_the_workspace_are_what_they_are_by_hand() {
    let (world, customer) = lived();
    let mut all = String::new();
    for month in &MONTHS {
        let request = json!({"customer_id": customer, "month": month.month});
        let view = world.get("usage.statement", request);
        let total = &view["statement"]["totals"][0]["total"];
        let expected = by_hand(month.by_hand).to_major_string();
        assert_eq!(render::major(total), expected, "{}: {view:#}", month.month);
        all += &format!("{}: {}\n", month.month, month.story);
        all += &format!("By hand: {} = {expected}\n", month.by_hand);
        all += &render::statement(&view["statement"]);
        all += "\n";
    }
    all += "The invoices with what was told late, what was credited, and what was given back:\n\n";
    for number in ["INV-2026-0006", "INV-2026-0008", "INV-2027-0004"] {
        all += &render::invoice(&world, &world.numbered(number));
        all += "\n";
    }
    golden("statements", &all);
    world.assert_sound();
}

// A month is kept as it came out; what is told later shows beside it, and keeping it again keeps
// both. 10 more requests are 0.20.
#[test]
fn a_kept_month_stays_as_it_was() {
    let world = World::new();
    world.catalog("ai-workspace");
    let customer = world.customer("Alder GmbH");
    world.on("2026-01-01");
    let plan = world.plan_of("workspace-starter");
    let euros = json!({"currency": "EUR", "trial_days": 0});
    world.subscribe(&customer, &plan, euros);
    world.on("2026-01-03");
    track(&world, &customer, &MONTHS[0]);
    let month = json!({"customer_id": customer, "month": "2026-01"});
    let kept = world.ask("usage.keep_statement", month.clone());
    let again = world.ask("usage.keep_statement", month.clone());
    assert_eq!(kept["id"], again["id"], "the same figures are kept once");
    let more = json!({"key": "more", "meter": "ai_requests", "subject": customer,
        "quantity": "10", "at": "2026-01-02T09:00:00Z"});
    world.ask("usage.track", more);
    let view = world.get("usage.statement", month.clone());
    let differing: Vec<String> = view["differences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let amounts = [&one["kept"], &one["now"]].map(render::major);
            format!("{}: {} -> {}", text(&one["what"]), amounts[0], amounts[1])
        })
        .collect();
    assert_eq!(
        differing,
        [
            "AI workspace Starter, 2026-01-01 to 2026-02-01: Further AI requests: 0.00 -> 0.20",
            "Total in EUR: 29.00 -> 29.20",
        ]
    );
    let stored = world.get("usage.kept_statement", json!({"id": kept["id"]}));
    assert_eq!(stored["statement"], kept["statement"]);
    let second = world.ask("usage.keep_statement", month.clone());
    assert_ne!(second["id"], kept["id"]);
    let view = world.get("usage.statement", month.clone());
    assert_eq!(view["kept"].as_array().unwrap().len(), 2);
    assert_eq!(view["differences"], json!([]));
    let empty = with(month, "month", "2025-12");
    assert_eq!(
        world.refusal("usage.keep_statement", empty),
        "statement_empty"
    );
    let odd = json!({"customer_id": customer, "month": "January"});
    assert_eq!(world.refusal("usage.statement", odd), "month_malformed");
    world.assert_sound();
}
