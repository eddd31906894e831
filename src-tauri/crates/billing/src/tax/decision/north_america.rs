//! Sales taxes of the United States, by state of registration, and the taxes of Canada.

use super::abroad::export;
use super::case::{Case, Untaxed, Why, line_tax};
use super::note::EXEMPT;
use super::{Decision, DecisionError, SupplyKind, Treatment};
use crate::tax::rate::{LineTax, TaxCategory};
use crate::tax::rate_table::STANDARD;
use crate::tax::subdivision::{Subdivision, subdivision};

type Decided = Result<Decision, DecisionError>;

fn region_of(case: &Case<'_>) -> Result<Subdivision, DecisionError> {
    let country = case.to.country.clone();
    let region = case.customer.region.trim();
    if region.is_empty() {
        return Err(DecisionError::RegionMissing { country });
    }
    subdivision(&country, region).ok_or_else(|| DecisionError::RegionUnknown {
        country,
        region: region.to_owned(),
    })
}

/// Inside the country it is domestic, from outside it goes by destination.
fn treatment(case: &Case<'_>) -> Treatment {
    if case.is_domestic() {
        Treatment::Domestic
    } else {
        Treatment::Destination
    }
}

/// To a customer in the United States.
pub fn united_states(mut case: Case<'_>) -> Decided {
    if !case.is_domestic() && !case.is_registered("US") {
        return Ok(export(case));
    }
    let state = region_of(&case)?;
    let place = format!("US-{}", state.code);
    if !case.is_registered(&place) {
        if !case.is_domestic() {
            return Ok(export(case));
        }
        let reason = format!(
            "The seller is not registered in {}, so its sales tax is not charged.",
            state.name
        );
        return Ok(case.not_registered(&place, Why::new("us.not_registered", reason)));
    }
    let found = case.rate_for(&place, us_category(&case, &place))?;
    if found.rate_pct.is_zero() {
        return Ok(not_taxed(case, &place, state));
    }
    let reason = format!(
        "The customer is in {}, where the seller is registered.",
        state.name
    );
    let tax = line_tax(&found, &place);
    let treatment = treatment(&case);
    Ok(case.with_taxes(treatment, place, vec![tax], Why::new("us.state", reason)))
}

/// The table has software as a service and other services apart from goods, and in a few states
/// consumers apart from businesses.
fn us_category<'a>(case: &Case<'a>, place: &str) -> &'a str {
    let digital = case.supply.category == "saas"
        || (case.supply.category == STANDARD && case.supply.kind == SupplyKind::DigitalService);
    let for_consumers = "digital_service_consumer";
    let apart = || {
        let known = case.table.rate_of(place, for_consumers, case.supply.on);
        !case.customer.business && known.is_some()
    };
    match case.supply.kind {
        _ if digital && apart() => for_consumers,
        _ if digital => "digital_service",
        SupplyKind::Service if case.supply.category == STANDARD => "service",
        _ => &case.supply.category,
    }
}

fn not_taxed(case: Case<'_>, place: &str, state: Subdivision) -> Decision {
    let what = match case.supply.kind {
        SupplyKind::DigitalService => "digital services",
        SupplyKind::Service => "services of this kind",
        SupplyKind::Goods => "sales",
    };
    let how = Untaxed {
        treatment: Treatment::Exempt,
        category: TaxCategory::E,
        name: EXEMPT,
        note: None,
    };
    let reason = format!("{} has no sales tax on {what}.", state.name);
    case.untaxed(how, place, Why::new("us.not_taxable", reason))
}

/// To a customer in Canada, from a seller who is registered there: HST where a province has it,
/// else GST and what the province adds.
pub fn canada(mut case: Case<'_>) -> Decided {
    let province = region_of(&case)?;
    let place = format!("CA-{}", province.code);
    let (taxes, said) = canadian(&mut case, &place)?;
    let reason = format!(
        "The customer is in {}, where {said} is charged.",
        province.name
    );
    let treatment = treatment(&case);
    Ok(case.with_taxes(treatment, place, taxes, Why::new("ca.province", reason)))
}

fn canadian(case: &mut Case<'_>, place: &str) -> Result<(Vec<LineTax>, String), DecisionError> {
    let has_own = case
        .table
        .rate_of(place, STANDARD, case.supply.on)
        .is_some();
    // Somebody who names provinces is registered for the taxes of those alone.
    let names_some = case
        .registrations()
        .iter()
        .any(|code| code.starts_with("CA-"));
    let own = if has_own {
        Some(case.rate(place)?)
    } else {
        None
    };
    if let Some(own) = own.filter(|own| own.schedule.tax == "HST") {
        return Ok((vec![line_tax(&own, place)], "HST".to_owned()));
    }
    let mut taxes = vec![line_tax(&case.rate("CA")?, "CA")];
    let charged = own.filter(|_| !names_some || case.is_registered(place));
    if let Some(own) = charged {
        taxes.push(line_tax(&own, place));
        return Ok((taxes, format!("GST with {}", own.schedule.tax)));
    }
    Ok((taxes, "GST alone".to_owned()))
}
