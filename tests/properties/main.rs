//! What holds for any input: money is conserved, books balance, periods tile time, sums agree.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests: a panic is the message"
)]

mod allocation;
mod history;
mod invoice_sums;
mod model;
mod periods;
mod playing;

use proptest::test_runner::{Config, FileFailurePersistence};

/// So many cases unless `PROPTEST_CASES` says otherwise; failures are kept in `regressions/`.
fn cases(modest: u32) -> Config {
    let mut config = Config::default();
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = modest;
    }
    config.failure_persistence = Some(Box::new(FileFailurePersistence::SourceParallel(
        "regressions",
    )));
    config
}
