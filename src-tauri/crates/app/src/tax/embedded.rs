//! The tax tables that come with the product: `assets/tax`, read once.

use std::sync::OnceLock;

use billing::tax::{RateSchedule, RateTable};
use serde::Deserialize;

use crate::error::AppError;

macro_rules! asset {
    ($file:literal) => {
        include_str!(concat!("../../../../../assets/tax/", $file))
    };
}

const FILES: [&str; 5] = [
    asset!("european_union.json"),
    asset!("europe.json"),
    asset!("united_states.json"),
    asset!("canada.json"),
    asset!("asia_pacific.json"),
];

/// One file: what it holds, where that is from, and the rates.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "about")]
    _about: String,
    sources: Vec<String>,
    rates: Vec<RateSchedule>,
}

/// The tables and their sources.
#[derive(Debug)]
struct Embedded {
    table: RateTable,
    sources: Vec<String>,
}

/// The rates that come with the product.
pub fn table() -> Result<&'static RateTable, AppError> {
    embedded().map(|embedded| &embedded.table)
}

/// Where they come from, with licences.
pub fn sources() -> Result<&'static [String], AppError> {
    embedded().map(|embedded| embedded.sources.as_slice())
}

fn embedded() -> Result<&'static Embedded, AppError> {
    static READ: OnceLock<Result<Embedded, String>> = OnceLock::new();
    READ.get_or_init(read).as_ref().map_err(|detail| {
        AppError::new(
            "tax_tables_unreadable",
            format!("The tax tables of this version cannot be read: {detail}."),
            "Install Billfold again; the ledger is not touched.",
        )
    })
}

fn read() -> Result<Embedded, String> {
    let (mut rates, mut sources) = (Vec::new(), Vec::new());
    for text in FILES {
        let file: File = serde_json::from_str(text).map_err(|error| error.to_string())?;
        rates.extend(file.rates);
        sources.extend(file.sources);
    }
    let table = RateTable::try_new(rates).map_err(|error| error.to_string())?;
    Ok(Embedded { table, sources })
}
