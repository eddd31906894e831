//! The business's colour made usable: as a field, as text on paper, and with readable text on it.

use serde::Serialize;

/// Brightness (0 to 255) above which a colour needs dark text on it.
const BRIGHT: u32 = 150;
/// Brightness that text on white paper may have at most.
const READABLE: u32 = 125;
const INK: &str = "#162025";
const WHITE: &str = "#ffffff";
/// The colour of a business that chose none, or one that cannot be read.
const HOUSE: [u32; 3] = [0x00, 0x61, 0x6a];

/// One accent colour in its four uses, as "#rrggbb".
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Accent {
    pub fill: String,
    /// Dark enough to be read on white.
    pub ink: String,
    /// A tint for grounds.
    pub soft: String,
    /// The text colour on `fill`.
    pub on: &'static str,
}

impl Accent {
    pub fn new(hex: &str) -> Self {
        let fill = parse(hex).unwrap_or(HOUSE);
        let mut ink = fill;
        while brightness(ink) > READABLE {
            ink = ink.map(|channel| channel * 9 / 10);
        }
        // Nine parts white to one part colour.
        let soft = fill.map(|channel| (channel + 255 * 9) / 10);
        let on = if brightness(fill) > BRIGHT {
            INK
        } else {
            WHITE
        };
        Self {
            fill: to_hex(fill),
            ink: to_hex(ink),
            soft: to_hex(soft),
            on,
        }
    }
}

/// Perceived brightness (ITU-R BT.601 luma).
fn brightness([red, green, blue]: [u32; 3]) -> u32 {
    (red * 299 + green * 587 + blue * 114) / 1000
}

fn parse(hex: &str) -> Option<[u32; 3]> {
    let digits = hex
        .trim()
        .strip_prefix('#')
        .filter(|digits| digits.len() == 6)?;
    let number = u32::from_str_radix(digits, 16).ok()?;
    Some([number >> 16, (number >> 8) & 0xFF, number & 0xFF])
}

fn to_hex([red, green, blue]: [u32; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dark_accent_carries_white_text() {
        let accent = Accent::new("#00616A");
        assert_eq!(
            (accent.fill.as_str(), accent.ink.as_str()),
            ("#00616a", "#00616a")
        );
        // (0x00 + 2295) / 10 = 229 = e5; (0x61 + 2295) / 10 = 239 = ef; (0x6a + 2295) / 10 = f0.
        assert_eq!((accent.soft.as_str(), accent.on), ("#e5eff0", WHITE));
    }

    #[test]
    fn a_bright_accent_is_darkened_where_it_is_text() {
        let accent = Accent::new("#ffdd00");
        assert_eq!(accent.on, INK);
        assert!(brightness(parse(&accent.ink).unwrap()) <= READABLE);
    }

    #[test]
    fn an_unreadable_colour_falls_back_to_the_house_colour() {
        assert_eq!(Accent::new("blue").fill, "#00616a");
    }
}
