//! Properties: what holds for every input, tried with many.

use billing::calendar::{Cycle, Interval, at_local_time, boundaries, boundaries_at, local_date};
use billing::invoice::{
    CreditAmounts, CreditRequest, Discount, DraftInvoice, LineItem, LineTotal, TaxRounding, Totals,
    credit_amounts, finalize,
};
use billing::ledger::{balances, trial_balance};
use billing::money::{Currency, Money, Rounding, allocate};
use chrono::{DateTime, NaiveDate};
use chrono_tz::{TZ_VARIANTS, Tz};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::build::{draft, eur, finalize_terms, tax};

fn decimal(range: std::ops::Range<i64>, scale: u32) -> impl Strategy<Value = Decimal> {
    range.prop_map(move |units| Decimal::new(units, scale))
}

fn discount() -> impl Strategy<Value = Option<Discount>> {
    prop_oneof![
        3 => Just(None),
        1 => decimal(0..10_001, 2).prop_map(|percent| Some(Discount::Percent(percent))),
        1 => decimal(0..50_000, 2).prop_map(|amount| Some(Discount::Amount(amount))),
    ]
}

fn rates() -> impl Strategy<Value = Vec<&'static str>> {
    prop::sample::select(vec![
        vec![],
        vec!["19"],
        vec!["7"],
        vec!["7.7"],
        vec!["0"],
        vec!["5", "9.975"],
        vec!["21", "-15"],
    ])
}

fn line_item(unit_minor: std::ops::Range<i64>) -> impl Strategy<Value = LineItem> {
    let quantity = decimal(0..100_000, 3);
    (quantity, decimal(unit_minor, 4), discount(), rates()).prop_map(
        |(quantity, unit_amount, discount, rates)| LineItem {
            description: "Work".into(),
            quantity,
            unit_amount,
            discount,
            taxes: rates.into_iter().map(tax).collect(),
            ..LineItem::default()
        },
    )
}

fn any_draft(unit_minor: std::ops::Range<i64>) -> impl Strategy<Value = DraftInvoice> {
    let lines = prop::collection::vec(line_item(unit_minor), 1..8);
    let rounding = prop::sample::select(vec![Rounding::HalfUp, Rounding::HalfEven]);
    let tax_rounding = prop::sample::select(vec![TaxRounding::PerRate, TaxRounding::PerLine]);
    let currency = prop::sample::select(vec![Currency::EUR, Currency::JPY]);
    (
        lines,
        discount(),
        any::<bool>(),
        rounding,
        tax_rounding,
        currency,
    )
        .prop_map(
            |(lines, discount, tax_inclusive, rounding, tax_rounding, currency)| DraftInvoice {
                discount,
                tax_inclusive,
                rounding,
                tax_rounding,
                currency,
                ..draft(lines)
            },
        )
}

fn sum(totals: &Totals, of: fn(&LineTotal) -> Money) -> i64 {
    totals.lines.iter().map(|line| of(line).minor()).sum()
}

proptest! {
    #[test]
    fn parts_sum_to_the_whole_and_stay_within_one_unit_of_their_share(
        minor in -1_000_000_000_i64..1_000_000_000,
        weights in prop::collection::vec(0_u32..10_000, 1..12),
    ) {
        prop_assume!(weights.iter().any(|weight| *weight > 0));
        let all: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
        let decimals: Vec<Decimal> = weights.iter().map(|weight| Decimal::from(*weight)).collect();
        let parts = allocate(eur(minor), &decimals).unwrap();
        prop_assert_eq!(parts.iter().map(|part| part.minor()).sum::<i64>(), minor);
        for (part, weight) in parts.iter().zip(&weights) {
            let share = i128::from(minor) * i128::from(*weight);
            let off = (i128::from(part.minor()) * all - share).abs();
            prop_assert!(off < all, "{} is not within one unit of its share", part);
        }
    }

    #[test]
    fn lines_sum_to_totals(draft in any_draft(-200_000..2_000_000)) {
        let totals = draft.totals().unwrap();
        prop_assert_eq!(sum(&totals, |line| line.subtotal), totals.subtotal.minor());
        let discounts = sum(&totals, |l| l.discount) + sum(&totals, |l| l.invoice_discount);
        prop_assert_eq!(discounts, totals.discount.minor());
        prop_assert_eq!(sum(&totals, |line| line.net), totals.taxable.minor());
        prop_assert_eq!(sum(&totals, |line| line.tax), totals.tax.minor());
        prop_assert_eq!(sum(&totals, |line| line.total), totals.total.minor());
        let taxes: i64 = totals.taxes.iter().map(|tax| tax.amount.minor()).sum();
        prop_assert_eq!(taxes, totals.tax.minor());
        for line in &totals.lines {
            let parts: i64 = line.taxes.iter().map(|tax| tax.minor()).sum();
            prop_assert_eq!(parts, line.tax.minor());
            prop_assert_eq!(line.net.minor() + line.tax.minor(), line.total.minor());
        }
        let before_tax = totals.subtotal.minor() - totals.discount.minor();
        let after = if draft.tax_inclusive { totals.total } else { totals.taxable };
        prop_assert_eq!(before_tax, after.minor());
    }

    #[test]
    fn tax_per_rate_is_the_rate_of_what_it_is_on_to_the_nearest_unit(
        draft in any_draft(0..2_000_000),
    ) {
        let exclusive = DraftInvoice {
            tax_inclusive: false,
            tax_rounding: TaxRounding::PerRate,
            rounding: Rounding::HalfUp,
            ..draft
        };
        for tax in exclusive.totals().unwrap().taxes {
            let exact = Decimal::from(tax.taxable.minor()) * tax.rate_pct / Decimal::ONE_HUNDRED;
            let off = (Decimal::from(tax.amount.minor()) - exact).abs();
            prop_assert!(off <= Decimal::new(5, 1), "{} on {}", tax.amount, tax.taxable);
        }
    }

    #[test]
    fn discounts_never_make_a_total_negative(draft in any_draft(0..2_000_000)) {
        let totals = draft.totals().unwrap();
        prop_assert!(!totals.taxable.is_negative());
        prop_assert!(!totals.total.is_negative());
        prop_assert!(totals.lines.iter().all(|line| !line.discount.is_negative()));
    }

    #[test]
    fn every_finalized_invoice_leaves_the_trial_balance_at_zero(
        draft in any_draft(0..2_000_000),
    ) {
        let (invoice, entry) = finalize(draft, finalize_terms()).unwrap();
        let sums = balances(entry.postings()).unwrap();
        prop_assert!(trial_balance(&sums).unwrap().is_balanced());
        let receivable = sums.iter().find(|sum| sum.account.as_str() == "1100");
        let owed = receivable.map_or(0, |sum| sum.balance.minor());
        prop_assert_eq!(owed, invoice.totals().total.minor());
    }

    #[test]
    fn credit_notes_in_any_parts_exhaust_the_invoice_exactly(
        draft in any_draft(1..2_000_000),
        shares in prop::collection::vec(prop::collection::vec(0_u32..101, 7), 0..5),
    ) {
        let draft = nothing_withheld(draft);
        let totals = draft.totals().unwrap();
        prop_assume!(totals.total.is_positive());
        let notes = notes_of(&draft, &totals, &shares);
        let each = |of: fn(&CreditAmounts) -> Money| notes.iter().map(move |n| of(n).minor());
        let sum = |of| each(of).sum::<i64>();
        prop_assert_eq!(sum(|note| note.net), totals.taxable.minor());
        prop_assert_eq!(sum(|note| note.tax), totals.tax.minor());
        prop_assert_eq!(sum(|note| note.total), totals.total.minor());
        for note in &notes {
            let taxes: i64 = note.taxes.iter().map(|tax| tax.amount.minor()).sum();
            prop_assert_eq!(taxes, note.tax.minor());
            prop_assert!(!note.tax.is_negative());
        }
    }

    #[test]
    fn periods_tile_time_without_drift(
        start in day(),
        cycle in cycle(),
        n in 1_usize..40,
    ) {
        let days = boundaries(start, cycle, n).unwrap();
        prop_assert_eq!((days.len(), days[0]), (n + 1, start));
        prop_assert!(days.windows(2).all(|pair| pair[0] < pair[1]));
        let fewer = boundaries(start, cycle, n - 1).unwrap();
        prop_assert_eq!(&days[..n], &fewer[..], "a longer list begins with the shorter one");
    }

    #[test]
    fn boundaries_keep_their_local_time_in_every_zone(
        start in 0_i64..4_000_000_000,
        zone in 0..TZ_VARIANTS.len(),
        cycle in cycle(),
    ) {
        let (start, tz) = (DateTime::from_timestamp(start, 0).unwrap(), TZ_VARIANTS[zone]);
        let all = boundaries_at(start, tz, cycle, 12).unwrap();
        prop_assert_eq!(all[0], start);
        prop_assert!(all.windows(2).all(|pair| pair[0] <= pair[1]));
        let local = start.with_timezone(&tz).naive_local();
        let days = boundaries(local.date(), cycle, 12).unwrap();
        for (at, day) in all.iter().zip(&days).skip(1) {
            prop_assert_eq!(Some(*at), at_local_time(day.and_time(local.time()), tz));
            prop_assert!(at.with_timezone(&tz).naive_local() >= day.and_time(local.time()));
            prop_assert!(shift(local_date(*at, tz), *day) <= 1);
        }
    }

    #[test]
    fn money_written_is_money_read(minor in any::<i64>(), at in 0_usize..165) {
        let money = Money::new(minor, Currency::all().nth(at).unwrap());
        let written = serde_json::to_string(&money).unwrap();
        prop_assert_eq!(serde_json::from_str::<Money>(&written).unwrap(), money);
        prop_assert_eq!(Money::parse(&money.to_major_string(), money.currency()), Ok(money));
    }

    #[test]
    fn a_local_time_that_exists_once_is_found_again(
        at in 0_i64..4_000_000_000,
        zone in 0..TZ_VARIANTS.len(),
    ) {
        let (at, tz): (_, Tz) = (DateTime::from_timestamp(at, 0).unwrap(), TZ_VARIANTS[zone]);
        let local = at.with_timezone(&tz).naive_local();
        let found = at_local_time(local, tz).unwrap();
        prop_assert!(found <= at, "of two the first is meant");
        prop_assert_eq!(found.with_timezone(&tz).naive_local(), local);
    }
}

/// Days by which a skipped local time may land later; a zone can skip a whole day.
fn shift(landed: NaiveDate, wanted: NaiveDate) -> i64 {
    landed.signed_duration_since(wanted).num_days()
}

fn day() -> impl Strategy<Value = NaiveDate> {
    (0_i64..40_000).prop_map(|days| {
        DateTime::from_timestamp(days * 86_400, 0)
            .unwrap()
            .date_naive()
    })
}

fn cycle() -> impl Strategy<Value = Cycle> {
    use Interval::{Day, Month, Quarter, Week, Year};
    let months = prop::sample::select(vec![Month, Quarter, Year]);
    let anchored = (months, 1_u32..4, prop::option::of(1_u32..32)).prop_map(
        |(interval, count, anchor_day)| Cycle {
            count,
            anchor_day,
            ..Cycle::every(interval)
        },
    );
    let any = prop::sample::select(vec![Day, Week, Month, Quarter, Year]);
    let aligned = (any, 1_u32..4, any_bool()).prop_map(|(interval, count, aligned)| Cycle {
        count,
        aligned,
        ..Cycle::every(interval)
    });
    prop_oneof![anchored, aligned]
}

fn any_bool() -> impl Strategy<Value = bool> {
    any::<bool>()
}

/// A withheld tax lowers the total, so the last cent of net may have no positive total to credit.
fn nothing_withheld(mut draft: DraftInvoice) -> DraftInvoice {
    for line in &mut draft.lines {
        line.taxes.retain(|tax| tax.rate_pct >= Decimal::ZERO);
    }
    draft
}

/// Credits a share (in percent) of what is left of each line, time after time, then all the rest.
fn notes_of(draft: &DraftInvoice, totals: &Totals, shares: &[Vec<u32>]) -> Vec<CreditAmounts> {
    let input = draft.totals_input();
    let mut left: Vec<i64> = totals.lines.iter().map(|line| line.net.minor()).collect();
    let mut notes: Vec<CreditAmounts> = Vec::new();
    for percents in shares {
        let parts: Vec<i64> = left
            .iter()
            .zip(percents)
            .map(|(left, pct)| left * i64::from(*pct) / 100)
            .collect();
        if parts.iter().sum::<i64>() == 0 {
            continue;
        }
        for (left, part) in left.iter_mut().zip(&parts) {
            *left -= part;
        }
        let money = |minor: &i64| Money::new(*minor, draft.currency);
        let parts = (1..).zip(parts.iter().map(money)).collect();
        notes.push(credit_amounts(&input, totals, &notes, &CreditRequest::ByLine(parts)).unwrap());
    }
    if left.iter().sum::<i64>() > 0 {
        notes.push(credit_amounts(&input, totals, &notes, &CreditRequest::Full).unwrap());
    }
    notes
}
