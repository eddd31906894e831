//! `billfold usage check` and `limits`: whether a use would fit, and how limits stand.

use app::dto::limits::{LimitDto, LimitList, LimitsRequest, UsageCheck, UsageCheckRequest};
use clap::Args;

use crate::door::Door;
use crate::failure::Failure;
use crate::table::{facts, table};

/// What somebody is about to do.
#[derive(Debug, Args)]
#[command(after_help = "\
The answer begins with yes, yes with overage, or no; nothing is counted by asking.")]
pub struct Check {
    /// Id of the customer
    #[arg(long, required_unless_present = "subscription", default_value = "")]
    customer: String,
    /// Id of the subscription
    #[arg(long, default_value = "")]
    subscription: String,
    /// Key of the meter
    #[arg(long, required_unless_present = "feature", default_value = "")]
    meter: String,
    /// Key of a feature, in place of a meter
    #[arg(long, default_value = "", conflicts_with = "meter")]
    feature: String,
    /// How much more
    #[arg(long, default_value = "1")]
    quantity: String,
}

/// Whose limits.
#[derive(Debug, Args)]
pub struct Limits {
    /// Id of the customer
    customer: String,
}

impl Check {
    pub fn run(&self, door: &Door) -> Result<String, Failure> {
        let request = UsageCheckRequest {
            customer_id: self.customer.clone(),
            subscription_id: self.subscription.clone(),
            meter: self.meter.clone(),
            feature: self.feature.clone(),
            quantity: self.quantity.clone(),
        };
        let answer = door.ask("usage.check", request)?;
        door.show(answer, |check: &UsageCheck, _| told(check))
    }
}

fn told(check: &UsageCheck) -> String {
    let mut text = check.message.clone();
    for step in &check.steps {
        text.push_str(&format!("\n  {}: {}", step.label, step.value));
    }
    text
}

impl Limits {
    pub fn run(&self, door: &Door) -> Result<String, Failure> {
        let customer_id = self.customer.clone();
        let answer = door.ask("usage.limits", LimitsRequest { customer_id })?;
        door.show(answer, |list: &LimitList, _| shown(&list.rows))
    }
}

fn shown(rows: &[LimitDto]) -> String {
    if rows.is_empty() {
        return facts(&[("Limits", "none that a meter counts".to_owned())]);
    }
    let cells = |row: &LimitDto| {
        vec![
            row.plan.clone(),
            row.name.clone(),
            row.used.clone(),
            row.most.clone().unwrap_or_else(|| "unlimited".to_owned()),
            row.percent.clone().unwrap_or_default(),
            row.policy.clone(),
            row.runs_out_on.clone().unwrap_or_default(),
        ]
    };
    let head = &["Plan", "Limit", "Used", "Of", "%", "More is", "Runs out"];
    table(head, rows.iter().map(cells).collect())
}
