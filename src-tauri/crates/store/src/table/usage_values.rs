//! The values that unique counts have seen, by day, and how often.

use crate::migration::Migration;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 53,
    name: "usage values",
    sql: "
        CREATE TABLE usage_values (
            customer_key INTEGER NOT NULL,
            meter_key INTEGER NOT NULL,
            subscription_key INTEGER NOT NULL,
            day INTEGER NOT NULL,
            value_word INTEGER NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (customer_key, meter_key, subscription_key, day, value_word)
        ) WITHOUT ROWID, STRICT;",
    older_build_may_open: false,
}];
