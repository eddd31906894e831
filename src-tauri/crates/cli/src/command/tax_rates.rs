//! `billfold tax-rates`: the rates that lines can carry, and how a person names one.

use app::dto::business::{SaveTaxRateRequest, TaxRateDto, TaxRateList};
use clap::{Args, Subcommand};
use serde_json::json;

use crate::door::Door;
use crate::failure::Failure;
use crate::table::table;

/// Tax rates; without a command, lists them.
#[derive(Debug, Args)]
pub struct TaxRates {
    #[command(subcommand)]
    command: Option<Command>,
}

/// What to do with tax rates.
#[derive(Debug, Subcommand)]
enum Command {
    /// List the tax rates
    List,
    /// Add a tax rate
    Add(Add),
}

/// A new rate.
#[derive(Debug, Args)]
struct Add {
    /// Name on documents, for example VAT
    #[arg(long)]
    name: String,
    /// Percent, for example 19
    #[arg(long, value_name = "PERCENT")]
    rate: String,
    /// Where it is owed, for example DE
    #[arg(long)]
    jurisdiction: String,
    /// EN 16931 category code: S, Z, E, AE, K, G or O
    #[arg(long, default_value = "S")]
    category: String,
    /// Note on invoices that carry it
    #[arg(long, default_value = "")]
    note: String,
}

impl TaxRates {
    pub fn run(&self, door: &Door) -> Result<String, Failure> {
        match &self.command {
            None | Some(Command::List) => {
                let answer = door.ask("tax_rates.list", json!({}))?;
                door.show(answer, |list: &TaxRateList, _| rows(&list.rows))
            }
            Some(Command::Add(add)) => {
                let request = SaveTaxRateRequest {
                    id: None,
                    name: add.name.clone(),
                    rate_pct: add.rate.clone(),
                    jurisdiction: add.jurisdiction.clone(),
                    category: add.category.clone(),
                    note: add.note.clone(),
                    archived: false,
                };
                door.show(
                    door.ask("tax_rates.save", request)?,
                    |rate: &TaxRateDto, _| rows(std::slice::from_ref(rate)),
                )
            }
        }
    }
}

fn rows(rates: &[TaxRateDto]) -> String {
    let rows = rates.iter().map(|rate| {
        let archived = if rate.archived { "archived" } else { "" };
        vec![
            rate.id.clone(),
            rate.name.clone(),
            format!("{} %", rate.rate_pct),
            rate.jurisdiction.clone(),
            rate.category.clone(),
            rate.note.clone(),
            archived.to_owned(),
        ]
    });
    let head = [
        "Id",
        "Name",
        ">Rate",
        "Jurisdiction",
        "Category",
        "Note",
        "",
    ];
    table(&head, rows.collect())
}

/// The ids of rates that a person names by id, name or percent.
pub fn ids_of(door: &Door, named: &[String]) -> Result<Vec<String>, Failure> {
    let list: TaxRateList = door.get("tax_rates.list", json!({}))?;
    named.iter().map(|name| id_of(&list.rows, name)).collect()
}

fn id_of(rates: &[TaxRateDto], named: &str) -> Result<String, Failure> {
    if let Some(rate) = rates.iter().find(|rate| rate.id == named) {
        return Ok(rate.id.clone());
    }
    let percent = named.trim_end_matches('%').trim();
    let usable = rates.iter().filter(|rate| !rate.archived);
    let fitting: Vec<&TaxRateDto> = usable
        .filter(|rate| rate.name == named || rate.rate_pct == percent)
        .collect();
    match fitting.as_slice() {
        [one] => Ok(one.id.clone()),
        [] => Err(Failure::not_found("tax_rate", named)),
        _ => Err(Failure::usage(
            format!("Several tax rates are called {named}. Nothing was changed."),
            "Use the id that `billfold tax-rates` shows.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(id: &str, name: &str, rate_pct: &str) -> TaxRateDto {
        TaxRateDto {
            id: id.to_owned(),
            name: name.to_owned(),
            rate_pct: rate_pct.to_owned(),
            jurisdiction: "DE".to_owned(),
            category: "S".to_owned(),
            note: String::new(),
            archived: false,
        }
    }

    #[test]
    fn a_rate_is_named_by_id_name_or_percent() {
        let rates = [
            rate("txr_1", "USt", "19"),
            rate("txr_2", "USt reduced", "7"),
        ];
        let found = |named: &str| id_of(&rates, named).ok();
        assert_eq!(found("txr_2").as_deref(), Some("txr_2"));
        assert_eq!(found("USt").as_deref(), Some("txr_1"));
        assert_eq!(found("7 %").as_deref(), Some("txr_2"));
        assert_eq!(found("8"), None);
    }

    #[test]
    fn an_ambiguous_percent_is_refused() {
        let rates = [rate("txr_1", "USt", "0"), rate("txr_2", "Export", "0")];
        assert!(id_of(&rates, "0").is_err_and(|failure| failure.0.code == "usage"));
    }
}
