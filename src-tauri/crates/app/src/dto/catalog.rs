//! The catalog: products, plans with their versions and prices, coupons, ready catalogs.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::invoices::{FieldProblem, StepDto};
use super::money::MoneyDto;

/// A product.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct ProductDto {
    /// Empty for a new one.
    pub id: String,
    pub name: String,
    pub description: String,
    /// digital_service, service, goods.
    pub supply: String,
    /// Category in the tax tables; empty means "standard".
    pub tax_category: String,
    pub archived: bool,
    /// How many plans and add-ons sell it; read only.
    pub plans: u32,
}

/// All products, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProductList {
    pub rows: Vec<ProductDto>,
}

/// How often something is billed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RecurrenceDto {
    /// day, week, month, quarter, year.
    pub interval: String,
    /// 1 or more.
    pub count: u32,
}

/// A tier of a price. Decimals as text in plain notation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct TierDto {
    /// The last unit (or amount) in it; nothing for the last tier.
    pub up_to: Option<String>,
    /// Empty for none; not for graduated percentages.
    pub unit_amount: String,
    /// Empty for none.
    pub flat_amount: String,
    /// Only for graduated percentages.
    pub rate_pct: String,
}

/// A price model, as the calculator's contract names its fields; those of other models are empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct PriceModelDto {
    /// flat, per_unit, package, tiered_graduated, tiered_volume, percentage, graduated_percentage.
    #[serde(rename = "type")]
    pub kind: String,
    /// flat, package.
    pub amount: String,
    /// per_unit.
    pub unit_amount: String,
    /// package: units in a block.
    pub size: String,
    /// package: up or down.
    pub round: String,
    /// The tiered models and graduated_percentage.
    pub tiers: Vec<TierDto>,
    /// tiered: first_flat or free.
    pub zero_usage: String,
    /// percentage.
    pub rate_pct: String,
    pub fixed: String,
    pub free_events: String,
    pub free_amount: String,
    pub min: String,
    pub max: String,
}

/// One price of a plan's version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PriceDto {
    /// Which charge it is ("base", "users"); stays through versions, currencies and intervals.
    pub key: String,
    pub name: String,
    /// What a quantity is counted in; may be empty.
    pub unit: String,
    pub currency: String,
    pub recurrence: RecurrenceDto,
    /// recurring, metered, setup.
    pub kind: String,
    /// Only for metered prices.
    pub meter: String,
    pub model: PriceModelDto,
    /// Units that are taken off first; empty for none.
    pub included: String,
    /// The least that is billed for a period; empty for none.
    pub commitment: String,
    /// advance, arrears.
    pub timing: String,
    pub prorates: bool,
}

/// One entitlement of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EntitlementDto {
    pub key: String,
    pub name: String,
    /// feature, limit, level.
    pub kind: String,
    /// feature: whether it is in the plan.
    pub on: bool,
    /// limit: the most, as decimal text; nothing means unlimited.
    pub most: Option<String>,
    pub unit: String,
    /// level: in words.
    pub level: String,
    /// limit: what becomes of more: by_price (billed where there is a price, else refused), soft,
    /// hard; empty means by_price.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub enforcement: String,
    /// limit: percentages at which somebody is told, as decimal text; empty for 80, 95 and 100.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub alert_at: Vec<String>,
}

/// An amount of usage in a currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ProgressiveDto {
    pub currency: String,
    /// As decimal text, in major units.
    pub amount: String,
}

/// What a version of a plan costs and grants, as edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PlanContentDto {
    pub prices: Vec<PriceDto>,
    pub entitlements: Vec<EntitlementDto>,
    pub trial_days: u16,
    /// day, second, day_inclusive, thirty_day_month, thirty_360.
    pub convention: String,
    /// next_invoice, invoice_now, none.
    pub behavior: String,
    pub tax_inclusive: bool,
    /// Usage that comes to so much is billed before its period's end; one for each currency.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<ProgressiveDto>>")]
    pub progressive: Vec<ProgressiveDto>,
}

/// A published version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanVersionDto {
    pub version: u32,
    pub effective_on: String,
    pub published_at: String,
    pub content: PlanContentDto,
    /// Subscriptions that have it now.
    pub subscribers: u32,
}

/// A plan's own fields, as edited.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct PlanFieldsDto {
    pub product_id: String,
    /// plan, addon.
    pub kind: String,
    pub name: String,
    /// Unique short name; empty makes one from the name.
    pub code: String,
    pub description: String,
    /// Place in lists, from the smallest; 0 puts a new plan last.
    pub position: u32,
}

/// A row of the plans list. Columns to sort and filter by: name, code, kind, product, status,
/// subscribers, monthly, position, custom_for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanRow {
    pub id: String,
    pub name: String,
    pub code: String,
    /// plan, addon.
    pub kind: String,
    pub product: String,
    /// active, archived.
    pub status: String,
    pub position: u32,
    /// The version that new subscriptions take now.
    pub version: u32,
    /// Its base price in words for each currency and interval ("29.00 USD a month"), the business's
    /// currency first.
    pub price_words: Vec<String>,
    pub subscribers: u32,
    /// Monthly recurring amount of its subscribers, one for each currency.
    pub monthly: Vec<MoneyDto>,
    /// Name of the one customer that it is for.
    pub custom_for: Option<String>,
}

/// A window of the plans list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanPage {
    pub rows: Vec<PlanRow>,
    pub total_count: u32,
}

/// Everything about one plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanDetail {
    pub row: PlanRow,
    pub fields: PlanFieldsDto,
    pub custom_for_id: Option<String>,
    pub based_on_id: Option<String>,
    /// Newest first.
    pub versions: Vec<PlanVersionDto>,
    /// Each price of the current version in words, by its place in `content.prices`.
    pub words: Vec<Vec<String>>,
    /// edit, publish, archive, restore, customize, delete.
    pub actions: Vec<String>,
}

/// Makes a plan with its first version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CreatePlanRequest {
    pub fields: PlanFieldsDto,
    pub content: PlanContentDto,
}

/// Changes a plan's own fields (not its prices).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UpdatePlanRequest {
    pub id: String,
    pub fields: PlanFieldsDto,
}

/// A new version, to be looked at or published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PlanVersionRequest {
    pub id: String,
    pub content: PlanContentDto,
    pub effective_on: String,
    /// new_only, next_renewal, now: whom it is for.
    pub applies_to: String,
}

/// One line of a side-by-side comparison of two versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DifferenceRow {
    /// What is compared ("Base, USD a month", "Call minutes").
    pub what: String,
    /// Empty where it is new.
    pub before: String,
    /// Empty where it goes.
    pub after: String,
    pub changed: bool,
}

/// Two versions of a plan, by their numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CompareVersionsRequest {
    pub id: String,
    pub before: u32,
    pub after: u32,
}

/// Two versions side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VersionDifferences {
    /// What the first says in its order, then what is new in the second.
    pub rows: Vec<DifferenceRow>,
}

/// What a new version does to the first invoice of one subscription that it changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AffectedRow {
    pub subscription_id: String,
    pub customer_id: String,
    pub customer_name: String,
    pub next_invoice_on: String,
    /// Net, before tax.
    pub before: MoneyDto,
    pub after: MoneyDto,
    pub difference: MoneyDto,
    /// Why it stays with its version; empty where it moves.
    pub problem: String,
}

/// What publishing would do, before it is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanVersionPreview {
    pub version: u32,
    pub differences: Vec<DifferenceRow>,
    pub affected: Vec<AffectedRow>,
    /// Sum of the differences, one for each currency.
    pub totals: Vec<MoneyDto>,
    /// What has to be mended before it can be published; paths as "prices.0.model.amount".
    pub problems: Vec<FieldProblem>,
}

/// A custom plan for one customer: a copy with overrides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CustomizePlanRequest {
    pub plan_id: String,
    pub customer_id: String,
    /// Empty makes one from plan and customer.
    #[serde(default)]
    pub name: String,
    pub content: PlanContentDto,
}

/// Asks what a quantity costs, without a ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TryPriceRequest {
    pub price: PriceDto,
    /// Units; for percentages the amounts of the events, separated by blanks or lines.
    pub quantity: String,
}

/// What it costs, with the arithmetic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TriedPrice {
    /// Nothing while the price is not complete.
    pub amount: Option<MoneyDto>,
    pub steps: Vec<StepDto>,
    /// The price in sentences: zero usage, rounding of blocks, proration, a worked example.
    pub words: Vec<String>,
    pub problems: Vec<FieldProblem>,
}

/// Which plans to compare; none means all active ones of the first plan's product.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct ComparePlansRequest {
    pub plan_ids: Vec<String>,
    /// Adds the plans that this customer could change to, its own marked.
    pub customer_id: Option<String>,
}

/// One plan at the head of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ComparedPlan {
    pub id: String,
    pub name: String,
    pub version: u32,
    pub price_words: Vec<String>,
    /// Whether the customer has it now.
    pub current: bool,
}

/// One row of a comparison: a cell for each plan, "" where it has nothing of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ComparisonRow {
    pub name: String,
    /// feature, limit, level, price.
    pub kind: String,
    /// "yes", "no", "500 minutes", "unlimited", "priority", "0.02 USD per request over".
    pub cells: Vec<String>,
}

/// Plans feature by feature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanComparison {
    pub plans: Vec<ComparedPlan>,
    pub rows: Vec<ComparisonRow>,
}

/// A coupon, as listed and edited.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct CouponDto {
    /// Empty for a new one.
    pub id: String,
    pub code: String,
    pub name: String,
    /// Percent off; empty where it is an amount.
    pub percent: String,
    /// Amount off, in major units; empty where it is a percentage.
    pub amount: String,
    /// Currency of the amount.
    pub currency: Option<String>,
    /// once, periods, forever.
    pub duration: String,
    /// For duration periods.
    pub periods: u32,
    /// Empty for all.
    pub product_ids: Vec<String>,
    /// Nothing for any number.
    pub max_redemptions: Option<u32>,
    pub expires_on: Option<String>,
    /// Read only.
    pub redemptions: u32,
    pub archived: bool,
    /// active, used_up, expired, archived; read only.
    pub status: String,
}

/// All coupons, by code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CouponList {
    pub rows: Vec<CouponDto>,
}

/// A catalog that comes with the application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReadyCatalogDto {
    /// "voice-ai", "ai-workspace".
    pub code: String,
    pub name: String,
    pub description: String,
    /// What the words are in.
    pub currency: String,
    /// The currency whose figures the prices have, where the catalog has none of its own in that
    /// one; else empty.
    pub figures_of: String,
    /// Its plans with their monthly price, in words.
    pub plans: Vec<String>,
    /// Whether this ledger has it already.
    pub installed: bool,
}

/// The catalogs that come with the application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReadyCatalogList {
    pub rows: Vec<ReadyCatalogDto>,
}

/// Which prices are to be shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct ReadyCatalogsRequest {
    /// Empty for the business's.
    #[ts(optional, as = "Option<String>")]
    pub currency: String,
}

/// Takes a ready catalog into the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct InstallCatalogRequest {
    pub code: String,
    /// One that its prices have in any case; empty for the business's.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub currency: String,
}

/// What was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InstalledCatalog {
    pub product_id: String,
    pub plan_ids: Vec<String>,
}
