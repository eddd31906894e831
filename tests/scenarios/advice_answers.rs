//! What is said to advice: dismissed, snoozed, accepted, opened again; and what Home shows of it.

use acceptance::{World, render};
use serde_json::{Value, json};

use crate::advice::{in_workspace, use_each_month};

/// Starter with 25 users: 29.00 + 20 × 5.00 = 129.00, where Professional costs 99.00: 30.00 a
/// month are for now.
fn overused(world: &World) -> (String, String) {
    let (customer, sub) = in_workspace(world, "workspace-starter");
    world.on("2026-07-02");
    let months = ["2026-04", "2026-05", "2026-06"];
    use_each_month(world, &customer, &months, &[("users", "25")]);
    (customer, sub)
}

fn all(world: &World) -> Value {
    world.get("advice.list", json!({}))
}

fn titles(rows: &Value) -> Vec<String> {
    let rows = rows.as_array().expect("rows").iter();
    rows.map(|row| row["title"].as_str().expect("a title").to_owned())
        .collect()
}

fn key(world: &World) -> String {
    let list = all(world);
    let key = list["now"][0]["key"].as_str();
    key.unwrap_or_else(|| panic!("{list:#}")).to_owned()
}

#[test]
fn home_shows_what_is_for_now_and_the_list_of_all_keeps_it() {
    let world = World::new();
    let (customer, _) = overused(&world);
    let home = || world.get("home.summary", json!({}));
    assert_eq!(home()["advice"], json!([]), "nobody looked yet");
    let refreshed = world.ask("advice.refresh", json!({}));
    assert_eq!(refreshed, json!({"looked_at": 1, "kept": 1}));
    assert_eq!(world.ask("advice.refresh", json!({}))["looked_at"], 0);
    let told = home()["advice"][0].clone();
    assert_eq!(home()["advice_count"], 1);
    assert_eq!(
        told["title"],
        "Users near the limit: AI workspace Professional"
    );
    assert_eq!(render::major(&told["saving_month"]), "30.00");
    let list = all(&world);
    assert_eq!(
        (&list["waiting"], titles(&list["now"]).len()),
        (&json!(0), 1)
    );
    let one = world.get("advice.list", json!({"customer_id": customer}));
    assert_eq!(one["now"], list["now"]);
}

#[test]
fn dismissed_advice_stays_away_while_its_facts_stay() {
    let world = World::new();
    let (customer, _) = overused(&world);
    let key = key(&world);
    let empty = json!({"key": key, "reason": " "});
    assert_eq!(world.refusal("advice.dismiss", empty), "field_empty");
    let answered = world.ask(
        "advice.dismiss",
        json!({"key": key, "reason": "Moving away"}),
    );
    assert_eq!(answered["answer"]["state"], "dismissed");
    let home = world.get("home.summary", json!({}));
    assert_eq!(
        (&home["advice"], &home["advice_count"]),
        (&json!([]), &json!(0))
    );
    // Another month of the same is no new fact.
    world.on("2026-08-02");
    use_each_month(&world, &customer, &["2026-07"], &[("users", "25")]);
    let list = all(&world);
    assert_eq!(list["now"], json!([]));
    assert_eq!(list["answered"][0]["answer"]["reason"], "Moving away");
    assert_eq!(
        list["answered"][0]["rows"].as_array().map(Vec::len),
        Some(4)
    );
    let logged = world.get("audit.list", json!({"limit": 100}));
    assert!(logged.to_string().contains("advice.dismiss"), "{logged:#}");
    world.ask("advice.restore", json!({"key": key}));
    assert_eq!(titles(&all(&world)["now"]).len(), 1);
}

// The saving was 30.00. July has 45 users and 11 100 requests: Starter 29.00 + 40 × 5.00 +
// 11 000 × 0.02 = 449.00, Professional 99.00 + 20 × 5.00 + 10 100 × 0.02 = 401.00, 48.00 less;
// Enterprise 299.00 + 1 100 × 0.02 = 321.00, 128.00 less. In the mean of the four months
// Professional saves (3 × 30.00 + 48.00) / 4 = 34.50, which is less than half as much again.
#[test]
fn little_more_saved_opens_nothing_and_another_plan_is_new_advice() {
    let world = World::new();
    let (customer, _) = overused(&world);
    let dismissed = key(&world);
    world.ask(
        "advice.dismiss",
        json!({"key": dismissed, "reason": "Not now"}),
    );
    let more = [("users", "45"), ("ai_requests", "11100")];
    world.on("2026-08-02");
    use_each_month(&world, &customer, &["2026-07"], &more);
    let list = world.get("advice.list", json!({"customer_id": customer}));
    let saving = render::major(&list["answered"][0]["saving_month"]);
    assert_eq!((list["now"].clone(), saving.as_str()), (json!([]), "34.50"));
    // The same through March: nine such months, and requests are above their limit in each of
    // them. Over all twelve Professional saves (3 × 30.00 + 9 × 48.00) / 12 = 43.50 and Enterprise
    // (3 × −170.00 + 9 × 128.00) / 12 = 53.50: another plan is advised, and that one is new. It
    // is told with the nine months of the limit, 128.00 in each.
    let months = ["2026-08", "2026-09", "2026-10", "2026-11", "2026-12"];
    world.on("2027-04-02");
    use_each_month(&world, &customer, &months, &more);
    let months = ["2027-01", "2027-02", "2027-03"];
    use_each_month(&world, &customer, &months, &more);
    let list = world.get("advice.list", json!({"customer_id": customer}));
    let enterprise = world.plan_of("workspace-enterprise");
    let told = &list["now"][0];
    assert_eq!(
        told["change"]["request"]["change"]["plan_id"], enterprise,
        "{list:#}"
    );
    assert_eq!(render::major(&told["saving_month"]), "128.00");
}

#[test]
fn snoozed_advice_comes_back_on_its_day() {
    let world = World::new();
    overused(&world);
    let key = key(&world);
    let snooze = |until_on: &str| json!({"key": key, "until_on": until_on});
    assert_eq!(
        world.refusal("advice.snooze", snooze("2026-07-02")),
        "date_past"
    );
    world.ask("advice.snooze", snooze("2026-07-20"));
    world.on("2026-07-19");
    assert_eq!(titles(&all(&world)["answered"]).len(), 1);
    world.on("2026-07-20");
    assert_eq!(titles(&all(&world)["now"]).len(), 1);
}

// What accepting answers is what the change dialog asks for: it is previewed and made as it is.
#[test]
fn accepted_advice_is_the_change_that_a_person_makes() {
    let world = World::new();
    let (customer, sub) = overused(&world);
    world.run("2026-07-02");
    let key = key(&world);
    let accepted = world.ask("advice.accept", json!({"key": key}));
    assert_eq!(accepted["answer"]["state"], "accepted");
    assert_eq!(world.get("home.summary", json!({}))["advice"], json!([]));
    let professional = world.plan_of("workspace-professional");
    assert_eq!(
        accepted["change"]["route"],
        format!("/subscriptions/{sub}?change=plan&plan={professional}&when=now")
    );
    let request = accepted["change"]["request"].clone();
    let seen = world.get("subscriptions.preview_change", request.clone());
    assert_eq!(seen["problems"], json!([]), "{seen:#}");
    world.ask("subscriptions.change", request);
    let list = world.get("advice.list", json!({"customer_id": customer}));
    assert!(!list.to_string().contains(&key), "{list:#}");
    assert_eq!(
        world.refusal("advice.accept", json!({"key": key})),
        "advice_over"
    );
    world.assert_sound();
}
