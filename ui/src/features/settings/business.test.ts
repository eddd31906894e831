// The form saves by itself, keeps what is typed meanwhile, and shows refusals at their field.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AppError, useTransport, type BusinessDto } from "$lib/backend";
import { BusinessForm } from "./business.svelte";

const BUSINESS: BusinessDto = {
  name: "Atelier Nord",
  legal_name: "",
  address: { line1: "", line2: "", city: "", postal_code: "", region: "", country: "FR" },
  email: "",
  phone: "",
  website: "",
  vat_id: "",
  tax_number: "",
  iban: "",
  bic: "",
  bank_name: "",
  currency: "EUR",
  timezone: "Europe/Paris",
  language: "fr",
  fiscal_year_first_month: 1,
  net_days: 14,
  tax_inclusive: false,
  tax_rounding: "per_rate",
  rounding: "half_up",
  invoice_pattern: "INV-{YYYY}-{0000}",
  credit_note_pattern: "CN-{YYYY}-{0000}",
  template: "classic",
  paper: "a4",
  accent: "#00616a",
  invoice_note: "",
  footer_note: "",
  custom_fields: [],
  logo: null,
};

let kept: BusinessDto;
let saves: BusinessDto[];
let refusal: AppError | null;

/** Answers as the ledger does: texts without spaces around them, rows without content left out. */
function answer(name: string, request: unknown): unknown {
  if (name === "business.numbering") return { next_invoice: "", next_credit_note: "", series: [] };
  if (name !== "business.update") return structuredClone(kept);
  if (refusal) throw refusal;
  const dto = request as BusinessDto;
  saves.push(dto);
  const fields = dto.custom_fields.filter((field) => field.label !== "");
  kept = { ...dto, name: dto.name.trim(), custom_fields: fields };
  return structuredClone(kept);
}

beforeEach(() => {
  vi.useFakeTimers();
  kept = structuredClone(BUSINESS);
  saves = [];
  refusal = null;
  useTransport({
    call: (name, request) => new Promise((resolve) => resolve(answer(name, request))),
    onEvent: () => () => undefined,
  });
});
afterEach(() => vi.useRealTimers());

async function loaded(): Promise<{ form: BusinessForm; dto: () => BusinessDto }> {
  const form = new BusinessForm();
  await form.load();
  const dto = () => {
    if (!form.dto) throw new Error("not loaded");
    return form.dto;
  };
  return { form, dto };
}

describe("the business form", () => {
  it("saves once after the typing pauses, and leaves alone what is being typed", async () => {
    const { form, dto } = await loaded();
    form.typing(true);
    for (const name of ["N", "No", "Nord "]) {
      dto().name = name;
      form.changed();
      await vi.advanceTimersByTimeAsync(300);
    }
    expect(saves).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1_200);
    expect(saves.map((one) => one.name)).toEqual(["Nord "]);
    expect(form.progress).toBe("saved");
    // The space stays while someone may go on typing after it.
    expect(dto().name).toBe("Nord ");
  });

  it("saves a choice at once and keeps a row that is being begun", async () => {
    const { form, dto } = await loaded();
    dto().template = "modern";
    dto().custom_fields = [{ label: "", value: "" }];
    form.changed();
    await vi.advanceTimersByTimeAsync(200);
    expect(saves[0]?.template).toBe("modern");
    expect(dto().custom_fields).toHaveLength(1);
    expect(form.isDirty).toBe(false);
  });

  it("keeps what was refused, with the reason at its field", async () => {
    const { form, dto } = await loaded();
    refusal = new AppError({ code: "x", message: "No IBAN.", fix: "Mend it.", field: "iban" });
    dto().iban = "DE1";
    expect(await form.save()).toBe(false);
    expect(form.at("iban")).toBe("No IBAN. Mend it.");
    expect(form.at("bic")).toBeNull();
    // A change from elsewhere must not take it away.
    await form.load();
    expect(dto().iban).toBe("DE1");
    refusal = null;
    expect(await form.save()).toBe(true);
    expect(form.at("iban")).toBeNull();
  });

  it("does not save what did not change", async () => {
    const { form } = await loaded();
    expect(await form.save()).toBe(true);
    expect(saves).toHaveLength(0);
  });
});
