//! The day of an invoice is the business's: in Berlin the new year begins an hour before UTC's.

use acceptance::{World, draft, line};

// 31 December 2026 22:59 UTC is 23:59 in Berlin; 23:00 UTC is midnight there, 1 January 2027.
#[test]
fn the_day_is_that_of_the_business() {
    let world = World::new();
    let customer = world.customer("Blumen Krüger");
    let issue_at = |at: &str| {
        world.app.set_clock(at.parse().unwrap());
        let invoice = world.issue(draft(&customer, &[line("Retainer", "1", "10.00", &[])]));
        (
            invoice.number.clone(),
            world.invoice(&invoice)["row"]["issued_on"].clone(),
        )
    };
    let old = issue_at("2026-12-31T22:59:00Z");
    assert_eq!(old, ("INV-2026-0001".to_owned(), "2026-12-31".into()));
    let new = issue_at("2026-12-31T23:00:00Z");
    assert_eq!(new, ("INV-2027-0001".to_owned(), "2027-01-01".into()));
}

// In summer Berlin is two hours ahead: 22:00 UTC on 30 June is 1 July there.
#[test]
fn summer_time_counts() {
    let world = World::new();
    let customer = world.customer("Blumen Krüger");
    world.app.set_clock("2026-06-30T22:00:00Z".parse().unwrap());
    let invoice = world.issue(draft(&customer, &[line("Retainer", "1", "10.00", &[])]));
    assert_eq!(world.invoice(&invoice)["row"]["issued_on"], "2026-07-01");
}
