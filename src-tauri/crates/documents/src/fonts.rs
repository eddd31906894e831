//! The fonts that travel with the program, parsed only when a page needs them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo};
use typst::utils::LazyHash;

/// One bundled font file and the family name by which a page asks for it.
struct FontFile {
    family: &'static str,
    bytes: &'static [u8],
}

macro_rules! font {
    ($family:literal, $file:literal) => {
        FontFile {
            family: $family,
            bytes: include_bytes!(concat!("../../../../assets/fonts/", $file, ".ttf")),
        }
    };
}

pub(crate) const LATIN: &str = "IBM Plex Sans";
pub(crate) const ARABIC: &str = "IBM Plex Sans Arabic";
pub(crate) const HEBREW: &str = "IBM Plex Sans Hebrew";
pub(crate) const JAPANESE: &str = "IBM Plex Sans JP";
pub(crate) const KOREAN: &str = "IBM Plex Sans KR";
pub(crate) const CHINESE: &str = "IBM Plex Sans SC";

static FILES: [FontFile; 12] = [
    font!("IBM Plex Sans", "IBMPlexSans-Regular"),
    font!("IBM Plex Sans", "IBMPlexSans-Medium"),
    font!("IBM Plex Sans", "IBMPlexSans-SemiBold"),
    font!("IBM Plex Sans", "IBMPlexSans-Bold"),
    font!("IBM Plex Sans", "IBMPlexSans-Italic"),
    font!("IBM Plex Sans Arabic", "IBMPlexSansArabic-Regular"),
    font!("IBM Plex Sans Arabic", "IBMPlexSansArabic-SemiBold"),
    font!("IBM Plex Sans Hebrew", "IBMPlexSansHebrew-Regular"),
    font!("IBM Plex Sans Hebrew", "IBMPlexSansHebrew-SemiBold"),
    font!("IBM Plex Sans JP", "IBMPlexSansJP-Regular"),
    font!("IBM Plex Sans KR", "IBMPlexSansKR-Regular"),
    font!("IBM Plex Sans SC", "IBMPlexSansSC-Regular"),
];

/// A choice of fonts for one page: what it may use, under the indices that Typst asks for.
#[derive(Debug)]
pub(crate) struct FontSet {
    pub book: LazyHash<FontBook>,
    pub fonts: Vec<Font>,
}

/// All bundled fonts. Parsing the large ones takes milliseconds, so each is parsed once, on demand.
#[derive(Debug)]
pub(crate) struct FontShelf {
    parsed: [OnceLock<Option<Font>>; FILES.len()],
    sets: Mutex<HashMap<Vec<&'static str>, Arc<FontSet>>>,
}

impl FontShelf {
    pub fn new() -> Self {
        Self {
            parsed: std::array::from_fn(|_| OnceLock::new()),
            sets: Mutex::default(),
        }
    }

    fn font(&self, index: usize) -> Option<&Font> {
        let file = FILES.get(index)?;
        self.parsed
            .get(index)?
            .get_or_init(|| Font::new(Bytes::new(file.bytes), 0))
            .as_ref()
    }

    /// Whether the family's regular cut can draw the character.
    pub fn covers(&self, family: &str, character: char) -> bool {
        FILES
            .iter()
            .position(|file| file.family == family)
            .and_then(|index| self.font(index))
            .is_some_and(|font| font.info().coverage.contains(u32::from(character)))
    }

    /// The fonts of these families; the same set is built once.
    pub fn set(&self, families: &[&'static str]) -> Arc<FontSet> {
        let mut sets = self.sets.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(
            sets.entry(families.to_vec())
                .or_insert_with(|| Arc::new(self.build(families))),
        )
    }

    fn build(&self, families: &[&str]) -> FontSet {
        let chosen = FILES
            .iter()
            .enumerate()
            .filter(|(_, file)| families.contains(&file.family));
        let (infos, fonts): (Vec<FontInfo>, Vec<Font>) = chosen
            .filter_map(|(index, file)| {
                let font = self.font(index)?.clone();
                // The cuts between regular and bold name a family of their own: all are one.
                Some((
                    FontInfo {
                        family: file.family.to_owned(),
                        ..font.info().clone()
                    },
                    font,
                ))
            })
            .unzip();
        FontSet {
            book: LazyHash::new(FontBook::from_infos(infos)),
            fonts,
        }
    }
}

/// The families worth asking for a character, the likeliest first. Han characters are written
/// differently in Japan, Korea and China: `region` (a country code) decides which comes first.
pub(crate) fn families_for(character: char, region: &str) -> &'static [&'static str] {
    match u32::from(character) {
        0x0590..=0x05FF | 0xFB1D..=0xFB4F => &[HEBREW],
        0x0600..=0x077F | 0x08A0..=0x08FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFF => &[ARABIC],
        0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF => &[KOREAN],
        0x3040..=0x30FF | 0x31F0..=0x31FF => &[JAPANESE],
        0x2E80..=0x9FFF
        | 0xF900..=0xFAFF
        | 0xFE30..=0xFE4F
        | 0xFF00..=0xFFEF
        | 0x2_0000..=0x3_FFFF => match region {
            "JP" => &[JAPANESE, CHINESE, KOREAN],
            "KR" => &[KOREAN, CHINESE, JAPANESE],
            _ => &[CHINESE, JAPANESE, KOREAN],
        },
        _ => &[JAPANESE, CHINESE, KOREAN, ARABIC, HEBREW],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bundled_font_parses_and_the_latin_family_has_its_five_cuts() {
        let shelf = FontShelf::new();
        for (index, file) in FILES.iter().enumerate() {
            let font = shelf.font(index).expect(file.family);
            assert!(font.info().family.starts_with(file.family));
        }
        let set = shelf.set(&[LATIN]);
        let cuts = set.book.select_family("ibm plex sans").count();
        assert_eq!((cuts, set.fonts.len()), (5, 5));
    }

    #[test]
    fn each_script_finds_a_font_that_draws_it() {
        let shelf = FontShelf::new();
        for (character, region) in [
            ('ש', "IL"),
            ('م', "EG"),
            ('株', "JP"),
            ('한', "KR"),
            ('汉', "CN"),
            ('あ', "JP"),
        ] {
            let families = families_for(character, region);
            assert!(
                shelf.covers(families[0], character),
                "{character} by {}",
                families[0]
            );
        }
    }

    #[test]
    fn the_latin_cut_draws_what_amounts_need() {
        let shelf = FontShelf::new();
        for character in "0123456789\u{2212}\u{a0}\u{202f}€£¥₹–\u{fffd}ÄÉñçŁžЖΩ".chars()
        {
            assert!(
                shelf.covers(LATIN, character),
                "U+{:04X}",
                u32::from(character)
            );
        }
    }
}
