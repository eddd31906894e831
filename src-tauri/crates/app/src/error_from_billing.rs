//! The core's errors as a person meets them: each broken rule with its own code, and what to do.

use billing::calendar::CalendarError;
use billing::customer::{CustomerError, TaxProfileError};
use billing::ids::IdError;
use billing::invoice::{CreditError, FinalizeError, TotalsError, VoidError};
use billing::ledger::{AccountCodeError, JournalError};
use billing::money::{AllocationError, CurrencyError, MoneyError};
use billing::payment::{ApplyBalanceError, PaymentError};

use crate::error::AppError;

const MEND: &str = "Correct it and try again; nothing was changed.";

/// A rule's own words as a sentence: "the total is negative" becomes "The total is negative."
pub(crate) fn sentence(words: &impl std::fmt::Display) -> String {
    let text = words.to_string();
    let mut letters = text.chars();
    let first = letters
        .next()
        .map(|first| first.to_uppercase().collect::<String>());
    format!(
        "{}{}.",
        first.unwrap_or_default(),
        letters.as_str().trim_end_matches('.')
    )
}

fn broken(code: &str, rule: &impl std::fmt::Display, fix: &str) -> AppError {
    AppError::new(code, sentence(rule), fix)
}

impl From<IdError> for AppError {
    fn from(error: IdError) -> Self {
        let code = match error {
            IdError::WrongPrefix { .. } => "id_of_another_kind",
            IdError::NotAUlid { .. } => "id_malformed",
        };
        broken(
            code,
            &error,
            "Copy the id from where it is shown; nothing was changed.",
        )
        .at("id")
    }
}

impl From<MoneyError> for AppError {
    fn from(error: MoneyError) -> Self {
        let code = match error {
            MoneyError::CurrencyMismatch { .. } => "currency_mismatch",
            MoneyError::Overflow { .. } => "amount_too_large",
            MoneyError::NotANumber { .. } => "amount_malformed",
            MoneyError::TooPrecise { .. } => "amount_too_precise",
        };
        broken(code, &error, MEND)
    }
}

impl From<CurrencyError> for AppError {
    fn from(error: CurrencyError) -> Self {
        broken("currency_unknown", &error, MEND)
    }
}

impl From<AllocationError> for AppError {
    fn from(error: AllocationError) -> Self {
        let code = match error {
            AllocationError::NoWeights => "no_weights",
            AllocationError::NegativeWeight { .. } => "negative_weight",
            AllocationError::AllWeightsZero => "all_weights_zero",
            AllocationError::Overflow { .. } => "allocation_too_large",
        };
        broken(code, &error, MEND)
    }
}

impl From<CalendarError> for AppError {
    fn from(error: CalendarError) -> Self {
        let code = match error {
            CalendarError::EndBeforeStart { .. } => "end_before_start",
            CalendarError::ZeroCount => "zero_count",
            CalendarError::AnchorDayOutOfRange { .. } => "anchor_day_out_of_range",
            CalendarError::AnchorDayWithoutMonths => "anchor_day_without_months",
            CalendarError::AnchorDayWithAlignment => "anchor_day_with_alignment",
            CalendarError::OutOfRange { .. } => "date_out_of_range",
            CalendarError::UnknownTimezone { .. } => "timezone_unknown",
        };
        broken(code, &error, MEND)
    }
}

impl From<CustomerError> for AppError {
    fn from(error: CustomerError) -> Self {
        let code = match error {
            CustomerError::NameMissing => "customer_name_missing",
            CustomerError::EmailMalformed { .. } => "email_malformed",
            CustomerError::CountryUnknown { .. } => "country_unknown",
            CustomerError::TimezoneUnknown { .. } => "timezone_unknown",
            CustomerError::Tax(TaxProfileError::ExemptionReasonMissing) => {
                "exemption_reason_missing"
            }
            CustomerError::Tax(TaxProfileError::ProofCountryMissing { .. }) => "country_missing",
            CustomerError::Tax(TaxProfileError::ProofCountryUnknown { .. }) => "country_unknown",
            CustomerError::Tax(TaxProfileError::CheckedNumberMissing { .. }) => {
                "checked_number_missing"
            }
        };
        let field = error.field();
        broken(
            code,
            &error,
            "Correct the field and save again; nothing was changed.",
        )
        .at(field)
    }
}

impl From<JournalError> for AppError {
    fn from(error: JournalError) -> Self {
        let code = match error {
            JournalError::TooFewPostings => "too_few_postings",
            JournalError::Unbalanced { .. } => "entry_unbalanced",
            JournalError::UnknownAccount { .. } => "account_unknown",
            JournalError::Money(error) => return error.into(),
        };
        broken(code, &error, MEND).at("postings")
    }
}

impl From<AccountCodeError> for AppError {
    fn from(error: AccountCodeError) -> Self {
        broken("account_malformed", &error, MEND).at("account")
    }
}

impl From<TotalsError> for AppError {
    fn from(error: TotalsError) -> Self {
        let of_line = |line: usize| format!("draft.lines.{}", line.saturating_sub(1));
        let discounted = |line: Option<usize>| line.map_or_else(|| "draft".to_owned(), of_line);
        let (code, field) = match &error {
            TotalsError::DiscountOutOfRange { line, .. } => (
                "discount_out_of_range",
                format!("{}.discount_pct", discounted(*line)),
            ),
            TotalsError::DiscountNegative { line, .. } => (
                "discount_negative",
                format!("{}.discount_amount", discounted(*line)),
            ),
            TotalsError::TaxSwallowsPrice { line } => (
                "tax_swallows_price",
                format!("{}.tax_rate_ids", of_line(*line)),
            ),
            TotalsError::Overflow { line } => ("line_too_large", of_line(*line)),
            TotalsError::Money(error) => return error.clone().into(),
        };
        broken(code, &error, MEND).at(field)
    }
}

impl From<FinalizeError> for AppError {
    fn from(error: FinalizeError) -> Self {
        let code = match &error {
            FinalizeError::NoLines => "invoice_without_lines",
            FinalizeError::DescriptionMissing { .. } => "description_missing",
            FinalizeError::CustomerMismatch { .. } => "customer_mismatch",
            FinalizeError::CustomerArchived { .. } => "customer_archived",
            FinalizeError::Customer(_) => "customer_incomplete",
            FinalizeError::Seller(_) => "business_incomplete",
            FinalizeError::NumberMissing => "number_missing",
            FinalizeError::NegativeTotal { .. } => "total_negative",
            FinalizeError::DueDateOutOfRange { .. } => "due_date_out_of_range",
            FinalizeError::Totals(error) => return error.clone().into(),
            FinalizeError::Journal(error) => return error.clone().into(),
        };
        broken(
            code,
            &error,
            "Mend the draft, then issue it; it is saved and took no number.",
        )
    }
}

impl From<VoidError> for AppError {
    fn from(error: VoidError) -> Self {
        let (code, fix) = match &error {
            VoidError::NotOpen { .. } => ("invoice_not_open", "Nothing was changed."),
            VoidError::PartlySettled { .. } => (
                "invoice_partly_settled",
                "Correct it with a credit note; nothing was changed.",
            ),
            VoidError::Journal(error) => return error.clone().into(),
            VoidError::Money(error) => return error.clone().into(),
        };
        broken(code, &error, fix)
    }
}

impl From<CreditError> for AppError {
    fn from(error: CreditError) -> Self {
        let code = match &error {
            CreditError::NotCreditable { .. } => "invoice_not_creditable",
            CreditError::NumberMissing => "number_missing",
            CreditError::BeforeInvoice { .. } => "credit_before_invoice",
            CreditError::UnknownLine { .. } => "credit_line_unknown",
            CreditError::MoreThanLine { .. } => "credit_more_than_line",
            CreditError::MoreThanRemains { .. } => "credit_more_than_remains",
            CreditError::NothingToCredit { .. } => "nothing_to_credit",
            CreditError::Money(error) => return error.clone().into(),
            CreditError::Journal(error) => return error.clone().into(),
        };
        broken(code, &error, MEND).at("lines")
    }
}

impl From<PaymentError> for AppError {
    fn from(error: PaymentError) -> Self {
        let (code, field) = match &error {
            PaymentError::NotPositive { .. } => ("payment_not_positive", "amount"),
            PaymentError::OtherCustomer { .. } => ("payment_of_other_customer", "invoice_id"),
            PaymentError::InvoiceVoid { .. } => ("invoice_void", "invoice_id"),
            PaymentError::AlreadyReversed { .. } => ("payment_already_reversed", "id"),
            PaymentError::OtherInvoice { .. } => ("payment_of_other_invoice", "id"),
            PaymentError::BalanceUsed { .. } => ("payment_balance_used", "id"),
            PaymentError::Money(error) => return error.clone().into(),
            PaymentError::Journal(error) => return error.clone().into(),
        };
        broken(code, &error, MEND).at(field)
    }
}

impl From<ApplyBalanceError> for AppError {
    fn from(error: ApplyBalanceError) -> Self {
        let code = match &error {
            ApplyBalanceError::NothingDue { .. } => "nothing_due",
            ApplyBalanceError::NothingAvailable { .. } => "no_balance",
            ApplyBalanceError::Money(error) => return error.clone().into(),
            ApplyBalanceError::Journal(error) => return error.clone().into(),
        };
        broken(code, &error, "Nothing was changed.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use billing::money::{Currency, Money};

    #[test]
    fn a_rule_becomes_a_sentence_with_its_code_and_field() {
        let remaining = Money::new(500, Currency::EUR);
        let amount = Money::new(600, Currency::EUR);
        let error = AppError::from(CreditError::MoreThanLine {
            line: 1,
            amount,
            remaining,
        });
        assert_eq!(error.code, "credit_more_than_line");
        assert_eq!(error.field.as_deref(), Some("lines"));
        assert!(error.message.contains("6.00 EUR") && error.message.ends_with('.'));
        assert_eq!(sentence(&"the total is negative"), "The total is negative.");
    }

    #[test]
    fn a_wrong_discount_points_at_the_line_as_the_editor_counts_it() {
        let percent = "120".parse().expect("a decimal");
        let error = AppError::from(TotalsError::DiscountOutOfRange {
            line: Some(3),
            percent,
        });
        assert_eq!(error.field.as_deref(), Some("draft.lines.2.discount_pct"));
    }
}
