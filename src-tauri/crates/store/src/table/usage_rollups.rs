//! What usage comes to by hour, day and month of the customer's own calendar, kept with each batch.

use crate::migration::Migration;

/// A day's `integral` is what weighted meters count: level times milliseconds between the day's
/// first and last event, 16 bytes, most significant first. Rows of customer 0 are all customers
/// together, with sums, counts, costs and distinct values only.
pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 52,
    name: "usage rollups",
    sql: "
        CREATE TABLE usage_hours (
            customer_key INTEGER NOT NULL,
            meter_key INTEGER NOT NULL,
            subscription_key INTEGER NOT NULL,
            hour INTEGER NOT NULL,
            sum INTEGER NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (customer_key, meter_key, subscription_key, hour)
        ) WITHOUT ROWID, STRICT;
        CREATE TABLE usage_days (
            customer_key INTEGER NOT NULL,
            meter_key INTEGER NOT NULL,
            subscription_key INTEGER NOT NULL,
            day INTEGER NOT NULL,
            sum INTEGER NOT NULL,
            count INTEGER NOT NULL,
            cost INTEGER NOT NULL,
            uniques INTEGER NOT NULL,
            max INTEGER NOT NULL,
            last INTEGER NOT NULL,
            last_ms INTEGER NOT NULL,
            last_event INTEGER NOT NULL,
            first_ms INTEGER NOT NULL,
            integral BLOB,
            PRIMARY KEY (customer_key, meter_key, subscription_key, day)
        ) WITHOUT ROWID, STRICT;
        CREATE TABLE usage_months (
            meter_key INTEGER NOT NULL,
            month INTEGER NOT NULL,
            customer_key INTEGER NOT NULL,
            subscription_key INTEGER NOT NULL,
            sum INTEGER NOT NULL,
            count INTEGER NOT NULL,
            cost INTEGER NOT NULL,
            uniques INTEGER NOT NULL,
            max INTEGER NOT NULL,
            last INTEGER NOT NULL,
            last_ms INTEGER NOT NULL,
            last_event INTEGER NOT NULL,
            PRIMARY KEY (meter_key, month, customer_key, subscription_key)
        ) WITHOUT ROWID, STRICT;",
    older_build_may_open: false,
}];
