//! Which daily backups are kept.

use std::path::PathBuf;

use chrono::{Days, NaiveDate};
use store::backup::retention::{DailyBackup, daily_backups, to_delete};

use crate::support::{Fixture, PASSPHRASE, fresh, seconds_later};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn on(date: NaiveDate) -> DailyBackup {
    DailyBackup {
        taken_at: date.and_hms_opt(8, 0, 0).unwrap(),
        path: PathBuf::from(date.to_string()),
    }
}

fn kept(backups: &[DailyBackup], today: &str) -> Vec<String> {
    let gone = to_delete(backups, day(today));
    let mut kept: Vec<String> = backups
        .iter()
        .filter(|backup| !gone.contains(&backup.path))
        .map(|backup| backup.path.display().to_string())
        .collect();
    kept.sort();
    kept
}

#[test]
fn of_daily_backups_seven_days_four_weeks_and_twelve_months_stay() {
    // Every day from 2025-06-01 to 2026-11-20, a Friday.
    let first = day("2025-06-01");
    let all: Vec<_> = (0..538)
        .map(|n| on(first.checked_add_days(Days::new(n)).unwrap()))
        .collect();
    assert_eq!(all.last().unwrap().path, PathBuf::from("2026-11-20"));
    let expected = [
        // Last day of each of 12 months; November's newest is a day kept below.
        "2025-12-31",
        "2026-01-31",
        "2026-02-28",
        "2026-03-31",
        "2026-04-30",
        "2026-05-31",
        "2026-06-30",
        "2026-07-31",
        "2026-08-31",
        "2026-09-30",
        "2026-10-31",
        // Sundays that end the weeks before those of the seven days (15 November is one of them).
        "2026-11-01",
        "2026-11-08",
        // Seven days.
        "2026-11-14",
        "2026-11-15",
        "2026-11-16",
        "2026-11-17",
        "2026-11-18",
        "2026-11-19",
        "2026-11-20",
    ];
    assert_eq!(kept(&all, "2026-11-20"), expected);
}

#[test]
fn gaps_do_not_cost_backups() {
    // Seven backups, months apart: each is among the last seven days that have one.
    let all: Vec<_> = [
        "2024-01-05",
        "2024-03-05",
        "2024-05-05",
        "2025-01-05",
        "2025-03-05",
        "2026-01-05",
        "2026-11-01",
    ]
    .map(|text| on(day(text)))
    .to_vec();
    assert_eq!(kept(&all, "2026-11-20").len(), 7);
}

#[test]
fn of_one_day_the_newest_stays_and_a_future_one_is_left_alone() {
    let noon = DailyBackup {
        taken_at: day("2026-11-20").and_hms_opt(12, 0, 0).unwrap(),
        path: "noon".into(),
    };
    let all = [on(day("2026-11-20")), noon, on(day("2027-01-01"))];
    assert_eq!(kept(&all, "2026-11-20"), ["2027-01-01", "noon"]);
}

#[test]
fn one_backup_is_made_a_day_and_old_ones_go_with_their_key_files() {
    let (fixture, store) = fresh();
    let mut quiet = store::backup::uncancelled;
    for day in 0..12 {
        let at = seconds_later(day * 86_400);
        assert!(store.daily_backup(at, &mut quiet).unwrap().is_some());
        assert!(store.daily_backup(at, &mut quiet).unwrap().is_none());
    }
    let folder = store::backup::folder_of(&fixture.path);
    let left = daily_backups(&fixture.path, &folder).unwrap();
    // 20 Nov to 1 Dec 2026: seven days from 25 Nov; of the weeks 22 Nov (a Sunday); of the
    // months 30 Nov, which is among the seven days.
    let first = left
        .first()
        .unwrap()
        .path
        .file_name()
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned();
    assert_eq!(
        (left.len(), first.as_str()),
        (8, "acme-daily-20261122-093000.billfold")
    );
    assert_eq!(
        std::fs::read_dir(&folder).unwrap().count(),
        16,
        "each with its key file"
    );
    let newest = left.last().unwrap().path.clone();
    let copy = Fixture {
        folder: tempfile::tempdir().unwrap(),
        path: newest,
    };
    assert!(store::unseal_key(&copy.path, PASSPHRASE).is_ok());
    drop(copy.open());
}
