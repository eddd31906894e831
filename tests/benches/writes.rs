//! The same writes with and without encryption, one commit each and many to a commit.

use std::path::Path;
use std::time::Instant;

use acceptance::PASSPHRASE;
use acceptance::world::day;
use store::{KdfParams, OpenOptions, Store};

use crate::grow::Company;
use crate::report::Report;

/// Written in turns, so that what else the machine does strikes both alike.
const TURNS: u32 = 5;

pub fn compare(report: &mut Report, folder: &Path, invoices: u32) {
    let place = tempfile::tempdir_in(folder).expect("a folder beside");
    let options = OpenOptions::new(day("2024-11-01")).with_kdf(KdfParams::smallest());
    let encrypted = place.path().join("encrypted.billfold");
    let encrypted = store::create_ledger(&encrypted, PASSPHRASE, &options).expect("a ledger");
    let plain = place.path().join("plain.db");
    let plain = store::create_plain_for_measurement(&plain, &options).expect("a plain file");
    let company = Company::new();
    company.begin(&encrypted);
    company.begin(&plain);

    let (singles, mut first) = (invoices / 5 / TURNS, 0);
    let mut rates = [[0.0; 2]; 2];
    for _ in 0..TURNS {
        for (mode, commits, size) in [(0, singles, 1), (1, 1, invoices / TURNS)] {
            for (which, store) in [&encrypted, &plain].into_iter().enumerate() {
                rates[mode][which] += seconds(&company, store, first, commits, size);
            }
            first += commits * size;
        }
    }
    for (mode, name, all) in [
        (0, "one commit each", singles * TURNS),
        (1, "many to a commit", invoices),
    ] {
        let [encrypted, plain] = rates[mode].map(|seconds| f64::from(all) / seconds);
        report.add(
            "grown",
            &format!("{name}: encrypted, invoices/s"),
            encrypted,
        );
        report.add("grown", &format!("{name}: plain, invoices/s"), plain);
        report.add(
            "grown",
            &format!("{name}: encrypted/plain"),
            encrypted / plain,
        );
    }
}

fn seconds(company: &Company, store: &Store, first: u32, commits: u32, size: u32) -> f64 {
    let started = Instant::now();
    for commit in 0..commits {
        company.bill(store, first + commit * size, size);
    }
    started.elapsed().as_secs_f64()
}
