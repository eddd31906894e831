//! Invoices: finalizing, the entry it makes, where it stands, voiding and giving up.

use billing::customer::Customer;
use billing::ids::CustomerId;
use billing::invoice::{
    Discount, DraftInvoice, FinalizeError, FinalizeTerms, Invoice, InvoiceStatus, Settlement,
    VoidError, amount_due, days_past_due, finalize, is_past_due, mark_uncollectible, status, void,
};
use billing::ledger::SourceDocument;
use ulid::Ulid;

use crate::build::{
    EUR, day, dec, draft, eur, finalize_terms, issued, je, journal, line, now, tax, void_terms,
};

fn open() -> Settlement {
    Settlement::new(EUR)
}

#[test]
fn finalizing_freezes_the_draft_and_posts_receivable_revenue_and_tax() {
    let drafted = draft(vec![line("1", "100", "19")]);
    let (invoice, entry) = finalize(drafted.clone(), finalize_terms()).unwrap();
    assert_eq!(invoice.content(), &drafted);
    assert_eq!(invoice.due_on(), day("2026-12-04")); // 14 days, the business's terms
    assert_eq!(
        journal(&entry),
        [
            "1100 Dr 119.00",
            "2200:DE Cr 19.00",
            "4000:Consulting Cr 100.00"
        ]
    );
    assert_eq!(
        entry.source(),
        &SourceDocument::Invoice(invoice.id().clone())
    );
    assert_eq!(
        (entry.posted_on(), entry.id()),
        (day("2026-11-20"), invoice.entry_id())
    );
}

#[test]
fn revenue_is_posted_before_discounts_for_each_product() {
    let mut hosting = line("1", "20", "7");
    hosting.product = "Hosting".into();
    let discount = Some(Discount::Percent(dec("10")));
    let drafted = DraftInvoice {
        discount,
        ..draft(vec![line("1", "100", "19"), hosting])
    };
    let (_, entry) = finalize(drafted, finalize_terms()).unwrap();
    // discount 12: 10 and 2; tax 90 x 19 % = 17.10 and 18 x 7 % = 1.26, both to DE
    let expected = [
        "1100 Dr 126.36",
        "2200:DE Cr 18.36",
        "4000:Consulting Cr 100.00",
        "4000:Hosting Cr 20.00",
        "4800 Dr 12.00",
    ];
    assert_eq!(journal(&entry), expected);
}

#[test]
fn prices_with_tax_in_them_post_revenue_without_it() {
    let discount = Some(Discount::Percent(dec("10")));
    let lines = vec![line("1", "119", "19")];
    let drafted = DraftInvoice {
        discount,
        tax_inclusive: true,
        ..draft(lines)
    };
    let (_, entry) = finalize(drafted, finalize_terms()).unwrap();
    // 119 less 11.90 = 107.10, of which 17.10 tax; the discount without tax is 10
    let expected = [
        "1100 Dr 107.10",
        "2200:DE Cr 17.10",
        "4000:Consulting Cr 100.00",
        "4800 Dr 10.00",
    ];
    assert_eq!(journal(&entry), expected);
}

#[test]
fn a_withheld_tax_is_posted_as_a_debit() {
    let mut work = line("1", "1000", "21");
    let mut irpf = tax("-15");
    irpf.jurisdiction = "ES-IRPF".into();
    work.taxes.push(irpf);
    let (_, entry) = finalize(draft(vec![work]), finalize_terms()).unwrap();
    let expected = [
        "1100 Dr 1060.00",
        "2200:DE Cr 210.00",
        "2200:ES-IRPF Dr 150.00",
        "4000:Consulting Cr 1000.00",
    ];
    assert_eq!(journal(&entry), expected);
}

#[test]
fn an_invoice_of_nothing_is_paid_at_once_and_has_its_entry() {
    let free = draft(vec![line("1", "0", "19")]);
    let (invoice, entry) = finalize(free, finalize_terms()).unwrap();
    assert_eq!(status(&invoice, &open()), Ok(InvoiceStatus::Paid));
    assert_eq!(journal(&entry), ["1100 Dr 0.00", "4000 Dr 0.00"]);
}

#[test]
fn a_draft_that_is_not_ready_stays_a_draft() {
    let good = || draft(vec![line("1", "100", "19")]);
    let refused = |draft, terms| finalize(draft, terms).unwrap_err();
    assert_eq!(
        refused(draft(vec![]), finalize_terms()),
        FinalizeError::NoLines
    );
    let mut nameless = good();
    nameless.lines[0].description = " ".into();
    let missing = FinalizeError::DescriptionMissing { line: 1 };
    assert_eq!(refused(nameless, finalize_terms()), missing);
    let total = eur(-11900);
    let negative = refused(draft(vec![line("-1", "100", "19")]), finalize_terms());
    assert_eq!(negative, FinalizeError::NegativeTotal { total });
    let unnumbered = FinalizeTerms {
        number: " ".into(),
        ..finalize_terms()
    };
    assert_eq!(refused(good(), unnumbered), FinalizeError::NumberMissing);
}

#[test]
fn only_the_drafts_own_active_customer_is_billed() {
    let refused = |change: fn(&mut Customer)| {
        let mut terms = finalize_terms();
        change(&mut terms.customer);
        finalize(draft(vec![line("1", "1", "")]), terms).unwrap_err()
    };
    let other = refused(|c| c.id = CustomerId::from_ulid(Ulid::from_parts(9, 9)));
    assert!(matches!(other, FinalizeError::CustomerMismatch { .. }));
    let archived = refused(|c| c.archived_at = Some(now()));
    assert!(matches!(archived, FinalizeError::CustomerArchived { .. }));
    assert!(matches!(
        refused(|c| c.name.clear()),
        FinalizeError::Customer(_)
    ));
}

#[test]
fn what_is_due_is_the_total_less_everything_done_about_it() {
    let invoice = issued(draft(vec![line("1", "100", "19")]));
    let settlement = Settlement {
        paid: eur(5000),
        credited: eur(1900),
        applied_balance: eur(1000),
        ..open()
    };
    // 119 - 50 - 19 - 10 = 40
    assert_eq!(amount_due(&invoice, &settlement), Ok(eur(4000)));
    assert_eq!(status(&invoice, &settlement), Ok(InvoiceStatus::Open));
    let settled = Settlement {
        paid: eur(9000),
        ..settlement
    };
    assert_eq!(status(&invoice, &settled), Ok(InvoiceStatus::Paid));
}

#[test]
fn an_open_invoice_is_late_from_the_day_after_it_was_due() {
    let invoice = issued(draft(vec![line("1", "100", "19")]));
    assert_eq!(is_past_due(&invoice, &open(), day("2026-12-04")), Ok(false));
    assert_eq!(is_past_due(&invoice, &open(), day("2026-12-05")), Ok(true));
    assert_eq!(days_past_due(&invoice, &open(), day("2026-12-14")), Ok(10));
    let paid = Settlement {
        paid: eur(11900),
        ..open()
    };
    assert_eq!(days_past_due(&invoice, &paid, day("2027-12-14")), Ok(0));
}

#[test]
fn voiding_takes_the_entry_back_and_nothing_is_due() {
    let (invoice, entry) = finalize(draft(vec![line("1", "100", "19")]), finalize_terms()).unwrap();
    let (settlement, back) = void(&invoice, &open(), &[], void_terms()).unwrap();
    assert_eq!(status(&invoice, &settlement), Ok(InvoiceStatus::Void));
    assert_eq!(amount_due(&invoice, &settlement), Ok(eur(0)));
    assert_eq!(back.reverses(), Some(entry.id()));
    assert_eq!(
        journal(&back),
        [
            "1100 Cr 119.00",
            "2200:DE Dr 19.00",
            "4000:Consulting Dr 100.00"
        ]
    );
    let again = void(&invoice, &settlement, &[], void_terms());
    assert!(matches!(
        again,
        Err(VoidError::NotOpen {
            status: InvoiceStatus::Void,
            ..
        })
    ));
}

#[test]
fn a_partly_settled_invoice_cannot_be_voided() {
    let invoice = issued(draft(vec![line("1", "100", "19")]));
    let settlement = Settlement {
        paid: eur(1),
        ..open()
    };
    let refused = void(&invoice, &settlement, &[], void_terms());
    assert!(matches!(refused, Err(VoidError::PartlySettled { .. })));
}

#[test]
fn giving_up_moves_what_is_due_to_bad_debt() {
    let invoice = issued(draft(vec![line("1", "100", "19")]));
    let partly = Settlement {
        paid: eur(1900),
        ..open()
    };
    let (settlement, entry) = mark_uncollectible(&invoice, &partly, void_terms()).unwrap();
    assert_eq!(journal(&entry), ["1100 Cr 100.00", "6100 Dr 100.00"]);
    assert_eq!(
        status(&invoice, &settlement),
        Ok(InvoiceStatus::Uncollectible)
    );
    assert_eq!(amount_due(&invoice, &settlement), Ok(eur(0)));
    let again = mark_uncollectible(&invoice, &settlement, void_terms());
    assert!(matches!(again, Err(VoidError::NotOpen { .. })));
}

#[test]
fn an_invoice_is_kept_as_json_without_loss() {
    let invoice = issued(draft(vec![line("3", "33.335", "19")]));
    let written = serde_json::to_string(&invoice).unwrap();
    assert_eq!(serde_json::from_str::<Invoice>(&written).unwrap(), invoice);
    assert_eq!(invoice.entry_id(), &je(1));
}
