//! Lists as files: exactly what is shown, as CSV or a spreadsheet.

pub mod export;
