//! What stands around the values: hairlines, axis labels and the room that names take.

use rust_decimal::Decimal;

use crate::chart::{Axis, Rect, Tick};
use crate::locale::ChartLocale;
use crate::names::{GAP, Name, Names, draw_legend, legend_height};
use crate::paint::{self, Brush};
use crate::pen::{Hang, LABEL, Pen, Sheet, TO_BASELINE, as_drawn};
use crate::scale::ValueScale;
use crate::spec::{Steps, ValueFormat};
use crate::widths::{fitted, text_width, widest};

/// Under the plot, for one line of labels.
const FOOT: f64 = 26.0;
/// Above the plot, for half a label.
const HEAD: f64 = 10.0;

/// Everything around the plot of a chart with two axes.
#[derive(Debug)]
pub(crate) struct Frame<'a> {
    pub(crate) locale: &'a ChartLocale,
    pub(crate) format: &'a ValueFormat,
    pub(crate) steps: &'a Steps,
    pub(crate) plot: Rect,
    pub(crate) values: ValueScale,
    legend: Vec<Name>,
    /// Of the whole picture.
    width: f64,
    /// Bars stand in the middle of their step; points of a line begin at the edge.
    banded: bool,
}

impl<'a> Frame<'a> {
    pub(crate) fn new(
        locale: &'a ChartLocale,
        (format, steps): (&'a ValueFormat, &'a Steps),
        (width, height): (f64, f64),
        values: &[Decimal],
        names: Names,
    ) -> Self {
        let head = HEAD + legend_height(&names.legend, width);
        let plot_height = (height - head - FOOT).max(1.0);
        let scale = ValueScale::new(values, format, plot_height);
        let labels = scale.labels(locale, format);
        let widest = widest(labels.iter().map(String::as_str));
        let left = (widest + GAP + 1.0).min(width / 3.0).ceil();
        let beside = if names.beside > 0.0 {
            names.beside + GAP
        } else {
            GAP
        };
        let plot = Rect {
            left,
            top: head,
            width: (width - left - beside.min(width / 3.0)).max(1.0).floor(),
            height: plot_height,
        };
        Self {
            locale,
            format,
            steps,
            plot,
            values: scale.placed(&plot),
            legend: names.legend,
            width,
            banded: names.banded,
        }
    }

    /// The width of one step.
    pub(crate) fn band(&self) -> f64 {
        let count = self.steps.len().max(1);
        let parts = if self.banded {
            count
        } else {
            count.saturating_sub(1).max(1)
        };
        self.plot.width / parts as f64
    }

    pub(crate) fn x(&self, step: usize) -> f64 {
        let from_left = match (self.banded, self.steps.len()) {
            (true, _) => (step as f64 + 0.5) * self.band(),
            (false, 1) => self.plot.width / 2.0,
            (false, _) => step as f64 * self.band(),
        };
        as_drawn((self.plot.left + from_left).min(self.plot.right()))
    }

    /// Hairlines, labels and legend.
    pub(crate) fn draw(&self, sheet: &mut Sheet) -> (Axis, Axis) {
        let y = self.values.axis(self.locale, self.format);
        let x = self.step_axis();
        sheet.layer("chart-grid", |pen| self.draw_hairlines(pen, &y));
        let is_amount = matches!(self.format, ValueFormat::Money { .. });
        sheet.layer("chart-labels", |pen| {
            for tick in &y.ticks {
                let place = (self.plot.left - GAP, tick.px + TO_BASELINE);
                pen.text(
                    &tick.text,
                    place,
                    Hang::End,
                    paint::MUTED.plain().amount(is_amount),
                );
            }
            for tick in &x.ticks {
                let hang = self.hang(tick);
                let place = (tick.px, self.plot.bottom() + 18.0);
                pen.text(&tick.text, place, hang, paint::MUTED.plain());
            }
        });
        sheet.layer("chart-legend", |pen| {
            draw_legend(pen, &self.legend, self.width);
        });
        (x, y)
    }

    fn draw_hairlines(&self, pen: &mut Pen<'_>, y: &Axis) {
        let zero = self.values.zero();
        for tick in y.ticks.iter().filter(|tick| tick.px != zero) {
            self.hairline(pen, tick.px, paint::GRID.plain());
        }
    }

    /// The line that heights are read from.
    pub(crate) fn draw_zero(&self, sheet: &mut Sheet) {
        sheet.layer("chart-zero", |pen| {
            self.hairline(pen, self.values.zero(), paint::ZERO.plain());
        });
    }

    /// On half a pixel, where one row of pixels is all it takes.
    fn hairline(&self, pen: &mut Pen<'_>, y: f64, brush: Brush) {
        let y = y.floor() + 0.5;
        pen.line(&[(self.plot.left, y), (self.plot.right(), y)], brush);
    }

    /// At the edges, labels hang inwards so that none is cut off.
    fn hang(&self, tick: &Tick) -> Hang {
        let half = text_width(&tick.text, LABEL) / 2.0;
        if tick.px - half < 0.0 {
            Hang::Start
        } else if tick.px + half > self.plot.right() + GAP {
            Hang::End
        } else {
            Hang::Middle
        }
    }

    /// As many labels as fit without touching, on steps that mean something.
    fn step_axis(&self) -> Axis {
        let labels = self.steps.axis_labels(self.locale, self.plot.width);
        let room = if matches!(self.steps, Steps::Names(_)) {
            self.band() - 4.0
        } else {
            f64::MAX
        };
        let tick = |(step, text): (usize, String)| Tick {
            px: self.x(step),
            text: fitted(&text, LABEL, room),
        };
        let mut ticks: Vec<Tick> = Vec::new();
        for tick in labels.into_iter().map(tick) {
            let is_free = ticks.last().is_none_or(|before| {
                let halves = text_width(&before.text, LABEL) + text_width(&tick.text, LABEL);
                tick.px - before.px >= halves / 2.0 + 6.0
            });
            if is_free {
                ticks.push(tick);
            }
        }
        Axis { ticks }
    }
}
