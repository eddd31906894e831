//! The business's logo: which kind of picture it is and whether it is wide or tall.

/// A picture format that a page can carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LogoKind {
    Png,
    Jpeg,
    Svg,
}

impl LogoKind {
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Png => "logo.png",
            Self::Jpeg => "logo.jpg",
            Self::Svg => "logo.svg",
        }
    }
}

/// A logo with what the page needs to know to place it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Logo {
    pub kind: LogoKind,
    pub bytes: Vec<u8>,
    /// So wide that its width, not its height, limits it.
    pub wide: bool,
}

/// From this ratio of width to height on, a logo fills the width it is given.
const WIDE_FROM: u32 = 4;

impl Logo {
    /// Recognizes the picture by its first bytes; none when it is no PNG, JPEG or SVG.
    pub fn recognize(bytes: &[u8]) -> Option<Self> {
        let (kind, size) = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            (LogoKind::Png, png_size(bytes))
        } else if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
            (LogoKind::Jpeg, jpeg_size(bytes))
        } else {
            let text = std::str::from_utf8(bytes).ok()?;
            let root = text.get(text.find("<svg")?..)?;
            (LogoKind::Svg, svg_size(root))
        };
        let wide = size.is_some_and(|(width, height)| width >= height.saturating_mul(WIDE_FROM));
        Some(Self {
            kind,
            bytes: bytes.to_vec(),
            wide,
        })
    }
}

fn big_endian(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .fold(0, |sum, byte| (sum << 8) | u32::from(*byte))
}

/// PNG: width and height open the first chunk (ISO/IEC 15948, 11.2.2 IHDR).
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    Some((
        big_endian(bytes.get(16..20)?),
        big_endian(bytes.get(20..24)?),
    ))
}

/// JPEG: the first start-of-frame segment has height, then width (ITU-T T.81, B.2.2).
fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        let marker = *bytes.get(at + 1)?;
        let is_frame = matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC);
        if is_frame {
            let height = big_endian(bytes.get(at + 5..at + 7)?);
            return Some((big_endian(bytes.get(at + 7..at + 9)?), height));
        }
        let length = big_endian(bytes.get(at + 2..at + 4)?);
        at += 2 + usize::try_from(length).ok()?;
    }
}

/// SVG: the last two numbers of the view box, whole units are enough here.
fn svg_size(root: &str) -> Option<(u32, u32)> {
    let tag = root.get(..root.find('>')?)?;
    let (_, after) = tag.split_once("viewBox=")?;
    let quote = after.chars().next()?;
    let values = after.get(1..)?.split(quote).next()?;
    let mut sizes = values
        .split([' ', ','])
        .filter(|part| !part.is_empty())
        .skip(2)
        .map(|part| part.split('.').next().unwrap_or("").parse().ok());
    Some((sizes.next()??, sizes.next()??))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_known_by_their_bytes() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        png.extend([0, 0, 1, 0x90, 0, 0, 0, 100]);
        let logo = Logo::recognize(&png).unwrap();
        // 400 by 100 points: four times as wide as high.
        assert_eq!((logo.kind, logo.wide), (LogoKind::Png, true));
        assert!(Logo::recognize(b"GIF89a").is_none());
    }

    #[test]
    fn an_svg_tells_its_shape_by_its_view_box() {
        let svg = b"<?xml version='1.0'?><svg viewBox='0 0 200.5 60'><path/></svg>";
        let logo = Logo::recognize(svg).unwrap();
        assert_eq!((logo.kind, logo.wide), (LogoKind::Svg, false));
    }

    #[test]
    fn a_jpeg_tells_its_shape_in_its_frame() {
        // Start, one application segment of 4 bytes, frame: 8 bit, height 10, width 50.
        let bytes = [
            0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC0, 0, 11, 8, 0, 10, 0, 50, 1, 1, 0x11, 0,
        ];
        let logo = Logo::recognize(&bytes).unwrap();
        assert_eq!((logo.kind, logo.wide), (LogoKind::Jpeg, true));
    }
}
