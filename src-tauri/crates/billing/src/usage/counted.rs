//! Counted events: what each event of a meter counts, once duplicates and corrections are settled.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

use super::error::UsageError;
use super::event::{Correction, UsageEvent};
use crate::pricing::exact::sum;

/// What one event counts, after its corrections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// When it was used: the event's own instant, whenever it was corrected.
    pub at: DateTime<Utc>,
    /// Its place in the order of arrival; of two at one instant, the later one is the last.
    pub arrival: u64,
    /// How much, in the end.
    pub quantity: Decimal,
    /// What a unique count counts; empty where there is none.
    pub value: String,
    /// Whether a correction left nothing of it: it is then no event to a count of events or values.
    pub taken_back: bool,
}

/// An event whose key came before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    /// Its place in the list.
    pub index: usize,
    /// Place of the first event of that key, which counts.
    pub first: usize,
    /// The first field in which they differ; none where they say the same.
    pub differs: Option<&'static str>,
}

/// Events settled: what counts, and what does not and why.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settled {
    /// What counts, in the order of arrival.
    pub counted: Vec<Counted>,
    /// Keys that came again.
    pub duplicates: Vec<Duplicate>,
    /// Places of corrections whose event has not come (yet), or that correct each other.
    pub astray: Vec<usize>,
    /// How many corrections took effect.
    pub corrections: usize,
}

/// Settles the events of one meter and customer, in the order in which they arrived. The first of a
/// key counts. Corrections apply in the order of their own instants (then keys), whenever they
/// arrived; a correction can be corrected itself, and may arrive before its event.
///
/// # Errors
/// [`UsageError::TooLarge`] where adjustments do not fit.
pub fn settle(events: &[UsageEvent]) -> Result<Settled, UsageError> {
    let (firsts, duplicates) = firsts(events);
    let corrections = corrections(events, &firsts);
    let order = from_roots(&firsts, &corrections, events);
    let mut worth: BTreeMap<usize, (Decimal, &str)> = BTreeMap::new();
    for at in order.iter().rev() {
        let of = corrections.get(at).map_or(&[][..], Vec::as_slice);
        if let Some(event) = events.get(*at) {
            worth.insert(*at, corrected(event, of, events, &worth)?);
        }
    }
    let mut settled = Settled {
        duplicates,
        ..Settled::default()
    };
    for at in firsts
        .values()
        .copied()
        .collect::<std::collections::BTreeSet<_>>()
    {
        let Some(event) = events.get(at) else {
            continue;
        };
        match (worth.get(&at), &event.corrects) {
            (None, _) => settled.astray.push(at),
            (Some(_), Some(_)) => settled.corrections = settled.corrections.saturating_add(1),
            (Some((quantity, value)), None) => settled.counted.push(Counted {
                at: event.at,
                arrival: u64::try_from(at).unwrap_or(u64::MAX),
                quantity: *quantity,
                value: (*value).to_owned(),
                taken_back: corrections.contains_key(&at) && quantity.is_zero(),
            }),
        }
    }
    Ok(settled)
}

/// The first event of each key, and the others.
fn firsts(events: &[UsageEvent]) -> (BTreeMap<&str, usize>, Vec<Duplicate>) {
    let mut firsts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut duplicates = Vec::new();
    for (index, event) in events.iter().enumerate() {
        match firsts.get(event.key.as_str()) {
            None => {
                firsts.insert(&event.key, index);
            }
            Some(&first) => duplicates.push(Duplicate {
                index,
                first,
                differs: events.get(first).and_then(|one| one.differs_from(event)),
            }),
        }
    }
    (firsts, duplicates)
}

/// The corrections of each event, in the order in which they apply.
fn corrections(
    events: &[UsageEvent],
    firsts: &BTreeMap<&str, usize>,
) -> BTreeMap<usize, Vec<usize>> {
    let mut of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in firsts.values() {
        let correction = events.get(*at).and_then(|event| event.corrects.as_ref());
        if let Some(target) = correction.and_then(|correction| firsts.get(correction.key())) {
            of.entry(*target).or_default().push(*at);
        }
    }
    for list in of.values_mut() {
        list.sort_by_key(|at| events.get(*at).map(|event| (event.at, &event.key)));
    }
    of
}

/// What is reached from events that correct nothing: each event before its corrections.
fn from_roots(
    firsts: &BTreeMap<&str, usize>,
    corrections: &BTreeMap<usize, Vec<usize>>,
    events: &[UsageEvent],
) -> Vec<usize> {
    let is_root = |at: &usize| {
        events
            .get(*at)
            .is_some_and(|event| event.corrects.is_none())
    };
    let mut order: Vec<usize> = firsts.values().copied().filter(is_root).collect();
    let mut next = 0;
    while let Some(at) = order.get(next) {
        let of = corrections.get(at).cloned().unwrap_or_default();
        order.extend(of);
        next = next.saturating_add(1);
    }
    order
}

/// An event's quantity and value after corrections that are settled already.
fn corrected<'e>(
    event: &'e UsageEvent,
    by: &[usize],
    events: &'e [UsageEvent],
    worth: &BTreeMap<usize, (Decimal, &'e str)>,
) -> Result<(Decimal, &'e str), UsageError> {
    let mut now = (event.quantity, event.value.as_str());
    for at in by {
        let correction = events.get(*at).and_then(|event| event.corrects.as_ref());
        let Some((correction, (quantity, value))) = correction.zip(worth.get(at).copied()) else {
            continue;
        };
        now = match correction {
            Correction::Replace { .. } => (quantity, value),
            Correction::Adjust { .. } => (sum(now.0, quantity).ok_or(UsageError::TooLarge)?, now.1),
        };
    }
    Ok(now)
}
