//! A person's path through the real UI: each test plays one story, in Chromium or in the window.
//!
//! A story (`stories/*.mjs`) says what the person does, by role and visible name; `play.mjs` gives
//! it a stage (temporary folders, the program) and a person who drives a browser or the window.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on says why and ends"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use chrono::DateTime;
use store::migration::Migration;
use store::{OpenOptions, create_ledger};

/// Two browsers at once on two cores time each other out; nextest does the same by its group.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Plays `story` as `person`, and fails with what the person could not find or should not see.
fn play(story: &str, person: &str) {
    play_with(story, person, Path::new(""));
}

/// The same with a ledger that a later build wrote.
fn play_with(story: &str, person: &str, newer: &Path) {
    let alone = ONE_AT_A_TIME.lock();
    let _alone = alone.unwrap_or_else(PoisonError::into_inner);
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let status = Command::new("node")
        .arg(here.join("journeys/play.mjs"))
        .args([story, person])
        .env("BILLFOLD_PROGRAMS", programs())
        .env("BILLFOLD_DIST", here.join("../ui/dist"))
        .env("BILLFOLD_CACHE", env!("CARGO_TARGET_TMPDIR"))
        .env("BILLFOLD_NEWER", newer)
        .status()
        .unwrap_or_else(|error| panic!("node plays the journeys and could not start: {error}"));
    assert!(
        status.success(),
        "{story}, {person}: what the person met is told above"
    );
}

/// Where `billfold` and `billfold-desktop` are: beside the folder of this test program.
fn programs() -> PathBuf {
    let this = std::env::current_exe().unwrap_or_else(|error| panic!("no own path: {error}"));
    this.ancestors()
        .nth(2)
        .map(Path::to_path_buf)
        .unwrap_or_default()
}

/// Bad files that the stories make themselves, and one that only another build can write.
fn bad_files(person: &str) {
    const COMING: Migration = Migration {
        id: 9_001,
        name: "of a later build",
        sql: "CREATE TABLE later (x INTEGER);",
        older_build_may_open: false,
    };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("newer.billfold");
    let at = DateTime::from_timestamp(1_795_000_000, 0).expect("a day in November 2026");
    let mut options = OpenOptions::new(at);
    options.steps.push(COMING);
    let store = create_ledger(&path, "seven quiet lanterns at noon", &options).expect("a ledger");
    drop(store);
    play_with("bad_files", person, &path);
}

#[test]
fn journey_owner_drafts_issues_and_corrects() {
    play("owner", "chromium");
}

#[test]
fn journey_owner_uses_the_keyboard_only() {
    play("owner", "keyboard");
}

#[test]
fn journey_killed_while_drafting() {
    play("killed", "chromium");
}

#[test]
fn journey_new_user_reaches_the_first_invoice() {
    play("new_user", "chromium");
}

#[test]
fn journey_subscriber_upgrades_in_the_middle_of_a_period() {
    play("subscriber", "chromium");
}

#[test]
fn journey_subscriber_upgrades_by_keyboard_only() {
    play("subscriber", "keyboard");
}

#[test]
fn journey_billing_run_at_the_month_s_end() {
    play("run", "chromium");
}

#[test]
fn journey_plan_is_made_tried_sold_and_published_again() {
    play("plans", "chromium");
}

#[test]
fn journey_usage_is_imported_mended_and_told() {
    play("usage", "chromium");
}

#[test]
fn journey_million_events_are_imported_undone_mended_and_billed() {
    play("million", "chromium");
}

#[test]
fn journey_second_thoughts_lose_nothing() {
    play("second_thoughts", "chromium");
}

#[test]
fn journey_backup_is_restored_and_that_undone() {
    play("restore", "chromium");
}

#[test]
fn journey_bad_files_are_told_clearly() {
    bad_files("chromium");
}

#[test]
fn journey_settings_keys_palette_and_undo() {
    play("settings", "chromium");
}

#[test]
fn journey_every_screen_of_the_demo_company_is_accessible() {
    play("screens_demo", "chromium");
}

#[test]
fn journey_every_screen_of_an_empty_ledger_is_accessible() {
    play("screens_empty", "chromium");
}

#[test]
fn journey_every_screen_of_the_demo_company_is_accessible_in_a_small_window() {
    play("screens_demo_small", "chromium");
}

#[test]
fn journey_every_screen_of_an_empty_ledger_is_accessible_in_a_small_window() {
    play("screens_empty_small", "chromium");
}

#[test]
fn window_starts_on_the_demo_company() {
    play("starts", "window");
}

#[test]
fn window_owner_drafts_issues_and_corrects() {
    play("owner", "window");
}

#[test]
fn window_subscriber_upgrades_in_the_middle_of_a_period() {
    play("subscriber", "window");
}

#[test]
fn window_locks_and_unlocks() {
    play("lock", "window");
}

#[test]
fn window_bad_files_are_told_clearly() {
    bad_files("window");
}
