//! What each user and each operation of a customer used by month, with first and last use.

use crate::migration::Migration;

/// `kind` is 0 for a user, 1 for an operation. Rows of customer 0 are all customers together;
/// they know operations only.
pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 54,
    name: "usage by user and operation",
    sql: "
        CREATE TABLE usage_actors (
            customer_key INTEGER NOT NULL,
            meter_key INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            month INTEGER NOT NULL,
            actor_word INTEGER NOT NULL,
            sum INTEGER NOT NULL,
            count INTEGER NOT NULL,
            cost INTEGER NOT NULL,
            first_ms INTEGER NOT NULL,
            last_ms INTEGER NOT NULL,
            PRIMARY KEY (customer_key, meter_key, kind, month, actor_word)
        ) WITHOUT ROWID, STRICT;",
    older_build_may_open: false,
}];

/// Who or what used something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActorKind {
    User,
    Operation,
}

impl ActorKind {
    pub(crate) fn to_row(self) -> i64 {
        match self {
            Self::User => 0,
            Self::Operation => 1,
        }
    }
}
