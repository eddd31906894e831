//! The chart of accounts: which account each thing goes to, with codes that never change.

use super::account::{Account, AccountCode, AccountKind};
use crate::payment::PaymentMethod;

type Row = (&'static str, &'static str, AccountKind);

const CASH_BANK: Row = ("1000", "Cash:Bank", AccountKind::Asset);
const CASH_ON_HAND: Row = ("1010", "Cash:On hand", AccountKind::Asset);
const CASH_CHEQUES: Row = ("1020", "Cash:Cheques", AccountKind::Asset);
const CASH_CARD: Row = ("1030", "Cash:Card", AccountKind::Asset);
const CASH_OTHER: Row = ("1040", "Cash:Other", AccountKind::Asset);
const RECEIVABLE: Row = ("1100", "Receivable", AccountKind::Asset);
const UNBILLED_RECEIVABLE: Row = ("1200", "Unbilled receivable", AccountKind::Asset);
const DEFERRED_REVENUE: Row = ("2100", "Deferred revenue", AccountKind::Liability);
const TAX_PAYABLE: Row = ("2200", "Tax payable", AccountKind::Liability);
const CUSTOMER_BALANCE: Row = ("2300", "Customer balance", AccountKind::Liability);
const PREPAID_CREDITS: Row = ("2400", "Prepaid credits", AccountKind::Liability);
const OPENING_BALANCES: Row = ("3000", "Opening balances", AccountKind::Equity);
const REVENUE: Row = ("4000", "Revenue", AccountKind::Revenue);
const BREAKAGE: Row = ("4600", "Breakage revenue", AccountKind::Revenue);
const PROMOTIONAL_CREDITS: Row = ("4700", "Promotional credits", AccountKind::Revenue);
const DISCOUNTS: Row = ("4800", "Discounts", AccountKind::Revenue);
const REFUNDS: Row = ("4900", "Refunds", AccountKind::Revenue);
const PROCESSING_FEES: Row = ("6000", "Processing fees", AccountKind::Expense);
const BAD_DEBT: Row = ("6100", "Bad debt", AccountKind::Expense);
const FX_GAIN_AND_LOSS: Row = ("6200", "FX gain and loss", AccountKind::Expense);
const ROUNDING: Row = ("6300", "Rounding", AccountKind::Expense);

const ROWS: [Row; 21] = [
    CASH_BANK,
    CASH_ON_HAND,
    CASH_CHEQUES,
    CASH_CARD,
    CASH_OTHER,
    RECEIVABLE,
    UNBILLED_RECEIVABLE,
    DEFERRED_REVENUE,
    TAX_PAYABLE,
    CUSTOMER_BALANCE,
    PREPAID_CREDITS,
    OPENING_BALANCES,
    REVENUE,
    BREAKAGE,
    PROMOTIONAL_CREDITS,
    DISCOUNTS,
    REFUNDS,
    PROCESSING_FEES,
    BAD_DEBT,
    FX_GAIN_AND_LOSS,
    ROUNDING,
];

/// The accounts that every ledger has, by code. Those of a jurisdiction or product come when the
/// first entry posts to them.
#[must_use]
pub fn standard_accounts() -> Vec<Account> {
    ROWS.iter()
        .map(|row| to_account(row, AccountCode::fixed(row.0)))
        .collect()
}

/// The account that a code means, with its name and kind; nothing where the chart has no such
/// code. Only tax payable and revenue have parts.
#[must_use]
pub fn account_for(code: &AccountCode) -> Option<Account> {
    let row = ROWS
        .iter()
        .find(|(number, _, _)| *number == code.number())?;
    let may_have_parts = *row == TAX_PAYABLE || *row == REVENUE;
    if code.part().is_some() && !may_have_parts {
        return None;
    }
    Some(to_account(row, code.clone()))
}

fn to_account(&(_, name, kind): &Row, code: AccountCode) -> Account {
    let name = match code.part() {
        Some(part) => format!("{name}:{part}"),
        None => name.to_owned(),
    };
    Account { code, name, kind }
}

impl AccountCode {
    /// Where money of a payment method comes in.
    #[must_use]
    pub fn cash(method: PaymentMethod) -> Self {
        let row = match method {
            PaymentMethod::BankTransfer => CASH_BANK,
            PaymentMethod::Cash => CASH_ON_HAND,
            PaymentMethod::Cheque => CASH_CHEQUES,
            PaymentMethod::Card => CASH_CARD,
            PaymentMethod::Other => CASH_OTHER,
        };
        Self::fixed(row.0)
    }

    /// What customers owe on finalized invoices.
    #[must_use]
    pub fn receivable() -> Self {
        Self::fixed(RECEIVABLE.0)
    }

    /// Tax owed to a jurisdiction.
    #[must_use]
    pub fn tax_payable(jurisdiction: &str) -> Self {
        Self::of_part(TAX_PAYABLE.0, jurisdiction)
    }

    /// What customers paid ahead or were credited.
    #[must_use]
    pub fn customer_balance() -> Self {
        Self::fixed(CUSTOMER_BALANCE.0)
    }

    /// What customers paid for credit that no invoice has used.
    #[must_use]
    pub fn prepaid_credits() -> Self {
        Self::fixed(PREPAID_CREDITS.0)
    }

    /// What was earned because paid credit expired.
    #[must_use]
    pub fn breakage() -> Self {
        Self::fixed(BREAKAGE.0)
    }

    /// What credit that nobody paid for took off revenue.
    #[must_use]
    pub fn promotional_credits() -> Self {
        Self::fixed(PROMOTIONAL_CREDITS.0)
    }

    /// What stood in the books before this ledger.
    #[must_use]
    pub fn opening_balances() -> Self {
        Self::fixed(OPENING_BALANCES.0)
    }

    /// What a product earned, before discounts.
    #[must_use]
    pub fn revenue(product: &str) -> Self {
        Self::of_part(REVENUE.0, product)
    }

    /// What discounts took off revenue.
    #[must_use]
    pub fn discounts() -> Self {
        Self::fixed(DISCOUNTS.0)
    }

    /// What credit notes took off revenue.
    #[must_use]
    pub fn refunds() -> Self {
        Self::fixed(REFUNDS.0)
    }

    /// What was given up as uncollectible, less what came in after all.
    #[must_use]
    pub fn bad_debt() -> Self {
        Self::fixed(BAD_DEBT.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_and_names_are_unique_and_in_order() {
        let accounts = standard_accounts();
        assert!(accounts.windows(2).all(|pair| pair[0].code < pair[1].code));
        let names: BTreeSet<_> = accounts.iter().map(|account| &account.name).collect();
        assert_eq!(names.len(), accounts.len());
    }

    #[test]
    fn a_part_has_its_own_account_of_the_same_kind() {
        let account = account_for(&AccountCode::tax_payable("DE")).unwrap();
        assert_eq!(
            (account.name.as_str(), account.kind),
            ("Tax payable:DE", AccountKind::Liability)
        );
        assert_eq!(
            account_for(&AccountCode::revenue("")).unwrap().name,
            "Revenue"
        );
        assert_eq!(account_for(&AccountCode::try_new("1100:DE").unwrap()), None);
        assert_eq!(account_for(&AccountCode::try_new("9999").unwrap()), None);
    }

    #[test]
    fn every_method_has_its_own_cash_account() {
        let codes: BTreeSet<_> = PaymentMethod::ALL
            .into_iter()
            .map(AccountCode::cash)
            .collect();
        assert_eq!(codes.len(), PaymentMethod::ALL.len());
        assert!(codes.iter().all(|code| account_for(code).is_some()));
    }
}
