//! Kept advice: read in its order with what was answered, told of only where it changed.

use serde_json::{Value, json};
use store::table::advice::{AnsweredAdvice, KeptAdvice};
use store::table::advice_answers::KeptAnswer;

use super::subscriptions::{sub_id, three};
use super::{Books, customer_id};

fn advice(key: &str, urgency: u8, rank: i64) -> KeptAdvice {
    KeptAdvice {
        key: key.into(),
        urgency,
        rank,
        body: json!({"title": key}),
    }
}

fn answer(key: &str) -> KeptAnswer {
    KeptAnswer {
        key: key.into(),
        body: json!({"state": "accepted"}),
    }
}

/// Keys with what was answered, until so many were seen.
fn seen(books: &Books, through: u8, most: usize) -> Vec<(String, Option<Value>)> {
    let mut seen = Vec::new();
    let see = |one: AnsweredAdvice| {
        seen.push((one.advice.key, one.answer.map(|answer| answer.body)));
        seen.len() < most
    };
    books.store.read(|r| r.advice().each(through, see)).unwrap();
    seen
}

fn keys(books: &Books, through: u8, most: usize) -> Vec<String> {
    let seen = seen(books, through, most).into_iter();
    seen.map(|(key, _)| key).collect()
}

fn seq(books: &Books) -> i64 {
    books.store.read(|r| r.change_seq()).unwrap()
}

#[test]
fn it_comes_by_urgency_then_rank_and_as_far_as_it_is_asked_for() {
    let (books, _) = three();
    let first = [advice("later", 2, -900), advice("now small", 0, -10)];
    let second = [advice("now large", 0, -500)];
    books.write(|tx| {
        tx.advice_mut().replace(&sub_id(1), "stamp", &first)?;
        tx.advice_mut().replace(&sub_id(3), "stamp", &second)
    });
    assert_eq!(keys(&books, 2, 9), ["now large", "now small", "later"]);
    assert_eq!(keys(&books, 0, 9), ["now large", "now small"]);
    assert_eq!(keys(&books, 2, 1), ["now large"]);
    let subscriptions = books.store.read(|r| r.advice().subscriptions()).unwrap();
    let stamps: Vec<Option<&str>> = subscriptions
        .iter()
        .map(|one| one.stamp.as_deref())
        .collect();
    // Alpha has the first two, Bravo the third.
    assert_eq!(stamps, [Some("stamp"), None, Some("stamp")]);
    assert!(subscriptions.iter().all(|one| !one.is_counted));
}

#[test]
fn the_same_advice_again_is_no_change_and_other_advice_is() {
    let (books, _) = three();
    let keep = |stamp: &str, advice: &[KeptAdvice]| {
        books.write(|tx| tx.advice_mut().replace(&sub_id(1), stamp, advice));
        seq(&books)
    };
    let before = seq(&books);
    let kept = keep("monday", &[advice("a", 1, 0)]);
    assert_eq!(kept, before + 1);
    assert_eq!(keep("tuesday", &[advice("a", 1, 0)]), kept);
    assert_eq!(keep("wednesday", &[advice("a", 0, 0)]), kept + 1);
    assert_eq!(keep("over", &[]), kept + 2);
    assert_eq!(keys(&books, 2, 9), Vec::<String>::new());
}

#[test]
fn an_answer_stays_with_its_advice_and_is_audited() {
    let (books, _) = three();
    let both = [advice("a", 0, 0), advice("b", 0, 1)];
    books.write(|tx| {
        tx.advice_mut().replace(&sub_id(1), "stamp", &both)?;
        tx.advice_answers_mut().put(&sub_id(1), &answer("b"))
    });
    let accepted = Some(json!({"state": "accepted"}));
    assert_eq!(
        seen(&books, 2, 9),
        [("a".into(), None), ("b".into(), accepted)]
    );
    let unanswered = || {
        books
            .store
            .read(|r| r.advice().count_unanswered(0))
            .unwrap()
    };
    assert_eq!(unanswered(), 1);
    let mut answered = Vec::new();
    let see = |one: AnsweredAdvice| {
        answered.push(one.advice.key);
        true
    };
    books
        .store
        .read(|r| r.advice().each_answered(2, see))
        .unwrap();
    assert_eq!(answered, ["b"]);
    let of = |n| {
        books
            .store
            .read(|r| r.advice_answers().of_customer(&customer_id(n)))
    };
    assert_eq!(
        (of(1).unwrap(), of(2).unwrap()),
        (vec![answer("b")], vec![])
    );
    let before = seq(&books);
    books.write(|tx| tx.advice_answers_mut().delete("b"));
    books.write(|tx| tx.advice_answers_mut().delete("b"));
    assert_eq!((unanswered(), seq(&books)), (2, before + 1));
    books.store.verify().unwrap();
}
