//! How an outcome becomes an HTTP answer: every error has the one shape that the UI knows.

use app::error::AppError;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

/// The value, or the error under a status that fits its code.
pub fn answer(outcome: Result<Value, AppError>) -> Response {
    match outcome {
        Ok(value) => Json(value).into_response(),
        Err(error) => (status_of(&error.code), Json(error)).into_response(),
    }
}

/// A refusal of the door itself.
pub fn refusal(status: StatusCode, code: &str, message: &str, fix: &str) -> Response {
    (status, Json(AppError::new(code, message, fix))).into_response()
}

fn status_of(code: &str) -> StatusCode {
    match code {
        "internal" => StatusCode::INTERNAL_SERVER_ERROR,
        "invalid_request" => StatusCode::BAD_REQUEST,
        "unknown_command" => StatusCode::NOT_FOUND,
        "only_temporary_ledgers" => StatusCode::FORBIDDEN,
        code if code.ends_with("not_found") => StatusCode::NOT_FOUND,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}
