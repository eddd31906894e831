//! Reads the answer of VIES or HMRC about a VAT number from the text that a person copied.

use crate::context::App;
use crate::dto::tax::{ReadReceiptRequest, ReceiptDto};
use crate::error::AppError;

/// What the text says; nobody is asked and nothing is kept.
pub fn read_receipt(_app: &App, request: ReadReceiptRequest) -> Result<ReceiptDto, AppError> {
    let receipt = billing::tax::read_receipt(&request.text);
    if receipt.vat_id.is_empty() && receipt.valid.is_none() {
        let message = "The text has no answer about a VAT number; nothing was changed.";
        let fix = "Copy the whole answer from the page of VIES or HMRC, or type it in.";
        return Err(AppError::new("receipt_unreadable", message, fix).at("text"));
    }
    Ok(ReceiptDto {
        vat_id: receipt.vat_id,
        valid: receipt.valid,
        authority: receipt.authority,
        checked_on: receipt.checked_on.map(|on| on.to_string()),
        name: receipt.name,
        address: receipt.address,
        receipt: receipt.receipt,
    })
}
