//! Changes how subscriptions are billed; the next run follows it.

use serde_json::Value;

use super::get::NAME;
use crate::context::App;
use crate::dto::billing_runs::BillingSettingsDto;
use crate::dto::words::from_word;
use crate::error::AppError;
use crate::subscriptions::mode::{MODES, Mode};

/// Longer than this nothing should wait for a look, or be reminded of.
const MOST_DAYS: u16 = 90;

/// Saves all of them, after checking each.
pub fn update(app: &App, request: BillingSettingsDto) -> Result<BillingSettingsDto, AppError> {
    from_word::<Mode>(&request.mode, "mode", MODES)?;
    at_most("review_days", request.review_days)?;
    at_most("reminder_days", request.reminder_days)?;
    let value = serde_json::to_value(&request).unwrap_or(Value::Null);
    app.write("billing_settings.update", |tx| {
        Ok(tx.settings_mut().put(NAME, &value)?)
    })?;
    Ok(request)
}

fn at_most(field: &str, days: u16) -> Result<(), AppError> {
    if days <= MOST_DAYS {
        return Ok(());
    }
    Err(AppError::new(
        "setting_invalid",
        format!("{days} days are too many for {field}; nothing was changed."),
        format!("Give {MOST_DAYS} or fewer."),
    )
    .at(field))
}

#[cfg(test)]
mod tests {
    use crate::testing::{call, opened};
    use serde_json::json;

    #[test]
    fn they_are_kept_and_each_fault_names_its_setting() {
        let (app, _folder) = opened();
        let mut settings = call(&app, "billing_settings.get", json!({})).expect("the standard");
        assert_eq!(settings["automatic"], json!(false));
        settings["automatic"] = json!(true);
        settings["mode"] = json!("draft");
        call(&app, "billing_settings.update", settings.clone()).expect("saved");
        let kept = call(&app, "billing_settings.get", json!({})).expect("kept");
        assert_eq!(kept, settings);
        for (field, value) in [
            ("mode", json!("maybe")),
            ("review_days", json!(91)),
            ("reminder_days", json!(400)),
        ] {
            let mut wrong = settings.clone();
            wrong[field] = value;
            let error = call(&app, "billing_settings.update", wrong).expect_err(field);
            assert_eq!(error.field.as_deref(), Some(field));
        }
        assert_eq!(call(&app, "billing_settings.get", json!({})), Ok(settings));
    }
}
