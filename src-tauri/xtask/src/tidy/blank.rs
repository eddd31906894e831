//! Source text with comments and strings blanked out, so that brackets and words can be trusted.
//!
//! Lines stay where they are: every blanked character becomes a space, every line end stays.

use super::sources::Language;

/// Blanks what is not code. In a Svelte file, only its scripts are code.
pub fn blanked(text: &str, language: Language) -> String {
    match language {
        Language::Rust => Blanker::new(text, Dialect::Rust).run(),
        Language::Script => Blanker::new(text, Dialect::Script).run(),
        Language::Svelte => Blanker::new(&scripts_only(text), Dialect::Script).run(),
        Language::Css | Language::Typst | Language::Hash => text.to_owned(),
    }
}

fn scripts_only(text: &str) -> String {
    let mut inside = false;
    let mut out = String::new();
    for line in text.lines() {
        let opens = line.trim_start().starts_with("<script");
        let closes = line.contains("</script>");
        if inside && !closes {
            out.push_str(line);
        }
        inside = (inside || opens) && !closes;
        out.push('\n');
    }
    out
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dialect {
    Rust,
    Script,
}

struct Blanker {
    dialect: Dialect,
    chars: Vec<char>,
    at: usize,
    out: String,
}

impl Blanker {
    fn new(text: &str, dialect: Dialect) -> Self {
        Self {
            dialect,
            chars: text.chars().collect(),
            at: 0,
            out: String::new(),
        }
    }

    fn run(mut self) -> String {
        while self.at < self.chars.len() {
            self.code();
        }
        self.out
    }

    /// One piece of code, or a whole comment or string.
    fn code(&mut self) {
        let is_rust = self.dialect == Dialect::Rust;
        match (self.peek(0), self.peek(1)) {
            ('/', '/') => self.until_line_end(),
            ('/', '*') => self.block_comment(),
            ('r' | 'b' | 'c', _) if is_rust && self.raw_hashes().is_some() => self.raw_string(),
            ('"', _) => self.quoted('"'),
            ('\'', _) if is_rust => self.char_or_lifetime(),
            ('\'', _) => self.quoted('\''),
            ('`', _) => self.template(),
            ('/', _) if !is_rust && self.starts_regex() => self.regex(),
            _ => self.keep(),
        }
    }

    fn peek(&self, ahead: usize) -> char {
        self.chars.get(self.at + ahead).copied().unwrap_or('\0')
    }

    fn keep(&mut self) {
        self.out.push(self.peek(0));
        self.at += 1;
    }

    fn blank(&mut self) {
        self.out.push(if self.peek(0) == '\n' { '\n' } else { ' ' });
        self.at += 1;
    }

    fn blank_many(&mut self, count: usize) {
        for _ in 0..count.min(self.chars.len() - self.at) {
            self.blank();
        }
    }

    fn until_line_end(&mut self) {
        while self.at < self.chars.len() && self.peek(0) != '\n' {
            self.blank();
        }
    }

    /// Rust's block comments nest, those of scripts do not.
    fn block_comment(&mut self) {
        let mut depth = 0;
        while self.at < self.chars.len() {
            match (self.peek(0), self.peek(1)) {
                ('/', '*') if depth == 0 || self.dialect == Dialect::Rust => depth += 1,
                ('*', '/') => depth -= 1,
                _ => {
                    self.blank();
                    continue;
                }
            }
            self.blank_many(2);
            if depth == 0 {
                return;
            }
        }
    }

    fn quoted(&mut self, quote: char) {
        self.blank();
        while self.at < self.chars.len() && self.peek(0) != quote {
            self.blank_many(if self.peek(0) == '\\' { 2 } else { 1 });
        }
        self.blank_many(1);
    }

    /// The number of hashes if a raw string starts here: `r"`, `r#"`, `br##"`.
    fn raw_hashes(&self) -> Option<usize> {
        let before = self
            .at
            .checked_sub(1)
            .map_or(' ', |before| self.chars[before]);
        if before.is_alphanumeric() || before == '_' {
            return None;
        }
        let prefix = if self.peek(0) == 'r' { 1 } else { 2 };
        if self.peek(prefix - 1) != 'r' {
            return None;
        }
        let hashes = self.chars[self.at + prefix..]
            .iter()
            .take_while(|c| **c == '#')
            .count();
        (self.peek(prefix + hashes) == '"').then_some(hashes)
    }

    fn raw_string(&mut self) {
        let hashes = self.raw_hashes().unwrap_or_default();
        while self.peek(0) != '"' {
            self.blank();
        }
        self.blank();
        let closes =
            |this: &Self| this.peek(0) == '"' && (1..=hashes).all(|ahead| this.peek(ahead) == '#');
        while self.at < self.chars.len() && !closes(self) {
            self.blank();
        }
        self.blank_many(1 + hashes);
    }

    /// `'a'` and `'\n'` are characters, `'a` alone is a lifetime.
    fn char_or_lifetime(&mut self) {
        if self.peek(1) == '\\' {
            self.blank_many(3);
            while self.at < self.chars.len() && self.peek(0) != '\'' {
                self.blank();
            }
            self.blank_many(1);
        } else if self.peek(2) == '\'' {
            self.blank_many(3);
        } else {
            self.keep();
        }
    }

    /// A template's text is blanked; the code within `${}` stays.
    fn template(&mut self) {
        self.blank();
        while self.at < self.chars.len() && self.peek(0) != '`' {
            match (self.peek(0), self.peek(1)) {
                ('\\', _) => self.blank_many(2),
                ('$', '{') => {
                    self.blank();
                    self.braced_code();
                }
                _ => self.blank(),
            }
        }
        self.blank_many(1);
    }

    fn braced_code(&mut self) {
        let mut depth = 0;
        while self.at < self.chars.len() {
            let now = self.peek(0);
            self.code();
            depth += i32::from(now == '{') - i32::from(now == '}');
            if depth == 0 {
                return;
            }
        }
    }

    /// A slash divides after a value and starts a pattern after an operator.
    fn starts_regex(&self) -> bool {
        let before = self.out.trim_end();
        let word = before
            .rsplit(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or_default();
        before.is_empty()
            || before.ends_with([
                '(', ',', '=', ':', '[', '!', '&', '|', '?', '{', '}', ';', '>',
            ])
            || matches!(word, "return" | "typeof" | "case")
    }

    fn regex(&mut self) {
        self.blank();
        let mut in_class = false;
        while self.at < self.chars.len() && self.peek(0) != '\n' {
            match self.peek(0) {
                '\\' => self.blank(),
                '[' => in_class = true,
                ']' => in_class = false,
                '/' if !in_class => break,
                _ => {}
            }
            self.blank();
        }
        self.blank_many(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rust(text: &str) -> String {
        blanked(text, Language::Rust)
    }

    fn script(text: &str) -> String {
        blanked(text, Language::Script)
    }

    #[test]
    fn comments_and_strings_of_rust_vanish_and_lines_stay() {
        assert_eq!(rust("a // {\nb"), "a     \nb");
        // 17 characters of comment between two spaces.
        assert_eq!(
            rust("a /* { /* } */ { */ b"),
            format!("a{}b", " ".repeat(19))
        );
        assert_eq!(rust(r#"f("{ \" {")"#), "f(        )");
        assert_eq!(rust("r#\"{ \" {\"#;x"), "          ;x");
        assert_eq!(rust("x\n\"a\nb\"\ny"), "x\n  \n  \ny");
    }

    #[test]
    fn characters_are_not_lifetimes() {
        assert_eq!(rust("m('{', '\\'', '\"')"), "m(   ,     ,    )");
        assert_eq!(rust("fn f<'a>(x: &'a str) {}"), "fn f<'a>(x: &'a str) {}");
        assert_eq!(rust("for r in bar {}"), "for r in bar {}");
    }

    #[test]
    fn templates_keep_their_code() {
        assert_eq!(script("`a { ${f(`{`)} }` + 1"), "      {f(   )}    + 1");
        assert_eq!(script("'{' + \"}\""), "    +    ");
    }

    #[test]
    fn patterns_are_not_divisions() {
        assert_eq!(script("s.match(/[/{]\\//)"), "s.match(        )");
        assert_eq!(script("a / b / {"), "a / b / {");
    }

    #[test]
    fn only_the_script_of_a_component_is_code() {
        let text = "<!-- A { -->\n<script>\nlet a = {\n</script>\n<p>{a}</p>\n";
        assert_eq!(blanked(text, Language::Svelte), "\n\nlet a = {\n\n\n");
    }
}
