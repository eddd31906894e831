//! Totals: what lines come to, with discounts, with tax on top or in the price, and roundings.

use billing::invoice::{Discount, DraftInvoice, LineItem, TaxRounding, Totals, TotalsError};
use billing::money::{Currency, Money, Rounding};
use billing::tax::TaxCategory;
use rust_decimal::Decimal;

use crate::build::{dec, draft, line, tax};

/// "subtotal - discount = taxable + tax = total", in minor units.
fn figures(totals: &Totals) -> [i64; 5] {
    let Totals {
        subtotal,
        discount,
        taxable,
        tax,
        total,
        ..
    } = totals;
    [subtotal, discount, taxable, tax, total].map(|money| money.minor())
}

fn come_to(draft: &DraftInvoice) -> [i64; 5] {
    figures(&draft.totals().unwrap())
}

fn percent(line: LineItem, percent: &str) -> LineItem {
    LineItem {
        discount: Some(Discount::Percent(dec(percent))),
        ..line
    }
}

fn amount(line: LineItem, amount: &str) -> LineItem {
    LineItem {
        discount: Some(Discount::Amount(dec(amount))),
        ..line
    }
}

#[test]
fn a_line_is_rounded_once_at_its_end() {
    // 3 x 33.335 = 100.005, half up 100.01; 19 % of it 19.0019
    assert_eq!(
        come_to(&draft(vec![line("3", "33.335", "19")])),
        [10001, 0, 10001, 1900, 11901]
    );
    // 10.05 less 50 % = 5.025, half up 5.03 (never the rounded 10.05 less a rounded 5.03)
    let halved = draft(vec![percent(line("1", "10.05", ""), "50")]);
    assert_eq!(come_to(&halved), [1005, 502, 503, 0, 503]);
    // 0.333 x 0.99 = 0.32967
    assert_eq!(
        come_to(&draft(vec![line("0.333", "0.99", "")])),
        [33, 0, 33, 0, 33]
    );
}

#[test]
fn tax_is_rounded_per_rate_on_the_sum_or_per_line() {
    // three lines of 0.33 at 19 %: on the sum 0.99 x 19 % = 0.1881, per line 3 x 0.06 (0.0627)
    let lines = vec![line("1", "0.33", "19"); 3];
    let per_rate = draft(lines);
    assert_eq!(come_to(&per_rate), [99, 0, 99, 19, 118]);
    let taxes: Vec<i64> = per_rate
        .totals()
        .unwrap()
        .lines
        .iter()
        .map(|line| line.tax.minor())
        .collect();
    assert_eq!(taxes, [7, 6, 6]); // 6.27 each, 19 together: the first takes the cent
    let per_line = DraftInvoice {
        tax_rounding: TaxRounding::PerLine,
        ..per_rate
    };
    assert_eq!(come_to(&per_line), [99, 0, 99, 18, 117]);
}

#[test]
fn half_even_rounds_halves_to_the_even_cent() {
    // 0.5 x 0.05 = 0.025: half up 0.03, half even 0.02
    let lines = vec![line("0.5", "0.05", "")];
    assert_eq!(come_to(&draft(lines.clone()))[4], 3);
    let half_even = DraftInvoice {
        rounding: Rounding::HalfEven,
        ..draft(lines)
    };
    assert_eq!(come_to(&half_even)[4], 2);
    // 12.50 at 5 % = 0.625: half up 0.63, half even 0.62
    let lines = vec![line("1", "12.50", "5")];
    assert_eq!(come_to(&draft(lines.clone()))[3], 63);
    let half_even = DraftInvoice {
        rounding: Rounding::HalfEven,
        ..draft(lines)
    };
    assert_eq!(come_to(&half_even)[3], 62);
}

#[test]
fn rates_are_totalled_apart_in_the_order_in_which_they_come_up() {
    let lines = vec![
        line("1", "100", "19"),
        line("2", "10", "7"),
        line("1", "50", "19"),
    ];
    let totals = draft(lines).totals().unwrap();
    let taxes: Vec<_> = totals
        .taxes
        .iter()
        .map(|tax| {
            (
                tax.rate_pct.to_string(),
                tax.taxable.minor(),
                tax.amount.minor(),
            )
        })
        .collect();
    // 150 x 19 % = 28.50; 20 x 7 % = 1.40
    assert_eq!(taxes, [("19".into(), 15000, 2850), ("7".into(), 2000, 140)]);
    assert_eq!(figures(&totals), [17000, 0, 17000, 2990, 19990]);
}

#[test]
fn the_same_rate_written_otherwise_is_one_group_and_another_category_is_not() {
    let mut reverse = line("1", "10", "0");
    reverse.taxes[0].category = TaxCategory::AE;
    let lines = vec![
        line("1", "10", "19"),
        line("1", "10", "19.0"),
        line("1", "1", "0"),
        reverse,
    ];
    assert_eq!(draft(lines).totals().unwrap().taxes.len(), 3);
}

#[test]
fn discounts_are_spread_before_tax() {
    // line: 200 less 10 % = 180; whole: 180 + 20 = 200 less 5 % = 10, spread 9 and 1;
    // tax: 171 x 19 % = 32.49, 19 x 7 % = 1.33
    let lines = vec![percent(line("2", "100", "19"), "10"), line("1", "20", "7")];
    let five_percent = Some(Discount::Percent(dec("5")));
    let draft = DraftInvoice {
        discount: five_percent,
        ..draft(lines)
    };
    let totals = draft.totals().unwrap();
    assert_eq!(figures(&totals), [22000, 3000, 19000, 3382, 22382]);
    let shares: Vec<i64> = totals
        .lines
        .iter()
        .map(|line| line.invoice_discount.minor())
        .collect();
    assert_eq!(shares, [900, 100]);
}

#[test]
fn a_discount_never_makes_a_total_negative() {
    let more_than_the_line = draft(vec![amount(line("1", "10", "19"), "15")]);
    assert_eq!(come_to(&more_than_the_line), [1000, 1000, 0, 0, 0]);
    let lines = vec![line("1", "10", "19"), line("1", "5", "7")];
    let discount = Some(Discount::Amount(dec("99")));
    let more_than_all = DraftInvoice {
        discount,
        ..draft(lines)
    };
    assert_eq!(come_to(&more_than_all), [1500, 1500, 0, 0, 0]);
    // of a line that is a credit, an amount takes nothing off
    let credit = draft(vec![amount(line("1", "-10", "19"), "5")]);
    assert_eq!(come_to(&credit), [-1000, 0, -1000, -190, -1190]);
}

#[test]
fn an_amount_off_the_whole_is_spread_by_largest_remainder() {
    // 1.00 over 10.00, 10.00, 10.00: 33.33 cents each, the first takes the odd cent
    let discount = Some(Discount::Amount(Decimal::ONE));
    let draft = DraftInvoice {
        discount,
        ..draft(vec![line("1", "10", "19"); 3])
    };
    let totals = draft.totals().unwrap();
    let nets: Vec<i64> = totals.lines.iter().map(|line| line.net.minor()).collect();
    assert_eq!(nets, [966, 967, 967]);
    assert_eq!(figures(&totals), [3000, 100, 2900, 551, 3451]); // 29 x 19 % = 5.51
}

#[test]
fn a_price_with_tax_in_it_is_the_total() {
    let inclusive = |lines| DraftInvoice {
        tax_inclusive: true,
        ..draft(lines)
    };
    // 119 x 19/119 = 19
    assert_eq!(
        come_to(&inclusive(vec![line("1", "119", "19")])),
        [11900, 0, 10000, 1900, 11900]
    );
    // 3 x 9.99 = 29.97; 29.97 x 19/119 = 4.7851, rounded on the sum
    let thrice = inclusive(vec![line("1", "9.99", "19"); 3]);
    assert_eq!(come_to(&thrice), [2997, 0, 2518, 479, 2997]);
    let nets: Vec<i64> = thrice
        .totals()
        .unwrap()
        .lines
        .iter()
        .map(|l| l.net.minor())
        .collect();
    // 1.595042 each; 479 cents are 160, 160, 159: nets 839, 839, 840
    assert_eq!(nets, [839, 839, 840]);
    // two taxes in one price: 100 x 5/115 = 4.3478, 100 x 10/115 = 8.6957
    let mut two = line("1", "100", "5");
    two.taxes.push(tax("10"));
    assert_eq!(
        come_to(&inclusive(vec![two])),
        [10000, 0, 8695, 1305, 10000]
    );
}

#[test]
fn a_withheld_tax_lowers_what_is_owed() {
    // Spanish freelancer: 1000 + 21 % VAT - 15 % IRPF = 1060
    let mut irpf = tax("-15");
    irpf.name = "IRPF".into();
    let mut work = line("1", "1000", "21");
    work.taxes.push(irpf);
    let totals = draft(vec![work]).totals().unwrap();
    assert_eq!(figures(&totals), [100_000, 0, 100_000, 6000, 106_000]);
    let amounts: Vec<i64> = totals.taxes.iter().map(|tax| tax.amount.minor()).collect();
    assert_eq!(amounts, [21000, -15000]);
}

#[test]
fn lines_of_both_signs_share_their_tax() {
    // 100 - 40 = 60 at 19 % = 11.40: 19.00 and -7.60
    let totals = draft(vec![line("1", "100", "19"), line("-1", "40", "19")])
        .totals()
        .unwrap();
    assert_eq!(figures(&totals), [6000, 0, 6000, 1140, 7140]);
    let taxes: Vec<i64> = totals.lines.iter().map(|line| line.tax.minor()).collect();
    assert_eq!(taxes, [1900, -760]);
}

#[test]
fn each_currency_rounds_to_its_own_minor_unit() {
    let yen = DraftInvoice {
        currency: Currency::JPY,
        ..draft(vec![line("3", "33.5", "10")])
    };
    // 100.5 rounds to 101; 10.1 rounds to 10
    assert_eq!(come_to(&yen), [101, 0, 101, 10, 111]);
    let kwd = Currency::try_new("KWD").unwrap();
    let dinar = DraftInvoice {
        currency: kwd,
        ..draft(vec![line("1", "0.0005", "")])
    };
    assert_eq!(dinar.totals().unwrap().total, Money::new(1, kwd));
}

#[test]
fn no_lines_come_to_nothing() {
    assert_eq!(come_to(&draft(vec![])), [0, 0, 0, 0, 0]);
    let discount = Some(Discount::Percent(dec("10")));
    assert_eq!(
        come_to(&DraftInvoice {
            discount,
            ..draft(vec![])
        }),
        [0, 0, 0, 0, 0]
    );
}

#[test]
fn impossible_discounts_and_rates_name_the_line() {
    let refused = |lines| draft(lines).totals().unwrap_err();
    let too_much = refused(vec![line("1", "1", ""), percent(line("1", "1", ""), "101")]);
    let percent = dec("101");
    assert_eq!(
        too_much,
        TotalsError::DiscountOutOfRange {
            line: Some(2),
            percent
        }
    );
    let negative = refused(vec![amount(line("1", "1", ""), "-1")]);
    assert_eq!(
        negative,
        TotalsError::DiscountNegative {
            line: Some(1),
            amount: dec("-1")
        }
    );
    let swallowed = DraftInvoice {
        tax_inclusive: true,
        ..draft(vec![line("1", "1", "-100")])
    };
    assert_eq!(
        swallowed.totals(),
        Err(TotalsError::TaxSwallowsPrice { line: 1 })
    );
}

#[test]
fn what_does_not_fit_is_an_error_and_never_wraps() {
    let huge = "79228162514264337593543950335"; // the largest decimal
    let refused = draft(vec![line("1", "1", ""), line("2", huge, "")]).totals();
    assert_eq!(refused, Err(TotalsError::Overflow { line: 2 }));
    let most = "92233720368547758.07"; // the most money there is, twice
    let refused = draft(vec![line("1", most, ""); 2]).totals();
    assert!(matches!(refused, Err(TotalsError::Money(_))), "{refused:?}");
    assert!(draft(vec![line("1", most, "19")]).totals().is_err());
}

#[test]
fn the_total_explains_itself() {
    let steps = draft(vec![line("3", "33.335", "19")])
        .totals()
        .unwrap()
        .explanation
        .steps;
    let steps: Vec<_> = steps
        .iter()
        .map(|step| format!("{} = {}", step.label, step.value))
        .collect();
    let expected = [
        "Line 1: 3 × 33.335 = 100.01 EUR",
        "Net of all lines = 100.01 EUR",
        "VAT 19 % on 100.01 EUR = 19.00 EUR",
        "Total = 119.01 EUR",
    ];
    assert_eq!(steps, expected);
}
