//! What a credit note comes to: net by line and tax by rate, so that notes exhaust the invoice.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::credit_note::CreditError;
use super::tax_groups::{Member, TaxGroup, groups_of, put, sum_rounded, tax_total};
use super::totals::{TaxRounding, TaxTotal, Totals, TotalsInput};
use crate::money::{Money, MoneyError, spread};

/// What is to be credited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CreditRequest {
    /// Everything that is left.
    Full,
    /// Of each line (from 1) a part of its net, after discounts.
    ByLine(Vec<(usize, Money)>),
}

/// What is credited of one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditLine {
    /// The invoice's line, from 1.
    pub line: usize,
    /// Credited of its net.
    pub amount: Money,
    /// Credited of its tax.
    pub tax: Money,
    /// Credited of each of its taxes, in the order in which the line names them.
    pub taxes: Vec<Money>,
}

/// What a credit note comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditAmounts {
    /// What is credited of each line.
    pub lines: Vec<CreditLine>,
    /// Credited without tax.
    pub net: Money,
    /// Credited tax.
    pub tax: Money,
    /// Credited tax by rate.
    pub taxes: Vec<TaxTotal>,
    /// Credited altogether.
    pub total: Money,
}

/// Computes a credit note after the earlier ones. Its tax is rounded on its own (per rate or per
/// line, as the invoice's was) and is never more than is left; the note that exhausts what a rate
/// is on takes all that is left of its tax, so that all notes together are the invoice.
///
/// # Errors
/// [`CreditError`] where a line is unknown, or more is asked for than is left.
pub fn credit_amounts(
    input: &TotalsInput<'_>,
    totals: &Totals,
    earlier: &[CreditAmounts],
    request: &CreditRequest,
) -> Result<CreditAmounts, CreditError> {
    let left = Left::after(totals, earlier)?;
    let amounts = requested(input, &left, request)?;
    let groups = groups_of(input.lines);
    let nothing = Money::zero(input.currency);
    let mut taxes: Vec<Vec<Money>> = input
        .lines
        .iter()
        .map(|line| vec![nothing; line.taxes.len()])
        .collect();
    for group in &groups {
        for cell in cells(group, input.tax_rounding) {
            let parts = cell_tax(input, &left, &amounts, group, cell)?;
            for (member, part) in cell.iter().zip(parts) {
                put(&mut taxes, *member, part);
            }
        }
    }
    let note = summed(input, &groups, &amounts, &taxes)?;
    if !note.total.is_positive() {
        return Err(CreditError::NothingToCredit { total: note.total });
    }
    if left.total.try_sub(note.total)?.is_negative() {
        return Err(CreditError::MoreThanRemains {
            total: note.total,
            remaining: left.total,
        });
    }
    Ok(note)
}

/// What earlier notes left of an invoice.
struct Left {
    nets: Vec<Money>,
    taxes: Vec<Vec<Money>>,
    total: Money,
}

impl Left {
    fn after(totals: &Totals, earlier: &[CreditAmounts]) -> Result<Self, MoneyError> {
        let mut left = Self {
            nets: totals.lines.iter().map(|line| line.net).collect(),
            taxes: totals.lines.iter().map(|line| line.taxes.clone()).collect(),
            total: totals.total,
        };
        for note in earlier {
            left.total = left.total.try_sub(note.total)?;
            for line in &note.lines {
                left.take(line)?;
            }
        }
        Ok(left)
    }

    fn take(&mut self, line: &CreditLine) -> Result<(), MoneyError> {
        let at = line.line.saturating_sub(1);
        if let Some(net) = self.nets.get_mut(at) {
            *net = net.try_sub(line.amount)?;
        }
        let taxes = self.taxes.get_mut(at).into_iter().flatten();
        for (tax, credited) in taxes.zip(&line.taxes) {
            *tax = tax.try_sub(*credited)?;
        }
        Ok(())
    }

    fn tax(&self, member: Member) -> Option<Money> {
        self.taxes.get(member.line)?.get(member.tax).copied()
    }
}

/// The net to be credited of each line of the invoice.
fn requested(
    input: &TotalsInput<'_>,
    left: &Left,
    request: &CreditRequest,
) -> Result<Vec<Money>, CreditError> {
    let parts = match request {
        CreditRequest::Full => return Ok(left.nets.clone()),
        CreditRequest::ByLine(parts) => parts,
    };
    let lines = left.nets.len();
    let mut amounts = vec![Money::zero(input.currency); lines];
    for &(line, part) in parts {
        let place = line.checked_sub(1).and_then(|at| amounts.get_mut(at));
        let place = place.ok_or(CreditError::UnknownLine { line, lines })?;
        *place = place.try_add(part)?;
    }
    for (line, (amount, remaining)) in (1..).zip(amounts.iter().zip(&left.nets)) {
        let (amount, remaining) = (*amount, *remaining);
        if amount != within(amount, remaining) {
            return Err(CreditError::MoreThanLine {
                line,
                amount,
                remaining,
            });
        }
    }
    Ok(amounts)
}

/// The places whose tax is rounded together.
fn cells(group: &TaxGroup, rounding: TaxRounding) -> std::slice::Chunks<'_, Member> {
    match rounding {
        TaxRounding::PerRate => group.members.chunks(group.members.len().max(1)),
        TaxRounding::PerLine => group.members.chunks(1),
    }
}

/// The tax credited at each place of a cell.
fn cell_tax(
    input: &TotalsInput<'_>,
    left: &Left,
    amounts: &[Money],
    group: &TaxGroup,
    cell: &[Member],
) -> Result<Vec<Money>, MoneyError> {
    let nothing = Money::zero(input.currency);
    let of = |list: &[Money], m: &Member| list.get(m.line).copied().unwrap_or(nothing);
    let credited: Vec<Money> = cell.iter().map(|m| of(amounts, m)).collect();
    let remaining: Vec<Money> = cell
        .iter()
        .map(|m| left.tax(*m).unwrap_or(nothing))
        .collect();
    if cell.iter().all(|m| of(amounts, m) == of(&left.nets, m)) {
        return all_that_is_left(&credited, &remaining, nothing);
    }
    let mut exact = Vec::with_capacity(cell.len());
    for amount in &credited {
        let share = Decimal::from(amount.minor()).checked_mul(group.tax.rate_pct);
        let share = share.and_then(|share| share.checked_div(Decimal::ONE_HUNDRED));
        exact.push(share.ok_or(MoneyError::Overflow {
            currency: input.currency,
        })?);
    }
    let whole = sum_rounded(&exact, input.currency, input.rounding)?;
    let bound = Money::try_sum(remaining.iter().copied(), input.currency)?;
    over(within(whole, bound), &credited)
}

/// An amount that is no further from zero than its bound, and on its side.
fn within(amount: Money, bound: Money) -> Money {
    let (low, high) = (bound.minor().min(0), bound.minor().max(0));
    Money::new(amount.minor().clamp(low, high), amount.currency())
}

/// What is left at each place; what is left where nothing is credited goes to the first place
/// that credits something.
fn all_that_is_left(
    credited: &[Money],
    remaining: &[Money],
    nothing: Money,
) -> Result<Vec<Money>, MoneyError> {
    let mut parts = vec![nothing; credited.len()];
    let mut stray = nothing;
    for ((part, amount), left) in parts.iter_mut().zip(credited).zip(remaining) {
        if amount.is_zero() {
            stray = stray.try_add(*left)?;
        } else {
            *part = *left;
        }
    }
    let first = credited.iter().position(|amount| !amount.is_zero());
    if let Some(part) = first.and_then(|at| parts.get_mut(at)) {
        *part = part.try_add(stray)?;
    }
    Ok(parts)
}

/// Spreads a tax over the amounts that it is on; over amounts that cancel, the first takes it.
fn over(tax: Money, amounts: &[Money]) -> Result<Vec<Money>, MoneyError> {
    let sum = Money::try_sum(amounts.iter().copied(), tax.currency())?;
    if !sum.is_zero() {
        return spread(tax, amounts);
    }
    let mut parts = vec![Money::zero(tax.currency()); amounts.len()];
    let first = amounts.iter().position(|amount| !amount.is_zero());
    if let Some(part) = first.and_then(|at| parts.get_mut(at)) {
        *part = tax;
    }
    Ok(parts)
}

fn summed(
    input: &TotalsInput<'_>,
    groups: &[TaxGroup],
    amounts: &[Money],
    taxes: &[Vec<Money>],
) -> Result<CreditAmounts, MoneyError> {
    let mut lines = Vec::new();
    for (line, (amount, taxes)) in (1..).zip(amounts.iter().zip(taxes)) {
        if !amount.is_zero() {
            let tax = Money::try_sum(taxes.iter().copied(), input.currency)?;
            lines.push(CreditLine {
                line,
                amount: *amount,
                tax,
                taxes: taxes.clone(),
            });
        }
    }
    let net = Money::try_sum(lines.iter().map(|line| line.amount), input.currency)?;
    let tax = Money::try_sum(lines.iter().map(|line| line.tax), input.currency)?;
    let touched = |group: &&TaxGroup| {
        group
            .members
            .iter()
            .any(|m| amounts.get(m.line).is_some_and(|a| !a.is_zero()))
    };
    let of_group = |group: &TaxGroup| tax_total(group, amounts, taxes, input.currency);
    let taxes = groups
        .iter()
        .filter(touched)
        .map(of_group)
        .collect::<Result<_, _>>()?;
    Ok(CreditAmounts {
        lines,
        net,
        tax,
        taxes,
        total: net.try_add(tax)?,
    })
}
