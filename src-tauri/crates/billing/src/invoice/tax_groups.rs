//! Tax groups: tax summed per rate (or per line), rounded, and given back to the lines.

use rust_decimal::Decimal;

use super::line_item::LineItem;
use super::totals::{LineTotal, TaxRounding, TaxTotal, TotalsError, TotalsInput};
use crate::money::{Currency, Money, MoneyError, Rounding, round_to_target};
use crate::tax::LineTax;

/// Digits of a minor unit that are kept before rounding: beyond them is only a division's noise.
const EXACT_DIGITS: u32 = 12;

/// One tax on one line: the line's index, and the tax's index on that line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Member {
    pub(super) line: usize,
    pub(super) tax: usize,
}

/// The places where one and the same tax stands.
#[derive(Debug, Clone)]
pub(super) struct TaxGroup {
    pub(super) tax: LineTax,
    pub(super) members: Vec<Member>,
}

/// Groups, and each line's taxes in the order in which the line names them.
#[derive(Debug)]
pub(super) struct TaxedLines {
    pub(super) groups: Vec<TaxGroup>,
    pub(super) taxes: Vec<Vec<Money>>,
}

/// The taxes of all lines, in the order in which they first come up.
pub(super) fn groups_of(lines: &[LineItem]) -> Vec<TaxGroup> {
    let mut groups: Vec<TaxGroup> = Vec::new();
    for (line, item) in lines.iter().enumerate() {
        for (at, tax) in item.taxes.iter().enumerate() {
            let member = Member { line, tax: at };
            // Two taxes of one line are two, though their rates be the same (CGST and SGST).
            let group = groups.iter_mut().find(|group| {
                let taken = group.members.last().is_some_and(|last| last.line == line);
                !taken && same_tax(&group.tax, tax)
            });
            match group {
                Some(group) => group.members.push(member),
                None => groups.push(TaxGroup {
                    tax: tax.clone(),
                    members: vec![member],
                }),
            }
        }
    }
    groups
}

fn same_tax(one: &LineTax, other: &LineTax) -> bool {
    one.rate_pct == other.rate_pct
        && one.category == other.category
        && one.jurisdiction == other.jurisdiction
        && one.name == other.name
}

/// Computes each line's taxes on its base, which includes them where the input says so.
pub(super) fn taxed_lines(
    input: &TotalsInput<'_>,
    bases: &[Money],
) -> Result<TaxedLines, TotalsError> {
    let groups = groups_of(input.lines);
    let nothing = Money::zero(input.currency);
    let mut taxes: Vec<Vec<Money>> = input
        .lines
        .iter()
        .map(|line| vec![nothing; line.taxes.len()])
        .collect();
    for group in &groups {
        let mut exact = Vec::with_capacity(group.members.len());
        for member in &group.members {
            exact.push(exact_tax(input, bases, *member, &group.tax)?);
        }
        for (member, part) in group.members.iter().zip(rounded(input, &exact)?) {
            put(&mut taxes, *member, part);
        }
    }
    Ok(TaxedLines { groups, taxes })
}

/// Sets one figure of a table that has a place for each tax on each line.
pub(super) fn put(taxes: &mut [Vec<Money>], member: Member, amount: Money) {
    if let Some(place) = taxes
        .get_mut(member.line)
        .and_then(|line| line.get_mut(member.tax))
    {
        *place = amount;
    }
}

fn exact_tax(
    input: &TotalsInput<'_>,
    bases: &[Money],
    member: Member,
    tax: &LineTax,
) -> Result<Decimal, TotalsError> {
    let number = member.line.saturating_add(1);
    let overflow = TotalsError::Overflow { line: number };
    let base = bases.get(member.line).map_or(0, |base| base.minor());
    let hundred = if input.tax_inclusive {
        let gross = gross_pct(input.lines, member.line).ok_or(overflow.clone())?;
        if gross <= Decimal::ZERO {
            return Err(TotalsError::TaxSwallowsPrice { line: number });
        }
        gross
    } else {
        Decimal::ONE_HUNDRED
    };
    Decimal::from(base)
        .checked_mul(tax.rate_pct)
        .and_then(|product| product.checked_div(hundred))
        .ok_or(overflow)
}

/// What a price with tax in it is, in percent of the price without.
pub(super) fn gross_pct(lines: &[LineItem], line: usize) -> Option<Decimal> {
    let taxes = lines
        .get(line)
        .map(|item| item.taxes.as_slice())
        .unwrap_or_default();
    taxes.iter().try_fold(Decimal::ONE_HUNDRED, |sum, tax| {
        sum.checked_add(tax.rate_pct)
    })
}

fn rounded(input: &TotalsInput<'_>, exact: &[Decimal]) -> Result<Vec<Money>, MoneyError> {
    let TotalsInput {
        currency, rounding, ..
    } = *input;
    match input.tax_rounding {
        TaxRounding::PerRate => round_to_target(sum_rounded(exact, currency, rounding)?, exact),
        TaxRounding::PerLine => exact
            .iter()
            .map(|tax| sum_rounded(&[*tax], currency, rounding))
            .collect(),
    }
}

/// The sum of exact amounts in minor units, rounded once.
pub(super) fn sum_rounded(
    exact: &[Decimal],
    currency: Currency,
    rounding: Rounding,
) -> Result<Money, MoneyError> {
    let overflow = MoneyError::Overflow { currency };
    let sum = exact
        .iter()
        .try_fold(Decimal::ZERO, |sum, share| sum.checked_add(*share));
    let sum = sum.ok_or(overflow.clone())?.round_dp(EXACT_DIGITS);
    let minor = i64::try_from(rounding.round(sum, 0)).map_err(|_| overflow)?;
    Ok(Money::new(minor, currency))
}

/// Each group with what it is on and what it comes to.
pub(super) fn tax_totals(
    input: &TotalsInput<'_>,
    taxed: &TaxedLines,
    lines: &[LineTotal],
) -> Result<Vec<TaxTotal>, MoneyError> {
    let nets: Vec<Money> = lines.iter().map(|line| line.net).collect();
    let total = |group| tax_total(group, &nets, &taxed.taxes, input.currency);
    taxed.groups.iter().map(total).collect()
}

/// What a group is on and what it comes to, from each line's net and taxes.
pub(super) fn tax_total(
    group: &TaxGroup,
    nets: &[Money],
    taxes: &[Vec<Money>],
    currency: Currency,
) -> Result<TaxTotal, MoneyError> {
    let mut lines: Vec<usize> = group.members.iter().map(|member| member.line).collect();
    lines.dedup();
    let taxable = lines.iter().filter_map(|line| nets.get(*line).copied());
    let amounts = group
        .members
        .iter()
        .filter_map(|m| taxes.get(m.line)?.get(m.tax).copied());
    let LineTax {
        name,
        rate_pct,
        jurisdiction,
        category,
        note,
    } = group.tax.clone();
    let taxable = Money::try_sum(taxable, currency)?;
    let amount = Money::try_sum(amounts, currency)?;
    Ok(TaxTotal {
        name,
        rate_pct,
        jurisdiction,
        category,
        note,
        taxable,
        amount,
    })
}
