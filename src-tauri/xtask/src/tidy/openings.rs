//! Every source file opens with a comment that says what belongs in it.

use super::Finding;
use super::sources::{Language, Source};

/// A sentence has at least so many words.
const FEWEST_WORDS: usize = 3;

pub fn check(source: &Source) -> Option<Finding> {
    let opening = opening(&source.text, source.language);
    let words = opening
        .unwrap_or_default()
        .split_whitespace()
        .filter(|word| is_word(word))
        .count();
    (words < FEWEST_WORDS).then(|| {
        let how = form(source.language);
        Finding::at(
            source,
            1,
            format!("say in one sentence what belongs in this file: {how}"),
        )
    })
}

fn is_word(word: &str) -> bool {
    word.contains(char::is_alphanumeric)
}

fn form(language: Language) -> &'static str {
    match language {
        Language::Rust => "`//! …`",
        Language::Script | Language::Typst => "`// …`",
        Language::Svelte => "`<!-- … -->`",
        Language::Css => "`/* … */`",
        Language::Hash => "`# …`",
    }
}

/// The text of the first line's comment; a shebang may stand before it.
fn opening(text: &str, language: Language) -> Option<&str> {
    let shebang = text.starts_with("#!") && !text.starts_with("#![");
    let text = if shebang {
        text.split_once('\n')?.1
    } else {
        text
    };
    let block = |open: &str, close: &str| {
        let comment = text.strip_prefix(open)?;
        Some(comment.split_once(close)?.0)
    };
    let line = |open: &str| text.strip_prefix(open)?.lines().next();
    match language {
        Language::Rust => line("//!"),
        Language::Script | Language::Typst => line("//").or_else(|| block("/*", "*/")),
        Language::Svelte => block("<!--", "-->"),
        Language::Css => block("/*", "*/"),
        Language::Hash => line("#").or_else(|| block("\"\"\"", "\"\"\"")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_open(path: &str, text: &str) -> bool {
        check(&Source::new(path, text).unwrap()).is_none()
    }

    #[test]
    fn each_language_has_its_form() {
        assert!(is_open("a.rs", "//! What a bill is.\n"));
        assert!(is_open("a.ts", "// What a bill is.\n"));
        assert!(is_open("a.ts", "/**\n * What a bill is.\n */\n"));
        assert!(is_open("a.svelte", "<!-- What a\n bill is. -->\n"));
        assert!(is_open("a.css", "/* What a bill is. */\n"));
        assert!(is_open("a.typ", "// What a bill is.\n"));
        assert!(is_open(
            "a.mjs",
            "#!/usr/bin/env node\n// What a bill is.\n"
        ));
        assert!(is_open(
            "a.py",
            "#!/usr/bin/env python3\n\"\"\"What a bill is.\"\"\"\n"
        ));
    }

    #[test]
    fn code_first_an_empty_comment_and_two_words_are_refused() {
        assert!(!is_open("a.rs", "use std::fmt;\n//! What a bill is.\n"));
        assert!(!is_open("a.rs", "// What a bill is.\n"));
        assert!(!is_open(
            "a.rs",
            "#![deny(missing_docs)]\n//! What a bill is.\n"
        ));
        assert!(!is_open("a.ts", "// -------------\n"));
        assert!(!is_open("a.css", "/* tokens */\n"));
        assert!(!is_open("a.svelte", "<script>\n"));
        assert!(!is_open("a.py", ""));
    }
}
