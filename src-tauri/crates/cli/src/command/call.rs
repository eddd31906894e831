//! `billfold call`: any use case of the registry, exactly as every other door runs it.

use app::registry::USE_CASES;
use clap::Args;
use serde_json::{Value, json};

use super::input;
use crate::door::{Door, pretty};
use crate::failure::Failure;
use crate::table::table;

/// Runs any use case by its name.
#[derive(Debug, Args)]
pub struct Call {
    /// The use case, for example customers.list
    #[arg(required_unless_present = "list")]
    name: Option<String>,
    /// Its request as JSON; - reads it from standard input
    #[arg(value_name = "JSON", default_value = "{}")]
    request: String,
    /// List every use case
    #[arg(long, conflicts_with = "name")]
    list: bool,
}

impl Call {
    pub fn run(&self, door: &Door) -> Result<String, Failure> {
        let Some(name) = self.name.as_deref().filter(|_| !self.list) else {
            return Ok(listed(door.json()));
        };
        let request = input::json_or_stdin(&self.request)?;
        Ok(pretty(&door.ask(name, request)?))
    }
}

fn listed(as_json: bool) -> String {
    if as_json {
        let rows = USE_CASES
            .iter()
            .map(|u| json!({ "name": u.name, "summary": u.summary }));
        return pretty(&Value::Array(rows.collect()));
    }
    let rows = USE_CASES
        .iter()
        .map(|u| vec![u.name.to_owned(), u.summary.to_owned()]);
    table(&["Name", "What it does"], rows.collect())
}
