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
mod shop;
mod subscribed;

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, FileFailurePersistence, TestCaseError, TestRunner};

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

/// Tries what holds for whole ledgers. Each case makes some and bills them, so `PROPTEST_CASES`
/// asks for a tenth of its number; with all of it, `billing` holds the same properties of the
/// engine.
fn each_ledger<S: Strategy>(
    name: &'static str,
    modest: u32,
    strategy: &S,
    holds: impl Fn(S::Value) -> Result<(), TestCaseError>,
) {
    let mut config = cases(modest);
    if std::env::var_os("PROPTEST_CASES").is_some() {
        config.cases = (config.cases / 10).max(1);
    }
    config.source_file = Some(file!());
    config.test_name = Some(name);
    if let Err(error) = TestRunner::new(config).run(strategy, holds) {
        panic!("{error}");
    }
}
