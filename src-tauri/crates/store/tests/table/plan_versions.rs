//! Versions of plans: in effect from a day on, never replaced.

use super::catalog::{plan_id, version, with_two_plans};
use super::day;

#[test]
fn a_version_is_in_effect_from_its_day_on() {
    let books = with_two_plans();
    books.write(|tx| {
        let versions = tx.plan_versions_mut();
        versions.publish(&version(1, 2, "2026-07-01", 35))?;
        // Published last, but effective before version 2.
        versions.publish(&version(1, 3, "2026-04-01", 31))
    });
    let in_effect = |on: &str| {
        let found = books
            .store
            .read(|r| r.plan_versions().in_effect(&plan_id(1), day(on)))
            .unwrap();
        found.unwrap().version
    };
    assert_eq!(in_effect("2025-12-31"), 1); // none is effective yet, so the first
    assert_eq!(in_effect("2026-03-31"), 1);
    assert_eq!(in_effect("2026-04-01"), 3);
    assert_eq!(in_effect("2026-07-01"), 2);
    let (newest, all) = books
        .store
        .read::<_, store::StoreError>(|r| {
            let versions = r.plan_versions();
            Ok((
                versions.newest(&plan_id(1))?,
                versions.of_plan(&plan_id(1))?,
            ))
        })
        .unwrap();
    assert_eq!(newest, Some(version(1, 3, "2026-04-01", 31)));
    assert_eq!(all.len(), 3);
    let book = books.store.read(|r| r.plan_versions().book_all()).unwrap();
    assert_eq!(book.iter().count(), 4); // three of Starter, one of Pro
}

#[test]
fn a_published_version_is_never_replaced() {
    let books = with_two_plans();
    let refused = books.refused(|tx| {
        tx.plan_versions_mut()
            .publish(&version(1, 1, "2026-01-01", 1))
    });
    assert!(refused.contains("already has a plan version"), "{refused}");
    let read = books
        .store
        .read(|r| r.plan_versions().get(&plan_id(1), 1))
        .unwrap();
    assert_eq!(read, Some(version(1, 1, "2026-01-01", 29)));
    let refused = books.refused(|tx| {
        tx.plan_versions_mut()
            .publish(&version(9, 1, "2026-01-01", 1))
    });
    assert!(refused.contains("There is no plan"), "{refused}");
}
