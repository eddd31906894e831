//! Posting rules: from what happened to the postings it makes; nobody types these.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::account::AccountCode;
use super::posting::Posting;
use crate::invoice::{
    AppliedCredit, CreditCategory, CreditNote, Invoice, LineItem, LineTotal, TaxTotal,
};
use crate::money::{Money, MoneyError};
use crate::payment::{Payment, PaymentMethod};

/// Dr receivable the total, Dr discounts, Cr revenue of each product before discounts, Cr tax of
/// each jurisdiction (a withheld tax is a debit). An invoice of nothing posts nothing, twice, so
/// that it still has its entry.
pub(crate) fn invoice_finalized(invoice: &Invoice) -> Result<Vec<Posting>, MoneyError> {
    let totals = invoice.totals();
    let mut sums = Sums::new();
    sums.debit(AccountCode::receivable(), totals.total)?;
    for (line, total) in invoice.lines().iter().zip(&totals.lines) {
        let discount = net_discount(invoice, line, total)?;
        sums.debit(AccountCode::discounts(), discount)?;
        sums.credit(
            AccountCode::revenue(&line.product),
            total.net.try_add(discount)?,
        )?;
    }
    sums.credit_taxes(&totals.taxes)?;
    let postings = sums.into_postings();
    if postings.is_empty() {
        let nothing = Money::zero(invoice.currency());
        let accounts = [AccountCode::receivable(), AccountCode::revenue("")];
        return Ok(accounts
            .map(|account| Posting::new(account, nothing))
            .into());
    }
    Ok(postings)
}

/// What discounts took off a line, without the tax that its price may include.
fn net_discount(
    invoice: &Invoice,
    line: &LineItem,
    total: &LineTotal,
) -> Result<Money, MoneyError> {
    let discount = total.discount.try_add(total.invoice_discount)?;
    if !invoice.content().tax_inclusive || discount.is_zero() {
        return Ok(discount);
    }
    let currency = invoice.currency();
    let hundred = Decimal::ONE_HUNDRED;
    let gross = line
        .taxes
        .iter()
        .try_fold(hundred, |sum, tax| sum.checked_add(tax.rate_pct));
    let net = gross
        .and_then(|gross| {
            discount
                .to_decimal()
                .checked_mul(hundred)?
                .checked_div(gross)
        })
        .ok_or(MoneyError::Overflow { currency })?;
    Money::from_decimal(net, currency, invoice.content().rounding)
}

/// Dr refunds the net, Dr tax, Cr receivable what was due, Cr what prepaid credit gets back, Cr
/// customer balance the rest.
pub(crate) fn credit_note_issued(note: &CreditNote) -> Result<Vec<Posting>, MoneyError> {
    let mut sums = Sums::new();
    sums.debit(AccountCode::refunds(), note.net)?;
    for tax in &note.taxes {
        sums.debit(AccountCode::tax_payable(&tax.jurisdiction), tax.amount)?;
    }
    sums.credit(AccountCode::receivable(), note.to_receivable)?;
    for part in &note.to_credits {
        sums.credit(account_of(part.category), part.amount)?;
    }
    sums.credit(AccountCode::customer_balance(), note.to_balance)?;
    Ok(sums.into_postings())
}

/// Dr cash of the method, Cr receivable what was due, Cr bad debt what had been given up, Cr
/// customer balance the rest.
pub(crate) fn payment_received(payment: &Payment) -> Result<Vec<Posting>, MoneyError> {
    let mut sums = Sums::new();
    sums.debit(AccountCode::cash(payment.method), payment.amount)?;
    sums.credit(AccountCode::receivable(), payment.to_receivable)?;
    sums.credit(AccountCode::bad_debt(), payment.recovered)?;
    sums.credit(AccountCode::customer_balance(), payment.to_balance)?;
    Ok(sums.into_postings())
}

/// Dr customer balance, Cr receivable.
pub(crate) fn balance_applied(amount: Money) -> Result<Vec<Posting>, MoneyError> {
    let mut sums = Sums::new();
    sums.debit(AccountCode::customer_balance(), amount)?;
    sums.credit(AccountCode::receivable(), amount)?;
    Ok(sums.into_postings())
}

/// Where credit stands until an invoice uses it, or what using it costs.
fn account_of(category: CreditCategory) -> AccountCode {
    match category {
        CreditCategory::Paid => AccountCode::prepaid_credits(),
        CreditCategory::Promotional => AccountCode::promotional_credits(),
    }
}

/// Dr cash of the method, Cr prepaid credits.
pub(crate) fn credit_sold(
    method: PaymentMethod,
    amount: Money,
) -> Result<Vec<Posting>, MoneyError> {
    moved(
        AccountCode::cash(method),
        AccountCode::prepaid_credits(),
        amount,
    )
}

/// Dr prepaid credits what was paid for, Dr promotional credits the gifts, Cr receivable.
pub(crate) fn credit_applied(parts: &[AppliedCredit]) -> Result<Vec<Posting>, MoneyError> {
    let mut sums = Sums::new();
    for part in parts {
        sums.debit(account_of(part.category), part.amount)?;
        sums.credit(AccountCode::receivable(), part.amount)?;
    }
    Ok(sums.into_postings())
}

/// Dr prepaid credits, Cr breakage.
pub(crate) fn credit_expired(amount: Money) -> Result<Vec<Posting>, MoneyError> {
    moved(
        AccountCode::prepaid_credits(),
        AccountCode::breakage(),
        amount,
    )
}

/// Dr prepaid credits, Cr customer balance.
pub(crate) fn credit_voided(amount: Money) -> Result<Vec<Posting>, MoneyError> {
    let (from, to) = (
        AccountCode::prepaid_credits(),
        AccountCode::customer_balance(),
    );
    moved(from, to, amount)
}

/// One amount from one account to another.
fn moved(
    debit: AccountCode,
    credit: AccountCode,
    amount: Money,
) -> Result<Vec<Posting>, MoneyError> {
    let mut sums = Sums::new();
    sums.debit(debit, amount)?;
    sums.credit(credit, amount)?;
    Ok(sums.into_postings())
}

/// Dr bad debt, Cr receivable.
pub(crate) fn written_off(amount: Money) -> Result<Vec<Posting>, MoneyError> {
    let mut sums = Sums::new();
    sums.debit(AccountCode::bad_debt(), amount)?;
    sums.credit(AccountCode::receivable(), amount)?;
    Ok(sums.into_postings())
}

/// Amounts summed by account, so that an entry names each account once.
struct Sums(BTreeMap<AccountCode, Money>);

impl Sums {
    const fn new() -> Self {
        Self(BTreeMap::new())
    }

    fn debit(&mut self, account: AccountCode, amount: Money) -> Result<(), MoneyError> {
        let sum = self
            .0
            .entry(account)
            .or_insert(Money::zero(amount.currency()));
        *sum = sum.try_add(amount)?;
        Ok(())
    }

    fn credit(&mut self, account: AccountCode, amount: Money) -> Result<(), MoneyError> {
        self.debit(account, amount.try_neg()?)
    }

    fn credit_taxes(&mut self, taxes: &[TaxTotal]) -> Result<(), MoneyError> {
        taxes.iter().try_for_each(|tax| {
            self.credit(AccountCode::tax_payable(&tax.jurisdiction), tax.amount)
        })
    }

    fn into_postings(self) -> Vec<Posting> {
        let moved = self.0.into_iter().filter(|(_, amount)| !amount.is_zero());
        moved
            .map(|(account, amount)| Posting::new(account, amount))
            .collect()
    }
}
