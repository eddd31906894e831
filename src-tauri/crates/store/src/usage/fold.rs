//! Facts of usage folded into hours, days and months in memory, before any row is touched.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use billing::usage::Aggregation;

use super::calendar;
use crate::error::StoreError;

/// An event as it counts, after its corrections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fact {
    pub(crate) customer: i64,
    pub(crate) meter: i64,
    pub(crate) subscription: i64,
    pub(crate) hour: i64,
    pub(crate) event: i64,
    pub(crate) at_ms: i64,
    pub(crate) quantity: i64,
    pub(crate) cost: i64,
    pub(crate) user: i64,
    pub(crate) operation: i64,
    pub(crate) value: i64,
    /// 1, or 0 where a correction left nothing of it.
    pub(crate) count: i64,
}

/// Customer, meter, subscription and the number of the hour, day or month.
pub(crate) type Place = (i64, i64, i64, i64);
/// Customer, meter, kind, month and word.
pub(crate) type ActorPlace = (i64, i64, i64, i64, i64);

/// What a day or a month comes to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) sum: i64,
    pub(crate) count: i64,
    pub(crate) cost: i64,
    pub(crate) uniques: i64,
    pub(crate) max: i64,
    pub(crate) last: i64,
    pub(crate) last_ms: i64,
    pub(crate) last_event: i64,
    pub(crate) first_ms: i64,
    /// Of weighted meters: level times milliseconds between the first and the last event.
    pub(crate) integral: Option<i128>,
}

/// What a user or an operation comes to in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ActorTally {
    pub(crate) sum: i64,
    pub(crate) count: i64,
    pub(crate) cost: i64,
    pub(crate) first_ms: i64,
    pub(crate) last_ms: i64,
}

/// Everything that a batch adds, in the order of the tables' keys.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Folded {
    pub(crate) hours: BTreeMap<Place, (i64, i64)>,
    pub(crate) days: BTreeMap<Place, Tally>,
    pub(crate) months: BTreeMap<Place, Tally>,
    pub(crate) actors: BTreeMap<ActorPlace, ActorTally>,
    /// How often each value of a unique count was seen in a day.
    pub(crate) values: BTreeMap<(Place, i64), i64>,
}

pub(crate) fn add(one: i64, other: i64) -> Result<i64, StoreError> {
    one.checked_add(other).ok_or_else(too_large)
}

pub(crate) fn too_large() -> StoreError {
    StoreError::RuleBroken {
        rule: "a sum of usage fits into 63 bits",
        detail: "the quantities of a meter are too large; choose a larger unit or fewer decimals"
            .into(),
    }
}

impl Tally {
    /// Of weighted meters the two must not overlap in time: the earlier one is merged into.
    pub(crate) fn merge(&mut self, other: &Self) -> Result<(), StoreError> {
        if other.last_event == 0 {
            return Ok(());
        }
        if self.last_event == 0 {
            *self = *other;
            return Ok(());
        }
        self.sum = add(self.sum, other.sum)?;
        self.count = add(self.count, other.count)?;
        self.cost = add(self.cost, other.cost)?;
        self.max = self.max.max(other.max);
        if let (Some(own), Some(others)) = (self.integral, other.integral) {
            let held = level_time(self.last, self.last_ms, other.first_ms);
            self.integral = Some(own + held + others);
        }
        self.first_ms = self.first_ms.min(other.first_ms);
        if (other.last_ms, other.last_event) > (self.last_ms, self.last_event) {
            self.last = other.last;
            self.last_ms = other.last_ms;
            self.last_event = other.last_event;
        }
        Ok(())
    }

    fn of(fact: &Fact) -> Self {
        Self {
            sum: fact.quantity,
            count: fact.count,
            cost: fact.cost,
            uniques: 0,
            max: fact.quantity,
            last: fact.quantity,
            last_ms: fact.at_ms,
            last_event: fact.event,
            first_ms: fact.at_ms,
            integral: None,
        }
    }
}

/// A level held from one instant to another.
pub(crate) fn level_time(level: i64, from_ms: i64, to_ms: i64) -> i128 {
    i128::from(level) * i128::from(to_ms - from_ms)
}

impl ActorTally {
    pub(crate) fn merge(&mut self, other: &Self) -> Result<(), StoreError> {
        self.sum = add(self.sum, other.sum)?;
        self.count = add(self.count, other.count)?;
        self.cost = add(self.cost, other.cost)?;
        self.first_ms = self.first_ms.min(other.first_ms);
        self.last_ms = self.last_ms.max(other.last_ms);
        Ok(())
    }
}

/// Collects the facts of one batch.
#[derive(Debug, Default)]
pub(crate) struct Folder {
    hours: HashMap<Place, (i64, i64)>,
    days: HashMap<Place, Tally>,
    actors: HashMap<ActorPlace, ActorTally>,
    values: HashMap<(Place, i64), i64>,
    /// Instant, place in the order of arrival, and level of the events of weighted meters.
    levels: HashMap<Place, Vec<(i64, i64, i64)>>,
    /// The month of the day that was asked for last: events come in runs of one day.
    last_month: Option<(i64, i64)>,
}

impl Folder {
    pub(crate) fn take(&mut self, fact: &Fact, how: Aggregation) -> Result<(), StoreError> {
        let Fact {
            customer,
            meter,
            subscription,
            hour,
            ..
        } = *fact;
        let in_hour = self
            .hours
            .entry((customer, meter, subscription, hour))
            .or_default();
        *in_hour = (add(in_hour.0, fact.quantity)?, add(in_hour.1, fact.count)?);
        let day = calendar::day_of_hour(hour);
        let place = (customer, meter, subscription, day);
        self.days
            .entry(place)
            .or_default()
            .merge(&Tally::of(fact))?;
        match how {
            Aggregation::UniqueCount if fact.value != 0 && fact.count != 0 => {
                *self.values.entry((place, fact.value)).or_default() += 1;
            }
            Aggregation::Weighted => {
                let levels = self.levels.entry(place).or_default();
                levels.push((fact.at_ms, fact.event, fact.quantity));
            }
            _ => {}
        }
        self.take_actors(fact, day)
    }

    fn take_actors(&mut self, fact: &Fact, day: i64) -> Result<(), StoreError> {
        let month = self.month(day);
        let tally = ActorTally {
            sum: fact.quantity,
            count: fact.count,
            cost: fact.cost,
            first_ms: fact.at_ms,
            last_ms: fact.at_ms,
        };
        for (kind, word) in [(0, fact.user), (1, fact.operation)] {
            if word != 0 {
                let place = (fact.customer, fact.meter, kind, month, word);
                merge_into(&mut self.actors, place, tally)?;
            }
        }
        Ok(())
    }

    fn month(&mut self, day: i64) -> i64 {
        match self.last_month {
            Some((known, month)) if known == day => month,
            _ => {
                let month = calendar::month_of_day(day);
                self.last_month = Some((day, month));
                month
            }
        }
    }

    /// In the order of the tables' keys, with months made of their days.
    pub(crate) fn fold(mut self) -> Result<Folded, StoreError> {
        for (place, mut levels) in std::mem::take(&mut self.levels) {
            levels.sort_unstable();
            let held = levels.windows(2).map(|pair| match pair {
                [(from, _, level), (to, _, _)] => level_time(*level, *from, *to),
                _ => 0,
            });
            let integral = held.sum();
            if let Some(day) = self.days.get_mut(&place) {
                day.integral = Some(integral);
            }
        }
        let mut distinct: BTreeMap<Place, BTreeSet<i64>> = BTreeMap::new();
        for (place, value) in self.values.keys() {
            if let Some(day) = self.days.get_mut(place) {
                day.uniques += 1;
            }
            let (customer, meter, subscription, day) = *place;
            let month = (customer, meter, subscription, calendar::month_of_day(day));
            distinct.entry(month).or_default().insert(*value);
        }
        let days: BTreeMap<Place, Tally> = self.days.into_iter().collect();
        let mut months: BTreeMap<Place, Tally> = BTreeMap::new();
        for (&(customer, meter, subscription, day), tally) in &days {
            let month = calendar::month_of_day(day);
            let of_day = Tally {
                integral: None,
                first_ms: 0,
                ..*tally
            };
            let into = months.entry((customer, meter, subscription, month));
            into.or_default().merge(&of_day)?;
        }
        for (place, month) in &mut months {
            month.uniques = distinct.get(place).map_or(0, |values| count(values.len()));
        }
        Ok(Folded {
            hours: self.hours.into_iter().collect(),
            days,
            months,
            actors: self.actors.into_iter().collect(),
            values: self.values.into_iter().collect(),
        })
    }
}

pub(crate) fn count(len: usize) -> i64 {
    i64::try_from(len).unwrap_or(i64::MAX)
}

fn merge_into(
    actors: &mut HashMap<ActorPlace, ActorTally>,
    place: ActorPlace,
    tally: ActorTally,
) -> Result<(), StoreError> {
    match actors.get_mut(&place) {
        Some(there) => there.merge(&tally),
        None => {
            actors.insert(place, tally);
            Ok(())
        }
    }
}
