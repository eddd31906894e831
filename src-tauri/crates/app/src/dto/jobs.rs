//! Long work: its progress and how to stop it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One piece of long work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JobDto {
    pub id: u32,
    pub title: String,
    pub done: u32,
    pub total: u32,
    /// running, done, cancelled or failed.
    pub state: String,
    /// Units a second, rounded.
    pub rate: u32,
    /// Seconds left, if known.
    pub left_s: Option<u32>,
    pub message: String,
    pub can_cancel: bool,
}

/// All jobs of this session, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JobList {
    pub rows: Vec<JobDto>,
}

/// Names a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct JobRequest {
    pub id: u32,
}

/// The calculator: WHAT of CALC.md and its inputs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CalcRequest {
    pub what: String,
    pub inputs: Vec<serde_json::Value>,
}

/// One answer an input, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CalcResponse {
    pub answers: Vec<serde_json::Value>,
}
