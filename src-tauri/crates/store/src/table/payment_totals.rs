//! Sums of payments kept per currency and month, so that what came in is known without reading
//! every payment.

use super::payments::PaymentFilter;
use super::sums::{Sums, whole_months};
use super::window::Conditions;
use crate::migration::Migration;

/// Triggers keep the sums, so that no writer can forget them, an older build's neither.
/// `payments_listed` has all columns of the list's filters, in the list's order.
pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 47,
    name: "kept sums of payments",
    sql: "
        CREATE TABLE payment_totals (
            currency TEXT NOT NULL,
            month TEXT NOT NULL,
            reversed INTEGER NOT NULL,
            count INTEGER NOT NULL CHECK (count >= 0),
            amount_minor INTEGER NOT NULL,
            PRIMARY KEY (currency, month, reversed)
        ) WITHOUT ROWID, STRICT;
        INSERT INTO payment_totals
            SELECT currency, substr(received_on, 1, 7), reversed, count(*), sum(amount_minor)
            FROM payments GROUP BY 1, 2, 3;
        CREATE TRIGGER payment_totals_take AFTER INSERT ON payments BEGIN
            INSERT INTO payment_totals VALUES (new.currency, substr(new.received_on, 1, 7),
                new.reversed, 1, new.amount_minor)
            ON CONFLICT DO UPDATE SET count = count + 1,
                amount_minor = amount_minor + excluded.amount_minor;
        END;
        CREATE TRIGGER payment_totals_move AFTER UPDATE OF reversed ON payments BEGIN
            UPDATE payment_totals SET count = count - 1,
                amount_minor = amount_minor - old.amount_minor
            WHERE currency = old.currency AND month = substr(old.received_on, 1, 7)
                AND reversed = old.reversed;
            INSERT INTO payment_totals VALUES (new.currency, substr(new.received_on, 1, 7),
                new.reversed, 1, new.amount_minor)
            ON CONFLICT DO UPDATE SET count = count + 1,
                amount_minor = amount_minor + excluded.amount_minor;
        END;
        DROP INDEX payments_by_day;
        CREATE INDEX payments_listed ON payments(received_on, key, reversed, currency,
            amount_minor, customer_key, invoice_key, method, reference);",
    older_build_may_open: true,
}];

/// What a filter asks of the kept sums; None where it asks for more than they know.
fn kept(filter: &PaymentFilter) -> Option<Conditions> {
    let PaymentFilter {
        customer: None,
        invoice: None,
        methods,
        currencies,
        received_from,
        received_to,
        reversed,
    } = filter
    else {
        return None;
    };
    if !methods.is_empty() {
        return None;
    }
    let (from, to) = whole_months(*received_from, *received_to)?;
    let mut conditions = Conditions::default();
    let codes = currencies.iter().map(|currency| currency.code().to_owned());
    conditions.and_one_of("currency", codes.map(Into::into).collect());
    conditions.and_range("month", from, to);
    if let Some(reversed) = reversed {
        conditions.and("reversed = ?", [(*reversed).into()]);
    }
    Some(conditions)
}

/// The totals of a list of payments: what was reversed counts, and is no money.
pub(super) const SUMS: Sums<PaymentFilter> = Sums {
    kept,
    kept_in: "payment_totals",
    rows: "payments p",
    total: "sum(iif(reversed, 0, amount_minor))",
    due: "sum(0)",
};
