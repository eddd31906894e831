//! What usage tells: charts of it, patterns, projections, and who uses what.

pub mod adoption;
pub mod by_plan;
pub mod chart;
mod cost;
mod daily;
mod days;
mod efficiency;
mod end;
pub mod export;
mod ground;
mod hours;
mod months;
pub mod patterns;
pub mod projection;
mod rest;
mod shares;
mod words;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_adoption;
#[cfg(test)]
mod tests_ahead;
