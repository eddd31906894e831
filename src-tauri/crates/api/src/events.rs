//! Events for those who ask again and again: kept in order, handed out from a number on.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use app::context::App;
use serde::Serialize;
use serde_json::Value;
use tokio::sync::watch;

/// Older events are forgotten; whoever missed them reloads what it shows anyway.
const KEPT: usize = 1_000;

/// The events since a number, and the number to ask with next.
#[derive(Debug, Serialize)]
pub struct EventPage {
    pub seq: u64,
    pub events: Vec<Value>,
}

/// All events of this server so far, and a bell for new ones.
#[derive(Debug)]
pub struct Events {
    kept: Mutex<VecDeque<(u64, Value)>>,
    newest: watch::Sender<u64>,
}

impl Events {
    /// Listens to the app until it ends.
    pub fn of(app: &App) -> Arc<Self> {
        let events = Arc::new(Self {
            kept: Mutex::default(),
            newest: watch::Sender::new(0),
        });
        let (heard, keeper) = (app.subscribe(), Arc::clone(&events));
        std::thread::spawn(move || {
            for event in heard {
                if let Ok(value) = serde_json::to_value(event) {
                    keeper.keep(value);
                }
            }
        });
        events
    }

    fn keep(&self, event: Value) {
        let seq = self.newest.borrow().saturating_add(1);
        let mut kept = self.kept();
        kept.push_back((seq, event));
        if kept.len() > KEPT {
            kept.pop_front();
        }
        drop(kept);
        self.newest.send_replace(seq);
    }

    /// What came after `after`; waits up to `at_most` when there is nothing yet.
    pub async fn after(&self, after: u64, at_most: Duration) -> EventPage {
        let mut newest = self.newest.subscribe();
        // Whether one came or the time is over, the answer is what there is by then.
        let _ = tokio::time::timeout(at_most, newest.wait_for(|seq| *seq > after)).await;
        let kept = self.kept();
        let since = kept.iter().filter(|(seq, _)| *seq > after);
        let events: Vec<Value> = since.map(|(_, event)| event.clone()).collect();
        EventPage {
            seq: kept.back().map_or(after, |(seq, _)| *seq),
            events,
        }
    }

    fn kept(&self) -> MutexGuard<'_, VecDeque<(u64, Value)>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn events() -> Events {
        Events {
            kept: Mutex::default(),
            newest: watch::Sender::new(0),
        }
    }

    #[tokio::test]
    async fn each_event_is_handed_out_once() {
        let events = events();
        events.keep(json!("one"));
        events.keep(json!("two"));
        let first = events.after(0, Duration::ZERO).await;
        assert_eq!(
            (first.seq, first.events),
            (2, vec![json!("one"), json!("two")])
        );
        let second = events.after(2, Duration::ZERO).await;
        assert_eq!((second.seq, second.events.len()), (2, 0));
    }

    #[tokio::test]
    async fn a_waiting_poll_hears_at_once() {
        let events = Arc::new(events());
        let waiting = tokio::spawn({
            let events = Arc::clone(&events);
            async move { events.after(0, Duration::from_secs(20)).await }
        });
        tokio::task::yield_now().await;
        events.keep(json!("now"));
        let heard = tokio::time::timeout(Duration::from_secs(5), waiting).await;
        let page = heard.expect("no waiting to the end").expect("an answer");
        assert_eq!(page.events, vec![json!("now")]);
    }

    #[tokio::test]
    async fn only_the_newest_are_kept() {
        let events = events();
        for number in 0..=KEPT {
            events.keep(json!(number));
        }
        let page = events.after(0, Duration::ZERO).await;
        // 1001 came; the first was forgotten.
        assert_eq!(
            (page.events.len(), page.events.first()),
            (KEPT, Some(&json!(1)))
        );
    }
}
