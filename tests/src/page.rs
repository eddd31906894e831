//! Pages of a PDF as pictures, drawn by Poppler, and how much two pictures differ.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use crate::peer::peer;

/// A picture: a byte for each dot and colour.
#[derive(Debug, PartialEq, Eq)]
pub struct Picture {
    pub width: u32,
    pub height: u32,
    pub samples: Vec<u8>,
}

/// Draws every page beside the PDF, in so many dots per inch; the pages' files, in order.
#[must_use]
pub fn draw(pdf: &Path, dpi: u32) -> Vec<PathBuf> {
    let stem = pdf.with_extension("");
    let (dpi, stem_text) = (dpi.to_string(), stem.display().to_string());
    let pdf_text = pdf.display().to_string();
    let _ = peer("pdftoppm").read(&["-png", "-r", &dpi, &pdf_text, &stem_text]);
    let folder = pdf.parent().expect("a PDF stands in a folder");
    let prefix = format!("{}-", stem.file_name().expect("a name").to_string_lossy());
    let mut pages: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            name.starts_with(&prefix) && name.ends_with(".png")
        })
        .collect();
    pages.sort();
    pages
}

/// Reads a PNG of eight bits a colour.
#[must_use]
pub fn read(path: &Path) -> Picture {
    let file = File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut reader = png::Decoder::new(BufReader::new(file))
        .read_info()
        .expect("a PNG");
    let size = reader
        .output_buffer_size()
        .expect("a picture that fits in memory");
    let mut samples = vec![0; size];
    let frame = reader.next_frame(&mut samples).expect("a whole picture");
    assert_eq!(frame.bit_depth, png::BitDepth::Eight, "{}", path.display());
    samples.truncate(frame.buffer_size());
    Picture {
        width: frame.width,
        height: frame.height,
        samples,
    }
}

/// The share of samples, in millionths, that differ by more than an eye would forgive.
#[must_use]
pub fn difference_ppm(one: &Picture, other: &Picture) -> usize {
    assert_eq!(
        (one.width, one.height),
        (other.width, other.height),
        "pages of another size"
    );
    assert_eq!(
        one.samples.len(),
        other.samples.len(),
        "pages of other colours"
    );
    let pairs = one.samples.iter().zip(&other.samples);
    let differ = pairs.filter(|(a, b)| a.abs_diff(**b) > 32).count();
    differ * 1_000_000 / one.samples.len().max(1)
}
