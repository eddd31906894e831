//! The figures as an aligned table, each with the aim that it is held against.

use std::fmt::Write;

/// What is aimed at, by the figure's name: at most so much, or at least.
const AIMS: [(&str, Aim); 21] = [
    ("finalize p95, ms", Aim::AtMost(5.0)),
    ("list by customer p50, ms", Aim::AtMost(20.0)),
    ("list by last change p50, ms", Aim::AtMost(20.0)),
    ("list of paid ones by customer p50, ms", Aim::AtMost(20.0)),
    (
        "list of paid ones by last change p50, ms",
        Aim::AtMost(20.0),
    ),
    ("trial balance p50, ms", Aim::AtMost(50.0)),
    ("home p50, ms", Aim::AtMost(60.0)),
    ("PDF warm p50, ms", Aim::AtMost(8.0)),
    ("open with the key p50, ms", Aim::AtMost(150.0)),
    ("one commit each: encrypted/plain", Aim::AtLeast(0.7)),
    ("subscription created and billed p95, ms", Aim::AtMost(5.0)),
    ("change seen before it is made p95, ms", Aim::AtMost(5.0)),
    ("one invoice by a run of its own p95, ms", Aim::AtMost(5.0)),
    ("run of 10 000 at this rate, s", Aim::AtMost(20.0)),
    ("calc, the slowest kind, lines/s", Aim::AtLeast(10_000.0)),
    (
        "usage: batch encrypted, events/CPU s",
        Aim::AtLeast(40_000.0),
    ),
    ("usage: batch encrypted/plain", Aim::AtLeast(0.6)),
    ("usage: would this fit? p95, ms", Aim::AtMost(1.0)),
    ("usage: a customer's month p95, ms", Aim::AtMost(20.0)),
    ("usage: all customers' month p95, ms", Aim::AtMost(20.0)),
    (
        "usage: a year's days, all customers p95, ms",
        Aim::AtMost(20.0),
    ),
];

#[derive(Clone, Copy)]
enum Aim {
    AtMost(f64),
    AtLeast(f64),
}

impl Aim {
    fn is_met(self, value: f64) -> bool {
        match self {
            Self::AtMost(most) => value <= most,
            Self::AtLeast(least) => value >= least,
        }
    }

    fn words(self, value: f64) -> String {
        let (sign, aim) = match self {
            Self::AtMost(most) => ("≤", most),
            Self::AtLeast(least) => ("≥", least),
        };
        format!(
            "{sign} {aim}  {}",
            if self.is_met(value) { "met" } else { "MISSED" }
        )
    }
}

pub struct Report {
    invoices: u32,
    rows: Vec<(String, Option<f64>, Option<f64>)>,
}

impl Report {
    pub fn new(invoices: u32) -> Self {
        Self {
            invoices,
            rows: Vec::new(),
        }
    }

    pub fn add_figures(&mut self, company: &str, figures: &[(String, f64)]) {
        for (name, value) in figures {
            self.add(company, name, *value);
        }
    }

    /// A figure of the demo company or of the grown one, in the row of its name.
    pub fn add(&mut self, company: &str, name: &str, value: f64) {
        let at = match self.rows.iter().position(|row| row.0 == name) {
            Some(at) => at,
            None => {
                self.rows.push((name.to_owned(), None, None));
                self.rows.len() - 1
            }
        };
        let row = &mut self.rows[at];
        let place = if company == "demo" {
            &mut row.1
        } else {
            &mut row.2
        };
        *place = Some(value);
    }

    /// The time below which nineteen of twenty are, in milliseconds.
    pub fn p95(&mut self, name: &str, times: &mut [f64]) {
        let value = crate::measure::quantile(times, 95);
        self.add("grown", &format!("{name} p95, ms"), value);
    }

    pub fn text(&self) -> String {
        let grown = format!("{} invoices", self.invoices);
        let mut out = format!("{:<44}{:>14}{grown:>18}  aim\n", "", "demo company");
        for (name, demo, grown) in &self.rows {
            let aim = AIMS
                .iter()
                .find(|(aimed, _)| aimed == name)
                .map(|(_, aim)| *aim);
            let worst = grown.or(*demo).unwrap_or(0.0);
            let aim = aim.map(|aim| aim.words(worst)).unwrap_or_default();
            writeln!(
                out,
                "{name:<44}{:>14}{:>18}  {aim}",
                shown(*demo),
                shown(*grown)
            )
            .expect("a text grows");
        }
        out
    }
}

fn shown(value: Option<f64>) -> String {
    match value {
        None => "-".to_owned(),
        Some(value) if value >= 1000.0 => format!("{value:.0}"),
        Some(value) if value >= 10.0 => format!("{value:.1}"),
        Some(value) => format!("{value:.2}"),
    }
}
