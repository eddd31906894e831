//! A picture of a virtual display: read from Xvfb's screen file, judged, written as PNG.

/// Pixels as red, green and blue, row by row.
#[derive(Debug, PartialEq, Eq)]
pub struct Picture {
    width: u32,
    height: u32,
    rgb: Vec<u8>,
}

impl Picture {
    /// Reads an X window dump (XWDFile.h) of 32 bits a pixel, least significant byte first, which
    /// is what Xvfb keeps for a screen of depth 24 on a little-endian machine.
    pub fn from_xwd(bytes: &[u8]) -> Option<Self> {
        let field = |index: usize| -> Option<u32> {
            let word = bytes.get(index * 4..index * 4 + 4)?;
            Some(u32::from_be_bytes(word.try_into().ok()?))
        };
        let (header, width, height) = (field(0)?, field(4)?, field(5)?);
        let (byte_order, bits, line, colors) = (field(7)?, field(11)?, field(12)?, field(19)?);
        if byte_order != 0 || bits != 32 {
            return None;
        }
        let start = usize::try_from(header.checked_add(colors.checked_mul(12)?)?).ok()?;
        let rows = bytes
            .get(start..)?
            .chunks_exact(usize::try_from(line).ok()?.max(1));
        let used = usize::try_from(width.checked_mul(4)?).ok()?;
        let mut rgb = Vec::new();
        for row in rows.take(usize::try_from(height).ok()?) {
            let pixels = row.get(..used)?.chunks_exact(4);
            rgb.extend(pixels.flat_map(|pixel| [pixel[2], pixel[1], pixel[0]]));
        }
        let whole = usize::try_from(width.checked_mul(height)?.checked_mul(3)?).ok()?;
        (rgb.len() == whole).then_some(Self { width, height, rgb })
    }

    /// Whether something is drawn: text has dozens of shades, an empty window one or two.
    pub fn has_content(&self) -> bool {
        let mut shades = std::collections::BTreeSet::new();
        self.rgb.chunks_exact(3).any(|pixel| {
            shades.insert(pixel);
            shades.len() > 24
        })
    }

    /// A PNG file (RFC 2083) without compression: no dependency, and nobody ships it.
    pub fn to_png(&self) -> Vec<u8> {
        let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
        let mut head = [self.width.to_be_bytes(), self.height.to_be_bytes()].concat();
        head.extend([8, 2, 0, 0, 0]); // 8 bits a channel, RGB, no interlace
        chunk(&mut png, *b"IHDR", &head);
        let row = usize::try_from(self.width)
            .unwrap_or(0)
            .saturating_mul(3)
            .max(1);
        let lines = self
            .rgb
            .chunks_exact(row)
            .flat_map(|row| [&[0], row].concat());
        chunk(&mut png, *b"IDAT", &stored_zlib(&lines.collect::<Vec<_>>()));
        chunk(&mut png, *b"IEND", &[]);
        png
    }
}

fn chunk(png: &mut Vec<u8>, kind: [u8; 4], body: &[u8]) {
    let length = u32::try_from(body.len()).unwrap_or(u32::MAX);
    png.extend(length.to_be_bytes());
    let checked = [&kind, body].concat();
    png.extend(&checked);
    png.extend(crc32(&checked).to_be_bytes());
}

/// A zlib stream (RFC 1950) of stored blocks (RFC 1951, 3.2.4).
fn stored_zlib(bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![0x78, 0x01];
    let blocks: Vec<_> = bytes.chunks(usize::from(u16::MAX)).collect();
    for (index, block) in blocks.iter().enumerate() {
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        out.push(u8::from(index + 1 == blocks.len()));
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend(*block);
    }
    out.extend(adler32(bytes).to_be_bytes());
    out
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32| {
        if crc & 1 == 1 {
            (crc >> 1) ^ 0xEDB8_8320
        } else {
            crc >> 1
        }
    };
    let byte = |crc: u32, byte: &u8| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc));
    !bytes.iter().fold(u32::MAX, byte)
}

fn adler32(bytes: &[u8]) -> u32 {
    let add = |(a, b): (u32, u32), byte: &u8| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    };
    let (a, b) = bytes.iter().fold((1, 0), add);
    (b << 16) | a
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two pixels wide, one high: pure red, then pure blue, as Xvfb would write them.
    fn dump() -> Vec<u8> {
        let mut fields = [0_u32; 25];
        fields[0] = 100; // 25 fields of 4 bytes
        (fields[4], fields[5], fields[11], fields[12]) = (2, 1, 32, 8);
        let mut bytes: Vec<u8> = fields
            .iter()
            .flat_map(|field| field.to_be_bytes())
            .collect();
        bytes.extend([0, 0, 255, 0, 255, 0, 0, 0]); // blue, green, red, unused
        bytes
    }

    #[test]
    fn pixels_are_read_in_their_order() {
        let picture = Picture::from_xwd(&dump()).unwrap();
        assert_eq!((picture.width, picture.height), (2, 1));
        assert_eq!(picture.rgb, [255, 0, 0, 0, 0, 255]);
    }

    #[test]
    fn a_half_written_dump_is_no_picture() {
        let bytes = dump();
        assert_eq!(Picture::from_xwd(&bytes[..bytes.len() - 1]), None);
        assert_eq!(Picture::from_xwd(&bytes[..40]), None);
        assert_eq!(Picture::from_xwd(&[]), None);
    }

    #[test]
    fn one_colour_is_an_empty_window() {
        let plain = Picture {
            width: 10,
            height: 10,
            rgb: vec![255; 300],
        };
        let busy = Picture {
            width: 100,
            height: 1,
            rgb: (0..=255).chain(0..44).collect(),
        };
        assert!(!plain.has_content() && busy.has_content());
    }

    #[test]
    fn checksums_are_those_of_their_standards() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926); // check value of CRC-32/ISO-HDLC
        assert_eq!(adler32(b"Wikipedia"), 0x11E6_0398); // the worked example of that article
    }

    #[test]
    fn the_png_says_its_size_and_ends() {
        let png = Picture::from_xwd(&dump()).unwrap().to_png();
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
        assert_eq!(&png[16..24], [0, 0, 0, 2, 0, 0, 0, 1]);
        assert_eq!(&png[png.len() - 8..png.len() - 4], b"IEND");
    }
}
