//! The list of subscriptions.

use billing::calendar::Interval;
use billing::subscription::{Change, ScheduledChange, SubscriptionState};
use store::search::SearchHit;
use store::table::subscription_list::{
    SubscriptionColumn, SubscriptionFilter, SubscriptionListRow, SubscriptionQuery,
};
use store::table::window::SortBy;

use super::catalog::{plan, plan_id};
use super::subscriptions::{facts, put, sub_id, three};
use super::{Books, customer, customer_id, day, eur};

fn rows(books: &Books, query: &SubscriptionQuery) -> Vec<SubscriptionListRow> {
    let page = books.store.read(|r| r.subscriptions().list(query)).unwrap();
    assert_eq!(page.total_count, i64::try_from(page.rows.len()).unwrap());
    page.rows
}

fn shown(books: &Books, filter: SubscriptionFilter) -> Vec<(String, String)> {
    let query = SubscriptionQuery {
        filter,
        ..SubscriptionQuery::default()
    };
    let rows = rows(books, &query).into_iter();
    rows.map(|row| (row.customer_name, row.plan_name)).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(a, b): &(&str, &str)| ((*a).to_owned(), (*b).to_owned());
    expected.iter().map(owned).collect()
}

#[test]
fn the_list_filters_and_sums_up() {
    let (books, [mut first, ..]) = three();
    first.state = SubscriptionState::Canceled;
    first.ended_on = Some(day("2026-02-28"));
    books.write(|tx| put(tx, &first, 0));
    let all = SubscriptionFilter::default();
    assert_eq!(
        shown(&books, all.clone()),
        pairs(&[("Alpha", "Pro"), ("Alpha", "Starter"), ("Bravo", "Pro")])
    );
    let filters = [
        SubscriptionFilter {
            statuses: vec![SubscriptionState::Active, SubscriptionState::PastDue],
            customer: Some(customer_id(1)),
            ..all.clone()
        },
        SubscriptionFilter {
            plan_ids: vec![plan_id(2)],
            renews_from: Some(day("2026-03-06")),
            ..all.clone()
        },
        SubscriptionFilter {
            intervals: vec![Interval::Month],
            least_monthly_minor: Some(1),
            started_from: Some(day("2026-02-06")),
            ..all.clone()
        },
    ];
    for filter in filters {
        assert_eq!(shown(&books, filter), pairs(&[("Alpha", "Pro")]));
    }
    let yearly = SubscriptionFilter {
        intervals: vec![Interval::Year],
        ..all.clone()
    };
    assert_eq!(shown(&books, yearly), []);
    let page = books
        .store
        .read(|r| r.subscriptions().list(&SubscriptionQuery::default()))
        .unwrap();
    assert_eq!(page.totals[0].total, eur(19_800)); // 99.00 + 99.00, the canceled one has none
}

#[test]
fn planned_changes_and_ends_are_found() {
    let (books, [mut first, ..]) = three();
    first.schedule.push(ScheduledChange {
        on: day("2026-02-28"),
        change: Change::Cancel { prorate: false },
        behavior: None,
    });
    let mut facts = facts(&first, 2_900);
    facts.ends_on = Some(day("2026-02-28"));
    facts.renews_on = None;
    books.write(|tx| tx.subscriptions_mut().put(&first, &facts, None));
    for filter in [
        SubscriptionFilter {
            ending: Some(true),
            ..SubscriptionFilter::default()
        },
        SubscriptionFilter {
            scheduled: Some(true),
            ..SubscriptionFilter::default()
        },
        SubscriptionFilter {
            ends_to: Some(day("2026-03-01")),
            ..SubscriptionFilter::default()
        },
    ] {
        assert_eq!(shown(&books, filter), pairs(&[("Alpha", "Starter")]));
    }
    let ending = SubscriptionFilter {
        ending: Some(false),
        ..SubscriptionFilter::default()
    };
    assert_eq!(shown(&books, ending).len(), 2);
    let row = rows(&books, &SubscriptionQuery::default()).remove(1);
    assert_eq!((row.id, row.scheduled), (first.id.clone(), 1));
    assert_eq!((row.ends_on, row.renews_on), (facts.ends_on, None));
    assert_eq!((row.quantity.as_str(), row.monthly), ("1", eur(2_900)));
    assert_eq!(
        (row.recurrence, row.started_on),
        (first.terms.recurrence, first.started_on)
    );
}

#[test]
fn every_column_can_be_sorted_by() {
    use SubscriptionColumn::{
        CreatedAt, Currency, CustomerName, EndsOn, Interval, Monthly, PlanName, Quantity, RenewsOn,
        StartedOn, Status,
    };
    let (books, _) = three();
    for column in [
        CreatedAt,
        Currency,
        CustomerName,
        EndsOn,
        Interval,
        Monthly,
        PlanName,
        Quantity,
        RenewsOn,
        StartedOn,
        Status,
    ] {
        let ids = |descending| {
            let sort = vec![SortBy { column, descending }];
            let query = SubscriptionQuery {
                sort,
                ..SubscriptionQuery::default()
            };
            let rows = rows(&books, &query).into_iter();
            rows.map(|row| row.id).collect::<Vec<_>>()
        };
        let (up, mut down) = (ids(false), ids(true));
        down.reverse();
        assert_eq!(up, down, "{column:?}");
        if column == RenewsOn {
            assert_eq!(up, [sub_id(1), sub_id(3), sub_id(2)]);
        }
    }
}

#[test]
fn new_names_of_customers_and_plans_reach_the_list_and_the_search() {
    let (books, _) = three();
    books.write(|tx| {
        tx.customers_mut().put(&customer(1, "Zulu"))?;
        tx.plans_mut().put(&plan(1, "Basic", "starter"))
    });
    assert_eq!(
        shown(&books, SubscriptionFilter::default()),
        pairs(&[("Bravo", "Pro"), ("Zulu", "Pro"), ("Zulu", "Basic")])
    );
    let found = |words: &str| {
        let query = SubscriptionQuery {
            search: words.into(),
            ..SubscriptionQuery::default()
        };
        rows(&books, &query).len()
    };
    assert_eq!((found("zulu bas"), found("zu"), found("alpha")), (1, 2, 0));
    let hits = books.store.read(|r| r.search("basic", 10)).unwrap();
    let expected = SearchHit::Subscription {
        id: sub_id(1),
        customer_name: "Zulu".into(),
        plan_name: "Basic".into(),
        status: SubscriptionState::Active,
    };
    assert_eq!(hits, [expected]);
}
