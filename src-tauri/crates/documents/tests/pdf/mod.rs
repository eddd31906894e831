//! PDF files seen through the eyes of poppler and qpdf.

use std::path::Path;
use std::process::Command;

/// What a program prints about a PDF. The programs come with `cargo xtask test`.
pub fn tool(program: &str, arguments: &[&str], pdf: &[u8]) -> (bool, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.pdf");
    std::fs::write(&path, pdf).unwrap();
    let file = path.to_str().unwrap();
    let arguments = arguments
        .iter()
        .map(|a| if *a == "FILE" { file } else { a });
    let output = Command::new(program)
        .args(arguments)
        .output()
        .unwrap_or_else(|error| {
            panic!("{program} cannot be run ({error}): install poppler-utils and qpdf")
        });
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.success(), text + &errors)
}

/// The text of each page, columns kept.
pub fn page_texts(pdf: &[u8]) -> Vec<String> {
    let (_, text) = tool("pdftotext", &["-layout", "FILE", "-"], pdf);
    let mut pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
    pages.pop();
    pages
}

/// The first page as grey points: width, height, points.
pub fn picture(pdf: &[u8], dots_per_inch: &str) -> (u32, u32, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.pdf");
    std::fs::write(&path, pdf).unwrap();
    let root = folder.path().join("page");
    let status = Command::new("pdftoppm")
        .args(["-r", dots_per_inch, "-gray", "-png", "-singlefile"])
        .args([&path, &root])
        .status()
        .expect("pdftoppm cannot be run: install poppler-utils");
    assert!(status.success());
    read_png(&root.with_extension("png"))
}

pub fn read_png(path: &Path) -> (u32, u32, Vec<u8>) {
    let file = std::fs::File::open(path).unwrap();
    let decoder = png::Decoder::new(std::io::BufReader::new(file));
    let mut reader = decoder.read_info().unwrap();
    let mut points = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut points).unwrap();
    points.truncate(frame.buffer_size());
    // Some releases of poppler write grey pictures in three equal channels.
    let grey = points
        .iter()
        .copied()
        .step_by(frame.color_type.samples())
        .collect();
    (frame.width, frame.height, grey)
}

pub fn write_png(path: &Path, (width, height, points): &(u32, u32, Vec<u8>)) {
    let file = std::fs::File::create(path).unwrap();
    let mut encoder = png::Encoder::new(std::io::BufWriter::new(file), *width, *height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    encoder
        .write_header()
        .unwrap()
        .write_image_data(points)
        .unwrap();
}
