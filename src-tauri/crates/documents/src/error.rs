//! What can go wrong while a document is made, said so that a person can act on it.

/// Why a document could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// The page could not be typeset.
    #[error(
        "The page could not be laid out: {reason}. Nothing in the ledger has changed. Choose \
         another template, or shorten the text that the message names, and try again."
    )]
    LayoutFailed {
        /// What the typesetter said.
        reason: String,
    },
    /// The typeset page could not be written as an archivable PDF.
    #[error(
        "The PDF could not be written: {reason}. Nothing in the ledger has changed. Remove the \
         logo or the text that the message names, and try again."
    )]
    ExportFailed {
        /// What the PDF writer said.
        reason: String,
    },
    /// A sum on the page exceeds what an amount can hold.
    #[error(
        "The sum of the lines is larger than an amount can be. Nothing in the ledger has changed. \
         Split the document into several smaller ones."
    )]
    SumTooLarge,
    /// The table could not be written.
    #[error(
        "The table could not be written: {reason}. Your records are untouched. Export fewer rows \
         or choose CSV."
    )]
    TableFailed {
        /// What the writer said.
        reason: String,
    },
}
