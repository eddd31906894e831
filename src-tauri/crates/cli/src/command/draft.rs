//! What can be said about a draft on the command line, and how a line is typed.

use std::path::PathBuf;

use app::dto::customers::CustomerDetail;
use app::dto::invoices::{DraftDto, LineDto};
use app::dto::lists::IdRequest;
use clap::Args;

use super::{input, tax_rates};
use crate::door::Door;
use crate::failure::Failure;

/// Fields of a draft; what is not said stays.
#[derive(Debug, Args)]
pub struct Fields {
    /// A line: "description; quantity; unit amount; tax rate", the tax rate by id, name or percent
    /// (left out: the customer's); may be repeated, and replaces all lines
    #[arg(long = "line", value_name = "LINE")]
    lines: Vec<String>,
    /// Currency, ISO 4217
    #[arg(long)]
    currency: Option<String>,
    /// Percent off the whole invoice
    #[arg(long, value_name = "PERCENT")]
    discount_pct: Option<String>,
    /// Amount off the whole invoice, in major units
    #[arg(long, value_name = "AMOUNT")]
    discount_amount: Option<String>,
    /// The amounts of the lines include tax
    #[arg(long, value_name = "YES OR NO", value_parser = yes_or_no)]
    tax_inclusive: Option<bool>,
    /// The date it bears, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    issue_on: Option<String>,
    /// Days to pay
    #[arg(long, value_name = "DAYS")]
    net_days: Option<u16>,
    /// The customer's order number or the like
    #[arg(long)]
    reference: Option<String>,
    /// Note above the lines
    #[arg(long)]
    note: Option<String>,
    /// Template: classic, modern or compact
    #[arg(long)]
    template: Option<String>,
    /// Language: en, de, fr or es
    #[arg(long)]
    language: Option<String>,
    /// Read the whole draft from a JSON file first; - is standard input
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
}

impl Fields {
    /// Whether anything was said at all.
    pub fn say_something(&self) -> bool {
        let texts = [
            &self.currency,
            &self.discount_pct,
            &self.discount_amount,
            &self.issue_on,
            &self.reference,
            &self.note,
            &self.template,
            &self.language,
        ];
        !self.lines.is_empty()
            || self.from.is_some()
            || self.tax_inclusive.is_some()
            || self.net_days.is_some()
            || texts.iter().any(|text| text.is_some())
    }

    /// The draft with what was said; the rest stays.
    pub fn on(&self, door: &Door, draft: DraftDto) -> Result<DraftDto, Failure> {
        let customer_id = draft.customer_id.clone();
        let mut to: DraftDto = match &self.from {
            Some(file) => input::from_file(file)?,
            None => draft,
        };
        to.customer_id = to.customer_id.or(customer_id);
        let said = [
            (&self.currency, &mut to.currency),
            (&self.discount_pct, &mut to.discount_pct),
            (&self.discount_amount, &mut to.discount_amount),
            (&self.reference, &mut to.reference),
            (&self.note, &mut to.note),
            (&self.template, &mut to.template),
            (&self.language, &mut to.language),
        ];
        for (said, field) in said {
            if let Some(said) = said {
                field.clone_from(said);
            }
        }
        to.issue_on = self.issue_on.clone().or(to.issue_on);
        to.net_days = self.net_days.or(to.net_days);
        to.tax_inclusive = self.tax_inclusive.unwrap_or(to.tax_inclusive);
        if !self.lines.is_empty() {
            let usual = usual_taxes(door, to.customer_id.as_deref())?;
            let lines = self.lines.iter().map(|text| line(door, text, &usual));
            to.lines = lines.collect::<Result<Vec<LineDto>, Failure>>()?;
        }
        Ok(to)
    }
}

/// The tax rates that this customer's lines start with.
fn usual_taxes(door: &Door, customer_id: Option<&str>) -> Result<Vec<String>, Failure> {
    let Some(id) = customer_id else {
        return Ok(Vec::new());
    };
    let request = IdRequest { id: id.to_owned() };
    let detail: CustomerDetail = door.get("customers.get", request)?;
    Ok(detail.customer.tax_rate_ids)
}

fn line(door: &Door, text: &str, usual_taxes: &[String]) -> Result<LineDto, Failure> {
    let (line, tax) = split(text)?;
    let tax_rate_ids = match tax {
        None => usual_taxes.to_vec(),
        Some(named) if named == "none" => Vec::new(),
        Some(named) => tax_rates::ids_of(door, &[named])?,
    };
    Ok(LineDto {
        tax_rate_ids,
        ..line
    })
}

/// The line and the name of its tax rate, if one is given.
fn split(text: &str) -> Result<(LineDto, Option<String>), Failure> {
    let parts: Vec<&str> = text.split(';').map(str::trim).collect();
    let (description, quantity, unit_amount, tax) = match parts.as_slice() {
        [description, quantity, unit_amount] => (description, quantity, unit_amount, None),
        [description, quantity, unit_amount, tax] => {
            (description, quantity, unit_amount, Some((*tax).to_owned()))
        }
        _ => {
            return Err(Failure::usage(
                format!("The line \"{text}\" could not be read. Nothing was changed."),
                "Write it as \"description; quantity; unit amount; tax rate\", or use --from FILE.",
            ));
        }
    };
    let line = LineDto {
        description: (*description).to_owned(),
        quantity: (*quantity).to_owned(),
        unit_amount: (*unit_amount).to_owned(),
        ..LineDto::default()
    };
    Ok((line, tax.filter(|named| !named.is_empty())))
}

fn yes_or_no(text: &str) -> Result<bool, String> {
    match text {
        "yes" | "true" => Ok(true),
        "no" | "false" => Ok(false),
        _ => Err("write yes or no".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_as_typed() {
        let (line, tax) = split("Design, two days; 2; 640.00; 19 %").expect("a line");
        assert_eq!(line.description, "Design, two days");
        assert_eq!(
            (line.quantity.as_str(), line.unit_amount.as_str()),
            ("2", "640.00")
        );
        assert_eq!(tax.as_deref(), Some("19 %"));
        assert_eq!(split("Design; 2; 640").expect("a line").1, None);
    }

    #[test]
    fn a_line_of_the_wrong_shape_is_refused() {
        assert!(split("Design").is_err());
        assert!(split("Design; 1; 2; 3; 4").is_err());
    }
}
