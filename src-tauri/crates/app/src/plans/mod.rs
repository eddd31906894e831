//! Plans and add-ons: what they cost and grant, version by version.

pub mod archive;
pub mod compare;
pub mod compare_versions;
pub mod content_dto;
pub mod create;
pub mod customize;
pub mod delete;
pub mod detail;
pub mod fields;
pub mod get;
pub mod list;
pub mod migrate;
pub mod preview_version;
pub(crate) mod problems;
pub mod publish_version;
pub mod read_content;
mod read_model;
pub mod row;
pub mod stored;
pub mod try_price;
pub mod update;
pub mod words;

#[cfg(test)]
mod model_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod version_tests;
