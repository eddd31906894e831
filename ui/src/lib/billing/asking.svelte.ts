// A question to Rust that is asked again while its input changes; only the newest answer counts.
import { asAppError, type AppError } from "$lib/backend";

const PAUSE_MS = 150;

export class Asking<Request, Answer> {
  answer = $state.raw<Answer | null>(null);
  error = $state.raw<AppError | null>(null);
  /** What is shown does not belong to what was typed last. */
  behind = $state(false);
  #turn = 0;
  #asked = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #ask: (request: Request) => Promise<Answer>;

  constructor(ask: (request: Request) => Promise<Answer>) {
    this.#ask = ask;
  }

  /** Inside an effect: asks when the request differs; null forgets the answer. */
  about(request: Request | null): void {
    const text = JSON.stringify(request);
    if (text === this.#asked) return;
    clearTimeout(this.#timer);
    this.#asked = text;
    const turn = ++this.#turn;
    if (request === null) {
      this.answer = null;
      this.error = null;
      this.behind = false;
      return;
    }
    this.behind = true;
    this.#timer = setTimeout(() => void this.#run(request, turn), PAUSE_MS);
  }

  /** Asks the same again at the next chance, because the ledger changed. */
  forget(): void {
    this.#asked = "";
  }

  async #run(request: Request, turn: number): Promise<void> {
    try {
      const answer = await this.#ask(request);
      if (turn !== this.#turn) return;
      this.answer = answer;
      this.error = null;
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.answer = null;
      this.error = asAppError(thrown);
    }
    this.behind = false;
  }
}
