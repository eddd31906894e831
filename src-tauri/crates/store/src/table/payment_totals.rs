//! Sums of payments kept per currency and month, so that what came in is known without reading
//! every payment.

use billing::money::Currency;

use super::payments::{PaymentFilter, Payments};
use super::window::{self, Conditions, CurrencyTotals, Sums, whole_months};
use crate::error::StoreError;
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

impl Payments<'_> {
    /// The totals of a filter out of the kept sums, where those know them.
    pub(super) fn kept_totals(
        &self,
        filter: &PaymentFilter,
    ) -> Result<Option<Vec<CurrencyTotals>>, StoreError> {
        let Some(conditions) = kept(filter) else {
            return Ok(None);
        };
        let sql = format!(
            "SELECT currency, sum(count), sum(iif(reversed, 0, amount_minor)), 0
             FROM payment_totals
             WHERE {} GROUP BY currency HAVING sum(count) > 0 ORDER BY currency",
            conditions.to_sql()
        );
        window::totals(self.tx.conn, &sql, &conditions).map(Some)
    }

    /// The totals by reading every row that matches.
    pub(super) fn added_up(
        &self,
        conditions: &Conditions,
    ) -> Result<Vec<CurrencyTotals>, StoreError> {
        let sums = Sums {
            from: "payments p",
            currency: "p.currency",
            total: "sum(iif(p.reversed, 0, p.amount_minor))",
            due: "sum(0)",
        };
        sums.added_up(self.tx.conn, &self.currencies()?, conditions)
    }

    fn currencies(&self) -> Result<Vec<Currency>, StoreError> {
        let sql = "SELECT DISTINCT currency FROM payment_totals WHERE count > 0 ORDER BY currency";
        window::currencies(self.tx.conn, sql)
    }
}
