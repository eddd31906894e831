// The business while it is edited: saved by itself after a pause, every refusal at its field.
import { asAppError, call, type AppError, type BusinessDto } from "$lib/backend";
import type { NumberingPreview } from "$lib/backend";

/** While someone types, what is half typed would only be refused. */
const TYPING_MS = 1_200;
const CHOSEN_MS = 150;

export type Progress = "" | "unsaved" | "saving" | "saved";

/** What is compared and saved: the logo has its own command. */
const contentOf = (dto: BusinessDto): string => JSON.stringify({ ...dto, logo: null });

export class BusinessForm {
  /** Null until it was read. */
  dto = $state<BusinessDto | null>(null);
  numbering = $state.raw<NumberingPreview | null>(null);
  /** Why it could not be read. */
  broken = $state.raw<AppError | null>(null);
  /** Why it could not be saved. */
  refused = $state.raw<AppError | null>(null);
  progress = $state<Progress>("");
  #saved = "";
  #typing = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Reads it anew, unless something typed here is not saved yet. */
  async load(): Promise<void> {
    if (this.isDirty) return;
    try {
      const [dto, numbering] = await Promise.all([
        call("business.get", {}),
        call("business.numbering", {}),
      ]);
      this.numbering = numbering;
      this.broken = null;
      if (this.isDirty || contentOf(dto) === this.#saved) return;
      this.#saved = contentOf(dto);
      this.dto = dto;
    } catch (thrown) {
      this.broken = asAppError(thrown);
    }
  }

  get isDirty(): boolean {
    return this.dto !== null && contentOf(this.dto) !== this.#saved;
  }

  /** Call whenever `dto` may have changed; saves after the pause. */
  changed(): void {
    clearTimeout(this.#timer);
    if (!this.isDirty) return;
    this.progress = "unsaved";
    this.#timer = setTimeout(() => void this.save(), this.#typing ? TYPING_MS : CHOSEN_MS);
  }

  /** A key was pressed in a field, or a field was left. */
  typing(on: boolean): void {
    this.#typing = on;
    this.changed();
  }

  /** Saves now what is not saved yet; true when nothing is left to save. */
  async save(): Promise<boolean> {
    clearTimeout(this.#timer);
    if (!this.dto || !this.isDirty) return true;
    const sent = $state.snapshot(this.dto);
    this.progress = "saving";
    try {
      const kept = await call("business.update", { ...sent, logo: null });
      this.#saved = contentOf(sent);
      this.refused = null;
      this.progress = "saved";
      this.#adopt(sent, kept);
      this.numbering = await call("business.numbering", {});
    } catch (thrown) {
      this.refused = asAppError(thrown);
      this.progress = "unsaved";
    }
    if (this.isDirty && !this.refused) this.changed();
    return !this.isDirty;
  }

  /** Shows texts as they were tidied, where nobody is typing. Rows being begun stay. */
  #adopt(sent: BusinessDto, kept: BusinessDto): void {
    if (!this.dto || this.#typing || contentOf(this.dto) !== contentOf(sent)) return;
    this.dto = { ...kept, custom_fields: this.dto.custom_fields, logo: this.dto.logo };
    this.#saved = contentOf(this.dto);
  }

  async setLogo(base64: string | null): Promise<void> {
    const kept = await call("business.set_logo", { base64 });
    if (this.dto) this.dto.logo = kept.logo;
  }

  /** The message for one field, by its name in the request. */
  at(field: string): string | null {
    return this.refused?.field === field ? `${this.refused.message} ${this.refused.fix}` : null;
  }
}
