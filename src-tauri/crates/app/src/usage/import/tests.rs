//! Files through the registry: looked at, taken in, stopped, gone on with, mended, undone.

use std::fmt::Write;
use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use crate::context::App;
use crate::testing::call;
use crate::usage::tests::{ask, with_calls};

/// So many rows; each 50th is bad in one of four ways.
fn file(folder: &Path, rows: u32) -> (String, u32) {
    let mut text = String::from("Event ID;Timestamp;Customer;Metric;Quantity;User\n");
    let mut bad = 0;
    for n in 0..rows {
        let (on, hour) = (n % 28 + 1, n % 24);
        let row = format!(
            "e{n};2026-10-{on:02} {hour:02}:00:00;ada@example.com;calls;1,5;u{}",
            n % 7
        );
        let row = match (n % 50, n % 4) {
            (7, 0) => row.replace("1,5", "lots"),
            (7, 1) => row.replace("2026-10", "2026-13"),
            (7, 2) => row.replace(";calls", ""),
            (7, _) => row.replace("1,5", "1,555"),
            _ => row,
        };
        bad += u32::from(n % 50 == 7);
        writeln!(text, "{row}").expect("a text grows");
    }
    let path = folder.join("usage.csv");
    std::fs::write(&path, text).expect("written");
    (path.display().to_string(), bad)
}

fn sum(app: &App, customer: &str) -> Value {
    let request = json!({"meter": "calls", "customer_id": customer, "from": "2026-10-01",
        "to": "2026-11-01"});
    ask(app, "usage.reading", request)["quantity"].clone()
}

fn assert_proven(app: &App) {
    let proof = app.read(|tx| Ok(tx.usage_events().first_false_rollup()?));
    assert_eq!(proof, Ok(None));
}

#[test]
fn a_file_with_bad_rows_is_seen_imported_undone_and_imported_again() {
    let (app, folder, ada) = with_calls();
    let (path, bad) = file(folder.path(), 1_000);
    let seen = ask(&app, "usage.import_preview", json!({"path": path}));
    assert_eq!(seen["missing"], json!([]));
    assert_eq!(seen["mapping"]["delimiter"], ";");
    assert_eq!(seen["mapping"]["columns"]["key"], "Event ID");
    assert_eq!(seen["mapping"]["decimal_comma"], true);
    let dry = &seen["dry_run"];
    let good = 1_000 - bad;
    assert_eq!(
        (&dry["counted"], &dry["refused"]),
        (&json!(good), &json!(bad))
    );
    let codes: Vec<&Value> = dry["refused_reasons"]
        .as_array()
        .expect("reasons")
        .iter()
        .map(|reason| &reason["code"])
        .collect();
    // 7, 57, 107, … are odd: of the four ways only the second and the fourth come.
    assert_eq!(codes, ["quantity_too_fine", "time_unreadable"]);
    assert_eq!(sum(&app, &ada), "0", "nothing was imported by looking");

    let done = ask(
        &app,
        "usage.import",
        json!({"path": path, "mapping": seen["mapping"]}),
    );
    assert_eq!(
        (&done["state"], &done["counted"], &done["refused"]),
        (&json!("done"), &json!(good), &json!(bad))
    );
    // 980 rows of 1.5
    assert_eq!(sum(&app, &ada), "1470");
    assert_proven(&app);
    let again = call(&app, "usage.import", json!({"path": path})).expect_err("it is in");
    assert_eq!(again.code, "file_imported_already");

    let undone = ask(&app, "usage.import_undo", json!({"id": done["id"]}));
    assert_eq!(undone["state"], "undone");
    assert_eq!(sum(&app, &ada), "0");
    assert_proven(&app);
    let second = ask(&app, "usage.import", json!({"path": path}));
    assert_eq!(second["counted"], json!(good));
    assert_eq!(sum(&app, &ada), "1470");
}

#[test]
fn refused_rows_are_mended_in_a_file_of_their_own() {
    let (app, folder, ada) = with_calls();
    let (path, bad) = file(folder.path(), 200);
    let done = ask(&app, "usage.import", json!({"path": path}));
    let rows = ask(&app, "usage.import_rejects", json!({"id": done["id"]}));
    assert_eq!(rows["rows"].as_array().map(Vec::len), Some(bad as usize));
    assert_eq!(
        rows["rows"][0]["line"], 9,
        "the eighth row after the first line"
    );
    let exported = ask(&app, "usage.export_rejects", json!({"id": done["id"]}));
    assert_eq!(exported["name"], "usage-refused.csv");
    let bytes = BASE64_STANDARD.decode(exported["base64"].as_str().expect("bytes"));
    let text = String::from_utf8(bytes.expect("base64")).expect("text");
    assert!(text.starts_with("Event ID;Timestamp;Customer;Metric;Quantity;User;refused_because\n"));
    let mended = text.replace("lots", "1,5").replace("1,555", "1,5");
    let mended = mended
        .replace("2026-13", "2026-10")
        .replace("example.com;1,5", "example.com;calls;1,5");
    let path = folder.path().join("mended.csv");
    std::fs::write(&path, mended).expect("written");
    let second = ask(
        &app,
        "usage.import",
        json!({"path": path.display().to_string()}),
    );
    assert_eq!(
        (&second["counted"], &second["refused"]),
        (&json!(bad), &json!(0))
    );
    // 200 rows of 1.5
    assert_eq!(sum(&app, &ada), "300");
}

#[test]
fn json_lines_come_with_properties_and_corrections() {
    let (app, folder, ada) = with_calls();
    let lines = [
        json!({"id": "a", "meter": "calls", "customer_id": ada, "time": "2026-10-03T10:00:00Z",
            "quantity": 2, "properties": {"plan": "pro"}}),
        json!({"id": "b", "meter": "calls", "customer_id": ada, "time": "2026-10-04T10:00:00Z",
            "quantity": 5, "corrects": {"type": "replace", "key": "a"}}),
        json!({"id": "c", "meter": "calls", "customer_id": "nobody",
            "time": "2026-10-04T10:00:00Z", "quantity": 5}),
    ];
    let mut text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    text.push_str("{broken\n");
    let path = folder.path().join("usage.jsonl");
    std::fs::write(&path, text).expect("written");
    let path = path.display().to_string();
    let done = ask(&app, "usage.import", json!({"path": path}));
    assert_eq!(
        (&done["counted"], &done["unmatched"], &done["refused"]),
        (&json!(2), &json!(1), &json!(1))
    );
    assert_eq!(sum(&app, &ada), "5");
    let event = ask(&app, "usage.event", json!({"key": "a"}));
    assert_eq!(event["event"]["properties"], json!({"plan": "pro"}));
    assert_eq!(
        (&event["counts"], &event["import_name"]),
        (&json!("5"), &json!("usage.jsonl"))
    );
}

#[test]
fn a_file_without_keys_is_not_counted_twice_either() {
    let (app, folder, ada) = with_calls();
    let path = folder.path().join("plain.csv");
    let text = format!("at,meter,subject\n1796083200,calls,{ada}\n1796083200,calls,{ada}\n");
    std::fs::write(&path, &text).expect("written");
    let request = json!({"path": path.display().to_string()});
    assert_eq!(ask(&app, "usage.import", request.clone())["counted"], 2);
    let error = call(&app, "usage.import", request).expect_err("it is in");
    assert_eq!(error.code, "file_imported_already");
}

#[test]
fn a_mapping_that_does_not_fit_names_its_column() {
    let (app, folder, _ada) = with_calls();
    let path = folder.path().join("odd.csv");
    std::fs::write(&path, "when;what\n2026-10-01T00:00:00Z;1\n").expect("written");
    let path = path.display().to_string();
    let seen = ask(&app, "usage.import_preview", json!({"path": path}));
    assert_eq!(seen["missing"], json!(["meter", "subject", "at"]));
    assert_eq!(seen["dry_run"], Value::Null);
    let error = call(&app, "usage.import", json!({"path": path})).expect_err("not complete");
    assert_eq!(
        (error.code.as_str(), error.field.as_deref()),
        ("mapping_invalid", Some("mapping.columns.meter"))
    );
    let error = call(&app, "usage.import", json!({"path": "/nowhere.csv"})).expect_err("no file");
    assert_eq!(error.field.as_deref(), Some("path"));
}

#[test]
fn new_files_of_a_folder_are_taken_once_and_left_there() {
    let (app, folder, ada) = with_calls();
    let inbox = folder.path().join("inbox");
    std::fs::create_dir(&inbox).expect("made");
    let put = |name: &str, text: &str| {
        let path = inbox.join(name);
        std::fs::write(&path, text).expect("written");
        let long_ago = crate::testing::instant() - chrono::TimeDelta::minutes(1);
        let file = std::fs::File::options()
            .write(true)
            .open(&path)
            .expect("opened");
        file.set_modified(long_ago.into()).expect("dated");
    };
    let row = format!("key,at,meter,subject\na,2026-10-01T00:00:00Z,calls,{ada}\n");
    put("one.csv", &row);
    put("notes.txt", "nothing");
    put("odd.csv", "a,b\n1,2\n");
    let folder = json!({"folder": inbox.display().to_string()});
    ask(&app, "usage.set_watch_folder", folder);
    let looked = ask(&app, "usage.look_into_folder", json!({}));
    let states: Vec<(&Value, &Value)> = looked["files"]
        .as_array()
        .expect("files")
        .iter()
        .map(|file| (&file["name"], &file["state"]))
        .collect();
    let (odd, one) = (json!("odd.csv"), json!("one.csv"));
    assert_eq!(
        states,
        [(&odd, &json!("failed")), (&one, &json!("imported"))]
    );
    put("one-copy.csv", &row);
    let looked = ask(&app, "usage.look_into_folder", json!({}));
    assert_eq!(
        looked["files"].as_array().map(Vec::len),
        Some(2),
        "the same content is known"
    );
    assert_eq!(sum(&app, &ada), "1");
    assert!(inbox.join("one.csv").exists());
}
