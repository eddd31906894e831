//! The identities of nouns: prefixed, sortable ids that ledgers and devices share without clashes.

use std::fmt;

use serde::{Deserialize, Serialize};
use ulid::Ulid;

/// Why a text is not an id of the kind asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// The text does not start with the prefix of this kind of id.
    #[error("\"{text}\" is not such an id: it should start with \"{prefix}\"")]
    WrongPrefix {
        /// The text that was given.
        text: String,
        /// The prefix that this kind of id has.
        prefix: &'static str,
    },
    /// The part after the prefix is not a ULID (26 characters of Crockford base 32).
    #[error("\"{text}\" is not such an id: after \"{prefix}\" come 26 letters and digits")]
    NotAUlid {
        /// The text that was given.
        text: String,
        /// The prefix that this kind of id has.
        prefix: &'static str,
    },
}

fn checked(text: &str, prefix: &'static str) -> Result<String, IdError> {
    let Some(rest) = text.strip_prefix(prefix) else {
        return Err(IdError::WrongPrefix {
            text: text.to_owned(),
            prefix,
        });
    };
    match Ulid::from_string(rest) {
        Ok(ulid) => Ok(format!("{prefix}{ulid}")),
        Err(_) => Err(IdError::NotAUlid {
            text: text.to_owned(),
            prefix,
        }),
    }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// What every id of this kind starts with.
            pub const PREFIX: &'static str = $prefix;

            /// The id for a ULID that the caller made.
            #[must_use]
            pub fn from_ulid(ulid: Ulid) -> Self {
                Self(format!("{}{ulid}", Self::PREFIX))
            }

            /// Reads an id written by [`Self::as_str`].
            ///
            /// # Errors
            /// [`IdError`] where the prefix or the ULID after it is wrong.
            pub fn parse(text: &str) -> Result<Self, IdError> {
                checked(text, Self::PREFIX).map(Self)
            }

            /// The id as text: prefix and ULID.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    };
}

id!(
    /// A customer, `cus_…`.
    CustomerId, "cus_"
);
id!(
    /// An invoice, draft or finalized, `in_…`.
    InvoiceId, "in_"
);
id!(
    /// A credit note, `cn_…`.
    CreditNoteId, "cn_"
);
id!(
    /// A payment, `pay_…`.
    PaymentId, "pay_"
);
id!(
    /// Prepaid credit, `crgr_…`.
    CreditGrantId, "crgr_"
);
id!(
    /// A journal entry, `je_…`.
    JournalEntryId, "je_"
);
id!(
    /// A tax rate, `txr_…`.
    TaxRateId, "txr_"
);
id!(
    /// A saved view of a list, `view_…`.
    SavedViewId, "view_"
);
id!(
    /// A product, `prod_…`.
    ProductId, "prod_"
);
id!(
    /// A plan or an add-on, `plan_…`.
    PlanId, "plan_"
);
id!(
    /// A coupon, `coup_…`.
    CouponId, "coup_"
);
id!(
    /// A subscription, `sub_…`.
    SubscriptionId, "sub_"
);
id!(
    /// A meter, `mtr_…`.
    MeterId, "mtr_"
);
id!(
    /// An import of usage events, `uimp_…`.
    UsageImportId, "uimp_"
);
id!(
    /// A billing run, `run_…`.
    BillingRunId, "run_"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_as_itself() {
        let id = CustomerId::from_ulid(Ulid::from_parts(1, 2));
        assert_eq!(CustomerId::parse(id.as_str()), Ok(id));
    }

    #[test]
    fn an_id_of_another_kind_is_refused_by_its_prefix() {
        let id = InvoiceId::from_ulid(Ulid::from_parts(1, 2));
        let refused = CustomerId::parse(id.as_str());
        assert!(matches!(
            refused,
            Err(IdError::WrongPrefix { prefix: "cus_", .. })
        ));
    }

    #[test]
    fn the_part_after_the_prefix_must_be_a_ulid() {
        assert!(matches!(
            PaymentId::parse("pay_short"),
            Err(IdError::NotAUlid { .. })
        ));
        assert!(serde_json::from_str::<PaymentId>("\"pay_short\"").is_err());
    }
}
