//! A display that nobody sees: Xvfb on a free number, ended together with us.

use crate::failure::Failure;
use crate::process::Tool;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};

/// A running Xvfb.
#[derive(Debug)]
pub struct VirtualDisplay {
    server: Child,
    /// Its name for the variable DISPLAY, such as `:99`.
    pub name: String,
}

impl VirtualDisplay {
    /// Opens a display; with `pictures`, its screen is kept in that folder as `Xvfb_screen0`.
    pub fn open(pictures: Option<&Path>) -> Result<Self, Failure> {
        let screen = [
            "-screen",
            "0",
            "1280x800x24",
            "-nolisten",
            "tcp",
            "-displayfd",
            "1",
        ];
        let mut tool = Tool::new("Xvfb").args(screen).stdout(Stdio::piped());
        if let Some(folder) = pictures {
            tool = tool.args(["-fbdir"]).args([folder]);
        }
        let fix = "Xvfb is in Debian's package xvfb; its message is above.";
        let mut display = Self {
            server: tool.fix(fix).start()?,
            name: String::new(),
        };
        let number = display.number_from_server().unwrap_or_default();
        if number.is_empty() {
            return Err(Failure::new("Xvfb ended before it opened a display", fix));
        }
        display.name = format!(":{number}");
        println!("  virtual display {}", display.name);
        Ok(display)
    }

    /// Xvfb chooses a free number and prints it once it listens.
    fn number_from_server(&mut self) -> Option<String> {
        let mut line = String::new();
        BufReader::new(self.server.stdout.take()?)
            .read_line(&mut line)
            .ok()?;
        Some(line.trim().to_owned())
    }
}

impl Drop for VirtualDisplay {
    fn drop(&mut self) {
        // Already ended is as good as ended by us.
        let _ended = self.server.kill();
        let _waited = self.server.wait();
    }
}

/// Whether a window can be seen here.
pub fn is_there() -> bool {
    let named = |key: &str| std::env::var_os(key).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || named("WAYLAND_DISPLAY") || named("DISPLAY")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_displays_have_two_names_and_end_when_dropped() {
        let one = VirtualDisplay::open(None).unwrap();
        let two = VirtualDisplay::open(None).unwrap();
        assert_ne!(one.name, two.name);
        let socket = format!("/tmp/.X11-unix/X{}", one.name.trim_start_matches(':'));
        assert!(
            Path::new(&socket).exists(),
            "{socket} belongs to a running Xvfb"
        );
        let number = one.server.id();
        drop(one);
        assert!(
            !Path::new(&format!("/proc/{number}")).exists(),
            "Xvfb outlived us"
        );
    }
}
