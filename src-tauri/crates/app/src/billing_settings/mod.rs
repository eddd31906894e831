//! How subscriptions are billed: by itself or by hand, issued or drafted, each or together.

pub mod get;
pub mod update;
