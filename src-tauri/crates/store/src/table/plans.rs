//! Plans and add-ons; what they cost and grant is in their versions.

use billing::catalog::Plan;
use billing::ids::PlanId;
use rusqlite::OptionalExtension;

use crate::error::{StoreError, from_json, to_json};
use crate::migration::Migration;
use crate::transaction::{ReadTx, WriteTx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 21,
    name: "plans",
    sql: "
        CREATE TABLE plans (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            code TEXT NOT NULL COLLATE NOCASE,
            position INTEGER NOT NULL,
            archived INTEGER NOT NULL,
            deleted INTEGER NOT NULL DEFAULT 0,
            body TEXT NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX plans_by_code ON plans(code) WHERE deleted = 0;",
    older_build_may_open: false,
}];

#[derive(Debug)]
pub struct Plans<'t> {
    tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct PlansMut<'t> {
    tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn plans(&self) -> Plans<'_> {
        Plans { tx: self }
    }

    /// Of a deleted plan too: its versions stay readable.
    pub(crate) fn plan_key(&self, id: &PlanId) -> Result<i64, StoreError> {
        self.conn
            .prepare_cached("SELECT key FROM plans WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?
            .ok_or_else(|| missing(id))
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn plans_mut(&self) -> PlansMut<'_> {
        PlansMut { tx: self }
    }
}

fn missing(id: &PlanId) -> StoreError {
    StoreError::NotFound {
        kind: "plan",
        id: id.to_string(),
    }
}

impl Plans<'_> {
    pub fn get(&self, id: &PlanId) -> Result<Option<Plan>, StoreError> {
        self.one(
            "SELECT id, body FROM plans WHERE id = ?1 AND deleted = 0",
            id.as_str(),
        )
    }

    /// By its short name, in whatever case it is written.
    pub fn by_code(&self, code: &str) -> Result<Option<Plan>, StoreError> {
        self.one(
            "SELECT id, body FROM plans WHERE code = ?1 AND deleted = 0",
            code,
        )
    }

    fn one(&self, sql: &str, value: &str) -> Result<Option<Plan>, StoreError> {
        let found: Option<(String, String)> = self
            .tx
            .conn
            .prepare_cached(sql)?
            .query_row([value], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        found
            .map(|(id, body)| from_json("plan", &id, &body))
            .transpose()
    }

    /// By position, then name; those put away only when asked for.
    pub fn list(&self, with_archived: bool) -> Result<Vec<Plan>, StoreError> {
        self.many(
            "SELECT id, body FROM plans WHERE deleted = 0 AND (archived = 0 OR ?1)
             ORDER BY position, name, key",
            with_archived,
        )
    }

    /// Those that were deleted and can be restored, the last one made first.
    pub fn deleted(&self) -> Result<Vec<Plan>, StoreError> {
        self.many(
            "SELECT id, body FROM plans WHERE deleted = ?1 ORDER BY key DESC",
            true,
        )
    }

    fn many(&self, sql: &str, value: bool) -> Result<Vec<Plan>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(sql)?;
        let rows = statement.query_map([value], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.map(|row| {
            let (id, body): (String, String) = row?;
            from_json("plan", &id, &body)
        })
        .collect()
    }
}

impl PlansMut<'_> {
    /// Adds the plan, or replaces the one of the same id; subscriptions show its new name.
    pub fn put(&self, plan: &Plan) -> Result<(), StoreError> {
        self.refuse_taken_code(plan)?;
        let before = self.tx.plans().get(&plan.id)?;
        let id = plan.id.as_str();
        self.tx
            .conn
            .prepare_cached(
                "INSERT INTO plans(id, name, code, position, archived, body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT(id) DO UPDATE SET
                     name = excluded.name, code = excluded.code, position = excluded.position,
                     archived = excluded.archived, deleted = 0, body = excluded.body",
            )?
            .execute((
                id,
                &plan.name,
                &plan.code,
                plan.position,
                plan.archived_at.is_some(),
                to_json("plan", id, plan)?,
            ))?;
        let is_renamed = before
            .as_ref()
            .is_some_and(|before| before.name != plan.name);
        if is_renamed {
            let key = self.tx.plan_key(&plan.id)?;
            self.tx.subscriptions_mut().rename_plan(key, &plan.name)?;
        }
        self.tx.changed("plans");
        self.tx
            .audit_values("plan", id, before.as_ref(), Some(plan))
    }

    fn refuse_taken_code(&self, plan: &Plan) -> Result<(), StoreError> {
        match self.tx.plans().by_code(&plan.code)? {
            Some(other) if other.id != plan.id => Err(StoreError::AlreadyExists {
                kind: "plan code",
                id: plan.code.clone(),
            }),
            _ => Ok(()),
        }
    }

    /// Deletes a plan that no subscription refers to, not even a past one. It can be restored.
    pub fn delete(&self, id: &PlanId) -> Result<(), StoreError> {
        let before = self.tx.plans().get(id)?.ok_or_else(|| missing(id))?;
        let in_use: i64 = self.tx.conn.query_row(
            "SELECT count(*) FROM subscription_bodies WHERE instr(body, ?1) > 0",
            [id.as_str()],
            |row| row.get(0),
        )?;
        if in_use > 0 {
            return Err(StoreError::RuleBroken {
                rule: "a plan with subscriptions is archived, not deleted",
                detail: format!("{} has {in_use}", before.name),
            });
        }
        self.set_deleted(id, true)?;
        self.tx
            .audit_values("plan", id.as_str(), Some(&before), None)
    }

    /// Puts a deleted plan back as it was.
    pub fn restore(&self, id: &PlanId) -> Result<(), StoreError> {
        let deleted = self.tx.plans().deleted()?;
        let plan = deleted.into_iter().find(|plan| plan.id == *id);
        let plan = plan.ok_or_else(|| missing(id))?;
        self.refuse_taken_code(&plan)?;
        self.set_deleted(id, false)?;
        self.tx.audit_values("plan", id.as_str(), None, Some(&plan))
    }

    fn set_deleted(&self, id: &PlanId, deleted: bool) -> Result<(), StoreError> {
        self.tx.conn.execute(
            "UPDATE plans SET deleted = ?2 WHERE id = ?1",
            (id.as_str(), deleted),
        )?;
        self.tx.changed("plans");
        Ok(())
    }
}
