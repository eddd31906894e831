//! `billfold calc` over its streams: one answer a line, in order, whatever the line holds.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use serde_json::{Value, json};

use crate::desk::{Desk, said};

fn answers(what: &str, input: &str) -> Vec<Value> {
    let desk = Desk::new();
    let answer = said(desk.command(&["calc", what]), input);
    assert_eq!(answer.code, 0, "{}", answer.err);
    answer
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

#[test]
fn each_line_is_answered_in_order_and_no_bad_line_stops() {
    let input = "{\"amount\":\"10.00\",\"currency\":\"EUR\",\"weights\":[\"1\",\"1\",\"1\"]}\n\
                 this is no JSON\n\
                 \n\
                 {\"amount\":\"10.00\",\"currency\":\"EUR\",\"weights\":[\"1\"],\"colour\":1}\n\
                 {\"amount\":\"0.05\",\"currency\":\"EUR\",\"weights\":[\"1\",\"1\"]}";
    let lines = answers("allocate", input);
    assert_eq!(lines.len(), 5);
    // 10.00 in three: 3.33 each and the last cent to the first.
    assert_eq!(lines[0]["parts"], json!(["3.34", "3.33", "3.33"]));
    assert_eq!(lines[1]["error"]["code"], "not_json");
    assert_eq!(lines[2]["error"]["code"], "not_json");
    assert_eq!(lines[3]["error"]["field"], "colour", "{}", lines[3]);
    assert_eq!(lines[4]["parts"], json!(["0.03", "0.02"]));
    assert!(
        lines[0]["steps"]
            .as_array()
            .is_some_and(|steps| !steps.is_empty())
    );
}

#[test]
fn lines_of_a_spreadsheet_are_read_as_they_come() {
    // A mark before the first line, both ends of a line, a field that stands twice.
    let input = "\u{feff}{\"amount\":\"1.005\",\"currency\":\"EUR\"}\r\n\
                 {\"amount\":\"1.005\",\"currency\":\"EUR\",\"mode\":\"half_even\"}\r\n\
                 {\"amount\":\"1\",\"currency\":\"EUR\",\"amount\":\"2\"}\n";
    let lines = answers("round", input);
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["amount"], "1.01");
    assert_eq!(lines[1]["amount"], "1.00");
    assert_eq!(lines[2]["error"]["field"], "amount", "{}", lines[2]);
}

#[test]
fn what_is_not_built_yet_is_said_line_by_line_and_a_typo_at_once() {
    let lines = answers("recognize", "{}\n{}\n");
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[1]["error"]["code"], "not_available_yet");
    assert_eq!(
        said(Desk::new().command(&["calc", "alocate"]), "{}\n").code,
        2
    );
}

#[test]
fn no_ledger_and_no_passphrase_are_needed() {
    let desk = Desk::new();
    let mut command = desk.bare();
    command.args(["calc", "round"]);
    // 0.125 lies between 0.12 and 0.13; half up is 0.13.
    let input = "{\"amount\":\"0.125\",\"currency\":\"EUR\",\"mode\":\"half_up\"}";
    let answer = said(command, input);
    let value: Value = serde_json::from_str(&answer.out).expect("JSON");
    assert_eq!(
        (answer.code, &value["amount"]),
        (0, &json!("0.13")),
        "{value}"
    );
}

#[test]
fn an_answer_comes_before_the_next_question() {
    let desk = Desk::new();
    let mut command = desk.bare();
    let mut child = command
        .args(["calc", "round"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut questions = child.stdin.take().expect("its input");
    let mut answers = BufReader::new(child.stdout.take().expect("its output"));
    for amount in ["0.125", "2.675"] {
        let question = json!({ "amount": amount, "currency": "EUR", "mode": "half_up" });
        writeln!(questions, "{question}").expect("a question");
        let mut line = String::new();
        answers.read_line(&mut line).expect("an answer");
        assert!(line.contains("\"amount\""), "{line}");
    }
    drop(questions);
    assert!(child.wait().expect("the end").success());
}
