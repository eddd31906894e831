//! The logo's bytes: which pictures are taken, and how they cross a door.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use store::table::business::Logo;

use crate::error::AppError;

/// 1 MB: more would slow every page that bears it.
const MOST_BYTES: usize = 1_000_000;

/// The picture sent in base64, if documents can bear it.
pub(crate) fn decode(base64: &str) -> Result<Logo, AppError> {
    let content = base64
        .rsplit_once(";base64,")
        .map_or(base64, |(_, content)| content);
    let bytes = STANDARD
        .decode(content.trim())
        .map_err(|_| refused("its base64 cannot be read", "Choose the file again."))?;
    if bytes.len() > MOST_BYTES {
        return Err(refused(
            "it is larger than 1 MB",
            "Choose a smaller picture.",
        ));
    }
    match media_type(&bytes) {
        Some(media_type) => Ok(Logo {
            media_type: media_type.to_owned(),
            bytes,
        }),
        None => Err(refused(
            "it is not a PNG, JPEG or SVG",
            "Save it as one of these first.",
        )),
    }
}

/// The logo as a `data:` address, for a window.
pub(crate) fn data_address(logo: &Logo) -> String {
    format!(
        "data:{};base64,{}",
        logo.media_type,
        STANDARD.encode(&logo.bytes)
    )
}

/// Told by the bytes themselves, never by a file's name.
fn media_type(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some("image/png");
    }
    if bytes.starts_with(b"\xff\xd8\xff") {
        return Some("image/jpeg");
    }
    let text = std::str::from_utf8(bytes).ok()?.trim_start();
    let is_svg =
        (text.starts_with("<svg") || text.starts_with("<?xml") || text.starts_with("<!--"))
            && text.contains("<svg");
    is_svg.then_some("image/svg+xml")
}

fn refused(why: &str, fix: &str) -> AppError {
    AppError::new(
        "logo_refused",
        format!("The logo was not kept: {why}."),
        fix,
    )
    .at("base64")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_known_by_their_bytes() {
        let svg = "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>";
        let kept = decode(&STANDARD.encode(svg)).expect("an SVG");
        assert!(data_address(&kept).starts_with("data:image/svg+xml;base64,"));
        assert_eq!(decode(&data_address(&kept)), Ok(kept));
    }

    #[test]
    fn what_documents_cannot_bear_is_refused() {
        for bytes in [b"GIF89a".to_vec(), vec![0; MOST_BYTES + 1]] {
            let error = decode(&STANDARD.encode(bytes)).expect_err("refused");
            assert_eq!(error.code, "logo_refused");
        }
        assert_eq!(
            decode("no base64!").expect_err("refused").code,
            "logo_refused"
        );
    }
}
