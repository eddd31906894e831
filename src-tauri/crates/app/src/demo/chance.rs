//! Dice for the demo company: the same throws on every machine.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use rust_decimal::Decimal;

/// A seeded source of throws.
#[derive(Debug)]
pub struct Chance(ChaCha8Rng);

impl Chance {
    /// The dice of one seed.
    pub fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// A whole number from `least` to `most`, both included.
    pub fn between(&mut self, least: u32, most: u32) -> u32 {
        let width = u64::from(most.saturating_sub(least)) + 1;
        // The remainder favours low numbers by less than one in a billion: fine for a story.
        let throw = u64::from(self.0.next_u32()) % width;
        least.saturating_add(u32::try_from(throw).unwrap_or_default())
    }

    /// True so many times in a hundred.
    pub fn percent(&mut self, times: u32) -> bool {
        self.between(1, 100) <= times
    }

    /// A decimal from `least` to `most` in steps.
    pub fn stepped(&mut self, [least, most, step]: [Decimal; 3]) -> Decimal {
        let steps = ((most - least) / step).trunc();
        let steps = u32::try_from(steps.mantissa()).unwrap_or_default();
        least + step * Decimal::from(self.between(0, steps))
    }

    /// One of several.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        let last = u32::try_from(of.len()).ok()?.checked_sub(1)?;
        of.get(usize::try_from(self.between(0, last)).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_throws_the_same_and_stays_in_its_bounds() {
        let throws = |seed| {
            let mut dice = Chance::new(seed);
            (0..200).map(|_| dice.between(3, 9)).collect::<Vec<_>>()
        };
        assert_eq!(throws(1), throws(1));
        assert_ne!(throws(1), throws(2));
        assert!((3..=9).all(|face| throws(1).contains(&face)));
        assert!(throws(1).iter().all(|throw| (3..=9).contains(throw)));
    }

    #[test]
    fn steps_start_at_the_least() {
        let mut dice = Chance::new(5);
        let of = ["1", "9", "0.25"].map(|text| text.parse::<Decimal>().expect("a decimal"));
        for _ in 0..100 {
            let throw = dice.stepped(of);
            assert!(throw >= of[0] && throw <= of[1]);
            assert!(((throw - of[0]) / of[2]).fract().is_zero());
        }
    }
}
