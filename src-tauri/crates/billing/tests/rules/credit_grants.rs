//! Prepaid credit: granted, used in order, given back, expired and voided, each with its entry.

use billing::ids::CreditGrantId;
use billing::invoice::{
    AppliedCredit, CreditCategory, CreditRequest, InvoiceStatus, Settlement, amount_due, credit,
    status, void,
};
use billing::ledger::EntryTerms;
use billing::money::{Currency, Money};
use billing::payment::{
    CreditGrant, CreditGrantError, CreditGrantState, CreditMovementKind, GrantedCredit,
    PaymentMethod, apply_credit, draw_down, end_if_over, give_back, grant, put_back, void_grant,
};
use ulid::Ulid;

use crate::build::{
    EUR, credit_terms, customer, day, draft, eur, issued, je, journal, line, now, void_terms,
};

pub fn terms(n: u128, on: &str) -> EntryTerms {
    EntryTerms {
        entry_id: je(n),
        posted_on: day(on),
        recorded_at: now(),
    }
}

/// Credit of an amount that begins on 1 November; the number tells grants apart.
pub fn asked(n: u128, minor: i64, expires_on: Option<&str>) -> GrantedCredit {
    GrantedCredit {
        id: CreditGrantId::from_ulid(Ulid::from_parts(1, n)),
        customer_id: customer().id,
        name: format!("Credit {n}"),
        amount: eur(minor),
        paid_by: Some(PaymentMethod::BankTransfer),
        reference: String::new(),
        priority: 50,
        effective_on: day("2026-11-01"),
        expires_on: expires_on.map(day),
    }
}

pub fn granted(asked: GrantedCredit) -> CreditGrant {
    grant(asked, terms(50, "2026-11-01")).unwrap().0
}

fn promotional(asked: GrantedCredit) -> GrantedCredit {
    GrantedCredit {
        paid_by: None,
        ..asked
    }
}

fn invoice_of_119() -> billing::invoice::Invoice {
    issued(draft(vec![line("1", "100", "19")]))
}

#[test]
fn sold_credit_is_owed_and_a_gift_posts_nothing() {
    let (sold, entry) = grant(asked(1, 10_000, None), terms(1, "2026-11-01")).unwrap();
    assert_eq!(
        journal(&entry.unwrap()),
        ["1000 Dr 100.00", "2400 Cr 100.00"]
    );
    assert_eq!(sold.category(), CreditCategory::Paid);
    let gift = promotional(asked(2, 10_000, None));
    let (gift, entry) = grant(gift, terms(2, "2026-11-01")).unwrap();
    assert_eq!((entry, gift.entry_id.clone()), (None, None));
    assert_eq!(gift.category(), CreditCategory::Promotional);
}

#[test]
fn credit_that_never_could_be_used_is_not_granted() {
    let refused = |change: fn(&mut GrantedCredit)| {
        let mut credit = asked(1, 10_000, None);
        change(&mut credit);
        grant(credit, terms(1, "2026-11-20")).unwrap_err()
    };
    use CreditGrantError as E;
    assert_eq!(refused(|c| c.name = " ".into()), E::NameMissing);
    let amount = eur(0);
    assert_eq!(refused(|c| c.amount = eur(0)), E::NotPositive { amount });
    let priority = 101;
    assert_eq!(
        refused(|c| c.priority = 101),
        E::PriorityOutOfRange { priority }
    );
    let early = refused(|c| c.expires_on = Some(day("2026-11-01")));
    assert!(matches!(early, E::ExpiresBeforeItStarts { .. }));
    let gone = refused(|c| c.expires_on = Some(day("2026-11-20")));
    assert!(matches!(gone, E::ExpiredAlready { .. }));
}

#[test]
fn credit_is_used_by_priority_then_end_then_gifts_first() {
    let first = GrantedCredit {
        priority: 10,
        ..asked(1, 1000, None)
    };
    let later_start = GrantedCredit {
        effective_on: day("2026-11-02"),
        ..asked(2, 1000, None)
    };
    let in_order = [
        first,
        asked(6, 1000, Some("2026-12-01")),
        promotional(asked(5, 1000, Some("2026-12-31"))),
        asked(4, 1000, Some("2026-12-31")),
        promotional(asked(9, 1000, None)),
        asked(3, 1000, None),
        asked(7, 1000, None),
        later_start,
    ];
    let mut grants: Vec<CreditGrant> = in_order.iter().cloned().map(granted).collect();
    grants.reverse();
    // 8 grants of 10.00 for 65.00: six whole ones and half of the seventh.
    let drawn = draw_down(&grants, eur(6500), day("2026-11-20")).unwrap();
    let ids: Vec<_> = drawn.parts.iter().map(|part| &part.grant_id).collect();
    let expected: Vec<_> = in_order.iter().take(7).map(|asked| &asked.id).collect();
    assert_eq!(ids, expected);
    assert_eq!(drawn.total, eur(6500));
    let last = drawn.explanation.steps.last().unwrap();
    assert_eq!(last.label, "Credit 7: 5.00 EUR of 10.00 EUR");
    assert_eq!(last.value, "5.00 EUR is left");
}

#[test]
fn credit_pays_only_its_currency_and_only_between_its_days() {
    let dollars = GrantedCredit {
        amount: Money::new(5000, Currency::USD),
        ..asked(1, 0, None)
    };
    let short = asked(2, 5000, Some("2026-12-01"));
    let grants = [granted(dollars), granted(short)];
    let drawn = |on: &str| draw_down(&grants, eur(9000), day(on)).unwrap().total;
    assert_eq!(drawn("2026-10-31"), eur(0)); // begins on the 1st
    assert_eq!(drawn("2026-11-30"), eur(5000));
    assert_eq!(drawn("2026-12-01"), eur(0)); // half-open: gone on its end
}

#[test]
fn an_invoice_uses_credit_and_gives_it_back_to_be_voided() {
    let invoice = invoice_of_119();
    let gift = promotional(asked(1, 1900, Some("2026-12-31")));
    let grants = vec![granted(gift), granted(asked(2, 20_000, None))];
    let open = Settlement::new(EUR);
    let used = apply_credit(grants, &invoice, &open, terms(3, "2026-11-20"));
    let used = used.unwrap().unwrap();
    // 119.00: the gift's 19.00, then 100.00 of what was paid for.
    assert_eq!(
        journal(&used.entry),
        ["1100 Cr 119.00", "2400 Dr 100.00", "4700 Dr 19.00"]
    );
    assert_eq!(status(&invoice, &used.settlement), Ok(InvoiceStatus::Paid));
    let left: Vec<Money> = used.grants.iter().map(|g| g.left().unwrap()).collect();
    assert_eq!(left, [eur(0), eur(10_000)]);
    let on = day("2026-11-20");
    assert_eq!(used.grants[0].state(on), Ok(CreditGrantState::UsedUp));

    let (back, parts, entry) = give_back(&invoice, &used.settlement, terms(4, "2026-11-25"))
        .unwrap()
        .unwrap();
    assert_eq!(
        journal(&entry),
        ["1100 Dr 119.00", "2400 Cr 100.00", "4700 Cr 19.00"]
    );
    assert_eq!(back, open);
    assert!(void(&invoice, &back, &[], void_terms()).is_ok());
    let grants = used.grants.into_iter().zip(&parts);
    let whole = grants.map(|(grant, part)| put_back(grant, part).unwrap());
    assert!(whole.into_iter().all(|grant| grant.used.is_zero()));
}

#[test]
fn a_credit_note_lowers_what_is_due_then_gives_credit_back_last_used_first() {
    let invoice = invoice_of_119();
    let gift = promotional(asked(1, 3000, Some("2026-12-31")));
    let grants = vec![granted(gift), granted(asked(2, 5000, None))];
    let open = Settlement::new(EUR);
    let used = apply_credit(grants, &invoice, &open, terms(3, "2026-11-20"));
    let settlement = used.unwrap().unwrap().settlement;
    // 119.00 less 30.00 and 50.00
    assert_eq!(amount_due(&invoice, &settlement), Ok(eur(3900)));
    let (note, after, entry) = credit(
        &invoice,
        &settlement,
        &[],
        &CreditRequest::Full,
        credit_terms(1),
    )
    .unwrap();
    // 39.00 was due; the 50.00 that had been paid for go back first, then the 30.00 of the gift.
    let parts: Vec<(&str, Money)> = note
        .to_credits
        .iter()
        .map(|part| (part.category.as_str(), part.amount))
        .collect();
    assert_eq!(parts, [("paid", eur(5000)), ("promotional", eur(3000))]);
    assert_eq!((note.to_receivable, note.to_balance), (eur(3900), eur(0)));
    assert_eq!(
        journal(&entry),
        [
            "1100 Cr 39.00",
            "2200:DE Dr 19.00",
            "2400 Cr 50.00",
            "4700 Cr 30.00",
            "4900 Dr 100.00",
        ]
    );
    assert_eq!((after.prepaid.len(), after.credited), (0, eur(11_900)));
    assert_eq!(amount_due(&invoice, &after), Ok(eur(0)));
}

#[test]
fn a_part_credited_leaves_the_rest_of_the_credit_used() {
    let invoice = invoice_of_119();
    let grants = vec![granted(asked(1, 20_000, None))];
    let open = Settlement::new(EUR);
    let used = apply_credit(grants, &invoice, &open, terms(3, "2026-11-20"));
    let settlement = used.unwrap().unwrap().settlement;
    let half = CreditRequest::ByLine(vec![(1, eur(5000))]);
    let (note, after, _) = credit(&invoice, &settlement, &[], &half, credit_terms(1)).unwrap();
    // 50.00 and its 19 %: 59.50 go back, 119.00 − 59.50 stay used.
    assert_eq!(AppliedCredit::sum(&note.to_credits, EUR), Ok(eur(5950)));
    assert_eq!(after.prepaid_credit(), Ok(eur(5950)));
    assert_eq!(status(&invoice, &after), Ok(InvoiceStatus::Paid));
}

#[test]
fn paid_credit_that_expires_is_earned_and_a_gift_just_ends() {
    let sold = granted(asked(1, 5000, Some("2026-12-01")));
    let early = end_if_over(sold.clone(), terms(5, "2026-11-30")).unwrap();
    assert_eq!(early, None);
    let ended = end_if_over(sold, terms(5, "2026-12-01")).unwrap().unwrap();
    assert_eq!(
        journal(&ended.entry.unwrap()),
        ["2400 Dr 50.00", "4600 Cr 50.00"]
    );
    assert_eq!(ended.movement.kind, CreditMovementKind::Expired);
    assert_eq!(ended.grant.left(), Ok(eur(0)));
    let on = day("2026-12-01");
    assert_eq!(ended.grant.state(on), Ok(CreditGrantState::Expired));
    assert_eq!(end_if_over(ended.grant, terms(6, "2026-12-02")), Ok(None));

    let gift = granted(promotional(asked(2, 5000, Some("2026-12-01"))));
    let ended = end_if_over(gift, terms(7, "2026-12-01")).unwrap().unwrap();
    assert_eq!((ended.entry, ended.to_balance), (None, eur(0)));
    assert_eq!(ended.grant.expired, eur(5000));
}

#[test]
fn voiding_gives_the_customer_what_they_paid_for_and_did_not_use() {
    let mut sold = granted(asked(1, 5000, None));
    sold.used = eur(2000);
    let ended = void_grant(sold, terms(5, "2026-11-20")).unwrap();
    assert_eq!(
        journal(&ended.entry.unwrap()),
        ["2300 Cr 30.00", "2400 Dr 30.00"]
    );
    assert_eq!((ended.to_balance, ended.grant.used), (eur(3000), eur(2000)));
    let name = "Credit 1".to_owned();
    let again = void_grant(ended.grant.clone(), terms(6, "2026-11-20"));
    assert_eq!(again, Err(CreditGrantError::AlreadyVoided { name }));
    // An invoice gives 20.00 back after that: they follow the rest.
    let part = AppliedCredit {
        grant_id: ended.grant.id().clone(),
        category: CreditCategory::Paid,
        amount: eur(2000),
    };
    let back = put_back(ended.grant, &part).unwrap();
    let rest = end_if_over(back, terms(7, "2026-11-21")).unwrap().unwrap();
    assert_eq!((rest.to_balance, rest.grant.voided), (eur(2000), eur(5000)));
}

#[test]
fn nothing_is_voided_of_credit_that_is_gone() {
    let expired = granted(asked(1, 5000, Some("2026-12-01")));
    let mut used = granted(asked(2, 5000, None));
    used.used = eur(5000);
    for grant in [expired, used] {
        let refused = void_grant(grant, terms(5, "2026-12-01"));
        assert!(matches!(refused, Err(CreditGrantError::NothingLeft { .. })));
    }
}

#[test]
fn settlements_of_before_read_as_without_prepaid_credit() {
    let written = serde_json::to_value(Settlement::new(EUR)).unwrap();
    assert_eq!(written.get("prepaid"), None);
    let read: Settlement = serde_json::from_value(written).unwrap();
    assert_eq!(read, Settlement::new(EUR));
}
