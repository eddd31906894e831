//! Usage measured: events a CPU second in and beside plain SQLite, imports, and the screens' reads.

use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

use acceptance::PASSPHRASE;
use acceptance::builders::{self, with};
use acceptance::world::{day, options};
use app::clock::{Clock, Ids};
use app::context::{App, AppOptions};
use app::registry;
use billing::customer::Customer;
use billing::ids::{CustomerId, MeterId};
use billing::money::Currency;
use billing::usage::{Aggregation, Meter, Reset};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::{Value, json};
use store::table::meters::MeterKey;
use store::table::usage_actors::ActorKind;
use store::table::usage_events::NewUsage;
use store::table::usage_subjects::UsageSubject;
use store::usage::{Bucket, Incoming, Reach, UsageFilter};
use store::{KdfParams, OpenOptions, Store, StoreError, WriteMeta};
use ulid::Ulid;

use crate::measure::quantile;
use crate::report::Report;
use crate::{subscribers, usage_rivals};

const CUSTOMERS: u32 = 1_000;
const METERS: [&str; 4] = ["ai_requests", "api_calls", "call_minutes", "pages"];
const LOT: u32 = 20_000;
const SINGLES: usize = 300;
const READS: usize = 30;
/// The events of two years are spread over them evenly.
const DAYS: u32 = 730;
const FIRST: &str = "2024-11-21";

pub fn measure(report: &mut Report, folder: &Path, events: u32) {
    let place = tempfile::tempdir_in(folder).expect("a folder beside");
    let opened = OpenOptions::new(day("2026-11-20")).with_kdf(KdfParams::smallest());
    let encrypted = place.path().join("encrypted.billfold");
    let encrypted = store::create_ledger(&encrypted, PASSPHRASE, &opened).expect("a ledger");
    let plain = place.path().join("plain.db");
    let plain = store::create_plain_for_measurement(&plain, &opened).expect("a plain file");
    let mut rates = [0.0; 2];
    for (rate, (store, name)) in rates
        .iter_mut()
        .zip([(&encrypted, "encrypted"), (&plain, "plain")])
    {
        let traffic = Traffic::new(store);
        let seconds = cpu_seconds(|| traffic.all(store, events));
        *rate = f64::from(events) / seconds;
        report.add(
            "grown",
            &format!("usage: batch {name}, events/CPU s"),
            *rate,
        );
    }
    report.add("grown", "usage: batch encrypted/plain", rates[0] / rates[1]);
    reads(report, &encrypted);
    usage_rivals::compare(report, &encrypted, place.path(), events);
    let path = encrypted.path().to_owned();
    drop((encrypted, plain));
    would_it_fit(report, place.path(), &path);
    by_the_door(report, place.path(), events.min(1_000_000));
}

/// What this process has computed, in user and system mode.
fn cpu_seconds(work: impl FnOnce()) -> f64 {
    let before = ticks();
    work();
    f64::from(ticks() - before) / 100.0
}

fn ticks() -> u32 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("the process's own figures");
    let after_name = stat.rsplit_once(')').expect("a name").1;
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    let of = |at: usize| fields[at].parse::<u32>().expect("ticks");
    of(11) + of(12)
}

fn meta() -> WriteMeta {
    WriteMeta {
        now: day("2026-11-20"),
        actor: "bench".into(),
        source: "bench".into(),
        action: "usage.track_batch".into(),
    }
}

pub fn customer_id(n: u32) -> CustomerId {
    CustomerId::from_ulid(Ulid::from_parts(1_700_000_000_000, u128::from(n)))
}

/// Events of a thousand customers over two years, in the order of time.
struct Traffic {
    meters: Vec<MeterKey>,
    subjects: Vec<UsageSubject>,
}

impl Traffic {
    fn new(store: &Store) -> Self {
        let made = store.write(&meta(), |tx| {
            for n in 0..CUSTOMERS {
                let name = format!("Customer {n}");
                let id = customer_id(n);
                tx.customers_mut()
                    .put(&Customer::new(id, &name, Currency::EUR, day(FIRST)))?;
            }
            for (n, key) in (1..).zip(METERS) {
                tx.meters_mut().put(&meter(n, key))?;
            }
            Ok::<_, StoreError>(())
        });
        made.expect("customers and meters");
        let found = store.read(|r| {
            let meters = r
                .meters()
                .list_with_keys(false)?
                .into_iter()
                .map(|(key, _)| key);
            let subjects = (0..CUSTOMERS).map(|n| r.usage_subjects().of(&customer_id(n), None));
            Ok::<_, StoreError>(Self {
                meters: meters.collect(),
                subjects: subjects.collect::<Result<_, _>>()?,
            })
        });
        found.expect("what the tables call them")
    }

    fn all(&self, store: &Store, events: u32) {
        for first in (0..events).step_by(LOT as usize) {
            let lot: Vec<Incoming> = (first..events.min(first + LOT))
                .map(|n| self.event(n, events))
                .collect();
            let kept = store.write(&meta(), |tx| tx.usage_events_mut().append(&lot, None));
            let kept: Result<_, StoreError> = kept;
            assert_eq!(
                kept.expect("kept").counted,
                i64::try_from(lot.len()).unwrap_or(0)
            );
            print!("\rusage: {} of {events} events ", first + LOT);
            std::io::stdout().flush().expect("the screen");
        }
        println!();
    }

    /// Keys are as senders make them: an instant and then at random.
    fn event(&self, n: u32, events: u32) -> Incoming {
        let drawn = Drawn::of(n, events);
        let days = i64::from(drawn.day());
        let hour = drawn.at.timestamp().rem_euclid(86_400) / 3_600;
        let stamp = u64::try_from(drawn.at.timestamp_millis()).expect("after 1970");
        let random = u128::from(drawn.mixed) << 32 | u128::from(n);
        Incoming::Event(Box::new(NewUsage {
            key: Ulid::from_parts(stamp, random).to_string(),
            meter: self.meters[drawn.meter()],
            subject: self.subjects[drawn.customer()],
            at: drawn.at,
            hour: days * 24 + hour,
            quantity: i64::from(drawn.quantity()),
            value: String::new(),
            user: format!("user {}", drawn.mixed % 7),
            operation: format!("operation {}", drawn.mixed % 5),
            properties: None,
            cost: Some(1_000),
            corrects: None,
            is_future: false,
        }))
    }
}

/// What is told of the nth of so many events.
pub struct Drawn {
    at: DateTime<Utc>,
    mixed: u32,
}

impl Drawn {
    pub fn of(n: u32, events: u32) -> Self {
        let second = u64::from(n) * u64::from(DAYS) * 86_400 / u64::from(events);
        let second = i64::try_from(second).expect("two years");
        Self {
            at: day(FIRST) + TimeDelta::seconds(second),
            mixed: n.wrapping_mul(2_654_435_761) ^ (n >> 7),
        }
    }

    /// Days since 1970.
    pub fn day(&self) -> i32 {
        days_of(self.at.date_naive())
    }

    /// Place in [`METERS`].
    pub fn meter(&self) -> usize {
        (self.mixed >> 3) as usize % METERS.len()
    }

    pub fn customer(&self) -> usize {
        (self.mixed >> 9) as usize % CUSTOMERS as usize
    }

    pub fn quantity(&self) -> u32 {
        self.mixed % 5_000
    }
}

/// Days since 1970.
pub fn days_of(on: NaiveDate) -> i32 {
    let days = on.signed_duration_since(NaiveDate::default()).num_days();
    i32::try_from(days).expect("near")
}

fn meter(n: u64, key: &str) -> Meter {
    Meter {
        id: MeterId::from_ulid(Ulid::from_parts(1_700_000_000_000, u128::from(n))),
        key: key.into(),
        name: key.into(),
        unit: "unit".into(),
        product_id: None,
        aggregation: Aggregation::Sum,
        decimals: 2,
        rounding: None,
        reset: Reset::EachPeriod,
        costs: Vec::new(),
        archived: false,
    }
}

fn reads(report: &mut Report, store: &Store) {
    let on = |text: &str| text.parse::<NaiveDate>().expect("a day");
    let (year, month) = (
        (on("2025-11-01"), on("2026-11-01")),
        (on("2026-10-01"), on("2026-11-01")),
    );
    let found = store.read(|r| r.meters().find("api_calls"));
    let found: Result<_, StoreError> = found;
    let meter = found.expect("read").expect("a meter").0;
    let id = customer_id(7);
    let mut timed = |name: &str, read: &dyn Fn(&store::ReadTx<'_>) -> Result<usize, StoreError>| {
        let mut times: Vec<f64> = (0..READS)
            .map(|_| {
                let started = Instant::now();
                assert!(store.read(read).expect("read") > 0, "{name} found nothing");
                started.elapsed().as_secs_f64() * 1000.0
            })
            .collect();
        let value = quantile(&mut times, 95);
        report.add("grown", &format!("usage: {name} p95, ms"), value);
    };
    timed("a customer's month", &|r| {
        let usage = r.usage_events();
        Ok(usage
            .series(meter, Reach::Customer(&id), Bucket::Day, month)?
            .len())
    });
    timed("all customers' month", &|r| {
        Ok(r.usage_events()
            .month_by_customer(meter, month.0, 10_000)?
            .len())
    });
    timed("a year's days, all customers", &|r| {
        Ok(r.usage_events()
            .series(meter, Reach::Everybody, Bucket::Day, year)?
            .len())
    });
    timed("a year's days, one customer", &|r| {
        let usage = r.usage_events();
        Ok(usage
            .series(meter, Reach::Customer(&id), Bucket::Day, year)?
            .len())
    });
    timed("by user", &|r| {
        Ok(r.usage_events()
            .by_actor(meter, Some(&id), ActorKind::User, year)?
            .len())
    });
    timed("by operation, all customers", &|r| {
        Ok(r.usage_events()
            .by_actor(meter, None, ActorKind::Operation, year)?
            .len())
    });
    timed("events of a customer", &|r| {
        let filter = UsageFilter {
            customer: Some(id.clone()),
            limit: 100,
            ..UsageFilter::default()
        };
        Ok(r.usage_events().page(&filter)?.rows.len())
    });
    timed("live feed", &|r| Ok(r.usage_events().newest(0, 100)?.len()));
}

/// Asked of fifty subscriptions, beside all those events.
fn would_it_fit(report: &mut Report, folder: &Path, ledger: &Path) {
    let app = App::new(options(folder, ledger, day("2026-11-20")));
    let business = with(builders::business(), "timezone", "UTC");
    subscribers::ask(&app, "business.update", business);
    subscribers::ask(&app, "catalogs.install", json!({"code": "ai-workspace"}));
    let customers: Vec<CustomerId> = (0..50).map(customer_id).collect();
    for (plan, customer) in subscribers::plans(&app).iter().cycle().zip(&customers) {
        subscribers::subscribe(&app, customer, plan);
    }
    let mut times: Vec<f64> = (0..20)
        .flat_map(|_| &customers)
        .map(|customer| {
            let more = json!({"customer_id": customer.as_str(), "meter": "ai_requests",
                "quantity": "3"});
            let started = Instant::now();
            let said = subscribers::ask(&app, "usage.check", more);
            let took = started.elapsed().as_secs_f64() * 1000.0;
            assert_ne!(said["code"], "no_subscription");
            took
        })
        .collect();
    let value = quantile(&mut times, 95);
    report.add("grown", "usage: would this fit? p95, ms", value);
}

/// Through the registry, as programs send events and people import files.
fn by_the_door(report: &mut Report, folder: &Path, rows: u32) {
    let ledger = folder.join("door.billfold");
    let opened = OpenOptions::new(day("2026-11-20")).with_kdf(KdfParams::smallest());
    let store = store::create_ledger(&ledger, PASSPHRASE, &opened).expect("a ledger");
    Traffic::new(&store);
    let business = billing::business::Business::new("Bench", Currency::EUR, "Europe/Berlin");
    let kept = store.write(&meta(), |tx| tx.business_mut().put(&business));
    let kept: Result<(), StoreError> = kept;
    kept.expect("a business");
    drop(store);
    let app = App::new(AppOptions {
        clock: Clock::System,
        ids: Ids::System,
        ..options(folder, &ledger, day("2026-11-20"))
    });
    let ask = |name: &str, request: Value| -> Value {
        registry::call(&app, name, request).unwrap_or_else(|error| panic!("{name}: {error:?}"))
    };
    let event = |n: usize| {
        json!({"key": format!("single-{n}"), "meter": METERS[n % 4],
            "subject": customer_id(7).to_string(), "quantity": "1.25", "user": "eve"})
    };
    ask("usage.track", event(SINGLES));
    let started = Instant::now();
    for n in 0..SINGLES {
        ask("usage.track", event(n));
    }
    let singles = u32::try_from(SINGLES).expect("few");
    let rate = f64::from(singles) / started.elapsed().as_secs_f64();
    report.add(
        "grown",
        "usage: tracked one by one, durable, events/s",
        rate,
    );

    let file = folder.join("usage.csv");
    std::fs::write(&file, csv(rows)).expect("a file");
    let request = json!({"path": file.display().to_string()});
    let seconds = cpu_seconds(|| {
        let done = ask("usage.import", request.clone());
        assert_eq!(
            done["counted"].as_u64(),
            Some(u64::from(rows - rows / 3_000))
        );
    });
    report.add(
        "grown",
        "usage: import, rows/CPU s",
        f64::from(rows) / seconds,
    );
}

/// Some hundreds of a million rows cannot be read.
fn csv(rows: u32) -> String {
    let mut text = String::from("key,at,meter,subject,quantity,user,operation\n");
    for n in 0..rows {
        let quantity = if n % 3_000 == 2_999 { "?" } else { "1.5" };
        let (on, hour, minute) = (n / 1_440 % 28 + 1, n / 60 % 24, n % 60);
        let (meter, customer) = (METERS[n as usize % 4], customer_id(n % CUSTOMERS));
        let (user, operation) = (n % 7, n % 5);
        let at = format!("2026-10-{on:02}T{hour:02}:{minute:02}:00Z");
        writeln!(
            text,
            "row-{n},{at},{meter},{customer},{quantity},u{user},o{operation}"
        )
        .expect("a text grows");
    }
    text
}
