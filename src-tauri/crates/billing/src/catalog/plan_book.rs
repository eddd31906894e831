//! The plans that a computation needs, by plan and version: what it reads the catalog from.

use std::collections::BTreeMap;

use super::plan::{Plan, PlanVersion};
use super::product::Product;
use crate::ids::PlanId;

/// A version with its plan and its product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookedPlan {
    /// The plan or add-on.
    pub plan: Plan,
    /// One version of it.
    pub version: PlanVersion,
    /// What is sold by it.
    pub product: Product,
}

/// Plans by id and version.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlanBook {
    entries: BTreeMap<(PlanId, u32), BookedPlan>,
}

impl PlanBook {
    /// No plans yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a version, or replaces it.
    pub fn insert(&mut self, booked: BookedPlan) {
        let key = (booked.version.plan_id.clone(), booked.version.version);
        self.entries.insert(key, booked);
    }

    /// A version of a plan, where it is here.
    #[must_use]
    pub fn get(&self, plan_id: &PlanId, version: u32) -> Option<&BookedPlan> {
        self.entries.get(&(plan_id.clone(), version))
    }

    /// All of them, by plan and version.
    pub fn iter(&self) -> impl Iterator<Item = &BookedPlan> {
        self.entries.values()
    }
}
