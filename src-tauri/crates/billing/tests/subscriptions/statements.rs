//! Statements of twelve mixed months of the AI workspace, each figure by hand.

use billing::calendar::BillingPeriod;
use billing::money::{Money, Rounding};
use billing::subscription::{Basis, Statement, advance, start, statement};
use chrono::{Months, NaiveDate};
use rust_decimal::Decimal;

use crate::build::{USD, day, dec, item, new};
use crate::workspace::{CUSTOM, ENTERPRISE, PROFESSIONAL, STARTER, workspace};

/// What was used in a month: users, requests, pages, GB.
type Used = [&'static str; 4];

const METERS: [&str; 4] = ["users", "ai_requests", "pages", "storage_gb"];

struct Month {
    plan: u128,
    used: Used,
    /// plan + overage + custom terms = total
    expected: &'static str,
}

/// Overage: 5 a user, 0.02 a request, 0.01 a page, 0.50 a GB. Custom terms: 5 a user above 50, and
/// 2 for each 100 further requests above 10 000; pages and GB as all plans.
const MONTHS: [Month; 14] = [
    // within: 5 users, 100 requests, 50 pages, 5 GB are included
    Month {
        plan: STARTER,
        used: ["5", "100", "50", "5"],
        expected: "29.00 + 0.00 + 0.00 = 29.00",
    },
    // 50 requests × 0.02 = 1.00
    Month {
        plan: STARTER,
        used: ["3", "150", "10", "2"],
        expected: "29.00 + 1.00 + 0.00 = 30.00",
    },
    // 2 × 5 + 400 × 0.02 + 25 × 0.01 + 3 × 0.50 = 10 + 8 + 0.25 + 1.50
    Month {
        plan: STARTER,
        used: ["7", "500", "75", "8"],
        expected: "29.00 + 19.75 + 0.00 = 48.75",
    },
    // 1 page × 0.01, and 0.25 GB × 0.50 = 0.125, rounded up to 0.13
    Month {
        plan: STARTER,
        used: ["5", "0", "51", "5.25"],
        expected: "29.00 + 0.14 + 0.00 = 29.14",
    },
    // nothing used at all
    Month {
        plan: PROFESSIONAL,
        used: ["0", "0", "0", "0"],
        expected: "99.00 + 0.00 + 0.00 = 99.00",
    },
    // 250 × 0.02 = 5.00
    Month {
        plan: PROFESSIONAL,
        used: ["25", "1250", "500", "50"],
        expected: "99.00 + 5.00 + 0.00 = 104.00",
    },
    // 5 × 5 + 9000 × 0.02 + 4500 × 0.01 + 25.5 × 0.50 = 25 + 180 + 45 + 12.75
    Month {
        plan: PROFESSIONAL,
        used: ["30", "10000", "5000", "75.5"],
        expected: "99.00 + 262.75 + 0.00 = 361.75",
    },
    // 1 user × 5, 1 request × 0.02
    Month {
        plan: PROFESSIONAL,
        used: ["26", "1001", "0", "0"],
        expected: "99.00 + 5.02 + 0.00 = 104.02",
    },
    // users are unlimited: 400 of them cost nothing; all else is included
    Month {
        plan: ENTERPRISE,
        used: ["400", "10000", "5000", "500"],
        expected: "299.00 + 0.00 + 0.00 = 299.00",
    },
    // 2345 × 0.02 + 1 × 0.01 + 100 × 0.50 = 46.90 + 0.01 + 50
    Month {
        plan: ENTERPRISE,
        used: ["90", "12345", "5001", "600"],
        expected: "299.00 + 96.91 + 0.00 = 395.91",
    },
    // within the custom terms
    Month {
        plan: CUSTOM,
        used: ["50", "10000", "5000", "500"],
        expected: "299.00 + 0.00 + 0.00 = 299.00",
    },
    // 10 users × 5 = 50; 1 request begins one block of 100 = 2.00
    Month {
        plan: CUSTOM,
        used: ["60", "10001", "0", "0"],
        expected: "299.00 + 0.00 + 52.00 = 351.00",
    },
    // 100 further requests are one block, 2.00
    Month {
        plan: CUSTOM,
        used: ["50", "10100", "5000", "500"],
        expected: "299.00 + 0.00 + 2.00 = 301.00",
    },
    // overage: 20 pages × 0.01 + 2 GB × 0.50 = 1.20; custom: 5 × 5 + 24 blocks (2345) × 2 = 25 + 48
    Month {
        plan: CUSTOM,
        used: ["55", "12345", "5020", "502"],
        expected: "299.00 + 1.20 + 73.00 = 373.20",
    },
];

fn counted(used: Used) -> impl Fn(&str, BillingPeriod) -> Decimal {
    move |meter: &str, _: BillingPeriod| {
        let at = METERS.iter().position(|one| *one == meter).unwrap();
        dec(used[at])
    }
}

fn month(n: usize) -> BillingPeriod {
    let start = day("2026-01-01") + Months::new(n.try_into().unwrap());
    BillingPeriod {
        start,
        end: start + Months::new(1),
    }
}

fn of(month: &Month, period: BillingPeriod) -> Statement {
    let book = workspace();
    let usage = counted(month.used);
    let basis = Basis {
        book: &book,
        usage: &usage,
        rounding: Rounding::HalfUp,
    };
    let (sub, _) = start(new(vec![item(month.plan, "1")]), period.start, &basis).unwrap();
    statement(&sub, &sub.items, period, &basis).unwrap()
}

#[test]
fn mixed_months_are_plan_and_overage_and_custom_terms() {
    for (n, one) in MONTHS.iter().enumerate() {
        let Statement {
            plan_cost,
            overage_cost,
            custom_cost,
            total,
            ..
        } = of(one, month(n));
        let is = [plan_cost, overage_cost, custom_cost, total].map(Money::to_major_string);
        let is = format!("{} + {} + {} = {}", is[0], is[1], is[2], is[3]);
        assert_eq!(is, one.expected, "month {} of plan {}", n + 1, one.plan);
    }
}

/// The engine bills what the statement says: the plan at the start, the rest at the end.
#[test]
fn a_statement_is_what_the_period_bills() {
    for (n, one) in MONTHS.iter().enumerate() {
        let (book, usage, period) = (workspace(), counted(one.used), month(n));
        let basis = Basis {
            book: &book,
            usage: &usage,
            rounding: Rounding::HalfUp,
        };
        let (sub, _) = start(new(vec![item(one.plan, "1")]), period.start, &basis).unwrap();
        let bills = advance(&sub, period.end, &basis).unwrap().bills;
        let of_period = |on: NaiveDate| on == period.start;
        let lines = bills.iter().flat_map(|bill| &bill.lines);
        let lines = lines.filter(|line| of_period(line.service_period.unwrap().start));
        let billed: Decimal = lines.map(|line| line.quantity * line.unit_amount).sum();
        assert_eq!(
            of(one, period).total.to_decimal(),
            billed,
            "month {}",
            n + 1
        );
    }
}

#[test]
fn a_statement_unfolds_each_meter() {
    let last = of(MONTHS.last().unwrap(), month(13));
    let line = |lines: &[billing::subscription::MeterLine]| {
        let lines = lines.iter().map(|line| {
            let (used, over) = (line.used, line.over);
            format!(
                "{}: {used} of {} + {over} = {}",
                line.key, line.included, line.amount
            )
        });
        lines.collect::<Vec<_>>()
    };
    assert_eq!(
        line(&last.overage),
        [
            "pages: 5020 of 5000 + 20 = 0.20 USD",
            "storage_gb: 502 of 500 + 2 = 1.00 USD",
        ]
    );
    assert_eq!(
        line(&last.custom),
        [
            "users: 55 of 50 + 5 = 25.00 USD",
            "ai_requests: 12345 of 10000 + 2345 = 48.00 USD",
        ]
    );
    let steps = &last.custom[1].explanation.steps;
    assert!(steps.iter().any(|step| step.value == "2345"), "{steps:?}");
    let sum: Vec<_> = last
        .explanation
        .steps
        .iter()
        .map(|step| step.value.as_str())
        .collect();
    assert_eq!(sum, ["299.00 USD", "1.20 USD", "73.00 USD", "373.20 USD"]);
    let kept: Statement = serde_json::from_str(&serde_json::to_string(&last).unwrap()).unwrap();
    assert_eq!(kept, last);
    assert_eq!(last.currency, USD);
}
