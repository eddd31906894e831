//! The drawing backend: plotters' marks become SVG text, in tenths of a pixel.

use std::convert::Infallible;
use std::fmt::{self, Write};

use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use crate::paint::Ink;
use crate::widths::text_width;

/// Corners of bars, in tenths of a pixel.
const RADIUS: i32 = 20;

/// Writes marks into the text of one layer. Cannot fail: it writes to memory.
#[derive(Debug)]
pub(crate) struct SvgCanvas<'a> {
    pub(crate) out: &'a mut String,
    pub(crate) size: (u32, u32),
    /// The chart's id, in front of the names of its gradients.
    pub(crate) id: &'a str,
}

/// A coordinate in pixels with at most one decimal.
struct Px(i32);

impl fmt::Display for Px {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, tenth) = (self.0.unsigned_abs() / 10, self.0.unsigned_abs() % 10);
        if self.0 < 0 {
            f.write_str("-")?;
        }
        match tenth {
            0 => write!(f, "{whole}"),
            _ if whole == 0 => write!(f, ".{tenth}"),
            _ => write!(f, "{whole}.{tenth}"),
        }
    }
}

impl SvgCanvas<'_> {
    fn write(&mut self, text: fmt::Arguments<'_>) {
        // Writing into a string never fails.
        self.out.write_fmt(text).unwrap_or_default();
    }

    fn fill<S: BackendStyle>(&mut self, style: &S) {
        let color = style.color();
        let ink = Ink::from_rgb(color.rgb);
        let variable = ink.paint.variable();
        if ink.is_gradient() {
            let id = self.id;
            self.write(format_args!(" fill=\"url(#{id}-fade{variable})\""));
        } else {
            self.write(format_args!(" fill=\"var({variable})\""));
            self.opacity("fill-opacity", color.alpha);
        }
    }

    fn stroke<S: BackendStyle>(&mut self, style: &S) {
        let color = style.color();
        let ink = Ink::from_rgb(color.rgb);
        let width = i32::try_from(style.stroke_width()).unwrap_or(10);
        self.write(format_args!(
            " fill=\"none\" stroke=\"var({})\" stroke-width=\"{}\"",
            ink.paint.variable(),
            Px(width)
        ));
        if ink.is_dashed() {
            self.write(format_args!(" stroke-dasharray=\"4 4\""));
        }
        self.opacity("stroke-opacity", color.alpha);
    }

    fn opacity(&mut self, name: &str, alpha: f64) {
        if alpha < 1.0 {
            self.write(format_args!(" {name}=\"{alpha}\""));
        }
    }

    /// Points as steps from one to the next: half as long as places on the page.
    fn steps(&mut self, points: impl IntoIterator<Item = BackendCoord>) {
        let mut before: Option<BackendCoord> = None;
        for (x, y) in points {
            match before {
                None => self.write(format_args!("M{} {}l", Px(x), Px(y))),
                Some(from) => {
                    let (dx, dy) = (x.saturating_sub(from.0), y.saturating_sub(from.1));
                    self.pair(dx, dy);
                }
            }
            before = Some((x, y));
        }
        if self.out.ends_with('l') {
            self.out.push_str("0 0");
        }
    }

    fn pair(&mut self, dx: i32, dy: i32) {
        let spaced = self.out.ends_with('l') || dx < 0;
        let sep = if spaced { "" } else { " " };
        let between = if dy < 0 { "" } else { " " };
        self.write(format_args!("{sep}{}{between}{}", Px(dx), Px(dy)));
    }

    fn bar<S: BackendStyle>(&mut self, ul: BackendCoord, br: BackendCoord, style: &S) {
        let ink = Ink::from_rgb(style.color().rgb);
        let (left, right) = (ul.0.min(br.0), ul.0.max(br.0));
        let (top, bottom) = (ul.1.min(br.1), ul.1.max(br.1));
        let (width, height) = (right - left, bottom - top);
        if width <= 0 || height <= 0 {
            return;
        }
        let room = width.min(height) / 2;
        let round = if ink.is_pill() {
            room
        } else {
            RADIUS.min(room)
        };
        let is_one_sided = ink.has_round_top() != ink.has_round_bottom();
        if is_one_sided && round > 0 {
            let (from, to) = if ink.has_round_top() {
                (bottom, top)
            } else {
                (top, bottom)
            };
            self.one_sided_bar((left, right), (from, to), round, style);
            return;
        }
        self.write(format_args!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
            Px(left),
            Px(top),
            Px(width),
            Px(height)
        ));
        if (ink.is_pill() || ink.has_round_top()) && round > 0 {
            self.write(format_args!(" rx=\"{}\"", Px(round)));
        }
        self.fill(style);
        self.out.push_str("/>");
    }

    /// A bar with square corners at `from` and round ones at `to`.
    fn one_sided_bar<S: BackendStyle>(
        &mut self,
        (left, right): (i32, i32),
        (from, to): (i32, i32),
        round: i32,
        style: &S,
    ) {
        let inner = if to < from { to + round } else { to - round };
        let r = Px(round);
        self.write(format_args!(
            "<path d=\"M{l} {f}V{i}Q{l} {t} {lr} {t}H{rr}Q{rt} {t} {rt} {i}V{f}Z\"",
            l = Px(left),
            rt = Px(right),
            lr = Px(left + r.0),
            rr = Px(right - r.0),
            f = Px(from),
            t = Px(to),
            i = Px(inner),
        ));
        self.fill(style);
        self.out.push_str("/>");
    }
}

impl DrawingBackend for SvgCanvas<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Result<(), DrawingErrorKind<Infallible>> {
        Ok(())
    }

    fn present(&mut self) -> Result<(), DrawingErrorKind<Infallible>> {
        Ok(())
    }

    fn draw_pixel(
        &mut self,
        (x, y): BackendCoord,
        color: plotters_backend::BackendColor,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        self.bar((x, y), (x + 10, y + 10), &color);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        _fill: bool,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        self.bar(upper_left, bottom_right, style);
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        self.out.push_str("<path d=\"");
        self.steps(path);
        self.out.push('"');
        self.stroke(style);
        if style.stroke_width() > 10 {
            self.out
                .push_str(" stroke-linejoin=\"round\" stroke-linecap=\"round\"");
        }
        self.out.push_str("/>");
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        _fill: bool,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let radius = i32::try_from(radius).unwrap_or_default();
        self.write(format_args!(
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"",
            Px(center.0),
            Px(center.1),
            Px(radius)
        ));
        self.fill(style);
        self.out.push_str("/>");
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        self.out.push_str("<path d=\"");
        self.steps(corners);
        self.out.push_str("z\"");
        self.fill(style);
        self.out.push_str("/>");
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &T,
        (x, y): BackendCoord,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let color = style.color();
        let ink = Ink::from_rgb(color.rgb);
        self.write(format_args!("<text x=\"{}\" y=\"{}\"", Px(x), Px(y)));
        match style.anchor().h_pos {
            HPos::Left => {}
            HPos::Center => self.out.push_str(" text-anchor=\"middle\""),
            HPos::Right => self.out.push_str(" text-anchor=\"end\""),
        }
        if ink.is_amount() {
            self.out.push_str(" data-amount=\"\"");
        }
        let size = style.size();
        if (size - 120.0).abs() > 0.5 {
            self.write(format_args!(" font-size=\"{}\"", size / 10.0));
        }
        self.fill(&color);
        self.out.push('>');
        escape(text, self.out);
        self.out.push_str("</text>");
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let size = style.size() / 10.0;
        let width = crate::pen::tenths(text_width(text, size)).unsigned_abs();
        Ok((width, crate::pen::tenths(size).unsigned_abs()))
    }
}

/// Text as XML wants it between tags and inside quotes.
pub(crate) fn escape(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // XML has no way to write the other control characters.
            control if control.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
}
