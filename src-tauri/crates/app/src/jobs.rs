//! Long work: it runs where it was asked for, tells how far it is, and can be stopped.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::context::App;
use crate::dto::jobs::{JobDto, JobList, JobRequest};
use crate::dto::lists::{Done, Nothing};
use crate::error::AppError;
use crate::events::{AppEvent, Listeners, locked};

/// Ended jobs that are still listed.
const KEPT_JOBS: usize = 50;
/// No more often than this is progress told.
const LEAST_BETWEEN_EVENTS: Duration = Duration::from_millis(100);

/// All long work of this session.
#[derive(Debug)]
pub struct Jobs {
    jobs: Mutex<Vec<Arc<Job>>>,
    next_id: AtomicU32,
    listeners: Arc<Listeners>,
}

/// One piece of long work, as its own code sees it.
#[derive(Debug)]
pub struct Job {
    id: u32,
    title: String,
    started: Instant,
    cancelled: AtomicBool,
    state: Mutex<State>,
    listeners: Arc<Listeners>,
}

#[derive(Debug)]
struct State {
    done: u32,
    total: u32,
    ended: Option<(&'static str, Duration)>,
    message: String,
    told: Instant,
}

impl Jobs {
    pub(crate) fn new(listeners: Arc<Listeners>) -> Self {
        Self {
            jobs: Mutex::default(),
            next_id: AtomicU32::new(1),
            listeners,
        }
    }

    /// Runs `work` on this thread, listed as a job until and after it ends.
    pub fn run<T>(
        &self,
        title: &str,
        total: u32,
        work: impl FnOnce(&Job) -> Result<T, AppError>,
    ) -> Result<T, AppError> {
        let job = self.begin(title, total);
        let ending = Ending {
            job: &job,
            ended: false,
        };
        let result = work(&job);
        ending.end(match &result {
            Ok(_) => ("done", String::new()),
            Err(error) if error.code == CANCELLED => ("cancelled", error.message.clone()),
            Err(error) => ("failed", error.message.clone()),
        });
        result
    }

    fn begin(&self, title: &str, total: u32) -> Arc<Job> {
        let now = Instant::now();
        let job = Arc::new(Job {
            id: self.next_id.fetch_add(1, Ordering::Relaxed),
            title: title.to_owned(),
            started: now,
            cancelled: AtomicBool::new(false),
            state: Mutex::new(State {
                done: 0,
                total,
                ended: None,
                message: String::new(),
                told: now,
            }),
            listeners: Arc::clone(&self.listeners),
        });
        let mut jobs = locked(&self.jobs);
        if jobs.len() >= KEPT_JOBS
            && let Some(oldest) = jobs
                .iter()
                .position(|job| locked(&job.state).ended.is_some())
        {
            jobs.remove(oldest);
        }
        jobs.push(Arc::clone(&job));
        drop(jobs);
        job.tell();
        job
    }

    /// Whether anything is still at work.
    pub fn any_running(&self) -> bool {
        locked(&self.jobs)
            .iter()
            .any(|job| locked(&job.state).ended.is_none())
    }

    /// Asks everything that is at work to stop.
    pub(crate) fn stop_all(&self) {
        for job in locked(&self.jobs).iter() {
            job.cancelled.store(true, Ordering::Relaxed);
        }
    }

    fn rows(&self) -> Vec<JobDto> {
        locked(&self.jobs)
            .iter()
            .rev()
            .map(|job| job.to_dto())
            .collect()
    }

    fn find(&self, id: u32) -> Option<Arc<Job>> {
        locked(&self.jobs).iter().find(|job| job.id == id).cloned()
    }
}

const CANCELLED: &str = "job_cancelled";

/// Even work that panics ends as failed, not as running for ever.
struct Ending<'a> {
    job: &'a Job,
    ended: bool,
}

impl Ending<'_> {
    fn end(mut self, (state, message): (&'static str, String)) {
        self.ended = true;
        self.job.end(state, message);
    }
}

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        if !self.ended {
            self.job
                .end("failed", "It stopped unexpectedly.".to_owned());
        }
    }
}

impl Job {
    /// Says how far the work is.
    pub fn progress(&self, done: u32) {
        let mut state = locked(&self.state);
        state.done = done;
        if state.told.elapsed() < LEAST_BETWEEN_EVENTS {
            return;
        }
        state.told = Instant::now();
        drop(state);
        self.tell();
    }

    /// Says how far the work is where its size is known only now.
    pub fn progress_of(&self, done: u32, total: u32) {
        locked(&self.state).total = total;
        self.progress(done);
    }

    /// Says in a sentence what is being done.
    pub fn say(&self, message: impl Into<String>) {
        locked(&self.state).message = message.into();
        self.tell();
    }

    /// Whether the person asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Fails with `job_cancelled` once the person asked to stop.
    pub fn check(&self) -> Result<(), AppError> {
        if self.is_cancelled() {
            Err(self.cancelled_error())
        } else {
            Ok(())
        }
    }

    /// The error with which stopped work ends.
    pub fn cancelled_error(&self) -> AppError {
        AppError::new(
            CANCELLED,
            format!(
                "\"{}\" was stopped as asked; nothing half done was kept.",
                self.title
            ),
            "Start it again whenever you like.",
        )
    }

    fn end(&self, how: &'static str, message: String) {
        let mut state = locked(&self.state);
        state.ended = Some((how, self.started.elapsed()));
        state.message = message;
        if how == "done" {
            state.done = state.total;
        }
        drop(state);
        self.tell();
    }

    fn tell(&self) {
        self.listeners.emit(&AppEvent::JobProgress(self.to_dto()));
    }

    fn to_dto(&self) -> JobDto {
        let state = locked(&self.state);
        let took = state
            .ended
            .map_or_else(|| self.started.elapsed(), |(_, took)| took);
        let rate = rate(state.done, took);
        let running = state.ended.is_none();
        let left = state.total.saturating_sub(state.done);
        JobDto {
            id: self.id,
            title: self.title.clone(),
            done: state.done,
            total: state.total,
            state: state.ended.map_or("running", |(how, _)| how).to_owned(),
            rate,
            left_s: if running {
                left.checked_div(rate)
            } else {
                None
            },
            message: state.message.clone(),
            can_cancel: running && !self.is_cancelled(),
        }
    }
}

/// Whole units a second, rounded half up.
fn rate(done: u32, took: Duration) -> u32 {
    let took_ms = took.as_millis().max(1);
    let per_second = (u128::from(done) * 1000 + took_ms / 2) / took_ms;
    u32::try_from(per_second).unwrap_or(u32::MAX)
}

/// Lists long work, newest first.
pub fn list(app: &App, _request: Nothing) -> Result<JobList, AppError> {
    Ok(JobList {
        rows: app.jobs().rows(),
    })
}

/// Asks long work to stop; it ends at its next safe point.
pub fn cancel(app: &App, request: JobRequest) -> Result<Done, AppError> {
    let job = app.jobs().find(request.id).ok_or_else(|| {
        AppError::new(
            "job_not_found",
            format!("There is no job {} in this session.", request.id),
            "List the jobs to see which there are.",
        )
    })?;
    job.cancelled.store(true, Ordering::Relaxed);
    job.tell();
    Ok(Done {})
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jobs() -> (Jobs, Arc<Listeners>) {
        let listeners = Arc::new(Listeners::default());
        (Jobs::new(Arc::clone(&listeners)), listeners)
    }

    #[test]
    fn a_job_that_ends_says_so_with_everything_done() {
        let (jobs, _) = jobs();
        let answer = jobs.run("Backing up", 3, |job| {
            job.progress(1);
            Ok(42)
        });
        assert_eq!(answer, Ok(42));
        let row = jobs.rows().remove(0);
        assert_eq!(
            (row.state.as_str(), row.done, row.can_cancel),
            ("done", 3, false)
        );
    }

    #[test]
    fn a_stopped_job_ends_as_cancelled_and_keeps_how_far_it_was() {
        let (jobs, _) = jobs();
        let answer: Result<(), AppError> = jobs.run("Exporting", 10, |job| {
            job.progress(4);
            jobs.find(job.id)
                .expect("it is listed")
                .cancelled
                .store(true, Ordering::Relaxed);
            job.check()
        });
        assert_eq!(answer.expect_err("it was stopped").code, "job_cancelled");
        let row = jobs.rows().remove(0);
        assert_eq!((row.state.as_str(), row.done), ("cancelled", 4));
    }

    #[test]
    fn a_panic_ends_the_job_as_failed() {
        let (jobs, _) = jobs();
        let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let _ = jobs.run::<()>("Breaking", 1, |_| panic!("on purpose"));
        }));
        assert!(result.is_err());
        assert_eq!(jobs.rows().remove(0).state, "failed");
    }

    #[test]
    fn begin_and_end_are_told_at_once() {
        let (jobs, listeners) = jobs();
        let heard = listeners.subscribe();
        jobs.run("Checking", 5, |_| Ok(())).expect("nothing fails");
        let states: Vec<String> = heard
            .try_iter()
            .filter_map(|event| match event {
                AppEvent::JobProgress(job) => Some(job.state),
                _ => None,
            })
            .collect();
        assert_eq!(states, ["running", "done"]);
    }

    #[test]
    fn the_rate_is_whole_units_a_second() {
        // 7 units in 2 s are 3.5 a second, rounded half up.
        assert_eq!(rate(7, Duration::from_secs(2)), 4);
        assert_eq!(rate(0, Duration::ZERO), 0);
    }
}
