// What can go wrong when a command is called, in the one shape that every door uses.

/** An error a person can read: what happened, whether things are safe, and what to do. */
export class AppError extends Error {
  readonly code: string;
  readonly fix: string;
  readonly field: string | undefined;
  readonly details: string | undefined;

  constructor(parts: ErrorParts) {
    super(parts.message);
    this.name = "AppError";
    this.code = parts.code;
    this.fix = parts.fix;
    this.field = parts.field ?? undefined;
    this.details = parts.details ?? undefined;
  }

  /** Everything a supporter needs, as text for the clipboard. */
  toReport(): string {
    const lines = [`code: ${this.code}`, `message: ${this.message}`, `fix: ${this.fix}`];
    if (this.field) lines.push(`field: ${this.field}`);
    if (this.details) lines.push(`details: ${this.details}`);
    return lines.join("\n");
  }
}

export interface ErrorParts {
  code: string;
  message: string;
  fix: string;
  field?: string | null;
  details?: string | null;
}

const TRY_AGAIN = "Try again; if it stays, copy the details.";

/** Turns whatever a transport threw into an AppError; never throws itself. */
export function asAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (isErrorParts(thrown)) return new AppError(thrown);
  const details = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return new AppError({
    code: "window.unexpected",
    message: "Something in the window did not work as it should.",
    fix: TRY_AGAIN,
    details,
  });
}

function isErrorParts(value: unknown): value is ErrorParts {
  if (typeof value !== "object" || value === null) return false;
  const parts = value as Record<string, unknown>;
  return typeof parts["code"] === "string" && typeof parts["message"] === "string";
}
