//! The log file: what helps when something is wrong, capped in size, without personal data.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};

use std::sync::Mutex;

use tracing_subscriber::EnvFilter;

/// The file is set aside once it is this large; with the one set aside, logs take twice this.
const MAX_BYTES: u64 = 1 << 20;
const NAME: &str = "billfold.log";
const SET_ASIDE: &str = "billfold.old.log";

/// Starts logging to `data_dir`/logs and notes panics there. A disk that refuses stops nothing.
pub fn start(data_dir: &Path) {
    let Ok(log) = CappedLog::open(&data_dir.join("logs"), MAX_BYTES) else {
        return;
    };
    let filter = EnvFilter::try_from_env("BILLFOLD_LOG").unwrap_or_else(|_| "info".into());
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(false)
        .with_writer(Mutex::new(log))
        .finish();
    if tracing::subscriber::set_global_default(subscriber).is_err() {
        return;
    }
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        note(panic);
        usual(panic);
    }));
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "Billfold starts");
}

/// Notes where a panic was. Its text only where it is fixed in the program: one that was put
/// together could hold a customer's name.
fn note(panic: &PanicHookInfo<'_>) {
    let place = panic
        .location()
        .map(ToString::to_string)
        .unwrap_or_default();
    let text = panic
        .payload()
        .downcast_ref::<&'static str>()
        .copied()
        .unwrap_or("(not logged)");
    tracing::error!(place, text, "a panic was caught");
}

/// A log file that is set aside when it is full.
#[derive(Debug)]
struct CappedLog {
    folder: PathBuf,
    file: File,
    written: u64,
    max_bytes: u64,
}

impl CappedLog {
    fn open(folder: &Path, max_bytes: u64) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(folder.join(NAME))?;
        let written = file.metadata()?.len();
        Ok(Self {
            folder: folder.to_path_buf(),
            file,
            written,
            max_bytes,
        })
    }

    fn set_aside(&mut self) -> io::Result<()> {
        fs::rename(self.folder.join(NAME), self.folder.join(SET_ASIDE))?;
        *self = Self::open(&self.folder, self.max_bytes)?;
        Ok(())
    }
}

impl Write for CappedLog {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if self.written >= self.max_bytes {
            self.set_aside()?;
        }
        let count = self.file.write(line)?;
        self.written = self
            .written
            .saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_never_grows_past_twice_its_cap() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut log = CappedLog::open(folder.path(), 100).expect("a log");
        for _ in 0..50 {
            log.write_all(b"twenty bytes a line\n").expect("a line");
        }
        let size = |name: &str| {
            fs::metadata(folder.path().join(name))
                .expect("a file")
                .len()
        };
        // 50 lines of 20 bytes are 1000 bytes; each file holds 5 lines of them.
        assert_eq!((size(NAME), size(SET_ASIDE)), (100, 100));
    }

    #[test]
    fn a_log_that_is_there_is_continued() {
        let folder = tempfile::tempdir().expect("a folder");
        let line = |text: &str| {
            let mut log = CappedLog::open(folder.path(), 100).expect("a log");
            log.write_all(text.as_bytes()).expect("a line");
        };
        line("one\n");
        line("two\n");
        let text = fs::read_to_string(folder.path().join(NAME)).expect("the log");
        assert_eq!(text, "one\ntwo\n");
    }
}
