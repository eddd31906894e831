// The words and tones of every status: never colour alone, and the same word everywhere.

export type Tone = "neutral" | "accent" | "brass" | "pos" | "neg" | "info" | "violet";

const KNOWN: Record<string, [word: string, tone: Tone]> = {
  draft: ["Draft", "brass"],
  open: ["Open", "info"],
  past_due: ["Past due", "neg"],
  partially_paid: ["Partly paid", "info"],
  paid: ["Paid", "pos"],
  void: ["Void", "neutral"],
  uncollectible: ["Uncollectible", "neg"],
  credited: ["Credited", "violet"],
  active: ["Active", "pos"],
  trial: ["Trial", "violet"],
  trialing: ["Trial", "violet"],
  incomplete: ["Incomplete", "brass"],
  unpaid: ["Unpaid", "neg"],
  paused: ["Paused", "brass"],
  canceled: ["Canceled", "neutral"],
  archived: ["Archived", "neutral"],
  recorded: ["Recorded", "pos"],
  reversed: ["Reversed", "neutral"],
  pending: ["Pending", "brass"],
  failed: ["Failed", "neg"],
  running: ["Running", "accent"],
  done: ["Done", "pos"],
  stopped: ["Stopped", "brass"],
  interrupted: ["Interrupted", "neg"],
  cancelled: ["Stopped", "brass"],
  undoing: ["Being undone", "brass"],
  undone: ["Undone", "neutral"],
  in_use: ["In use", "pos"],
  not_used: ["Not used yet", "neutral"],
  counted: ["Counted", "pos"],
  late: ["Late", "brass"],
  future: ["Future", "info"],
  corrected: ["Corrected", "violet"],
  correction: ["Correction", "violet"],
  waiting: ["Waiting", "brass"],
  skipped: ["Skipped", "neutral"],
  closed: ["Closed", "neutral"],
  upcoming: ["Upcoming", "info"],
  available: ["Available", "pos"],
  used_up: ["Used up", "neutral"],
  expired: ["Expired", "neutral"],
  voided: ["Voided", "neutral"],
};

export function statusOf(code: string): { word: string; tone: Tone } {
  const [word, tone] = KNOWN[code.toLowerCase()] ?? [sentence(code), "neutral"];
  return { word, tone };
}

function sentence(code: string): string {
  const words = code.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const TONE_CLASS: Record<Tone, string> = {
  neutral: "bg-sunken text-ink-2",
  accent: "bg-accent-soft text-accent",
  brass: "bg-brass-soft text-brass-ink",
  pos: "bg-pos-soft text-pos",
  neg: "bg-neg-soft text-neg",
  info: "bg-info-soft text-info",
  violet: "bg-violet-soft text-violet",
};
