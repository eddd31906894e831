//! Plans: their codes, deleted and restored.

use super::catalog::{plan, plan_id, with_two_plans};

#[test]
fn a_plan_is_found_by_its_code_in_any_case_and_no_other_may_have_it() {
    let books = with_two_plans();
    let found = books.store.read(|r| r.plans().by_code("PRO")).unwrap();
    assert_eq!(found, Some(plan(2, "Pro", "pro")));
    let refused = books.refused(|tx| tx.plans_mut().put(&plan(3, "Other", "Pro")));
    assert!(refused.contains("already has a plan code Pro"), "{refused}");
    // It keeps its own code when it is saved again.
    books.write(|tx| tx.plans_mut().put(&plan(2, "Professional", "pro")));
    let names: Vec<String> = books
        .store
        .read(|r| r.plans().list(false))
        .unwrap()
        .into_iter()
        .map(|plan| plan.name)
        .collect();
    assert_eq!(names, ["Professional", "Starter"]);
}

#[test]
fn a_deleted_plan_is_out_of_sight_and_comes_back_unless_its_code_is_taken() {
    let books = with_two_plans();
    books.write(|tx| tx.plans_mut().delete(&plan_id(1)));
    let get = || books.store.read(|r| r.plans().get(&plan_id(1))).unwrap();
    let deleted = || books.store.read(|r| r.plans().deleted()).unwrap();
    assert_eq!(get(), None);
    assert_eq!(deleted(), [plan(1, "Starter", "starter")]);
    // Whatever still refers to it can be read.
    let book = books
        .store
        .read(|r| r.plan_versions().book(&[(plan_id(1), 1)]))
        .unwrap();
    assert!(book.get(&plan_id(1), 1).is_some());
    books.write(|tx| tx.plans_mut().restore(&plan_id(1)));
    assert_eq!(get(), Some(plan(1, "Starter", "starter")));
    assert!(deleted().is_empty());
    books.write(|tx| tx.plans_mut().delete(&plan_id(1)));
    books.write(|tx| tx.plans_mut().put(&plan(3, "New", "starter")));
    let refused = books.refused(|tx| tx.plans_mut().restore(&plan_id(1)));
    assert!(refused.contains("plan code starter"), "{refused}");
    let refused = books.refused(|tx| tx.plans_mut().delete(&plan_id(1)));
    assert!(refused.contains("There is no plan"), "{refused}");
}
