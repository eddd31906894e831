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
 * What was said to a piece of advice.
 */
export type AdviceAnswerDto = { 
/**
 * snoozed, dismissed, accepted.
 */
state: string, answered_at: string, 
/**
 * Of one that is snoozed: the day on which it comes back.
 */
until_on: string | null, 
/**
 * Of one that is dismissed.
 */
reason: string, };

/**
 * A piece of advice.
 */
export type AdviceDto = { 
/**
 * The same as long as it advises the same: kind, subscription and what is advised.
 */
key: string, 
/**
 * upgrade, downgrade, plan_fit, usage_optimization, idle_seats, addon, yearly, schedule_load.
 */
kind: string, 
/**
 * now, next, later.
 */
urgency: string, customer_id: string, customer_name: string, subscription_id: string, 
/**
 * What is held now.
 */
plan: string, 
/**
 * Key and name of the meter that it is about; empty where it is about none.
 */
meter: string, meter_name: string, unit: string, 
/**
 * In a few words.
 */
title: string, 
/**
 * In a sentence or two, with the figures.
 */
sentence: string, 
/**
 * What the customer saves in a month and in a year, in the mean of the rows; below zero where
 * it costs more, nothing where it is not about what they pay. Before discounts and tax.
 */
saving_month: Money | null, saving_year: Money | null, 
/**
 * The 80 % interval of the saving in a month.
 */
saving_from: Money | null, saving_to: Money | null, 
/**
 * What the business gains in a month; below zero where it loses.
 */
business_month: Money | null, 
/**
 * low, medium, high.
 */
confidence: string, 
/**
 * Why it is that sure.
 */
confidence_why: string, 
/**
 * What would make it wrong.
 */
breaks_if: string, 
/**
 * What the advised plan does not have and the one that is held has.
 */
loses: Array<string>, 
/**
 * The months that it rests on, oldest first.
 */
rows: Array<AdviceRowDto>, change: PreparedChangeDto, 
/**
 * Nothing where it is open: nobody answered it, it is due again, or its facts changed.
 */
answer: AdviceAnswerDto | null, };

/**
 * Names one piece of advice.
 */
export type AdviceKeyRequest = { key: string, };

/**
 * Advice by when to look at it.
 */
export type AdviceList = { 
/**
 * It costs money or stops work already.
 */
now: Array<AdviceDto>, 
/**
 * Before the next renewal.
 */
next: Array<AdviceDto>, 
/**
 * When there is time.
 */
later: Array<AdviceDto>, 
/**
 * Snoozed, dismissed or accepted.
 */
answered: Array<AdviceDto>, 
/**
 * Subscriptions that are too young; only where one customer is asked for.
 */
too_young: Array<AdviceWaitDto>, 
/**
 * Of all customers: subscriptions that were changed or used since they were looked at last.
 * `advice.refresh` looks at them.
 */
waiting: number, };

/**
 * What looking at all subscriptions came to.
 */
export type AdviceRefreshed = { 
/**
 * Subscriptions that were looked at.
 */
looked_at: number, 
/**
 * Pieces of advice that are kept now, answered ones too.
 */
kept: number, };

/**
 * Whose advice.
 */
export type AdviceRequest = { 
/**
 * Computed now for one customer; empty takes what is kept of all of them.
 */
customer_id?: string, 
/**
 * The most that are answered, most urgent first; 0 means 100.
 */
limit?: number, };

/**
 * A month of a subscription behind a piece of advice.
 */
export type AdviceRowDto = { 
/**
 * First day.
 */
start: string, 
/**
 * The first day after it.
 */
end: string, 
/**
 * What was used; empty where the row is about no meter.
 */
used: string, 
/**
 * What it stands against: the plan's limit, or the seats that are paid; nothing where there
 * is none.
 */
limit: string | null, 
/**
 * What the month comes to as it is held now, before discounts and tax.
 */
billed_now: Money | null, 
/**
 * What it would have come to.
 */
billed_then: Money | null, 
/**
 * More about it ("96 %"); empty where there is nothing to say.
 */
detail: string, };

/**
 * A subscription that is too young for advice about its plan.
 */
export type AdviceWaitDto = { subscription_id: string, plan: string, 
/**
 * Whole months that are over.
 */
months: number, 
/**
 * How many there have to be.
 */
needed: number, 
/**
 * In a sentence.
 */
sentence: string, };

/**
 * What a new version does to the first invoice of one subscription that it changes.
 */
export type AffectedRow = { subscription_id: string, customer_id: string, customer_name: string, next_invoice_on: string, 
/**
 * Net, before tax.
 */
before: Money, after: Money, difference: Money, 
/**
 * Why it stays with its version; empty where it moves.
 */
problem: string, };

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
export type AppEvent = { "kind": "ledger-changed", "payload": LedgerChange } | { "kind": "job-progress", "payload": JobDto } | { "kind": "session-changed", "payload": SessionStatus } | { "kind": "limit-reached", "payload": LimitReached };

/**
 * A coupon that a subscription has.
 */
export type AppliedCouponDto = { coupon_id: string, name: string, 
/**
 * "20 % off, 2 of 3 periods left".
 */
words: string, };

/**
 * What one grant pays or paid of an invoice.
 */
export type AppliedCreditDto = { grant_id: string, name: string, 
/**
 * paid or promotional.
 */
category: string, amount: Money, };

/**
 * Puts a meter away, or takes it back.
 */
export type ArchiveMeterRequest = { key: string, archived: boolean, };

/**
 * Says whose the events of a subject are.
 */
export type AssignUsageRequest = { subject: string, customer_id: string, subscription_id?: string | null, };

/**
 * What became of assigned events.
 */
export type AssignedUsage = { counted: number, 
/**
 * Still of nobody: their meter is missing or they cannot be read.
 */
left: number, };

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
 * The labels along one side.
 */
export type AxisDto = { ticks: Array<AxisTickDto>, };

/**
 * A label and where it stands.
 */
export type AxisTickDto = { px: number, text: string, };

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
 * A line that a subscription bills or would bill.
 */
export type BillLineDto = { description: string, 
/**
 * period, credit, proration, usage, setup.
 */
kind: string, quantity: string, unit_amount: string, discount: Money, 
/**
 * After discount, before exclusive tax.
 */
amount: Money, 
/**
 * "17/31" where it is for a part of a period.
 */
fraction: string | null, service_start: string | null, 
/**
 * Not included.
 */
service_end: string | null, steps: Array<StepDto>, };

/**
 * A bill that is not written yet: its day, lines and sums.
 */
export type BillPreviewDto = { on: string, lines: Array<BillLineDto>, subtotal: Money, discount: Money, tax: Money, total: Money, 
/**
 * Each tax as printed: "VAT 19 %" and its amount.
 */
taxes: Array<TaxWordDto>, 
/**
 * Why this tax, in a sentence.
 */
tax_reason: string, 
/**
 * Prepaid credit that will be used.
 */
prepaid_credit: Money, 
/**
 * Credit of the customer that will be used after that.
 */
applied_balance: Money, amount_due: Money, };

/**
 * How subscriptions are billed.
 */
export type BillingSettingsDto = { 
/**
 * Bills at start and daily while open.
 */
automatic: boolean, 
/**
 * issue or draft.
 */
mode: string, 
/**
 * Days that drafts of a run wait for a look before they are issued by the next run.
 */
review_days: number, 
/**
 * One invoice a customer.
 */
grouped: boolean, 
/**
 * Days before a renewal on which Home reminds of it; 0 for never.
 */
reminder_days: number, };

/**
 * The same change for many subscriptions.
 */
export type BulkChangeRequest = { ids: Array<string>, change: ChangeDto, 
/**
 * now, period_end, on_date.
 */
when: string, on?: string | null, behavior?: string, };

/**
 * The total effect of a bulk change.
 */
export type BulkResult = { rows: Array<BulkRow>, possible: number, 
/**
 * One for each currency.
 */
now: Array<Money>, monthly_difference: Array<Money>, };

/**
 * What a bulk change does or did to one subscription.
 */
export type BulkRow = { id: string, customer_name: string, plan_name: string, 
/**
 * Billed at once.
 */
now: Money | null, monthly_before: Money, monthly_after: Money, 
/**
 * Why it cannot be done; empty where it can.
 */
problem: string, };

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
 * A change. Fields that its kind does not need stay empty.
 */
export type ChangeDto = { 
/**
 * plan, quantity, add_addon, remove_addon, interval, version, add_coupon, remove_coupon,
 * pause, resume, cancel.
 */
kind: string, plan_id: string | null, version: number | null, 
/**
 * Empty keeps it.
 */
quantity: string, recurrence: RecurrenceDto | null, keep_anchor: boolean, coupon_code: string, coupon_id: string | null, 
/**
 * pause: skip, keep_as_draft, mark_uncollectible.
 */
pause_behavior: string, resume_on: string | null, 
/**
 * cancel: whether unused time is credited.
 */
prorate: boolean, };

/**
 * Changes the recovery passphrase.
 */
export type ChangePassphraseRequest = { current: string, new: string, };

/**
 * A change of a subscription, to be looked at or made.
 */
export type ChangeRequest = { id: string, 
/**
 * The revision that was on the screen; nothing takes any.
 */
revision?: number | null, change: ChangeDto, 
/**
 * now, period_end, on_date.
 */
when: string, 
/**
 * For on_date.
 */
on?: string | null, 
/**
 * next_invoice, invoice_now, none; empty takes the plan's.
 */
behavior?: string, };

/**
 * A chart with the map by which the window adds crosshair, tooltip and reading by keyboard.
 */
export type ChartDto = { 
/**
 * Its colours are CSS variables.
 */
svg: string, width: number, height: number, plot: PlotRectDto, x: AxisDto, y: AxisDto, series: Array<PlottedSeriesDto>, title: string, description: string, table: ChartTableDto, reading: ReadingDto, 
/**
 * Whether values are amounts of money, which a person can hide.
 */
is_money: boolean, };

/**
 * A chart to be made a file.
 */
export type ChartExportRequest = { chart: UsageChartRequest, format: PictureFormat, };

/**
 * How a reader writes numbers and dates.
 */
export type ChartLocaleDto = { decimal_mark: string, group_mark: string, symbol_after: boolean, day_first: boolean, 
/**
 * Short names, January first.
 */
months: Array<string>, 
/**
 * Short names, Monday first.
 */
weekdays: Array<string>, thousand: string, million: string, billion: string, from_word: string, to_word: string, };

/**
 * The same numbers as text.
 */
export type ChartTableDto = { columns: Array<string>, rows: Array<Array<string>>, };

/**
 * Checks the format and check digits of a VAT number; nobody is asked.
 */
export type CheckVatIdRequest = { id: string, 
/**
 * Whose number it should be; empty means that its prefix says so.
 */
country?: string, };

/**
 * A step of setting up.
 */
export type ChecklistItem = { 
/**
 * business, tax, plan, customer, invoice, backup.
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
 * Which plans to compare; none means all active ones of the first plan's product.
 */
export type ComparePlansRequest = { plan_ids: Array<string>, 
/**
 * Adds the plans that this customer could change to, its own marked.
 */
customer_id: string | null, };

/**
 * Two versions of a plan, by their numbers.
 */
export type CompareVersionsRequest = { id: string, before: number, after: number, };

/**
 * One plan at the head of a comparison.
 */
export type ComparedPlan = { id: string, name: string, version: number, price_words: Array<string>, 
/**
 * Whether the customer has it now.
 */
current: boolean, };

/**
 * One row of a comparison: a cell for each plan, "" where it has nothing of it.
 */
export type ComparisonRow = { name: string, 
/**
 * feature, limit, level, price.
 */
kind: string, 
/**
 * "yes", "no", "500 minutes", "unlimited", "priority", "0.02 USD per request over".
 */
cells: Array<string>, };

/**
 * Corrects an event by another one.
 */
export type CorrectUsageRequest = { 
/**
 * Key of the event that is corrected.
 */
key: string, 
/**
 * replace, adjust.
 */
type: string, quantity: string, 
/**
 * A new value, where the meter counts values.
 */
value?: string, reason: string, };

/**
 * What an event says of an earlier one.
 */
export type CorrectionDto = { 
/**
 * replace, adjust.
 */
type: string, 
/**
 * Key of the event that is corrected.
 */
key: string, };

/**
 * A coupon, as listed and edited.
 */
export type CouponDto = { 
/**
 * Empty for a new one.
 */
id: string, code: string, name: string, 
/**
 * Percent off; empty where it is an amount.
 */
percent: string, 
/**
 * Amount off, in major units; empty where it is a percentage.
 */
amount: string, 
/**
 * Currency of the amount.
 */
currency: string | null, 
/**
 * once, periods, forever.
 */
duration: string, 
/**
 * For duration periods.
 */
periods: number, 
/**
 * Empty for all.
 */
product_ids: Array<string>, 
/**
 * Nothing for any number.
 */
max_redemptions: number | null, expires_on: string | null, 
/**
 * Read only.
 */
redemptions: number, archived: boolean, 
/**
 * active, used_up, expired, archived; read only.
 */
status: string, };

/**
 * All coupons, by code.
 */
export type CouponList = { rows: Array<CouponDto>, };

/**
 * Makes a backup now, at `path` or in the backup folder.
 */
export type CreateBackupRequest = { path?: string | null, };

/**
 * Grants credit to a customer. With a method it was paid for; without one it is a gift.
 */
export type CreateCreditGrantRequest = { customer_id: string, 
/**
 * What the customer reads: "Prepaid hours 2027".
 */
name: string, 
/**
 * paid or promotional.
 */
category: string, 
/**
 * Major units, for example "500.00".
 */
amount: string, 
/**
 * The customer's where it is not given.
 */
currency?: string | null, 
/**
 * 0 is used first, 100 last; 50 where it is not given.
 */
priority?: number | null, 
/**
 * Day of the grant, and of its money where it was paid for; today where it is not given.
 */
granted_on?: string | null, 
/**
 * First day on which invoices use it; the day of the grant where it is not given.
 */
effective_on?: string | null, 
/**
 * First day on which they no longer do; never where it is not given.
 */
expires_on?: string | null, 
/**
 * How it was paid for: bank_transfer (where it is not given), cash, cheque, card, other.
 */
method?: string | null, reference?: string, };

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
 * Makes a plan with its first version.
 */
export type CreatePlanRequest = { fields: PlanFieldsDto, content: PlanContentDto, };

/**
 * Makes ready meters; without keys, all of them.
 */
export type CreateReadyMetersRequest = { keys?: Array<string>, };

/**
 * A grant with everything that happened to it, oldest first.
 */
export type CreditGrantDetail = { row: CreditGrantRow, movements: Array<CreditMovementDto>, 
/**
 * Its entries and those of the invoices that used it.
 */
journal: Array<JournalEntryDto>, };

/**
 * Grants of one customer in the order in which they are used, what is over after them; or
 * everybody's, newest first.
 */
export type CreditGrantListRequest = { customer_id?: string | null, offset?: number, 
/**
 * 100 where it is 0.
 */
limit?: number, };

/**
 * A window of grants.
 */
export type CreditGrantPage = { rows: Array<CreditGrantRow>, total_count: number, 
/**
 * What is left in all, one amount a currency; of one customer only what can be used today.
 */
balances: Array<Money>, };

/**
 * One grant with what became of it: used, expired, voided and left sum to the amount.
 */
export type CreditGrantRow = { id: string, customer_id: string, customer_name: string, name: string, 
/**
 * paid or promotional.
 */
category: string, 
/**
 * upcoming, available, used_up, expired, voided.
 */
state: string, 
/**
 * 0 is used first, 100 last.
 */
priority: number, granted_on: string, 
/**
 * First day on which invoices use it.
 */
effective_on: string, 
/**
 * First day on which they no longer do.
 */
expires_on: string | null, 
/**
 * Whether something is left that ends within 30 days.
 */
expires_soon: boolean, 
/**
 * How it was paid for: bank_transfer, cash, cheque, card, other.
 */
method: string | null, reference: string, amount: Money, used: Money, expired: Money, voided: Money, left: Money, 
/**
 * How much of it is left, of a hundred; 1 where it is less, but not nothing.
 */
left_pct: number, 
/**
 * What can be done now: void.
 */
actions: Array<string>, };

/**
 * One line to credit, counted from 1, by a net amount in major units.
 */
export type CreditLineInput = { line: number, amount: string, };

/**
 * One thing that happened to a grant.
 */
export type CreditMovementDto = { on: string, 
/**
 * granted, applied, returned, expired, voided.
 */
kind: string, amount: Money, 
/**
 * The invoice that used it or gave it back.
 */
invoice_id: string | null, invoice_number: string | null, 
/**
 * What was left then.
 */
left: Money, };

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
 * Goes back to the prepaid credit that had paid it.
 */
to_credits: Money, 
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
 * How much of what is offered a customer uses, and how often.
 */
export type CustomerAdoptionDto = { customer_id: string, customer_name: string, meters: Array<CustomerMeterDto>, 
/**
 * Meters in use, of those that anybody uses.
 */
breadth_pct: string, 
/**
 * Days with use, of the days looked at.
 */
depth_pct: string, };

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
can_delete: boolean, 
/**
 * Newest first, ended ones too.
 */
subscriptions: Array<SubscriptionRow>, 
/**
 * Recurring amount a month, one for each currency.
 */
monthly: Array<Money>, 
/**
 * The day of the next bill of a subscription.
 */
next_invoice_on: string | null, };

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
 * Number of the exemption's certificate.
 */
exempt_certificate: string, 
/**
 * Last day of the exemption; nothing where it has no end.
 */
exempt_until: string | null, 
/**
 * Tax rates that new lines for this customer start with.
 */
tax_rate_ids: Array<string>, 
/**
 * What says where the customer is.
 */
place_proofs: Array<PlaceProofDto>, 
/**
 * What the authorities answered about the VAT number.
 */
number_checks: Array<NumberCheckDto>, notes: string, custom_fields: Array<CustomFieldDto>, };

/**
 * One customer's use of a meter.
 */
export type CustomerMeterDto = { 
/**
 * Key of the meter.
 */
meter: string, name: string, 
/**
 * The first day ever, and the last.
 */
first_on: string, last_on: string, 
/**
 * Days with use, of the days looked at.
 */
days: number, };

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
balance: Money, invoice_count: number, last_invoice_on: string | null, created_at: string, 
/**
 * Names of the plans that they have now.
 */
plans: Array<string>, 
/**
 * Recurring amount a month, one for each currency.
 */
monthly: Array<Money>, 
/**
 * The day of the next bill of a subscription.
 */
next_invoice_on: string | null, };

/**
 * A custom plan for one customer: a copy with overrides.
 */
export type CustomizePlanRequest = { plan_id: string, customer_id: string, 
/**
 * Empty makes one from plan and customer.
 */
name: string, content: PlanContentDto, };

/**
 * A rate from its first day on.
 */
export type DatedRateDto = { from: string, 
/**
 * Percent, in plain notation.
 */
rate_pct: string, 
/**
 * Put there by a person, not by the tables that come with Billfold.
 */
changed: boolean, };

/**
 * Asks how a supply to a customer is taxed.
 */
export type DecideTaxRequest = { customer_id: string, 
/**
 * digital_service, service, goods.
 */
kind: string, 
/**
 * Empty means standard.
 */
category?: string, 
/**
 * The day of the supply; empty means today.
 */
on?: string, 
/**
 * Net; for the threshold of sales to the EU's consumers.
 */
amount?: Money | null, };

/**
 * What a person can send when something is wrong; no customer data in it.
 */
export type DiagnosticsReport = { 
/**
 * Label and value, in order.
 */
rows: Array<StepDto>, log_tail: Array<string>, };

/**
 * One line of a side-by-side comparison of two versions.
 */
export type DifferenceRow = { 
/**
 * What is compared ("Base, USD a month", "Call minutes").
 */
what: string, 
/**
 * Empty where it is new.
 */
before: string, 
/**
 * Empty where it goes.
 */
after: string, changed: boolean, };

/**
 * Puts a piece of advice away.
 */
export type DismissAdviceRequest = { key: string, 
/**
 * Why; kept with it.
 */
reason: string, };

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
 * One entitlement of a plan.
 */
export type EntitlementDto = { key: string, name: string, 
/**
 * feature, limit, level.
 */
kind: string, 
/**
 * feature: whether it is in the plan.
 */
on: boolean, 
/**
 * limit: the most, as decimal text; nothing means unlimited.
 */
most: string | null, unit: string, 
/**
 * level: in words.
 */
level: string, 
/**
 * limit: what becomes of more: by_price (billed where there is a price, else refused), soft,
 * hard; empty means by_price.
 */
enforcement?: string, 
/**
 * limit: percentages at which somebody is told, as decimal text; empty for 80, 95 and 100.
 */
alert_at?: Array<string>, };

/**
 * Sales to consumers of other member states of the EU, as the threshold counts them.
 */
export type EuB2cSalesDto = { 
/**
 * The year that `this_year` is of.
 */
year: number, 
/**
 * In EUR.
 */
this_year: Money, 
/**
 * In EUR.
 */
last_year: Money, };

/**
 * An exemption as it held.
 */
export type ExemptionDto = { reason: string, certificate: string, until: string | null, };

/**
 * A figure that is not sure: the likeliest, and what holds it 80 and 95 times of a hundred.
 */
export type ExpectedDto = { expected: string, lower_80: string, upper_80: string, lower_95: string, upper_95: string, };

/**
 * An amount that is not sure: its mean, and what holds it 80 times of a hundred.
 */
export type ExpectedMoneyDto = { expected: Money, lower: Money, upper: Money, };

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
 * A coming invoice.
 */
export type FutureInvoice = { on: string, due_on: string, customer_id: string, customer_name: string, title: string, total: Money, };

/**
 * What one coming month brings.
 */
export type FutureMonth = { 
/**
 * YYYY-MM.
 */
month: string, invoices: number, 
/**
 * One for each currency.
 */
invoiced: Array<Money>, 
/**
 * Cash, when every invoice is paid on its due day; what is past due already counts in the
 * first month.
 */
cash: Array<Money>, ending: number, };

/**
 * The coming months, computed by real runs on a copy that was thrown away.
 */
export type FutureReport = { from_on: string, through_on: string, months: Array<FutureMonth>, 
/**
 * By day; the first 5 000 where there are more.
 */
invoices: Array<FutureInvoice>, invoice_count: number, exceptions: Array<RunException>, };

/**
 * One hit.
 */
export type Hit = { 
/**
 * customer, plan, subscription, invoice, credit_note or payment.
 */
kind: string, id: string, title: string, detail: string, route: string, };

/**
 * A piece of advice as Home shows it.
 */
export type HomeAdvice = { key: string, 
/**
 * As in `AdviceDto`.
 */
kind: string, title: string, sentence: string, customer_id: string, customer_name: string, saving_month: Money | null, business_month: Money | null, 
/**
 * Where the window shows it with its rows.
 */
route: string, };

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
checklist: Array<ChecklistItem>, 
/**
 * Monthly recurring revenue, one for each currency.
 */
monthly: Array<Money>, 
/**
 * What a billing run has to do next; nothing where no bill comes.
 */
next_run: NextRun | null, 
/**
 * Advice to look at now, three at most.
 */
advice?: Array<HomeAdvice>, 
/**
 * How many there are to look at now.
 */
advice_count?: number, };

/**
 * Names the one thing a request is about, by its public id.
 */
export type IdRequest = { id: string, };

/**
 * The id of what was made or changed.
 */
export type IdResponse = { id: string, };

/**
 * Leaves events of a subject uncounted, or lets them wait again.
 */
export type IgnoreUsageRequest = { 
/**
 * Empty means all.
 */
subject: string, ignored: boolean, };

/**
 * Takes a ready catalog into the ledger.
 */
export type InstallCatalogRequest = { code: string, 
/**
 * One that its prices have in any case; empty for the business's.
 */
currency?: string, };

/**
 * What was taken in.
 */
export type InstalledCatalog = { product_id: string, plan_ids: Array<string>, };

/**
 * Everything about one invoice or draft.
 */
export type InvoiceDetail = { row: InvoiceRow, revision: number, draft: DraftDto, totals: TotalsDto | null, problems: Array<FieldProblem>, paid: Money, credited: Money, 
/**
 * What prepaid credit paid, grant by grant, in the order of its use.
 */
prepaid: Array<AppliedCreditDto>, 
/**
 * The sum of `prepaid`.
 */
prepaid_credit: Money, applied_balance: Money, written_off: Money, issued_at: string | null, voided_at: string | null, payments: Array<PaymentRow>, credit_notes: Array<CreditNoteRow>, 
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
 * A statement exactly as it was kept.
 */
export type KeptStatementDto = { id: number, kept_at: string, statement: StatementDto, };

/**
 * The newest first.
 */
export type KeptStatementList = { rows: Array<KeptStatementRow>, };

/**
 * Which kept statement.
 */
export type KeptStatementRequest = { id: number, };

/**
 * A statement that was kept, in a list.
 */
export type KeptStatementRow = { id: number, customer_id: string, customer_name: string, month: string, kept_at: string, totals: Array<StatementTotalsDto>, };

/**
 * Which kept statements.
 */
export type KeptStatementsRequest = { 
/**
 * Empty means everybody's.
 */
customer_id?: string, 
/**
 * Empty means of all months.
 */
month?: string, limit?: number, };

/**
 * Whether the system's keyring can be used.
 */
export type KeyringState = "available" | "locked" | "absent" | "off";

/**
 * Late events, the newest first.
 */
export type LateUsageList = { rows: Array<LateUsageRow>, };

/**
 * Late events.
 */
export type LateUsageRequest = { 
/**
 * Only those that no invoice has taken yet.
 */
waiting?: boolean, limit?: number, };

/**
 * An event that came after its day had been billed.
 */
export type LateUsageRow = { event: UsageEventDto, subscription_id: string, 
/**
 * First day of the period that had been billed.
 */
period_from: string, 
/**
 * The invoice that took it; nothing while it waits for the next one.
 */
invoice_id: string | null, };

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
 * One event of a subscription's life, past or coming.
 */
export type LifeEventDto = { on: string, 
/**
 * started, trial_end, renewal, change, pause, resume, cancel, invoice, end.
 */
kind: string, title: string, detail: string, amount: Money | null, coming: boolean, 
/**
 * An invoice, where it made one.
 */
subject_id: string | null, };

/**
 * How a subscription stands to one of its limits in its current period.
 */
export type LimitDto = { subscription_id: string, plan: string, 
/**
 * Key of the meter and of the limit.
 */
key: string, name: string, unit: string, 
/**
 * Nothing means unlimited.
 */
most: string | null, used: string, left: string | null, over: string, 
/**
 * Rounded down to two digits; nothing where it is unlimited.
 */
percent: string | null, 
/**
 * soft (more is let through, and billed where there is a price), hard (more is refused).
 */
policy: string, 
/**
 * At the pace of the period so far, where that is within it.
 */
runs_out_on: string | null, period_start: string, 
/**
 * The first day after it.
 */
period_end: string, };

/**
 * Every limit of a customer's subscriptions.
 */
export type LimitList = { rows: Array<LimitDto>, };

/**
 * That usage came to a percentage of a limit, for the first time in its period.
 */
export type LimitReached = { customer_id: string, subscription_id: string, 
/**
 * Key of the meter.
 */
key: string, threshold: string, 
/**
 * What is told, in a sentence or two.
 */
message: string, };

/**
 * Whose limits.
 */
export type LimitsRequest = { customer_id: string, };

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
product: string, 
/**
 * Taxes that a decision put on it, in place of `tax_rate_ids`.
 */
taxes: Array<LineTaxDto>, 
/**
 * Where it came from, where a subscription billed it; a copy of it keeps none.
 */
source: LineSourceDto | null, 
/**
 * How `taxes` were decided and what proves it; kept as long as they stay as they were decided.
 */
tax_decision?: TaxRecordDto | null, };

/**
 * Where a line of a subscription came from, and how its amount was computed.
 */
export type LineSourceDto = { subscription_id: string, plan_id: string, version: number, price_key: string, 
/**
 * period, credit, proration, usage, setup.
 */
kind: string, 
/**
 * "17/31".
 */
fraction: string | null, steps: Array<StepDto>, };

/**
 * A tax as a line carries it.
 */
export type LineTaxDto = { name: string, rate_pct: string, jurisdiction: string, 
/**
 * S, Z, E, AE, K, G, O.
 */
category: string, note: string, };

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
 * The newest events in the order of arrival, and the place to ask from next time.
 */
export type LiveUsage = { rows: Array<UsageEventDto>, last: number, };

/**
 * What arrived after a place.
 */
export type LiveUsageRequest = { after?: number, limit?: number, };

/**
 * How many customers use a meter.
 */
export type MeterAdoptionDto = { 
/**
 * Key of the meter.
 */
meter: string, name: string, customers: number, 
/**
 * Of those who use anything or have a subscription that runs.
 */
share_pct: string, 
/**
 * How many events there were.
 */
count: number, 
/**
 * The first day on which anybody ever used it, and the last.
 */
first_on: string, last_on: string, };

/**
 * A meter.
 */
export type MeterDto = { id: string, key: string, name: string, unit: string, product_id: string | null, aggregation: string, decimals: number, rounding: UsageRoundingDto | null, reset: string, costs: Array<UnitCostDto>, archived: boolean, 
/**
 * Whether anything was ever counted by it.
 */
used: boolean, };

/**
 * Meters, those in use first, then by name.
 */
export type MeterList = { rows: Array<MeterDto>, };

/**
 * Where a meter's period will likely end, and what it will cost.
 */
export type MeterProjectionDto = { subscription_id: string, plan: string, 
/**
 * Key of the meter.
 */
meter: string, name: string, unit: string, period_start: string, 
/**
 * The first day after it.
 */
period_end: string, used: string, 
/**
 * Nothing means unlimited.
 */
most: string | null, 
/**
 * The quantity of the whole period; nothing where that cannot be told.
 */
end: ExpectedDto | null, 
/**
 * Why the end cannot be told; empty where it is.
 */
why_none: string, run_out: RunOutDto | null, 
/**
 * What is used by now costs; nothing where it has no price.
 */
cost_by_now: Money | null, 
/**
 * What the whole period will cost by the customer's own price.
 */
cost: ExpectedMoneyDto | null, 
/**
 * The six months after the running one.
 */
months: Array<ProjectedMonthDto>, months_cost: ExpectedMoneyDto | null, 
/**
 * Why the months cannot be told; empty where they are.
 */
why_no_months: string, 
/**
 * All of it in a sentence or two.
 */
sentence: string, steps: Array<StepDto>, };

/**
 * Names a meter by its key.
 */
export type MeterRequest = { key: string, };

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
 * past_due, draft, backup, integrity, trial, renewal, billing_run.
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
 * One thing that a new subscription holds.
 */
export type NewItemDto = { plan_id: string, 
/**
 * Nothing takes the version in effect on the first day.
 */
version: number | null, 
/**
 * Empty means 1.
 */
quantity: string, };

/**
 * A new subscription, to be looked at or made.
 */
export type NewSubscriptionRequest = { customer_id: string, 
/**
 * The plan first, then add-ons.
 */
items: Array<NewItemDto>, 
/**
 * Nothing takes the customer's.
 */
currency?: string | null, recurrence: RecurrenceDto, 
/**
 * Nothing means today.
 */
starts_on?: string | null, 
/**
 * Nothing takes the plan's; 0 for none.
 */
trial_days?: number | null, aligned?: boolean, starts_when_paid?: boolean, coupon_codes?: Array<string>, net_days?: number | null, };

/**
 * The next billing run.
 */
export type NextRun = { 
/**
 * The first day on which something is due.
 */
on: string, 
/**
 * How many subscriptions are due by then, or by today where that day is past.
 */
subscriptions: number, 
/**
 * What it will bill with tax, one for each currency.
 */
totals: Array<Money>, 
/**
 * Whether `totals` are only those of the first: there are too many to sum them all at once
 * (the dry run does).
 */
at_least: boolean, 
/**
 * Whether it is done by itself.
 */
automatic: boolean, };

/**
 * A request without fields.
 */
export type Nothing = Record<symbol, never>;

/**
 * What the authorities answered about a VAT number.
 */
export type NumberCheckDto = { vat_id: string, valid: boolean, 
/**
 * Who was asked: VIES, HMRC.
 */
authority: string, 
/**
 * YYYY-MM-DD.
 */
checked_on: string, 
/**
 * As the authorities have it; may be empty, as is what follows.
 */
name: string, address: string, 
/**
 * The consultation number.
 */
receipt: string, 
/**
 * Who took it down; empty means the person who saves it.
 */
noted_by: string, };

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
 * The file format of an exported chart.
 */
export type PictureFormat = "png" | "svg";

/**
 * One proof of a customer's place.
 */
export type PlaceProofDto = { 
/**
 * billing_address, ip_address, bank, card, sim_card, fixed_line, other.
 */
kind: string, 
/**
 * ISO 3166 alpha-2.
 */
country: string, 
/**
 * Where it comes from; may be empty.
 */
detail: string, 
/**
 * YYYY-MM-DD.
 */
noted_on: string, };

/**
 * Plans feature by feature.
 */
export type PlanComparison = { plans: Array<ComparedPlan>, rows: Array<ComparisonRow>, };

/**
 * What a version of a plan costs and grants, as edited.
 */
export type PlanContentDto = { prices: Array<PriceDto>, entitlements: Array<EntitlementDto>, trial_days: number, 
/**
 * day, second, day_inclusive, thirty_day_month, thirty_360.
 */
convention: string, 
/**
 * next_invoice, invoice_now, none.
 */
behavior: string, tax_inclusive: boolean, 
/**
 * Usage that comes to so much is billed before its period's end; one for each currency.
 */
progressive?: Array<ProgressiveDto>, };

/**
 * Everything about one plan.
 */
export type PlanDetail = { row: PlanRow, fields: PlanFieldsDto, custom_for_id: string | null, based_on_id: string | null, 
/**
 * Newest first.
 */
versions: Array<PlanVersionDto>, 
/**
 * Each price of the current version in words, by its place in `content.prices`.
 */
words: Array<Array<string>>, 
/**
 * edit, publish, archive, restore, customize, delete.
 */
actions: Array<string>, };

/**
 * A plan's own fields, as edited.
 */
export type PlanFieldsDto = { product_id: string, 
/**
 * plan, addon.
 */
kind: string, name: string, 
/**
 * Unique short name; empty makes one from the name.
 */
code: string, description: string, 
/**
 * Place in lists, from the smallest; 0 puts a new plan last.
 */
position: number, };

/**
 * A window of the plans list.
 */
export type PlanPage = { rows: Array<PlanRow>, total_count: number, };

/**
 * A row of the plans list. Columns to sort and filter by: name, code, kind, product, status,
 * subscribers, monthly, position, custom_for.
 */
export type PlanRow = { id: string, name: string, code: string, 
/**
 * plan, addon.
 */
kind: string, product: string, 
/**
 * active, archived.
 */
status: string, position: number, 
/**
 * The version that new subscriptions take now.
 */
version: number, 
/**
 * Its base price in words for each currency and interval ("29.00 USD a month"), the business's
 * currency first.
 */
price_words: Array<string>, subscribers: number, 
/**
 * Monthly recurring amount of its subscribers, one for each currency.
 */
monthly: Array<Money>, 
/**
 * Name of the one customer that it is for.
 */
custom_for: string | null, };

/**
 * A published version.
 */
export type PlanVersionDto = { version: number, effective_on: string, published_at: string, content: PlanContentDto, 
/**
 * Subscriptions that have it now.
 */
subscribers: number, };

/**
 * What publishing would do, before it is done.
 */
export type PlanVersionPreview = { version: number, differences: Array<DifferenceRow>, affected: Array<AffectedRow>, 
/**
 * Sum of the differences, one for each currency.
 */
totals: Array<Money>, 
/**
 * What has to be mended before it can be published; paths as "prices.0.model.amount".
 */
problems: Array<FieldProblem>, };

/**
 * A new version, to be looked at or published.
 */
export type PlanVersionRequest = { id: string, content: PlanContentDto, effective_on: string, 
/**
 * new_only, next_renewal, now: whom it is for.
 */
applies_to: string, };

/**
 * A rectangle in the chart's pixels.
 */
export type PlotRectDto = { left: number, top: number, width: number, height: number, };

/**
 * One value, exact, and where it stands.
 */
export type PlottedPointDto = { step: number, x_px: number, y_px: number, value: string, 
/**
 * Of an expected value: both ends of its 80 % range.
 */
range: [string, string] | null, label: string, };

/**
 * What was drawn of one series.
 */
export type PlottedSeriesDto = { name: string, class: string, 
/**
 * The CSS variable that paints it: `--c1`.
 */
paint: string, points: Array<PlottedPointDto>, };

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
 * The change that accepting opens; nothing is changed before a person agrees to it.
 */
export type PreparedChangeDto = { 
/**
 * What it does, in a few words.
 */
words: string, 
/**
 * As previewing and making a change take it; nothing where the customer's own work changes,
 * and nothing in this ledger.
 */
request: ChangeRequest | null, 
/**
 * Where the window opens it.
 */
route: string, };

/**
 * One price of a plan's version.
 */
export type PriceDto = { 
/**
 * Which charge it is ("base", "users"); stays through versions, currencies and intervals.
 */
key: string, name: string, 
/**
 * What a quantity is counted in; may be empty.
 */
unit: string, currency: string, recurrence: RecurrenceDto, 
/**
 * recurring, metered, setup.
 */
kind: string, 
/**
 * Only for metered prices.
 */
meter: string, model: PriceModelDto, 
/**
 * Units that are taken off first; empty for none.
 */
included: string, 
/**
 * The least that is billed for a period; empty for none.
 */
commitment: string, 
/**
 * advance, arrears.
 */
timing: string, prorates: boolean, };

/**
 * A price model, as the calculator's contract names its fields; those of other models are empty.
 */
export type PriceModelDto = { 
/**
 * flat, per_unit, package, tiered_graduated, tiered_volume, percentage, graduated_percentage.
 */
type: string, 
/**
 * flat, package.
 */
amount: string, 
/**
 * per_unit.
 */
unit_amount: string, 
/**
 * package: units in a block.
 */
size: string, 
/**
 * package: up or down.
 */
round: string, 
/**
 * The tiered models and graduated_percentage.
 */
tiers: Array<TierDto>, 
/**
 * tiered: first_flat or free.
 */
zero_usage: string, 
/**
 * percentage.
 */
rate_pct: string, fixed: string, free_events: string, free_amount: string, min: string, max: string, };

/**
 * A product.
 */
export type ProductDto = { 
/**
 * Empty for a new one.
 */
id: string, name: string, description: string, 
/**
 * digital_service, service, goods.
 */
supply: string, 
/**
 * Category in the tax tables; empty means "standard".
 */
tax_category: string, archived: boolean, 
/**
 * How many plans and add-ons sell it; read only.
 */
plans: number, };

/**
 * All products, by name.
 */
export type ProductList = { rows: Array<ProductDto>, };

/**
 * An amount of usage in a currency.
 */
export type ProgressiveDto = { currency: string, 
/**
 * As decimal text, in major units.
 */
amount: string, };

/**
 * A coming month of a meter.
 */
export type ProjectedMonthDto = { 
/**
 * First day of the billing month.
 */
starts_on: string, quantity: string, cost: ExpectedMoneyDto, };

/**
 * The rates of one tax of one place for one category.
 */
export type RateScheduleDto = { 
/**
 * ISO 3166-1 ("DE") or 3166-2 ("CA-QC").
 */
jurisdiction: string, 
/**
 * What the tax is called there.
 */
tax: string, category: string, note: string, 
/**
 * Today's rate; empty before the first.
 */
rate_pct: string, 
/**
 * The newest first.
 */
history: Array<DatedRateDto>, };

/**
 * Reads the answer of VIES or HMRC from the text of their page; nothing is kept.
 */
export type ReadReceiptRequest = { text: string, };

/**
 * How the points are read one after another.
 */
export type ReadingDto = "points" | { "bands": { width_px: number, } } | { "cells": { width_px: number, height_px: number, } } | "figure";

/**
 * A catalog that comes with the application.
 */
export type ReadyCatalogDto = { 
/**
 * "voice-ai", "ai-workspace".
 */
code: string, name: string, description: string, 
/**
 * What the words are in.
 */
currency: string, 
/**
 * The currency whose figures the prices have, where the catalog has none of its own in that
 * one; else empty.
 */
figures_of: string, 
/**
 * Its plans with their monthly price, in words.
 */
plans: Array<string>, 
/**
 * Whether this ledger has it already.
 */
installed: boolean, };

/**
 * The catalogs that come with the application.
 */
export type ReadyCatalogList = { rows: Array<ReadyCatalogDto>, };

/**
 * Which prices are to be shown.
 */
export type ReadyCatalogsRequest = { 
/**
 * Empty for the business's.
 */
currency?: string, };

/**
 * Meters that plans name and that nobody has made yet, ready to be made.
 */
export type ReadyMeterList = { rows: Array<SaveMeterRequest>, };

/**
 * What could be read; empty where the text does not say it.
 */
export type ReceiptDto = { vat_id: string, valid: boolean | null, authority: string, checked_on: string | null, name: string, address: string, receipt: string, };

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
 * How often something is billed.
 */
export type RecurrenceDto = { 
/**
 * day, week, month, quarter, year.
 */
interval: string, 
/**
 * 1 or more.
 */
count: number, };

/**
 * A row that would be, or was, refused.
 */
export type RefusedRow = { line: number, code: string, field: string, message: string, raw: string, };

/**
 * An event that was refused.
 */
export type RefusedUsage = { 
/**
 * Its place in the batch, from 0.
 */
index: number, code: string, field: string, message: string, };

/**
 * Takes a person's rate out again; that of the tables holds.
 */
export type ResetTableRateRequest = { jurisdiction: string, tax: string, category: string, from: string, };

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
 * Something that a run could not bill, and why.
 */
export type RunException = { subscription_id: string, customer_id: string, customer_name: string, code: string, reason: string, fix: string, };

/**
 * All runs, newest first.
 */
export type RunList = { rows: Array<RunSummary>, 
/**
 * The first day on which something is due and not billed yet.
 */
next_due_on: string | null, 
/**
 * How many subscriptions are due today.
 */
due_today: number, };

/**
 * When a limit is likely passed within the period.
 */
export type RunOutDto = { 
/**
 * The likeliest day; nothing where the period likely ends first.
 */
on: string | null, 
/**
 * One time in ten it is passed by then.
 */
earliest_on: string | null, 
/**
 * Nine times in ten it has been passed by then.
 */
latest_on: string | null, 
/**
 * How likely it is that it is passed at all.
 */
chance_pct: string, };

/**
 * A run before it is done.
 */
export type RunPreview = { through_on: string, mode: string, grouped: boolean, rows: Array<RunRow>, subscriptions: number, invoices: number, customers: number, 
/**
 * One for each currency.
 */
totals: Array<Money>, exceptions: Array<RunException>, 
/**
 * Trials that end and other events without an invoice, as sentences.
 */
notes: Array<string>, problems: Array<FieldProblem>, };

/**
 * The report of a run.
 */
export type RunReport = { run: RunSummary, rows: Array<RunRow>, exceptions: Array<RunException>, 
/**
 * What stays to be done where it was stopped.
 */
left: number, };

/**
 * What a run shall do.
 */
export type RunRequest = { 
/**
 * Bills everything due on or before this day.
 */
through_on: string, 
/**
 * issue or draft; empty takes the setting.
 */
mode?: string, 
/**
 * One invoice a customer; nothing takes the setting.
 */
grouped?: boolean | null, 
/**
 * Only these customers; none means all.
 */
customer_ids?: Array<string>, };

/**
 * One invoice that a run would make or made.
 */
export type RunRow = { customer_id: string, customer_name: string, subscription_ids: Array<string>, 
/**
 * What it bills, in a few words ("Voice AI Professional, 1 Nov – 1 Dec 2026").
 */
title: string, on: string, lines: number, total: Money, 
/**
 * Once made.
 */
invoice_id: string | null, number: string | null, 
/**
 * draft, open, paid, skipped.
 */
status: string, };

/**
 * A run that was done, is running or was stopped.
 */
export type RunSummary = { id: string, through_on: string, mode: string, grouped: boolean, started_at: string, ended_at: string | null, 
/**
 * running, done, stopped, interrupted.
 */
state: string, 
/**
 * person, automatic.
 */
started_by: string, invoices: number, subscriptions: number, totals: Array<Money>, exceptions: number, };

/**
 * Saves a draft. `revision` is the one that was read: a newer one in the store is an error, so
 * nothing is overwritten unseen.
 */
export type SaveDraftRequest = { id: string, revision: number, draft: DraftDto, };

/**
 * A meter as a person writes it.
 */
export type SaveMeterRequest = { 
/**
 * What events, metered prices and limits call it; never changes.
 */
key: string, name: string, unit?: string, product_id?: string | null, 
/**
 * sum, count, max, last, unique_count, weighted; empty means sum. Never changes once used.
 */
aggregation?: string, 
/**
 * Digits after the point that a quantity may have, 0 to 9; nothing means 6. Never changes.
 */
decimals?: number | null, rounding?: UsageRoundingDto | null, 
/**
 * each_period, never; empty means each_period.
 */
reset?: string, costs?: Array<UnitCostDto>, };

/**
 * Puts a rate into the tables, or changes the one of that day.
 */
export type SaveTableRateRequest = { jurisdiction: string, 
/**
 * Empty means what the place's tax is called already, or "VAT".
 */
tax?: string, 
/**
 * Empty means standard.
 */
category?: string, from: string, rate_pct: string, };

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
 * A planned change.
 */
export type ScheduledChangeDto = { 
/**
 * Its place in the schedule, to take it back.
 */
index: number, on: string, 
/**
 * A sentence.
 */
title: string, change: ChangeDto, };

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
 * Gives a customer thresholds of their own.
 */
export type SetThresholdsRequest = { customer_id: string, 
/**
 * Percents of a limit, like 80; an empty list tells of nothing; null is as the plans have it.
 */
percents?: Array<string> | null, };

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
 * Looks at a piece of advice again later.
 */
export type SnoozeAdviceRequest = { key: string, 
/**
 * The day on which it comes back; after today.
 */
until_on: string, };

/**
 * One column to sort by.
 */
export type Sort = { column: string, descending?: boolean, };

/**
 * A figure that is not the same any more as when the statement was kept.
 */
export type StatementDifference = { 
/**
 * Which figure: "Professional, 1 Oct – 31 Oct 2026: AI requests".
 */
what: string, 
/**
 * Nothing where there was no such line.
 */
kept: Money | null, now: Money | null, };

/**
 * A customer's month as it was calculated at an instant.
 */
export type StatementDto = { customer_id: string, customer_name: string, month: string, calculated_at: string, subscriptions: Array<StatementSubscription>, 
/**
 * One for each currency; none where nothing begins in the month.
 */
totals: Array<StatementTotalsDto>, };

/**
 * What an invoice or draft billed of a period.
 */
export type StatementInvoice = { invoice_id: string, 
/**
 * Nothing while it is a draft.
 */
number: string | null, status: string, issued_on: string | null, 
/**
 * Its lines of the period before discounts and tax.
 */
amount: Money, 
/**
 * What credit notes gave back of them.
 */
credited: Money, };

/**
 * Something that is included up to a quantity and billed beyond it.
 */
export type StatementMeterLine = { 
/**
 * Key of the price.
 */
key: string, name: string, unit: string, from: string, 
/**
 * The first day after it.
 */
to: string, included: string, used: string, over: string, amount: Money, 
/**
 * The tiers, and what is in each.
 */
steps: Array<StepDto>, };

/**
 * A billing period of a subscription that begins in the month.
 */
export type StatementPeriod = { period_start: string, 
/**
 * The first day after it; earlier than planned where a change ended it.
 */
period_end: string, 
/**
 * over, running (usage is that of today), to_come.
 */
state: string, plan: Array<StatementPlanLine>, overage: Array<StatementMeterLine>, custom: Array<StatementMeterLine>, usage: Array<StatementUsage>, totals: StatementTotalsDto, invoices: Array<StatementInvoice>, 
/**
 * What they billed of it.
 */
billed: Money, 
/**
 * What credit notes gave back of it, for time not used or by grace.
 */
credited: Money, 
/**
 * What of the total is not billed: below zero where something is to be given back.
 */
waits: Money, 
/**
 * In a sentence: which invoices billed it, or which billing run it waits for.
 */
billing: string, };

/**
 * An amount of a plan or add-on, for a period or a part of it.
 */
export type StatementPlanLine = { name: string, quantity: string, from: string, 
/**
 * The first day after it.
 */
to: string, 
/**
 * Below zero where time is given back.
 */
amount: Money, steps: Array<StepDto>, };

/**
 * Whose month.
 */
export type StatementRequest = { customer_id: string, 
/**
 * Like 2026-10: every billing period that begins in it counts.
 */
month: string, };

/**
 * A subscription in the month.
 */
export type StatementSubscription = { subscription_id: string, 
/**
 * What its plan is called in the month.
 */
plan: string, periods: Array<StatementPeriod>, 
/**
 * Why there are none, or what cannot be known; else empty.
 */
note: string, };

/**
 * What a month comes to in one currency, before discounts and tax.
 */
export type StatementTotalsDto = { plan_cost: Money, overage_cost: Money, custom_cost: Money, total: Money, };

/**
 * What a meter counted in a period, billed or not.
 */
export type StatementUsage = { 
/**
 * Key of the meter.
 */
key: string, name: string, unit: string, used: string, 
/**
 * Nothing means unlimited.
 */
most: string | null, };

/**
 * A month calculated now, beside what was kept of it.
 */
export type StatementView = { statement: StatementDto, 
/**
 * Those of this month that were kept, the newest first.
 */
kept: Array<KeptStatementRow>, 
/**
 * Where the newest of them differs from what comes out now.
 */
differences: Array<StatementDifference>, };

/**
 * One step of an explanation.
 */
export type StepDto = { label: string, value: string, };

/**
 * Everything about one subscription.
 */
export type SubscriptionDetail = { row: SubscriptionRow, revision: number, items: Array<SubscriptionItemDto>, coupons: Array<AppliedCouponDto>, entitlements: Array<EntitlementDto>, currency: string, recurrence: RecurrenceDto, anchor: string, aligned: boolean, timezone: string, net_days: number | null, trial_end: string | null, period_start: string, period_end: string, schedule: Array<ScheduledChangeDto>, 
/**
 * Amounts that come with the next invoice.
 */
pending: Array<BillLineDto>, upcoming: BillPreviewDto | null, 
/**
 * Past and coming, by day.
 */
life: Array<LifeEventDto>, timeline: Array<TimelineEntry>, 
/**
 * change_plan, quantity, addon, interval, coupon, pause, resume, cancel, undo_cancel.
 */
actions: Array<string>, };

/**
 * One thing that a subscription holds.
 */
export type SubscriptionItemDto = { plan_id: string, plan_name: string, 
/**
 * plan, addon.
 */
kind: string, version: number, 
/**
 * The newest version that is in effect.
 */
newest_version: number, quantity: string, 
/**
 * Its prices in words.
 */
price_words: Array<string>, 
/**
 * Recurring amount for a period, before discounts and tax.
 */
amount: Money, };

/**
 * A window of the subscriptions list.
 */
export type SubscriptionPage = { rows: Array<SubscriptionRow>, total_count: number, 
/**
 * Totals of `monthly`.
 */
totals: Array<ColumnTotal>, };

/**
 * What a new subscription or a change comes to, before it is agreed.
 */
export type SubscriptionPreview = { 
/**
 * Billed at once; nothing where no bill is due today.
 */
now: BillPreviewDto | null, 
/**
 * The bill after that.
 */
next: BillPreviewDto | null, monthly_before: Money, monthly_after: Money, 
/**
 * Amounts that come back: drafts that are lowered, then credit notes on invoices.
 */
credited: Array<Money>, 
/**
 * How many of them come off drafts.
 */
lowered_drafts: number, 
/**
 * Sentences: what happens when.
 */
words: Array<string>, 
/**
 * The state it will have.
 */
status: string, 
/**
 * The day on which it takes effect.
 */
on: string, 
/**
 * The period that this day is in, once what is due before is billed; empty beside problems.
 */
period_start: string, period_end: string, problems: Array<FieldProblem>, };

/**
 * What a subscription's running period will likely come to, before discounts and tax.
 */
export type SubscriptionProjectionDto = { subscription_id: string, plan: string, period_start: string, period_end: string, 
/**
 * Plan and add-ons, without what meters cost.
 */
fixed: Money, 
/**
 * Fixed and expected use together; nothing where a priced meter cannot be told.
 */
total: ExpectedMoneyDto | null, 
/**
 * Names of the meters that cannot be told, of those with a price.
 */
without: Array<string>, };

/**
 * A row of the subscriptions list. Columns to sort and filter by: customer_name, customer_id,
 * plan_name, plan_id, status, currency, monthly, next_amount, renews_on, started_on, interval,
 * quantity.
 */
export type SubscriptionRow = { id: string, customer_id: string, customer_name: string, plan_id: string, plan_name: string, 
/**
 * incomplete, trialing, active, past_due, paused, unpaid, canceled.
 */
status: string, 
/**
 * Recurring amount a month, net of discounts, without tax.
 */
monthly: Money, quantity: string, interval: string, 
/**
 * The day of the next bill; nothing where none comes.
 */
renews_on: string | null, started_on: string, 
/**
 * The day on which it ends, where that is planned or past.
 */
ends_on: string | null, 
/**
 * How many changes are planned.
 */
scheduled: number, };

/**
 * The file format of an exported table.
 */
export type TableFormat = "csv" | "xlsx";

/**
 * How a supply is taxed, and why.
 */
export type TaxDecisionDto = { 
/**
 * domestic, reverse_charge, destination, export, exempt, not_registered.
 */
treatment: string, 
/**
 * All rates together, in percent.
 */
rate_pct: string, 
/**
 * S, Z, E, AE, K, G, O.
 */
category: string, jurisdiction: string, 
/**
 * What the line carries.
 */
taxes: Array<LineTaxDto>, 
/**
 * A sentence.
 */
reason: string, rule: string, 
/**
 * What the law wants printed; empty where it wants nothing.
 */
invoice_note: string, steps: Array<StepDto>, 
/**
 * The decision as a line keeps it, with what proves it.
 */
record: TaxRecordDto, };

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
 * How a line was taxed, why, and what proved it that day.
 */
export type TaxRecordDto = { customer_id: string, 
/**
 * The day of the supply.
 */
on: string, 
/**
 * domestic, reverse_charge, destination, export, exempt, not_registered.
 */
treatment: string, rule: string, jurisdiction: string, 
/**
 * All rates together, in percent.
 */
rate_pct: string, 
/**
 * S, Z, E, AE, K, G, O.
 */
category: string, 
/**
 * A sentence.
 */
reason: string, steps: Array<StepDto>, 
/**
 * What said where the customer is, where the decision asks for it.
 */
place_proofs: Array<PlaceProofDto>, 
/**
 * The check of the number that the decision rests on.
 */
number_check: NumberCheckDto | null, exemption: ExemptionDto | null, warnings: Array<TaxWarningDto>, };

/**
 * Where the business is registered for tax.
 */
export type TaxSettingsDto = { 
/**
 * "DE", "US-NY", "CA-QC"; with none, the customers' own rates are used.
 */
registrations: Array<string>, 
/**
 * Whether the EU's one-stop shop is used.
 */
oss: boolean, 
/**
 * Nothing means that the threshold is passed.
 */
eu_b2c_sales: EuB2cSalesDto | null, };

/**
 * All tables, by place and category, and where their rates come from.
 */
export type TaxTableList = { rows: Array<RateScheduleDto>, sources: Array<string>, };

/**
 * One tax group.
 */
export type TaxTotalDto = { name: string, rate_pct: string, jurisdiction: string, category: string, note: string, taxable: Money, amount: Money, };

/**
 * Something that the evidence of a decision lacks.
 */
export type TaxWarningDto = { 
/**
 * place_unproven, place_contradicted, number_unchecked, number_refused, exemption_ended,
 * exemption_ends.
 */
code: string, 
/**
 * What is lacking, and what to do.
 */
message: string, };

/**
 * A tax with its amount.
 */
export type TaxWordDto = { label: string, amount: Money, };

/**
 * The percents of limits at which a customer's usage is told of.
 */
export type ThresholdsDto = { customer_id: string, 
/**
 * The customer's own, in order; nothing where the plans' count.
 */
own: Array<string> | null, 
/**
 * Those of limits whose plan names none.
 */
usual: Array<string>, };

/**
 * Whose thresholds.
 */
export type ThresholdsRequest = { customer_id: string, };

/**
 * A tier of a price. Decimals as text in plain notation.
 */
export type TierDto = { 
/**
 * The last unit (or amount) in it; nothing for the last tier.
 */
up_to: string | null, 
/**
 * Empty for none; not for graduated percentages.
 */
unit_amount: string, 
/**
 * Empty for none.
 */
flat_amount: string, 
/**
 * Only for graduated percentages.
 */
rate_pct: string, };

/**
 * A look into the future on a copy.
 */
export type TimeMachineRequest = { 
/**
 * 1 to 36.
 */
months: number, };

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
 * Many events at once; those that cannot be read are refused one by one.
 */
export type TrackBatchRequest = { events: Array<UsageEventInput>, };

/**
 * What became of a batch.
 */
export type TrackedBatch = { counted: number, duplicates: number, unmatched: number, late: number, refused: Array<RefusedUsage>, 
/**
 * Keys that came again with something else.
 */
differing: Array<UsageDuplicateDto>, };

/**
 * What became of one event.
 */
export type TrackedUsage = { key: string, 
/**
 * counted, duplicate, unmatched.
 */
state: string, 
/**
 * For an event that came again: the field in which it differs; empty where in none.
 */
differs: string, late: boolean, };

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
 * What it costs, with the arithmetic.
 */
export type TriedPrice = { 
/**
 * Nothing while the price is not complete.
 */
amount: Money | null, steps: Array<StepDto>, 
/**
 * The price in sentences: zero usage, rounding of blocks, proration, a worked example.
 */
words: Array<string>, problems: Array<FieldProblem>, };

/**
 * Asks what a quantity costs, without a ledger.
 */
export type TryPriceRequest = { price: PriceDto, 
/**
 * Units; for percentages the amounts of the events, separated by blanks or lines.
 */
quantity: string, };

/**
 * What one unit costs the business, in its own currency's major units.
 */
export type UnitCostDto = { 
/**
 * Empty is for every operation that has no cost of its own.
 */
operation?: string, unit_cost: string, };

/**
 * Unlocks the ledger that is locked.
 */
export type UnlockRequest = { passphrase?: string | null, remember?: boolean, };

/**
 * Events that wait for the same reason.
 */
export type UnmatchedGroupDto = { subject: string, meter: string, 
/**
 * subject_unknown, subject_ambiguous, meter_unknown, meter_archived.
 */
reason: string, 
/**
 * The same in a sentence.
 */
message: string, count: number, };

/**
 * Events of nobody.
 */
export type UnmatchedList = { waiting: number, ignored: number, 
/**
 * The most frequent first.
 */
groups: Array<UnmatchedGroupDto>, rows: Array<UnmatchedRow>, };

/**
 * Events of nobody: groups of one subject, meter and reason, and a window of single ones.
 */
export type UnmatchedRequest = { 
/**
 * The ignored ones instead of those that wait.
 */
ignored?: boolean, 
/**
 * Single events of one subject only.
 */
subject?: string, offset?: number, limit?: number, };

/**
 * One event that waits.
 */
export type UnmatchedRow = { reason: string, received_at: string, event: UsageEventInput, };

/**
 * Takes back a planned change.
 */
export type UnscheduleRequest = { id: string, index: number, };

/**
 * Changes a customer.
 */
export type UpdateCustomerRequest = { id: string, customer: CustomerDto, };

/**
 * Changes a plan's own fields (not its prices).
 */
export type UpdatePlanRequest = { id: string, fields: PlanFieldsDto, };

/**
 * Most first.
 */
export type UsageActorList = { rows: Array<UsageActorRow>, };

/**
 * What one user or operation used.
 */
export type UsageActorRow = { name: string, sum: string, count: number, cost: string, first_at: string, last_at: string, };

/**
 * Who or what used a meter.
 */
export type UsageActorsRequest = { meter: string, 
/**
 * Users need a customer; operations of everybody come without one.
 */
customer_id?: string, 
/**
 * Whole months are counted: the one of this day to that of the last day.
 */
from: string, through: string, };

/**
 * Who uses what, in the last thirty days.
 */
export type UsageAdoption = { 
/**
 * The first of the days looked at, and the last.
 */
from: string, through: string, 
/**
 * Customers who used anything in their months.
 */
using: number, 
/**
 * Customers with a subscription that runs who used nothing.
 */
idle: number, meters: Array<MeterAdoptionDto>, 
/**
 * Those who use most meters first.
 */
rows: Array<CustomerAdoptionDto>, 
/**
 * Of one customer only.
 */
efficiency: Array<UsageEfficiencyDto>, };

/**
 * Whose adoption: a window of all customers, or one of them.
 */
export type UsageAdoptionRequest = { 
/**
 * Empty means all customers.
 */
customer_id?: string, offset?: number, 
/**
 * 25 unless said, at most 100.
 */
limit?: number, };

/**
 * That usage came to a percentage of its limit; told once for each period and percentage.
 */
export type UsageAlertDto = { id: number, customer_id: string, customer_name: string, subscription_id: string, 
/**
 * Key of the meter.
 */
key: string, name: string, threshold: string, percent: string, used: string, most: string, 
/**
 * The whole in a sentence: the figure, and when it runs out or what becomes of more.
 */
message: string, period_start: string, fired_at: string, acknowledged_at: string | null, 
/**
 * When it turned out not to be true any more: its import was undone.
 */
withdrawn_at?: string | null, };

/**
 * The newest first.
 */
export type UsageAlertList = { 
/**
 * How many nobody has seen yet.
 */
open: number, rows: Array<UsageAlertDto>, };

/**
 * Says that somebody has seen an alert.
 */
export type UsageAlertRequest = { id: number, };

/**
 * Which alerts.
 */
export type UsageAlertsRequest = { 
/**
 * Those that somebody has seen, or that were withdrawn, too.
 */
with_acknowledged?: boolean, limit?: number, };

/**
 * A day that stands out.
 */
export type UsageAnomalyDto = { on: string, value: string, 
/**
 * What is usual for that weekday at that time.
 */
usual: string, 
/**
 * above, below.
 */
direction: string, 
/**
 * Why it stands out.
 */
sentence: string, };

/**
 * Plans side by side.
 */
export type UsageByPlan = { meter: string, name: string, unit: string, 
/**
 * First day of the first month, and last day of the last.
 */
from: string, through: string, 
/**
 * By the name of the plan.
 */
rows: Array<UsageOfPlanDto>, 
/**
 * Months of customers under no plan that has the meter.
 */
without_plan: number, 
/**
 * Why there is no row; empty where there is.
 */
why_none: string, };

/**
 * Plans compared in what their customers use of a meter.
 */
export type UsageByPlanRequest = { 
/**
 * Key of the meter.
 */
meter: string, 
/**
 * Whole months before this one; 6 unless said, at most 24.
 */
months?: number, };

/**
 * The chart, or why there is none.
 */
export type UsageChart = { chart: ChartDto | null, 
/**
 * In a sentence; empty where there is a chart.
 */
why_none: string, 
/**
 * What it shows, in a sentence or two.
 */
finding: string, 
/**
 * What is used by now against which limit; nothing where there is no limit.
 */
limit: string | null, 
/**
 * How the rest was foretold; empty where nothing is.
 */
forecast_method: string, 
/**
 * Why the rest is not foretold; empty where it is, or where nothing is to come.
 */
why_no_forecast: string, steps: Array<StepDto>, };

/**
 * A chart of a meter.
 */
export type UsageChartRequest = { 
/**
 * Key of the meter.
 */
meter: string, 
/**
 * Empty means all customers together.
 */
customer_id?: string, 
/**
 * One of the customer's; empty takes the one that uses the meter now.
 */
subscription_id?: string, 
/**
 * days, months, hours, operations, people.
 */
kind: string, 
/**
 * The first day; empty takes the running period, or the usual time of the kind.
 */
from?: string, 
/**
 * The first day after it.
 */
to?: string, 
/**
 * Of months, operations and people: how many months up to now, 1 to 24.
 */
months?: number, 
/**
 * Begins every id inside the picture: another one for each chart of a page.
 */
id: string, 
/**
 * Of the whole picture, in pixels.
 */
width: number, height: number, 
/**
 * How the reader writes numbers and dates; English where it is left out.
 */
locale?: ChartLocaleDto | null, };

/**
 * Whether it would fit.
 */
export type UsageCheck = { 
/**
 * yes, yes_with_overage, no.
 */
answer: string, 
/**
 * In a sentence.
 */
message: string, 
/**
 * Why not: limit_reached, feature_not_in_plan, not_active, unknown_meter, no_subscription.
 */
code: string, 
/**
 * The subscription that it would be of.
 */
subscription_id: string | null, 
/**
 * What would be left; nothing where it is unlimited or is not counted.
 */
left: string | null, 
/**
 * How much of it is beyond what is included.
 */
units: string, 
/**
 * What it adds to the period's bill, before discounts and tax.
 */
price: Money | null, steps: Array<StepDto>, };

/**
 * What somebody is about to do: use a meter, or a feature.
 */
export type UsageCheckRequest = { 
/**
 * Not needed where a subscription is named.
 */
customer_id?: string, subscription_id?: string, 
/**
 * Key of the meter; empty where a feature is asked for.
 */
meter?: string, 
/**
 * Key of an entitlement.
 */
feature?: string, 
/**
 * How much more of the meter; empty means 1.
 */
quantity?: string, };

/**
 * A column of a file.
 */
export type UsageColumn = { name: string, 
/**
 * What the first rows have in it.
 */
samples: Array<string>, };

/**
 * How many events it was.
 */
export type UsageCount = { count: number, };

/**
 * What a file would do, all of it read.
 */
export type UsageDryRun = { rows: number, counted: number, duplicates: number, unmatched: number, refused: number, refused_reasons: Array<UsageReason>, unmatched_reasons: Array<UsageReason>, 
/**
 * The first and the last instant that would be counted; empty where there is none.
 */
first_at: string, last_at: string, };

/**
 * A key that came again; what came first holds.
 */
export type UsageDuplicateDto = { key: string, field: string, kept: string, came: string, received_at: string, };

/**
 * How often keys came again, and the last of them.
 */
export type UsageDuplicateList = { count: number, rows: Array<UsageDuplicateDto>, };

/**
 * Which duplicates.
 */
export type UsageDuplicatesRequest = { 
/**
 * Only those that differ.
 */
differing?: boolean, limit?: number, };

/**
 * What a unit of a meter costs, and how much of an allowance lies idle, over whole months.
 */
export type UsageEfficiencyDto = { subscription_id: string, plan: string, 
/**
 * Key of the meter.
 */
meter: string, name: string, unit: string, 
/**
 * How many whole months.
 */
months: number, used: string, 
/**
 * What was billed for use, over all units, in major units; nothing where nothing is billed
 * for it or nothing was used.
 */
billed_per_unit: string | null, currency: string, 
/**
 * What a unit cost the business itself, as events say it, in its currency's major units;
 * nothing where they do not.
 */
own_cost_per_unit: string | null, 
/**
 * Included units that were not used, month by month added up.
 */
idle: string, 
/**
 * Nothing where nothing is included.
 */
idle_pct: string | null, months_over: number, };

/**
 * An event with what corrects it.
 */
export type UsageEventDetail = { event: UsageEventDto, 
/**
 * In the order in which they count.
 */
corrections: Array<UsageEventDto>, 
/**
 * What it counts in the end.
 */
counts: string, 
/**
 * The import that it came with.
 */
import_id: string | null, import_name: string, };

/**
 * A kept event.
 */
export type UsageEventDto = { 
/**
 * Its place in the order of arrival.
 */
place: number, key: string, meter: string, customer_id: string, customer_name: string, subscription_id: string | null, at: string, 
/**
 * The day in the customer's own calendar.
 */
on: string, received_at: string, quantity: string, value: string, user: string, operation: string, properties: { [key in string]: string }, 
/**
 * Empty where it is not known.
 */
cost: string, corrects: CorrectionDto | null, 
/**
 * What there is to know: future, late, corrected, correction, waiting.
 */
states: Array<string>, };

/**
 * One use of a meter, as its sender tells it.
 */
export type UsageEventInput = { 
/**
 * The sender's own: the same key twice is one event. Empty makes a new one.
 */
key?: string, meter: string, 
/**
 * A customer's or subscription's id, an assigned name, or the customer's e-mail address.
 */
subject: string, 
/**
 * RFC 3339; empty means now.
 */
at?: string, 
/**
 * A number in plain notation; empty means 1.
 */
quantity?: string, value?: string, user?: string, operation?: string, properties?: { [key in string]: string }, 
/**
 * What it cost the business; empty takes the meter's costs.
 */
cost?: string, corrects?: CorrectionDto | null, };

/**
 * Events, the newest first.
 */
export type UsageEventPage = { rows: Array<UsageEventDto>, 
/**
 * Where the next window begins; nothing where there is no more. A short window may have one.
 */
next: string | null, };

/**
 * A window of events. Everything given must hold.
 */
export type UsageEventsRequest = { customer_id?: string, meter?: string, user?: string, operation?: string, 
/**
 * The first day.
 */
from?: string, 
/**
 * The last day.
 */
through?: string, 
/**
 * future, late, corrected, correction; empty for all.
 */
state?: string, 
/**
 * `next` of the window before.
 */
after?: string, limit?: number, };

/**
 * Imports, the newest first.
 */
export type UsageImportList = { rows: Array<UsageImportRow>, };

/**
 * What a file is and would do.
 */
export type UsageImportPreview = { name: string, bytes: string, columns: Array<UsageColumn>, mapping: UsageMapping, 
/**
 * Fields that an event needs and that the mapping leaves open: meter, subject, at.
 */
missing: Array<string>, 
/**
 * Nothing where the mapping is not complete.
 */
dry_run: UsageDryRun | null, 
/**
 * The import that took in the same file, or has begun to.
 */
import_id: string | null, import_state: string, };

/**
 * Looks at a file without changing anything.
 */
export type UsageImportRequest = { path: string, 
/**
 * Nothing takes the one that the file suggests.
 */
mapping?: UsageMapping | null, };

/**
 * An import.
 */
export type UsageImportRow = { id: string, name: string, path: string, bytes: string, 
/**
 * running, interrupted, cancelled, done, undoing, undone.
 */
state: string, started_at: string, ended_at: string | null, rows: number, counted: number, duplicates: number, unmatched: number, refused: number, 
/**
 * How much of the file was taken in, in percent.
 */
percent: number, 
/**
 * What can be done now: resume, undo.
 */
actions: Array<string>, mapping: UsageMapping, };

/**
 * Names an event by its key.
 */
export type UsageKeyRequest = { key: string, };

/**
 * How the rows of a file become events.
 */
export type UsageMapping = { 
/**
 * csv, json_lines.
 */
format: string, 
/**
 * Of CSV: what stands between cells.
 */
delimiter: string, 
/**
 * Of CSV: the names of the columns, from the first line.
 */
header: Array<string>, 
/**
 * Field of an event to the column that holds it: key, meter, subject, at, quantity, value,
 * user, operation, cost, corrects_type, corrects_key.
 */
columns: { [key in string]: string }, 
/**
 * Field of an event to what it is in every row: meter, subject, quantity, user, operation.
 */
constants: { [key in string]: string }, 
/**
 * Columns that are kept as properties.
 */
properties: Array<string>, 
/**
 * rfc3339, unix_s, unix_ms, or a pattern like %d.%m.%Y %H:%M:%S.
 */
time_format: string, 
/**
 * The zone of times that name none; empty means the business's.
 */
timezone: string, 
/**
 * Whether 1,5 is one and a half.
 */
decimal_comma: boolean, };

/**
 * Most first.
 */
export type UsageMonthList = { rows: Array<UsageMonthRow>, };

/**
 * What each customer used in the month of a day.
 */
export type UsageMonthRequest = { meter: string, month: string, limit?: number, };

/**
 * One customer's month.
 */
export type UsageMonthRow = { customer_id: string, customer_name: string, quantity: string, count: number, cost: string, };

/**
 * How the customers of a plan use a meter.
 */
export type UsageOfPlanDto = { plan_id: string, plan: string, 
/**
 * What the plan itself has of it, add-ons aside; nothing where it is unlimited.
 */
most: string | null, customers: number, 
/**
 * Months of customers.
 */
months: number, 
/**
 * A quarter of the months use less.
 */
lower_quarter: string, median: string, 
/**
 * A quarter of the months use more.
 */
upper_quarter: string, median_of_limit_pct: string | null, 
/**
 * Months above 90 % of the limit.
 */
near_limit_pct: string, 
/**
 * Months below 30 % of it.
 */
far_below_pct: string, };

/**
 * When something is used, how it moves, when it changed, and which days stand out.
 */
export type UsagePatterns = { meter: string, name: string, unit: string, 
/**
 * The first day that was looked at, and the last; empty where there is none.
 */
from: string, through: string, days: number, 
/**
 * Why nothing is told; empty where something is.
 */
why_none: string, 
/**
 * Percent a month over the last 90 days.
 */
trend_pct_a_month: string | null, 
/**
 * From 0 (weeks do not repeat) to 1.
 */
weekly_strength: string | null, 
/**
 * From 0 (years do not repeat) to 1; nothing below two years.
 */
yearly_strength: string | null, 
/**
 * Monday first.
 */
weekdays: Array<WeekdayShareDto>, 
/**
 * Trend and season in sentences.
 */
sentences: Array<string>, 
/**
 * The newest first.
 */
shifts: Array<UsageShiftDto>, 
/**
 * The newest first.
 */
anomalies: Array<UsageAnomalyDto>, };

/**
 * Whose use of which meter is looked through for patterns.
 */
export type UsagePatternsRequest = { 
/**
 * Key of the meter.
 */
meter: string, 
/**
 * Empty means all customers together.
 */
customer_id?: string, 
/**
 * How the reader writes numbers and dates in sentences; English where it is left out.
 */
locale?: ChartLocaleDto | null, };

/**
 * One point; buckets without use are left out.
 */
export type UsagePointDto = { 
/**
 * The day, or the first day of the month.
 */
on: string, 
/**
 * Of hours: 0 to 23.
 */
hour: number, 
/**
 * As the meter counts it: sum, count, greatest, last or different values.
 */
quantity: string, sum: string, count: number, 
/**
 * In the business's currency, major units.
 */
cost: string, };

/**
 * Where the running periods of a customer will likely end.
 */
export type UsageProjection = { meters: Array<MeterProjectionDto>, subscriptions: Array<SubscriptionProjectionDto>, 
/**
 * Why there is neither, in a sentence; empty where there is.
 */
why_none: string, };

/**
 * Whose use is projected.
 */
export type UsageProjectionRequest = { customer_id: string, 
/**
 * One meter only; empty for all that the customer's plans limit or price.
 */
meter?: string, 
/**
 * How the reader writes numbers and dates in sentences; English where it is left out.
 */
locale?: ChartLocaleDto | null, };

/**
 * A quantity with its explanation.
 */
export type UsageReading = { quantity: string, unit: string, steps: Array<StepDto>, };

/**
 * The quantity of a time as billing counts it.
 */
export type UsageReadingRequest = { meter: string, customer_id: string, subscription_id?: string | null, from: string, 
/**
 * The first day after it.
 */
to: string, };

/**
 * Rows with the same fault.
 */
export type UsageReason = { code: string, field: string, 
/**
 * Of the first of them.
 */
message: string, count: number, 
/**
 * The first of them.
 */
rows: Array<RefusedRow>, };

/**
 * Refused rows in the order of the file.
 */
export type UsageRejectList = { rows: Array<RefusedRow>, };

/**
 * The refused rows of an import.
 */
export type UsageRejectsRequest = { id: string, 
/**
 * The last line of the window before.
 */
after_line?: number, limit?: number, };

/**
 * How a period's quantity is rounded before it is priced.
 */
export type UsageRoundingDto = { decimals: number, 
/**
 * half_up, half_even, up, down.
 */
mode: string, };

/**
 * The points with what they are counted in.
 */
export type UsageSeries = { meter: string, name: string, unit: string, aggregation: string, points: Array<UsagePointDto>, };

/**
 * What usage comes to, bucket by bucket.
 */
export type UsageSeriesRequest = { meter: string, 
/**
 * Empty means all customers together.
 */
customer_id?: string, subscription_id?: string | null, 
/**
 * hour, day, month.
 */
bucket: string, from: string, 
/**
 * The last day.
 */
through: string, };

/**
 * A day on which the level changed and stayed.
 */
export type UsageShiftDto = { 
/**
 * The first day of the new level.
 */
on: string, before: string, after: string, change_pct: string, sentence: string, };

/**
 * Where the parts are put together.
 */
export type UsageUpload = { path: string, };

/**
 * A part of a file that a browser hands over.
 */
export type UsageUploadRequest = { name: string, 
/**
 * Empty begins a file; else the path of the part before.
 */
path?: string, base64: string, };

/**
 * What is to be said of a VAT number.
 */
export type VatIdCheck = { valid: boolean, 
/**
 * ISO 3166-1, or XI; nothing where it cannot be read.
 */
country: string | null, 
/**
 * Without what only separates.
 */
normalized: string, 
/**
 * What is wrong, as a sentence; empty where nothing is.
 */
reason: string, };

/**
 * What checking the ledger found.
 */
export type VerifyReport = { ok: boolean, audit_entries: number, audit_head: string, first_bad_seq: number | null, postings: number, balances_match: boolean, trial_balance_zero: boolean, file_ok: boolean, 
/**
 * Sentences, empty when all is well.
 */
problems: Array<string>, took_ms: number, };

/**
 * Two versions side by side.
 */
export type VersionDifferences = { 
/**
 * What the first says in its order, then what is new in the second.
 */
rows: Array<DifferenceRow>, };

/**
 * Takes back what is left of a grant, saying why.
 */
export type VoidCreditGrantRequest = { id: string, reason: string, };

/**
 * A folder whose new files are imported by themselves.
 */
export type WatchFolderDto = { 
/**
 * Empty watches none.
 */
folder: string, 
/**
 * Names with * for any letters, like usage-*.csv; empty means *.csv and *.jsonl.
 */
pattern?: string, 
/**
 * How its files are read; nothing takes what each suggests.
 */
mapping?: UsageMapping | null, 
/**
 * Files that were looked at, and what became of them. Not to be set.
 */
files?: Array<WatchedFile>, };

/**
 * A file of the watched folder.
 */
export type WatchedFile = { name: string, fingerprint: string, 
/**
 * imported, known, failed.
 */
state: string, message: string, };

/**
 * What a weekday is of a usual day.
 */
export type WeekdayShareDto = { 
/**
 * Short name in the reader's language.
 */
weekday: string, 
/**
 * 100 is a usual day.
 */
percent: string, };

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
  /** Shows the tax tables. */
  "tax_tables.list": { request: Nothing; response: TaxTableList };
  /** Puts a rate into the tax tables. */
  "tax_tables.save_rate": { request: SaveTableRateRequest; response: Done };
  /** Takes a rate that was put into the tax tables out again. */
  "tax_tables.reset_rate": { request: ResetTableRateRequest; response: Done };
  /** Shows where the business is registered for tax. */
  "tax_settings.get": { request: Nothing; response: TaxSettingsDto };
  /** Changes where the business is registered for tax. */
  "tax_settings.update": { request: TaxSettingsDto; response: TaxSettingsDto };
  /** Says how a supply to a customer is taxed, and why. */
  "tax.decide": { request: DecideTaxRequest; response: TaxDecisionDto };
  /** Checks the format and check digits of a VAT number. */
  "vat_ids.check": { request: CheckVatIdRequest; response: VatIdCheck };
  /** Reads a copied answer of VIES or HMRC about a VAT number. */
  "vat_ids.read_receipt": { request: ReadReceiptRequest; response: ReceiptDto };
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
  /** Lists products. */
  "products.list": { request: Nothing; response: ProductList };
  /** Makes or changes a product. */
  "products.save": { request: ProductDto; response: ProductDto };
  /** Lists plans and add-ons. */
  "plans.list": { request: ListRequest; response: PlanPage };
  /** Shows one plan with its versions. */
  "plans.get": { request: IdRequest; response: PlanDetail };
  /** Makes a plan or an add-on with its first version. */
  "plans.create": { request: CreatePlanRequest; response: PlanDetail };
  /** Changes the name and description of a plan. */
  "plans.update": { request: UpdatePlanRequest; response: PlanDetail };
  /** Puts a plan away; its subscribers keep it. */
  "plans.archive": { request: IdRequest; response: PlanDetail };
  /** Brings back an archived or deleted plan. */
  "plans.restore": { request: IdRequest; response: PlanDetail };
  /** Deletes a plan that nobody ever had. */
  "plans.delete": { request: IdRequest; response: IdResponse };
  /** Shows what a new version changes and whom it affects. */
  "plans.preview_version": { request: PlanVersionRequest; response: PlanVersionPreview };
  /** Publishes a new version of a plan. */
  "plans.publish_version": { request: PlanVersionRequest; response: PlanDetail };
  /** Makes a custom plan for one customer. */
  "plans.customize": { request: CustomizePlanRequest; response: PlanDetail };
  /** Compares plans feature by feature. */
  "plans.compare": { request: ComparePlansRequest; response: PlanComparison };
  /** Puts two versions of a plan side by side. */
  "plans.compare_versions": { request: CompareVersionsRequest; response: VersionDifferences };
  /** Computes what a quantity costs by a price. */
  "plans.try_price": { request: TryPriceRequest; response: TriedPrice };
  /** Lists coupons. */
  "coupons.list": { request: Nothing; response: CouponList };
  /** Makes or changes a coupon. */
  "coupons.save": { request: CouponDto; response: CouponDto };
  /** Lists the catalogs that come with Billfold. */
  "catalogs.list": { request: ReadyCatalogsRequest; response: ReadyCatalogList };
  /** Takes a ready catalog into the ledger. */
  "catalogs.install": { request: InstallCatalogRequest; response: InstalledCatalog };
  /** Lists subscriptions. */
  "subscriptions.list": { request: ListRequest; response: SubscriptionPage };
  /** Shows one subscription. */
  "subscriptions.get": { request: IdRequest; response: SubscriptionDetail };
  /** Lists the subscriptions of a customer. */
  "subscriptions.of_customer": { request: IdRequest; response: SubscriptionPage };
  /** Shows what a new subscription bills, without making it. */
  "subscriptions.preview_create": { request: NewSubscriptionRequest; response: SubscriptionPreview };
  /** Makes a subscription and bills what is due at once. */
  "subscriptions.create": { request: NewSubscriptionRequest; response: SubscriptionDetail };
  /** Shows what a change bills, without making it. */
  "subscriptions.preview_change": { request: ChangeRequest; response: SubscriptionPreview };
  /** Changes a subscription now or plans the change. */
  "subscriptions.change": { request: ChangeRequest; response: SubscriptionDetail };
  /** Takes back a planned change. */
  "subscriptions.unschedule": { request: UnscheduleRequest; response: SubscriptionDetail };
  /** Shows the total effect of a change on many subscriptions. */
  "subscriptions.preview_bulk": { request: BulkChangeRequest; response: BulkResult };
  /** Changes many subscriptions. */
  "subscriptions.bulk": { request: BulkChangeRequest; response: BulkResult };
  /** Shows what a billing run would bill. */
  "billing_runs.preview": { request: RunRequest; response: RunPreview };
  /** Bills everything due by a day. */
  "billing_runs.start": { request: RunRequest; response: RunReport };
  /** Lists the billing runs and what is due next. */
  "billing_runs.list": { request: Nothing; response: RunList };
  /** Shows the report of a run. */
  "billing_runs.get": { request: IdRequest; response: RunReport };
  /** Shows how subscriptions are billed. */
  "billing_settings.get": { request: Nothing; response: BillingSettingsDto };
  /** Changes how subscriptions are billed. */
  "billing_settings.update": { request: BillingSettingsDto; response: BillingSettingsDto };
  /** Bills the coming months on a copy and tells what came. */
  "time_machine.look": { request: TimeMachineRequest; response: FutureReport };
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
  /** Grants prepaid or promotional credit to a customer. */
  "credit_grants.create": { request: CreateCreditGrantRequest; response: CreditGrantRow };
  /** Lists prepaid credit, a customer's or everybody's. */
  "credit_grants.list": { request: CreditGrantListRequest; response: CreditGrantPage };
  /** Shows prepaid credit and everything that happened to it. */
  "credit_grants.get": { request: IdRequest; response: CreditGrantDetail };
  /** Takes back what is left of prepaid credit. */
  "credit_grants.void": { request: VoidCreditGrantRequest; response: CreditGrantRow };
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
  /** Lists the meters. */
  "meters.list": { request: Nothing; response: MeterList };
  /** Makes a meter. */
  "meters.create": { request: SaveMeterRequest; response: MeterDto };
  /** Changes a meter. */
  "meters.update": { request: SaveMeterRequest; response: MeterDto };
  /** Puts a meter away, or takes it back. */
  "meters.archive": { request: ArchiveMeterRequest; response: MeterDto };
  /** Deletes a meter that never counted anything. */
  "meters.delete": { request: MeterRequest; response: IdResponse };
  /** Lists meters that plans name and nobody has made yet. */
  "meters.ready": { request: Nothing; response: ReadyMeterList };
  /** Makes the meters that plans name. */
  "meters.create_ready": { request: CreateReadyMetersRequest; response: MeterList };
  /** Tracks one use of a meter. */
  "usage.track": { request: UsageEventInput; response: TrackedUsage };
  /** Tracks many uses at once. */
  "usage.track_batch": { request: TrackBatchRequest; response: TrackedBatch };
  /** Lists usage events. */
  "usage.events": { request: UsageEventsRequest; response: UsageEventPage };
  /** Shows one usage event with its corrections. */
  "usage.event": { request: UsageKeyRequest; response: UsageEventDetail };
  /** Corrects a usage event by another one. */
  "usage.correct": { request: CorrectUsageRequest; response: UsageEventDetail };
  /** Lists usage that belongs to nobody yet. */
  "usage.unmatched": { request: UnmatchedRequest; response: UnmatchedList };
  /** Says whose the usage of a subject is. */
  "usage.assign": { request: AssignUsageRequest; response: AssignedUsage };
  /** Leaves usage of nobody uncounted, or lets it wait again. */
  "usage.ignore": { request: IgnoreUsageRequest; response: UsageCount };
  /** Lists usage that came after its day had been billed. */
  "usage.late": { request: LateUsageRequest; response: LateUsageList };
  /** Lists usage that came again. */
  "usage.duplicates": { request: UsageDuplicatesRequest; response: UsageDuplicateList };
  /** Shows usage by hour, day or month. */
  "usage.series": { request: UsageSeriesRequest; response: UsageSeries };
  /** Draws usage by day, month, hour of the week, operation or person. */
  "usage.chart": { request: UsageChartRequest; response: UsageChart };
  /** Exports a chart as a picture: PNG, or SVG for print. */
  "charts.export": { request: ChartExportRequest; response: FileDto };
  /** Says who uses what, how much of it and how often. */
  "usage.adoption": { request: UsageAdoptionRequest; response: UsageAdoption };
  /** Compares plans in what their customers use of a meter. */
  "usage.by_plan": { request: UsageByPlanRequest; response: UsageByPlan };
  /** Says how usage moves and repeats, when it changed, and which days stand out. */
  "usage.patterns": { request: UsagePatternsRequest; response: UsagePatterns };
  /** Says where a customer's running periods will likely end, and what they will cost. */
  "usage.projection": { request: UsageProjectionRequest; response: UsageProjection };
  /** Shows what each customer used in a month. */
  "usage.by_customer": { request: UsageMonthRequest; response: UsageMonthList };
  /** Shows what each user of a customer used. */
  "usage.by_user": { request: UsageActorsRequest; response: UsageActorList };
  /** Shows what each operation used. */
  "usage.by_operation": { request: UsageActorsRequest; response: UsageActorList };
  /** Computes what a meter counted in a time, as it is billed. */
  "usage.reading": { request: UsageReadingRequest; response: UsageReading };
  /** Says whether a use would fit a customer's plan, at which price, and if not, why. */
  "usage.check": { request: UsageCheckRequest; response: UsageCheck };
  /** Shows how every limit of a customer stands. */
  "usage.limits": { request: LimitsRequest; response: LimitList };
  /** Shows what a customer's month comes to: plan, overage and custom terms. */
  "usage.statement": { request: StatementRequest; response: StatementView };
  /** Keeps a customer's month as it is calculated now. */
  "usage.keep_statement": { request: StatementRequest; response: KeptStatementDto };
  /** Lists the statements that were kept. */
  "usage.kept_statements": { request: KeptStatementsRequest; response: KeptStatementList };
  /** Shows a statement as it was kept. */
  "usage.kept_statement": { request: KeptStatementRequest; response: KeptStatementDto };
  /** Lists limits that were nearly or fully used. */
  "usage.alerts": { request: UsageAlertsRequest; response: UsageAlertList };
  /** Notes that somebody has seen an alert. */
  "usage.acknowledge_alert": { request: UsageAlertRequest; response: UsageAlertList };
  /** Shows at which percents of a limit a customer's usage is told of. */
  "usage.thresholds": { request: ThresholdsRequest; response: ThresholdsDto };
  /** Chooses at which percents of a limit a customer's usage is told of. */
  "usage.set_thresholds": { request: SetThresholdsRequest; response: ThresholdsDto };
  /** Shows the usage that arrived just now. */
  "usage.live": { request: LiveUsageRequest; response: LiveUsage };
  /** Takes a part of a file that a browser hands over. */
  "usage.upload": { request: UsageUploadRequest; response: UsageUpload };
  /** Shows what a usage file would do, without importing it. */
  "usage.import_preview": { request: UsageImportRequest; response: UsageImportPreview };
  /** Imports a usage file, or goes on with one that was stopped. */
  "usage.import": { request: UsageImportRequest; response: UsageImportRow };
  /** Takes an import of usage back. */
  "usage.import_undo": { request: IdRequest; response: UsageImportRow };
  /** Lists the imports of usage. */
  "usage.imports": { request: Nothing; response: UsageImportList };
  /** Shows one import of usage. */
  "usage.import_get": { request: IdRequest; response: UsageImportRow };
  /** Shows the rows that an import refused. */
  "usage.import_rejects": { request: UsageRejectsRequest; response: UsageRejectList };
  /** Exports the rows that an import refused, to be mended. */
  "usage.export_rejects": { request: IdRequest; response: FileDto };
  /** Shows the folder whose new files are imported. */
  "usage.watch_folder": { request: Nothing; response: WatchFolderDto };
  /** Chooses the folder whose new files are imported. */
  "usage.set_watch_folder": { request: WatchFolderDto; response: WatchFolderDto };
  /** Imports what is new in the watched folder. */
  "usage.look_into_folder": { request: Nothing; response: WatchFolderDto };
  /** Lists what customers could change, what it saves and the months behind it. */
  "advice.list": { request: AdviceRequest; response: AdviceList };
  /** Looks for advice wherever something changed since the last look. */
  "advice.refresh": { request: Nothing; response: AdviceRefreshed };
  /** Puts a piece of advice away until a day. */
  "advice.snooze": { request: SnoozeAdviceRequest; response: AdviceDto };
  /** Puts a piece of advice away until its facts change. */
  "advice.dismiss": { request: DismissAdviceRequest; response: AdviceDto };
  /** Opens a piece of advice that was answered. */
  "advice.restore": { request: AdviceKeyRequest; response: AdviceDto };
  /** Notes that a piece of advice is taken, and answers the change to make. */
  "advice.accept": { request: AdviceKeyRequest; response: AdviceDto };
}
