//! Text made safe for the page: which fonts it needs, what no font can draw, which way it runs.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::fonts::{self, FontShelf};

/// Stands where no bundled font has the character (U+FFFD REPLACEMENT CHARACTER).
const FALLBACK: char = '\u{FFFD}';
/// A right-to-left mark: keeps brackets and full stops on the right side of such a text.
const RIGHT_TO_LEFT_MARK: char = '\u{200F}';
/// A place where a line may break.
const BREAK_HERE: char = '\u{200B}';
/// No word in a language needs more letters before it may be broken; addresses of web pages do.
const LONGEST_WORD: usize = 34;

/// What the texts of one page need.
#[derive(Debug)]
pub(crate) struct GlyphCheck<'a> {
    shelf: &'a FontShelf,
    region: &'a str,
    families: Vec<&'static str>,
    missing: BTreeSet<char>,
}

impl<'a> GlyphCheck<'a> {
    /// `region` is the recipient's country, which decides how Han characters are drawn.
    pub fn new(shelf: &'a FontShelf, region: &'a str) -> Self {
        Self {
            shelf,
            region,
            families: vec![fonts::LATIN],
            missing: BTreeSet::new(),
        }
    }

    /// Makes every text within a page safe.
    pub fn clean(&mut self, value: &mut Value) {
        match value {
            Value::String(text) if !is_plain(text) => *text = self.clean_text(text),
            Value::Array(list) => list.iter_mut().for_each(|item| self.clean(item)),
            Value::Object(map) => map.values_mut().for_each(|item| self.clean(item)),
            _ => {}
        }
    }

    /// The families in the order in which the page asks them.
    pub fn families(&self) -> &[&'static str] {
        &self.families
    }

    /// One sentence for each character that no bundled font has.
    pub fn notes(&self) -> Vec<String> {
        self.missing
            .iter()
            .map(|character| {
                format!(
                    "The character “{character}” (U+{:04X}) is in none of the bundled fonts. The \
                     page shows “{FALLBACK}” in its place; amounts are not affected. Write the \
                     text with other characters if the reader needs it.",
                    u32::from(*character)
                )
            })
            .collect()
    }

    fn clean_text(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut run = 0;
        for character in text.chars().filter(|c| !c.is_control() || *c == '\n') {
            if character.is_whitespace() || u32::from(character) >= 0x2E80 {
                run = 0;
            } else if run == LONGEST_WORD {
                out.push(BREAK_HERE);
                run = 1;
            } else {
                run += 1;
            }
            out.push(self.drawable(character));
        }
        if runs_right_to_left(&out) {
            out.insert(0, RIGHT_TO_LEFT_MARK);
            out.push(RIGHT_TO_LEFT_MARK);
        }
        out
    }

    fn drawable(&mut self, character: char) -> char {
        if character.is_ascii() || is_invisible(character) {
            return character;
        }
        if !is_private(character) && self.find(character) {
            return character;
        }
        self.missing.insert(character);
        FALLBACK
    }

    fn find(&mut self, character: char) -> bool {
        if self.shelf.covers(fonts::LATIN, character) {
            return true;
        }
        let wanted = fonts::families_for(character, self.region);
        let Some(family) = wanted
            .iter()
            .find(|family| self.shelf.covers(family, character))
        else {
            return false;
        };
        if !self.families.contains(family) {
            self.families.push(family);
        }
        true
    }
}

/// Short ASCII needs no look at single characters: almost every text of a page is such.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| (0x20..0x7F).contains(&byte))
        && text.split(' ').all(|word| word.len() <= LONGEST_WORD)
}

/// Marks that steer shaping and line breaks, and draw nothing.
fn is_invisible(character: char) -> bool {
    matches!(
        u32::from(character),
        0x00AD | 0x061C | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2069 | 0xFE00..=0xFE0F
    )
}

/// Private use: drawn by luck, read by nobody, and refused by the archive format.
fn is_private(character: char) -> bool {
    matches!(
        u32::from(character),
        0xE000..=0xF8FF | 0xFEFF | 0xFFF0..=0xFFFF | 0xF_0000..=0x10_FFFF
    )
}

/// Whether the first letter belongs to a right-to-left script.
fn runs_right_to_left(text: &str) -> bool {
    text.chars()
        .find(|character| character.is_alphabetic())
        .is_some_and(|character| {
            matches!(
                u32::from(character),
                0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn cleaned(text: &str, region: &str) -> (String, Vec<&'static str>, usize) {
        let shelf = FontShelf::new();
        let mut check = GlyphCheck::new(&shelf, region);
        let mut value = json!([{ "text": text }]);
        check.clean(&mut value);
        let text = value[0]["text"].as_str().unwrap().to_owned();
        (text, check.families().to_vec(), check.notes().len())
    }

    #[test]
    fn latin_greek_and_cyrillic_need_one_family() {
        let (text, families, notes) = cleaned("Žofie Ωmega Жук – 12 €", "CZ");
        assert_eq!(text, "Žofie Ωmega Жук – 12 €");
        assert_eq!(families, [fonts::LATIN]);
        assert_eq!(notes, 0);
    }

    #[test]
    fn han_characters_follow_the_recipients_country() {
        assert_eq!(cleaned("直送", "JP").1, [fonts::LATIN, fonts::JAPANESE]);
        assert_eq!(cleaned("直送", "CN").1, [fonts::LATIN, fonts::CHINESE]);
        assert_eq!(
            cleaned("한국 주식회사", "KR").1,
            [fonts::LATIN, fonts::KOREAN]
        );
    }

    #[test]
    fn a_character_without_a_font_is_shown_as_the_fallback_and_named() {
        // U+13000 EGYPTIAN HIEROGLYPH A001 and a private-use character.
        let (text, _, notes) = cleaned("A\u{13000}B\u{E001}", "EG");
        assert_eq!(text, "A\u{FFFD}B\u{FFFD}");
        assert_eq!(notes, 2);
    }

    #[test]
    fn right_to_left_texts_are_held_together_by_marks() {
        let (text, families, _) = cleaned("אבטחה (ישראל)", "IL");
        assert_eq!(text, "\u{200F}אבטחה (ישראל)\u{200F}");
        assert_eq!(families, [fonts::LATIN, fonts::HEBREW]);
    }

    #[test]
    fn a_word_too_long_for_a_column_may_break() {
        let (text, ..) = cleaned(&"a".repeat(80), "DE");
        assert_eq!(text.matches('\u{200B}').count(), 2);
        assert_eq!(text.replace('\u{200B}', ""), "a".repeat(80));
    }

    #[test]
    fn control_characters_vanish_and_line_ends_stay() {
        assert_eq!(cleaned("a\u{7}b\nc\u{0}", "DE").0, "ab\nc");
    }
}
