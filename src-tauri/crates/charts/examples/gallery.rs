//! Every kind of chart on one page, to be looked at.
//!
//! `cargo run -p charts --example gallery FOLDER` writes the page with the window's own colours,
//! each chart as PNG, and all charts as JSON.
#![allow(clippy::unwrap_used, reason = "the samples are constants")]

#[path = "../tests/samples/mod.rs"]
mod samples;

use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let folder = PathBuf::from(env::args().nth(1).unwrap_or_else(|| ".".to_owned()));
    fs::create_dir_all(&folder)?;
    let mut cards = String::new();
    let mut drawn = Vec::new();
    for spec in samples::all() {
        let chart = charts::draw(&spec);
        let card = format!("<section><h2>{}</h2>{}</section>", chart.title, chart.svg);
        cards.push_str(&card);
        let png = chart.to_png(2.0).map_err(io::Error::other)?;
        fs::write(folder.join(format!("{}.png", spec.id)), png)?;
        drawn.push(chart);
    }
    fs::write(folder.join("charts.json"), serde_json::to_string(&drawn)?)?;
    let tokens = include_str!("../../../../ui/src/styles/tokens.css");
    let page = format!(
        "<!doctype html><html data-theme=light><meta charset=utf-8><title>Charts</title>\
         <style>{tokens}\
         body{{background:var(--paper);color:var(--ink);font:14px/20px 'IBM Plex Sans';\
         margin:24px;display:grid;grid-template-columns:repeat(2,792px);gap:16px}}\
         section{{background:var(--surface);border:1px solid var(--line);\
         border-radius:8px;padding:12px 16px}}\
         h2{{font-size:14px;margin:0 0 8px;font-weight:600}}</style>{cards}</html>"
    );
    fs::write(folder.join("gallery.html"), page)
}
