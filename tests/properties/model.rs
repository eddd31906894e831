//! A naive model of the books: plain lists, whole cents, one event after another.
//!
//! It shares no code with the product. Amounts are signed cents; a debit is positive.

use std::collections::BTreeMap;

pub type Cents = i64;

/// The rates that lines may have, in whole percent; the last is withheld.
pub const RATES: [i64; 4] = [0, 7, 19, -15];

#[derive(Debug, Clone)]
pub struct Line {
    pub quantity: i64,
    pub unit_cents: Cents,
    pub rate: usize,
}

/// What an invoice comes to, by the rules of BILLING_RULES.md and nothing else.
#[derive(Debug, Clone, Default)]
pub struct Sums {
    pub subtotal: Cents,
    pub discount: Cents,
    pub nets: Vec<Cents>,
    pub tax: Cents,
    pub total: Cents,
}

/// `numerator / denominator`, half away from zero.
pub fn rounded(numerator: i128, denominator: i128) -> Cents {
    let half = denominator / 2;
    let away = if numerator < 0 {
        numerator - half
    } else {
        numerator + half
    };
    i64::try_from(away / denominator).unwrap()
}

/// `whole` in proportion to `weights`: whole cents, the rest one by one to the largest
/// remainders, the first of equals first.
pub fn spread(whole: Cents, weights: &[Cents]) -> Vec<Cents> {
    let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let exact = |weight: Cents| i128::from(whole) * i128::from(weight);
    let mut parts: Vec<Cents> = weights
        .iter()
        .map(|w| i64::try_from(exact(*w) / sum).unwrap())
        .collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|at| (-(exact(weights[*at]) % sum), *at));
    let left = whole - parts.iter().sum::<Cents>();
    for at in order.into_iter().take(usize::try_from(left).unwrap()) {
        parts[at] += 1;
    }
    parts
}

pub fn sums(lines: &[Line], discount_pct: i64) -> Sums {
    let gross: Vec<Cents> = lines
        .iter()
        .map(|line| line.quantity * line.unit_cents)
        .collect();
    let subtotal: Cents = gross.iter().sum();
    let discount = rounded(i128::from(subtotal) * i128::from(discount_pct), 100);
    let shares = spread(discount, &gross);
    let nets: Vec<Cents> = gross
        .iter()
        .zip(&shares)
        .map(|(gross, share)| gross - share)
        .collect();
    let tax = (0..RATES.len())
        .map(|rate| {
            let of_rate = lines
                .iter()
                .zip(&nets)
                .filter(|(line, _)| line.rate == rate);
            let taxable: Cents = of_rate.map(|(_, net)| *net).sum();
            rounded(i128::from(taxable) * i128::from(RATES[rate]), 100)
        })
        .sum();
    let net: Cents = nets.iter().sum();
    Sums {
        subtotal,
        discount,
        nets,
        tax,
        total: net + tax,
    }
}

#[derive(Debug, Clone, Default)]
pub struct Bill {
    pub customer: usize,
    pub currency: usize,
    pub issued_on: u32,
    pub sums: Sums,
    pub paid: Cents,
    pub credited: Cents,
    pub applied: Cents,
    pub written_off: Cents,
    pub is_void: bool,
    pub has_credit_note: bool,
    /// Net that credit notes gave back, by line.
    pub given_back: Vec<Cents>,
    /// With tax, of all credit notes.
    pub given_back_total: Cents,
}

impl Bill {
    pub fn due(&self) -> Cents {
        if self.is_void {
            return 0;
        }
        self.sums.total - self.paid - self.credited - self.applied - self.written_off
    }

    pub fn status(&self) -> &'static str {
        match self.due() {
            _ if self.is_void => "void",
            _ if self.written_off > 0 => "uncollectible",
            due if due > 0 => "open",
            _ => "paid",
        }
    }
}

#[derive(Debug, Clone)]
pub struct Receipt {
    pub bill: usize,
    pub to_due: Cents,
    pub recovered: Cents,
    pub to_credit: Cents,
    pub is_reversed: bool,
}

/// The whole business as the model sees it.
#[derive(Debug, Clone, Default)]
pub struct Model {
    pub today: u32,
    pub bills: Vec<Bill>,
    pub receipts: Vec<Receipt>,
    pub notes: usize,
    /// By customer and currency.
    pub credit: BTreeMap<(usize, usize), Cents>,
    /// By account number and currency.
    pub books: BTreeMap<(&'static str, usize), Cents>,
}

impl Model {
    fn post(&mut self, currency: usize, postings: &[(&'static str, Cents)]) {
        assert_eq!(
            postings.iter().map(|(_, cents)| cents).sum::<Cents>(),
            0,
            "{postings:?}"
        );
        for (account, cents) in postings {
            *self.books.entry((account, currency)).or_default() += cents;
        }
    }

    /// Issues and uses the customer's credit; the bill's place.
    pub fn issue(&mut self, customer: usize, currency: usize, sums: Sums) -> usize {
        let Sums {
            subtotal,
            discount,
            tax,
            total,
            ref nets,
        } = sums;
        let given_back = vec![0; nets.len()];
        self.post(
            currency,
            &[
                ("1100", total),
                ("4800", discount),
                ("4000", -subtotal),
                ("2200", -tax),
            ],
        );
        let credit = self.credit.entry((customer, currency)).or_default();
        let applied = (*credit).min(total).max(0);
        *credit -= applied;
        self.post(currency, &[("2300", applied), ("1100", -applied)]);
        let issued_on = self.today;
        self.bills.push(Bill {
            customer,
            currency,
            issued_on,
            sums,
            applied,
            given_back,
            ..Bill::default()
        });
        self.bills.len() - 1
    }

    pub fn pay(&mut self, at: usize, cents: Cents) {
        let bill = &mut self.bills[at];
        let to_due = cents.min(bill.due().max(0));
        let recovered = (cents - to_due).min(bill.written_off);
        let to_credit = cents - to_due - recovered;
        bill.paid += to_due + recovered;
        bill.written_off -= recovered;
        let (customer, currency) = (bill.customer, bill.currency);
        *self.credit.entry((customer, currency)).or_default() += to_credit;
        self.post(
            currency,
            &[
                ("1000", cents),
                ("1100", -to_due),
                ("6100", -recovered),
                ("2300", -to_credit),
            ],
        );
        self.receipts.push(Receipt {
            bill: at,
            to_due,
            recovered,
            to_credit,
            is_reversed: false,
        });
    }

    pub fn may_reverse(&self, at: usize) -> bool {
        let receipt = &self.receipts[at];
        let bill = &self.bills[receipt.bill];
        let credit = self
            .credit
            .get(&(bill.customer, bill.currency))
            .copied()
            .unwrap_or(0);
        !receipt.is_reversed && (receipt.to_credit == 0 || credit >= receipt.to_credit)
    }

    pub fn reverse(&mut self, at: usize) {
        let receipt = &mut self.receipts[at];
        receipt.is_reversed = true;
        let Receipt {
            bill,
            to_due,
            recovered,
            to_credit,
            ..
        } = *receipt;
        let bill = &mut self.bills[bill];
        bill.paid -= to_due + recovered;
        bill.written_off += recovered;
        let (customer, currency) = (bill.customer, bill.currency);
        *self.credit.entry((customer, currency)).or_default() -= to_credit;
        let cents = to_due + recovered + to_credit;
        self.post(
            currency,
            &[
                ("1000", -cents),
                ("1100", to_due),
                ("6100", recovered),
                ("2300", to_credit),
            ],
        );
    }

    /// A credit note of this net and tax on these lines.
    pub fn credit(&mut self, at: usize, lines: &[(usize, Cents)], tax: Cents) {
        let bill = &mut self.bills[at];
        let net: Cents = lines.iter().map(|(_, cents)| cents).sum();
        let to_due = (net + tax).min(bill.due().max(0));
        let to_credit = net + tax - to_due;
        for (line, cents) in lines {
            bill.given_back[*line] += cents;
        }
        bill.given_back_total += net + tax;
        bill.has_credit_note = true;
        bill.credited += to_due;
        let (customer, currency) = (bill.customer, bill.currency);
        *self.credit.entry((customer, currency)).or_default() += to_credit;
        self.post(
            currency,
            &[
                ("4900", net),
                ("2200", tax),
                ("1100", -to_due),
                ("2300", -to_credit),
            ],
        );
        self.notes += 1;
    }

    /// Nothing may be settled of it, and no credit note may correct it.
    pub fn may_void(&self, at: usize) -> bool {
        let bill = &self.bills[at];
        bill.status() == "open" && bill.due() == bill.sums.total && !bill.has_credit_note
    }

    pub fn void(&mut self, at: usize) {
        let bill = &mut self.bills[at];
        bill.is_void = true;
        let (currency, sums) = (bill.currency, bill.sums.clone());
        let Sums {
            subtotal,
            discount,
            tax,
            total,
            ..
        } = sums;
        self.post(
            currency,
            &[
                ("1100", -total),
                ("4800", -discount),
                ("4000", subtotal),
                ("2200", tax),
            ],
        );
    }

    pub fn may_write_off(&self, at: usize) -> bool {
        self.bills[at].due() > 0
    }

    pub fn write_off(&mut self, at: usize) {
        let bill = &mut self.bills[at];
        let due = bill.due();
        bill.written_off += due;
        let currency = bill.currency;
        self.post(currency, &[("6100", due), ("1100", -due)]);
    }
}
