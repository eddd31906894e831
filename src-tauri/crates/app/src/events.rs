//! What the application tells its windows unasked, and who listens.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::dto::jobs::JobDto;
use crate::dto::session::SessionStatus;

/// Something that happened: `{"kind": "ledger-changed", "payload": {…}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", content = "payload", rename_all = "kebab-case")]
pub enum AppEvent {
    LedgerChanged(LedgerChange),
    JobProgress(JobDto),
    SessionChanged(Box<SessionStatus>),
    LimitReached(LimitReached),
}

impl AppEvent {
    /// The event's name, as windows listen to it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::LedgerChanged(_) => "ledger-changed",
            Self::JobProgress(_) => "job-progress",
            Self::SessionChanged(_) => "session-changed",
            Self::LimitReached(_) => "limit-reached",
        }
    }
}

/// That usage came to a percentage of a limit, for the first time in its period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LimitReached {
    pub customer_id: String,
    pub subscription_id: String,
    /// Key of the meter.
    pub key: String,
    pub threshold: String,
    /// What is told, in a sentence or two.
    pub message: String,
}

/// Which tables a commit changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LedgerChange {
    pub tables: Vec<String>,
    /// Grows by one with each commit.
    #[ts(type = "number")]
    pub seq: i64,
}

/// Everyone who asked to hear.
#[derive(Debug, Default)]
pub(crate) struct Listeners(Mutex<Vec<Sender<AppEvent>>>);

impl Listeners {
    pub(crate) fn subscribe(&self) -> Receiver<AppEvent> {
        let (sender, receiver) = channel();
        locked(&self.0).push(sender);
        receiver
    }

    /// A listener that went away is forgotten.
    pub(crate) fn emit(&self, event: &AppEvent) {
        locked(&self.0).retain(|listener| listener.send(event.clone()).is_ok());
    }
}

/// A panic elsewhere leaves these plain values whole, so their lock stays usable.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listener_hears_and_one_that_left_is_forgotten() {
        let listeners = Listeners::default();
        let (stays, leaves) = (listeners.subscribe(), listeners.subscribe());
        drop(leaves);
        let change = LedgerChange {
            tables: vec!["customers".into()],
            seq: 1,
        };
        listeners.emit(&AppEvent::LedgerChanged(change.clone()));
        assert_eq!(stays.try_recv(), Ok(AppEvent::LedgerChanged(change)));
        assert_eq!(locked(&listeners.0).len(), 1);
    }

    #[test]
    fn the_name_is_the_kind_on_the_wire() {
        let event = AppEvent::LedgerChanged(LedgerChange {
            tables: vec![],
            seq: 2,
        });
        let wire = serde_json::to_value(&event).expect("an event is JSON");
        assert_eq!(wire["kind"], event.name());
        assert_eq!(wire["payload"]["seq"], 2);
    }
}
