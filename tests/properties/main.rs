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

/// Tries what holds for whole ledgers: each case has its own.
fn each_ledger<S: Strategy>(
    name: &'static str,
    modest: u32,
    strategy: &S,
    holds: impl Fn(S::Value) -> Result<(), TestCaseError>,
) {
    let mut config = cases(modest);
    config.source_file = Some(file!());
    config.test_name = Some(name);
    // Some histories are none of a property's business: of twenty, at most nineteen.
    config.max_global_rejects = config.cases.saturating_mul(19);
    // The smallest failing history is looked for as long as a person would wait.
    config.max_shrink_iters = 2_000;
    if let Err(error) = TestRunner::new(config).run(strategy, holds) {
        panic!("{error}");
    }
}
