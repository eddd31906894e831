//! Tables as a person sees them, written exactly so as CSV and XLSX.

use billing::money::{Currency, Money};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use crate::error::DocumentError;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Words, numbers of documents, states.
    Text,
    /// Calendar days.
    Date,
    /// Amounts of one currency.
    Money {
        /// The currency of every cell.
        currency: Currency,
    },
    /// Counts, quantities, percentages.
    Number,
}

/// A column: its head and its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The head, as shown.
    pub label: String,
    /// What its cells hold.
    pub kind: ColumnKind,
}

/// One cell. An amount in a text column brings its own currency along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// A day.
    Date(NaiveDate),
    /// An amount.
    Money(Money),
    /// A number.
    Number(Decimal),
}

/// A table as it is shown: title, columns in their order, rows in theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The title; the sheet's name in XLSX.
    pub title: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; cells in the order of the columns.
    pub rows: Vec<Vec<Cell>>,
}

/// The table as CSV (RFC 4180: CRLF, quotes doubled). With `byte_order_mark`, spreadsheet programs
/// know it as UTF-8. Texts that a spreadsheet would run as a formula are led by an apostrophe.
pub fn table_csv(table: &Table, byte_order_mark: bool) -> Result<Vec<u8>, DocumentError> {
    let start = if byte_order_mark {
        "\u{FEFF}".as_bytes().to_vec()
    } else {
        Vec::new()
    };
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(start);
    let heads = table.columns.iter().map(|column| guarded(&column.label));
    writer.write_record(heads).map_err(csv_failed)?;
    for row in &table.rows {
        writer
            .write_record(row.iter().map(csv_text))
            .map_err(csv_failed)?;
    }
    writer
        .into_inner()
        .map_err(|error| DocumentError::TableFailed {
            reason: error.to_string(),
        })
}

fn csv_failed(error: csv::Error) -> DocumentError {
    DocumentError::TableFailed {
        reason: error.to_string(),
    }
}

fn csv_text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => guarded(text),
        Cell::Date(on) => on.to_string(),
        Cell::Money(money) => money.to_major_string(),
        Cell::Number(number) => number.normalize().to_string(),
    }
}

/// Defuses formula injection (OWASP, CSV Injection).
pub(crate) fn guarded(text: &str) -> String {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{text}"),
        _ => text.to_owned(),
    }
}

/// The table as an XLSX workbook of one sheet, with real numbers and dates.
pub fn table_xlsx(table: &Table) -> Result<Vec<u8>, DocumentError> {
    write_xlsx(table).map_err(|error| DocumentError::TableFailed {
        reason: error.to_string(),
    })
}

fn write_xlsx(table: &Table) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // A fixed instant in the file's properties: the same table gives the same bytes.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let sheet = book.add_worksheet();
    sheet.set_name(sheet_name(&table.title))?;
    for (index, column) in (0u16..).zip(&table.columns) {
        write_head(sheet, index, column)?;
    }
    for (line, row) in (1u32..).zip(&table.rows) {
        for (index, cell) in (0u16..).zip(row) {
            write_cell(sheet, line, index, cell)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    if let (Ok(rows), Ok(columns)) = (
        u32::try_from(table.rows.len()),
        u16::try_from(table.columns.len()),
    ) && columns > 0
    {
        sheet.autofilter(0, 0, rows, columns - 1)?;
    }
    sheet.autofit();
    book.save_to_buffer()
}

fn write_head(sheet: &mut Worksheet, index: u16, column: &Column) -> Result<(), XlsxError> {
    let right = matches!(column.kind, ColumnKind::Money { .. } | ColumnKind::Number);
    let align = if right {
        FormatAlign::Right
    } else {
        FormatAlign::Left
    };
    let head = Format::new().set_bold().set_align(align);
    sheet.write_with_format(0, index, column.label.as_str(), &head)?;
    Ok(())
}

fn write_cell(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            sheet.write_string(row, column, text)?;
        }
        Cell::Date(on) => {
            let format = Format::new().set_num_format("yyyy-mm-dd");
            match excel_date(*on) {
                Some(day) => sheet.write_datetime_with_format(row, column, day, &format)?,
                None => sheet.write_string(row, column, on.to_string())?,
            };
        }
        Cell::Money(money) => write_number(
            sheet,
            row,
            column,
            money.to_decimal(),
            &money_format(money.currency()),
        )?,
        Cell::Number(number) => write_number(sheet, row, column, *number, "General")?,
    }
    Ok(())
}

/// The day as XLSX counts it; none for days before 1900, which it cannot count.
fn excel_date(on: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(on.year()).ok()?;
    let (month, day) = (u8::try_from(on.month()).ok()?, u8::try_from(on.day()).ok()?);
    ExcelDateTime::from_ymd(year, month, day).ok()
}

/// XLSX numbers are binary doubles, which hold 15 digits exactly. A number with more digits is
/// written as text, so that no digit changes silently.
#[expect(
    clippy::disallowed_methods,
    reason = "XLSX has doubles only; fifteen digits are exact"
)]
fn write_number(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    number: Decimal,
    format: &str,
) -> Result<(), XlsxError> {
    let format = Format::new().set_num_format(format);
    let exact = number.normalize().mantissa().unsigned_abs() < 1_000_000_000_000_000;
    match number.to_f64().filter(|_| exact) {
        Some(value) => sheet.write_number_with_format(row, column, value, &format)?,
        None => sheet.write_string(row, column, number.to_string())?,
    };
    Ok(())
}

fn money_format(currency: Currency) -> String {
    let decimals = usize::try_from(currency.exponent()).unwrap_or(2);
    let point = if decimals == 0 {
        String::new()
    } else {
        format!(".{}", "0".repeat(decimals))
    };
    format!("#,##0{point} \"{}\"", currency.code())
}

/// Sheet names have at most 31 characters and none of `[]:*?/\`.
fn sheet_name(title: &str) -> String {
    let name: String = title
        .chars()
        .map(|c| {
            if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') {
                ' '
            } else {
                c
            }
        })
        .take(31)
        .collect();
    match name.trim().trim_matches('\'') {
        "" => "Table".to_owned(),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let column = |label: &str, kind| Column {
            label: label.to_owned(),
            kind,
        };
        Table {
            title: "Invoices: open/past due".to_owned(),
            columns: vec![
                column("Customer", ColumnKind::Text),
                column("Issued", ColumnKind::Date),
                column(
                    "Total",
                    ColumnKind::Money {
                        currency: Currency::EUR,
                    },
                ),
                column("Days", ColumnKind::Number),
            ],
            rows: vec![
                vec![
                    Cell::Text("=HYPERLINK(\"x\")".to_owned()),
                    Cell::Date(NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()),
                    Cell::Money(Money::new(-123_456, Currency::EUR)),
                    Cell::Number("3.50".parse().unwrap()),
                ],
                vec![Cell::Text("Müller, \"Sohn\"\n& Co".to_owned()), Cell::Empty],
            ],
        }
    }

    #[test]
    fn csv_quotes_and_defuses() {
        let text = String::from_utf8(table_csv(&table(), false).unwrap()).unwrap();
        assert_eq!(
            text,
            "Customer,Issued,Total,Days\r\n\
             \"'=HYPERLINK(\"\"x\"\")\",2026-11-20,-1234.56,3.5\r\n\
             \"Müller, \"\"Sohn\"\"\n& Co\",\r\n"
        );
        assert!(
            table_csv(&table(), true)
                .unwrap()
                .starts_with(&[0xEF, 0xBB, 0xBF])
        );
    }

    #[test]
    fn xlsx_is_the_same_every_time() {
        let first = table_xlsx(&table()).unwrap();
        assert!(first.starts_with(b"PK"));
        assert_eq!(first, table_xlsx(&table()).unwrap());
    }

    #[test]
    fn sheet_names_obey_the_format() {
        assert_eq!(
            sheet_name("Invoices: open/past due"),
            "Invoices  open past due"
        );
        assert_eq!(sheet_name("[]"), "Table");
        assert_eq!(sheet_name(&"x".repeat(40)).len(), 31);
    }

    #[test]
    fn formats_show_the_currencys_own_decimals() {
        assert_eq!(money_format(Currency::EUR), "#,##0.00 \"EUR\"");
        assert_eq!(money_format(Currency::JPY), "#,##0 \"JPY\"");
    }
}
