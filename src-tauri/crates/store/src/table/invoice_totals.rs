//! Sums of invoices kept per currency, status and month, so that the first screen and the foot of
//! a list need not read every invoice.

use rusqlite::types::Value;

use super::invoice_list::InvoiceFilter;
use super::sums::{Sums, whole_months};
use super::window::Conditions;
use crate::migration::Migration;

/// Triggers keep the sums, so that no writer can forget them, an older build's neither. The list's
/// one index has all columns of its filters and most of its orders; a second one has the few rows
/// that still want something done.
pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 46,
    name: "kept sums of invoices",
    sql: "
        CREATE TABLE invoice_totals (
            currency TEXT NOT NULL,
            status TEXT NOT NULL,
            month TEXT NOT NULL,
            count INTEGER NOT NULL CHECK (count >= 0),
            total_minor INTEGER NOT NULL,
            due_minor INTEGER NOT NULL,
            PRIMARY KEY (currency, status, month)
        ) WITHOUT ROWID, STRICT;
        INSERT INTO invoice_totals
            SELECT currency, status, coalesce(substr(issued_on, 1, 7), ''), count(*),
                sum(total_minor), sum(due_minor)
            FROM invoices GROUP BY 1, 2, 3;
        CREATE TRIGGER invoice_totals_take AFTER INSERT ON invoices BEGIN
            INSERT INTO invoice_totals VALUES (new.currency, new.status,
                coalesce(substr(new.issued_on, 1, 7), ''), 1, new.total_minor, new.due_minor)
            ON CONFLICT DO UPDATE SET count = count + 1,
                total_minor = total_minor + excluded.total_minor,
                due_minor = due_minor + excluded.due_minor;
        END;
        CREATE TRIGGER invoice_totals_give_back AFTER DELETE ON invoices BEGIN
            UPDATE invoice_totals SET count = count - 1,
                total_minor = total_minor - old.total_minor, due_minor = due_minor - old.due_minor
            WHERE currency = old.currency AND status = old.status
                AND month = coalesce(substr(old.issued_on, 1, 7), '');
        END;
        CREATE TRIGGER invoice_totals_move
        AFTER UPDATE OF currency, status, issued_on, total_minor, due_minor ON invoices BEGIN
            UPDATE invoice_totals SET count = count - 1,
                total_minor = total_minor - old.total_minor, due_minor = due_minor - old.due_minor
            WHERE currency = old.currency AND status = old.status
                AND month = coalesce(substr(old.issued_on, 1, 7), '');
            INSERT INTO invoice_totals VALUES (new.currency, new.status,
                coalesce(substr(new.issued_on, 1, 7), ''), 1, new.total_minor, new.due_minor)
            ON CONFLICT DO UPDATE SET count = count + 1,
                total_minor = total_minor + excluded.total_minor,
                due_minor = due_minor + excluded.due_minor;
        END;
        DROP INDEX invoices_as_listed;
        DROP INDEX invoices_listed;
        CREATE INDEX invoices_listed ON invoices(listed_at, key, currency, issued_on, due_on,
            customer_key, total_minor, due_minor, status, updated_at, customer_name);
        CREATE INDEX invoices_unsettled
            ON invoices(status, due_on, key, listed_at, currency, total_minor, due_minor,
                updated_at)
            WHERE status = 'open' OR status = 'draft';",
    older_build_may_open: true,
}];

/// What a filter asks of the kept sums; None where it asks for more than they know.
fn kept(filter: &InvoiceFilter) -> Option<Conditions> {
    let InvoiceFilter {
        statuses,
        customer: None,
        currencies,
        issued_from,
        issued_to,
        due_from: None,
        due_to: None,
        past_due_on: None,
        least_total_minor: None,
        most_total_minor: None,
        least_due_minor: None,
        most_due_minor: None,
    } = filter
    else {
        return None;
    };
    let (from, to) = whole_months(*issued_from, *issued_to)?;
    let mut conditions = Conditions::default();
    let word = |text: &str| Value::from(text.to_owned());
    let statuses = statuses.iter().map(|status| word(status.as_str()));
    conditions.and_one_of("status", statuses.collect());
    let currencies = currencies.iter().map(|currency| word(currency.code()));
    conditions.and_one_of("currency", currencies.collect());
    if from.is_some() || to.is_some() {
        conditions.and("month <> ''", []);
    }
    conditions.and_range("month", from, to);
    Some(conditions)
}

/// The totals of a list of invoices.
pub(super) const SUMS: Sums<InvoiceFilter> = Sums {
    kept,
    kept_in: "invoice_totals",
    rows: "invoices i",
    total: "sum(total_minor)",
    due: "sum(due_minor)",
};
