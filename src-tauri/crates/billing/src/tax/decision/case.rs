//! One question for a decision: the parties as taxes see them, and the ways to write the answer.

use rust_decimal::Decimal;

use super::note::{EXEMPT, NO_VAT, Note, Title, in_language};
use super::{Decision, DecisionError, Seller, Supply, SupplyKind, TaxedCustomer, Treatment};
use crate::customer::Language;
use crate::invoice::Explanation;
use crate::tax::jurisdiction::{Place, country_code, is_eu};
use crate::tax::rate::{LineTax, TaxCategory};
use crate::tax::rate_table::{FoundRate, RateTable};
use crate::tax::vat_id::{VatId, VatIdError};

/// What a rule looks at.
#[derive(Debug)]
pub struct Case<'a> {
    pub seller: &'a Seller,
    pub customer: &'a TaxedCustomer,
    pub supply: &'a Supply,
    pub table: &'a RateTable,
    language: Language,
    registrations: Vec<String>,
    /// Where the seller is.
    pub from: Place,
    /// Where the customer is.
    pub to: Place,
    pub explanation: Explanation,
}

/// The words of an answer: which rule, and why.
#[derive(Debug, Clone)]
pub struct Why {
    pub rule: &'static str,
    pub reason: String,
}

impl Why {
    pub fn new(rule: &'static str, reason: impl Into<String>) -> Self {
        let reason = reason.into();
        Self { rule, reason }
    }
}

/// An answer without tax: how it is treated, what the line and the invoice say.
#[derive(Debug, Clone, Copy)]
pub struct Untaxed {
    pub treatment: Treatment,
    pub category: TaxCategory,
    pub name: Title,
    pub note: Option<Note>,
}

impl<'a> Case<'a> {
    pub fn new(
        seller: &'a Seller,
        customer: &'a TaxedCustomer,
        supply: &'a Supply,
        table: &'a RateTable,
        language: Language,
    ) -> Self {
        let registrations: Vec<String> = seller
            .registrations
            .iter()
            .map(|code| registration(code))
            .collect();
        let mut explanation = Explanation::new();
        explanation.step("seller", described(seller, &registrations));
        let kind = if customer.business {
            "a business"
        } else {
            "a consumer"
        };
        let place = [customer.country.as_str(), customer.region.as_str()];
        let place: Vec<&str> = place.into_iter().filter(|part| !part.is_empty()).collect();
        explanation.step("customer", format!("{kind} in {}", place.join(", ")));
        explanation.step(
            "supply",
            format!(
                "{} ({}) on {}",
                kind_word(supply.kind),
                supply.category,
                supply.on
            ),
        );
        if let Some(until) = customer.ended_exemption(supply.on) {
            explanation.step("exemption", format!("ended on {until}"));
        }
        Self {
            seller,
            customer,
            supply,
            table,
            language,
            registrations,
            from: Place::new(&seller.country, "", ""),
            to: Place::new(&customer.country, &customer.region, &customer.postal_code),
            explanation,
        }
    }

    pub fn is_registered_anywhere(&self) -> bool {
        self.seller.oss || !self.registrations.is_empty()
    }

    /// Whether the seller is registered in a country or a part of it, or in exactly that part.
    pub fn is_registered(&self, code: &str) -> bool {
        self.registrations.iter().any(|registered| {
            let rest = registered.strip_prefix(code);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        })
    }

    pub fn registrations(&self) -> &[String] {
        &self.registrations
    }

    /// Whether the EU's rules hold in a place for this supply.
    pub fn in_eu(&self, place: &Place) -> bool {
        let goods = self.supply.kind == SupplyKind::Goods;
        !place.outside
            && (is_eu(&place.country, self.supply.on) || (place.northern_ireland && goods))
    }

    /// Whether both are in one country; of goods, Northern Ireland and Britain are one too.
    pub fn is_domestic(&self) -> bool {
        self.from.country == self.to.country && !self.to.outside
    }

    /// The customer's VAT number as it was read; nothing where there is none.
    pub fn vat_number(&mut self) -> Option<Result<VatId, VatIdError>> {
        let text = self.customer.vat_id.as_deref()?.trim();
        if text.is_empty() {
            return None;
        }
        let number = VatId::try_new(text, None)
            .or_else(|first| VatId::try_new(text, Some(&self.customer.country)).map_err(|_| first));
        let said = match &number {
            Ok(number) => format!("{}: format and check digits fit", number.as_str()),
            Err(error) => error.to_string(),
        };
        self.explanation.step("VAT number", said);
        Some(number)
    }

    /// The rate of a place for the category of the supply.
    pub fn rate(&mut self, rates: &str) -> Result<FoundRate<'a>, DecisionError> {
        self.rate_for(rates, &self.supply.category)
    }

    /// The rate of a place for a category; the standard one where the place does not have it.
    pub fn rate_for(
        &mut self,
        rates: &str,
        category: &str,
    ) -> Result<FoundRate<'a>, DecisionError> {
        let found = self
            .table
            .rate_or_standard(rates, category, self.supply.on)
            .ok_or_else(|| DecisionError::RateUnknown {
                jurisdiction: rates.to_owned(),
                on: self.supply.on,
            })?;
        let schedule = found.schedule;
        if schedule.category != category {
            let label = format!("category {category}");
            self.explanation.step(
                label,
                format!("not in the table of {rates}: its standard rate"),
            );
        }
        let since = format!(
            "{} {} {} since {}",
            rates, schedule.tax, schedule.category, found.from
        );
        let rate = format!("{} %", found.rate_pct.normalize());
        self.explanation.step(since, rate);
        if !schedule.note.is_empty() {
            self.explanation
                .step(format!("about {rates}"), &schedule.note);
        }
        Ok(found)
    }

    /// Taxed with one rate.
    pub fn taxed(
        mut self,
        treatment: Treatment,
        rates: &str,
        why: Why,
    ) -> Result<Decision, DecisionError> {
        let found = self.rate(rates)?;
        let tax = line_tax(&found, rates);
        Ok(self.with_taxes(treatment, rates.to_owned(), vec![tax], why))
    }

    /// Taxed with these taxes.
    pub fn with_taxes(
        mut self,
        treatment: Treatment,
        jurisdiction: String,
        taxes: Vec<LineTax>,
        why: Why,
    ) -> Decision {
        let rate_pct = taxes.iter().map(|tax| tax.rate_pct).sum::<Decimal>();
        let category = if rate_pct.is_zero() {
            TaxCategory::Z
        } else {
            TaxCategory::S
        };
        self.explanation.step("rule", why.rule);
        self.explanation
            .step("tax", format!("{} %", rate_pct.normalize()));
        Decision {
            treatment,
            rate_pct: rate_pct.normalize(),
            category,
            jurisdiction,
            taxes,
            reason: why.reason,
            rule: why.rule,
            invoice_note: String::new(),
            explanation: self.explanation,
        }
    }

    /// Without tax; the line carries a rate of zero where the invoice has to say why.
    pub fn untaxed(self, how: Untaxed, jurisdiction: &str, why: Why) -> Decision {
        let note = how.note.map(|note| note.in_language(self.language));
        self.untaxed_saying(how, jurisdiction, why, note.unwrap_or_default())
    }

    fn untaxed_saying(
        mut self,
        how: Untaxed,
        jurisdiction: &str,
        why: Why,
        note: String,
    ) -> Decision {
        self.explanation.step("rule", why.rule);
        self.explanation.step("tax", "0 %");
        let taxes = if note.is_empty() {
            Vec::new()
        } else {
            vec![LineTax {
                name: in_language(how.name, self.language).to_owned(),
                rate_pct: Decimal::ZERO,
                jurisdiction: jurisdiction.to_owned(),
                category: how.category,
                note: note.clone(),
            }]
        };
        Decision {
            treatment: how.treatment,
            rate_pct: Decimal::ZERO,
            category: how.category,
            jurisdiction: jurisdiction.to_owned(),
            taxes,
            reason: why.reason,
            rule: why.rule,
            invoice_note: note,
            explanation: self.explanation,
        }
    }

    /// No tax, because the customer is exempt.
    pub fn exempt(self, reason: &str) -> Decision {
        let how = Untaxed {
            treatment: Treatment::Exempt,
            category: TaxCategory::E,
            name: EXEMPT,
            note: None,
        };
        let jurisdiction = self.to.country.clone();
        let why = Why::new(
            "customer.exempt",
            format!("The customer is exempt: {reason}."),
        );
        self.untaxed_saying(how, &jurisdiction, why, reason.to_owned())
    }

    /// No tax, because the seller is registered nowhere.
    pub fn seller_not_registered(self) -> Decision {
        let country = self.from.country.clone();
        let why = Why::new(
            "seller.not_registered",
            "The seller is not registered for tax anywhere, so no tax is charged.",
        );
        self.not_registered(&country, why)
    }

    /// No tax, because the seller is not registered where it would be owed.
    pub fn not_registered(self, jurisdiction: &str, why: Why) -> Decision {
        // In the seller's own member state that is the scheme of small businesses.
        let own = self.in_eu(&self.from) && self.from.country == jurisdiction;
        let (category, note) = if own {
            (TaxCategory::E, Some(Note::SmallBusiness))
        } else {
            (TaxCategory::O, None)
        };
        let how = Untaxed {
            treatment: Treatment::NotRegistered,
            category,
            name: NO_VAT,
            note,
        };
        self.untaxed(how, jurisdiction, why)
    }
}

/// A rate as a line carries it.
pub fn line_tax(found: &FoundRate<'_>, jurisdiction: &str) -> LineTax {
    LineTax {
        name: found.schedule.tax.clone(),
        rate_pct: found.rate_pct.normalize(),
        jurisdiction: jurisdiction.to_owned(),
        category: if found.rate_pct.is_zero() {
            TaxCategory::Z
        } else {
            TaxCategory::S
        },
        note: String::new(),
    }
}

/// A registration in capitals, its country as ISO writes it.
fn registration(code: &str) -> String {
    match code.trim().split_once('-') {
        Some((country, part)) => format!("{}-{}", country_code(country), part.to_uppercase()),
        None => country_code(code),
    }
}

fn described(seller: &Seller, registrations: &[String]) -> String {
    let oss = if seller.oss { ", one-stop shop" } else { "" };
    let registered = match registrations {
        [] => "registered nowhere".to_owned(),
        some => format!("registered in {}", some.join(", ")),
    };
    format!("{}, {registered}{oss}", seller.country)
}

const fn kind_word(kind: SupplyKind) -> &'static str {
    match kind {
        SupplyKind::DigitalService => "digital service",
        SupplyKind::Service => "service",
        SupplyKind::Goods => "goods",
    }
}
