//! Credit notes: full, by line, one after another until nothing is left, and never more.

use billing::invoice::{
    CreditError, CreditNote, CreditRequest, CreditTerms, Discount, DraftInvoice, Invoice,
    InvoiceStatus, Settlement, TaxRounding, amount_due, credit, mark_uncollectible, status,
};
use billing::payment::record;

use crate::build::{
    EUR, credit_terms, day, dec, draft, eur, issued, journal, line, payment, payment_terms,
    void_terms,
};

fn open() -> Settlement {
    Settlement::new(EUR)
}

fn by_line(parts: &[(usize, i64)]) -> CreditRequest {
    CreditRequest::ByLine(
        parts
            .iter()
            .map(|&(line, minor)| (line, eur(minor)))
            .collect(),
    )
}

/// Issues the notes one after another; net, tax and total of each.
fn issue(invoice: &Invoice, requests: &[CreditRequest]) -> Vec<[i64; 3]> {
    let mut notes: Vec<CreditNote> = Vec::new();
    let mut settlement = open();
    for (n, request) in (1..).zip(requests) {
        let (note, after, _) =
            credit(invoice, &settlement, &notes, request, credit_terms(n)).unwrap();
        settlement = after;
        notes.push(note);
    }
    notes
        .iter()
        .map(|note| [note.net, note.tax, note.total].map(|money| money.minor()))
        .collect()
}

#[test]
fn a_full_note_is_the_invoice_with_the_other_sign() {
    let invoice = issued(draft(vec![line("1", "100", "19"), line("3", "0.33", "7")]));
    let (note, settlement, entry) = credit(
        &invoice,
        &open(),
        &[],
        &CreditRequest::Full,
        credit_terms(1),
    )
    .unwrap();
    assert_eq!(note.total, invoice.totals().total);
    assert_eq!(note.taxes, invoice.totals().taxes);
    assert_eq!(status(&invoice, &settlement), Ok(InvoiceStatus::Paid));
    // 100.99 net; tax 19.00 and 0.99 x 7 % = 0.07
    assert_eq!(
        journal(&entry),
        ["1100 Cr 120.06", "2200:DE Dr 19.07", "4900 Dr 100.99"]
    );
    let (notes, again) = ([note], &CreditRequest::Full);
    let refused = credit(&invoice, &settlement, &notes, again, credit_terms(2));
    assert_eq!(
        refused.unwrap_err(),
        CreditError::NothingToCredit { total: eur(0) }
    );
}

#[test]
fn each_note_rounds_its_own_tax_and_the_last_takes_what_is_left() {
    // 100 at 7.7 % = 7.70. A third: 33.33 x 7.7 % = 2.5664, 2.57; three would be 7.71
    let invoice = issued(draft(vec![line("1", "100", "7.7")]));
    let third = by_line(&[(1, 3333)]);
    let requests = [third.clone(), third.clone(), third, CreditRequest::Full];
    let expected = [
        [3333, 257, 3590],
        [3333, 257, 3590],
        [3333, 256, 3589],
        [1, 0, 1],
    ];
    assert_eq!(issue(&invoice, &requests), expected); // together 100.00, 7.70, 107.70
}

#[test]
fn tax_is_rounded_per_rate_or_per_line_as_the_invoice_was() {
    // 0.33 + 0.33 credited: per rate 0.66 x 19 % = 0.1254, per line 2 x 0.0627
    let drafted = draft(vec![line("2", "0.33", "19"); 3]);
    let half = by_line(&[(1, 33), (2, 33)]);
    let per_rate = issued(drafted.clone());
    assert_eq!(
        issue(&per_rate, std::slice::from_ref(&half)),
        [[66, 13, 79]]
    );
    let per_line = issued(DraftInvoice {
        tax_rounding: TaxRounding::PerLine,
        ..drafted
    });
    assert_eq!(issue(&per_line, &[half]), [[66, 12, 78]]);
}

#[test]
fn lines_credited_one_by_one_exhaust_the_tax_of_their_rate() {
    // 3 x 0.33 at 19 %: invoice tax 0.19; notes 0.06, 0.06 and the 0.07 that is left
    let invoice = issued(draft(vec![line("1", "0.33", "19"); 3]));
    let requests = [
        by_line(&[(1, 33)]),
        by_line(&[(2, 33)]),
        by_line(&[(3, 33)]),
    ];
    assert_eq!(
        issue(&invoice, &requests),
        [[33, 6, 39], [33, 6, 39], [33, 7, 40]]
    );
}

#[test]
fn the_amount_is_of_the_net_after_discounts_even_where_prices_include_tax() {
    let discount = Some(Discount::Percent(dec("10")));
    let lines = vec![line("1", "119", "19")];
    let drafted = DraftInvoice {
        discount,
        tax_inclusive: true,
        ..draft(lines)
    };
    let invoice = issued(drafted); // 107.10 with tax, 90.00 without
    let half = by_line(&[(1, 4500)]);
    assert_eq!(
        issue(&invoice, &[half.clone(), half.clone()]),
        [[4500, 855, 5355]; 2]
    );
    let over = by_line(&[(1, 9001)]);
    let refused = credit(&invoice, &open(), &[], &over, credit_terms(1)).unwrap_err();
    let (amount, remaining) = (eur(9001), eur(9000));
    assert_eq!(
        refused,
        CreditError::MoreThanLine {
            line: 1,
            amount,
            remaining
        }
    );
}

#[test]
fn what_was_paid_already_becomes_the_customers_balance() {
    let invoice = issued(draft(vec![line("1", "100", "19")]));
    let (_, paid, _) = record(payment(10000), &invoice, &open(), payment_terms(2)).unwrap();
    // 119 - 100 = 19 due; a note of 59.50 lowers that to nothing, 40.50 is balance
    let (note, settlement, entry) = credit(
        &invoice,
        &paid,
        &[],
        &by_line(&[(1, 5000)]),
        credit_terms(1),
    )
    .unwrap();
    assert_eq!(
        (note.to_receivable, note.to_balance),
        (eur(1900), eur(4050))
    );
    let expected = [
        "1100 Cr 19.00",
        "2200:DE Dr 9.50",
        "2300 Cr 40.50",
        "4900 Dr 50.00",
    ];
    assert_eq!(journal(&entry), expected);
    assert_eq!(amount_due(&invoice, &settlement), Ok(eur(0)));
    assert_eq!(status(&invoice, &settlement), Ok(InvoiceStatus::Paid));
}

#[test]
fn a_negative_line_is_credited_with_its_own_sign() {
    // 100 - 40 at 19 %: 60 net, 11.40 tax
    let invoice = issued(draft(vec![line("1", "100", "19"), line("-1", "40", "19")]));
    let both = by_line(&[(1, 5000), (2, -2000)]);
    assert_eq!(
        issue(&invoice, &[both, CreditRequest::Full]),
        [[3000, 570, 3570]; 2]
    );
    let wrong_sign = by_line(&[(2, 2000)]);
    let refused = credit(&invoice, &open(), &[], &wrong_sign, credit_terms(1)).unwrap_err();
    assert!(matches!(refused, CreditError::MoreThanLine { line: 2, .. }));
    let more_than_all = by_line(&[(1, 10000)]);
    let refused = credit(&invoice, &open(), &[], &more_than_all, credit_terms(1)).unwrap_err();
    assert!(matches!(refused, CreditError::MoreThanRemains { .. }));
}

#[test]
fn what_makes_no_sense_is_refused_and_nothing_is_issued() {
    let invoice = issued(draft(vec![line("1", "100", "19")]));
    let refused = |settlement: &Settlement, request: &CreditRequest, terms: CreditTerms| {
        credit(&invoice, settlement, &[], request, terms).unwrap_err()
    };
    let unknown = refused(&open(), &by_line(&[(2, 100)]), credit_terms(1));
    assert_eq!(unknown, CreditError::UnknownLine { line: 2, lines: 1 });
    let from_zero = refused(&open(), &by_line(&[(0, 100)]), credit_terms(1));
    assert_eq!(from_zero, CreditError::UnknownLine { line: 0, lines: 1 });
    let nothing = refused(&open(), &by_line(&[]), credit_terms(1));
    assert_eq!(nothing, CreditError::NothingToCredit { total: eur(0) });
    let early = CreditTerms {
        issued_on: day("2026-11-19"),
        ..credit_terms(1)
    };
    let early = refused(&open(), &CreditRequest::Full, early);
    assert!(matches!(early, CreditError::BeforeInvoice { .. }));
    let (given_up, _) = mark_uncollectible(&invoice, &open(), void_terms()).unwrap();
    let given_up = refused(&given_up, &CreditRequest::Full, credit_terms(1));
    assert!(matches!(given_up, CreditError::NotCreditable { .. }));
}
