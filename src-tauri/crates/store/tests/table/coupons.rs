//! Coupons by what is typed.

use billing::catalog::{Coupon, CouponDuration};
use billing::ids::CouponId;
use billing::invoice::Discount;
use rust_decimal::Decimal;

use super::{Books, ulid};
use crate::support::now;

fn coupon(n: u64, code: &str) -> Coupon {
    Coupon {
        id: CouponId::from_ulid(ulid(n)),
        code: code.into(),
        name: "Welcome".into(),
        off: Discount::Percent(Decimal::from(20)),
        currency: None,
        duration: CouponDuration::Once,
        products: Vec::new(),
        max_redemptions: None,
        redemptions: 0,
        expires_on: None,
        created_at: now(),
        archived_at: None,
    }
}

#[test]
fn a_coupon_is_found_by_its_code_in_any_case() {
    let books = Books::new();
    let mut welcome = coupon(1, "WELCOME20");
    books.write(|tx| {
        tx.coupons_mut().put(&coupon(2, "ALPHA"))?;
        tx.coupons_mut().put(&welcome)
    });
    let by_code = |code: &str| books.store.read(|r| r.coupons().by_code(code)).unwrap();
    assert_eq!(by_code(" welcome20 "), Some(welcome.clone()));
    assert_eq!(by_code("welcome"), None);
    let refused = books.refused(|tx| tx.coupons_mut().put(&coupon(3, "Welcome20")));
    assert!(refused.contains("coupon code Welcome20"), "{refused}");
    welcome.archived_at = Some(now());
    welcome.redemptions = 1;
    books.write(|tx| tx.coupons_mut().put(&welcome));
    let list = |with_archived| books.store.read(|r| r.coupons().list(with_archived));
    assert_eq!(list(false).unwrap(), [coupon(2, "ALPHA")]);
    assert_eq!(list(true).unwrap(), [coupon(2, "ALPHA"), welcome.clone()]);
    let read = books.store.read(|r| r.coupons().get(&welcome.id)).unwrap();
    assert_eq!(read, Some(welcome));
}
