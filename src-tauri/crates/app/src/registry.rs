//! The one list of everything a person can do; every door opens exactly this list.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use ts_rs::TS;

use crate::bindings::Types;
use crate::context::App;
use crate::dto::{
    backup, billing_runs, business, catalog, credit_grants, credit_notes, customers, home,
    invoices, jobs, ledger, lists, payments, session, settings, subscriptions, tax,
};
use crate::error::AppError;

/// One use case: its name, what it does, and how to run it with a JSON request.
#[derive(Debug, Clone, Copy)]
pub struct UseCase {
    /// `noun.verb`.
    pub name: &'static str,
    /// One sentence.
    pub summary: &'static str,
    /// Runs it.
    pub run: fn(&App, Value) -> Result<Value, AppError>,
    /// Collects the TypeScript of its request and response; returns their names.
    pub types: fn(&mut Types) -> (String, String),
}

/// Finds a use case by its name.
pub fn find(name: &str) -> Option<&'static UseCase> {
    USE_CASES.iter().find(|use_case| use_case.name == name)
}

/// Runs the use case `name` with a JSON request (`null` counts as an empty one).
pub fn call(app: &App, name: &str, request: Value) -> Result<Value, AppError> {
    let use_case = find(name).ok_or_else(|| {
        AppError::new(
            "unknown_command",
            format!("There is no command named {name}."),
            "See `billfold call --list` for all of them.",
        )
    })?;
    let request = if request.is_null() {
        Value::Object(serde_json::Map::new())
    } else {
        request
    };
    (use_case.run)(app, request)
}

fn dispatch<Q: DeserializeOwned, A: Serialize>(
    name: &str,
    app: &App,
    request: Value,
    run: fn(&App, Q) -> Result<A, AppError>,
) -> Result<Value, AppError> {
    let request =
        serde_json::from_value(request).map_err(|e| AppError::invalid_request(name, &e))?;
    let answer = run(app, request)?;
    serde_json::to_value(answer).map_err(|e| {
        AppError::new(
            "internal",
            format!("The answer could not be written: {e}."),
            "",
        )
    })
}

fn types_of<Q: TS + 'static, A: TS + 'static>(types: &mut Types) -> (String, String) {
    (types.add::<Q>(), types.add::<A>())
}

macro_rules! use_cases {
    ($list:ident; $($name:literal $run:path, $request:ty => $response:ty, $summary:literal;)*) => {
        pub(super) const $list: &[UseCase] = &[$(UseCase {
            name: $name,
            summary: $summary,
            run: |app, request| dispatch::<$request, $response>($name, app, request, $run),
            types: types_of::<$request, $response>,
        }),*];
    };
}

mod usage;

/// Every use case, grouped by noun.
pub static USE_CASES: &[UseCase] = &together();

const COUNT: usize = BILLING.len() + usage::USAGE.len();

/// Both lists, one after the other.
const fn together() -> [UseCase; COUNT] {
    let mut all = [BILLING[0]; COUNT];
    let mut at = 0;
    while at < COUNT {
        all[at] = if at < BILLING.len() {
            BILLING[at]
        } else {
            usage::USAGE[at - BILLING.len()]
        };
        at += 1;
    }
    all
}

use_cases! {
    BILLING;
    "session.status" crate::session::status::status,
        lists::Nothing => session::SessionStatus,
        "Says whether a ledger is there, locked or open.";
    "session.create" crate::session::create::create,
        session::CreateLedgerRequest => session::SessionStatus,
        "Makes a new encrypted ledger and opens it.";
    "session.open" crate::session::open::open,
        session::OpenLedgerRequest => session::SessionStatus,
        "Opens another ledger file.";
    "session.unlock" crate::session::open::unlock,
        session::UnlockRequest => session::SessionStatus,
        "Unlocks the ledger with the keyring or the passphrase.";
    "session.lock" crate::session::lock::lock,
        lists::Nothing => session::SessionStatus,
        "Closes the ledger and forgets its key.";
    "session.touch" crate::session::lock::touch,
        lists::Nothing => lists::Done,
        "Tells that the person is there, for the idle lock.";
    "session.change_passphrase" crate::session::secrets::change_passphrase,
        session::ChangePassphraseRequest => lists::Done,
        "Changes the recovery passphrase.";
    "session.rotate_key" crate::session::secrets::rotate_key,
        session::RotateKeyRequest => lists::Done,
        "Encrypts the whole ledger with a new key.";
    "demo.open" crate::demo::open::open,
        session::OpenDemoRequest => session::SessionStatus,
        "Opens the demo company, making it first if needed.";

    "business.get" crate::business::get::get,
        lists::Nothing => business::BusinessDto,
        "Shows the business's details.";
    "business.update" crate::business::update::update,
        business::BusinessDto => business::BusinessDto,
        "Changes the business's details.";
    "business.set_logo" crate::business::update::set_logo,
        business::SetLogoRequest => business::BusinessDto,
        "Sets or clears the logo.";
    "business.numbering" crate::business::get::numbering,
        lists::Nothing => business::NumberingPreview,
        "Shows the numbers that come next.";
    "business.sample" crate::business::sample::sample,
        business::BusinessDto => invoices::PagesDto,
        "Shows a sample invoice with these details.";
    "tax_rates.list" crate::tax_rates::list::list,
        lists::Nothing => business::TaxRateList,
        "Lists the tax rates.";
    "tax_rates.save" crate::tax_rates::save::save,
        business::SaveTaxRateRequest => business::TaxRateDto,
        "Makes or changes a tax rate.";

    // taxes
    "tax_tables.list" crate::tax::list_tables::list_tables,
        lists::Nothing => tax::TaxTableList,
        "Shows the tax tables.";
    "tax_tables.save_rate" crate::tax::save_rate::save_rate,
        tax::SaveTableRateRequest => lists::Done,
        "Puts a rate into the tax tables.";
    "tax_tables.reset_rate" crate::tax::reset_rate::reset_rate,
        tax::ResetTableRateRequest => lists::Done,
        "Takes a rate that was put into the tax tables out again.";
    "tax_settings.get" crate::tax::get_settings::get_settings,
        lists::Nothing => tax::TaxSettingsDto,
        "Shows where the business is registered for tax.";
    "tax_settings.update" crate::tax::update_settings::update_settings,
        tax::TaxSettingsDto => tax::TaxSettingsDto,
        "Changes where the business is registered for tax.";
    "tax.decide" crate::tax::decide::decide,
        tax::DecideTaxRequest => tax::TaxDecisionDto,
        "Says how a supply to a customer is taxed, and why.";
    "vat_ids.check" crate::tax::check_vat_id::check_vat_id,
        tax::CheckVatIdRequest => tax::VatIdCheck,
        "Checks the format and check digits of a VAT number.";
    "vat_ids.read_receipt" crate::tax::read_receipt::read_receipt,
        tax::ReadReceiptRequest => tax::ReceiptDto,
        "Reads a copied answer of VIES or HMRC about a VAT number.";

    "customers.list" crate::customers::list::list,
        lists::ListRequest => customers::CustomerPage,
        "Lists customers.";
    "customers.get" crate::customers::get::get,
        lists::IdRequest => customers::CustomerDetail,
        "Shows one customer.";
    "customers.create" crate::customers::create::create,
        customers::CreateCustomerRequest => customers::CustomerDetail,
        "Makes a customer.";
    "customers.update" crate::customers::update::update,
        customers::UpdateCustomerRequest => customers::CustomerDetail,
        "Changes a customer.";
    "customers.archive" crate::customers::archive::archive,
        lists::IdRequest => customers::CustomerDetail,
        "Archives a customer.";
    "customers.restore" crate::customers::archive::restore,
        lists::IdRequest => customers::CustomerDetail,
        "Brings back an archived or deleted customer.";
    "customers.delete" crate::customers::delete::delete,
        lists::IdRequest => lists::IdResponse,
        "Deletes a customer that has no issued document.";
    "customers.history" crate::customers::history::history,
        lists::IdRequest => customers::Timeline,
        "Tells what happened with a customer.";

    "products.list" crate::products::list::list,
        lists::Nothing => catalog::ProductList,
        "Lists products.";
    "products.save" crate::products::save::save,
        catalog::ProductDto => catalog::ProductDto,
        "Makes or changes a product.";
    "plans.list" crate::plans::list::list,
        lists::ListRequest => catalog::PlanPage,
        "Lists plans and add-ons.";
    "plans.get" crate::plans::get::get,
        lists::IdRequest => catalog::PlanDetail,
        "Shows one plan with its versions.";
    "plans.create" crate::plans::create::create,
        catalog::CreatePlanRequest => catalog::PlanDetail,
        "Makes a plan or an add-on with its first version.";
    "plans.update" crate::plans::update::update,
        catalog::UpdatePlanRequest => catalog::PlanDetail,
        "Changes the name and description of a plan.";
    "plans.archive" crate::plans::archive::archive,
        lists::IdRequest => catalog::PlanDetail,
        "Puts a plan away; its subscribers keep it.";
    "plans.restore" crate::plans::archive::restore,
        lists::IdRequest => catalog::PlanDetail,
        "Brings back an archived or deleted plan.";
    "plans.delete" crate::plans::delete::delete,
        lists::IdRequest => lists::IdResponse,
        "Deletes a plan that nobody ever had.";
    "plans.preview_version" crate::plans::preview_version::preview_version,
        catalog::PlanVersionRequest => catalog::PlanVersionPreview,
        "Shows what a new version changes and whom it affects.";
    "plans.publish_version" crate::plans::publish_version::publish_version,
        catalog::PlanVersionRequest => catalog::PlanDetail,
        "Publishes a new version of a plan.";
    "plans.customize" crate::plans::customize::customize,
        catalog::CustomizePlanRequest => catalog::PlanDetail,
        "Makes a custom plan for one customer.";
    "plans.compare" crate::plans::compare::compare,
        catalog::ComparePlansRequest => catalog::PlanComparison,
        "Compares plans feature by feature.";
    "plans.compare_versions" crate::plans::compare_versions::compare_versions,
        catalog::CompareVersionsRequest => catalog::VersionDifferences,
        "Puts two versions of a plan side by side.";
    "plans.try_price" crate::plans::try_price::try_price,
        catalog::TryPriceRequest => catalog::TriedPrice,
        "Computes what a quantity costs by a price.";
    "coupons.list" crate::coupons::list::list,
        lists::Nothing => catalog::CouponList,
        "Lists coupons.";
    "coupons.save" crate::coupons::save::save,
        catalog::CouponDto => catalog::CouponDto,
        "Makes or changes a coupon.";
    "catalogs.list" crate::catalogs::list::list,
        catalog::ReadyCatalogsRequest => catalog::ReadyCatalogList,
        "Lists the catalogs that come with Billfold.";
    "catalogs.install" crate::catalogs::install::install,
        catalog::InstallCatalogRequest => catalog::InstalledCatalog,
        "Takes a ready catalog into the ledger.";

    "subscriptions.list" crate::subscriptions::list::list,
        lists::ListRequest => subscriptions::SubscriptionPage,
        "Lists subscriptions.";
    "subscriptions.get" crate::subscriptions::detail::get,
        lists::IdRequest => subscriptions::SubscriptionDetail,
        "Shows one subscription.";
    "subscriptions.of_customer" crate::subscriptions::list::of_customer,
        lists::IdRequest => subscriptions::SubscriptionPage,
        "Lists the subscriptions of a customer.";
    "subscriptions.preview_create" crate::subscriptions::create::preview_create,
        subscriptions::NewSubscriptionRequest => subscriptions::SubscriptionPreview,
        "Shows what a new subscription bills, without making it.";
    "subscriptions.create" crate::subscriptions::create::create,
        subscriptions::NewSubscriptionRequest => subscriptions::SubscriptionDetail,
        "Makes a subscription and bills what is due at once.";
    "subscriptions.preview_change" crate::subscriptions::change::preview_change,
        subscriptions::ChangeRequest => subscriptions::SubscriptionPreview,
        "Shows what a change bills, without making it.";
    "subscriptions.change" crate::subscriptions::change::change,
        subscriptions::ChangeRequest => subscriptions::SubscriptionDetail,
        "Changes a subscription now or plans the change.";
    "subscriptions.unschedule" crate::subscriptions::change::unschedule,
        subscriptions::UnscheduleRequest => subscriptions::SubscriptionDetail,
        "Takes back a planned change.";
    "subscriptions.preview_bulk" crate::subscriptions::bulk::preview_bulk,
        subscriptions::BulkChangeRequest => subscriptions::BulkResult,
        "Shows the total effect of a change on many subscriptions.";
    "subscriptions.bulk" crate::subscriptions::bulk::bulk,
        subscriptions::BulkChangeRequest => subscriptions::BulkResult,
        "Changes many subscriptions.";

    "billing_runs.preview" crate::billing_runs::preview::preview,
        billing_runs::RunRequest => billing_runs::RunPreview,
        "Shows what a billing run would bill.";
    "billing_runs.start" crate::billing_runs::start::start,
        billing_runs::RunRequest => billing_runs::RunReport,
        "Bills everything due by a day.";
    "billing_runs.list" crate::billing_runs::report::list,
        lists::Nothing => billing_runs::RunList,
        "Lists the billing runs and what is due next.";
    "billing_runs.get" crate::billing_runs::report::get,
        lists::IdRequest => billing_runs::RunReport,
        "Shows the report of a run.";
    "billing_settings.get" crate::billing_settings::get::get,
        lists::Nothing => billing_runs::BillingSettingsDto,
        "Shows how subscriptions are billed.";
    "billing_settings.update" crate::billing_settings::update::update,
        billing_runs::BillingSettingsDto => billing_runs::BillingSettingsDto,
        "Changes how subscriptions are billed.";
    "time_machine.look" crate::time_machine::look::look,
        billing_runs::TimeMachineRequest => billing_runs::FutureReport,
        "Bills the coming months on a copy and tells what came.";

    "invoices.list" crate::invoices::list::list,
        lists::ListRequest => invoices::InvoicePage,
        "Lists invoices and drafts.";
    "invoices.get" crate::invoices::get::get,
        lists::IdRequest => invoices::InvoiceDetail,
        "Shows one invoice or draft.";
    "invoices.create_draft" crate::invoices::create_draft::create_draft,
        invoices::CreateDraftRequest => invoices::InvoiceDetail,
        "Starts a draft.";
    "invoices.save_draft" crate::invoices::save_draft::save_draft,
        invoices::SaveDraftRequest => invoices::SavedDraft,
        "Saves a draft.";
    "invoices.delete_draft" crate::invoices::delete_draft::delete_draft,
        lists::IdRequest => lists::IdResponse,
        "Deletes a draft; it can be restored.";
    "invoices.restore_draft" crate::invoices::delete_draft::restore_draft,
        lists::IdRequest => invoices::InvoiceDetail,
        "Brings back a deleted draft.";
    "invoices.duplicate" crate::invoices::duplicate::duplicate,
        lists::IdRequest => invoices::InvoiceDetail,
        "Starts a draft with the content of another invoice.";
    "invoices.totals" crate::invoices::totals::totals,
        invoices::DraftRequest => invoices::SavedDraft,
        "Computes the sums of a draft without saving it.";
    "invoices.preview" crate::invoices::preview::preview,
        invoices::DraftRequest => invoices::PagesDto,
        "Shows the pages of a draft without saving it.";
    "invoices.pages" crate::invoices::preview::pages,
        lists::IdRequest => invoices::PagesDto,
        "Shows the pages of an invoice or draft.";
    "invoices.issue" crate::invoices::issue::issue,
        invoices::IssueRequest => invoices::IssuedInvoice,
        "Issues a draft: gives it its number and posts it.";
    "invoices.void" crate::invoices::void::void,
        invoices::CloseInvoiceRequest => invoices::InvoiceDetail,
        "Voids an issued invoice on which nothing was paid.";
    "invoices.mark_uncollectible" crate::invoices::void::mark_uncollectible,
        invoices::CloseInvoiceRequest => invoices::InvoiceDetail,
        "Writes off what is still due.";
    "invoices.pdf" crate::invoices::pdf::pdf,
        lists::IdRequest => lists::FileDto,
        "Makes the PDF of an invoice or draft.";

    "credit_notes.preview" crate::credit_notes::preview::preview,
        credit_notes::CreditRequest => credit_notes::CreditPreview,
        "Computes a credit note without issuing it.";
    "credit_notes.pages" crate::credit_notes::preview::pages,
        lists::IdRequest => invoices::PagesDto,
        "Shows the pages of a credit note.";
    "credit_notes.issue" crate::credit_notes::issue::issue,
        credit_notes::CreditRequest => credit_notes::CreditNoteDetail,
        "Issues a credit note.";
    "credit_notes.get" crate::credit_notes::get::get,
        lists::IdRequest => credit_notes::CreditNoteDetail,
        "Shows one credit note.";
    "credit_notes.list" crate::credit_notes::list::list,
        lists::ListRequest => credit_notes::CreditNotePage,
        "Lists credit notes.";
    "credit_notes.pdf" crate::credit_notes::pdf::pdf,
        lists::IdRequest => lists::FileDto,
        "Makes the PDF of a credit note.";

    "credit_grants.create" crate::credit_grants::create::create,
        credit_grants::CreateCreditGrantRequest => credit_grants::CreditGrantRow,
        "Grants prepaid or promotional credit to a customer.";
    "credit_grants.list" crate::credit_grants::list::list,
        credit_grants::CreditGrantListRequest => credit_grants::CreditGrantPage,
        "Lists prepaid credit, a customer's or everybody's.";
    "credit_grants.get" crate::credit_grants::get::get,
        lists::IdRequest => credit_grants::CreditGrantDetail,
        "Shows prepaid credit and everything that happened to it.";
    "credit_grants.void" crate::credit_grants::void::void,
        credit_grants::VoidCreditGrantRequest => credit_grants::CreditGrantRow,
        "Takes back what is left of prepaid credit.";

    "payments.list" crate::payments::list::list,
        lists::ListRequest => payments::PaymentPage,
        "Lists payments.";
    "payments.record" crate::payments::record::record,
        payments::RecordPaymentRequest => payments::RecordedPayment,
        "Records a payment by hand.";
    "payments.reverse" crate::payments::reverse::reverse,
        payments::ReversePaymentRequest => payments::PaymentRow,
        "Reverses a payment that was recorded wrongly.";

    "ledger.journal" crate::ledger::journal::journal,
        lists::ListRequest => ledger::JournalPage,
        "Lists journal entries.";
    "ledger.entry" crate::ledger::journal::entry,
        lists::IdRequest => ledger::JournalEntryDto,
        "Shows one journal entry.";
    "ledger.post_entry" crate::ledger::post_entry::post_entry,
        ledger::PostEntryRequest => ledger::JournalEntryDto,
        "Posts an entry by hand.";
    "ledger.reverse_entry" crate::ledger::post_entry::reverse_entry,
        ledger::ReverseEntryRequest => ledger::JournalEntryDto,
        "Reverses an entry made by hand.";
    "ledger.accounts" crate::ledger::accounts::accounts,
        lists::Nothing => ledger::AccountList,
        "Lists the accounts with their balances.";
    "ledger.account" crate::ledger::accounts::account,
        ledger::AccountPostingsRequest => ledger::AccountPostings,
        "Shows the postings of one account.";
    "ledger.trial_balance" crate::ledger::trial_balance::trial_balance,
        ledger::TrialBalanceRequest => ledger::TrialBalance,
        "Shows the trial balance as of a day.";
    "ledger.verify" crate::ledger::verify::verify,
        lists::Nothing => ledger::VerifyReport,
        "Checks the file, the audit log and the balances.";
    "ledger.export_journal" crate::ledger::export_journal::export_journal,
        ledger::ExportJournalRequest => lists::FileDto,
        "Exports the journal for hledger, ledger, beancount or as CSV.";
    "audit.list" crate::audit::list::list,
        lists::ListRequest => ledger::AuditPage,
        "Lists the audit log.";

    "backup.create" crate::backup::create::create,
        backup::CreateBackupRequest => backup::BackupRow,
        "Makes a backup now.";
    "backup.list" crate::backup::list::list,
        lists::Nothing => backup::BackupList,
        "Lists the backups.";
    "backup.check" crate::backup::restore::check,
        backup::RestoreRequest => backup::BackupCheck,
        "Verifies a backup.";
    "backup.restore" crate::backup::restore::restore,
        backup::RestoreRequest => session::SessionStatus,
        "Restores a backup.";
    "backup.undo_restore" crate::backup::restore::undo_restore,
        lists::Nothing => session::SessionStatus,
        "Brings back the ledger as it was before the last restore.";

    "settings.get" crate::settings::get::get,
        lists::Nothing => settings::SettingsDto,
        "Shows the settings.";
    "settings.update" crate::settings::update::update,
        settings::SettingsDto => settings::SettingsDto,
        "Changes the settings.";
    "settings.currencies" crate::settings::get::currencies,
        lists::Nothing => settings::CurrencyList,
        "Lists the currencies.";
    "views.list" crate::views::list::list,
        settings::ListViewsRequest => settings::SavedViewList,
        "Lists the saved views of a list.";
    "views.save" crate::views::save::save,
        settings::SavedViewDto => settings::SavedViewDto,
        "Saves a view of a list.";
    "views.delete" crate::views::delete::delete,
        lists::IdRequest => lists::IdResponse,
        "Deletes a saved view.";
    "tables.export" crate::tables::export::export,
        lists::ExportTableRequest => lists::FileDto,
        "Exports a list exactly as it is shown.";
    "home.summary" crate::home::summary::summary,
        lists::Nothing => home::HomeSummary,
        "Shows what needs the person today.";
    "search.find" crate::search::find::find,
        home::FindRequest => home::FindResult,
        "Finds customers, invoices, credit notes and payments.";
    "jobs.list" crate::jobs::list,
        lists::Nothing => jobs::JobList,
        "Lists long work.";
    "jobs.cancel" crate::jobs::cancel,
        jobs::JobRequest => lists::Done,
        "Stops long work.";
    "diagnostics.report" crate::diagnostics::report::report,
        lists::Nothing => settings::DiagnosticsReport,
        "Collects what helps when something is wrong.";
    "calc.run" crate::calc::run::run,
        jobs::CalcRequest => jobs::CalcResponse,
        "Computes with the billing rules alone, without a ledger.";
}
