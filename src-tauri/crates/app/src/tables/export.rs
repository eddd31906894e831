//! Exports a list exactly as it is shown, as CSV or XLSX.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use billing::money::{Currency, Money};
use chrono::NaiveDate;
use documents::{Cell, Column, ColumnKind, Table, table_csv, table_xlsx};
use rust_decimal::Decimal;

use crate::context::App;
use crate::dto::lists::{ExportColumn, ExportColumnKind, ExportTableRequest, FileDto, TableFormat};
use crate::error::AppError;

/// Amounts in one currency become numbers under a head that names it; mixed ones keep their own.
pub fn export(app: &App, request: ExportTableRequest) -> Result<FileDto, AppError> {
    let total = u32::try_from(request.rows.len()).unwrap_or(u32::MAX);
    app.jobs()
        .run(&format!("Exporting {}", request.title), total, |job| {
            let table = table_of(&request)?;
            job.check()?;
            let (bytes, ending, mime) = match request.format {
                TableFormat::Csv => (table_csv(&table, true)?, "csv", "text/csv"),
                TableFormat::Xlsx => (
                    table_xlsx(&table)?,
                    "xlsx",
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                ),
            };
            job.check()?;
            Ok(FileDto {
                name: format!("{}.{ending}", file_name(&request.title)),
                mime: mime.to_owned(),
                base64: STANDARD.encode(bytes),
            })
        })
}

pub(crate) fn file_name(title: &str) -> String {
    let safe = |letter: char| {
        if letter.is_alphanumeric() {
            letter
        } else {
            '-'
        }
    };
    let name: String = title.trim().chars().map(safe).collect();
    let name = name.trim_matches('-').to_lowercase();
    if name.is_empty() {
        "list".to_owned()
    } else {
        name
    }
}

fn table_of(request: &ExportTableRequest) -> Result<Table, AppError> {
    let mut columns = Vec::new();
    let mut readers = Vec::new();
    for (index, column) in request.columns.iter().enumerate() {
        let cells = request
            .rows
            .iter()
            .filter_map(|row| row.get(index))
            .map(String::as_str);
        let reader = Reader::of(column, cells)?;
        columns.push(reader.head(&column.label));
        readers.push(reader);
    }
    let mut rows = Vec::with_capacity(request.rows.len());
    for (line, row) in request.rows.iter().enumerate() {
        if row.len() != readers.len() {
            return Err(unreadable(line, "it has not one cell a column"));
        }
        let cells = readers
            .iter()
            .zip(row)
            .map(|(reader, text)| reader.cell(text));
        rows.push(
            cells
                .collect::<Option<_>>()
                .ok_or_else(|| unreadable(line, "a cell is odd"))?,
        );
    }
    Ok(Table {
        title: request.title.clone(),
        columns,
        rows,
    })
}

/// How the cells of one column are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reader {
    Text,
    Date,
    Number,
    MoneyIn(Currency),
    MixedMoney,
}

impl Reader {
    fn of<'a>(
        column: &ExportColumn,
        cells: impl Iterator<Item = &'a str>,
    ) -> Result<Self, AppError> {
        Ok(match column.kind {
            ExportColumnKind::Text => Self::Text,
            ExportColumnKind::Date => Self::Date,
            ExportColumnKind::Number => Self::Number,
            ExportColumnKind::Money => Self::of_money(cells)?,
        })
    }

    fn of_money<'a>(cells: impl Iterator<Item = &'a str>) -> Result<Self, AppError> {
        let mut only = None;
        for (line, cell) in cells.enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let money = money(cell).ok_or_else(|| unreadable(line, "an amount is odd"))?;
            match only {
                None => only = Some(money.currency()),
                Some(currency) if currency == money.currency() => {}
                Some(_) => return Ok(Self::MixedMoney),
            }
        }
        Ok(only.map_or(Self::Text, Self::MoneyIn))
    }

    fn head(self, label: &str) -> Column {
        let label_of_money = |currency: Currency| format!("{label} ({})", currency.code());
        match self {
            Self::Text | Self::MixedMoney => Column {
                label: label.into(),
                kind: ColumnKind::Text,
            },
            Self::Date => Column {
                label: label.into(),
                kind: ColumnKind::Date,
            },
            Self::Number => Column {
                label: label.into(),
                kind: ColumnKind::Number,
            },
            Self::MoneyIn(currency) => Column {
                label: label_of_money(currency),
                kind: ColumnKind::Money { currency },
            },
        }
    }

    fn cell(self, text: &str) -> Option<Cell> {
        if text.is_empty() {
            return Some(Cell::Empty);
        }
        Some(match self {
            Self::Text => Cell::Text(text.to_owned()),
            Self::Date => Cell::Date(text.parse::<NaiveDate>().ok()?),
            Self::Number => Cell::Number(text.parse::<Decimal>().ok()?),
            Self::MoneyIn(_) => Cell::Money(money(text)?),
            Self::MixedMoney => Cell::Text(money(text)?.to_string()),
        })
    }
}

/// "1234 EUR": minor units and their currency.
fn money(text: &str) -> Option<Money> {
    let (minor, code) = text.trim().split_once(' ')?;
    let currency = Currency::try_new(code.trim()).ok()?;
    Some(Money::new(minor.parse().ok()?, currency))
}

fn unreadable(line: usize, why: &str) -> AppError {
    AppError::new(
        "table_unreadable",
        format!(
            "Row {} of the list cannot be exported: {why}. No file was made.",
            line + 1
        ),
        "Reload the list and export again; if it stays, copy the details and report this.",
    )
    .at(format!("rows.{line}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{call, opened};
    use serde_json::{Value, json};

    fn exported(rows: Value, format: &str) -> Result<Vec<u8>, AppError> {
        let (app, _folder) = opened();
        let request = json!({
            "title": "Invoices: open", "format": format, "rows": rows,
            "columns": [
                {"label": "Customer", "kind": "text"}, {"label": "Issued", "kind": "date"},
                {"label": "Total", "kind": "money"}],
        });
        let file = call(&app, "tables.export", request)?;
        assert_eq!(file["name"], format!("invoices--open.{format}"));
        Ok(STANDARD
            .decode(file["base64"].as_str().expect("text"))
            .expect("base64"))
    }

    #[test]
    fn one_currency_is_named_in_the_head_and_amounts_are_major_units() {
        let rows = json!([
            ["=1+1", "2026-11-20", "11900 EUR"],
            ["Öz, \"AG\"", "", "-5 EUR"]
        ]);
        let text = String::from_utf8(exported(rows, "csv").expect("a file")).expect("UTF-8");
        // 11900 cents are 119.00; a text that a spreadsheet would run is led by an apostrophe.
        let expected = "\u{feff}Customer,Issued,Total (EUR)\r\n'=1+1,2026-11-20,119.00\r\n\
                        \"Öz, \"\"AG\"\"\",,-0.05\r\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn mixed_currencies_keep_their_own() {
        let rows = json!([["A", "", "100 EUR"], ["B", "", "100 JPY"]]);
        let text = String::from_utf8(exported(rows, "csv").expect("a file")).expect("UTF-8");
        assert!(text.ends_with("A,,1.00 EUR\r\nB,,100 JPY\r\n"), "{text}");
    }

    #[test]
    fn a_spreadsheet_is_a_zip_archive() {
        let bytes = exported(json!([["A", "2026-11-20", "1 EUR"]]), "xlsx").expect("a file");
        assert!(bytes.starts_with(b"PK"));
    }

    #[test]
    fn a_cell_that_is_no_date_names_its_row() {
        let refused = exported(json!([["A", "", ""], ["B", "soon", ""]]), "csv");
        assert_eq!(
            refused.expect_err("refused").field.as_deref(),
            Some("rows.1")
        );
    }
}
