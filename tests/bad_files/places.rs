//! Places that cannot be written to: a full disk, and a folder that may only be read.

use std::path::{Path, PathBuf};
use std::process::Command;

use acceptance::world::{PASSPHRASE, day, new_ledger};
use acceptance::{Desk, billfold_bin};
use store::{OpenOptions, StoreError, WriteMeta};

use crate::table::{Row, contents, print};

/// A small file system in memory, mounted for one test; only root may mount.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mounted(at: PathBuf, size: &str) -> Option<Self> {
        std::fs::create_dir_all(&at).unwrap();
        let options = format!("size={size}");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &options, "billfold-test"])
            .arg(&at)
            .output();
        mounted
            .is_ok_and(|output| output.status.success())
            .then_some(Self(at))
    }

    fn make_read_only(&self) {
        let status = Command::new("mount")
            .args(["-o", "remount,ro"])
            .arg(&self.0)
            .status();
        assert!(status.unwrap().success());
    }

    /// Fills what is left, but for some bytes.
    fn fill_but(&self, left: u64) {
        let path = self.0.join("filler");
        let mut filler = std::fs::File::create(&path).unwrap();
        let chunk = vec![0_u8; 4096];
        while std::io::Write::write_all(&mut filler, &chunk).is_ok() {}
        let size = std::fs::metadata(&path).unwrap().len();
        filler.set_len(size.saturating_sub(left)).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk() {
    let desk = Desk::new();
    let Some(disk) = SmallDisk::mounted(desk.path("disk"), "4m") else {
        return full_by_a_ceiling(&desk);
    };
    let path = disk.0.join("books.billfold");
    new_ledger(&path, day("2026-11-20"));
    let setup = desk.run_on(&path, &["call", "business.update", &business()]);
    assert_eq!(setup.code, 0, "{setup:?}");
    disk.fill_but(64 * 1024);
    let before = contents(&disk.0);

    let notes = "x".repeat(100_000);
    let request = serde_json::json!({"customer": {"name": "Blumen Krüger", "notes": notes}});
    let row = Row::of(
        "full disk, a customer is added",
        &desk,
        &path,
        &desk.path("passphrase"),
        &["--json", "call", "customers.create", &request.to_string()],
    );
    // Not an opening that failed (3) but a change that could not be saved (1).
    assert_eq!((row.code.as_str(), row.exit), ("disk_full", 1), "{row:?}");
    assert_eq!(
        before[&path],
        std::fs::read(&path).unwrap(),
        "the ledger is as it was"
    );

    // With nothing left at all, not even the log's index fits: opening is refused.
    disk.fill_but(0);
    let opening = Row::of_opening("full disk, opened", &desk, &path, &desk.path("passphrase"));
    assert_eq!(
        (opening.code.as_str(), opening.unchanged),
        ("disk_full", true),
        "{opening:?}"
    );
    assert_eq!(
        before[&path],
        std::fs::read(&path).unwrap(),
        "the ledger is as it was"
    );

    std::fs::remove_file(disk.0.join("filler")).unwrap();
    let after = desk.run_on(&path, &["--json", "customers", "list"]);
    let page: serde_json::Value = serde_json::from_str(&after.out).unwrap();
    assert_eq!(page["total_count"], 0, "nothing was saved by half");
    let report = desk.run_on(&path, &["--json", "ledger", "verify"]);
    assert_eq!(report.code, 0, "{report:?}");
    print(&[row, opening]);
}

fn business() -> String {
    acceptance::builders::business().to_string()
}

/// Without the right to mount: the store's own ceiling, which SQLite reports as a full disk.
fn full_by_a_ceiling(desk: &Desk) {
    println!("not allowed to mount: the ledger has a ceiling instead of a full disk");
    let path = desk.path("ceiling.billfold");
    new_ledger(&path, day("2026-11-20"));
    let size = std::fs::metadata(&path).unwrap().len();
    let options = OpenOptions {
        max_bytes: Some(size),
        ..OpenOptions::new(day("2026-11-20"))
    };
    let store = store::open_with_passphrase(&path, PASSPHRASE, &options).unwrap();
    let meta = WriteMeta {
        now: day("2026-11-20"),
        actor: "tester".into(),
        source: "person".into(),
        action: "test".into(),
    };
    let refused = store.write::<_, StoreError>(&meta, |tx| {
        tx.settings_mut()
            .put("large", &serde_json::Value::String("x".repeat(100_000)))
    });
    assert!(matches!(refused, Err(StoreError::DiskFull)), "{refused:?}");
    store.verify().unwrap();
}

#[test]
fn a_folder_that_may_only_be_read() {
    let desk = Desk::new();
    let folder = desk.path("books");
    let disk = SmallDisk::mounted(folder.clone(), "8m");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("books.billfold");
    new_ledger(&path, day("2026-11-20"));
    match &disk {
        Some(disk) => disk.make_read_only(),
        None => set_mode(&folder, 0o555),
    }
    let row = Row::of_opening("read-only folder", &desk, &path, &desk.path("passphrase"));
    if disk.is_none() {
        set_mode(&folder, 0o755);
    }
    print(&[row.expect("ledger_unusable")]);
}

#[cfg(unix)]
fn set_mode(folder: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    let no_one_writes = std::fs::Permissions::from_mode(mode);
    for entry in std::fs::read_dir(folder).unwrap() {
        let mode = if mode == 0o555 { 0o444 } else { 0o644 };
        let file = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(entry.unwrap().path(), file).unwrap();
    }
    std::fs::set_permissions(folder, no_one_writes).unwrap();
}

#[cfg(not(unix))]
fn set_mode(_folder: &Path, _mode: u32) {
    unreachable!("this test is for Unix permissions");
}

#[test]
fn a_passphrase_file_that_is_not_there() {
    let desk = Desk::with_ledger();
    let mut command = Command::new(billfold_bin());
    command
        .args(["--no-keyring", "--json", "--data-dir"])
        .arg(desk.path("data"));
    command.arg("--ledger").arg(desk.path("books.billfold"));
    command
        .arg("--passphrase-file")
        .arg(desk.path("nowhere"))
        .args(["customers", "list"]);
    let said = acceptance::Said::from_output(&command.output().unwrap());
    assert_ne!(said.code, 0);
    assert!(
        !said.error()["fix"].as_str().unwrap_or_default().is_empty(),
        "{said:?}"
    );
}
