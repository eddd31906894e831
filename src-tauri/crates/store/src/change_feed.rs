//! Tells whoever listens, after each commit, which tables changed.

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};

use serde::{Deserialize, Serialize};

/// Sent once per commit, in the order of the commits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerChanged {
    pub tables: Vec<String>,
    /// Grows by one with each commit; also the number of its audit entry.
    pub seq: i64,
}

#[derive(Debug, Default)]
pub(crate) struct ChangeFeed {
    listeners: Mutex<Vec<Sender<LedgerChanged>>>,
}

impl ChangeFeed {
    pub(crate) fn subscribe(&self) -> Receiver<LedgerChanged> {
        let (sender, receiver) = channel();
        crate::transaction::lock(&self.listeners).push(sender);
        receiver
    }

    /// A listener that went away is forgotten.
    pub(crate) fn send(&self, change: &LedgerChanged) {
        crate::transaction::lock(&self.listeners)
            .retain(|listener| listener.send(change.clone()).is_ok());
    }
}
