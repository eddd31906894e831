//! The server of the journeys: 127.0.0.1 on a random port, a token, temporary ledgers only.

use std::io;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use app::context::App;
use app::error::AppError;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path as InPath, Query, Request, State};
use axum::http::{HeaderMap, Uri};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::Value;
use tokio::net::TcpListener;

use crate::answer::answer;
use crate::events::Events;
use crate::guard::Guard;
use crate::pages;
use crate::places::{must_be_temporary, request_must_be_temporary};

pub use crate::guard::TOKEN_HEADER;

/// A list of 10 000 rows with all its columns is a few megabytes.
const LARGEST_REQUEST: usize = 32 << 20;
const LONGEST_WAIT: Duration = Duration::from_secs(20);

/// A server that is listening but does not answer yet.
#[derive(Debug)]
pub struct Loopback {
    listener: TcpListener,
    door: Arc<Door>,
}

#[derive(Debug)]
struct Door {
    app: App,
    dist: PathBuf,
    guard: Guard,
    events: Arc<Events>,
}

/// Why the server does not start.
#[derive(Debug)]
pub enum NotServed {
    /// A ledger or data folder lies outside the temporary folder.
    Place(AppError),
    /// The system gave no port or no chance.
    System(io::Error),
}

impl Loopback {
    /// Takes a port for `app`, whose data folder and `ledger` must be temporary.
    pub async fn bind(
        app: App,
        ledger: Option<&Path>,
        dist: impl Into<PathBuf>,
    ) -> Result<Self, NotServed> {
        must_be_temporary(app.data_dir()).map_err(NotServed::Place)?;
        if let Some(ledger) = ledger {
            must_be_temporary(ledger).map_err(NotServed::Place)?;
        }
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .map_err(NotServed::System)?;
        let address = listener.local_addr().map_err(NotServed::System)?;
        let guard =
            Guard::new(address).map_err(|error| NotServed::System(io::Error::other(error)))?;
        let events = Events::of(&app);
        let door = Arc::new(Door {
            app,
            dist: dist.into(),
            guard,
            events,
        });
        Ok(Self { listener, door })
    }

    /// The address of the UI, without the token.
    pub fn url(&self) -> &str {
        self.door.guard.origin()
    }

    /// The token, new at each start.
    pub fn token(&self) -> &str {
        self.door.guard.token()
    }

    /// Answers until the process ends.
    pub async fn serve(self) -> io::Result<()> {
        axum::serve(self.listener, router(self.door)).await
    }
}

fn router(door: Arc<Door>) -> Router {
    let with_token = Router::new()
        .route("/call/{name}", post(call))
        .route("/events", get(events))
        .layer(middleware::from_fn_with_state(
            Arc::clone(&door),
            token_only,
        ))
        .layer(DefaultBodyLimit::max(LARGEST_REQUEST));
    Router::new()
        .merge(with_token)
        .fallback(get(page))
        .layer(middleware::from_fn_with_state(
            Arc::clone(&door),
            own_pages_only,
        ))
        .with_state(door)
}

async fn own_pages_only(State(door): State<Arc<Door>>, request: Request, next: Next) -> Response {
    match door.guard.check_place(request.headers()) {
        Ok(()) => next.run(request).await,
        Err(refused) => *refused,
    }
}

async fn token_only(
    State(door): State<Arc<Door>>,
    headers: HeaderMap,
    request: Request,
    next: Next,
) -> Response {
    match door.guard.check_token(&headers) {
        Ok(()) => next.run(request).await,
        Err(refused) => *refused,
    }
}

async fn call(
    State(door): State<Arc<Door>>,
    InPath(name): InPath<String>,
    body: Bytes,
) -> Response {
    let work = tokio::task::spawn_blocking(move || run(&door.app, &name, &body));
    answer(work.await.unwrap_or_else(|_| Err(broken())))
}

fn run(app: &App, name: &str, body: &[u8]) -> Result<Value, AppError> {
    let request = match body {
        [] => Value::Null,
        body => {
            serde_json::from_slice(body).map_err(|error| AppError::invalid_request(name, &error))?
        }
    };
    request_must_be_temporary(&request)?;
    app::registry::call(app, name, request)
}

fn broken() -> AppError {
    AppError::new(
        "internal",
        "Something inside Billfold went wrong. Nothing of this change was saved.",
        "See what this server printed.",
    )
}

#[derive(Debug, Deserialize)]
struct Since {
    /// The number of the last page; nothing means all that is kept.
    #[serde(default)]
    after: u64,
}

async fn events(State(door): State<Arc<Door>>, Query(since): Query<Since>) -> Response {
    Json(door.events.after(since.after, LONGEST_WAIT).await).into_response()
}

async fn page(State(door): State<Arc<Door>>, uri: Uri) -> Response {
    pages::page(&door.dist, uri.path()).await
}
