//! `billfold plans`: what is sold, and for how much.

use app::dto::catalog::{EntitlementDto, PlanDetail, PlanPage};
use app::dto::lists::{IdRequest, ListRequest};
use clap::{Args, Subcommand};

use crate::door::Door;
use crate::failure::Failure;
use crate::listing::{Listing, footer, is};
use crate::money::Exponents;
use crate::table::{facts, parts, table};

/// Plans and add-ons.
#[derive(Debug, Subcommand)]
pub enum Plans {
    /// List plans and add-ons
    List(List),
    /// Show one plan with its prices in words
    Show(Named),
    /// Put a plan away; its subscribers keep it
    Archive(Named),
    /// Bring back an archived plan
    Restore(Named),
}

/// Which plans.
#[derive(Debug, Args)]
pub struct List {
    /// Only these: active or archived
    #[arg(long)]
    status: Option<String>,
    #[command(flatten)]
    listing: Listing,
}

/// One plan.
#[derive(Debug, Args)]
pub struct Named {
    /// The plan's id (plan_…) or code
    plan: String,
}

impl Plans {
    pub fn run(&self, door: &Door) -> Result<String, Failure> {
        match self {
            Self::List(list) => {
                let status = list.status.as_deref().map(|status| is("status", status));
                let request = list.listing.request(status.into_iter().collect())?;
                door.show(door.ask("plans.list", request)?, page)
            }
            Self::Show(named) => named.ask(door, "plans.get"),
            Self::Archive(named) => named.ask(door, "plans.archive"),
            Self::Restore(named) => named.ask(door, "plans.restore"),
        }
    }
}

impl Named {
    fn ask(&self, door: &Door, use_case: &str) -> Result<String, Failure> {
        let id = id_of(door, &self.plan)?;
        door.show(door.ask(use_case, IdRequest { id })?, detail)
    }
}

/// The id of the plan that a person names by id or by code.
fn id_of(door: &Door, named: &str) -> Result<String, Failure> {
    if named.starts_with("plan_") {
        return Ok(named.to_owned());
    }
    let status = app::dto::lists::Filter {
        values: vec!["active".to_owned(), "archived".to_owned()],
        ..is("status", "")
    };
    let request = ListRequest {
        filters: vec![is("code", named), status],
        limit: 1,
        ..ListRequest::default()
    };
    let page: PlanPage = door.get("plans.list", request)?;
    match page.rows.as_slice() {
        [one] => Ok(one.id.clone()),
        _ => Err(Failure::not_found("plan", named)),
    }
}

fn page(page: &PlanPage, money: &Exponents) -> String {
    let rows = page.rows.iter().map(|row| {
        vec![
            row.code.clone(),
            row.name.clone(),
            row.kind.clone(),
            row.product.clone(),
            row.status.clone(),
            row.subscribers.to_string(),
            money.all(&row.monthly),
            row.price_words.first().cloned().unwrap_or_default(),
        ]
    });
    let head = [
        "Code",
        "Name",
        "Kind",
        "Product",
        "Status",
        ">Subscribers",
        ">A month",
        "Price",
    ];
    parts(&[
        table(&head, rows.collect()),
        footer(page.rows.len(), page.total_count, &[], money),
    ])
}

fn detail(detail: &PlanDetail, money: &Exponents) -> String {
    let row = &detail.row;
    let known = facts(&[
        ("Id", row.id.clone()),
        ("Name", row.name.clone()),
        ("Code", row.code.clone()),
        ("Kind", row.kind.clone()),
        ("Product", row.product.clone()),
        ("Status", row.status.clone()),
        ("Version", row.version.to_string()),
        ("Subscribers", row.subscribers.to_string()),
        ("A month", money.all(&row.monthly)),
        ("Only for", row.custom_for.clone().unwrap_or_default()),
    ]);
    let first = detail.words.iter().filter_map(|words| words.first());
    let prices: Vec<String> = first.cloned().collect();
    let current = detail.versions.iter().find(|v| v.version == row.version);
    let granted = current.map_or(&[][..], |version| &version.content.entitlements);
    let granted = granted
        .iter()
        .map(|entitlement| vec![entitlement.name.clone(), granted_words(entitlement)]);
    parts(&[
        known,
        prices.join("\n"),
        table(&["Grants", ""], granted.collect()),
    ])
}

fn granted_words(entitlement: &EntitlementDto) -> String {
    match (entitlement.kind.as_str(), entitlement.on) {
        ("feature", true) => "yes".to_owned(),
        ("feature", false) => "no".to_owned(),
        ("level", _) => entitlement.level.clone(),
        _ => match &entitlement.most {
            Some(most) => format!("{most} {}", entitlement.unit),
            None => "unlimited".to_owned(),
        },
    }
}
