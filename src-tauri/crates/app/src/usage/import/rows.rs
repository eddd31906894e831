//! The rows of a file, one after the other, with the place of each: CSV and JSON Lines.

use std::fs::File;
use std::io::{BufRead, BufReader, Seek, SeekFrom};
use std::path::Path;

use crate::error::AppError;

/// A row that goes on over so many lines or bytes has a quote that was never closed.
const MOST_LINES: u32 = 200;
const MOST_BYTES: usize = 1024 * 1024;
const READ_AT_ONCE: usize = 256 * 1024;

/// A row as it is in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RawRow {
    /// Its first line, from 1.
    pub(super) line: i64,
    pub(super) text: Result<String, Fault>,
    /// What it looks like where it cannot be read.
    pub(super) raw: String,
}

/// Why a row is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    NotUtf8,
    QuoteOpen,
    TooLong,
}

/// Reads a file from any place on, keeping one row in memory.
#[derive(Debug)]
pub(super) struct Rows {
    reader: BufReader<File>,
    /// In CSV a quoted cell may have line ends in it; then the delimiter stands between cells.
    delimiter: Option<u8>,
    /// Bytes and lines that are read.
    pub(super) offset: u64,
    pub(super) line: i64,
}

pub(super) fn unusable(path: &Path, error: &std::io::Error) -> AppError {
    AppError::new(
        "file_unusable",
        format!(
            "{} cannot be read: {error}. Nothing was changed.",
            path.display()
        ),
        "Check the path and its permissions, then try again.",
    )
    .at("path")
}

impl Rows {
    /// `offset` and `line` are those of the row that is read next.
    pub(super) fn open(
        path: &Path,
        delimiter: Option<u8>,
        (offset, line): (u64, i64),
    ) -> Result<Self, AppError> {
        let file = File::open(path).map_err(|error| unusable(path, &error))?;
        let mut reader = BufReader::with_capacity(READ_AT_ONCE, file);
        reader
            .seek(SeekFrom::Start(offset))
            .map_err(|error| unusable(path, &error))?;
        Ok(Self {
            reader,
            delimiter,
            offset,
            line,
        })
    }

    /// The next row that is not empty.
    pub(super) fn next(&mut self) -> std::io::Result<Option<RawRow>> {
        loop {
            let Some(row) = self.read()? else {
                return Ok(None);
            };
            if row
                .text
                .as_ref()
                .map_or(true, |text| !text.trim().is_empty())
            {
                return Ok(Some(row));
            }
        }
    }

    fn read(&mut self) -> std::io::Result<Option<RawRow>> {
        let (first_line, begin) = (self.line + 1, self.offset);
        let mut bytes = Vec::new();
        let Some(first) = self.read_line(&mut bytes)? else {
            return Ok(None);
        };
        let mut fault = (first == LineEnd::TooLong).then_some(Fault::TooLong);
        if let Some(delimiter) = self.delimiter {
            let after_first = (self.offset, self.line, bytes.len());
            let mut quotes = Quotes::default();
            quotes.read(&bytes, delimiter);
            let mut lines = 1;
            while fault.is_none() && quotes.is_open {
                let before = bytes.len();
                let end = self.read_line(&mut bytes)?;
                lines += 1;
                if end.is_none() || lines > MOST_LINES || bytes.len() > MOST_BYTES {
                    // Only its first line is lost; what follows may be rows of their own.
                    let (offset, line, len) = after_first;
                    self.reader.seek(SeekFrom::Start(offset))?;
                    (self.offset, self.line) = (offset, line);
                    bytes.truncate(len);
                    fault = Some(Fault::QuoteOpen);
                } else {
                    quotes.read(bytes.get(before..).unwrap_or_default(), delimiter);
                }
            }
        }
        if begin == 0 && bytes.starts_with(b"\xef\xbb\xbf") {
            bytes.drain(..3);
        }
        Ok(Some(row(first_line, bytes, fault)))
    }

    /// Adds a line to `bytes`; of one that is too long only the beginning.
    fn read_line(&mut self, bytes: &mut Vec<u8>) -> std::io::Result<Option<LineEnd>> {
        let (mut read, begun) = (0_u64, bytes.len());
        let mut how = LineEnd::Whole;
        loop {
            let there = self.reader.fill_buf()?;
            if there.is_empty() {
                break;
            }
            let end = there.iter().position(|byte| *byte == b'\n');
            let len = end.map_or(there.len(), |at| at + 1);
            if bytes.len() - begun < MOST_BYTES {
                bytes.extend_from_slice(there.get(..len).unwrap_or_default());
            } else {
                how = LineEnd::TooLong;
            }
            self.reader.consume(len);
            read += u64::try_from(len).unwrap_or_default();
            if end.is_some() {
                break;
            }
        }
        self.offset += read;
        self.line += i64::from(read > 0);
        Ok((read > 0).then_some(how))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineEnd {
    Whole,
    TooLong,
}

fn row(line: i64, bytes: Vec<u8>, fault: Option<Fault>) -> RawRow {
    match (String::from_utf8(bytes), fault) {
        (Ok(mut text), None) => {
            text.truncate(text.trim_end_matches(['\n', '\r']).len());
            RawRow {
                line,
                text: Ok(text),
                raw: String::new(),
            }
        }
        (Ok(text), Some(fault)) => RawRow {
            line,
            text: Err(fault),
            raw: text.trim_end().to_owned(),
        },
        (Err(error), fault) => RawRow {
            line,
            text: Err(fault.unwrap_or(Fault::NotUtf8)),
            raw: String::from_utf8_lossy(error.as_bytes())
                .trim_end()
                .to_owned(),
        },
    }
}

/// Whether a quoted cell goes on: a quote opens one only where a cell begins.
#[derive(Debug)]
struct Quotes {
    is_open: bool,
    at_begin: bool,
}

impl Default for Quotes {
    fn default() -> Self {
        Self {
            is_open: false,
            at_begin: true,
        }
    }
}

impl Quotes {
    fn read(&mut self, bytes: &[u8], delimiter: u8) {
        // Most rows have no quotes at all.
        if !self.is_open && !bytes.contains(&b'"') {
            self.at_begin = true;
            return;
        }
        for byte in bytes {
            if *byte == b'"' {
                // A doubled quote closes and opens again at once.
                let was_open = self.is_open;
                self.is_open = !was_open && self.at_begin;
                self.at_begin = was_open;
            } else {
                self.at_begin = !self.is_open && *byte == delimiter;
            }
        }
    }
}

/// The cells of a CSV row (RFC 4180).
pub(super) fn cells(text: &str, delimiter: char) -> Vec<String> {
    if !text.contains('"') {
        return text.split(delimiter).map(str::to_owned).collect();
    }
    let (mut cells, mut cell) = (Vec::new(), String::new());
    let (mut is_quoted, mut is_fresh) = (false, true);
    let mut chars = text.chars().peekable();
    while let Some(ch) = chars.next() {
        match ch {
            '"' if is_quoted && chars.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' if is_quoted => is_quoted = false,
            '"' if is_fresh => is_quoted = true,
            ch if ch == delimiter && !is_quoted => {
                cells.push(std::mem::take(&mut cell));
                is_fresh = true;
                continue;
            }
            ch => cell.push(ch),
        }
        is_fresh = false;
    }
    cells.push(cell);
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8], delimiter: Option<u8>) -> Vec<(i64, Result<String, Fault>)> {
        let file = tempfile::NamedTempFile::new().expect("a temporary file");
        std::fs::write(file.path(), bytes).expect("written");
        let mut rows = Rows::open(file.path(), delimiter, (0, 0)).expect("it opens");
        let mut found = Vec::new();
        while let Some(row) = rows.next().expect("it is read") {
            found.push((row.line, row.text));
        }
        assert_eq!(rows.offset, u64::try_from(bytes.len()).expect("a size"));
        found
    }

    #[test]
    fn rows_have_their_lines_and_empty_ones_are_left_out() {
        let rows = all(b"\xef\xbb\xbfa,b\r\n\r\n1,2\n3,4", Some(b','));
        let texts = [(1, "a,b"), (3, "1,2"), (4, "3,4")];
        assert_eq!(rows, texts.map(|(line, text)| (line, Ok(text.to_owned()))));
    }

    #[test]
    fn a_quoted_cell_may_go_over_lines_and_an_open_one_costs_one_line() {
        let rows = all(b"a,\"b\nc\"\n1,\"2\n3,4\n", Some(b','));
        assert_eq!(rows[0], (1, Ok("a,\"b\nc\"".to_owned())));
        assert_eq!(rows[1], (3, Err(Fault::QuoteOpen)));
        assert_eq!(rows[2], (4, Ok("3,4".to_owned())));
    }

    #[test]
    fn bytes_that_are_no_text_are_a_fault_of_their_row() {
        let rows = all(b"{\"a\":1}\n\xff\xfe\n{\"b\":2}\n", None);
        assert_eq!(rows[1], (2, Err(Fault::NotUtf8)));
        assert_eq!(rows.len(), 3);
    }

    #[test]
    fn cells_are_unquoted() {
        assert_eq!(cells("a;\"b;\"\"c\"\"\";", ';'), ["a", "b;\"c\"", ""]);
        assert_eq!(cells("5\" pipe,2", ','), ["5\" pipe", "2"]);
    }
}
