//! The window's tokens and the printed colours are one set, and text is read on every shade.
#![allow(
    clippy::unwrap_used,
    clippy::float_arithmetic,
    reason = "tests: a panic is the message, and places and contrasts are floats"
)]

use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../../../../ui/src/styles/tokens.css");

/// The colours of the first block that names this theme.
fn theme(name: &str) -> BTreeMap<&'static str, &'static str> {
    let mark = format!("[data-theme=\"{name}\"] {{");
    let block = TOKENS
        .split(mark.as_str())
        .nth(1)
        .and_then(|rest| rest.split('}').next());
    let pairs = block
        .unwrap()
        .lines()
        .filter_map(|line| line.trim().split_once(": "));
    pairs
        .map(|(token, value)| (token, value.trim_end_matches(';')))
        .collect()
}

#[test]
fn print_takes_the_light_theme_s_colours() {
    for (token, literal) in theme("light") {
        let printed = charts::print_svg(&format!("var({token})"));
        // Tokens that no chart paints with stay as they are.
        if !printed.starts_with("var(") {
            assert_eq!(printed, literal, "{token}");
        }
    }
    assert!(!charts::print_svg("var(--h9) var(--c1) var(--chart-new)").contains("var("));
}

#[test]
fn both_themes_have_the_same_inks() {
    let (light, dark) = (theme("light"), theme("dark"));
    let names = |theme: &BTreeMap<&'static str, &str>| theme.keys().copied().collect::<Vec<_>>();
    assert_eq!(names(&light), names(&dark));
}

/// Relative luminance of a colour (WCAG 2.2).
fn luminance(hex: &str) -> f64 {
    let part = |from: usize| {
        let share = f64::from(u8::from_str_radix(&hex[from..from + 2], 16).unwrap()) / 255.0;
        if share <= 0.040_45 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn cell_text_is_read_on_every_shade() {
    for name in ["light", "dark"] {
        let theme = theme(name);
        for level in 0..10 {
            let shade = theme[format!("--h{level}").as_str()];
            // The shades from 7 on are deep: see Paint::of_heat.
            let ink = theme[if level < 7 { "--fg" } else { "--on-heat" }];
            let found = contrast(shade, ink);
            assert!(found >= 4.5, "{name} --h{level}: {found:.2}");
        }
    }
}

#[test]
fn lines_and_bars_are_seen_on_the_surface() {
    // WCAG 2.2, 1.4.11: what a graphic is understood by has three to one.
    for name in ["light", "dark"] {
        let theme = theme(name);
        for token in [
            "--c1",
            "--c2",
            "--c3",
            "--c4",
            "--c5",
            "--c6",
            "--danger",
            "--comparison",
        ] {
            let found = contrast(theme[token], theme["--surface"]);
            assert!(found >= 3.0, "{name} {token}: {found:.2}");
        }
    }
}
