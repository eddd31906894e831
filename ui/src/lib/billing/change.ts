// A change of a subscription as it is typed: its kinds, its request, and what the button says.
import type {
  ChangeDto,
  ChangeRequest,
  Money,
  RecurrenceDto,
  SubscriptionDetail,
  SubscriptionPreview,
} from "$lib/backend";
import { dateText, isZero, moneyText } from "$lib/format";
import { listed, recurrenceKey, recurrenceOf } from "./words";

export type ChangeKind =
  "plan" | "quantity" | "addons" | "interval" | "coupon" | "pause" | "resume" | "cancel";

export type When = "now" | "period_end" | "on_date";

/** Everything that can be typed in the dialog; each kind reads its own. */
export interface ChangeForm {
  kind: ChangeKind;
  planId: string;
  /** Which item a quantity is for. */
  itemId: string;
  quantity: string | null;
  /** "add:ID" or "remove:ID". */
  addon: string;
  interval: string;
  keepAnchor: boolean;
  couponCode: string;
  /** A coupon to take away; empty redeems the code. */
  couponId: string;
  pauseBehavior: string;
  resumeOn: string | null;
  prorate: boolean;
  when: When;
  on: string | null;
  behavior: string;
}

interface KindWords {
  kind: ChangeKind;
  /** The action of a subscription that allows it. */
  action: string;
  label: string;
  /** What the button says. */
  verb: string;
}

export const CHANGE_KINDS: readonly KindWords[] = [
  { kind: "plan", action: "change_plan", label: "Plan", verb: "Change plan" },
  { kind: "quantity", action: "quantity", label: "Quantity", verb: "Change quantity" },
  { kind: "addons", action: "addon", label: "Add-ons", verb: "Change add-ons" },
  { kind: "interval", action: "interval", label: "Interval", verb: "Change interval" },
  { kind: "coupon", action: "coupon", label: "Coupon", verb: "Apply coupon" },
  { kind: "pause", action: "pause", label: "Pause", verb: "Pause" },
  { kind: "resume", action: "resume", label: "Resume", verb: "Resume" },
  { kind: "cancel", action: "cancel", label: "Cancel", verb: "Cancel subscription" },
];

export const kindsFor = (actions: readonly string[]): KindWords[] =>
  CHANGE_KINDS.filter((one) => actions.includes(one.action));

export const WHEN = [
  { value: "now", label: "Now" },
  { value: "period_end", label: "At period end" },
  { value: "on_date", label: "On a date" },
] as const;

export const BEHAVIORS = [
  { value: "", label: "As the plan says" },
  { value: "invoice_now", label: "Bill the difference now" },
  { value: "next_invoice", label: "With the next invoice" },
  { value: "none", label: "No proration" },
];

/** Whether some time is credited and charged, for which there are several ways to bill. */
export const hasDifference = ({ kind, when }: ChangeForm): boolean =>
  ["plan", "quantity", "addons", "interval"].includes(kind) && when !== "period_end";

export const PAUSE_BEHAVIORS = [
  { value: "skip", label: "Make none" },
  { value: "keep_as_draft", label: "Keep them as drafts" },
  { value: "mark_uncollectible", label: "Issue them and write them off" },
];

/** Ending and pausing wait for what is paid already; everything else is meant for today. */
const startsAt = (kind: ChangeKind): When => (kind === "cancel" ? "period_end" : "now");

export function startForm(detail: SubscriptionDetail, kind: ChangeKind, planId = ""): ChangeForm {
  const first = detail.items[0];
  return {
    kind,
    planId,
    itemId: first?.plan_id ?? "",
    quantity: first?.quantity ?? "1",
    addon: "",
    interval: recurrenceKey(detail.recurrence),
    keepAnchor: false,
    couponCode: "",
    couponId: "",
    pauseBehavior: "skip",
    resumeOn: null,
    prorate: false,
    when: startsAt(kind),
    on: null,
    behavior: "",
  };
}

const KIND_OF: Record<string, ChangeKind> = { add_addon: "addons", remove_addon: "addons" };

/** The form of a change that was prepared elsewhere, for a person to look at and to alter. */
export function preparedForm(detail: SubscriptionDetail, request: ChangeRequest): ChangeForm {
  const { change, when, on, behavior } = request;
  const kind = KIND_OF[change.kind] ?? (change.kind as ChangeKind);
  const planId = change.plan_id ?? "";
  const form = startForm(detail, kind, kind === "plan" ? planId : "");
  return {
    ...form,
    itemId: kind === "quantity" && planId ? planId : form.itemId,
    quantity: change.quantity || form.quantity,
    addon: kind === "addons" ? `${change.kind === "add_addon" ? "add" : "remove"}:${planId}` : "",
    interval: change.recurrence ? recurrenceKey(change.recurrence) : form.interval,
    keepAnchor: change.keep_anchor,
    when: when as When,
    on: on ?? null,
    behavior: behavior ?? "",
  };
}

/** A prepared change as an address has it: "?change=plan&plan=plan_1&when=period_end". */
export function changeFrom(id: string, query: URLSearchParams): ChangeRequest | null {
  const kind = query.get("change");
  if (!kind) return null;
  const interval = query.get("interval");
  return {
    id,
    change: {
      ...NO_CHANGE,
      kind,
      plan_id: query.get("plan"),
      quantity: query.get("quantity") ?? "",
      recurrence: interval ? recurrenceOf(interval) : null,
    },
    when: query.get("when") ?? "now",
  };
}

/** The same form for another kind: "when" begins as that kind suggests, the interval as it is. */
export const withKind = (
  form: ChangeForm,
  kind: ChangeKind,
  detail: SubscriptionDetail,
): ChangeForm => ({
  ...form,
  kind,
  interval: recurrenceKey(detail.recurrence),
  when: startsAt(kind),
});

export const NO_CHANGE: ChangeDto = {
  kind: "",
  plan_id: null,
  version: null,
  quantity: "",
  recurrence: null,
  keep_anchor: false,
  coupon_code: "",
  coupon_id: null,
  pause_behavior: "",
  resume_on: null,
  prorate: false,
};

/** The interval of a plan change, where it differs from today's. */
const other = (key: string, now: RecurrenceDto | null): RecurrenceDto | null =>
  key === "" || (now !== null && key === recurrenceKey(now)) ? null : recurrenceOf(key);

function addonChange(form: ChangeForm): ChangeDto | null {
  const [way, id] = form.addon.split(":");
  if (!id) return null;
  if (way === "remove") return { ...NO_CHANGE, kind: "remove_addon", plan_id: id };
  return { ...NO_CHANGE, kind: "add_addon", plan_id: id, quantity: form.quantity ?? "1" };
}

function couponChange(form: ChangeForm): ChangeDto | null {
  if (form.couponId) return { ...NO_CHANGE, kind: "remove_coupon", coupon_id: form.couponId };
  const code = form.couponCode.trim();
  return code ? { ...NO_CHANGE, kind: "add_coupon", coupon_code: code } : null;
}

/** What is asked for; null while something that it needs is not chosen yet. */
export function toChange(form: ChangeForm, now: RecurrenceDto | null): ChangeDto | null {
  switch (form.kind) {
    case "plan":
      if (!form.planId) return null;
      return {
        ...NO_CHANGE,
        kind: "plan",
        plan_id: form.planId,
        recurrence: other(form.interval, now),
      };
    case "quantity":
      if (!form.quantity || !form.itemId) return null;
      return { ...NO_CHANGE, kind: "quantity", plan_id: form.itemId, quantity: form.quantity };
    case "addons":
      return addonChange(form);
    case "interval":
      if (now && form.interval === recurrenceKey(now)) return null;
      return {
        ...NO_CHANGE,
        kind: "interval",
        recurrence: recurrenceOf(form.interval),
        keep_anchor: form.keepAnchor,
      };
    case "coupon":
      return couponChange(form);
    case "pause":
      return {
        ...NO_CHANGE,
        kind: "pause",
        pause_behavior: form.pauseBehavior,
        resume_on: form.resumeOn,
      };
    case "resume":
      return { ...NO_CHANGE, kind: "resume" };
    case "cancel":
      return { ...NO_CHANGE, kind: "cancel", prorate: form.prorate };
  }
}

/** The moment of it; null where a date is still to be chosen. */
export function whenOf(form: ChangeForm): { when: string; on?: string } | null {
  if (form.when !== "on_date") return { when: form.when };
  return form.on ? { when: form.when, on: form.on } : null;
}

/** What is still to be done before its effect can be seen. */
export const missingText = (form: ChangeForm): string =>
  form.when === "on_date" && !form.on && toChange(form, null) !== null
    ? "Choose the day of the change"
    : "Choose what changes";

export function toRequest(detail: SubscriptionDetail, form: ChangeForm): ChangeRequest | null {
  const change = toChange(form, detail.recurrence);
  const when = whenOf(form);
  if (!change || !when) return null;
  const { revision, row } = detail;
  return { id: row.id, revision, change, ...when, behavior: form.behavior };
}

const verbOf = (form: ChangeForm): string => {
  if (form.kind === "coupon" && form.couponId) return "Take coupon away";
  return CHANGE_KINDS.find((one) => one.kind === form.kind)?.verb ?? "Change";
};

/** "Change plan and bill 54.29 USD", "Cancel subscription on Dec 1, 2026". */
export function buttonText(
  form: ChangeForm,
  preview: SubscriptionPreview | null,
  today: string,
): string {
  const verb = verbOf(form);
  if (!preview) return verb;
  if (preview.on > today) return `${verb} on ${dateText(preview.on)}`;
  const billed = preview.now?.total;
  if (billed && !isZero(billed)) return `${verb} and bill ${moneyText(billed, "code")}`;
  const back = sumsText(preview.credited);
  return back ? `${verb} and credit ${back}` : verb;
}

/** "540.00 USD and 1,000.00 EUR". */
export const sumsText = (amounts: readonly Money[]): string =>
  listed(amounts.map((one) => moneyText(one, "code")));

/** The planned changes that a request added: what an undo takes back. */
export function plannedSince(
  before: SubscriptionDetail,
  after: SubscriptionDetail,
): SubscriptionDetail["schedule"] {
  const key = (one: SubscriptionDetail["schedule"][number]) =>
    `${one.on} ${JSON.stringify(one.change)}`;
  const known = before.schedule.map(key);
  return after.schedule.filter((one) => {
    const at = known.indexOf(key(one));
    if (at >= 0) known.splice(at, 1);
    return at < 0;
  });
}
