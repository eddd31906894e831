//! What happened to subscriptions, in its order.

use super::subscriptions::{sub_id, three};

#[test]
fn events_stay_in_their_order() {
    let (books, _) = three();
    let texts = |found: Vec<String>| found.join(" ");
    books.write(|tx| {
        let events = tx.subscription_events_mut();
        events.append(&sub_id(1), &["started", "renewed"])?;
        events.append(&sub_id(2), &["started"])?;
        events.append(&sub_id(1), &["canceled"])
    });
    let of = |n| books.store.read(|r| r.subscription_events().of(&sub_id(n)));
    assert_eq!(texts(of(1).unwrap()), "started renewed canceled");
    assert_eq!(texts(of(2).unwrap()), "started");
    assert_eq!(of(3).unwrap(), Vec::<String>::new());
}
