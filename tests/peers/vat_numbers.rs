//! VAT numbers of 30 countries, good and bad, judged by us and by python-stdnum alike.

use acceptance::{World, python};
use serde_json::{Value, json};

/// Lines that one call of the calculator is asked.
const AT_ONCE: usize = 5_000;

#[test]
fn vat_numbers_are_judged_as_python_stdnum_judges_them() {
    let said = python().script("vat_numbers.py", &[]);
    let theirs: Vec<Value> = said
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let valid = theirs.iter().filter(|their| their["valid"] == true).count();
    assert!(
        theirs.len() > 90_000 && valid > 5_000,
        "{} {valid}",
        theirs.len()
    );
    let world = World::new();
    let mut differ = Vec::new();
    for part in theirs.chunks(AT_ONCE) {
        let ids = part.iter().map(|their| json!({"id": their["id"]}));
        let inputs: Vec<Value> = ids.collect();
        let answer = world.get("calc.run", json!({"what": "vat-id", "inputs": inputs}));
        for (their, our) in part.iter().zip(answer["answers"].as_array().unwrap()) {
            if their["valid"] != our["valid"] {
                let (id, valid) = (&their["id"], &their["valid"]);
                differ.push(format!("{id} theirs {valid}: {}", our["reason"]));
            }
        }
    }
    assert!(
        differ.is_empty(),
        "{} differ:\n{}",
        differ.len(),
        differ.join("\n")
    );
}
