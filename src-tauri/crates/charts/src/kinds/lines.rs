//! Lines over time: one with its area, limit and forecast, or several to compare.

use rust_decimal::Decimal;

use crate::chart::{ChartTable, PlottedSeries, Reading};
use crate::frame::Frame;
use crate::kinds::{
    ABSENT, Plotted, Writer, class, known, limit_name, paint_of, plotted, value_at,
};
use crate::locale::ChartLocale;
use crate::names::{Name, Names, beside, draw_direct_labels};
use crate::paint::{self, Paint};
use crate::pen::{LABEL, Pen, Point, Sheet};
use crate::spec::{ForecastPoint, Lines, Series};
use crate::widths::fitted;

/// Narrower than this, names stand above the plot instead of beside it.
const ROOM_BESIDE: f64 = 460.0;

pub(crate) fn draw(
    lines: &Lines,
    locale: &ChartLocale,
    sheet: &mut Sheet,
    size: (f64, f64),
) -> Plotted {
    let drawing = Drawing::new(lines, locale, size);
    let (x, y) = drawing.frame.draw(sheet);
    drawing.frame.draw_zero(sheet);
    drawing.draw_forecast(sheet);
    drawing.draw_limit(sheet);
    for (place, series) in lines.series.iter().enumerate().rev() {
        drawing.draw_series(sheet, place, series);
    }
    drawing.draw_now(sheet);
    if drawing.is_wide {
        let wanted = drawing.direct_labels();
        let plot = drawing.frame.plot;
        sheet.layer("chart-names", |pen| draw_direct_labels(pen, &plot, &wanted));
    }
    Plotted {
        plot: drawing.frame.plot,
        x,
        y,
        series: drawing.plotted(),
        table: drawing.table(),
        reading: Reading::Points,
    }
}

struct Drawing<'a> {
    lines: &'a Lines,
    frame: Frame<'a>,
    writer: Writer<'a>,
    /// Of series, limit and forecast, in this order.
    names: Vec<Name>,
    is_wide: bool,
}

impl<'a> Drawing<'a> {
    fn new(lines: &'a Lines, locale: &'a ChartLocale, size: (f64, f64)) -> Self {
        let mut names = names(lines, locale);
        let is_wide = size.0 >= ROOM_BESIDE;
        for name in names.iter_mut().filter(|_| is_wide) {
            name.text = fitted(&name.text, LABEL, size.0 / 3.0 - 30.0);
        }
        let around = if is_wide {
            Names {
                beside: beside(names.iter().map(|name| name.text.as_str())),
                ..Names::default()
            }
        } else {
            Names {
                legend: names.clone(),
                ..Names::default()
            }
        };
        let shape = (&lines.format, &lines.steps);
        Self {
            lines,
            frame: Frame::new(locale, shape, size, &all_values(lines), around),
            writer: Writer::new(locale, &lines.format, &lines.steps),
            names,
            is_wide,
        }
    }

    fn place(&self, step: usize, value: Decimal) -> Point {
        (self.frame.x(step), self.frame.values.y(value))
    }

    fn paint(&self, place: usize) -> Paint {
        paint_of(&self.lines.series, place)
    }

    fn draw_series(&self, sheet: &mut Sheet, place: usize, series: &Series) {
        let paint = self.paint(place);
        let is_comparison = paint == paint::COMPARISON;
        // Points close together make a comb, which a thick line would close.
        let is_fine = is_comparison || self.frame.band() < 4.0;
        let width = if is_fine { 1.5 } else { 2.0 };
        let line = paint.plain().width(width);
        let line = if is_comparison { line.dashed() } else { line };
        let zero = self.frame.values.zero();
        let has_area = place == 0 && self.lines.area;
        sheet.layer(&class(place), |pen| {
            for run in self.runs(series) {
                if has_area {
                    fill_under(pen, &run, zero, paint);
                }
                pen.line(&run, line);
                if let [alone] = run.as_slice() {
                    pen.dot(*alone, 3.0, paint.plain());
                }
            }
        });
    }

    /// Unbroken stretches of a series; an absent value ends one.
    fn runs(&self, series: &Series) -> Vec<Vec<Point>> {
        let mut runs = vec![Vec::new()];
        for (step, value) in series
            .values
            .iter()
            .take(self.lines.steps.len())
            .enumerate()
        {
            match (value, runs.last_mut()) {
                (Some(value), Some(run)) => run.push(self.place(step, *value)),
                _ => runs.push(Vec::new()),
            }
        }
        runs.retain(|run| !run.is_empty());
        runs
    }

    fn draw_limit(&self, sheet: &mut Sheet) {
        let Some(limit) = &self.lines.limit else {
            return;
        };
        let y = self.frame.values.y(limit.value);
        let plot = &self.frame.plot;
        sheet.layer("chart-limit", |pen| {
            let brush = paint::DANGER.plain().width(1.5).dashed();
            pen.line(&[(plot.left, y), (plot.right(), y)], brush);
        });
    }

    /// Each expected value with its step.
    fn expected(&self) -> Vec<(usize, ForecastPoint)> {
        let Some(forecast) = &self.lines.forecast else {
            return Vec::new();
        };
        let from = self.lines.steps.len().saturating_sub(forecast.points.len());
        let steps = from..self.lines.steps.len();
        steps.zip(forecast.points.iter().copied()).collect()
    }

    /// The last known value before the forecast, from which it opens.
    fn last_known(&self) -> Option<(usize, Decimal)> {
        let before = self.expected().first().map(|(step, _)| *step)?;
        let first = self.lines.series.first()?;
        (0..before)
            .rev()
            .find_map(|step| Some((step, value_at(first, step)?)))
    }

    /// A dot where what is known ends and what is expected begins.
    fn draw_now(&self, sheet: &mut Sheet) {
        let Some((step, value)) = self.last_known() else {
            return;
        };
        sheet.layer("chart-now", |pen| {
            pen.dot(self.place(step, value), 3.5, self.paint(0).plain());
        });
    }

    fn draw_forecast(&self, sheet: &mut Sheet) {
        let expected = self.expected();
        if expected.is_empty() {
            return;
        }
        sheet.layer("chart-forecast", |pen| {
            self.fan(pen, &expected, 0.14, |point| (point.low_95, point.high_95));
            self.fan(pen, &expected, 0.22, |point| (point.low_80, point.high_80));
            let known = self
                .last_known()
                .map(|(step, value)| self.place(step, value));
            let means = expected
                .iter()
                .map(|(step, point)| self.place(*step, point.mean));
            let line: Vec<Point> = known.into_iter().chain(means).collect();
            pen.line(&line, paint::FORECAST.plain().width(2.0).dashed());
            if let [alone] = line.as_slice() {
                pen.dot(*alone, 3.0, paint::FORECAST.plain());
            }
        });
    }

    fn fan(
        &self,
        pen: &mut Pen<'_>,
        expected: &[(usize, ForecastPoint)],
        alpha: f64,
        range: impl Fn(&ForecastPoint) -> (Decimal, Decimal),
    ) {
        let known = self
            .last_known()
            .map(|(step, value)| self.place(step, value));
        let high = expected
            .iter()
            .map(|(step, point)| self.place(*step, range(point).1));
        let low = expected
            .iter()
            .rev()
            .map(|(step, point)| self.place(*step, range(point).0));
        let corners: Vec<Point> = known.into_iter().chain(high).chain(low).collect();
        pen.shape(&corners, paint::FORECAST.plain().alpha(alpha));
    }

    /// Every name at the height where its line ends.
    fn direct_labels(&self) -> Vec<(f64, Name)> {
        let mut ends: Vec<Option<f64>> = Vec::new();
        if has_named_series(self.lines) {
            for series in &self.lines.series {
                let end = known(series, self.lines.steps.len()).next_back();
                ends.push(end.map(|(_, value)| self.frame.values.y(value)));
            }
        }
        if let Some(limit) = &self.lines.limit {
            ends.push(Some(self.frame.values.y(limit.value)));
        }
        if self.lines.forecast.is_some() {
            let last = self.expected().last().map(|(_, point)| point.mean);
            ends.push(last.map(|mean| self.frame.values.y(mean)));
        }
        let named = ends.into_iter().zip(self.names.iter().cloned());
        named.filter_map(|(y, name)| Some((y?, name))).collect()
    }

    fn plotted(&self) -> Vec<PlottedSeries> {
        let one = |(place, series): (usize, &Series)| {
            let mut out = plotted(&series.name, place, self.paint(place));
            for (step, value) in known(series, self.lines.steps.len()) {
                let place = self.place(step, value);
                out.points.push(self.writer.point(step, place, value));
            }
            out
        };
        let mut all: Vec<PlottedSeries> = self.lines.series.iter().enumerate().map(one).collect();
        all.extend(self.plotted_forecast());
        all
    }

    fn plotted_forecast(&self) -> Option<PlottedSeries> {
        let forecast = self.lines.forecast.as_ref()?;
        let mut out = plotted(&forecast.name, self.lines.series.len(), paint::FORECAST);
        "chart-forecast".clone_into(&mut out.class);
        for (step, point) in self.expected() {
            let place = self.place(step, point.mean);
            let mut said = self.writer.point(step, place, point.mean);
            said.range = Some([point.low_80, point.high_80].map(|end| self.writer.estimated(end)));
            said.value = self.writer.estimated(point.mean);
            out.points.push(said);
        }
        Some(out)
    }

    /// The series, and beside them what is expected with both ends of its ranges.
    fn table(&self) -> ChartTable {
        let mut table = self.writer.table(&self.lines.step_name, &self.lines.series);
        let Some(forecast) = &self.lines.forecast else {
            return table;
        };
        let (from, to) = (&self.writer.locale.from_word, &self.writer.locale.to_word);
        let percent = |number: i64| {
            let format = &crate::spec::ValueFormat::Percent;
            self.writer.locale.exact(Decimal::from(number), format)
        };
        let (p80, p95) = (percent(80), percent(95));
        let heads = [
            forecast.name.clone(),
            format!("{p80} {from}"),
            format!("{p80} {to}"),
            format!("{p95} {from}"),
            format!("{p95} {to}"),
        ];
        table.columns.extend(heads);
        let expected = self.expected();
        for (step, row) in table.rows.iter_mut().enumerate() {
            let found = expected.iter().find(|(at, _)| *at == step);
            match found {
                Some((_, point)) => {
                    row.extend(figures(point).map(|value| self.writer.estimated(value)))
                }
                None => row.extend(std::array::from_fn::<_, 5, _>(|_| ABSENT.to_owned())),
            }
        }
        table
    }
}

fn figures(point: &ForecastPoint) -> [Decimal; 5] {
    [
        point.mean,
        point.low_80,
        point.high_80,
        point.low_95,
        point.high_95,
    ]
}

fn fill_under(pen: &mut Pen<'_>, run: &[Point], zero: f64, paint: Paint) {
    let (Some(first), Some(last)) = (run.first(), run.last()) else {
        return;
    };
    let mut corners = vec![(first.0, zero)];
    corners.extend(run);
    corners.push((last.0, zero));
    pen.shape(&corners, paint.plain().gradient());
}

/// A single line needs no name: the title has it.
fn has_named_series(lines: &Lines) -> bool {
    lines.series.len() > 1
}

fn names(lines: &Lines, locale: &ChartLocale) -> Vec<Name> {
    let name = |text: &str, paint, dashed| Name {
        text: text.to_owned(),
        paint,
        dashed,
        is_amount: false,
    };
    let mut out = Vec::new();
    if has_named_series(lines) {
        for (place, series) in lines.series.iter().enumerate() {
            let paint = paint_of(&lines.series, place);
            out.push(name(&series.name, paint, paint == paint::COMPARISON));
        }
    }
    let limit = lines.limit.iter();
    out.extend(limit.map(|limit| limit_name(limit, &lines.format, locale)));
    let forecast = lines.forecast.iter();
    out.extend(forecast.map(|forecast| name(&forecast.name, paint::FORECAST, true)));
    out
}

fn all_values(lines: &Lines) -> Vec<Decimal> {
    let steps = lines.steps.len();
    let all = lines.series.iter().flat_map(|series| known(series, steps));
    let limit = lines.limit.iter().map(|limit| limit.value);
    let expected = lines.forecast.iter().flat_map(|forecast| &forecast.points);
    all.map(|(_, value)| value)
        .chain(limit)
        .chain(expected.flat_map(figures))
        .collect()
}
