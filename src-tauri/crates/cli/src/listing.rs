//! What every list command can be asked: search, filters, order, and which rows.

use app::dto::lists::{ColumnTotal, Filter, FilterOp, ListRequest, Sort};
use clap::Args;

use crate::failure::Failure;
use crate::money::Exponents;

/// Options of a list.
#[derive(Debug, Args)]
pub struct Listing {
    /// Only rows with this text
    #[arg(long, value_name = "TEXT")]
    pub search: Option<String>,
    /// Only rows where a column fits: status=open, total>=10000, name~nord (amounts in minor units)
    #[arg(long = "filter", value_name = "COLUMN=VALUE")]
    pub filters: Vec<String>,
    /// Order by this column, most important first; with a minus, descending: --sort=-due_on
    #[arg(long = "sort", value_name = "COLUMN", allow_hyphen_values = true)]
    pub sort: Vec<String>,
    /// Leave out this many rows at the start
    #[arg(long, value_name = "ROWS", default_value_t = 0)]
    pub offset: u32,
    /// Show this many rows at most
    #[arg(long, value_name = "ROWS", default_value_t = 100)]
    pub limit: u32,
}

impl Listing {
    /// The request of the use case, with `more` filters that the command itself adds.
    pub fn request(&self, more: Vec<Filter>) -> Result<ListRequest, Failure> {
        let typed = self.filters.iter().map(|text| filter(text));
        let mut filters = typed.collect::<Result<Vec<Filter>, Failure>>()?;
        filters.extend(more);
        let sort = self.sort.iter().map(|text| sort(text)).collect();
        let search = self.search.clone().unwrap_or_default();
        Ok(ListRequest {
            search,
            filters,
            sort,
            offset: self.offset,
            limit: self.limit,
        })
    }
}

/// `column` is exactly `value`.
pub fn is(column: &str, value: &str) -> Filter {
    Filter {
        column: column.to_owned(),
        op: FilterOp::Is,
        values: vec![value.to_owned()],
    }
}

fn sort(text: &str) -> Sort {
    let (column, descending) = match text.strip_prefix('-') {
        Some(column) => (column, true),
        None => (text, false),
    };
    Sort {
        column: column.to_owned(),
        descending,
    }
}

fn filter(text: &str) -> Result<Filter, Failure> {
    const SIGNS: [(&str, FilterOp); 5] = [
        (">=", FilterOp::AtLeast),
        ("<=", FilterOp::AtMost),
        ("!=", FilterOp::IsNot),
        ("~", FilterOp::Contains),
        ("=", FilterOp::Is),
    ];
    let (column, op, value) = SIGNS
        .into_iter()
        .find_map(|(sign, op)| {
            text.split_once(sign)
                .map(|(column, value)| (column, op, value))
        })
        .ok_or_else(|| {
            Failure::usage(
                format!("The filter {text} says no condition."),
                "Write column=value, column!=value, column>=value, column<=value or column~text.",
            )
        })?;
    let values: Vec<String> = match op {
        FilterOp::Is => value.split(',').map(str::to_owned).collect(),
        _ => vec![value.to_owned()],
    };
    let op = if values.len() > 1 {
        FilterOp::OneOf
    } else {
        op
    };
    Ok(Filter {
        column: column.trim().to_owned(),
        op,
        values,
    })
}

/// The last line of a list: how many of how many, and the totals of all that match.
pub fn footer(shown: usize, total: u32, totals: &[ColumnTotal], money: &Exponents) -> String {
    let mut line = format!("{shown} of {total}");
    for column in totals.iter().filter(|column| !column.amounts.is_empty()) {
        let label = column.column.replace('_', " ");
        line.push_str(&format!(" · {label} {}", money.all(&column.amounts)));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_read_as_typed() {
        let read = |text: &str| filter(text).expect("a filter");
        assert_eq!(read("status=open"), is("status", "open"));
        assert_eq!(read("total>=10000").op, FilterOp::AtLeast);
        assert_eq!(read("name~a=b").values, ["a=b"]);
        let several = read("status=open,paid");
        assert_eq!((several.op, several.values.len()), (FilterOp::OneOf, 2));
        assert!(filter("open").is_err());
    }

    #[test]
    fn a_minus_sorts_downwards() {
        assert_eq!(
            sort("-due_on"),
            Sort {
                column: "due_on".into(),
                descending: true
            }
        );
        assert_eq!(
            sort("due_on"),
            Sort {
                column: "due_on".into(),
                descending: false
            }
        );
    }
}
