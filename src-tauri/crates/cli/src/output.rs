//! The two streams: answers on standard output, everything else on standard error.

use std::io::{ErrorKind, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use app::dto::jobs::JobDto;
use app::events::AppEvent;

use crate::door::Door;
use crate::failure::Failure;

/// How soon the end of work is noticed.
const A_MOMENT: Duration = Duration::from_millis(100);

/// Prints an answer. Whoever stops reading (`| head`) is no error.
pub fn print(text: &str) -> Result<(), Failure> {
    if text.is_empty() {
        return Ok(());
    }
    let mut out = std::io::stdout().lock();
    let end = if text.ends_with('\n') { "" } else { "\n" };
    let written = out
        .write_all(text.as_bytes())
        .and_then(|()| out.write_all(end.as_bytes()))
        .and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::stream(&error)),
        _ => Ok(()),
    }
}

/// Says something to the person; there is nowhere to say that this failed.
pub fn complain(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Whether a person is there to answer a question.
pub fn person_is_there() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Runs long work while a person at a terminal sees how far it is; others see nothing of it.
pub fn showing_progress<T>(door: &Door, work: impl FnOnce() -> T) -> T {
    if !std::io::stderr().is_terminal() || door.json() {
        return work();
    }
    let heard = door.hear();
    let is_over = AtomicBool::new(false);
    let over = &is_over;
    std::thread::scope(|scope| {
        scope.spawn(move || {
            while !over.load(Ordering::Relaxed) {
                if let Ok(AppEvent::JobProgress(job)) = heard.recv_timeout(A_MOMENT) {
                    show_progress(&job);
                }
            }
            let _ = writeln!(std::io::stderr().lock());
        });
        let done = work();
        is_over.store(true, Ordering::Relaxed);
        done
    })
}

fn show_progress(job: &JobDto) {
    let left = job
        .left_s
        .map(|left| format!(", {left} s left"))
        .unwrap_or_default();
    let (title, done, total, rate) = (&job.title, job.done, job.total, job.rate);
    let line = format!("\r{title}: {done} of {total}, {rate} a second{left}      ");
    let mut out = std::io::stderr().lock();
    let _ = out.write_all(line.as_bytes()).and_then(|()| out.flush());
}
