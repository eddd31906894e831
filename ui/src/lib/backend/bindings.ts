// Made by `cargo xtask bindings` from the registry of use cases; do not edit.

/**
 * The chart of accounts.
 */
export type AccountList = { rows: Array<AccountRow>, };

/**
 * One posting on an account.
 */
export type AccountPostingRow = { entry_id: string, posted_on: string, description: string, source_kind: string, source_id: string | null, amount: Money, balance: Money, };

/**
 * A window of one account's postings, newest first, with the balance after each.
 */
export type AccountPostings = { account: AccountRow, rows: Array<AccountPostingRow>, total_count: number, };

/**
 * The postings of one account.
 */
export type AccountPostingsRequest = { code: string, currency?: string | null, offset?: number, limit?: number, };

/**
 * One account with its balances, one a currency (debit positive).
 */
export type AccountRow = { code: string, name: string, 
/**
 * asset, liability, equity, revenue or expense.
 */
kind: string, balances: Array<Money>, };

/**
 * A postal address; empty strings where nothing is known; country as ISO 3166 alpha-2.
 */
export type AddressDto = { line1: string, line2: string, city: string, postal_code: string, region: string, country: string, };

/**
 * What went wrong, for a person and for a program.
 */
export type AppError = { 
/**
 * Stable snake_case code, for example `invoice_not_found`.
 */
code: string, 
/**
 * What happened and what is safe, as sentences.
 */
message: string, 
/**
 * What to do now, as a sentence; empty where nothing can be done.
 */
fix: string, 
/**
 * The request's field that is wrong, as a path: `draft.lines.2.quantity`.
 */
field: string | null, };

/**
 * Something that happened: `{"kind": "ledger-changed", "payload": {…}}`.
 */
export type AppEvent = { "kind": "ledger-changed", "payload": LedgerChange } | { "kind": "job-progress", "payload": JobDto } | { "kind": "session-changed", "payload": SessionStatus };

/**
 * A window of the audit log, newest first.
 */
export type AuditPage = { rows: Array<AuditRow>, total_count: number, };

/**
 * A row of the audit log. Columns: seq, at, actor, source, action, subject_kind, subject_id.
 */
export type AuditRow = { seq: number, at: string, actor: string, 
/**
 * person, sync, run, api, cli or demo.
 */
source: string, action: string, subject_kind: string, subject_id: string, 
/**
 * JSON texts, before and after.
 */
before: string | null, after: string | null, hash: string, };

/**
 * Checks a backup without restoring it.
 */
export type BackupCheck = { ok: boolean, invoices: number, customers: number, problems: Array<string>, };

/**
 * All backups that were found, newest first.
 */
export type BackupList = { rows: Array<BackupRow>, folder: string, 
/**
 * Whether the last restore can be undone.
 */
can_undo_restore: boolean, };

/**
 * One backup file.
 */
export type BackupRow = { path: string, name: string, made_at: string, size_bytes: number, 
/**
 * manual, daily, before_migration or before_restore.
 */
kind: string, };

/**
 * The business as the person edits it.
 */
export type BusinessDto = { name: string, legal_name: string, address: AddressDto, email: string, phone: string, website: string, vat_id: string, tax_number: string, iban: string, bic: string, bank_name: string, currency: string, 
/**
 * IANA zone, for example "Europe/Berlin".
 */
timezone: string, 
/**
 * en, de, fr or es: for documents.
 */
language: string, 
/**
 * 1 to 12.
 */
fiscal_year_first_month: number, net_days: number, tax_inclusive: boolean, 
/**
 * per_rate or per_line.
 */
tax_rounding: string, 
/**
 * half_up, half_even, up or down.
 */
rounding: string, 
/**
 * For example "INV-{YYYY}-{0000}".
 */
invoice_pattern: string, credit_note_pattern: string, 
/**
 * classic, modern or compact.
 */
template: string, 
/**
 * a4 or letter.
 */
paper: string, 
/**
 * "#rrggbb".
 */
accent: string, invoice_note: string, footer_note: string, custom_fields: Array<CustomFieldDto>, 
/**
 * A data: address of the logo, or nothing. Ignored on update: see business.set_logo.
 */
logo: string | null, };

/**
 * The calculator: WHAT of CALC.md and its inputs.
 */
export type CalcRequest = { what: string, inputs: Array<JsonValue>, };

/**
 * One answer an input, in order.
 */
export type CalcResponse = { answers: Array<JsonValue>, };

/**
 * Changes the recovery passphrase.
 */
export type ChangePassphraseRequest = { current: string, new: string, };

/**
 * A step of setting up.
 */
export type ChecklistItem = { 
/**
 * business, tax, customer, invoice, backup.
 */
key: string, title: string, done: boolean, route: string, };

/**
 * Voids or writes off an invoice, saying why.
 */
export type CloseInvoiceRequest = { id: string, reason: string, };

/**
 * The total of one column over all rows that match, one amount a currency.
 */
export type ColumnTotal = { column: string, amounts: Array<Money>, };

/**
 * Makes a backup now, at `path` or in the backup folder.
 */
export type CreateBackupRequest = { path?: string | null, };

/**
 * Makes a customer.
 */
export type CreateCustomerRequest = { customer: CustomerDto, };

/**
 * Starts a draft, for a customer if one is named.
 */
export type CreateDraftRequest = { customer_id?: string | null, 
/**
 * The draft's first content; nothing means one empty line with the customer's defaults.
 */
draft?: DraftDto | null, };

/**
 * Makes a new ledger at `path` (or the standard place) and opens it.
 */
export type CreateLedgerRequest = { path?: string | null, 
/**
 * Recovery passphrase: at least 8 characters.
 */
passphrase: string, business: BusinessDto, 
/**
 * Keep the key in the system's keyring, so that this user need not type the passphrase.
 */
use_keyring?: boolean, };

/**
 * One line to credit, counted from 1, by a net amount in major units.
 */
export type CreditLineInput = { line: number, amount: string, };

/**
 * An issued credit note.
 */
export type CreditNoteDetail = { row: CreditNoteRow, reason_text: string, preview: CreditPreview, };

/**
 * A window of the credit notes list.
 */
export type CreditNotePage = { rows: Array<CreditNoteRow>, total_count: number, totals: Array<ColumnTotal>, };

/**
 * A row of the credit notes list. Columns: number, invoice_number, customer_name, issued_on,
 * total, reason.
 */
export type CreditNoteRow = { id: string, number: string, invoice_id: string, invoice_number: string, customer_id: string, customer_name: string, issued_on: string, 
/**
 * duplicate, fraudulent, order_change, product_unsatisfactory, other.
 */
reason: string, total: Money, };

/**
 * What a credit note would do, before it is issued.
 */
export type CreditPreview = { net: Money, taxes: Array<TaxTotalDto>, tax: Money, total: Money, 
/**
 * Reduces what is due.
 */
to_receivable: Money, 
/**
 * Becomes credit the customer holds.
 */
to_balance: Money, 
/**
 * What remains of the invoice's total.
 */
remaining: Money, };

/**
 * What to credit: everything that remains, or amounts (net, major units) of named lines.
 */
export type CreditRequest = { invoice_id: string, 
/**
 * Credit all that remains.
 */
full: boolean, 
/**
 * Ignored when `full`.
 */
lines?: Array<CreditLineInput>, reason: string, reason_text?: string, };

/**
 * One currency with what a screen needs to show and read its amounts.
 */
export type CurrencyDto = { code: string, exponent: number, };

/**
 * All currencies that can be billed in.
 */
export type CurrencyList = { rows: Array<CurrencyDto>, };

/**
 * A label and a value of the person's own.
 */
export type CustomFieldDto = { label: string, value: string, };

/**
 * One customer's page.
 */
export type CustomerDetail = { id: string, customer: CustomerDto, status: string, created_at: string, archived_at: string | null, 
/**
 * Open and past-due amounts and credit, one a currency.
 */
outstanding: Array<Money>, past_due: Array<Money>, balance: Array<Money>, invoiced: Array<Money>, paid: Array<Money>, 
/**
 * Newest first, at most 10.
 */
recent_invoices: Array<InvoiceRow>, 
/**
 * Drafts can be deleted with the customer; issued documents cannot.
 */
can_delete: boolean, };

/**
 * A customer as edited. Empty strings where nothing is known.
 */
export type CustomerDto = { name: string, email: string, phone: string, address: AddressDto, 
/**
 * en, de, fr or es; empty means the business's.
 */
language: string, 
/**
 * ISO 4217; empty means the business's.
 */
currency: string, 
/**
 * IANA zone; empty means the business's.
 */
timezone: string, 
/**
 * Days to pay; nothing means the business's.
 */
net_days: number | null, vat_id: string, 
/**
 * A business, not a consumer.
 */
business: boolean, exempt_reason: string, 
/**
 * Tax rates that new lines for this customer start with.
 */
tax_rate_ids: Array<string>, notes: string, custom_fields: Array<CustomFieldDto>, };

/**
 * A window of the customers list.
 */
export type CustomerPage = { rows: Array<CustomerRow>, total_count: number, totals: Array<ColumnTotal>, };

/**
 * A row of the customers list. Columns to sort and filter by: name, email, country, currency,
 * status, outstanding,
 * invoice_count, last_invoice_on, created_at.
 */
export type CustomerRow = { id: string, name: string, email: string, country: string, currency: string, 
/**
 * active, past_due, archived.
 */
status: string, 
/**
 * What is due on open invoices, in the customer's currency.
 */
outstanding: Money, 
/**
 * Credit the customer holds.
 */
balance: Money, invoice_count: number, last_invoice_on: string | null, created_at: string, };

/**
 * What a person can send when something is wrong; no customer data in it.
 */
export type DiagnosticsReport = { 
/**
 * Label and value, in order.
 */
rows: Array<StepDto>, log_tail: Array<string>, };

/**
 * An answer without fields: it is done.
 */
export type Done = Record<symbol, never>;

/**
 * A draft as edited.
 */
export type DraftDto = { customer_id: string | null, currency: string, lines: Array<LineDto>, discount_pct: string, discount_amount: string, tax_inclusive: boolean, 
/**
 * The date it will bear; nothing means the day it is issued.
 */
issue_on: string | null, net_days: number | null, 
/**
 * The customer's order number or the like.
 */
reference: string, note: string, footer_note: string, custom_fields: Array<CustomFieldDto>, 
/**
 * classic, modern, compact; empty means the business's.
 */
template: string, 
/**
 * en, de, fr, es; empty means the customer's.
 */
language: string, };

/**
 * A draft that is only on the screen, for sums or pages.
 */
export type DraftRequest = { draft: DraftDto, };

/**
 * A column of an exported table.
 */
export type ExportColumn = { label: string, kind: ExportColumnKind, };

/**
 * What a column holds: money cells read "1234 EUR", in minor units.
 */
export type ExportColumnKind = "text" | "date" | "money" | "number";

/**
 * Which journal format to write.
 */
export type ExportJournalRequest = { 
/**
 * hledger, ledger, beancount or csv.
 */
format: string, from?: string | null, to?: string | null, };

/**
 * A list as shown on a screen, to be exported exactly so.
 */
export type ExportTableRequest = { title: string, columns: Array<ExportColumn>, 
/**
 * Cells in column order; money cells as minor units, dates as YYYY-MM-DD.
 */
rows: Array<Array<string>>, format: TableFormat, };

/**
 * One thing wrong with one field.
 */
export type FieldProblem = { field: string, message: string, };

/**
 * A file: its bytes in base64.
 */
export type FileDto = { name: string, mime: string, base64: string, };

/**
 * One condition on one column.
 */
export type Filter = { column: string, op: FilterOp, 
/**
 * One value, two for `between`, any number for `one_of`. Dates as YYYY-MM-DD, amounts in
 * minor units.
 */
values: Array<string>, };

/**
 * How a filter compares.
 */
export type FilterOp = "is" | "is_not" | "one_of" | "contains" | "at_least" | "at_most" | "between";

/**
 * Free text to find.
 */
export type FindRequest = { query: string, limit?: number, };

/**
 * What was found, best first.
 */
export type FindResult = { hits: Array<Hit>, };

/**
 * One hit.
 */
export type Hit = { 
/**
 * customer, invoice, credit_note or payment.
 */
kind: string, id: string, title: string, detail: string, route: string, };

/**
 * Invoiced and received in one month, in the business's currency.
 */
export type HomeMonth = { month: string, invoiced: Money, cash_in: Money, };

/**
 * What Home shows.
 */
export type HomeSummary = { business_name: string, today: string, needs_me: Array<NeedsMe>, outstanding: Array<Money>, past_due: Array<Money>, 
/**
 * Cash received this month and the month before.
 */
cash_in: Array<Money>, cash_in_previous: Array<Money>, drafts: Array<InvoiceRow>, draft_count: number, past_due_count: number, open_count: number, customer_count: number, 
/**
 * The last 12 months, oldest first, in the business's currency.
 */
months: Array<HomeMonth>, 
/**
 * What is still to set up; empty once done.
 */
checklist: Array<ChecklistItem>, };

/**
 * Names the one thing a request is about, by its public id.
 */
export type IdRequest = { id: string, };

/**
 * The id of what was made or changed.
 */
export type IdResponse = { id: string, };

/**
 * Everything about one invoice or draft.
 */
export type InvoiceDetail = { row: InvoiceRow, revision: number, draft: DraftDto, totals: TotalsDto | null, problems: Array<FieldProblem>, paid: Money, credited: Money, applied_balance: Money, written_off: Money, issued_at: string | null, voided_at: string | null, payments: Array<PaymentRow>, credit_notes: Array<CreditNoteRow>, 
/**
 * All entries that came from it, its payments and its credit notes.
 */
journal: Array<JournalEntryDto>, timeline: Array<TimelineEntry>, 
/**
 * What can be done now: edit, issue, delete, credit, void, mark_uncollectible,
 * record_payment, duplicate.
 */
actions: Array<string>, 
/**
 * Per line, in order: what can still be credited, net.
 */
creditable: Array<Money>, };

/**
 * A window of the invoices list.
 */
export type InvoicePage = { rows: Array<InvoiceRow>, total_count: number, 
/**
 * Totals of `total` and `amount_due` over all rows that match.
 */
totals: Array<ColumnTotal>, };

/**
 * A row of the invoices list. Columns to sort and filter by: number, customer_name, customer_id,
 * status, past_due, issued_on, due_on,
 * currency, total, amount_due, reference, updated_at.
 */
export type InvoiceRow = { id: string, number: string | null, customer_id: string | null, customer_name: string, 
/**
 * draft, open, paid, void, uncollectible.
 */
status: string, past_due: boolean, issued_on: string | null, due_on: string | null, total: Money, amount_due: Money, reference: string, updated_at: string, };

/**
 * Issues a draft: gives it its number and posts it.
 */
export type IssueRequest = { id: string, 
/**
 * The revision that was on the screen.
 */
revision: number, issue_on?: string | null, };

/**
 * What issuing gave.
 */
export type IssuedInvoice = { id: string, number: string, total: Money, amount_due: Money, };

/**
 * One piece of long work.
 */
export type JobDto = { id: number, title: string, done: number, total: number, 
/**
 * running, done, cancelled or failed.
 */
state: string, 
/**
 * Units a second, rounded.
 */
rate: number, 
/**
 * Seconds left, if known.
 */
left_s: number | null, message: string, can_cancel: boolean, };

/**
 * All jobs of this session, newest first.
 */
export type JobList = { rows: Array<JobDto>, };

/**
 * Names a job.
 */
export type JobRequest = { id: number, };

/**
 * A journal entry with its postings.
 */
export type JournalEntryDto = { id: string, posted_on: string, recorded_at: string, description: string, 
/**
 * invoice, credit_note, payment or manual.
 */
source_kind: string, source_id: string | null, source_label: string, reverses: string | null, reversed_by: string | null, 
/**
 * The sum of the debits, one a currency.
 */
amounts: Array<Money>, postings: Array<PostingDto>, };

/**
 * A window of the journal. Columns: posted_on, recorded_at, description, account, source_kind,
 * amount.
 */
export type JournalPage = { rows: Array<JournalEntryDto>, total_count: number, totals: Array<ColumnTotal>, };

export type JsonValue = number | string | boolean | Array<JsonValue> | { [key in string]: JsonValue } | null;

/**
 * Whether the system's keyring can be used.
 */
export type KeyringState = "available" | "locked" | "absent" | "off";

/**
 * Which tables a commit changed.
 */
export type LedgerChange = { tables: Array<string>, 
/**
 * Grows by one with each commit.
 */
seq: number, };

/**
 * What is known of the ledger file without opening it, and a little more when it is open.
 */
export type LedgerFile = { path: string, name: string, demo: boolean, size_bytes: number | null, 
/**
 * Backup age: the instant of the newest backup, RFC 3339.
 */
last_backup_at: string | null, schema_version: number | null, balanced: boolean | null, };

/**
 * A line as edited. Decimals as strings in the customer's plain notation ("1.5"); empty means 0
 * (quantity: 1).
 */
export type LineDto = { description: string, quantity: string, 
/**
 * What is counted: "h", "piece"; may be empty.
 */
unit: string, unit_amount: string, 
/**
 * Percent off this line; empty means none.
 */
discount_pct: string, 
/**
 * Amount off this line in major units; empty means none. Not together with discount_pct.
 */
discount_amount: string, tax_rate_ids: Array<string>, 
/**
 * Half-open service period, both or neither; YYYY-MM-DD.
 */
service_start: string | null, service_end: string | null, 
/**
 * Which revenue account: a product's name; empty means "Sales".
 */
product: string, };

/**
 * The sums of one line.
 */
export type LineTotalDto = { subtotal: Money, discount: Money, invoice_discount: Money, net: Money, tax: Money, total: Money, };

/**
 * Which rows of a list, and in what order. Column names are those of the list's rows.
 */
export type ListRequest = { 
/**
 * Free text; empty finds everything.
 */
search?: string, 
/**
 * All must hold.
 */
filters?: Array<Filter>, 
/**
 * First is the most important.
 */
sort?: Array<Sort>, 
/**
 * Rows to leave out at the start.
 */
offset?: number, 
/**
 * Rows at most; 0 means 100.
 */
limit?: number, };

/**
 * The views of one list.
 */
export type ListViewsRequest = { list: string, };

/**
 * An amount: whole minor units as a decimal string (64-bit integers lose precision in JSON), ISO
 * 4217 code.
 */
export type Money = { 
/**
 * Minor units, for example "1234" for 12.34 EUR.
 */
minor: string, 
/**
 * ISO 4217 code.
 */
currency: string, };

/**
 * One thing to do, as a sentence with its place.
 */
export type NeedsMe = { 
/**
 * past_due, draft, backup, integrity.
 */
kind: string, title: string, detail: string, amount: Money | null, 
/**
 * A route of the window, for example "/invoices/in_01…".
 */
route: string, 
/**
 * What the button says.
 */
action: string, };

/**
 * A request without fields.
 */
export type Nothing = Record<symbol, never>;

/**
 * The next numbers that issuing would take, shown in Settings.
 */
export type NumberingPreview = { next_invoice: string, next_credit_note: string, 
/**
 * Per series and fiscal year: how many have been given out.
 */
series: Array<SeriesDto>, };

/**
 * Makes the demo company at `path` (or the standard place) if it is not there, and opens it.
 */
export type OpenDemoRequest = { path?: string | null, 
/**
 * Make it anew even if it is there.
 */
reset?: boolean, };

/**
 * Opens an existing ledger file; with no passphrase the keyring is asked.
 */
export type OpenLedgerRequest = { path: string, passphrase?: string | null, };

/**
 * The pages of a document as SVG, in order.
 */
export type PagesDto = { pages: Array<string>, 
/**
 * For example characters that no font has.
 */
notes: Array<string>, totals: TotalsDto | null, problems: Array<FieldProblem>, };

/**
 * A window of the payments list.
 */
export type PaymentPage = { rows: Array<PaymentRow>, total_count: number, totals: Array<ColumnTotal>, };

/**
 * A row of the payments list. Columns: received_on, customer_name, customer_id, invoice_number,
 * method, reference, amount, status.
 */
export type PaymentRow = { id: string, received_on: string, customer_id: string, customer_name: string, invoice_id: string | null, invoice_number: string | null, 
/**
 * bank_transfer, cash, cheque, card, other.
 */
method: string, reference: string, note: string, amount: Money, 
/**
 * recorded or reversed.
 */
status: string, };

/**
 * An entry made by hand. Amounts in major units; each posting has a debit or a credit.
 */
export type PostEntryRequest = { posted_on: string, description: string, currency: string, postings: Array<PostingInput>, };

/**
 * One side of an entry; exactly one of debit and credit is there.
 */
export type PostingDto = { account: string, account_name: string, debit: Money | null, credit: Money | null, };

/**
 * One posting of a manual entry.
 */
export type PostingInput = { account: string, debit?: string, credit?: string, };

/**
 * Records a payment on an invoice. More than is due becomes the customer's credit.
 */
export type RecordPaymentRequest = { invoice_id: string, 
/**
 * Major units, for example "119.00", in the invoice's currency.
 */
amount: string, received_on: string, method: string, reference?: string, note?: string, };

/**
 * What recording gave.
 */
export type RecordedPayment = { id: string, invoice_status: string, amount_due: Money, to_balance: Money, };

/**
 * Restores a backup after verifying it; the ledger of now is kept, so this can be undone.
 */
export type RestoreRequest = { path: string, 
/**
 * Where the key is not at hand.
 */
passphrase?: string | null, };

/**
 * Reverses a manual entry.
 */
export type ReverseEntryRequest = { id: string, reason: string, };

/**
 * Reverses a payment that was recorded wrongly; both stay in the books.
 */
export type ReversePaymentRequest = { id: string, reason: string, };

/**
 * Encrypts the whole ledger with a new key.
 */
export type RotateKeyRequest = { passphrase: string, };

/**
 * Saves a draft. `revision` is the one that was read: a newer one in the store is an error, so
 * nothing is overwritten unseen.
 */
export type SaveDraftRequest = { id: string, revision: number, draft: DraftDto, };

/**
 * Makes a tax rate, or changes the one named by `id`.
 */
export type SaveTaxRateRequest = { id?: string | null, name: string, rate_pct: string, jurisdiction: string, category: string, note?: string, archived?: boolean, };

/**
 * What saving gave.
 */
export type SavedDraft = { id: string, revision: number, saved_at: string, totals: TotalsDto | null, 
/**
 * What must be mended before it can be issued; field paths as "lines.2.quantity".
 */
problems: Array<FieldProblem>, };

/**
 * A view of a list that the person saved.
 */
export type SavedViewDto = { id?: string | null, 
/**
 * Which list: customers, invoices, payments, journal, audit.
 */
list: string, name: string, search?: string, filters: Array<Filter>, sort: Array<Sort>, columns: Array<string>, };

/**
 * Saved views in their order.
 */
export type SavedViewList = { rows: Array<SavedViewDto>, };

/**
 * One numbering series.
 */
export type SeriesDto = { series: string, fiscal_year: number, used: number, };

/**
 * Where the session stands.
 */
export type SessionState = "no_ledger" | "locked" | "open";

/**
 * What the application shows before anything else.
 */
export type SessionStatus = { state: SessionState, 
/**
 * The ledger file that is open, locked, or was used last.
 */
ledger: LedgerFile | null, keyring: KeyringState, 
/**
 * Today in the business's time zone (or UTC without one), YYYY-MM-DD.
 */
today: string, 
/**
 * The open ledger's business; empty while none is open.
 */
business_name: string, 
/**
 * ISO 4217 code of the business; empty while none is open.
 */
currency: string, 
/**
 * IANA zone of the business; "UTC" while none is open.
 */
timezone: string, 
/**
 * The clock is set by `--now`: everything is dated by it.
 */
clock_is_set: boolean, 
/**
 * Locale of the system, validated ("en-US" where it has none).
 */
system_locale: string, version: string, platform: string, 
/**
 * Why the ledger could not be opened, if so.
 */
problem: AppError | null, };

/**
 * Sets or clears the logo: PNG, JPEG or SVG, at most 1 MB, in base64.
 */
export type SetLogoRequest = { base64?: string | null, };

/**
 * Settings of the person. Stored in the ledger.
 */
export type SettingsDto = { 
/**
 * system, light or dark.
 */
theme: string, 
/**
 * compact, normal or roomy.
 */
density: string, 
/**
 * en.
 */
language: string, 
/**
 * A BCP 47 tag for numbers and dates, or "system".
 */
formats: string, 
/**
 * minus or parentheses.
 */
negative_style: string, single_letter_keys: boolean, privacy_mode: boolean, 
/**
 * 0 means never.
 */
lock_after_minutes: number, daily_backups: boolean, 
/**
 * Folder of the backups; empty means beside the ledger.
 */
backup_folder: string, };

/**
 * One column to sort by.
 */
export type Sort = { column: string, descending?: boolean, };

/**
 * One step of an explanation.
 */
export type StepDto = { label: string, value: string, };

/**
 * The file format of an exported table.
 */
export type TableFormat = "csv" | "xlsx";

/**
 * A tax rate that lines can carry.
 */
export type TaxRateDto = { id: string, name: string, 
/**
 * Percent as a decimal string, for example "19".
 */
rate_pct: string, jurisdiction: string, 
/**
 * EN 16931 category code: S, Z, E, AE, K, G or O.
 */
category: string, note: string, archived: boolean, };

/**
 * All tax rates.
 */
export type TaxRateList = { rows: Array<TaxRateDto>, };

/**
 * One tax group.
 */
export type TaxTotalDto = { name: string, rate_pct: string, jurisdiction: string, category: string, note: string, taxable: Money, amount: Money, };

/**
 * What happened with a customer, newest first.
 */
export type Timeline = { entries: Array<TimelineEntry>, };

/**
 * One thing that happened.
 */
export type TimelineEntry = { at: string, 
/**
 * customer, invoice, credit_note, payment.
 */
kind: string, 
/**
 * A sentence.
 */
title: string, detail: string, amount: Money | null, 
/**
 * What it is about, to open it.
 */
subject_id: string | null, actor: string, };

/**
 * The sums of a draft or invoice, with the arithmetic.
 */
export type TotalsDto = { subtotal: Money, discount: Money, taxable: Money, taxes: Array<TaxTotalDto>, tax: Money, total: Money, lines: Array<LineTotalDto>, steps: Array<StepDto>, };

/**
 * Debits and credits of every account, and their sums, one row an account and currency.
 */
export type TrialBalance = { as_of: string, rows: Array<TrialBalanceRow>, totals: Array<TrialBalanceTotal>, balanced: boolean, };

/**
 * The trial balance as of the end of a day; nothing means now.
 */
export type TrialBalanceRequest = { as_of?: string | null, };

/**
 * One account in one currency.
 */
export type TrialBalanceRow = { account: string, name: string, kind: string, debit: Money | null, credit: Money | null, };

/**
 * The sums of one currency.
 */
export type TrialBalanceTotal = { debit: Money, credit: Money, };

/**
 * Unlocks the ledger that is locked.
 */
export type UnlockRequest = { passphrase?: string | null, remember?: boolean, };

/**
 * Changes a customer.
 */
export type UpdateCustomerRequest = { id: string, customer: CustomerDto, };

/**
 * What checking the ledger found.
 */
export type VerifyReport = { ok: boolean, audit_entries: number, audit_head: string, first_bad_seq: number | null, postings: number, balances_match: boolean, trial_balance_zero: boolean, file_ok: boolean, 
/**
 * Sentences, empty when all is well.
 */
problems: Array<string>, took_ms: number, };

/** Every use case with its request and response. */
export interface Commands {
  /** Says whether a ledger is there, locked or open. */
  "session.status": { request: Nothing; response: SessionStatus };
  /** Makes a new encrypted ledger and opens it. */
  "session.create": { request: CreateLedgerRequest; response: SessionStatus };
  /** Opens another ledger file. */
  "session.open": { request: OpenLedgerRequest; response: SessionStatus };
  /** Unlocks the ledger with the keyring or the passphrase. */
  "session.unlock": { request: UnlockRequest; response: SessionStatus };
  /** Closes the ledger and forgets its key. */
  "session.lock": { request: Nothing; response: SessionStatus };
  /** Tells that the person is there, for the idle lock. */
  "session.touch": { request: Nothing; response: Done };
  /** Changes the recovery passphrase. */
  "session.change_passphrase": { request: ChangePassphraseRequest; response: Done };
  /** Encrypts the whole ledger with a new key. */
  "session.rotate_key": { request: RotateKeyRequest; response: Done };
  /** Opens the demo company, making it first if needed. */
  "demo.open": { request: OpenDemoRequest; response: SessionStatus };
  /** Shows the business's details. */
  "business.get": { request: Nothing; response: BusinessDto };
  /** Changes the business's details. */
  "business.update": { request: BusinessDto; response: BusinessDto };
  /** Sets or clears the logo. */
  "business.set_logo": { request: SetLogoRequest; response: BusinessDto };
  /** Shows the numbers that come next. */
  "business.numbering": { request: Nothing; response: NumberingPreview };
  /** Shows a sample invoice with these details. */
  "business.sample": { request: BusinessDto; response: PagesDto };
  /** Lists the tax rates. */
  "tax_rates.list": { request: Nothing; response: TaxRateList };
  /** Makes or changes a tax rate. */
  "tax_rates.save": { request: SaveTaxRateRequest; response: TaxRateDto };
  /** Lists customers. */
  "customers.list": { request: ListRequest; response: CustomerPage };
  /** Shows one customer. */
  "customers.get": { request: IdRequest; response: CustomerDetail };
  /** Makes a customer. */
  "customers.create": { request: CreateCustomerRequest; response: CustomerDetail };
  /** Changes a customer. */
  "customers.update": { request: UpdateCustomerRequest; response: CustomerDetail };
  /** Archives a customer. */
  "customers.archive": { request: IdRequest; response: CustomerDetail };
  /** Brings back an archived or deleted customer. */
  "customers.restore": { request: IdRequest; response: CustomerDetail };
  /** Deletes a customer that has no issued document. */
  "customers.delete": { request: IdRequest; response: IdResponse };
  /** Tells what happened with a customer. */
  "customers.history": { request: IdRequest; response: Timeline };
  /** Lists invoices and drafts. */
  "invoices.list": { request: ListRequest; response: InvoicePage };
  /** Shows one invoice or draft. */
  "invoices.get": { request: IdRequest; response: InvoiceDetail };
  /** Starts a draft. */
  "invoices.create_draft": { request: CreateDraftRequest; response: InvoiceDetail };
  /** Saves a draft. */
  "invoices.save_draft": { request: SaveDraftRequest; response: SavedDraft };
  /** Deletes a draft; it can be restored. */
  "invoices.delete_draft": { request: IdRequest; response: IdResponse };
  /** Brings back a deleted draft. */
  "invoices.restore_draft": { request: IdRequest; response: InvoiceDetail };
  /** Starts a draft with the content of another invoice. */
  "invoices.duplicate": { request: IdRequest; response: InvoiceDetail };
  /** Computes the sums of a draft without saving it. */
  "invoices.totals": { request: DraftRequest; response: SavedDraft };
  /** Shows the pages of a draft without saving it. */
  "invoices.preview": { request: DraftRequest; response: PagesDto };
  /** Shows the pages of an invoice or draft. */
  "invoices.pages": { request: IdRequest; response: PagesDto };
  /** Issues a draft: gives it its number and posts it. */
  "invoices.issue": { request: IssueRequest; response: IssuedInvoice };
  /** Voids an issued invoice on which nothing was paid. */
  "invoices.void": { request: CloseInvoiceRequest; response: InvoiceDetail };
  /** Writes off what is still due. */
  "invoices.mark_uncollectible": { request: CloseInvoiceRequest; response: InvoiceDetail };
  /** Makes the PDF of an invoice or draft. */
  "invoices.pdf": { request: IdRequest; response: FileDto };
  /** Computes a credit note without issuing it. */
  "credit_notes.preview": { request: CreditRequest; response: CreditPreview };
  /** Shows the pages of a credit note. */
  "credit_notes.pages": { request: IdRequest; response: PagesDto };
  /** Issues a credit note. */
  "credit_notes.issue": { request: CreditRequest; response: CreditNoteDetail };
  /** Shows one credit note. */
  "credit_notes.get": { request: IdRequest; response: CreditNoteDetail };
  /** Lists credit notes. */
  "credit_notes.list": { request: ListRequest; response: CreditNotePage };
  /** Makes the PDF of a credit note. */
  "credit_notes.pdf": { request: IdRequest; response: FileDto };
  /** Lists payments. */
  "payments.list": { request: ListRequest; response: PaymentPage };
  /** Records a payment by hand. */
  "payments.record": { request: RecordPaymentRequest; response: RecordedPayment };
  /** Reverses a payment that was recorded wrongly. */
  "payments.reverse": { request: ReversePaymentRequest; response: PaymentRow };
  /** Lists journal entries. */
  "ledger.journal": { request: ListRequest; response: JournalPage };
  /** Shows one journal entry. */
  "ledger.entry": { request: IdRequest; response: JournalEntryDto };
  /** Posts an entry by hand. */
  "ledger.post_entry": { request: PostEntryRequest; response: JournalEntryDto };
  /** Reverses an entry made by hand. */
  "ledger.reverse_entry": { request: ReverseEntryRequest; response: JournalEntryDto };
  /** Lists the accounts with their balances. */
  "ledger.accounts": { request: Nothing; response: AccountList };
  /** Shows the postings of one account. */
  "ledger.account": { request: AccountPostingsRequest; response: AccountPostings };
  /** Shows the trial balance as of a day. */
  "ledger.trial_balance": { request: TrialBalanceRequest; response: TrialBalance };
  /** Checks the file, the audit log and the balances. */
  "ledger.verify": { request: Nothing; response: VerifyReport };
  /** Exports the journal for hledger, ledger, beancount or as CSV. */
  "ledger.export_journal": { request: ExportJournalRequest; response: FileDto };
  /** Lists the audit log. */
  "audit.list": { request: ListRequest; response: AuditPage };
  /** Makes a backup now. */
  "backup.create": { request: CreateBackupRequest; response: BackupRow };
  /** Lists the backups. */
  "backup.list": { request: Nothing; response: BackupList };
  /** Verifies a backup. */
  "backup.check": { request: RestoreRequest; response: BackupCheck };
  /** Restores a backup. */
  "backup.restore": { request: RestoreRequest; response: SessionStatus };
  /** Brings back the ledger as it was before the last restore. */
  "backup.undo_restore": { request: Nothing; response: SessionStatus };
  /** Shows the settings. */
  "settings.get": { request: Nothing; response: SettingsDto };
  /** Changes the settings. */
  "settings.update": { request: SettingsDto; response: SettingsDto };
  /** Lists the currencies. */
  "settings.currencies": { request: Nothing; response: CurrencyList };
  /** Lists the saved views of a list. */
  "views.list": { request: ListViewsRequest; response: SavedViewList };
  /** Saves a view of a list. */
  "views.save": { request: SavedViewDto; response: SavedViewDto };
  /** Deletes a saved view. */
  "views.delete": { request: IdRequest; response: IdResponse };
  /** Exports a list exactly as it is shown. */
  "tables.export": { request: ExportTableRequest; response: FileDto };
  /** Shows what needs the person today. */
  "home.summary": { request: Nothing; response: HomeSummary };
  /** Finds customers, invoices, credit notes and payments. */
  "search.find": { request: FindRequest; response: FindResult };
  /** Lists long work. */
  "jobs.list": { request: Nothing; response: JobList };
  /** Stops long work. */
  "jobs.cancel": { request: JobRequest; response: Done };
  /** Collects what helps when something is wrong. */
  "diagnostics.report": { request: Nothing; response: DiagnosticsReport };
  /** Computes with the billing rules alone, without a ledger. */
  "calc.run": { request: CalcRequest; response: CalcResponse };
}
