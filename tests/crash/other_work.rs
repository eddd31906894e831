//! Killed while it migrates, rotates the key, backs up or restores: the ledger is whole after all.

use std::path::{Path, PathBuf};
use std::time::Duration;

use acceptance::chance::Chance;
use acceptance::crash::{backups_in, killed, newer_schema};
use acceptance::world::{PASSPHRASE, World, day};
use acceptance::{draft, line};
use store::{OpenError, OpenOptions, Store, open_with_passphrase};

const CHILD: &str = env!("CARGO_BIN_EXE_crash-child");
const KILLS: u32 = 20;

/// How long the child may work: longer and longer until it has finished something once, so that a
/// slow machine proves as much as a fast one.
fn within(start_ms: u64, kill: u32, finished: usize) -> Duration {
    let longer = if finished == 0 {
        u64::from(kill / 2 + 1)
    } else {
        1
    };
    Duration::from_millis(start_ms * longer)
}

/// A closed ledger with a customer and that many invoices.
fn books(invoices: u32) -> (World, PathBuf) {
    let world = World::new();
    let customer = world.customer("Getränke Sommer");
    for _ in 0..invoices {
        world.issue(draft(&customer, &[line("Crate", "1", "10.00", &[])]));
    }
    world.ask("session.lock", serde_json::json!({}));
    let path = world.path();
    (world, path)
}

fn open(path: &Path) -> Result<Store, OpenError> {
    open_with_passphrase(path, PASSPHRASE, &OpenOptions::new(day("2026-11-21")))
}

fn invoices_of(store: &Store) -> usize {
    store
        .verify()
        .expect("the file, the chain and the documents agree");
    let balances = store.read::<_, store::StoreError>(|tx| {
        let kept = tx.balances().as_of(None)?;
        assert_eq!(
            kept,
            tx.balances().from_postings(None)?,
            "the kept balances are the sums"
        );
        Ok(kept)
    });
    assert!(!balances.expect("the balances").is_empty());
    let query = Default::default();
    let page = store.read::<_, store::StoreError>(|tx| tx.invoices().list(&query));
    usize::try_from(page.expect("the invoices").total_count).unwrap()
}

fn copy(from: &Path, to: &Path) {
    for ending in ["", ".key"] {
        let name = |path: &Path| PathBuf::from(format!("{}{ending}", path.display()));
        std::fs::copy(name(from), name(to)).unwrap();
    }
}

#[test]
fn killed_while_it_migrates_the_old_or_the_new_schema_is_there() {
    let (_world, original) = books(20);
    let mut chance = Chance::new(1);
    let mut migrated = 0;
    for kill in 0..KILLS {
        let folder = tempfile::tempdir().unwrap();
        let ledger = folder.path().join("books.billfold");
        copy(&original, &ledger);
        let within = within(250, kill, migrated);
        let said = killed(CHILD, "migrate", &ledger, (1, within), &mut chance);
        if said.contains(&"migrated".to_owned()) {
            migrated += 1;
            assert!(matches!(open(&ledger), Err(OpenError::NewerSchema { .. })));
        }
        let newer = OpenOptions {
            steps: newer_schema(),
            ..OpenOptions::new(day("2026-11-21"))
        };
        let store =
            open_with_passphrase(&ledger, PASSPHRASE, &newer).expect("it opens and goes on");
        assert_eq!(invoices_of(&store), 20);
    }
    println!("crash: {KILLS} of {KILLS} migrations survived, {migrated} had finished");
}

#[test]
fn killed_while_it_rotates_the_key_the_passphrase_still_opens() {
    let (_world, ledger) = books(20);
    let mut chance = Chance::new(2);
    let mut rotated = 0;
    for kill in 0..KILLS {
        let within = within(120, kill, rotated);
        rotated += killed(CHILD, "rotate", &ledger, (1, within), &mut chance).len();
        let store = open(&ledger).expect("the passphrase opens it");
        assert_eq!(invoices_of(&store), 20);
    }
    assert!(rotated > 0, "no rotation was finished");
    println!("crash: {KILLS} of {KILLS} kills survived, {rotated} keys were rotated meanwhile");
}

#[test]
fn killed_while_it_backs_up_every_backup_with_a_name_is_whole() {
    let (world, ledger) = books(20);
    let mut chance = Chance::new(3);
    let mut said = Vec::new();
    for kill in 0..KILLS {
        let within = within(120, kill, said.len());
        said.extend(killed(CHILD, "backup", &ledger, (1, within), &mut chance));
        assert_eq!(invoices_of(&open(&ledger).expect("the ledger opens")), 20);
    }
    let found = backups_in(world.folder());
    assert!(
        found.len() >= said.len() && !said.is_empty(),
        "{} of {said:?}",
        found.len()
    );
    for backup in &found {
        assert_eq!(invoices_of(&open(backup).expect("the backup opens")), 20);
    }
    println!(
        "crash: {KILLS} of {KILLS} kills survived, {} backups are whole",
        found.len()
    );
}

#[test]
fn killed_while_it_restores_one_of_the_two_ledgers_is_there() {
    let (world, ledger) = books(10);
    let (_other, other) = books(20);
    copy(&ledger, &world.folder().join("one.billfold"));
    copy(&other, &world.folder().join("two.billfold"));
    let mut chance = Chance::new(4);
    let mut restored = 0;
    for kill in 0..KILLS {
        let within = within(200, kill, restored);
        restored += killed(CHILD, "restore", &ledger, (1, within), &mut chance).len();
        let invoices = invoices_of(&open(&ledger).expect("the passphrase opens it"));
        assert!(invoices == 10 || invoices == 20, "{invoices} invoices");
    }
    assert!(restored > 0, "no restore was finished");
    println!("crash: {KILLS} of {KILLS} kills survived, {restored} restores were finished");
}
