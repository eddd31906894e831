//! A chart as a picture of pixels, always on paper's colours.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};
use thiserror::Error;

use crate::chart::Chart;
use crate::paint::print_svg;

/// The ground of a printed chart.
const PAPER: [u8; 3] = [255, 254, 253];
/// No screen or page asks for more; a picture beyond it would fill the memory.
const LONGEST_SIDE: f64 = 16_384.0;

/// Why a chart could not become a picture.
#[derive(Debug, Error)]
pub enum PictureError {
    #[error("a picture of {width} by {height} pixels is too large or empty")]
    Size { width: f64, height: f64 },
    #[error("the chart's SVG cannot be read: {0}")]
    Svg(String),
    #[error("the picture cannot be written: {0}")]
    Png(String),
}

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(
        include_bytes!("../../../../assets/fonts/IBMPlexSans-Regular.ttf").to_vec(),
    );
    fonts.load_font_data(
        include_bytes!("../../../../assets/fonts/IBMPlexSans-SemiBold.ttf").to_vec(),
    );
    fonts.set_sans_serif_family("IBM Plex Sans");
    Arc::new(fonts)
});

impl Chart {
    /// The bytes of a PNG file; a scale of 2 has two pixels for each of the chart's.
    ///
    /// # Errors
    /// A size of nothing or beyond reason.
    pub fn to_png(&self, scale: f32) -> Result<Vec<u8>, PictureError> {
        let (width, height) = (
            self.width * f64::from(scale),
            self.height * f64::from(scale),
        );
        let refused = || PictureError::Size { width, height };
        let side = |px: f64| {
            (1.0..=LONGEST_SIDE)
                .contains(&px)
                .then_some(px.ceil() as u32)
        };
        let (columns, rows) = side(width).zip(side(height)).ok_or_else(refused)?;
        let options = Options {
            fontdb: Arc::clone(&FONTS),
            font_family: "IBM Plex Sans".to_owned(),
            ..Options::default()
        };
        let tree = Tree::from_str(&print_svg(&self.svg), &options)
            .map_err(|error| PictureError::Svg(error.to_string()))?;
        let mut picture = Pixmap::new(columns, rows).ok_or_else(refused)?;
        let [red, green, blue] = PAPER;
        picture.fill(Color::from_rgba8(red, green, blue, u8::MAX));
        resvg::render(
            &tree,
            Transform::from_scale(scale, scale),
            &mut picture.as_mut(),
        );
        picture
            .encode_png()
            .map_err(|error| PictureError::Png(error.to_string()))
    }
}
