//! Properties of prepaid credit over random histories: nothing is drawn that is not there, and
//! what was granted is always used, expired, voided or left.

use billing::invoice::{
    AppliedCredit, CreditCategory, CreditRequest, Invoice, Settlement, amount_due, credit,
};
use billing::ledger::{AccountCode, EntryTerms, JournalEntry, balances};
use billing::money::Money;
use billing::payment::{
    CreditGrant, GrantedCredit, apply_credit, draw_down, end_if_over, give_back, grant, put_back,
    void_grant,
};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use crate::build::{EUR, credit_terms, day, draft, eur, issued, je, line, now};
use crate::credit_grants::asked;

/// One thing that happens; numbers choose among what is there.
#[derive(Debug, Clone)]
enum Step {
    Grant {
        minor: i64,
        lasts: Option<u64>,
        starts: u64,
        paid: bool,
        priority: u8,
    },
    Invoice {
        minor: i64,
    },
    Void(usize),
    Correct(usize, i64),
    VoidGrant(usize),
    Pass(u64),
}

fn step() -> impl Strategy<Value = Step> {
    let lasts = prop::option::of(1u64..60);
    let grant = (1i64..50_000, lasts, 0u64..10, any::<bool>(), 0u8..4).prop_map(
        |(minor, lasts, starts, paid, priority)| Step::Grant {
            minor,
            lasts,
            starts,
            paid,
            priority,
        },
    );
    prop_oneof![
        3 => grant,
        4 => (1i64..60_000).prop_map(|minor| Step::Invoice { minor }),
        2 => (0usize..8).prop_map(Step::Void),
        2 => (0usize..8, 1i64..30_000).prop_map(|(at, minor)| Step::Correct(at, minor)),
        1 => (0usize..8).prop_map(Step::VoidGrant),
        3 => (1u64..20).prop_map(Step::Pass),
    ]
}

/// Grants, invoices and the journal of one customer.
struct Books {
    today: NaiveDate,
    next: u128,
    grants: Vec<CreditGrant>,
    invoices: Vec<(Invoice, Settlement)>,
    journal: Vec<JournalEntry>,
    balance: Money,
}

impl Books {
    fn new() -> Self {
        Self {
            today: day("2026-11-20"),
            next: 1000,
            grants: Vec::new(),
            invoices: Vec::new(),
            journal: Vec::new(),
            balance: eur(0),
        }
    }

    fn terms(&mut self) -> EntryTerms {
        self.next += 1;
        EntryTerms {
            entry_id: je(self.next),
            posted_on: self.today,
            recorded_at: now(),
        }
    }

    fn take(&mut self, step: &Step) {
        match step {
            Step::Grant { .. } => self.grant(step),
            Step::Invoice { minor } => self.invoice(*minor),
            Step::Void(at) => self.void(*at),
            Step::Correct(at, minor) => self.correct(*at, *minor),
            Step::VoidGrant(at) => self.void_grant(*at),
            Step::Pass(days) => {
                self.today = self.today.checked_add_days(Days::new(*days)).unwrap();
                self.end_what_is_over();
            }
        }
    }

    fn grant(&mut self, step: &Step) {
        let Step::Grant {
            minor,
            lasts,
            starts,
            paid,
            priority,
        } = *step
        else {
            return;
        };
        let terms = self.terms();
        let plain = asked(self.next, minor, None);
        let start = self.today.checked_add_days(Days::new(starts)).unwrap();
        let credit = GrantedCredit {
            paid_by: plain.paid_by.filter(|_| paid),
            priority,
            effective_on: start,
            expires_on: lasts.and_then(|days| start.checked_add_days(Days::new(days))),
            ..plain
        };
        let (grant, entry) = grant(credit, terms).unwrap();
        self.grants.push(grant);
        self.journal.extend(entry);
    }

    fn invoice(&mut self, minor: i64) {
        let unit = eur(minor).to_major_string();
        let invoice = issued(draft(vec![line("1", &unit, "")]));
        let open = Settlement::new(EUR);
        let due = amount_due(&invoice, &open).unwrap();
        let drawn = draw_down(&self.grants, due, self.today).unwrap();
        let usable = self.grants.iter().map(|g| g.available(self.today).unwrap());
        let usable = Money::try_sum(usable, EUR).unwrap();
        // As much as there is, and never more than is due.
        assert_eq!(drawn.total, usable.try_min(due).unwrap());
        let terms = self.terms();
        let used = apply_credit(self.grants.clone(), &invoice, &open, terms).unwrap();
        let Some(used) = used else {
            assert!(drawn.total.is_zero());
            self.invoices.push((invoice, open));
            return;
        };
        assert_eq!(used.settlement.prepaid_credit(), Ok(drawn.total));
        used.grants.into_iter().for_each(|grant| self.keep(grant));
        self.journal.push(used.entry);
        self.invoices.push((invoice, used.settlement));
    }

    fn void(&mut self, at: usize) {
        let terms = self.terms();
        let Some((invoice, settlement)) = self.invoices.get(at).cloned() else {
            return;
        };
        let Some((after, parts, entry)) = give_back(&invoice, &settlement, terms).unwrap() else {
            return;
        };
        self.journal.push(entry);
        self.put_back(&parts);
        self.invoices[at].1 = after;
    }

    fn correct(&mut self, at: usize, minor: i64) {
        let Some((invoice, settlement)) = self.invoices.get(at).cloned() else {
            return;
        };
        self.next += 1;
        let part = eur(minor).try_min(invoice.totals().total).unwrap();
        let request = CreditRequest::ByLine(vec![(1, part)]);
        // The invoice has no earlier note here: one that takes more than is left is refused.
        if settlement.credited.is_positive() {
            return;
        }
        let mut terms = credit_terms(self.next);
        terms.issued_on = self.today;
        let (note, after, entry) = credit(&invoice, &settlement, &[], &request, terms).unwrap();
        let given_back = AppliedCredit::sum(&note.to_credits, EUR).unwrap();
        let before = settlement.prepaid_credit().unwrap();
        assert_eq!(after.prepaid_credit(), before.try_sub(given_back));
        let parts = [note.to_receivable, given_back, note.to_balance];
        assert_eq!(Money::try_sum(parts, EUR), Ok(note.total));
        self.balance = self.balance.try_add(note.to_balance).unwrap();
        self.put_back(&note.to_credits);
        self.invoices[at].1 = after;
        self.journal.push(entry);
    }

    fn void_grant(&mut self, at: usize) {
        let terms = self.terms();
        if let Some(grant) = self.grants.get(at).cloned()
            && let Ok(ended) = void_grant(grant, terms)
        {
            self.keep_ended(ended);
        }
    }

    fn end_what_is_over(&mut self) {
        for grant in self.grants.clone() {
            let terms = self.terms();
            if let Some(ended) = end_if_over(grant, terms).unwrap() {
                self.keep_ended(ended);
            }
        }
    }

    fn put_back(&mut self, parts: &[AppliedCredit]) {
        for part in parts {
            let grant = self.grants.iter().find(|g| *g.id() == part.grant_id);
            let grant = put_back(grant.unwrap().clone(), part).unwrap();
            self.keep(grant);
        }
        self.end_what_is_over();
    }

    fn keep_ended(&mut self, ended: billing::payment::EndedCredit) {
        assert!(ended.movement.amount.is_positive());
        self.balance = self.balance.try_add(ended.to_balance).unwrap();
        self.journal.extend(ended.entry);
        self.keep(ended.grant);
    }

    fn keep(&mut self, grant: CreditGrant) {
        let there = self.grants.iter_mut().find(|g| g.id() == grant.id());
        *there.unwrap() = grant;
    }
}

impl Books {
    fn check(&self) {
        for grant in &self.grants {
            let left = grant.left().unwrap();
            let parts = [grant.used, grant.expired, grant.voided, left];
            assert!(parts.iter().all(|part| !part.is_negative()), "{grant:?}");
            assert_eq!(Money::try_sum(parts, EUR), Ok(grant.granted.amount));
            let on_invoices = self.invoices.iter().flat_map(|(_, s)| &s.prepaid);
            let of_it = on_invoices.filter(|part| part.grant_id == *grant.id());
            let used = Money::try_sum(of_it.map(|part| part.amount), EUR);
            assert_eq!(used, Ok(grant.used));
        }
        for (invoice, settlement) in &self.invoices {
            assert!(!amount_due(invoice, settlement).unwrap().is_negative());
        }
        self.check_accounts();
    }

    /// The liability is what paid grants have left; the customer's balance is what voids and notes
    /// gave; gifts cost what of them is used.
    fn check_accounts(&self) {
        let paid = |g: &&CreditGrant| g.category() == CreditCategory::Paid;
        let gifts = |g: &&CreditGrant| g.category() == CreditCategory::Promotional;
        let owed = self.grants.iter().filter(paid).map(|g| g.left().unwrap());
        let earned = self.grants.iter().filter(paid).map(|g| g.expired);
        let given = self.grants.iter().filter(gifts).map(|g| g.used);
        let credit = |amounts: Money| amounts.try_neg().unwrap();
        let of = |code: AccountCode| self.of_account(&code);
        let owed = Money::try_sum(owed, EUR).unwrap();
        assert_eq!(of(AccountCode::prepaid_credits()), credit(owed));
        let earned = Money::try_sum(earned, EUR).unwrap();
        assert_eq!(of(AccountCode::breakage()), credit(earned));
        let given = Money::try_sum(given, EUR).unwrap();
        assert_eq!(of(AccountCode::promotional_credits()), given);
        assert_eq!(of(AccountCode::customer_balance()), credit(self.balance));
    }

    fn of_account(&self, code: &AccountCode) -> Money {
        let postings = self.journal.iter().flat_map(|entry| entry.postings());
        let all = balances(postings).unwrap();
        let found = all.into_iter().find(|account| account.account == *code);
        found.map_or(eur(0), |account| account.balance)
    }
}

proptest! {
    #[test]
    fn what_was_granted_is_used_expired_voided_or_left(
        steps in prop::collection::vec(step(), 1..40),
    ) {
        let mut books = Books::new();
        for step in &steps {
            books.take(step);
            books.check();
        }
    }
}
