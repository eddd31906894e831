// Coupons and products as they are listed and typed.
import type { CouponDto, ProductDto } from "$lib/backend";
import { amountText } from "./models";
import { percentText } from "$lib/format";
import type { Option } from "$lib/ui/Select.svelte";
import type { Column, TableView } from "$lib/ui/table/columns";

export const DURATIONS: readonly Option[] = [
  { value: "once", label: "Once", detail: "The next invoice" },
  { value: "periods", label: "For a number of periods" },
  { value: "forever", label: "Forever", detail: "As long as the subscription has it" },
];

export const SUPPLIES: readonly Option[] = [
  { value: "digital_service", label: "Digital service", detail: "Supplied electronically: SaaS" },
  { value: "service", label: "Other service", detail: "Work, support, consulting" },
  { value: "goods", label: "Goods", detail: "Things that are shipped" },
];

export const newCoupon = (): CouponDto => ({
  id: "",
  code: "",
  name: "",
  percent: "",
  amount: "",
  currency: null,
  duration: "once",
  periods: 3,
  product_ids: [],
  max_redemptions: null,
  expires_on: null,
  redemptions: 0,
  archived: false,
  status: "active",
});

export const newProduct = (): ProductDto => ({
  id: "",
  name: "",
  description: "",
  supply: "digital_service",
  tax_category: "",
  archived: false,
  plans: 0,
});

/** "20 % off", "10.00 EUR off". */
export function offWords(coupon: CouponDto): string {
  if (coupon.percent !== "") return `${percentText(coupon.percent)} off`;
  const currency = coupon.currency ?? "";
  return `${amountText(coupon.amount, currency)} ${currency} off`.replace("  ", " ");
}

/** "once", "for 3 periods", "forever". */
export function durationWords({ duration, periods }: CouponDto): string {
  if (duration !== "periods") return duration;
  return periods === 1 ? "for 1 period" : `for ${periods} periods`;
}

/** What stays unset of the other way of saying how much is off. */
export function toCoupon(typed: CouponDto, by: "percent" | "amount"): CouponDto {
  const amount = by === "amount";
  return {
    ...typed,
    code: typed.code.trim().toUpperCase(),
    name: typed.name.trim() || typed.code.trim(),
    percent: amount ? "" : typed.percent,
    amount: amount ? typed.amount : "",
    currency: amount ? typed.currency : null,
    periods: typed.duration === "periods" ? typed.periods : 0,
  };
}

export const redeemedText = ({ redemptions, max_redemptions: most }: CouponDto): string =>
  most === null ? String(redemptions) : `${redemptions} of ${most}`;

/** "Nobody redeemed it yet.", "Redeemed once.", "Redeemed 12 times." */
export function redeemedWords(redemptions: number): string {
  if (redemptions === 0) return "Nobody redeemed it yet.";
  return redemptions === 1 ? "Redeemed once." : `Redeemed ${redemptions} times.`;
}

export const COUPON_COLUMNS: readonly Column<CouponDto>[] = [
  { key: "code", label: "Code", type: "id", width: 150, value: (r) => r.code, filter: "text" },
  { key: "name", label: "Name", type: "text", grow: 2, value: (r) => r.name, filter: "text" },
  { key: "off", label: "Takes off", type: "text", width: 120, value: offWords },
  { key: "duration", yields: 1, label: "For how long", type: "text", value: durationWords },
  {
    key: "status",
    label: "Status",
    type: "status",
    value: (r) => r.status,
    filter: "options",
    options: [
      { value: "active", label: "Active" },
      { value: "used_up", label: "Used up" },
      { value: "expired", label: "Expired" },
      { value: "archived", label: "Archived" },
    ],
  },
  {
    key: "redeemed",
    yields: 2,
    label: "Redeemed",
    type: "text",
    width: 104,
    grow: 0,
    value: redeemedText,
  },
  {
    key: "expires_on",
    label: "Last day",
    type: "date",
    value: (r) => r.expires_on,
    filter: "date",
  },
];

export const COUPON_VIEWS: readonly TableView[] = [
  { name: "Active", filters: [{ key: "status", values: ["active"] }] },
  { name: "Archived", filters: [{ key: "status", values: ["archived"] }] },
];

export const PRODUCT_COLUMNS: readonly Column<ProductDto>[] = [
  { key: "name", label: "Name", type: "text", value: (r) => r.name, filter: "text" },
  {
    key: "description",
    yields: 1,
    label: "Description",
    type: "text",
    width: 220,
    value: (r) => r.description,
  },
  {
    key: "supply",
    label: "Supply",
    type: "text",
    width: 140,
    value: (r) => SUPPLIES.find((one) => one.value === r.supply)?.label ?? r.supply,
  },
  {
    key: "tax_category",
    yields: 2,
    label: "Tax category",
    type: "text",
    width: 110,
    value: (r) => r.tax_category || "Standard",
  },
  {
    key: "status",
    label: "Status",
    type: "status",
    value: (r) => (r.archived ? "archived" : "active"),
    filter: "options",
    options: [
      { value: "active", label: "Active" },
      { value: "archived", label: "Archived" },
    ],
  },
  { key: "plans", label: "Plans", type: "number", value: (r) => String(r.plans) },
];
