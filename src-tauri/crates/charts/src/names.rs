//! Names with their colours: in a legend above the plot, or beside the ends of lines.

use crate::chart::Rect;
use crate::paint::{self, Brush, Paint};
use crate::pen::{Hang, LABEL, Pen, TO_BASELINE};
use crate::widths::{text_width, widest};

/// Between the plot and what stands beside it.
pub(crate) const GAP: f64 = 8.0;
/// The sample of a colour in front of a name.
const SWATCH: f64 = 10.0;
/// From a sample to its name.
const TO_NAME: f64 = 6.0;
/// From one direct label down to the next.
const LINE: f64 = 16.0;
/// From one row of the legend down to the next, and from the last one down to the plot.
const ROW: f64 = 20.0;
const UNDER: f64 = 6.0;

/// A name with its colour, in the legend or at the end of a line.
#[derive(Debug, Clone)]
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) paint: Paint,
    pub(crate) dashed: bool,
    /// Says an amount of money too, which a person can hide.
    pub(crate) is_amount: bool,
}

impl Name {
    fn width(&self) -> f64 {
        SWATCH + TO_NAME + text_width(&self.text, LABEL)
    }

    fn brush(&self) -> Brush {
        paint::MUTED.plain().amount(self.is_amount)
    }
}

/// How much room names take, and where.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    pub(crate) legend: Vec<Name>,
    /// Beside the plot: the widest direct label.
    pub(crate) beside: f64,
    pub(crate) banded: bool,
}

/// The height of a legend over a chart so wide; nothing for no names.
pub(crate) fn legend_height(legend: &[Name], width: f64) -> f64 {
    match legend_places(legend, width).last() {
        Some((_, last)) => last + ROW + UNDER,
        None => 0.0,
    }
}

/// Where each name begins: its left side and the top of its row.
fn legend_places(legend: &[Name], width: f64) -> Vec<(f64, f64)> {
    let (mut left, mut top) = (0.0, 0.0);
    let place = |name: &Name| {
        if left > 0.0 && left + name.width() > width {
            (left, top) = (0.0, top + ROW);
        }
        let place = (left, top);
        left += name.width() + 2.0 * GAP;
        place
    };
    legend.iter().map(place).collect()
}

pub(crate) fn draw_legend(pen: &mut Pen<'_>, legend: &[Name], width: f64) {
    for (name, (left, top)) in legend.iter().zip(legend_places(legend, width)) {
        let baseline = top + LABEL;
        draw_swatch(pen, (left, baseline - TO_BASELINE), name);
        let place = (left + SWATCH + TO_NAME, baseline);
        pen.text(&name.text, place, Hang::Start, name.brush());
    }
}

fn draw_swatch(pen: &mut Pen<'_>, (x, y): (f64, f64), name: &Name) {
    if name.dashed {
        let brush = name.paint.plain().width(2.0).dashed();
        pen.line(&[(x, y), (x + SWATCH, y)], brush);
    } else {
        let brush = name.paint.plain().round();
        pen.bar((x, y - 5.0), (x + SWATCH, y + 5.0), brush);
    }
}

/// Names beside the ends of their lines, moved apart where lines end close together.
pub(crate) fn draw_direct_labels(pen: &mut Pen<'_>, plot: &Rect, wanted: &[(f64, Name)]) {
    let mut sorted: Vec<&(f64, Name)> = wanted.iter().collect();
    sorted.sort_by(|one, other| one.0.total_cmp(&other.0));
    let places: Vec<f64> = sorted.iter().map(|(y, _)| *y).collect();
    let free = apart(&places, LINE, (plot.top, plot.bottom()));
    for ((_, name), y) in sorted.into_iter().zip(free) {
        let x = plot.right() + GAP;
        let swatch = name.paint.plain().width(2.0);
        let swatch = if name.dashed { swatch.dashed() } else { swatch };
        pen.line(&[(x, y), (x + SWATCH, y)], swatch);
        let place = (x + SWATCH + TO_NAME, y + TO_BASELINE);
        pen.text(&name.text, place, Hang::Start, name.brush());
    }
}

/// The width that direct labels of these names take beside the plot.
pub(crate) fn beside<'a>(names: impl Iterator<Item = &'a str>) -> f64 {
    match widest(names) {
        0.0 => 0.0,
        text => text + SWATCH + TO_NAME + 1.0,
    }
}

/// Increasing places, kept at least a gap apart and, as long as there is room, between the bounds.
fn apart(wanted: &[f64], gap: f64, (low, high): (f64, f64)) -> Vec<f64> {
    let mut out: Vec<f64> = Vec::with_capacity(wanted.len());
    for place in wanted {
        let free = out.last().map_or(low, |before| before + gap);
        out.push(place.max(free));
    }
    let mut ceiling = high;
    for place in out.iter_mut().rev() {
        *place = place.min(ceiling);
        ceiling = *place - gap;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Name {
        Name {
            text: text.to_owned(),
            paint: paint::FG,
            dashed: false,
            is_amount: false,
        }
    }

    #[test]
    fn a_legend_without_room_goes_on_in_the_next_row() {
        // Three digits are 3 × 0.6 × 12 = 21.6 wide: with sample and gaps 37.6, then 16 between.
        let legend = ["111", "222", "333"].map(name);
        assert_eq!(legend_height(&legend, 400.0), 26.0);
        assert_eq!(legend_height(&legend, 95.0), 46.0);
        assert_eq!(legend_height(&legend, 10.0), 66.0);
        assert_eq!(legend_height(&[], 10.0), 0.0);
    }

    #[test]
    fn labels_move_apart_and_stay_inside() {
        assert_eq!(
            apart(&[10.0, 12.0, 50.0], 16.0, (0.0, 100.0)),
            [10.0, 26.0, 50.0]
        );
        assert_eq!(apart(&[95.0, 99.0], 16.0, (0.0, 100.0)), [84.0, 100.0]);
        assert_eq!(apart(&[], 16.0, (0.0, 100.0)), [0.0; 0]);
    }
}
