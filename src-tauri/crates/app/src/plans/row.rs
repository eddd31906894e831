//! A plan as a row of lists, with its subscribers and what they bring a month.

use std::collections::BTreeMap;

use billing::business::Business;
use billing::catalog::{Plan, Product};
use billing::ids::{PlanId, ProductId};
use billing::money::{Currency, Money};
use chrono::NaiveDate;
use store::ReadTx;

use super::stored::in_effect;
use super::words::base_words;
use crate::dto::catalog::PlanRow;
use crate::dto::words::to_word;
use crate::error::AppError;

/// Who has a version of a plan.
#[derive(Debug, Clone, Default)]
struct Subscribers {
    count: u32,
    monthly: Vec<Money>,
}

/// What rows are made of, read once for all of them.
#[derive(Debug)]
pub(crate) struct Shelf {
    today: NaiveDate,
    currency: Currency,
    products: BTreeMap<ProductId, Product>,
    subscribers: BTreeMap<(PlanId, u32), Subscribers>,
}

impl Shelf {
    /// Prices are shown in the business's currency first.
    pub(crate) fn read(
        tx: &ReadTx<'_>,
        today: NaiveDate,
        business: &Business,
    ) -> Result<Self, AppError> {
        let products = tx.products().list(true)?.into_iter();
        let counts = tx.subscriptions().subscriber_counts()?.into_iter();
        Ok(Self {
            today,
            currency: business.currency,
            products: products
                .map(|product| (product.id.clone(), product))
                .collect(),
            subscribers: counts
                .map(|row| {
                    let subscribers = Subscribers {
                        count: u32::try_from(row.count).unwrap_or(u32::MAX),
                        monthly: row.monthly,
                    };
                    ((row.plan_id, row.version), subscribers)
                })
                .collect(),
        })
    }

    /// How many subscriptions have this version now.
    pub(crate) fn subscribers(&self, id: &PlanId, version: u32) -> u32 {
        let key = (id.clone(), version);
        self.subscribers.get(&key).map_or(0, |found| found.count)
    }

    /// The row of a plan.
    pub(crate) fn row(&self, tx: &ReadTx<'_>, plan: &Plan) -> Result<PlanRow, AppError> {
        let version = in_effect(tx, &plan.id, self.today)?;
        let of_plan = || {
            let all = self.subscribers.iter();
            all.filter(|((id, _), _)| *id == plan.id)
                .map(|(_, found)| found)
        };
        let custom_for = match &plan.custom_for {
            Some(id) => tx.customers().get(id)?.map(|customer| customer.name),
            None => None,
        };
        let product = self.products.get(&plan.product_id);
        Ok(PlanRow {
            id: plan.id.to_string(),
            name: plan.name.clone(),
            code: plan.code.clone(),
            kind: to_word(plan.kind),
            product: product.map(|p| p.name.clone()).unwrap_or_default(),
            status: status(plan).to_owned(),
            position: plan.position,
            version: version.version,
            price_words: base_words(&version, self.currency),
            subscribers: of_plan().fold(0, |sum, found| sum.saturating_add(found.count)),
            monthly: sums(of_plan().flat_map(|found| found.monthly.iter().copied()))?
                .into_iter()
                .map(Into::into)
                .collect(),
            custom_for,
        })
    }
}

fn status(plan: &Plan) -> &'static str {
    if plan.archived_at.is_some() {
        "archived"
    } else {
        "active"
    }
}

/// The sum of amounts for each currency, by code; currencies that come to nothing are left out.
pub(crate) fn sums(amounts: impl Iterator<Item = Money>) -> Result<Vec<Money>, AppError> {
    let mut sums: BTreeMap<&'static str, Money> = BTreeMap::new();
    for amount in amounts {
        let currency: Currency = amount.currency();
        let sum = sums
            .entry(currency.code())
            .or_insert_with(|| Money::zero(currency));
        *sum = sum.try_add(amount)?;
    }
    Ok(sums.into_values().filter(|sum| !sum.is_zero()).collect())
}
