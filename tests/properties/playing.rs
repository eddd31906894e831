//! Plays random acts in the application and in the model, and compares after each what they say.

use acceptance::builders::with;
use acceptance::world::text;
use acceptance::{Issued, World, draft, line};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::model::{Cents, Line, Model, RATES, sums};

pub const CURRENCIES: [&str; 2] = ["EUR", "USD"];
const CUSTOMERS: usize = 3;
const NET_DAYS: u32 = 14;

/// Indexes are taken modulo how many there are.
#[derive(Debug, Clone)]
pub enum Act {
    Issue {
        customer: usize,
        currency: usize,
        lines: Vec<Line>,
        discount_pct: i64,
    },
    Pay {
        bill: usize,
        percent: i64,
    },
    Reverse {
        receipt: usize,
    },
    CreditLine {
        bill: usize,
        line: usize,
        percent: i64,
    },
    CreditRest {
        bill: usize,
    },
    Void {
        bill: usize,
    },
    WriteOff {
        bill: usize,
    },
    Wait {
        days: u32,
    },
}

pub fn acts(most: usize) -> impl Strategy<Value = Vec<Act>> {
    let line =
        (1_i64..20, 1_i64..20_000, 0..RATES.len()).prop_map(|(quantity, unit_cents, rate)| Line {
            quantity,
            unit_cents,
            rate,
        });
    let lines = prop::collection::vec(line, 1..5);
    let issue = (0..CUSTOMERS, 0..CURRENCIES.len(), lines, 0_i64..60).prop_map(
        |(customer, currency, lines, discount_pct)| Act::Issue {
            customer,
            currency,
            lines,
            discount_pct,
        },
    );
    let any = any::<prop::sample::Index>().prop_map(|index| index.index(1 << 20));
    let act = prop_oneof![
        6 => issue,
        6 => (any.clone(), 1_i64..140).prop_map(|(bill, percent)| Act::Pay { bill, percent }),
        2 => any.clone().prop_map(|receipt| Act::Reverse { receipt }),
        3 => (any.clone(), any.clone(), 1_i64..=100)
            .prop_map(|(bill, line, percent)| Act::CreditLine { bill, line, percent }),
        1 => any.clone().prop_map(|bill| Act::CreditRest { bill }),
        1 => any.clone().prop_map(|bill| Act::Void { bill }),
        1 => any.prop_map(|bill| Act::WriteOff { bill }),
        2 => (1_u32..30).prop_map(|days| Act::Wait { days }),
    ];
    prop::collection::vec(act, 1..most)
}

/// The application and the model side by side.
pub struct Play {
    pub world: World,
    pub model: Model,
    customers: Vec<String>,
    rates: Vec<String>,
    invoices: Vec<Issued>,
    payments: Vec<String>,
}

impl Play {
    pub fn new() -> Self {
        let world = World::new();
        let customers = (1..=CUSTOMERS)
            .map(|n| world.customer(&format!("Customer {n}")))
            .collect();
        let rates = RATES
            .iter()
            .map(|pct| world.vat(&pct.to_string()))
            .collect();
        let (model, invoices, payments) = Default::default();
        Self {
            world,
            model,
            customers,
            rates,
            invoices,
            payments,
        }
    }

    fn today(&self) -> String {
        let first = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();
        (first + Days::new(u64::from(self.model.today))).to_string()
    }

    pub fn act(&mut self, act: &Act) {
        match act {
            Act::Issue {
                customer,
                currency,
                lines,
                discount_pct,
            } => {
                self.issue(*customer, *currency, lines, *discount_pct);
            }
            Act::Wait { days } => {
                self.model.today += days;
                self.world.on(&self.today());
            }
            Act::Reverse { receipt } => {
                if !self.payments.is_empty() {
                    self.reverse(receipt % self.payments.len());
                }
            }
            _ if self.invoices.is_empty() => {}
            Act::Pay { bill, percent } => self.pay(bill % self.invoices.len(), *percent),
            Act::CreditLine {
                bill,
                line,
                percent,
            } => {
                self.credit_line(bill % self.invoices.len(), *line, *percent);
            }
            Act::CreditRest { bill } => self.credit_rest(bill % self.invoices.len()),
            Act::Void { bill } => {
                let at = bill % self.invoices.len();
                self.close(at, "invoices.void", Model::may_void, Model::void);
            }
            Act::WriteOff { bill } => {
                let at = bill % self.invoices.len();
                let name = "invoices.mark_uncollectible";
                self.close(at, name, Model::may_write_off, Model::write_off);
            }
        }
    }

    fn issue(&mut self, customer: usize, currency: usize, lines: &[Line], discount_pct: i64) {
        let typed: Vec<Value> = lines
            .iter()
            .map(|l| {
                let rates = [self.rates[l.rate].as_str()];
                line(
                    "Work",
                    &l.quantity.to_string(),
                    &major(l.unit_cents),
                    &rates,
                )
            })
            .collect();
        let typed = with(
            draft(&self.customers[customer], &typed),
            "currency",
            CURRENCIES[currency],
        );
        let issued = self
            .world
            .issue(with(typed, "discount_pct", discount_pct.to_string()));
        let at = self
            .model
            .issue(customer, currency, sums(lines, discount_pct));
        let number = format!("INV-{}-", &self.today()[..4]);
        assert!(
            issued.number.starts_with(&number),
            "{} on {}",
            issued.number,
            self.today()
        );
        self.invoices.push(issued);
        self.compare(at);
    }

    fn pay(&mut self, at: usize, percent: i64) {
        let bill = &self.model.bills[at];
        let cents = (bill.sums.total * percent / 100).max(1);
        let (is_void, today) = (bill.is_void, self.today());
        let request = json!({"invoice_id": self.invoices[at].id, "amount": major(cents),
            "received_on": today, "method": "bank_transfer"});
        let answer = self.world.call("payments.record", request);
        assert_eq!(answer.is_err(), is_void, "{answer:?}");
        if let Ok(answer) = answer {
            self.payments.push(text(&answer["id"]));
            self.model.pay(at, cents);
        }
        self.compare(at);
    }

    fn reverse(&mut self, at: usize) {
        let request = json!({"id": self.payments[at], "reason": "It bounced"});
        let answer = self.world.call("payments.reverse", request);
        assert_eq!(answer.is_ok(), self.model.may_reverse(at), "{answer:?}");
        if answer.is_ok() {
            self.model.reverse(at);
        }
        self.compare(self.model.receipts[at].bill);
    }

    fn is_creditable(&self, at: usize) -> bool {
        matches!(self.model.bills[at].status(), "open" | "paid")
    }

    fn credit_line(&mut self, at: usize, line: usize, percent: i64) {
        let bill = &self.model.bills[at];
        let line = line % bill.sums.nets.len();
        let net = (bill.sums.nets[line] - bill.given_back[line]) * percent / 100;
        if net == 0 {
            return;
        }
        let before = bill.sums.total - bill.given_back_total;
        let request = json!({"invoice_id": self.invoices[at].id, "full": false, "reason": "other",
            "lines": [{"line": line + 1, "amount": major(net)}]});
        let answer = self.world.call("credit_notes.issue", request);
        if let Err(error) = &answer {
            // Tax that rounding gave back earlier may leave less than nothing for a tiny part.
            let is_rounding = error.code == "nothing_to_credit" && net <= 2;
            assert!(is_rounding || !self.is_creditable(at), "{error:?}");
            return;
        }
        assert!(self.is_creditable(at));
        let note = answer.unwrap()["preview"].clone();
        let (tax, total) = (cents(&note["tax"]), cents(&note["total"]));
        assert_eq!((cents(&note["net"]), net + tax), (net, total), "{note}");
        assert_eq!(cents(&note["remaining"]), before - total, "{note}");
        self.model.credit(at, &[(line, net)], tax);
        self.compare(at);
    }

    fn credit_rest(&mut self, at: usize) {
        let bill = &self.model.bills[at];
        let rest = bill.sums.total - bill.given_back_total;
        let pairs = bill.sums.nets.iter().zip(&bill.given_back);
        let lines: Vec<(usize, Cents)> = pairs
            .enumerate()
            .map(|(line, (net, back))| (line, net - back))
            .collect();
        let net: Cents = lines.iter().map(|(_, cents)| cents).sum();
        let request = json!({"invoice_id": self.invoices[at].id, "full": true, "reason": "other"});
        let answer = self.world.call("credit_notes.issue", request);
        assert_eq!(
            answer.is_ok(),
            self.is_creditable(at) && rest > 0,
            "{rest} {answer:?}"
        );
        if let Ok(note) = answer {
            assert_eq!(cents(&note["preview"]["total"]), rest, "{note}");
            assert_eq!(cents(&note["preview"]["remaining"]), 0, "{note}");
            self.model.credit(at, &lines, rest - net);
        }
        self.compare(at);
    }

    fn close(
        &mut self,
        at: usize,
        name: &str,
        may: fn(&Model, usize) -> bool,
        apply: fn(&mut Model, usize),
    ) {
        let request = json!({"id": self.invoices[at].id, "reason": "A mistake"});
        let answer = self.world.call(name, request);
        assert_eq!(answer.is_ok(), may(&self.model, at), "{name}: {answer:?}");
        if answer.is_ok() {
            apply(&mut self.model, at);
        }
        self.compare(at);
    }

    /// The invoice as the application shows it is the model's.
    fn compare(&self, at: usize) {
        let (bill, shown) = (
            &self.model.bills[at],
            self.world.invoice(&self.invoices[at]),
        );
        let figures = [
            (&shown["totals"]["subtotal"], bill.sums.subtotal),
            (&shown["totals"]["discount"], bill.sums.discount),
            (&shown["totals"]["tax"], bill.sums.tax),
            (&shown["row"]["total"], bill.sums.total),
            (&shown["row"]["amount_due"], bill.due()),
            (&shown["paid"], bill.paid),
            (&shown["applied_balance"], bill.applied),
            (&shown["written_off"], bill.written_off),
        ];
        for (money, expected) in figures {
            assert_eq!(cents(money), expected, "{bill:#?}\n{shown:#}");
        }
        assert_eq!(shown["row"]["status"], bill.status(), "{bill:#?}");
        let is_late = bill.status() == "open" && self.model.today > bill.issued_on + NET_DAYS;
        assert_eq!(shown["row"]["past_due"], is_late, "{bill:#?}");
    }

    /// What each customer holds and owes.
    pub fn compare_customers(&self) {
        for (customer, id) in self.customers.iter().enumerate() {
            let page = self.world.get("customers.get", json!({"id": id}));
            for (currency, code) in CURRENCIES.iter().enumerate() {
                let is_theirs = |bill: &&crate::model::Bill| {
                    (bill.customer, bill.currency) == (customer, currency)
                };
                let due: Cents = self
                    .model
                    .bills
                    .iter()
                    .filter(is_theirs)
                    .map(|b| b.due())
                    .sum();
                let credit = self
                    .model
                    .credit
                    .get(&(customer, currency))
                    .copied()
                    .unwrap_or(0);
                assert_eq!(in_currency(&page["outstanding"], code), due, "{page:#}");
                assert_eq!(in_currency(&page["balance"], code), credit, "{page:#}");
            }
        }
    }
}

fn in_currency(amounts: &Value, code: &str) -> Cents {
    let amounts = amounts.as_array().unwrap();
    amounts
        .iter()
        .find(|amount| amount["currency"] == code)
        .map_or(0, cents)
}

pub fn cents(money: &Value) -> Cents {
    text(&money["minor"])
        .parse()
        .unwrap_or_else(|_| panic!("no amount: {money}"))
}

fn major(cents: Cents) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}
