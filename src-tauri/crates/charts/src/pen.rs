//! A pen that draws in pixels: layers of marks through plotters onto our canvas.

use std::convert::Infallible;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontFamily, FontStyle, TextStyle};

use crate::canvas::{SvgCanvas, escape};
use crate::paint::Brush;

/// The size of an axis label, in pixels.
pub(crate) const LABEL: f64 = 12.0;
/// From a line's middle down to where its letters stand.
pub(crate) const TO_BASELINE: f64 = 4.0;

/// Where a text hangs on its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hang {
    Start,
    Middle,
    End,
}

/// A place on the page, in pixels.
pub(crate) type Point = (f64, f64);

/// The canvas counts in tenths of a pixel. A place beyond it stays at its end.
pub(crate) fn tenths(px: f64) -> i32 {
    (px.clamp(-1e7, 1e7) * 10.0).round() as i32
}

/// A place as it will stand in the picture, rounded as the canvas rounds it.
pub(crate) fn as_drawn(px: f64) -> f64 {
    f64::from(tenths(px)) / 10.0
}

/// The growing inside of one SVG.
#[derive(Debug)]
pub(crate) struct Sheet {
    pub(crate) id: String,
    size: (u32, u32),
    body: String,
}

impl Sheet {
    pub(crate) fn new(id: &str, width: f64, height: f64) -> Self {
        let side = |px: f64| tenths(px).unsigned_abs();
        Self {
            id: clean_id(id),
            size: (side(width), side(height)),
            body: String::new(),
        }
    }

    /// A group of marks with a class, drawn above the ones before it.
    pub(crate) fn layer(&mut self, class: &str, draw: impl FnOnce(&mut Pen<'_>)) {
        let mut out = String::new();
        let canvas = SvgCanvas {
            out: &mut out,
            size: self.size,
            id: &self.id,
        };
        let mut pen = Pen {
            area: canvas.into_drawing_area(),
        };
        draw(&mut pen);
        drop(pen);
        if !out.is_empty() {
            self.body
                .push_str(&format!("<g class=\"{class}\">{out}</g>"));
        }
    }

    /// The whole picture, with its name and its finding for those who cannot see it.
    pub(crate) fn into_svg(self, title: &str, description: &str) -> String {
        let (width, height) = (self.size.0 / 10, self.size.1 / 10);
        let id = &self.id;
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" \
             aria-labelledby=\"{id}-title {id}-desc\" \
             font-family=\"IBM Plex Sans Variable, IBM Plex Sans, sans-serif\" font-size=\"12\">\
             <title id=\"{id}-title\">"
        );
        escape(title, &mut out);
        out.push_str(&format!("</title><desc id=\"{id}-desc\">"));
        escape(description, &mut out);
        out.push_str("</desc>");
        out.push_str(&self.gradients());
        out.push_str(&self.body);
        out.push_str("</svg>");
        out
    }

    /// Only the fades that a mark refers to.
    fn gradients(&self) -> String {
        let mark = format!("url(#{}-fade", self.id);
        let mut out = String::new();
        let mut rest = self.body.as_str();
        while let Some((_, after)) = rest.split_once(&mark) {
            let Some((variable, after)) = after.split_once(')') else {
                break;
            };
            let one = format!(
                "<linearGradient id=\"{id}-fade{variable}\" x2=\"0\" y2=\"1\">\
                 <stop stop-color=\"var({variable})\" stop-opacity=\".2\"/>\
                 <stop offset=\"1\" stop-color=\"var({variable})\" stop-opacity=\".01\"/>\
                 </linearGradient>",
                id = self.id
            );
            if !out.contains(&one) {
                out.push_str(&one);
            }
            rest = after;
        }
        if out.is_empty() {
            out
        } else {
            format!("<defs>{out}</defs>")
        }
    }
}

/// Only what an id may hold in SVG, CSS and HTML alike.
fn clean_id(id: &str) -> String {
    let clean = |letter: char| {
        if letter.is_ascii_alphanumeric() {
            letter
        } else {
            '-'
        }
    };
    let kept: String = id.chars().map(clean).collect();
    if kept.starts_with(|first: char| first.is_ascii_alphabetic()) {
        kept
    } else {
        format!("chart-{kept}")
    }
}

/// Draws marks in pixels on one layer.
pub(crate) struct Pen<'a> {
    area: DrawingArea<SvgCanvas<'a>, Shift>,
}

fn at((x, y): Point) -> (i32, i32) {
    (tenths(x), tenths(y))
}

fn places(points: &[Point]) -> Vec<(i32, i32)> {
    points.iter().copied().map(at).collect()
}

/// The canvas writes to memory and its area is ours alone: there is nothing to fail.
fn drawn(result: Result<(), DrawingAreaErrorKind<Infallible>>) {
    result.unwrap_or_default();
}

impl Pen<'_> {
    pub(crate) fn line(&mut self, points: &[Point], brush: Brush) {
        if points.len() > 1 {
            drawn(
                self.area
                    .draw(&PathElement::new(places(points), brush.stroke())),
            );
        }
    }

    pub(crate) fn shape(&mut self, points: &[Point], brush: Brush) {
        if points.len() > 2 {
            drawn(self.area.draw(&Polygon::new(places(points), brush.fill())));
        }
    }

    pub(crate) fn bar(&mut self, from: Point, to: Point, brush: Brush) {
        drawn(
            self.area
                .draw(&Rectangle::new([at(from), at(to)], brush.fill())),
        );
    }

    pub(crate) fn dot(&mut self, center: Point, radius: f64, brush: Brush) {
        drawn(
            self.area
                .draw(&Circle::new(at(center), tenths(radius), brush.fill())),
        );
    }

    /// Text whose letters stand on `y`.
    pub(crate) fn text(&mut self, text: &str, place: Point, hang: Hang, brush: Brush) {
        let h_pos = match hang {
            Hang::Start => HPos::Left,
            Hang::Middle => HPos::Center,
            Hang::End => HPos::Right,
        };
        let font = (FontFamily::SansSerif, LABEL * 10.0, FontStyle::Normal);
        let color = brush.color();
        let style = TextStyle::from(font)
            .color(&color)
            .pos(Pos::new(h_pos, VPos::Bottom));
        drawn(self.area.draw(&Text::new(text, at(place), style)));
    }
}
