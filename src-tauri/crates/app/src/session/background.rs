//! A thread that works behind the calls, and ends before the ledger that it reads is closed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use super::current::Current;
use crate::context::App;
use crate::events::locked;

/// Work that is under way, or waits to begin; dropped, it is asked to end.
#[derive(Debug)]
pub(crate) struct Background {
    stop: Arc<AtomicBool>,
    wake: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Background {
    /// `work` ends early once the flag is set, and rests by waiting at the receiver, whose sender
    /// goes away when it is to end.
    pub(crate) fn spawn(
        work: impl FnOnce(&Arc<AtomicBool>, &Receiver<()>) + Send + 'static,
    ) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let (wake, waiting) = channel();
        let asked = Arc::clone(&stop);
        let thread = std::thread::spawn(move || work(&asked, &waiting));
        Self {
            stop,
            wake: Some(wake),
            thread: Some(thread),
        }
    }

    /// Waits until it has let go of the store.
    fn end(mut self) {
        self.stop.store(true, Ordering::Relaxed);
        self.wake = None;
        if let Some(thread) = self.thread.take()
            && thread.thread().id() != std::thread::current().id()
            && thread.join().is_err()
        {
            tracing::warn!("work in the background ended in a panic");
        }
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// Ends what `of` takes out of the session. The session's lock is free while it ends, because
/// such work takes that lock itself.
pub(crate) fn end(app: &App, of: impl FnOnce(&mut Current) -> Option<Background>) {
    let background = of(&mut locked(app.current()));
    if let Some(background) = background {
        background.end();
    }
}
