//! The calculator: the billing rules asked directly, without a ledger, one file a question.

mod allocate;
mod chain;
mod change;
mod credit_note;
mod fields;
mod forecast;
mod invoice;
pub mod line;
mod moments;
mod periods;
mod price;
mod price_model;
mod proration;
mod round;
pub mod run;
mod tax;
mod usage;
mod vat_id;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_change;
#[cfg(test)]
mod tests_faults;
#[cfg(test)]
mod tests_forecast;
#[cfg(test)]
mod tests_invoice;
#[cfg(test)]
mod tests_price;
#[cfg(test)]
mod tests_shops;
#[cfg(test)]
mod tests_suites;
#[cfg(test)]
mod tests_tax;
#[cfg(test)]
mod tests_usage;
