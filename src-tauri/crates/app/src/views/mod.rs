//! Views of lists that the person saved: a name for a search, filters, sorting and columns.

pub mod delete;
pub mod list;
pub mod save;
