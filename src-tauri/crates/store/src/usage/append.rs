//! Keeps a batch of events: each key once, corrections found their event, rollups in step.

use std::collections::HashMap;

use billing::ids::UsageImportId;
use billing::usage::UsageEvent;

use super::calendar;
use super::corrections::{self, Seeking};
use super::fold::{Fact, Folder, count};
use super::group::{Aggregations, Group};
use super::keep;
use crate::error::StoreError;
use crate::table::usage_duplicates::{self, UsageDuplicate};
use crate::table::usage_events::{self, NewUsage, UsageEventsMut, correction_to_row, flag};
use crate::table::usage_words::Words;
use crate::transaction::WriteTx;

/// An event of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Incoming {
    /// Somebody's.
    Event(Box<NewUsage>),
    /// Nobody's, with the reason.
    Unmatched(Box<UsageEvent>, &'static str),
}

impl Incoming {
    fn key(&self) -> &str {
        match self {
            Self::Event(event) => &event.key,
            Self::Unmatched(event, _) => &event.key,
        }
    }
}

/// What became of a batch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    pub counted: i64,
    pub unmatched: i64,
    pub duplicates: i64,
    /// Duplicates that differ from the event that came first.
    pub differing: Vec<UsageDuplicate>,
    pub late: i64,
    /// Place of the newest event in the order of arrival.
    pub last_event: i64,
}

impl UsageEventsMut<'_> {
    /// Keeps the events in their order; of two with one key the first holds. An import's events
    /// are noted as its own.
    pub fn append(
        &self,
        batch: &[Incoming],
        import: Option<&UsageImportId>,
    ) -> Result<Counted, StoreError> {
        let import = import.map(|id| self.tx.usage_import_key(id)).transpose()?;
        let first = usage_events::last_event(self.tx)? + 1;
        let again = self.claim_keys(batch, first)?;
        let mut writing = Writing::begin(self.tx)?;
        let mut counted = Counted::default();
        let mut repeated = again.iter().copied().peekable();
        for (nth, incoming) in batch.iter().enumerate() {
            if repeated.next_if_eq(&nth).is_some() {
                continue;
            }
            match incoming {
                Incoming::Event(event) => {
                    writing.write(event, first + count(nth))?;
                    counted.counted += 1;
                }
                Incoming::Unmatched(event, reason) => {
                    self.keep_unmatched(event, reason, import.unwrap_or(0))?;
                    counted.unmatched += 1;
                }
            }
        }
        counted.late = writing.late;
        writing.finish()?;
        counted.duplicates = count(again.len());
        counted.differing = self.note_duplicates(batch, &again)?;
        counted.last_event = usage_events::last_event(self.tx)?;
        if counted.counted > 0 {
            self.tx.changed("usage_events");
            if let Some(import) = import {
                let imports = self.tx.usage_imports_mut();
                imports.own(import, first, counted.last_event)?;
            }
        }
        Ok(counted)
    }

    /// The places in the batch of events whose key was taken, ascending. Keys are claimed in
    /// their own order: neighbours in the index are touched together.
    fn claim_keys(&self, batch: &[Incoming], first: i64) -> Result<Vec<usize>, StoreError> {
        let mut order: Vec<usize> = (0..batch.len()).collect();
        order.sort_by_key(|nth| batch.get(*nth).map(Incoming::key));
        let mut claim = self.tx.conn.prepare_cached(
            "INSERT INTO usage_keys(key, event) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        )?;
        let mut again = Vec::new();
        for nth in order {
            let Some(incoming) = batch.get(nth) else {
                continue;
            };
            if claim.execute((incoming.key(), first + count(nth)))? == 0 {
                again.push(nth);
            }
        }
        again.sort_unstable();
        Ok(again)
    }

    fn keep_unmatched(
        &self,
        event: &UsageEvent,
        reason: &str,
        import: i64,
    ) -> Result<(), StoreError> {
        let unmatched = self.tx.usage_unmatched_mut();
        let number = unmatched.keep(event, reason, import)?;
        self.tx
            .conn
            .prepare_cached("UPDATE usage_keys SET event = ?2 WHERE key = ?1")?
            .execute((&event.key, -number))?;
        Ok(())
    }

    fn note_duplicates(
        &self,
        batch: &[Incoming],
        again: &[usize],
    ) -> Result<Vec<UsageDuplicate>, StoreError> {
        let mut all = Vec::new();
        for incoming in again.iter().filter_map(|nth| batch.get(*nth)) {
            let difference = match incoming {
                Incoming::Event(event) => self.difference(event)?,
                Incoming::Unmatched(..) => None,
            };
            let (field, kept, came) = difference.unwrap_or_default();
            all.push(UsageDuplicate {
                key: incoming.key().to_owned(),
                field: field.to_owned(),
                kept,
                came,
                received_at: self.tx.meta().now,
            });
        }
        usage_duplicates::note(self.tx, &all)?;
        all.retain(|duplicate| !duplicate.field.is_empty());
        Ok(all)
    }

    /// The first field in which an event differs from the kept one of its key.
    fn difference(
        &self,
        event: &NewUsage,
    ) -> Result<Option<(&'static str, String, String)>, StoreError> {
        let kept: Option<i64> = self
            .tx
            .usage_events()
            .place_of(&event.key)?
            .filter(|place| *place > 0);
        let Some(kept) = kept
            .map(|place| self.tx.usage_events().at(place))
            .transpose()?
        else {
            return Ok(None);
        };
        let Some(kept) = kept else { return Ok(None) };
        let shown = |quantity: i64| with_point(quantity, kept.decimals);
        let pairs = [
            ("at", kept.at.to_rfc3339(), event.at.to_rfc3339()),
            ("quantity", shown(kept.quantity), shown(event.quantity)),
            ("value", kept.value, event.value.clone()),
            ("user", kept.user, event.user.clone()),
            ("operation", kept.operation, event.operation.clone()),
        ];
        Ok(pairs.into_iter().find(|(_, kept, came)| kept != came))
    }
}

/// The rows of one batch as they are written.
struct Writing<'t, 'c> {
    tx: &'t WriteTx<'c>,
    received_ms: i64,
    words: Words,
    aggregations: Aggregations,
    folder: Folder,
    /// Customer and meter to the first day that is not billed.
    billed_to: HashMap<(i64, i64), i64>,
    late: i64,
    any_waiting: bool,
    seeking: Vec<Seeking>,
}

impl<'t, 'c> Writing<'t, 'c> {
    fn begin(tx: &'t WriteTx<'c>) -> Result<Self, StoreError> {
        Ok(Self {
            tx,
            received_ms: tx.meta().now.timestamp_millis(),
            words: Words::default(),
            aggregations: Aggregations::default(),
            folder: Folder::default(),
            billed_to: HashMap::new(),
            late: 0,
            any_waiting: corrections::any_waiting(tx.conn)?,
            seeking: Vec::new(),
        })
    }

    fn write(&mut self, event: &NewUsage, place: i64) -> Result<(), StoreError> {
        let conn = self.tx.conn;
        let fact = Fact {
            customer: event.subject.customer,
            meter: event.meter.0,
            subscription: event.subject.subscription,
            hour: event.hour,
            event: place,
            at_ms: event.at.timestamp_millis(),
            quantity: event.quantity,
            cost: event.cost.unwrap_or(0),
            user: self.words.number(conn, &event.user)?,
            operation: self.words.number(conn, &event.operation)?,
            value: self.words.number(conn, &event.value)?,
            count: 1,
        };
        let is_late = self.note_late(event, place)?;
        let flags = if event.is_future { flag::FUTURE } else { 0 }
            | if is_late { flag::LATE } else { 0 }
            | event.corrects.as_ref().map_or(0, |_| flag::CORRECTION);
        self.insert(event, &fact, flags)?;
        if let Some(corrects) = &event.corrects {
            self.seeking.push(Seeking {
                event: place,
                customer: fact.customer,
                meter: fact.meter,
                key: event.key.clone(),
                corrects: correction_to_row(corrects),
            });
            return Ok(());
        }
        if self.any_waiting {
            let waiting = corrections::waiting_for(conn, &event.key)?;
            self.seeking.extend(waiting);
        }
        let how = self.aggregations.of(conn, fact.meter)?;
        self.folder.take(&fact, how)
    }

    fn insert(&self, event: &NewUsage, fact: &Fact, flags: i64) -> Result<(), StoreError> {
        self.tx
            .conn
            .prepare_cached(
                "INSERT INTO usage_events(event, customer_key, meter_key, hour,
                     subscription_key, flags, at_ms, received_ms, quantity, user_word,
                     operation_word, value_word, cost, corrects, key, properties)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
            )?
            .execute((
                fact.event,
                fact.customer,
                fact.meter,
                fact.hour,
                fact.subscription,
                flags,
                fact.at_ms,
                self.received_ms,
                fact.quantity,
                fact.user,
                fact.operation,
                fact.value,
                event.cost,
                event.corrects.as_ref().map(correction_to_row),
                &event.key,
                &event.properties,
            ))?;
        Ok(())
    }

    /// An event of a billed day waits for the subscription's next invoice.
    fn note_late(&mut self, event: &NewUsage, place: i64) -> Result<bool, StoreError> {
        let (customer, meter) = (event.subject.customer, event.meter.0);
        let billed = self.tx.usage_billed();
        let to = match self.billed_to.get(&(customer, meter)) {
            Some(to) => *to,
            None => {
                let to = billed.billed_to(customer, meter)?;
                self.billed_to.insert((customer, meter), to);
                to
            }
        };
        let day = calendar::day_of_hour(event.hour);
        if day >= to {
            return Ok(false);
        }
        let Some((subscription, from)) = billed.period_of(event.subject, meter, day)? else {
            return Ok(false);
        };
        self.tx
            .conn
            .prepare_cached(
                "INSERT INTO usage_late(event, subscription_key, meter_key, from_day)
                 VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute((place, subscription, meter, from))?;
        self.tx.changed("usage_late");
        self.late += 1;
        Ok(true)
    }

    fn finish(mut self) -> Result<(), StoreError> {
        let conn = self.tx.conn;
        let mut stale: Vec<Group> = keep::keep(conn, self.folder.fold()?)?;
        stale.extend(corrections::resolve(conn, self.seeking)?);
        stale.sort_unstable();
        stale.dedup();
        for group in stale {
            group.rebuild(conn, self.aggregations.of(conn, group.meter)?)?;
        }
        Ok(())
    }
}

/// A number that is kept in units of its last digit, with its point: 1500 of 3 digits is "1.5".
fn with_point(quantity: i64, decimals: u8) -> String {
    let decimals = usize::from(decimals);
    let digits = format!("{:0>width$}", quantity.unsigned_abs(), width = decimals + 1);
    let (whole, part) = digits.split_at(digits.len() - decimals);
    let sign = if quantity < 0 { "-" } else { "" };
    let part = part.trim_end_matches('0');
    let point = if part.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{part}")
}

#[cfg(test)]
mod tests {
    use super::with_point;

    #[test]
    fn a_number_is_shown_with_its_point() {
        let table = [
            (1_500, 3, "1.5"),
            (-5, 2, "-0.05"),
            (7, 0, "7"),
            (-2_000_000, 6, "-2"),
            (0, 9, "0"),
        ];
        for (quantity, decimals, shown) in table {
            assert_eq!(with_point(quantity, decimals), shown);
        }
    }
}
