// What proves a customer's tax, in words: proofs of the place, checks of the number, the exemption.
import type { ExemptionDto, NumberCheckDto, PlaceProofDto, ReceiptDto } from "$lib/backend";
import { dateText } from "$lib/format";
import { countryName, labelOf } from "./choices";

/** In the order of Art. 24f; a card and a bank account count as one kind. */
export const PROOF_KINDS = [
  { value: "billing_address", label: "Billing address" },
  { value: "ip_address", label: "IP address" },
  { value: "bank", label: "Bank account" },
  { value: "card", label: "Card" },
  { value: "sim_card", label: "SIM card or phone" },
  { value: "fixed_line", label: "Fixed line" },
  { value: "other", label: "Other" },
];

export const ANSWERS = [
  { value: "valid", label: "Registered" },
  { value: "invalid", label: "Not registered" },
];

const joined = (parts: readonly (string | null | undefined)[]): string =>
  parts.filter(Boolean).join(" · ");

/** The next kind that is not there yet: the address itself counts without being noted. */
export function newProof(known: readonly PlaceProofDto[], today: string): PlaceProofDto {
  const free = ["card", "ip_address", "sim_card", "fixed_line"];
  const kind = free.find((one) => known.every((proof) => proof.kind !== one)) ?? "other";
  return { kind, country: "", detail: "", noted_on: today };
}

/** VIES knows the numbers of the EU and of Northern Ireland, HMRC those of Britain. */
const authorityOf = (vatId: string): string => (/^\s*GB/i.test(vatId) ? "HMRC" : "VIES");

export const newCheck = (vatId: string, today: string): NumberCheckDto => ({
  vat_id: vatId,
  valid: true,
  authority: authorityOf(vatId),
  checked_on: today,
  name: "",
  address: "",
  receipt: "",
  noted_by: "",
});

/** A check from what could be read of a copied answer; the rest as for one that is typed. */
export function checkOf(read: ReceiptDto, vatId: string, today: string): NumberCheckDto {
  const number = read.vat_id || vatId;
  const usual = newCheck(number, today);
  return {
    ...usual,
    valid: read.valid ?? false,
    authority: read.authority || usual.authority,
    checked_on: read.checked_on ?? today,
    name: read.name,
    address: read.address,
    receipt: read.receipt,
  };
}

/** "Card: France · Stripe · 20 Nov 2026" */
export const proofText = (proof: PlaceProofDto): string =>
  joined([
    `${labelOf(PROOF_KINDS, proof.kind)}: ${countryName(proof.country) || "no country yet"}`,
    proof.detail,
    dateText(proof.noted_on),
  ]);

/** "Registered · 20 Nov 2026 · VIES WAPIAAAAY" */
export const checkText = (check: NumberCheckDto): string =>
  joined([
    check.valid ? "Registered" : "Not registered",
    dateText(check.checked_on),
    [check.authority, check.receipt].filter(Boolean).join(" "),
  ]);

/** "Education · certificate B-17 · until 31 Dec 2026" */
export const exemptionText = (exemption: ExemptionDto): string =>
  joined([
    exemption.reason,
    exemption.certificate && `certificate ${exemption.certificate}`,
    exemption.until && `until ${dateText(exemption.until)}`,
  ]);
