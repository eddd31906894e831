//! `charts.export`: a chart of usage as a picture, for a letter or a page.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use charts::print_svg;

use super::chart::{Told, drawn};
use crate::context::App;
use crate::dto::lists::FileDto;
use crate::dto::usage_insights::{ChartExportRequest, PictureFormat};
use crate::error::AppError;
use crate::tables::export::file_name;

/// Two pixels for each of the chart's: sharp on paper and on fine screens.
const FINE: f32 = 2.0;

/// Always on paper's colours, whatever the window's theme is.
pub fn export(app: &App, request: ChartExportRequest) -> Result<FileDto, AppError> {
    let (told, chart) = drawn(app, request.chart)?;
    let chart = match (told, chart) {
        (_, Some(chart)) => chart,
        (Told::Nothing(why), None) => return Err(nothing(&why)),
        (Told::Picture(_), None) => return Err(nothing("")),
    };
    let name = file_name(&chart.title);
    Ok(match request.format {
        PictureFormat::Svg => FileDto {
            name: format!("{name}.svg"),
            mime: "image/svg+xml".to_owned(),
            base64: STANDARD.encode(print_svg(&chart.svg)),
        },
        PictureFormat::Png => FileDto {
            name: format!("{name}.png"),
            mime: "image/png".to_owned(),
            base64: STANDARD.encode(chart.to_png(FINE).map_err(|error| {
                AppError::new(
                    "picture_not_made",
                    format!("There is no picture: {error}. No file was made."),
                    "Choose a smaller chart.",
                )
            })?),
        },
    })
}

fn nothing(why: &str) -> AppError {
    AppError::new(
        "chart_empty",
        format!("There is nothing to draw. {why}").trim().to_owned(),
        "Choose another time or another meter.",
    )
}
