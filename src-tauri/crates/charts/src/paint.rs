//! The inks of a chart: each is a CSS variable on the screen and a literal colour in print.

use plotters::style::{RGBAColor, RGBColor, ShapeStyle};

use crate::spec::Tone;

/// One entry of the table below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Paint(u8);

/// Variable and its light literal, as the window's tokens have them.
const INKS: [(&str, &str); 30] = [
    ("--c1", "#00616a"),
    ("--c2", "#a8701a"),
    ("--c3", "#6b4690"),
    ("--c4", "#1d5b92"),
    ("--c5", "#b4472f"),
    ("--c6", "#2f8f8f"),
    ("--chart-new", "#00616a"),
    ("--chart-expansion", "#2f8f8f"),
    ("--chart-reactivation", "#6b4690"),
    ("--chart-contraction", "#a8701a"),
    ("--chart-churn", "#b4472f"),
    ("--comparison", "#8a867d"),
    ("--forecast", "#c7943c"),
    ("--grid", "#e9e6e0"),
    ("--zero", "#b9b5ac"),
    ("--muted", "#5e686e"),
    ("--fg", "#162025"),
    ("--danger", "#aa2a27"),
    ("--track", "#e9e6e0"),
    ("--on-heat", "#fcfcf9"),
    ("--h0", "#eef0ec"),
    ("--h1", "#d6e3e0"),
    ("--h2", "#bed6d4"),
    ("--h3", "#a6c9c9"),
    ("--h4", "#8ebcbd"),
    ("--h5", "#75b0b1"),
    ("--h6", "#5ba3a6"),
    ("--h7", "#1f7b82"),
    ("--h8", "#10666e"),
    ("--h9", "#00525a"),
];

pub(crate) const COMPARISON: Paint = Paint(11);
pub(crate) const FORECAST: Paint = Paint(12);
pub(crate) const GRID: Paint = Paint(13);
pub(crate) const ZERO: Paint = Paint(14);
pub(crate) const MUTED: Paint = Paint(15);
pub(crate) const FG: Paint = Paint(16);
pub(crate) const DANGER: Paint = Paint(17);
pub(crate) const TRACK: Paint = Paint(18);
pub(crate) const ON_HEAT: Paint = Paint(19);

/// From this shade on, the theme's text would not be read on a cell.
const DEEP: u8 = 7;

impl Paint {
    /// The colour of a series: its role's, or the general one of its place.
    pub(crate) fn of_series(tone: Option<Tone>, place: usize) -> Self {
        match tone {
            Some(Tone::New) => Self(6),
            Some(Tone::Expansion) => Self(7),
            Some(Tone::Reactivation) => Self(8),
            Some(Tone::Contraction) => Self(9),
            Some(Tone::Churn) => Self(10),
            Some(Tone::Comparison) => COMPARISON,
            None => Self(u8::try_from(place % 6).unwrap_or_default()),
        }
    }

    /// A heat shade from 0 to 9, with the ink that is read on it.
    pub(crate) fn of_heat(level: u8) -> (Self, Self) {
        let level = level.min(9);
        let text = if level < DEEP { FG } else { ON_HEAT };
        (Self(20 + level), text)
    }

    pub(crate) fn variable(self) -> &'static str {
        INKS.get(usize::from(self.0)).map_or("--fg", |ink| ink.0)
    }

    pub(crate) fn plain(self) -> Brush {
        Brush {
            paint: self,
            flags: 0,
            alpha: 1.0,
            width: 1.0,
        }
    }
}

/// A paint and how it is put on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Brush {
    paint: Paint,
    flags: u8,
    alpha: f64,
    /// Of a stroke, in pixels.
    width: f64,
}

const DASHED: u8 = 1;
const ROUND_TOP: u8 = 2;
const ROUND_BOTTOM: u8 = 4;
const GRADIENT: u8 = 8;
const AMOUNT: u8 = 16;
const PILL: u8 = 32;

impl Brush {
    fn with(self, flag: u8) -> Self {
        Self {
            flags: self.flags | flag,
            ..self
        }
    }

    pub(crate) fn dashed(self) -> Self {
        self.with(DASHED)
    }

    /// The outer corners of a bar.
    pub(crate) fn round_top(self) -> Self {
        self.with(ROUND_TOP)
    }

    pub(crate) fn round_bottom(self) -> Self {
        self.with(ROUND_BOTTOM)
    }

    pub(crate) fn round(self) -> Self {
        self.with(ROUND_TOP | ROUND_BOTTOM)
    }

    /// Ends as round as the bar is high.
    pub(crate) fn pill(self) -> Self {
        self.with(PILL)
    }

    /// Fades out downwards.
    pub(crate) fn gradient(self) -> Self {
        self.with(GRADIENT)
    }

    /// Text that says an amount, which a person can hide.
    pub(crate) fn amount(self, is_amount: bool) -> Self {
        if is_amount { self.with(AMOUNT) } else { self }
    }

    pub(crate) fn alpha(self, alpha: f64) -> Self {
        Self { alpha, ..self }
    }

    pub(crate) fn width(self, width: f64) -> Self {
        Self { width, ..self }
    }

    /// The reserved colour that says all this to the canvas.
    pub(crate) fn color(self) -> RGBAColor {
        let rgb = RGBColor(self.flags, 0, self.paint.0);
        plotters::style::Color::mix(&rgb, self.alpha)
    }

    pub(crate) fn stroke(self) -> ShapeStyle {
        ShapeStyle {
            color: self.color(),
            filled: false,
            stroke_width: crate::pen::tenths(self.width).unsigned_abs(),
        }
    }

    pub(crate) fn fill(self) -> ShapeStyle {
        ShapeStyle {
            color: self.color(),
            filled: true,
            stroke_width: 0,
        }
    }
}

/// What a reserved colour says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ink {
    flags: u8,
    pub(crate) paint: Paint,
}

impl Ink {
    pub(crate) fn from_rgb(rgb: (u8, u8, u8)) -> Self {
        Self {
            flags: rgb.0,
            paint: Paint(rgb.2),
        }
    }

    pub(crate) fn is_dashed(self) -> bool {
        self.flags & DASHED != 0
    }

    pub(crate) fn has_round_top(self) -> bool {
        self.flags & ROUND_TOP != 0
    }

    pub(crate) fn has_round_bottom(self) -> bool {
        self.flags & ROUND_BOTTOM != 0
    }

    pub(crate) fn is_gradient(self) -> bool {
        self.flags & GRADIENT != 0
    }

    pub(crate) fn is_amount(self) -> bool {
        self.flags & AMOUNT != 0
    }

    pub(crate) fn is_pill(self) -> bool {
        self.flags & PILL != 0
    }
}

/// The same picture for paper and pictures: every variable replaced by its light colour.
pub fn print_svg(svg: &str) -> String {
    let mut out = svg.to_owned();
    for (variable, literal) in INKS {
        out = out.replace(&format!("var({variable})"), literal);
    }
    out
}
