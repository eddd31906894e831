//! How long lines, functions and files may be.

use super::Finding;
use super::blank::blanked;
use super::functions::{Function, in_rust, in_script};
use super::sources::{Language, Source};

const LINE_COLUMNS: usize = 100;
const FUNCTION_LINES: usize = 70;
const FILE_LINES: usize = 500;

pub fn check(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    let lines = source.text.lines().count();
    if lines > FILE_LINES {
        let what = format!("{lines} lines; {FILE_LINES} are the most: split it by noun or verb");
        findings.push(Finding::new(&source.path, what));
    }
    for (index, line) in source
        .text
        .lines()
        .enumerate()
        .filter(|(_, line)| is_too_wide(line))
    {
        let columns = line.chars().count();
        let what = format!("{columns} columns; {LINE_COLUMNS} are the most");
        findings.push(Finding::at(source, index + 1, what));
    }
    for function in functions(source)
        .iter()
        .filter(|function| function.lines > FUNCTION_LINES)
    {
        let what = format!(
            "a function of {} lines; {FUNCTION_LINES} are the most",
            function.lines
        );
        findings.push(Finding::at(source, function.line, what));
    }
    findings
}

/// A link cannot be broken, so it may stand out.
fn is_too_wide(line: &str) -> bool {
    line.chars().count() > LINE_COLUMNS && !line.contains("https://")
}

fn functions(source: &Source) -> Vec<Function> {
    match source.language {
        Language::Rust => in_rust(&blanked(&source.text, source.language)),
        Language::Script | Language::Svelte => in_script(&blanked(&source.text, source.language)),
        Language::Css | Language::Typst | Language::Hash => Vec::new(),
    }
}

/// What the sources measure, in one line.
pub fn summary(sources: &[Source]) -> String {
    let longest = sources
        .iter()
        .map(|source| source.text.lines().count())
        .max()
        .unwrap_or(0);
    let mut lengths: Vec<_> = sources
        .iter()
        .flat_map(functions)
        .map(|one| one.lines)
        .collect();
    lengths.sort_unstable();
    let median = lengths.get(lengths.len() / 2).copied().unwrap_or(0);
    let most = lengths.last().copied().unwrap_or(0);
    format!(
        "{} files, the longest {longest} lines; {} functions, median {median}, the longest {most}",
        sources.len(),
        lengths.len(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rust(text: &str) -> Source {
        Source::new("a.rs", text).unwrap()
    }

    #[test]
    fn the_hundred_and_first_column_is_too_wide() {
        assert_eq!(check(&rust(&"é".repeat(100))), []);
        assert_eq!(check(&rust(&"é".repeat(101))).len(), 1);
        assert_eq!(check(&rust(&format!("// https://{}", "a".repeat(120)))), []);
    }

    #[test]
    fn the_seventy_first_line_of_a_function_is_too_many() {
        let lines = |inner: usize| format!("fn a() {{\n{}}}\n", "    b();\n".repeat(inner));
        assert_eq!(check(&rust(&lines(68))), []); // 68 and the two with brackets
        let findings = check(&rust(&lines(69)));
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].place, "a.rs:1");
    }

    #[test]
    fn long_functions_in_components_are_found() {
        let inner = "  b();\n".repeat(70);
        let text = format!("<!-- A -->\n<script>\nfunction a() {{\n{inner}}}\n</script>\n");
        let findings = check(&Source::new("A.svelte", &text).unwrap());
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].place, "A.svelte:3");
    }

    #[test]
    fn the_five_hundred_and_first_line_of_a_file_is_too_many() {
        assert_eq!(check(&rust(&"a\n".repeat(500))), []);
        assert_eq!(check(&rust(&"a\n".repeat(501))).len(), 1);
    }

    #[test]
    fn the_summary_counts_files_and_functions() {
        let told = summary(&[rust("fn a() {\n}\nfn b() {}\nfn c() {\n\n}\n")]);
        assert_eq!(
            told,
            "1 files, the longest 6 lines; 3 functions, median 2, the longest 3"
        );
    }
}
