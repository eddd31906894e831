//! Aligned text: tables with amounts on the right, and labelled facts.

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

/// A column's head; a leading `>` puts the column on the right.
pub type Head<'a> = &'a [&'a str];

/// Rows under a head, as wide as their content or the terminal.
pub fn table(head: Head<'_>, rows: Vec<Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    let arrangement = match table.is_tty() {
        true => ContentArrangement::Dynamic,
        false => ContentArrangement::Disabled,
    };
    table.set_content_arrangement(arrangement);
    table.set_header(head.iter().map(|label| label.trim_start_matches('>')));
    table.add_rows(rows);
    for (index, label) in head.iter().enumerate() {
        if let Some(column) = table.column_mut(index) {
            column.set_padding((0, 2));
            if label.starts_with('>') {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
    }
    table.trim_fmt()
}

/// Facts with their labels; those without a value are left out.
pub fn facts(rows: &[(&str, String)]) -> String {
    let width = rows
        .iter()
        .map(|(label, _)| label.chars().count())
        .max()
        .unwrap_or_default();
    let there = rows.iter().filter(|(_, value)| !value.is_empty());
    let lines: Vec<String> = there
        .map(|(label, value)| format!("{label:width$}  {value}"))
        .collect();
    lines.join("\n")
}

/// Parts with an empty line between them; empty parts are left out.
pub fn parts(parts: &[String]) -> String {
    let there: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    there.join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_stand_on_the_right() {
        let row = |name: &str, amount: &str| vec![name.to_owned(), amount.to_owned()];
        let text = table(
            &["Name", ">Amount"],
            vec![row("Ada", "5.00 EUR"), row("B", "12.00 EUR")],
        );
        assert_eq!(text, "Name     Amount\nAda    5.00 EUR\nB     12.00 EUR");
    }

    #[test]
    fn facts_without_a_value_are_left_out() {
        let rows = [
            ("Name", "Ada".to_owned()),
            ("Note", String::new()),
            ("City", "Bonn".into()),
        ];
        assert_eq!(facts(&rows), "Name  Ada\nCity  Bonn");
    }
}
