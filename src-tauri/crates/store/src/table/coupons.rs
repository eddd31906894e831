//! Coupons, found by what is typed to redeem them.

use billing::catalog::Coupon;
use billing::ids::CouponId;
use rusqlite::OptionalExtension;

use crate::error::{StoreError, from_json, to_json};
use crate::migration::Migration;
use crate::transaction::{ReadTx, WriteTx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 23,
    name: "coupons",
    sql: "
        CREATE TABLE coupons (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            code TEXT NOT NULL UNIQUE COLLATE NOCASE,
            archived INTEGER NOT NULL,
            body TEXT NOT NULL
        ) STRICT;",
    older_build_may_open: false,
}];

#[derive(Debug)]
pub struct Coupons<'t> {
    tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct CouponsMut<'t> {
    tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn coupons(&self) -> Coupons<'_> {
        Coupons { tx: self }
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn coupons_mut(&self) -> CouponsMut<'_> {
        CouponsMut { tx: self }
    }
}

impl Coupons<'_> {
    pub fn get(&self, id: &CouponId) -> Result<Option<Coupon>, StoreError> {
        self.one("SELECT id, body FROM coupons WHERE id = ?1", id.as_str())
    }

    /// By what is typed, in whatever case.
    pub fn by_code(&self, code: &str) -> Result<Option<Coupon>, StoreError> {
        self.one("SELECT id, body FROM coupons WHERE code = ?1", code.trim())
    }

    fn one(&self, sql: &str, value: &str) -> Result<Option<Coupon>, StoreError> {
        let found: Option<(String, String)> = self
            .tx
            .conn
            .prepare_cached(sql)?
            .query_row([value], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        found
            .map(|(id, body)| from_json("coupon", &id, &body))
            .transpose()
    }

    /// By code; those put away only when asked for.
    pub fn list(&self, with_archived: bool) -> Result<Vec<Coupon>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT id, body FROM coupons WHERE archived = 0 OR ?1 ORDER BY code, key",
        )?;
        let rows = statement.query_map([with_archived], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.map(|row| {
            let (id, body): (String, String) = row?;
            from_json("coupon", &id, &body)
        })
        .collect()
    }
}

impl CouponsMut<'_> {
    /// Adds the coupon, or replaces the one of the same id. Subscriptions that redeemed it keep
    /// it as it was.
    pub fn put(&self, coupon: &Coupon) -> Result<(), StoreError> {
        let others = self.tx.coupons().by_code(&coupon.code)?;
        if others.is_some_and(|other| other.id != coupon.id) {
            return Err(StoreError::AlreadyExists {
                kind: "coupon code",
                id: coupon.code.clone(),
            });
        }
        let before = self.tx.coupons().get(&coupon.id)?;
        let id = coupon.id.as_str();
        self.tx
            .conn
            .prepare_cached(
                "INSERT INTO coupons(id, code, archived, body) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT(id) DO UPDATE SET
                     code = excluded.code, archived = excluded.archived, body = excluded.body",
            )?
            .execute((
                id,
                coupon.code.trim(),
                coupon.archived_at.is_some(),
                to_json("coupon", id, coupon)?,
            ))?;
        self.tx.changed("coupons");
        self.tx
            .audit_values("coupon", id, before.as_ref(), Some(coupon))
    }
}
