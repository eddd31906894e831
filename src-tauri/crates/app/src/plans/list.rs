//! `plans.list`: a window of plans and add-ons with their subscribers.

use std::cmp::Ordering;

use super::detail::today;
use super::row::Shelf;
use crate::context::App;
use crate::dto::catalog::{PlanPage, PlanRow};
use crate::dto::lists::{Filter, FilterOp, ListRequest, Sort};
use crate::error::AppError;
use crate::listing::{minor_range, one, range, unsupported_filter, unsupported_sort, window};

/// What the list can be sorted by.
const COLUMNS: [&str; 9] = [
    "name",
    "code",
    "kind",
    "product",
    "status",
    "subscribers",
    "monthly",
    "position",
    "custom_for",
];

/// Plans before add-ons, by their place, unless sorted. Archived ones are shown only where they
/// are asked for. A catalog has hundreds of plans at most, so all are read and then chosen from.
pub fn list(app: &App, request: ListRequest) -> Result<PlanPage, AppError> {
    for (at, sort) in request.sort.iter().enumerate() {
        if !COLUMNS.contains(&sort.column.as_str()) {
            return Err(unsupported_sort(at, sort));
        }
    }
    let mut rows = app.read(|tx| {
        let (today, business) = today(app, tx)?;
        let shelf = Shelf::read(tx, today, &business)?;
        let plans = tx.plans().list(true)?;
        let rows = plans.iter().map(|plan| shelf.row(tx, plan));
        rows.collect::<Result<Vec<_>, AppError>>()
    })?;
    if !request
        .filters
        .iter()
        .any(|filter| filter.column == "status")
    {
        rows.retain(|row| row.status == "active");
    }
    for (at, filter) in request.filters.iter().enumerate() {
        retain(&mut rows, at, filter)?;
    }
    search(&mut rows, &request.search);
    rows.sort_by(|a, b| order(&request.sort, a, b));
    Ok(page(rows, request.offset, request.limit))
}

fn page(rows: Vec<PlanRow>, offset: u32, limit: u32) -> PlanPage {
    let (offset, limit) = window(offset, limit);
    let whole = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
    let total_count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let rows = rows.into_iter().skip(whole(offset)).take(whole(limit));
    PlanPage {
        rows: rows.collect(),
        total_count,
    }
}

/// Every word has to be found, without regard to upper and lower case.
fn search(rows: &mut Vec<PlanRow>, words: &str) {
    let words = words.to_lowercase();
    rows.retain(|row| {
        let customer = row.custom_for.as_deref().unwrap_or_default();
        let text = format!("{} {} {} {customer}", row.name, row.code, row.product).to_lowercase();
        words.split_whitespace().all(|word| text.contains(word))
    });
}

fn retain(rows: &mut Vec<PlanRow>, at: usize, filter: &Filter) -> Result<(), AppError> {
    match filter.column.as_str() {
        "subscribers" => retain_number(rows, at, filter, |row| row.subscribers),
        "position" => retain_number(rows, at, filter, |row| row.position),
        "monthly" => {
            let (least, most) = minor_range(at, filter)?;
            rows.retain(|row| {
                row.monthly.iter().any(|amount| {
                    let minor: i64 = amount.minor.parse().unwrap_or(0);
                    least.is_none_or(|least| minor >= least)
                        && most.is_none_or(|most| minor <= most)
                })
            });
            Ok(())
        }
        "name" | "code" | "kind" | "product" | "status" | "custom_for" => {
            retain_text(rows, at, filter)
        }
        _ => Err(unsupported_filter(at, filter)),
    }
}

fn retain_number(
    rows: &mut Vec<PlanRow>,
    at: usize,
    filter: &Filter,
    of: impl Fn(&PlanRow) -> u32,
) -> Result<(), AppError> {
    let (least, most) = range(at, filter, |text| {
        text.trim().parse::<u32>().map_err(|_| {
            AppError::new(
                "number_unreadable",
                format!("\"{text}\" is not a whole number."),
                "Write it like 12.",
            )
        })
    })?;
    rows.retain(|row| {
        least.is_none_or(|least| of(row) >= least) && most.is_none_or(|most| of(row) <= most)
    });
    Ok(())
}

fn retain_text(rows: &mut Vec<PlanRow>, at: usize, filter: &Filter) -> Result<(), AppError> {
    let values: Vec<String> = filter.values.iter().map(|v| v.to_lowercase()).collect();
    let is = |row: &PlanRow| values.contains(&text(row, &filter.column).to_lowercase());
    match filter.op {
        FilterOp::Is | FilterOp::OneOf => rows.retain(is),
        FilterOp::IsNot => rows.retain(|row| !is(row)),
        FilterOp::Contains => {
            let part = one(at, filter)?.to_lowercase();
            rows.retain(|row| text(row, &filter.column).to_lowercase().contains(&part));
        }
        FilterOp::AtLeast | FilterOp::AtMost | FilterOp::Between => {
            return Err(unsupported_filter(at, filter));
        }
    }
    Ok(())
}

fn text<'r>(row: &'r PlanRow, column: &str) -> &'r str {
    match column {
        "name" => &row.name,
        "code" => &row.code,
        "kind" => &row.kind,
        "product" => &row.product,
        "status" => &row.status,
        "custom_for" => row.custom_for.as_deref().unwrap_or_default(),
        _ => "",
    }
}

fn order(sorts: &[Sort], a: &PlanRow, b: &PlanRow) -> Ordering {
    let asked = sorts.iter().map(|sort| {
        let ascending = column(&sort.column, a, b);
        if sort.descending {
            ascending.reverse()
        } else {
            ascending
        }
    });
    let standard = || {
        // "plan" comes before "addon".
        (b.kind.cmp(&a.kind))
            .then(a.position.cmp(&b.position))
            .then_with(|| a.name.to_lowercase().cmp(&b.name.to_lowercase()))
    };
    asked
        .fold(Ordering::Equal, Ordering::then)
        .then_with(standard)
}

fn column(name: &str, a: &PlanRow, b: &PlanRow) -> Ordering {
    match name {
        "subscribers" => a.subscribers.cmp(&b.subscribers),
        "position" => a.position.cmp(&b.position),
        "monthly" => monthly(a).cmp(&monthly(b)),
        name => {
            let of = |row| text(row, name).to_lowercase();
            of(a).cmp(&of(b))
        }
    }
}

/// Amounts of several currencies cannot be compared; the first one decides.
fn monthly(row: &PlanRow) -> i64 {
    let first = row.monthly.first();
    first.map_or(0, |amount| amount.minor.parse().unwrap_or(0))
}
