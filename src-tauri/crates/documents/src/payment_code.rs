//! The payment code that a banking app scans: EPC069-12, version 002, drawn as one vector path.

use std::fmt::Write;

use billing::money::{Currency, Money};
use qrcode::{Color, EcLevel, QrCode};

/// The quiet zone around a code, in modules (ISO/IEC 18004, 6.3.8).
const QUIET: usize = 4;
/// The largest amount a transfer code may carry: 999 999 999.99 EUR (EPC069-12, 3.1).
const LARGEST_MINOR: i64 = 99_999_999_999;

/// Who is paid, how much and for what.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Transfer<'a> {
    pub beneficiary: &'a str,
    pub iban: &'a str,
    pub bic: &'a str,
    pub amount: Money,
    /// Free text that the payer's bank passes on; the document's number.
    pub remittance: &'a str,
}

impl Transfer<'_> {
    /// The lines of the code, or none where the standard has no code for this: another currency
    /// than the euro, nothing to pay, no account.
    pub fn to_lines(self) -> Option<String> {
        let minor = self.amount.minor();
        let payable =
            self.amount.currency() == Currency::EUR && (1..=LARGEST_MINOR).contains(&minor);
        let iban = compact(self.iban);
        if !payable || iban.is_empty() || self.beneficiary.trim().is_empty() {
            return None;
        }
        Some(format!(
            "BCD\n002\n1\nSCT\n{bic}\n{name}\n{iban}\nEUR{amount}\n\n\n{text}",
            bic = compact(self.bic),
            name = cut(self.beneficiary, 70),
            amount = self.amount.to_major_string(),
            text = cut(self.remittance, 140),
        ))
    }

    /// The code as an SVG picture with its quiet zone.
    pub fn to_svg(self) -> Option<String> {
        // The standard asks for error correction level M and at most version 13.
        let code = QrCode::with_error_correction_level(self.to_lines()?, EcLevel::M).ok()?;
        let width = code.width();
        let side = width + QUIET * 2;
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\">\
             <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path fill=\"#000\" d=\""
        );
        for (row, modules) in code.to_colors().chunks(width).enumerate() {
            draw_row(&mut svg, row + QUIET, modules);
        }
        svg.push_str("\"/></svg>");
        Some(svg)
    }
}

/// Neighbouring dark modules become one rectangle, so that no hair line shows between them.
fn draw_row(svg: &mut String, row: usize, modules: &[Color]) {
    let mut column = 0;
    for run in modules.chunk_by(|left, right| left == right) {
        if run.first() == Some(&Color::Dark) {
            // Writing to a String cannot fail.
            let _ = write!(
                svg,
                "M{} {row}h{}v1h-{}z",
                column + QUIET,
                run.len(),
                run.len()
            );
        }
        column += run.len();
    }
}

fn compact(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_uppercase()
}

/// One line of at most so many characters.
fn cut(text: &str, longest: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().take(longest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transfer(amount: Money) -> Transfer<'static> {
        Transfer {
            beneficiary: "Aurora Studio GmbH",
            iban: "DE89 3704 0044 0532 0130 00",
            bic: "cobadeffxxx",
            amount,
            remittance: "INV-2026-0042",
        }
    }

    #[test]
    fn the_lines_stand_in_the_order_of_the_standard() {
        let lines = transfer(Money::new(123_450, Currency::EUR))
            .to_lines()
            .unwrap();
        assert_eq!(
            lines,
            "BCD\n002\n1\nSCT\nCOBADEFFXXX\nAurora Studio GmbH\nDE89370400440532013000\n\
             EUR1234.50\n\n\nINV-2026-0042"
        );
    }

    #[test]
    fn only_euros_that_are_owed_to_an_account_have_a_code() {
        assert_eq!(transfer(Money::new(100, Currency::USD)).to_lines(), None);
        assert_eq!(transfer(Money::new(0, Currency::EUR)).to_lines(), None);
        assert_eq!(transfer(Money::new(-100, Currency::EUR)).to_lines(), None);
        let nowhere = Transfer {
            iban: " ",
            ..transfer(Money::new(100, Currency::EUR))
        };
        assert_eq!(nowhere.to_lines(), None);
    }

    #[test]
    fn names_are_cut_by_characters_not_bytes() {
        let long = "ä".repeat(90);
        let named = Transfer {
            beneficiary: &long,
            ..transfer(Money::new(1, Currency::EUR))
        };
        let lines = named.to_lines().unwrap();
        assert_eq!(lines.lines().nth(5).unwrap().chars().count(), 70);
        assert!(named.to_svg().unwrap().starts_with("<svg"));
    }
}
