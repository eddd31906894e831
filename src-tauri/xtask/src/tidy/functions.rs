//! Finding functions and their lengths in blanked source text.

/// A function: its first line, counted from one, and how many lines it spans.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub struct Function {
    pub line: usize,
    pub lines: usize,
}

/// Functions of Rust: `fn name … { … }`.
pub fn in_rust(code: &str) -> Vec<Function> {
    let named = |at: usize| {
        let after = &code[at + 2..];
        after.starts_with(char::is_whitespace)
            && after
                .trim_start()
                .starts_with(|c: char| c.is_alphabetic() || c == '_')
    };
    let starts = words(code, "fn").filter(|at| named(*at));
    starts
        .filter_map(|at| spanning(code, at, body(code, at, Body::Rust)?))
        .collect()
}

/// Functions of TypeScript: `function`, `=> {` and methods. The blocks that only group tests
/// (`describe`) are no functions that somebody has to hold in mind.
pub fn in_script(code: &str) -> Vec<Function> {
    let keyword =
        words(code, "function").filter_map(|at| spanning(code, at, body(code, at, Body::Script)?));
    let arrows = code.match_indices("=>").filter_map(|(at, _)| {
        let open = at + 2 + leading_space(&code[at + 2..]);
        let is_body = code[open..].starts_with('{') && !groups_tests(code, at);
        is_body.then(|| spanning(code, at, open)).flatten()
    });
    let methods = code.match_indices('{').filter_map(|(open, _)| {
        let name = method_name(code, open)?;
        spanning(code, name, open)
    });
    let mut found: Vec<_> = keyword.chain(arrows).chain(methods).collect();
    found.sort_by_key(|function| (function.line, function.lines));
    found.dedup();
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Body {
    Rust,
    Script,
}

/// Where a word stands alone.
fn words<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word)
        .map(|(at, _)| at)
        .filter(move |at| {
            !code[..*at].ends_with(is_part) && !code[at + word.len()..].starts_with(is_part)
        })
}

/// Where the body of the function that starts here opens; none for a mere declaration.
fn body(code: &str, start: usize, kind: Body) -> Option<usize> {
    let mut depth = 0_i32;
    let mut at = start;
    while at < code.len() {
        let symbol = code[at..].chars().next()?;
        match symbol {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            ';' if depth == 0 => return None,
            '{' if depth == 0 && kind == Body::Script && is_type(&code[start..at]) => {
                at = closing(code, at)?;
            }
            '{' if depth == 0 => return Some(at),
            _ => {}
        }
        at += code[at..].chars().next()?.len_utf8();
    }
    None
}

/// Whether a brace after this text opens an object type: `(): {`, `(): A | {`, `(): Promise<{`.
fn is_type(before: &str) -> bool {
    before.trim_end().ends_with([':', '|', '&', '<', ','])
}

fn closing(code: &str, open: usize) -> Option<usize> {
    let mut depth = 0_i32;
    for (at, symbol) in code[open..].char_indices() {
        depth += i32::from(symbol == '{') - i32::from(symbol == '}');
        if depth == 0 {
            return Some(open + at);
        }
    }
    None
}

fn spanning(code: &str, start: usize, open: usize) -> Option<Function> {
    let end = closing(code, open)?;
    let lines = code[start..end].matches('\n').count() + 1;
    Some(Function {
        line: code[..start].matches('\n').count() + 1,
        lines,
    })
}

fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// `describe("…", () => {`: the text is blanked, the word stays.
fn groups_tests(code: &str, arrow: usize) -> bool {
    let line = code[..arrow].rsplit('\n').next().unwrap_or_default();
    line.trim_start().starts_with("describe")
}

/// The start of `name(…) {`, unless the name is a statement such as `if`.
fn method_name(code: &str, open: usize) -> Option<usize> {
    let before = code[..open].trim_end();
    let mut depth = 0_i32;
    let inside = before.strip_suffix(')')?;
    let paren = before.char_indices().rev().find_map(|(at, symbol)| {
        depth += i32::from(symbol == ')') - i32::from(symbol == '(');
        (depth == 0).then_some(at)
    });
    let head = inside[..paren?].trim_end();
    let name = head
        .rsplit(|c: char| !c.is_alphanumeric() && c != '_')
        .next()?;
    let is_statement = matches!(
        name,
        "" | "if" | "for" | "while" | "switch" | "catch" | "with"
    );
    (!is_statement).then(|| head.len() - name.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn function(line: usize, lines: usize) -> Function {
        Function { line, lines }
    }

    #[test]
    fn rust_functions_are_found_with_their_lines() {
        let code = "fn a() {}\nimpl X {\n    fn b(\n        x: [u8; 2],\n    ) -> u8 {\n    }\n}\n";
        assert_eq!(in_rust(code), [function(1, 1), function(3, 4)]);
    }

    #[test]
    fn declarations_and_pointers_are_no_functions() {
        assert_eq!(
            in_rust("trait T { fn a(&self) -> u8; }\ntype F = fn(u8) -> u8;"),
            []
        );
    }

    #[test]
    fn where_clauses_belong_to_the_function() {
        assert_eq!(
            in_rust("fn a<T>(t: T)\nwhere\n    T: Copy,\n{\n}\n"),
            [function(1, 5)]
        );
    }

    #[test]
    fn script_functions_arrows_and_methods_are_found() {
        assert_eq!(in_script("function a() {\n}\n"), [function(1, 2)]);
        assert_eq!(in_script("const a = (x) => {\n\n};\n"), [function(1, 3)]);
        assert_eq!(
            in_script("const o = {\n  run(x) {\n  },\n};"),
            [function(2, 2)]
        );
        assert_eq!(
            in_script("function a(): { b: number } {\n\n}\n"),
            [function(1, 3)]
        );
    }

    #[test]
    fn statements_and_groups_of_tests_are_no_functions() {
        assert_eq!(in_script("if (a) {\n}\nfor (;;) {\n}\n"), []);
        assert_eq!(in_script("describe(   , () => {\n});"), []);
    }
}
