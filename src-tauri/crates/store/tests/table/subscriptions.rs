//! Subscriptions, their list, what runs ask of them, and which invoice billed what.

use billing::calendar::{BillingPeriod, Interval};
use billing::catalog::Recurrence;
use billing::ids::{CustomerId, PlanId, SubscriptionId};
use billing::subscription::{
    BillingTerms, Change, Metering, ScheduledChange, Subscription, SubscriptionItem,
    SubscriptionState,
};
use rust_decimal::Decimal;
use store::table::subscriptions::SubscriptionFacts;
use store::{StoreError, WriteTx};

use super::catalog::{plan_id, version, with_two_plans};
use super::{Books, customer, customer_id, day, eur, ulid};
use crate::support::now;

pub fn sub_id(n: u64) -> SubscriptionId {
    SubscriptionId::from_ulid(ulid(n))
}

fn item(n: u64) -> SubscriptionItem {
    SubscriptionItem {
        plan_id: plan_id(n),
        version: 1,
        quantity: Decimal::ONE,
    }
}

/// Active, of the customer and plan of these numbers, renewing a month after it began.
fn subscription(n: u64, of_customer: u64, of_plan: u64, started_on: &str) -> Subscription {
    let start = day(started_on);
    let period = BillingPeriod {
        start,
        end: start.checked_add_months(chrono::Months::new(1)).unwrap(),
    };
    Subscription {
        id: sub_id(n),
        customer_id: customer_id(of_customer),
        state: SubscriptionState::Active,
        terms: BillingTerms {
            currency: billing::money::Currency::EUR,
            recurrence: Recurrence {
                interval: Interval::Month,
                count: 1,
            },
            anchor: start,
            aligned: false,
            timezone: "Europe/Berlin".into(),
            net_days: None,
            starts_when_paid: false,
        },
        items: vec![item(of_plan)],
        coupons: Vec::new(),
        started_on: start,
        trial_end: None,
        period,
        billed_until: period.end,
        schedule: Vec::new(),
        pause: None,
        pending: Vec::new(),
        billed: Vec::new(),
        metering: Metering::default(),
        ended_on: None,
        created_at: now(),
        updated_at: now(),
        revision: 0,
    }
}

/// What the engine would say: it renews at its period's end, for so much a month.
pub fn facts(subscription: &Subscription, monthly: i64) -> SubscriptionFacts {
    let is_over = subscription.state == SubscriptionState::Canceled;
    let next = (!is_over).then_some(subscription.period.end);
    let names = [(plan_id(1), "Starter"), (plan_id(2), "Pro")];
    let held = &subscription.items[0].plan_id;
    let name = names.iter().find(|(id, _)| id == held).unwrap().1;
    SubscriptionFacts {
        plan_name: name.into(),
        monthly: eur(monthly),
        renews_on: next,
        next_due_on: next,
        ends_on: subscription.ended_on,
    }
}

pub fn put(tx: &WriteTx<'_>, subscription: &Subscription, monthly: i64) -> Result<(), StoreError> {
    let facts = facts(subscription, monthly);
    tx.subscriptions_mut().put(subscription, &facts, None)
}

/// Customers Alpha (1) with a Starter and a Pro, and Bravo (2) with a Pro.
pub fn three() -> (Books, [Subscription; 3]) {
    let books = with_two_plans();
    let subscriptions = [
        subscription(1, 1, 1, "2026-01-31"),
        subscription(2, 1, 2, "2026-02-10"),
        subscription(3, 2, 2, "2026-02-05"),
    ];
    books.write(|tx| {
        tx.customers_mut().put(&customer(1, "Alpha"))?;
        tx.customers_mut().put(&customer(2, "Bravo"))?;
        put(tx, &subscriptions[0], 2_900)?;
        put(tx, &subscriptions[1], 9_900)?;
        put(tx, &subscriptions[2], 9_900)
    });
    (books, subscriptions)
}

#[test]
fn a_subscription_reads_back_as_kept_and_as_changed() {
    let (books, [mut first, second, _]) = three();
    first.items[0].quantity = Decimal::from(3);
    first.revision = 1;
    books.write(|tx| {
        let facts = facts(&first, 8_700);
        tx.subscriptions_mut().put(&first, &facts, Some(0))
    });
    let read = books.store.read(|r| r.subscriptions().get(&first.id));
    assert_eq!(read.unwrap(), Some(first.clone()));
    let held = books
        .store
        .read(|r| r.subscriptions().of_customer(&customer_id(1)))
        .unwrap();
    assert_eq!(held, [second, first.clone()]);
    let stale = books.refused(|tx| {
        let facts = facts(&first, 8_700);
        tx.subscriptions_mut().put(&first, &facts, Some(0))
    });
    assert!(stale.contains("(revision 1, expected 0)"), "{stale}");
    let nobody = books.store.read(|r| r.subscriptions().get(&sub_id(9)));
    assert_eq!(nobody.unwrap(), None);
}

#[test]
fn what_is_due_comes_by_day_and_in_parts() {
    let (books, _) = three();
    // Renewals: 28 February (of 31 January), 5 March and 10 March.
    let due = |through: &str| {
        let due = books.store.read(|r| r.subscriptions().due(day(through)));
        let days = due.unwrap().into_iter();
        days.map(|due| (due.id, due.on.to_string()))
            .collect::<Vec<_>>()
    };
    assert_eq!(due("2026-02-27"), []);
    assert_eq!(
        due("2026-03-10"),
        [
            (sub_id(1), "2026-02-28".into()),
            (sub_id(3), "2026-03-05".into()),
            (sub_id(2), "2026-03-10".into()),
        ]
    );
    let read = books.store.read::<_, StoreError>(|r| {
        let (subscriptions, through) = (r.subscriptions(), day("2026-03-10"));
        let first = subscriptions.due_after(through, None, 2)?;
        let rest = subscriptions.due_after(through, first.last(), 2)?;
        assert_eq!((first.len(), rest.len()), (2, 1));
        assert_eq!(first[1].customer_id, customer_id(2));
        assert_eq!(rest[0].id, sub_id(2));
        assert_eq!(subscriptions.due_after(through, rest.last(), 2)?, []);
        let of = |customers: &[CustomerId]| subscriptions.due_of(day("2026-03-09"), customers);
        assert_eq!(of(&[customer_id(2), customer_id(1)])?, first);
        assert_eq!(of(&[customer_id(1)])?, first[..1]);
        assert_eq!(subscriptions.next_due_on()?, Some(day("2026-02-28")));
        subscriptions.count_due(day("2026-03-05"))
    });
    assert_eq!(read.unwrap(), 2);
}

#[test]
fn subscribers_are_counted_by_version_until_they_end() {
    let (books, [mut first, mut second, _]) = three();
    books.write(|tx| {
        tx.plan_versions_mut()
            .publish(&version(2, 2, "2026-06-01", 109))
    });
    // The second moves to version 2 and takes the Starter as if it were an add-on.
    second.items[0].version = 2;
    second.items.push(item(1));
    books.write(|tx| put(tx, &second, 13_800));
    let counts = || {
        let counts = books.store.read(|r| r.subscriptions().subscriber_counts());
        let counts = counts.unwrap().into_iter();
        counts
            .map(|count| (count.plan_id, count.version, count.count, count.monthly))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        counts(),
        [
            (plan_id(1), 1, 2, vec![eur(16_700)]), // 29.00 + 138.00
            (plan_id(2), 1, 1, vec![eur(9_900)]),
            (plan_id(2), 2, 1, vec![eur(13_800)]),
        ]
    );
    first.state = SubscriptionState::Canceled;
    first.ended_on = Some(day("2026-02-28"));
    books.write(|tx| put(tx, &first, 0));
    assert_eq!(counts()[0], (plan_id(1), 1, 1, vec![eur(13_800)]));
    let (with_version, of_plan) = books
        .store
        .read::<_, StoreError>(|r| {
            let subscriptions = r.subscriptions();
            let with = subscriptions.with_version(&plan_id(2), 2)?;
            Ok((with, subscriptions.count_of_plan(&plan_id(1))?))
        })
        .unwrap();
    assert_eq!((with_version, of_plan), (vec![second.id], 1));
}

#[test]
fn customers_are_summed_up() {
    let (books, [mut first, ..]) = three();
    let summary = |id: CustomerId| {
        let ids = [id.clone()];
        let mut found = books
            .store
            .read(|r| r.subscriptions().summary_of_customers(&ids))
            .unwrap();
        found.remove(&id)
    };
    let alpha = summary(customer_id(1)).unwrap();
    assert_eq!(alpha.plan_names, ["Starter", "Pro"]);
    assert_eq!(alpha.monthly, [eur(12_800)]); // 29.00 + 99.00
    assert_eq!(alpha.renews_on, Some(day("2026-02-28")));
    first.state = SubscriptionState::Canceled;
    books.write(|tx| put(tx, &first, 0));
    let alpha = summary(customer_id(1)).unwrap();
    assert_eq!(alpha.plan_names, ["Pro"]);
    assert_eq!(alpha.renews_on, Some(day("2026-03-10")));
    assert_eq!(summary(customer_id(3)), None);
}

#[test]
fn customers_and_plans_with_subscriptions_stay() {
    let (books, [mut first, ..]) = three();
    first.state = SubscriptionState::Canceled;
    books.write(|tx| put(tx, &first, 0));
    let refused = books.refused(|tx| tx.customers_mut().delete(&customer_id(2)));
    assert!(
        refused.contains("a customer with subscriptions"),
        "{refused}"
    );
    // Even a past one refers to its plan.
    let refused = books.refused(|tx| tx.plans_mut().delete(&plan_id(1)));
    assert!(refused.contains("Starter has 1"), "{refused}");
}

#[test]
fn a_planned_version_is_in_the_subscriptions_book() {
    let (books, [mut first, ..]) = three();
    books.write(|tx| {
        tx.plan_versions_mut()
            .publish(&version(1, 2, "2026-06-01", 35))
    });
    first.schedule.push(ScheduledChange {
        on: day("2026-06-30"),
        change: Change::Version {
            plan_id: plan_id(1),
            version: 2,
        },
        behavior: None,
    });
    let book = books
        .store
        .read(|r| r.plan_versions().book_of(&first))
        .unwrap();
    let held: Vec<(PlanId, u32)> = book
        .iter()
        .map(|booked| (booked.plan.id.clone(), booked.version.version))
        .collect();
    assert_eq!(held, [(plan_id(1), 1), (plan_id(1), 2)]);
    assert_eq!(book.iter().next().unwrap().product.name, "Voice AI");
}
