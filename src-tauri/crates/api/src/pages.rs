//! The UI's own files, served as they were built, under a content policy as strict as the window's.

use std::path::{Component, Path, PathBuf};

use axum::body::Body;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;

use crate::answer::refusal;

const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
                      img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; \
                      object-src 'none'; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'none'";

/// The file of the built UI at this path of the address.
pub async fn page(dist: &Path, path: &str) -> Response {
    let Some(file) = file_of(dist, path) else {
        return nothing_here();
    };
    let kind = kind_of(&file);
    let read = tokio::task::spawn_blocking(move || std::fs::read(file)).await;
    let Ok(Ok(bytes)) = read else {
        return nothing_here();
    };
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Only plain names below `dist`: no way up, no hidden file.
fn file_of(dist: &Path, path: &str) -> Option<PathBuf> {
    let path = Path::new(path.trim_start_matches('/'));
    let plain = |part: Component<'_>| match part {
        Component::Normal(name) => !name.to_string_lossy().starts_with('.'),
        _ => false,
    };
    if !path.components().all(plain) {
        return None;
    }
    let index = path.as_os_str().is_empty();
    Some(dist.join(if index { Path::new("index.html") } else { path }))
}

fn kind_of(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("woff") => "font/woff",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}

fn nothing_here() -> Response {
    refusal(
        StatusCode::NOT_FOUND,
        "page_not_found",
        "The UI has no such file.",
        "Build the UI first: npm run build in ui.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_below_the_folder_are_files() {
        let dist = Path::new("/dist");
        assert_eq!(file_of(dist, "/"), Some(PathBuf::from("/dist/index.html")));
        assert_eq!(
            file_of(dist, "/assets/a.js"),
            Some(PathBuf::from("/dist/assets/a.js"))
        );
        assert_eq!(file_of(dist, "/../Cargo.toml"), None);
        assert_eq!(file_of(dist, "/assets/../../x"), None);
        assert_eq!(file_of(dist, "/.vite/manifest.json"), None);
    }

    #[test]
    fn the_policy_allows_no_inline_script() {
        assert!(POLICY.contains("script-src 'self';"));
        assert_eq!(kind_of(Path::new("a.woff2")), "font/woff2");
    }
}
