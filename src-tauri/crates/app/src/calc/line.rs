//! One line of JSON as the calculator takes it: a field given twice is a fault, not a choice.

use std::cell::RefCell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::fields::wrong;
use crate::error::AppError;

/// What some programs write before the first line of a text.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The value of a line, without the mark that may stand before the first one.
pub fn read(line: &[u8]) -> Result<Value, AppError> {
    let line = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line);
    let twice = RefCell::new(None);
    let place = Place {
        above: None,
        step: Step::Here,
        twice: &twice,
    };
    let mut json = serde_json::Deserializer::from_slice(line);
    let value = place.deserialize(&mut json).and_then(|value| {
        json.end()?;
        Ok(value)
    });
    let value = value.map_err(|error| not_json(line, &error))?;
    match twice.into_inner() {
        None => Ok(value),
        Some(path) => Err(wrong(&path, "is given twice; give it once")),
    }
}

fn not_json(line: &[u8], error: &serde_json::Error) -> AppError {
    let message = if line.trim_ascii().is_empty() {
        "This line is empty; each line is one question.".to_owned()
    } else {
        format!("This line is not JSON: {error}.")
    };
    AppError::new("not_json", message, "")
}

/// Where a value stands in the line. Only a fault costs the text of the path.
struct Place<'p> {
    above: Option<&'p Place<'p>>,
    step: Step<'p>,
    twice: &'p RefCell<Option<String>>,
}

enum Step<'p> {
    Here,
    Field(&'p str),
    Item(usize),
}

impl Place<'_> {
    fn path(&self) -> String {
        let above = self.above.map(Place::path).unwrap_or_default();
        let step = match self.step {
            Step::Here => return above,
            Step::Field(name) => name.to_owned(),
            Step::Item(at) => at.to_string(),
        };
        match above.as_str() {
            "" => step,
            above => format!("{above}.{step}"),
        }
    }

    fn below<'q>(&'q self, step: Step<'q>) -> Place<'q> {
        Place {
            above: Some(self),
            step,
            twice: self.twice,
        }
    }
}

impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Place<'_> {
    type Value = Value;

    fn expecting(&self, words: &mut fmt::Formatter<'_>) -> fmt::Result {
        words.write_str("any JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(self.below(Step::Item(items.len())))? {
            items.push(item);
        }
        Ok(items.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let mut fields = Map::new();
        while let Some(name) = object.next_key::<String>()? {
            let place = self.below(Step::Field(&name));
            if fields.contains_key(&name) && self.twice.borrow().is_none() {
                self.twice.replace(Some(place.path()));
            }
            let value = object.next_value_seed(place)?;
            fields.insert(name, value);
        }
        Ok(fields.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_line_may_begin_with_a_mark_and_end_in_either_way() {
        for line in [
            "{\"n\": 1}",
            "\u{feff}{\"n\": 1}\n",
            "{\"n\": 1}\r\n",
            " {\"n\":1} ",
        ] {
            assert_eq!(read(line.as_bytes()), Ok(json!({"n": 1})), "{line:?}");
        }
        let all = r#"{"a": [null, true, -1, 18446744073709551615, 1.5, "x"], "b": {"c": {}}}"#;
        let expected: Value = serde_json::from_str(all).expect("it is JSON");
        assert_eq!(read(all.as_bytes()), Ok(expected));
    }

    #[test]
    fn what_is_no_json_says_so() {
        for line in [
            "",
            "\r\n",
            "{\"n\": 1} 2",
            "{",
            "\u{feff}\u{feff}{}",
            "{\"n\":1e999}",
        ] {
            let error = read(line.as_bytes()).expect_err(line);
            assert_eq!(
                (error.code.as_str(), error.field),
                ("not_json", None),
                "{line:?}"
            );
        }
        assert!(read(b"\xff\xfe{}").is_err());
        assert!(read(b" \n").expect_err("empty").message.contains("empty"));
    }

    #[test]
    fn a_field_given_twice_is_named_by_its_path() {
        let table = [
            (r#"{"amount": "1", "amount": "2"}"#, "amount"),
            (
                r#"{"model": {"type": "flat", "type": "flat"}}"#,
                "model.type",
            ),
            (r#"{"lines": [{}, {"a": 1, "b": 2, "a": 1}]}"#, "lines.1.a"),
        ];
        for (line, path) in table {
            let error = read(line.as_bytes()).expect_err(line);
            assert_eq!(error.field.as_deref(), Some(path), "{line}");
        }
    }
}
