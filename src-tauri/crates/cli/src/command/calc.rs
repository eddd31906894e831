//! `billfold calc`: one JSON line in, one JSON line out, in order, never stopping at a bad line.

use std::io::{BufRead, BufReader, BufWriter, ErrorKind, Write};

use app::calc::line;
use app::dto::jobs::{CalcRequest, CalcResponse};
use app::error::AppError;
use clap::Args;
use serde_json::{Value, json};

use crate::door::Door;
use crate::failure::Failure;

/// Computes with the billing rules alone.
#[derive(Debug, Args)]
#[command(after_help = "\
Reads JSON Lines on standard input and answers each with one line, for example:

  echo '{\"amount\":\"10\",\"currency\":\"EUR\",\"weights\":[1,1,1]}' | billfold calc allocate

A line that cannot be computed is answered with {\"error\": {\"code\", \"message\", \"field\"}}.")]
pub struct Calc {
    /// What to compute: price, round, allocate, periods, invoice, …
    what: String,
}

impl Calc {
    pub fn run(&self, door: &Door) -> Result<String, Failure> {
        self.must_be_known(door)?;
        let mut lines = BufReader::new(std::io::stdin().lock());
        let mut out = BufWriter::new(std::io::stdout().lock());
        let mut line = Vec::new();
        loop {
            line.clear();
            if lines
                .read_until(b'\n', &mut line)
                .map_err(|e| Failure::stream(&e))?
                == 0
            {
                break;
            }
            let answer = self.answer(door, &line);
            let mut written = writeln!(out, "{answer}");
            // Whoever waits for an answer before the next question gets it at once.
            if !lines.buffer().contains(&b'\n') {
                written = written.and_then(|()| out.flush());
            }
            if stopped_reading(written)? {
                break;
            }
        }
        stopped_reading(out.flush())?;
        Ok(String::new())
    }

    /// A typo ends the command; what is only not built yet is answered line by line.
    fn must_be_known(&self, door: &Door) -> Result<(), Failure> {
        let request = CalcRequest {
            what: self.what.clone(),
            inputs: Vec::new(),
        };
        match door.ask("calc.run", request) {
            Err(Failure(error)) if error.code != "not_available_yet" => {
                Err(Failure::usage(error.message, error.fix))
            }
            _ => Ok(()),
        }
    }

    fn answer(&self, door: &Door, line: &[u8]) -> Value {
        let input = match line::read(line) {
            Ok(input) => input,
            Err(error) => return shown(&error),
        };
        let request = CalcRequest {
            what: self.what.clone(),
            inputs: vec![input],
        };
        match door.get::<CalcResponse>("calc.run", request) {
            Ok(response) => response.answers.into_iter().next().unwrap_or_default(),
            Err(Failure(error)) => shown(&error),
        }
    }
}

fn shown(error: &AppError) -> Value {
    json!({ "error": { "code": error.code, "message": error.message, "field": error.field } })
}

/// True when nobody reads the answers any more, which is no error.
fn stopped_reading(written: std::io::Result<()>) -> Result<bool, Failure> {
    match written {
        Ok(()) => Ok(false),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(true),
        Err(error) => Err(Failure::stream(&error)),
    }
}
