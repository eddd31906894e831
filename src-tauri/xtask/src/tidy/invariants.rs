//! The invariants of src-tauri/ARCHITECTURE.md: each names a test, and that test exists.

use super::Finding;
use super::sources::Source;

/// Where they stand.
pub const PAGE: &str = "src-tauri/ARCHITECTURE.md";

/// Every row of the invariants' table names at least one test, and every test named is there.
pub fn check(page: &str, sources: &[Source]) -> Vec<Finding> {
    let rows = page.lines().enumerate().filter(|(_, line)| is_row(line));
    rows.flat_map(|(at, line)| row(at + 1, line, sources))
        .collect()
}

/// `| 7 | what always holds | held by |`
fn is_row(line: &str) -> bool {
    let first = line.trim_start_matches('|').split('|').next();
    line.starts_with('|') && first.is_some_and(|cell| cell.trim().parse::<u32>().is_ok())
}

fn row(line_no: usize, line: &str, sources: &[Source]) -> Vec<Finding> {
    let place = format!("{PAGE}:{line_no}");
    let held_by = line.trim_end_matches('|').rsplit('|').next();
    let named: Vec<&str> = tests_in(held_by.unwrap_or_default()).collect();
    if named.is_empty() {
        return vec![Finding::new(place, "name the test that holds this")];
    }
    let missing = named.into_iter().filter(|test| !exists(test, sources));
    missing
        .map(|test| Finding::new(place.clone(), format!("there is no test `{test}`")))
        .collect()
}

/// Names between backticks that are sentences, as tests are; crates have one word.
fn tests_in(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`')
        .skip(1)
        .step_by(2)
        .filter(|name| name.matches('_').count() >= 2)
}

fn exists(test: &str, sources: &[Source]) -> bool {
    let opening = format!("fn {test}(");
    sources.iter().any(|source| source.text.contains(&opening))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources() -> Vec<Source> {
        Source::new("tests/a.rs", "fn money_is_never_lost() {}\n")
            .into_iter()
            .collect()
    }

    #[test]
    fn a_row_whose_test_exists_is_in_order() {
        let page = "| # | what | held by |\n|---|---|---|\n\
                    | 1 | money | `acceptance`: `money_is_never_lost` |\n";
        assert_eq!(check(page, &sources()), []);
    }

    #[test]
    fn a_row_without_a_test_and_one_whose_test_is_gone_are_found() {
        let page = "| 1 | money | `acceptance` |\n| 2 | time | `time_is_never_lost` |\n";
        let found = check(page, &sources());
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[1].to_string().contains("time_is_never_lost"));
    }
}
