//! `cargo xtask run`: from a fresh checkout to the demo company in the window.

use crate::cargo::{cargo, program, target_dir};
use crate::display::{self, VirtualDisplay};
use crate::failure::Failure;
use crate::picture::Picture;
use crate::process::{Tool, root};
use crate::steps::{Steps, spoken};
use crate::{Request, setup};
use std::fs;
use std::path::Path;
use std::process::Child;
use std::thread::sleep;
use std::time::{Duration, Instant};

pub fn run(request: &Request) -> Result<(), Failure> {
    request.only(&["--check"])?;
    let is_check = request.has("--check");
    if !is_check && !display::is_there() {
        return Err(no_display());
    }
    let mut steps = Steps::new();
    setup::for_building(&mut steps)?;
    setup::built_ui(&mut steps)?;
    steps.run("build the window and the command line", build)?;
    let window = program("billfold-desktop")?;
    let args = args(&request.passed);
    if is_check {
        steps.run("open the window on a virtual display", || {
            check(&window, &args)
        })?;
        println!("{}", steps.table());
        return Ok(());
    }
    println!("{}", steps.table());
    println!("Opening the window. Close it, or press Ctrl+C here, to end.");
    Tool::new(&window)
        .args(&args)
        .fix("The window ended with an error: its message is above.")
        .run()
}

fn args(passed: &[String]) -> Vec<String> {
    if passed.is_empty() {
        vec!["--demo".to_owned()]
    } else {
        passed.to_vec()
    }
}

fn build() -> Result<(), Failure> {
    println!("  Profile dev: our code unoptimised for quick rebuilds; the encrypted file,");
    println!(
        "  typesetting and key derivation optimised, so that the window is fast all the same."
    );
    println!("  The first build takes several minutes, later ones seconds.");
    cargo()
        .args(["build", "-p", "billfold-desktop", "-p", "cli"])
        .fix("Mend the compiler's first error above, then start again.")
        .run()
}

fn no_display() -> Failure {
    Failure::new(
        "there is no display here (neither WAYLAND_DISPLAY nor DISPLAY is set)",
        "To see the window anyway:\n\
         - `cargo xtask run --check` opens it on a virtual display and saves a picture of it\n\
         - from another machine: `ssh -X` to this one, then `cargo xtask run`\n\
         - by hand: `Xvfb :99 -screen 0 1280x800x24 -nolisten tcp &`, then\n\
         \x20 `DISPLAY=:99 cargo xtask run`, and look at :99 with a VNC server such as x11vnc",
    )
}

/// Starts the window unseen, waits until it has drawn itself, keeps a picture, and ends it.
fn check(window: &Path, args: &[String]) -> Result<(), Failure> {
    let folder = target_dir()?.join("xtask");
    fs::create_dir_all(&folder).map_err(|error| Failure::file(&folder, &error))?;
    let display = VirtualDisplay::open(Some(&folder))?;
    let app = Tool::new(window)
        .args(args)
        .env("DISPLAY", &display.name)
        .without_env("WAYLAND_DISPLAY")
        .env("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1")
        .start()?;
    let mut app = Ended(app);
    let began = Instant::now();
    let picture = wait_until_drawn(&mut app.0, &folder.join("Xvfb_screen0"), began)?;
    let file = folder.join("window.png");
    fs::write(&file, picture.to_png()).map_err(|error| Failure::file(&file, &error))?;
    let shown = file.strip_prefix(root()).unwrap_or(&file);
    println!("  a picture of the window: {}", shown.display());
    Ok(())
}

/// A program that ends when we do.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // Already ended is as good as ended by us.
        let _ended = self.0.kill();
        let _waited = self.0.wait();
    }
}

const PATIENCE: Duration = Duration::from_secs(120);
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// Unchanged for so many looks (2 s) means that the page has settled.
const SETTLED_LOOKS: u32 = 20;

fn wait_until_drawn(app: &mut Child, screen: &Path, began: Instant) -> Result<Picture, Failure> {
    let mut last = None;
    let mut same = 0;
    while began.elapsed() < PATIENCE {
        sleep(LOOK_EVERY);
        if let Ok(Some(status)) = app.try_wait() {
            return Err(Failure::new(
                format!("the window ended before it drew anything: {status}"),
                "Its message is above.",
            ));
        }
        let now = fs::read(screen)
            .ok()
            .and_then(|bytes| Picture::from_xwd(&bytes));
        let Some(now) = now.filter(Picture::has_content) else {
            continue;
        };
        if last.is_none() {
            println!("  first content after {}", spoken(began.elapsed()));
        }
        same = if last.as_ref() == Some(&now) {
            same + 1
        } else {
            0
        };
        if same >= SETTLED_LOOKS {
            return Ok(now);
        }
        last = Some(now);
    }
    last.ok_or_else(|| {
        Failure::new(
            format!("the window stayed empty for {}", spoken(PATIENCE)),
            "Its messages are above; a page that cannot load its script looks like this.",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_company_opens_unless_something_else_is_asked() {
        assert_eq!(args(&[]), ["--demo"]);
        let other = ["--ledger".to_owned(), "books.billfold".to_owned()];
        assert_eq!(args(&other), other);
    }

    #[test]
    fn without_a_display_the_ways_out_are_named() {
        let text = no_display().to_string();
        for way in [
            "--check",
            "ssh -X",
            "Xvfb :99",
            "DISPLAY=:99 cargo xtask run",
        ] {
            assert!(text.contains(way), "{way} is not named");
        }
    }
}
