//! Shades in a grid: hours by weekday, cohorts by month.

use rust_decimal::Decimal;

use crate::chart::{Axis, ChartTable, PlottedPoint, PlottedSeries, Reading, Rect, Tick};
use crate::kinds::{ABSENT, Plotted, class};
use crate::locale::ChartLocale;
use crate::paint::{self, Paint};
use crate::pen::{Hang, LABEL, Pen, Sheet, TO_BASELINE, as_drawn};
use crate::spec::{Heatmap, ValueFormat};
use crate::ticks::as_place;
use crate::widths::{fitted, text_width, widest};

const GAP: f64 = 2.0;
const HEAD: f64 = 22.0;
const FOOT: f64 = 34.0;
/// One shade in the scale under the grid.
const SHADE: f64 = 14.0;

pub(crate) fn draw(
    map: &Heatmap,
    locale: &ChartLocale,
    sheet: &mut Sheet,
    size: (f64, f64),
) -> Plotted {
    let grid = Grid::new(map, locale, size);
    let (x, y) = grid.axes();
    sheet.layer("chart-labels", |pen| grid.draw_labels(pen, &x, &y));
    for row in 0..map.rows.len() {
        sheet.layer(&class(row), |pen| grid.draw_row(pen, row));
    }
    sheet.layer("chart-scale", |pen| grid.draw_scale(pen));
    Plotted {
        plot: grid.plot,
        x,
        y,
        series: (0..map.rows.len())
            .map(|row| grid.plotted_row(row))
            .collect(),
        table: table(map, locale),
        reading: Reading::Cells {
            width_px: as_drawn(grid.cell.0),
            height_px: as_drawn(grid.cell.1),
        },
    }
}

struct Grid<'a> {
    map: &'a Heatmap,
    locale: &'a ChartLocale,
    plot: Rect,
    cell: (f64, f64),
    greatest: Decimal,
}

impl<'a> Grid<'a> {
    fn new(map: &'a Heatmap, locale: &'a ChartLocale, (width, height): (f64, f64)) -> Self {
        let names = widest(map.rows.iter().map(String::as_str));
        let left = (names + 10.0).min(width / 3.0).ceil();
        let plot = Rect {
            left,
            top: HEAD,
            width: (width - left).max(1.0),
            height: (height - HEAD - FOOT).max(1.0),
        };
        let part = |whole: f64, count: usize| whole / count.max(1) as f64;
        let values = map.values.iter().flatten().flatten();
        let found = values.copied().fold(Decimal::ZERO, Decimal::max);
        Self {
            map,
            locale,
            plot,
            cell: (
                part(plot.width, map.columns.len()),
                part(plot.height, map.rows.len()),
            ),
            greatest: map.deepest.unwrap_or(found),
        }
    }

    fn value(&self, row: usize, column: usize) -> Option<Decimal> {
        let row = self.map.values.get(row)?;
        row.get(column).copied().flatten()
    }

    fn middle(&self, row: usize, column: usize) -> (f64, f64) {
        let x = self.plot.left + (column as f64 + 0.5) * self.cell.0;
        let y = self.plot.top + (row as f64 + 0.5) * self.cell.1;
        (as_drawn(x), as_drawn(y))
    }

    fn level(&self, value: Decimal) -> u8 {
        let greatest = as_place(self.greatest);
        if greatest <= 0.0 {
            return 0;
        }
        (as_place(value) / greatest * 9.0).round().clamp(0.0, 9.0) as u8
    }

    fn axes(&self) -> (Axis, Axis) {
        let tick = |px, text: &String| Tick {
            px,
            text: text.clone(),
        };
        let room = widest(self.map.columns.iter().map(String::as_str)) + 10.0;
        let every = (room / self.cell.0).ceil().max(1.0) as usize;
        // Hours read best in threes and sixes.
        let every = [1, 2, 3, 6, 12, 24]
            .into_iter()
            .find(|stride| *stride >= every)
            .unwrap_or(every);
        let columns = self.map.columns.iter().enumerate().step_by(every);
        let rows = self.map.rows.iter().enumerate();
        let x = columns
            .map(|(column, text)| tick(self.middle(0, column).0, text))
            .collect();
        let y = rows
            .map(|(row, text)| tick(self.middle(row, 0).1, text))
            .collect();
        (Axis { ticks: x }, Axis { ticks: y })
    }

    fn draw_labels(&self, pen: &mut Pen<'_>, x: &Axis, y: &Axis) {
        let brush = paint::MUTED.plain();
        for tick in &x.ticks {
            pen.text(&tick.text, (tick.px, HEAD - 8.0), Hang::Middle, brush);
        }
        for tick in &y.ticks {
            let text = fitted(&tick.text, LABEL, self.plot.left - 8.0);
            pen.text(&text, (0.0, tick.px + TO_BASELINE), Hang::Start, brush);
        }
    }

    fn draw_row(&self, pen: &mut Pen<'_>, row: usize) {
        for column in 0..self.map.columns.len() {
            let Some(value) = self.value(row, column) else {
                continue;
            };
            let (x, y) = self.middle(row, column);
            let half = ((self.cell.0 - GAP) / 2.0, (self.cell.1 - GAP) / 2.0);
            let (shade, ink) = Paint::of_heat(self.level(value));
            let corners = ((x - half.0, y - half.1), (x + half.0, y + half.1));
            pen.bar(corners.0, corners.1, shade.plain().round());
            let text = self.locale.compact(value, &self.map.format);
            let has_room = text_width(&text, LABEL) + 6.0 <= self.cell.0 && self.cell.1 >= 16.0;
            if self.map.cell_text && has_room {
                let brush = ink.plain().amount(self.is_money());
                pen.text(&text, (x, y + TO_BASELINE), Hang::Middle, brush);
            }
        }
    }

    fn is_money(&self) -> bool {
        matches!(self.map.format, ValueFormat::Money { .. })
    }

    /// What the palest and the deepest shade stand for.
    fn draw_scale(&self, pen: &mut Pen<'_>) {
        let most = self.locale.compact(self.greatest, &self.map.format);
        let least = self.locale.compact(Decimal::ZERO, &self.map.format);
        let top = self.plot.bottom() + 12.0;
        let right = self.plot.right() - 1.0;
        let brush = paint::MUTED.plain().amount(self.is_money());
        pen.text(&most, (right, top + 10.0), Hang::End, brush);
        let end = right - text_width(&most, LABEL) - 6.0;
        for level in 0..10_u8 {
            let left = end - f64::from(10 - level) * SHADE;
            let shade = Paint::of_heat(level).0.plain().round();
            pen.bar((left, top), (left + SHADE - 1.0, top + 12.0), shade);
        }
        pen.text(
            &least,
            (end - 10.0 * SHADE - 6.0, top + 10.0),
            Hang::End,
            brush,
        );
    }

    fn plotted_row(&self, row: usize) -> PlottedSeries {
        let name = self.map.rows.get(row).cloned().unwrap_or_default();
        let point = |(column, label): (usize, &String)| {
            let value = self.value(row, column)?;
            let (x_px, y_px) = self.middle(row, column);
            Some(PlottedPoint {
                step: column,
                x_px,
                y_px,
                value: self.locale.exact(value, &self.map.format),
                range: None,
                label: label.clone(),
            })
        };
        PlottedSeries {
            name,
            class: class(row),
            paint: Paint::of_heat(9).0.variable().to_owned(),
            points: self
                .map
                .columns
                .iter()
                .enumerate()
                .filter_map(point)
                .collect(),
        }
    }
}

fn table(map: &Heatmap, locale: &ChartLocale) -> ChartTable {
    let row = |(row, name): (usize, &String)| {
        let values = map.values.get(row).into_iter().flatten().copied();
        let padded = values
            .chain(std::iter::repeat(None))
            .take(map.columns.len());
        let cell = |value: Option<Decimal>| match value {
            Some(value) => locale.exact(value, &map.format),
            None => ABSENT.to_owned(),
        };
        std::iter::once(name.clone())
            .chain(padded.map(cell))
            .collect()
    };
    let head = std::iter::once(map.row_name.clone());
    ChartTable {
        columns: head.chain(map.columns.iter().cloned()).collect(),
        rows: map.rows.iter().enumerate().map(row).collect(),
    }
}
