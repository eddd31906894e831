//! Collects versions, sizes, states and the end of the log.

use std::path::{Path, PathBuf};

use crate::context::App;
use crate::dto::invoices::StepDto;
use crate::dto::lists::Nothing;
use crate::dto::session::SessionStatus;
use crate::dto::settings::DiagnosticsReport;
use crate::dto::words::to_word;
use crate::error::AppError;
use crate::session::status;

const LOG_LINES: usize = 200;
/// Lines are short; so much of a log's end is read.
const LOG_BYTES: usize = 256 * 1024;

/// Works whether or not a ledger is open.
pub fn report(app: &App, _request: Nothing) -> Result<DiagnosticsReport, AppError> {
    let status = status::now(app);
    let mut rows = of_session(&status);
    if let Ok(counts) = app.read(crate::home::summary::counts_of) {
        rows.push(row("Invoices and drafts", counts.0));
        rows.push(row("Customers", counts.1));
        rows.push(row("Commits", app.read(|tx| Ok(tx.change_seq()?))?));
    }
    Ok(DiagnosticsReport {
        rows,
        log_tail: log_tail(&app.data_dir().join("logs")),
    })
}

fn of_session(status: &SessionStatus) -> Vec<StepDto> {
    let ledger = status.ledger.as_ref();
    let known = |value: Option<String>| value.unwrap_or_else(|| "not known".to_owned());
    vec![
        row("Billfold", &status.version),
        row(
            "System",
            format!("{} {}", status.platform, std::env::consts::ARCH),
        ),
        row("Locale", &status.system_locale),
        row(
            "Clock",
            if status.clock_is_set {
                "set"
            } else {
                "the system's"
            },
        ),
        row("Session", to_word(status.state)),
        row("Keyring", to_word(status.keyring)),
        row(
            "Ledger size in bytes",
            known(ledger.and_then(|file| Some(file.size_bytes?.to_string()))),
        ),
        row(
            "Schema",
            known(ledger.and_then(|file| Some(file.schema_version?.to_string()))),
        ),
        row("Schema this build knows", known_schema()),
        row(
            "Newest backup",
            known(ledger.and_then(|file| file.last_backup_at.clone())),
        ),
        row(
            "Trial balance",
            balance_word(ledger.and_then(|file| file.balanced)),
        ),
        row(
            "Problem",
            status
                .problem
                .as_ref()
                .map_or("none", |problem| &problem.code),
        ),
    ]
}

fn row(label: &str, value: impl ToString) -> StepDto {
    StepDto {
        label: label.to_owned(),
        value: value.to_string(),
    }
}

fn balance_word(balanced: Option<bool>) -> &'static str {
    match balanced {
        Some(true) => "zero",
        Some(false) => "not zero",
        None => "not known",
    }
}

/// The schema of every ledger that this build has opened.
pub(crate) fn known_schema() -> u32 {
    let newest = store::migration::newest_known(&store::migration::all());
    u32::try_from(newest).unwrap_or(0)
}

/// The last lines of the newest log.
fn log_tail(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries
        .map(|entry| entry.path())
        .filter(|path| path.is_file());
    let changed = |path: &PathBuf| {
        std::fs::metadata(path)
            .and_then(|file| file.modified())
            .ok()
    };
    let Some(newest) = files.max_by_key(changed) else {
        return Vec::new();
    };
    let bytes = std::fs::read(newest).unwrap_or_default();
    let end = &bytes[bytes.len().saturating_sub(LOG_BYTES)..];
    let text = String::from_utf8_lossy(end);
    let lines: Vec<&str> = text.lines().collect();
    let last = lines.iter().skip(lines.len().saturating_sub(LOG_LINES));
    last.map(|line| (*line).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::opened;

    #[test]
    fn the_report_tells_states_and_the_end_of_the_log() {
        let (app, folder) = opened();
        std::fs::create_dir(folder.path().join("logs")).expect("a folder");
        let log: String = (1..=300).map(|n| format!("line {n}\n")).collect();
        std::fs::write(folder.path().join("logs/billfold.log"), log).expect("a log");
        let report = report(&app, Nothing {}).expect("a report");
        // 300 lines, of which the last 200 begin with the 101st.
        assert_eq!(report.log_tail.len(), 200);
        assert_eq!(report.log_tail[0], "line 101");
        let value = |label: &str| {
            report
                .rows
                .iter()
                .find(|row| row.label == label)
                .map(|row| row.value.clone())
        };
        assert_eq!(value("Session").as_deref(), Some("open"));
        assert_eq!(value("Trial balance").as_deref(), Some("zero"));
    }

    #[test]
    fn it_works_without_a_ledger_and_names_no_one() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let app = App::new(crate::testing::options(&folder));
        let report = report(&app, Nothing {}).expect("a report");
        assert!(report.rows.iter().any(|row| row.value == "no_ledger"));
    }
}
