//! Published versions of plans: what they cost and grant from a day on, never edited.

use std::collections::BTreeMap;

use billing::catalog::{BookedPlan, Plan, PlanBook, PlanVersion, Product};
use billing::ids::{PlanId, ProductId};
use billing::subscription::{Change, Subscription};
use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Params};

use crate::error::{StoreError, from_json, to_json};
use crate::instant;
use crate::migration::Migration;
use crate::transaction::{ReadTx, WriteTx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 22,
    name: "plan versions",
    sql: "
        CREATE TABLE plan_versions (
            plan_key INTEGER NOT NULL REFERENCES plans(key),
            version INTEGER NOT NULL,
            effective_on TEXT NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY (plan_key, version)
        ) WITHOUT ROWID, STRICT;
        CREATE TRIGGER plan_versions_never_edited BEFORE UPDATE ON plan_versions
            BEGIN SELECT raise(ABORT, 'published versions are never edited'); END;
        CREATE TRIGGER plan_versions_never_removed BEFORE DELETE ON plan_versions
            BEGIN SELECT raise(ABORT, 'published versions are never removed'); END;",
    older_build_may_open: false,
}];

#[derive(Debug)]
pub struct PlanVersions<'t> {
    tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct PlanVersionsMut<'t> {
    tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn plan_versions(&self) -> PlanVersions<'_> {
        PlanVersions { tx: self }
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn plan_versions_mut(&self) -> PlanVersionsMut<'_> {
        PlanVersionsMut { tx: self }
    }
}

const OF_PLAN: &str = "SELECT v.body FROM plan_versions v JOIN plans p ON p.key = v.plan_key
    WHERE p.id = ?1";

impl PlanVersions<'_> {
    pub fn get(&self, id: &PlanId, version: u32) -> Result<Option<PlanVersion>, StoreError> {
        self.one(
            &format!("{OF_PLAN} AND v.version = ?2"),
            (id.as_str(), version),
            id,
        )
    }

    pub fn newest(&self, id: &PlanId) -> Result<Option<PlanVersion>, StoreError> {
        let sql = format!("{OF_PLAN} ORDER BY v.version DESC LIMIT 1");
        self.one(&sql, [id.as_str()], id)
    }

    /// The version that a subscription takes which begins on `on`: the latest that is effective
    /// by then, or the first where none is.
    pub fn in_effect(&self, id: &PlanId, on: NaiveDate) -> Result<Option<PlanVersion>, StoreError> {
        let sql = format!(
            "{OF_PLAN} AND v.effective_on <= ?2
             ORDER BY v.effective_on DESC, v.version DESC LIMIT 1"
        );
        let found = self.one(&sql, (id.as_str(), instant::date_to_text(on)), id)?;
        if found.is_some() {
            return Ok(found);
        }
        let sql = format!("{OF_PLAN} ORDER BY v.version LIMIT 1");
        self.one(&sql, [id.as_str()], id)
    }

    fn one(
        &self,
        sql: &str,
        values: impl Params,
        id: &PlanId,
    ) -> Result<Option<PlanVersion>, StoreError> {
        let body: Option<String> = self
            .tx
            .conn
            .prepare_cached(sql)?
            .query_row(values, |row| row.get(0))
            .optional()?;
        body.map(|body| from_json("plan version", id.as_str(), &body))
            .transpose()
    }

    /// The oldest first.
    pub fn of_plan(&self, id: &PlanId) -> Result<Vec<PlanVersion>, StoreError> {
        let sql = format!("{OF_PLAN} ORDER BY v.version");
        let mut statement = self.tx.conn.prepare_cached(&sql)?;
        let bodies = statement.query_map([id.as_str()], |row| row.get::<_, String>(0))?;
        bodies
            .map(|body| from_json("plan version", id.as_str(), &body?))
            .collect()
    }

    /// Those plans with their products; what is not in the ledger is not in the book.
    pub fn book(&self, versions: &[(PlanId, u32)]) -> Result<PlanBook, StoreError> {
        let mut book = PlanBook::new();
        for (id, version) in versions {
            if book.get(id, *version).is_some() {
                continue;
            }
            let Some((plan, product)) = self.plan_of(id)? else {
                continue;
            };
            if let Some(version) = self.get(id, *version)? {
                book.insert(BookedPlan {
                    plan,
                    version,
                    product,
                });
            }
        }
        Ok(book)
    }

    /// A deleted plan is found too: what refers to it can still be read.
    fn plan_of(&self, id: &PlanId) -> Result<Option<(Plan, Product)>, StoreError> {
        let body: Option<String> = self
            .tx
            .conn
            .prepare_cached("SELECT body FROM plans WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?;
        let Some(body) = body else {
            return Ok(None);
        };
        let plan: Plan = from_json("plan", id.as_str(), &body)?;
        let product = self.tx.products().get(&plan.product_id)?;
        Ok(product.map(|product| (plan, product)))
    }

    /// Everything that a subscription holds or is planned to hold.
    pub fn book_of(&self, subscription: &Subscription) -> Result<PlanBook, StoreError> {
        self.book(&versions_of(subscription))
    }

    /// Every version of every plan: for runs, which keep it.
    pub fn book_all(&self) -> Result<PlanBook, StoreError> {
        let products = self.tx.products().list(true)?;
        let products: BTreeMap<ProductId, Product> = products
            .into_iter()
            .map(|product| (product.id.clone(), product))
            .collect();
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT p.id, p.body, v.body FROM plan_versions v JOIN plans p ON p.key = v.plan_key",
        )?;
        let mut rows = statement.query([])?;
        let mut book = PlanBook::new();
        while let Some(row) = rows.next()? {
            let id: String = row.get(0)?;
            let plan: Plan = from_json("plan", &id, &row.get::<_, String>(1)?)?;
            let version = from_json("plan version", &id, &row.get::<_, String>(2)?)?;
            if let Some(product) = products.get(&plan.product_id).cloned() {
                book.insert(BookedPlan {
                    plan,
                    version,
                    product,
                });
            }
        }
        Ok(book)
    }
}

/// The versions that a computation about the subscription may ask for.
fn versions_of(subscription: &Subscription) -> Vec<(PlanId, u32)> {
    let held = subscription
        .items
        .iter()
        .map(|item| (item.plan_id.clone(), item.version));
    let planned = subscription
        .schedule
        .iter()
        .filter_map(|planned| match &planned.change {
            Change::Plan {
                plan_id, version, ..
            }
            | Change::AddAddon {
                plan_id, version, ..
            }
            | Change::Version { plan_id, version } => Some((plan_id.clone(), *version)),
            _ => None,
        });
    // Late use of a time is rated by the version that billed it.
    let metered = subscription.metering.spans.iter();
    let metered = metered.map(|span| (span.plan_id.clone(), span.version));
    held.chain(planned).chain(metered).collect()
}

impl PlanVersionsMut<'_> {
    /// Adds a version; there is no way to change one.
    pub fn publish(&self, version: &PlanVersion) -> Result<(), StoreError> {
        let id = version.plan_id.as_str();
        let plan_key = self.tx.plan_key(&version.plan_id)?;
        let name = format!("{id} version {}", version.version);
        if self
            .tx
            .plan_versions()
            .get(&version.plan_id, version.version)?
            .is_some()
        {
            return Err(StoreError::AlreadyExists {
                kind: "plan version",
                id: name,
            });
        }
        self.tx
            .conn
            .prepare_cached(
                "INSERT INTO plan_versions(plan_key, version, effective_on, body)
                 VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute((
                plan_key,
                version.version,
                instant::date_to_text(version.effective_on),
                to_json("plan version", &name, version)?,
            ))?;
        self.tx.changed("plan_versions");
        self.tx.audit_values("plan", id, None, Some(version))
    }
}
