//! One change for many subscriptions: the total effect first, then each as it was seen.

use acceptance::builders::{flat, to_plan};
use acceptance::{World, render};
use insta::assert_snapshot;
use serde_json::{Value, json};

fn shown(effect: &Value) -> String {
    let rows = effect["rows"].as_array().unwrap().iter();
    let mut out: Vec<String> = rows
        .map(|row| {
            let now = match row["now"].is_null() {
                true => "nothing".to_owned(),
                false => render::major(&row["now"]),
            };
            let (before, after) = (&row["monthly_before"], &row["monthly_after"]);
            format!(
                "{}: {now} now, {} -> {} a month{}",
                row["customer_name"].as_str().unwrap(),
                render::major(before),
                render::major(after),
                if row["problem"] == "" {
                    ""
                } else {
                    ", not possible"
                }
            )
        })
        .collect();
    for (name, amounts) in [
        ("now", &effect["now"]),
        ("a month", &effect["monthly_difference"]),
    ] {
        let amounts: Vec<String> = amounts
            .as_array()
            .unwrap()
            .iter()
            .map(render::major)
            .collect();
        out.push(format!("together {name}: {}", amounts.join(", ")));
    }
    out.join("\n")
}

// On 16 April half of April is left. From 30.00 to 60.00: 30.00 − 15.00 = 15.00 each for Alder, who
// began on the 1st, and for Birch, who began on the 1st too. Cedar ended and cannot be changed.
// Together 30.00 now and 60.00 more a month.
#[test]
fn many_are_changed_as_was_seen() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("30.00")]);
    let pro = world.plan("Pro", &[flat("60.00")]);
    world.on("2026-04-01");
    let subs: Vec<String> = ["Alder GmbH", "Birch GmbH", "Cedar GmbH"]
        .iter()
        .map(|name| world.subscribe(&world.customer(name), &basic, json!({})))
        .collect();
    world.change(&subs[2], acceptance::builders::cancel(false), "now");
    world.on("2026-04-16");
    let request = json!({"ids": subs, "change": to_plan(&pro), "when": "now",
        "behavior": "invoice_now"});
    let seen = world.get("subscriptions.preview_bulk", request.clone());
    assert_snapshot!(shown(&seen), @r"
    Alder GmbH: 15.00 now, 30.00 -> 60.00 a month
    Birch GmbH: 15.00 now, 30.00 -> 60.00 a month
    Cedar GmbH: nothing now, 0.00 -> 0.00 a month, not possible
    together now: 30.00
    together a month: 60.00
    ");
    assert_eq!(world.ask("subscriptions.bulk", request), seen);
    assert_snapshot!(render::bills(&world), @r"
    INV-2026-0001 of 2026-04-01, Alder GmbH (open)                                        EUR 30.00
      Basic                                     2026-04-01 - 2026-05-01                       30.00
    INV-2026-0002 of 2026-04-01, Birch GmbH (open)                                        EUR 30.00
      Basic                                     2026-04-01 - 2026-05-01                       30.00
    INV-2026-0003 of 2026-04-01, Cedar GmbH (open)                                        EUR 30.00
      Basic                                     2026-04-01 - 2026-05-01                       30.00
    INV-2026-0004 of 2026-04-16, Alder GmbH (open)                                        EUR 15.00
      Unused time: Basic                        2026-04-16 - 2026-05-01 (15/30)              -15.00
      Remaining time: Pro                       2026-04-16 - 2026-05-01 (15/30)               30.00
    INV-2026-0005 of 2026-04-16, Birch GmbH (open)                                        EUR 15.00
      Unused time: Basic                        2026-04-16 - 2026-05-01 (15/30)              -15.00
      Remaining time: Pro                       2026-04-16 - 2026-05-01 (15/30)               30.00
    ");
    world.assert_sound();
}
