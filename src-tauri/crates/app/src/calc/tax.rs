//! `calc tax`: how a supply is taxed, by the tables that come with the product.

use billing::catalog::SupplyKind;
use billing::customer::{Language, is_country};
use billing::tax::{
    DecisionError, EuB2cSales, STANDARD, Seller, Supply, TaxedCustomer, VatId, VatIdError,
    VatIdFault, country_code, decide,
};
use serde_json::{Value, json};

use super::fields::{Fields, broken, day, steps, wrong};
use crate::dto::words::to_word;
use crate::error::AppError;
use crate::tax::embedded;

const SELLER: &[&str] = &["country", "registrations", "oss", "vat_id", "eu_b2c_sales"];
const CUSTOMER: &[&str] = &["country", "region", "vat_id", "business", "exempt_reason"];
const SUPPLY: &[&str] = &["kind", "category", "date", "amount"];

/// Answers one line.
pub fn tax(input: &Value) -> Result<Value, AppError> {
    let fields = Fields::read(input, "", &["seller", "customer", "supply"])?;
    let seller = seller(&Fields::read(fields.required("seller")?, "seller", SELLER)?)?;
    let customer = Fields::read(fields.required("customer")?, "customer", CUSTOMER)?;
    let customer = buyer(&customer)?;
    let supply = supply(&Fields::read(fields.required("supply")?, "supply", SUPPLY)?)?;
    let table = embedded::table()?;
    let decision = decide(&seller, &customer, &supply, table, Language::En)
        .map_err(|error| broken("tax_undecided", &error, field_of(&error, &seller)))?;
    let taxes: Vec<Value> = decision
        .taxes
        .iter()
        .map(|tax| {
            json!({"name": tax.name, "rate_pct": tax.rate_pct.to_string(),
                   "jurisdiction": tax.jurisdiction, "category": tax.category.code()})
        })
        .collect();
    let note = Some(decision.invoice_note).filter(|note| !note.is_empty());
    Ok(json!({
        "treatment": to_word(decision.treatment),
        "rate_pct": decision.rate_pct.to_string(),
        "jurisdiction": decision.jurisdiction,
        "category": decision.category.code(),
        "taxes": taxes,
        "reason": decision.reason,
        "rule": decision.rule,
        "invoice_note": note,
        "steps": steps(&decision.explanation),
    }))
}

/// Without `registrations` the seller is registered at home; with an empty list, nowhere. A VAT
/// number is a registration too.
fn seller(fields: &Fields<'_>) -> Result<Seller, AppError> {
    let country = country(fields)?;
    let mut registrations = Vec::new();
    for (at, value) in fields.list("registrations")?.iter().enumerate() {
        let path = fields.path_of(&format!("registrations.{at}"));
        let text = value
            .as_str()
            .ok_or_else(|| wrong(&path, "should be a text, such as DE or US-NY"))?;
        registrations.push(registration(text, &path)?);
    }
    if fields.value("registrations").is_none() {
        registrations.push(country.clone());
    }
    registrations.extend(registered_by_number(fields, &country)?);
    Ok(Seller {
        country,
        registrations,
        oss: fields.flag("oss", false)?,
        eu_b2c_sales: fields.value("eu_b2c_sales").map(sales).transpose()?,
    })
}

/// The country that gave the seller its VAT number. It proves nothing that a customer relies on,
/// so digits that only fail their check (as those of made-up examples do) still name a country.
fn registered_by_number(fields: &Fields<'_>, home: &str) -> Result<Option<String>, AppError> {
    let number = fields.text("vat_id")?;
    let Some(text) = number.filter(|text| !text.trim().is_empty()) else {
        return Ok(None);
    };
    let number = VatId::try_new(text, None)
        .or_else(|first| VatId::try_new(text, Some(home)).map_err(|_| first));
    match number {
        Ok(number) => Ok(Some(number.country().to_owned())),
        Err(VatIdError {
            country: Some(country),
            fault: VatIdFault::Checksum,
            ..
        }) => Ok(Some(country.to_owned())),
        Err(error) => Err(broken("invalid_vat_id", &error, &fields.path_of("vat_id"))),
    }
}

fn sales(value: &Value) -> Result<EuB2cSales, AppError> {
    let fields = Fields::read(value, "seller.eu_b2c_sales", &["this_year", "last_year"])?;
    Ok(EuB2cSales {
        this_year: fields.required_decimal("this_year")?,
        last_year: fields.required_decimal("last_year")?,
    })
}

/// A customer of whom nothing is said is a business where the VAT number is one.
fn buyer(fields: &Fields<'_>) -> Result<TaxedCustomer, AppError> {
    let country = country(fields)?;
    let text = |name: &str| Ok::<_, AppError>(fields.text(name)?.map(str::to_owned));
    let vat_id = text("vat_id")?.filter(|id| !id.trim().is_empty());
    let has_number = vat_id.as_deref().is_some_and(|id| {
        VatId::try_new(id, None).is_ok() || VatId::try_new(id, Some(&country)).is_ok()
    });
    Ok(TaxedCustomer {
        region: text("region")?.unwrap_or_default(),
        postal_code: String::new(),
        business: fields.flag("business", has_number)?,
        exempt_reason: text("exempt_reason")?,
        exempt_until: None,
        country,
        vat_id,
    })
}

fn supply(fields: &Fields<'_>) -> Result<Supply, AppError> {
    let kind = match fields.required_text("kind")? {
        "digital_service" => SupplyKind::DigitalService,
        "service" => SupplyKind::Service,
        "goods" => SupplyKind::Goods,
        _ => {
            let path = fields.path_of("kind");
            return Err(wrong(&path, "should be digital_service, service or goods"));
        }
    };
    let category = fields.text("category")?.map(str::trim);
    Ok(Supply {
        kind,
        category: category
            .filter(|word| !word.is_empty())
            .unwrap_or(STANDARD)
            .to_owned(),
        on: day(fields.required_text("date")?, &fields.path_of("date"))?,
        amount: fields.decimal("amount")?.unwrap_or_default(),
    })
}

/// The country of a party: ISO 3166-1, EL and UK as they are in use, XI for Northern Ireland.
fn country(fields: &Fields<'_>) -> Result<String, AppError> {
    let code = country_code(fields.required_text("country")?);
    if is_country(&code) || code == "XI" {
        return Ok(code);
    }
    let path = fields.path_of("country");
    Err(wrong(
        &path,
        "should be the two letters of a country, such as DE or US",
    ))
}

fn registration(text: &str, path: &str) -> Result<String, AppError> {
    let (head, part) = text.trim().split_once('-').unwrap_or((text.trim(), ""));
    let head = country_code(head);
    if !is_country(&head) && head != "XI" {
        return Err(wrong(
            path,
            "should be a country or a part of one, such as DE or US-NY",
        ));
    }
    Ok(match part {
        "" => head,
        part => format!("{head}-{}", part.to_uppercase()),
    })
}

fn field_of(error: &DecisionError, seller: &Seller) -> &'static str {
    match error {
        DecisionError::RegionMissing { .. } | DecisionError::RegionUnknown { .. } => {
            "customer.region"
        }
        DecisionError::RateUnknown { jurisdiction, .. } if knows(jurisdiction) => "supply.date",
        DecisionError::RateUnknown { jurisdiction, .. } if *jurisdiction == seller.country => {
            "seller.country"
        }
        DecisionError::RateUnknown { .. } => "customer.country",
    }
}

/// Whether the tables know the place at all: then it is the day that they lack.
fn knows(jurisdiction: &str) -> bool {
    embedded::table().is_ok_and(|table| table.knows(jurisdiction))
}
