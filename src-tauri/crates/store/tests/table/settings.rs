//! Settings by name.

use serde_json::{Value, json};

use super::Books;

#[test]
fn a_setting_is_kept_replaced_and_removed() {
    let books = Books::new();
    let get = || {
        books
            .store
            .read(|r| r.settings().get("appearance.theme"))
            .unwrap()
    };
    assert_eq!(get(), None);
    books.write(|tx| tx.settings_mut().put("appearance.theme", &json!("dark")));
    books.write(|tx| {
        tx.settings_mut()
            .put("appearance.theme", &json!({"auto": true}))
    });
    assert_eq!(get(), Some(json!({"auto": true})));
    let all = books.store.read(|r| r.settings().all()).unwrap();
    assert_eq!(
        all,
        [("appearance.theme".to_owned(), json!({"auto": true}))]
    );
    books.write(|tx| tx.settings_mut().put("appearance.theme", &Value::Null));
    assert_eq!(get(), None);
}
