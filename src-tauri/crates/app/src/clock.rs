//! The clock and the source of new ids: the only places that ask the system for time or chance.

use chrono::{DateTime, SubsecRound, Utc};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use ulid::Ulid;

/// What time it is: the system's, or one set for tests, demonstrations and `--now`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    System,
    Set(DateTime<Utc>),
}

impl Clock {
    /// A clock set to an RFC 3339 instant, as `--now` names it.
    ///
    /// # Errors
    /// A sentence that says what was expected.
    pub fn set_to(instant: &str) -> Result<Self, String> {
        DateTime::parse_from_rfc3339(instant)
            .map(|at| Self::Set(at.with_timezone(&Utc)))
            .map_err(|error| format!("{instant} is no RFC 3339 instant: {error}"))
    }

    /// Now, to the millisecond: what the store keeps.
    #[allow(clippy::disallowed_methods, reason = "this is the one clock")]
    pub fn now(self) -> DateTime<Utc> {
        match self {
            Self::System => Utc::now().trunc_subsecs(3),
            Self::Set(at) => at,
        }
    }
}

/// Where the chance in new ids comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ids {
    System,
    /// The same ids every time, for the demo company and golden files.
    Seeded(u64),
}

/// Makes ids that sort in the order they were made, even within one millisecond.
#[derive(Debug)]
pub(crate) struct IdSource {
    seeded: Option<ChaCha20Rng>,
    last: Ulid,
}

impl IdSource {
    pub(crate) fn new(ids: Ids) -> Self {
        let seeded = match ids {
            Ids::System => None,
            Ids::Seeded(seed) => Some(ChaCha20Rng::seed_from_u64(seed)),
        };
        Self {
            seeded,
            last: Ulid::nil(),
        }
    }

    pub(crate) fn next(&mut self, now: DateTime<Utc>) -> Ulid {
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
        let fresh = Ulid::from_parts(millis, self.chance());
        let same_instant = fresh.timestamp_ms() == self.last.timestamp_ms();
        self.last = match self.last.increment() {
            Ok(after) if same_instant => after,
            _ => fresh,
        };
        self.last
    }

    fn chance(&mut self) -> u128 {
        let mut bytes = [0u8; 16];
        match &mut self.seeded {
            Some(rng) => rng.fill_bytes(&mut bytes),
            // Without chance from the system the time and the increment still make ids unique
            // in this process, so an id is made rather than work refused.
            None => {
                let _ = getrandom::fill(&mut bytes);
            }
        }
        u128::from_le_bytes(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant() -> DateTime<Utc> {
        DateTime::from_timestamp_millis(1_700_000_000_000).expect("an instant in range")
    }

    #[test]
    fn ids_of_one_millisecond_sort_in_the_order_they_were_made() {
        let mut source = IdSource::new(Ids::System);
        let made: Vec<Ulid> = (0..1000).map(|_| source.next(instant())).collect();
        assert!(made.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn the_same_seed_gives_the_same_ids() {
        let (mut one, mut other) = (IdSource::new(Ids::Seeded(7)), IdSource::new(Ids::Seeded(7)));
        assert_eq!(one.next(instant()), other.next(instant()));
        assert_ne!(
            one.next(instant()),
            IdSource::new(Ids::Seeded(8)).next(instant())
        );
    }

    #[test]
    fn a_set_clock_stands_still() {
        assert_eq!(Clock::Set(instant()).now(), instant());
    }
}
