//! The desktop: starts the app, opens the one window, and opens the registry to it over IPC.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod args;
mod commands;
// The one file that knows the standard folder; it belongs to no crate that both doors may import.
#[path = "../crates/cli/src/data_dir.rs"]
mod data_dir;
mod events;
mod files;
mod logs;
mod menu;
mod notices;
mod shell;
mod state;
mod window;

use std::process::ExitCode;
use std::sync::Arc;

use tauri::{Builder, RunEvent, Runtime};
use tauri_plugin_window_state::StateFlags;

use args::{Args, Asked};
use state::Desktop;

fn main() -> ExitCode {
    match args::parse(std::env::args_os().skip(1)) {
        Ok(Asked::Start(args)) => start(args),
        Ok(Asked::Print(text)) => {
            say(&text);
            ExitCode::SUCCESS
        }
        Err(problem) => {
            complain(&problem);
            ExitCode::from(2)
        }
    }
}

fn start(args: Args) -> ExitCode {
    let standard_place = args.data_dir.is_none();
    let desktop = match Desktop::new(args) {
        Ok(desktop) => Arc::new(desktop),
        Err(problem) => {
            complain(&problem);
            return ExitCode::from(2);
        }
    };
    logs::start(&desktop.data_dir);
    let shown = Arc::clone(&desktop);
    let built = builder(&desktop, standard_place)
        .setup(move |app| {
            window::open(app.handle(), &shown)?;
            events::forward(app.handle().clone(), &shown.app);
            notices::tell(app.handle().clone(), &shown.app);
            state::open_asked_ledger(Arc::clone(&shown));
            Ok(())
        })
        .build(tauri::generate_context!());
    match built {
        Ok(app) => {
            app.run(move |_, event| {
                if matches!(event, RunEvent::Exit) {
                    desktop.app.shut_down();
                    desktop.clear_opened_documents();
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            complain(&format!("The window could not be opened: {error}"));
            ExitCode::FAILURE
        }
    }
}

/// Everything but the window itself, so that tests run it without a display.
fn builder(desktop: &Arc<Desktop>, standard_place: bool) -> Builder<tauri::Wry> {
    let mut builder = Builder::default();
    // Another data folder is another person's Billfold: it may run beside the first one.
    if standard_place {
        let first = tauri_plugin_single_instance::init(|app, _, _| window::focus(app));
        builder = builder.plugin(first);
    }
    let kept = StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED;
    builder = builder
        .plugin(
            tauri_plugin_window_state::Builder::new()
                .with_state_flags(kept)
                .build(),
        )
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_notification::init());
    menu::install(with_commands(builder, desktop))
}

/// The commands that the window may call.
fn with_commands<R: Runtime>(builder: Builder<R>, desktop: &Arc<Desktop>) -> Builder<R> {
    builder
        .manage(Arc::clone(desktop))
        .invoke_handler(tauri::generate_handler![
            commands::call,
            shell::ready,
            shell::save_as,
            shell::choose_place,
            shell::pick_file,
            shell::open_pdf,
            shell::reveal,
        ])
}

#[allow(
    clippy::print_stdout,
    reason = "help and version go to the terminal that asked"
)]
fn say(text: &str) {
    println!("{text}");
}

#[allow(
    clippy::print_stderr,
    reason = "before there is a window, the terminal is all there is"
)]
fn complain(text: &str) {
    eprintln!("{text}");
}

#[cfg(test)]
mod tests;
