//! Who may come in: this computer alone, pages of this server alone, holders of the token alone.

use std::fmt::Write;
use std::net::SocketAddr;

use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use crate::answer::refusal;

/// The header that carries the token.
pub const TOKEN_HEADER: &str = "x-billfold-token";

/// What every request is checked against.
#[derive(Debug)]
pub struct Guard {
    host: String,
    origin: String,
    token: String,
}

impl Guard {
    /// A guard for the server at `address`, with a token of 256 random bits.
    pub fn new(address: SocketAddr) -> Result<Self, getrandom::Error> {
        let mut bytes = [0u8; 32];
        getrandom::fill(&mut bytes)?;
        let token = bytes.iter().fold(String::new(), |mut text, byte| {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        });
        Ok(Self {
            host: address.to_string(),
            origin: format!("http://{address}"),
            token,
        })
    }

    pub fn token(&self) -> &str {
        &self.token
    }

    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Refuses another host name (a page elsewhere whose name leads here) or another origin.
    pub fn check_place(&self, headers: &HeaderMap) -> Result<(), Box<Response>> {
        let host = headers.get(HOST).and_then(|value| value.to_str().ok());
        if host != Some(self.host.as_str()) {
            return Err(elsewhere(
                "wrong_host",
                "This address was reached under another name.",
            ));
        }
        match headers.get(ORIGIN) {
            Some(origin) if origin.as_bytes() != self.origin.as_bytes() => Err(elsewhere(
                "wrong_origin",
                "A page from elsewhere may not call Billfold.",
            )),
            _ => Ok(()),
        }
    }

    /// Refuses whoever does not hold the token.
    pub fn check_token(&self, headers: &HeaderMap) -> Result<(), Box<Response>> {
        let given = headers
            .get(TOKEN_HEADER)
            .map_or(&b""[..], |value| value.as_bytes());
        if same(given, self.token.as_bytes()) {
            return Ok(());
        }
        Err(Box::new(refusal(
            StatusCode::UNAUTHORIZED,
            "wrong_token",
            "The token is missing or wrong; nothing was done.",
            "Use the address that was printed when this server started.",
        )))
    }
}

fn elsewhere(code: &str, message: &str) -> Box<Response> {
    let fix = "Use the address that was printed when this server started.";
    Box::new(refusal(StatusCode::FORBIDDEN, code, message, fix))
}

/// Compares without telling by its time how much was right.
fn same(given: &[u8], expected: &[u8]) -> bool {
    let differing = given
        .iter()
        .zip(expected)
        .fold(0, |sum, (a, b)| sum | (a ^ b));
    given.len() == expected.len() && differing == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_long_and_never_the_same() {
        let guard = || Guard::new(([127, 0, 0, 1], 4000).into()).expect("chance");
        // 256 bits are 64 hexadecimal digits.
        assert_eq!(guard().token().len(), 64);
        assert_ne!(guard().token(), guard().token());
    }

    #[test]
    fn comparing_wants_every_byte() {
        assert!(same(b"abc", b"abc"));
        assert!(!same(b"abd", b"abc"));
        assert!(!same(b"ab", b"abc"));
        assert!(!same(b"", b"abc"));
    }
}
