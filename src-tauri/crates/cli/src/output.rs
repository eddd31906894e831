//! The two streams: answers on standard output, everything else on standard error.

use std::io::{ErrorKind, IsTerminal, Write};

use crate::failure::Failure;

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
