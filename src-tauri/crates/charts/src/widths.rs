//! How wide text will be, near enough to keep labels apart without loading a font.

use crate::pen::LABEL;

/// Thousandths of the type size: the advances of IBM Plex Sans Regular, rounded up.
fn advance(letter: char) -> u32 {
    match letter {
        '0'..='9' | '+' | '\u{2212}' | '$' | '€' | '£' => 600,
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '\u{202F}' => 290,
        ' ' | '\u{A0}' => 240,
        'f' | 't' | 'r' | '(' | ')' | '-' | '/' | 'I' => 400,
        'm' | 'M' | 'W' | '%' => 900,
        'w' => 800,
        'c' | 's' | 'k' | 'x' | 'y' | 'z' | 'v' => 530,
        'a'..='z' => 590,
        'A'..='Z' => 680,
        _ if letter.is_ascii() => 600,
        // Letters of East Asia fill a square; others are about as wide as a capital.
        '\u{2E80}'.. => 1000,
        _ => 640,
    }
}

/// The width of a line of text in pixels.
pub(crate) fn text_width(text: &str, size_px: f64) -> f64 {
    let thousandths: u32 = text.chars().map(advance).sum();
    f64::from(thousandths) * size_px / 1000.0
}

/// The width of the widest of these labels.
pub(crate) fn widest<'a>(labels: impl Iterator<Item = &'a str>) -> f64 {
    let width = |widest: f64, text| widest.max(text_width(text, LABEL));
    labels.fold(0.0, width)
}

/// The text, or as much of its beginning as fits, with an ellipsis.
pub(crate) fn fitted(text: &str, size_px: f64, room_px: f64) -> String {
    if text_width(text, size_px) <= room_px {
        return text.to_owned();
    }
    let mut out = String::new();
    for letter in text.chars() {
        out.push(letter);
        if text_width(&out, size_px) > room_px - size_px {
            out.pop();
            break;
        }
    }
    let kept = out.trim_end();
    format!("{kept}…")
}
