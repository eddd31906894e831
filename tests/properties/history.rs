//! Random histories: whatever happens, the books are the model's books, and nothing is lost.

use std::collections::BTreeMap;

use acceptance::peer::text_of;
use acceptance::world::text;
use acceptance::{World, draft, line, render};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::cases;
use crate::model::Cents;
use crate::playing::{CURRENCIES, Play, acts, cents};

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn any_history_keeps_the_books_of_the_model(acts in acts(40)) {
        let mut play = Play::new();
        for act in &acts {
            play.act(act);
        }
        play.compare_customers();
        play.world.assert_sound();
        compare_books(&play);
        numbers_have_no_gap(&play.world);
        exported_journal_balances(&play.world);
    }

    #[test]
    fn issued_and_voided_leaves_every_balance_as_it_was(
        quantity in 1_u32..1000, cents in 1_u32..100_000, percent in 0_u32..100
    ) {
        let world = World::new();
        let (customer, vat) = (world.customer("Blumen Krüger"), world.vat("19"));
        let typed = |quantity: u32, cents: u32| {
            let price = format!("{}.{:02}", cents / 100, cents % 100);
            let work = line("Work", &quantity.to_string(), &price, &[&vat]);
            let mut typed = draft(&customer, &[work]);
            typed["discount_pct"] = percent.to_string().into();
            typed
        };
        world.issue(typed(3, 4110));
        let before = render::trial_balance(&world);
        let invoice = world.issue(typed(quantity, cents));
        let owes_something = world.invoice(&invoice)["row"]["status"] == "open";
        let voided = world.call("invoices.void", json!({"id": invoice.id, "reason": "A mistake"}));
        prop_assert_eq!(voided.is_ok(), owes_something);
        prop_assert_eq!(render::trial_balance(&world), before);
    }
}

/// The app's trial balance is the model's, account by account.
fn compare_books(play: &Play) {
    let mut theirs: BTreeMap<(String, usize), Cents> = BTreeMap::new();
    let books = play.world.get("ledger.trial_balance", json!({}));
    assert_eq!(books["balanced"], true, "{books:#}");
    for row in books["rows"].as_array().unwrap() {
        let account = text(&row["account"]);
        let number = account.split(':').next().unwrap_or_default().to_owned();
        for (side, sign) in [("debit", 1), ("credit", -1)] {
            if !row[side].is_null() {
                let code = text(&row[side]["currency"]);
                let currency = CURRENCIES
                    .iter()
                    .position(|known| **known == *code)
                    .unwrap();
                *theirs.entry((number.clone(), currency)).or_default() += sign * cents(&row[side]);
            }
        }
    }
    theirs.retain(|_, cents| *cents != 0);
    let mut ours: BTreeMap<(String, usize), Cents> = play
        .model
        .books
        .iter()
        .map(|((account, currency), cents)| (((*account).to_owned(), *currency), *cents))
        .collect();
    ours.retain(|_, cents| *cents != 0);
    assert_eq!(theirs, ours);
}

fn numbers_have_no_gap(world: &World) {
    let filter = json!({"column": "status", "op": "is_not", "values": ["draft"]});
    let page = world.get("invoices.list", json!({"filters": [filter], "limit": 1000}));
    let mut used: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for row in page["rows"].as_array().unwrap() {
        let number = text(&row["number"]);
        let (series, n) = number.rsplit_once('-').unwrap();
        used.entry(series.to_owned())
            .or_default()
            .push(n.parse().unwrap());
    }
    for (series, mut numbers) in used {
        numbers.sort_unstable();
        let expected: Vec<u32> = (1..).take(numbers.len()).collect();
        assert_eq!(numbers, expected, "{series}");
    }
}

/// Every entry of the export is zero in each currency.
fn exported_journal_balances(world: &World) {
    let text = text_of(&world.get("ledger.export_journal", json!({"format": "hledger"})));
    let mut entries = 0;
    for block in text.split("\n\n").filter(|block| block.contains(" * (")) {
        let mut sums: BTreeMap<&str, Cents> = BTreeMap::new();
        for posting in block
            .lines()
            .filter(|l| l.starts_with("    ") && !l.contains("; "))
        {
            let (amount, currency) = posting.rsplit_once(' ').unwrap();
            let amount = amount.rsplit_once(' ').unwrap().1.replace('.', "");
            *sums.entry(currency).or_default() += amount.parse::<Cents>().unwrap();
        }
        assert!(
            !sums.is_empty() && sums.values().all(|sum| *sum == 0),
            "{block}"
        );
        entries += 1;
    }
    let total: Value = world.get("ledger.journal", json!({"limit": 1}))["total_count"].clone();
    assert_eq!(total, entries);
}
