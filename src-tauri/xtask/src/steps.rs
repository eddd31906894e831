//! Steps that announce themselves and keep their times, for the table at the end.

use crate::failure::Failure;
use std::time::{Duration, Instant};

/// The steps done so far, in order.
#[derive(Debug)]
pub struct Steps {
    began: Instant,
    done: Vec<(String, Duration)>,
}

impl Steps {
    pub fn new() -> Self {
        Self {
            began: Instant::now(),
            done: Vec::new(),
        }
    }

    /// Announces a step, does it, and says how long it took, failed or not.
    pub fn run<T>(
        &mut self,
        name: &str,
        work: impl FnOnce() -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let (outcome, took) = self.announced(name, work);
        let mark = if outcome.is_ok() { '✓' } else { '✗' };
        println!("  {mark} {name}: {}", spoken(took));
        outcome
    }

    /// The same for a step whose own summary shall be the last word.
    pub fn run_last<T>(
        &mut self,
        name: &str,
        work: impl FnOnce() -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.announced(name, work).0
    }

    fn announced<T>(&mut self, name: &str, work: impl FnOnce() -> T) -> (T, Duration) {
        println!("\n▸ {name}");
        let began = Instant::now();
        let outcome = work();
        let took = began.elapsed();
        self.done.push((name.to_owned(), took));
        (outcome, took)
    }

    /// The times of all steps and their whole, as aligned text.
    pub fn table(&self) -> String {
        table(&self.done, self.began.elapsed())
    }
}

fn table(done: &[(String, Duration)], whole: Duration) -> String {
    let width = done
        .iter()
        .map(|(name, _)| name.chars().count())
        .max()
        .unwrap_or(0)
        .max(5);
    let line = |name: &str, took: Duration| {
        let pad = width.saturating_sub(name.chars().count());
        format!("  {name}{}  {:>10}\n", " ".repeat(pad), spoken(took))
    };
    let steps: String = done.iter().map(|(name, took)| line(name, *took)).collect();
    format!("\n{steps}{}", line("whole", whole))
}

/// A time as a person says it: `0.3 s`, `4 min 05 s`.
pub fn spoken(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{seconds}.{} s", time.subsec_millis() / 100)
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_as_spoken() {
        assert_eq!(spoken(Duration::from_millis(340)), "0.3 s");
        assert_eq!(spoken(Duration::from_millis(59_990)), "59.9 s");
        assert_eq!(spoken(Duration::from_secs(245)), "4 min 05 s"); // 4 × 60 + 5
    }

    #[test]
    fn the_table_aligns_names_and_times() {
        let done = [
            ("format".to_owned(), Duration::from_millis(1200)),
            ("build everything".to_owned(), Duration::from_secs(61)),
        ];
        let expected = "
  format                 1.2 s
  build everything  1 min 01 s
  whole             1 min 03 s
";
        assert_eq!(table(&done, Duration::from_secs(63)), expected);
    }

    #[test]
    fn a_failed_step_is_still_counted() {
        let mut steps = Steps::new();
        let failed: Result<(), _> = steps.run("break", || Err(Failure::new("broken", "mend it")));
        assert!(failed.is_err());
        assert!(steps.table().contains("break"));
    }
}
