// A draft while it is edited: saves itself, keeps its sums and pages current, tells what is wrong.
import { AppError, asAppError, call } from "$lib/backend";
import type {
  BusinessDto,
  CustomerDetail,
  DraftDto,
  FieldProblem,
  InvoiceDetail,
  LineDto,
  TotalsDto,
} from "$lib/backend";
import { blankLine, chooseCustomer, isBlank, moveLine } from "./draft";

/** new: nothing typed yet · stale: changed elsewhere · gone: it is no draft any more */
export type SaveState = "new" | "waiting" | "saving" | "saved" | "failed" | "stale" | "gone";

/** Quiet after the last key before saving; and the longest that typing can put it off. */
const QUIET_MS = 300;
const LONGEST_MS = 2_000;
const PREVIEW_MS = 60;
const RETRY_MS = 3_000;

export class DraftEditor {
  draft = $state<DraftDto>() as DraftDto;
  id = $state<string | null>(null);
  customer = $state.raw<CustomerDetail | null>(null);
  totals = $state.raw<TotalsDto | null>(null);
  problems = $state.raw<readonly FieldProblem[]>([]);
  pages = $state.raw<readonly string[]>([]);
  /** From the typesetter: characters that no font has, for instance. */
  notes = $state.raw<readonly string[]>([]);
  saveState = $state<SaveState>("new");
  savedAt = $state<string | null>(null);
  saveError = $state.raw<AppError | null>(null);
  previewError = $state.raw<AppError | null>(null);
  /** Someone tried to issue: every problem is shown from now on. */
  attempted = $state(false);
  readonly business: BusinessDto;

  /** Called once, when the first save gave the draft its id. */
  oncreated: (id: string) => void = () => undefined;

  #revision = 0;
  #seen: string;
  #saved: string;
  #unsavedSince = 0;
  #saveTimer: ReturnType<typeof setTimeout> | undefined;
  #previewTimer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> | null = null;
  #previewing = false;
  #previewed = "";

  constructor(business: BusinessDto, start: DraftDto, customer: CustomerDetail | null) {
    this.business = business;
    this.draft = start;
    this.customer = customer;
    this.#seen = this.#saved = JSON.stringify(start);
  }

  static of(business: BusinessDto, detail: InvoiceDetail, customer: CustomerDetail | null) {
    const editor = new DraftEditor(business, detail.draft, customer);
    editor.#take(detail);
    return editor;
  }

  get currency(): string {
    return this.draft.currency || this.business.currency;
  }

  /** True while the last thing typed is not in the ledger. */
  get isDirty(): boolean {
    return this.#seen !== this.#saved;
  }

  // --- saving -----------------------------------------------------------------------------

  /** Tells that the draft may have changed; call with its JSON whenever it was touched. */
  changed(json: string): void {
    if (json === this.#seen) return;
    this.#seen = json;
    this.#schedulePreview();
    if (this.saveState === "stale" || this.saveState === "gone") return;
    if (!this.isDirty) {
      clearTimeout(this.#saveTimer);
      return;
    }
    const now = Date.now();
    if (this.saveState !== "waiting") this.#unsavedSince = now;
    if (!this.#saving) this.saveState = "waiting";
    const wait = Math.min(QUIET_MS, Math.max(0, this.#unsavedSince + LONGEST_MS - now));
    clearTimeout(this.#saveTimer);
    this.#saveTimer = setTimeout(() => void this.save(), wait);
  }

  /** Defaults that nobody typed (a customer given in the address) are no reason to save. */
  settle(): void {
    this.#seen = this.#saved = JSON.stringify(this.draft);
  }

  /** Saves now what is not saved; false when that did not work. */
  async save(): Promise<boolean> {
    clearTimeout(this.#saveTimer);
    this.changed(JSON.stringify(this.draft));
    clearTimeout(this.#saveTimer);
    this.#saving ??= this.#saveAll().finally(() => (this.#saving = null));
    await this.#saving;
    return this.saveState === "saved" || this.saveState === "new";
  }

  /** A draft nobody typed in is made now, so that it can be issued, copied or printed. */
  async saveEvenUntouched(): Promise<boolean> {
    if (this.id === null) this.#saved = "";
    return this.save();
  }

  async #saveAll(): Promise<void> {
    while (this.isDirty && this.saveState !== "stale" && this.saveState !== "gone") {
      const sent = this.#seen;
      this.saveState = "saving";
      try {
        await this.#send(JSON.parse(sent) as DraftDto);
      } catch (thrown) {
        return this.#failed(asAppError(thrown));
      }
      this.#saved = sent;
      this.saveState = "saved";
      this.saveError = null;
    }
  }

  async #send(draft: DraftDto): Promise<void> {
    if (this.id === null) {
      const { customer_id } = draft;
      const made = await call("invoices.create_draft", { customer_id, draft });
      this.id = made.row.id;
      this.#revision = made.revision;
      this.savedAt = made.row.updated_at;
      this.#judge(made);
      this.oncreated(made.row.id);
      return;
    }
    const saved = await call("invoices.save_draft", {
      id: this.id,
      revision: this.#revision,
      draft,
    });
    this.#revision = saved.revision;
    this.savedAt = saved.saved_at;
    this.#judge(saved);
  }

  #failed(error: AppError): void {
    this.saveError = error;
    if (error.code === "draft_changed_elsewhere") this.saveState = "stale";
    else if (error.code === "issued_is_final") this.saveState = "gone";
    else {
      this.saveState = "failed";
      this.#saveTimer = setTimeout(() => void this.save(), RETRY_MS);
    }
  }

  #judge(by: { totals: TotalsDto | null; problems: readonly FieldProblem[] }): void {
    this.totals = by.totals;
    this.problems = by.problems;
  }

  get revision(): number {
    return this.#revision;
  }

  // --- changes made elsewhere -------------------------------------------------------------

  #take(detail: InvoiceDetail): void {
    this.id = detail.row.id;
    this.draft = detail.draft;
    this.#revision = detail.revision;
    this.#seen = this.#saved = JSON.stringify(detail.draft);
    this.savedAt = detail.row.updated_at;
    this.saveState = detail.row.status === "draft" ? "saved" : "gone";
    this.saveError = null;
    this.#judge(detail);
  }

  /** Shows the newer version from the ledger; what was typed here since is let go. */
  async loadNewer(): Promise<void> {
    if (this.id === null) return;
    const detail = await call("invoices.get", { id: this.id });
    this.#take(detail);
    this.#schedulePreview();
    await this.#findCustomer();
  }

  /** Saves what is on this screen over the newer version. */
  async keepMine(): Promise<void> {
    if (this.id === null) return;
    const newer = await call("invoices.get", { id: this.id });
    this.#revision = newer.revision;
    this.saveState = newer.row.status === "draft" ? "waiting" : "gone";
    await this.save();
  }

  /** The ledger changed: if it was this draft, and nothing is typed here, show the change. */
  async hear(): Promise<void> {
    if (this.id === null || this.isDirty || this.#saving || this.saveState !== "saved") return;
    const detail = await call("invoices.get", { id: this.id });
    const idle = !this.isDirty && !this.#saving;
    const newer = detail.revision > this.#revision || detail.row.status !== "draft";
    if (!idle || !newer) return;
    this.#take(detail);
    this.#schedulePreview();
    await this.#findCustomer();
  }

  // --- sums and pages ---------------------------------------------------------------------

  /** Where no page is shown only the sums are computed. */
  showsPages = true;

  #schedulePreview(): void {
    clearTimeout(this.#previewTimer);
    this.#previewTimer = setTimeout(() => void this.preview(), PREVIEW_MS);
  }

  /** Computes sums and pages of what is typed; one at a time, the newest always last. */
  async preview(): Promise<void> {
    if (this.#previewing) return;
    this.#previewing = true;
    try {
      while (this.#previewed !== this.#goal()) {
        const goal = this.#goal();
        await this.#look(JSON.parse(JSON.stringify(this.draft)) as DraftDto);
        this.#previewed = goal;
        this.previewError = null;
      }
    } catch (thrown) {
      this.#previewed = "";
      this.previewError = asAppError(thrown);
    } finally {
      this.#previewing = false;
    }
  }

  #goal(): string {
    return `${this.showsPages ? "pages" : "sums"} ${JSON.stringify(this.draft)}`;
  }

  async #look(draft: DraftDto): Promise<void> {
    if (!this.showsPages) return this.#judge(await call("invoices.totals", { draft }));
    const answer = await call("invoices.preview", { draft });
    this.pages = answer.pages;
    this.notes = answer.notes;
    this.#judge(answer);
  }

  // --- editing ----------------------------------------------------------------------------

  async choose(customerId: string): Promise<void> {
    const before = this.customer;
    const next = await call("customers.get", { id: customerId });
    this.customer = next;
    chooseCustomer(this.draft, next, before, this.business);
  }

  async #findCustomer(): Promise<void> {
    const id = this.draft.customer_id;
    if (id === (this.customer?.id ?? null)) return;
    this.customer = id === null ? null : await call("customers.get", { id });
  }

  /** A new line after `at` with the taxes of the one before it; returns its place. */
  addLine(at = this.draft.lines.length - 1): number {
    const model = this.draft.lines[at]?.tax_rate_ids ?? this.customer?.customer.tax_rate_ids;
    this.draft.lines.splice(at + 1, 0, blankLine(model));
    return at + 1;
  }

  insertLine(at: number, line: LineDto): void {
    this.draft.lines.splice(at, 0, line);
  }

  duplicateLine(at: number): number {
    const line = this.draft.lines[at];
    // The copy is the person's own line: no subscription billed it.
    if (line) this.insertLine(at + 1, { ...$state.snapshot(line), source: null });
    return at + 1;
  }

  moveLine(from: number, to: number): number {
    return moveLine(this.draft.lines, from, to);
  }

  /** Takes a line out; what was in it, when that was worth keeping. The last becomes blank. */
  removeLine(at: number): LineDto | null {
    const line = this.draft.lines[at];
    if (!line) return null;
    const kept = $state.snapshot(line);
    this.draft.lines.splice(at, 1);
    if (this.draft.lines.length === 0) this.draft.lines.push(blankLine(kept.tax_rate_ids));
    return isBlank(kept) ? null : kept;
  }

  /** Stops the timers; saves what is left. */
  close(): void {
    clearTimeout(this.#previewTimer);
    if (this.isDirty) void this.save();
    else clearTimeout(this.#saveTimer);
  }
}
