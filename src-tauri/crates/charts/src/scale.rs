//! The scale of values: round numbers, and which value stands how high.

use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;
use rust_decimal::Decimal;

use crate::chart::{Axis, Rect, Tick};
use crate::locale::ChartLocale;
use crate::pen::tenths;
use crate::spec::ValueFormat;
use crate::ticks::{as_place, ticks};

/// One hairline for so many pixels of height.
const TICK_EVERY: f64 = 44.0;

/// The values of the vertical axis, and which of them stands where.
#[derive(Debug, Clone)]
pub(crate) struct ValueScale {
    ticks: Vec<Decimal>,
    range: (f64, f64),
    /// Bottom and top of the plot.
    px: (f64, f64),
}

impl ValueScale {
    /// Holds all values and zero, so that heights compare as the values do.
    pub(crate) fn new(values: &[Decimal], format: &ValueFormat, height: f64) -> Self {
        let least = values.iter().min().copied().unwrap_or_default();
        let greatest = values.iter().max().copied().unwrap_or_default();
        let wanted = (height / TICK_EVERY).clamp(2.0, 5.0) as u8;
        let whole = matches!(format, ValueFormat::Money { .. });
        let ticks = ticks(
            least.min(Decimal::ZERO),
            greatest.max(Decimal::ZERO),
            wanted,
            whole,
        );
        let end = |tick: Option<&Decimal>| tick.copied().map(as_place).unwrap_or_default();
        Self {
            range: (end(ticks.first()), end(ticks.last())),
            ticks,
            px: (0.0, 0.0),
        }
    }

    pub(crate) fn placed(mut self, plot: &Rect) -> Self {
        self.px = (plot.bottom(), plot.top);
        self
    }

    pub(crate) fn y(&self, value: Decimal) -> f64 {
        let range = RangedCoordf64::from(self.range.0..self.range.1);
        let (bottom, top) = (tenths(self.px.0), tenths(self.px.1));
        let tenths = range.map(&as_place(value), (bottom, top));
        f64::from(tenths.clamp(top, bottom)) / 10.0
    }

    pub(crate) fn zero(&self) -> f64 {
        self.y(Decimal::ZERO)
    }

    /// Every round number with its label, from the bottom up.
    pub(crate) fn axis(&self, locale: &ChartLocale, format: &ValueFormat) -> Axis {
        let placed = self.ticks.iter().zip(self.labels(locale, format));
        let tick = |(value, text): (&Decimal, String)| Tick {
            px: self.y(*value),
            text,
        };
        Axis {
            ticks: placed.map(tick).collect(),
        }
    }

    pub(crate) fn labels(&self, locale: &ChartLocale, format: &ValueFormat) -> Vec<String> {
        self.ticks
            .iter()
            .map(|tick| locale.compact(*tick, format))
            .collect()
    }
}
