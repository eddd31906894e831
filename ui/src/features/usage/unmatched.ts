// Why usage belongs to nobody, and what to do about it, in words.

const REASONS: Record<string, [word: string, wayOut: string]> = {
  subject_unknown: ["Nobody is known by it", "Assign it to a customer: later events follow."],
  subject_ambiguous: ["Several could be meant", "Assign it to the one who is meant."],
  meter_unknown: ["No such meter", "Make a meter with this key, and they count."],
  meter_archived: ["The meter is archived", "Bring the meter back, or ignore them."],
};

export const reasonWord = (reason: string): string =>
  REASONS[reason]?.[0] ?? reason.replaceAll("_", " ");

export const wayOut = (reason: string): string => REASONS[reason]?.[1] ?? "";
