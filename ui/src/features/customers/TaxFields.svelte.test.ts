// The tax section of the customer's form: proofs and checks come and go, an exemption can end.
import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, describe, expect, it } from "vitest";
import { AppError, type CustomerDto } from "$lib/backend";
import { newCustomer } from "$lib/forms/customer";
import TaxFields from "./TaxFields.svelte";

afterEach(cleanup);

function shown(more: Partial<CustomerDto> = {}, error: AppError | null = null): CustomerDto {
  const customer = $state({ ...newCustomer("FR"), vat_id: "FR40303265045", ...more });
  render(TaxFields, { props: { customer, rates: [], error } });
  return customer;
}

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));

describe("proofs of the place", () => {
  it("are added one after the other, each of another kind, and taken out again", async () => {
    const customer = shown();
    await press("Add a proof");
    await press("Add a proof");
    expect(customer.place_proofs.map((proof) => proof.kind)).toEqual(["card", "ip_address"]);
    await fireEvent.input(screen.getByLabelText("Source of proof 2"), {
      target: { value: "Cloudflare" },
    });
    await press("Remove proof 1");
    expect(customer.place_proofs).toMatchObject([{ kind: "ip_address", detail: "Cloudflare" }]);
  });
});

describe("checks of the number", () => {
  it("begin with the customer's number and are typed in", async () => {
    const customer = shown();
    await press("Add a check");
    expect(customer.number_checks).toMatchObject([
      { vat_id: "FR40303265045", valid: true, authority: "VIES" },
    ]);
    await fireEvent.input(screen.getByLabelText(/Consultation number/), {
      target: { value: "WAPIAAAAY" },
    });
    expect(customer.number_checks[0]?.receipt).toBe("WAPIAAAAY");
    await press("Remove check 1");
    expect(customer.number_checks).toEqual([]);
  });
});

describe("an exemption", () => {
  it("asks for its certificate and its end once it has a reason", async () => {
    const customer = shown();
    expect(screen.queryByText("Last day of the exemption")).toBeNull();
    await fireEvent.input(screen.getByLabelText(/Why no tax is charged/), {
      target: { value: "Education" },
    });
    expect(screen.getByText("Last day of the exemption")).toBeTruthy();
    await fireEvent.input(screen.getByLabelText(/Number of the certificate/), {
      target: { value: "B-17" },
    });
    expect([customer.exempt_reason, customer.exempt_certificate]).toEqual(["Education", "B-17"]);
  });
});

describe("a refusal", () => {
  it("unfolds the proofs and stands at the one it is about", () => {
    const proof = { kind: "card", country: "", detail: "", noted_on: "2026-11-20" };
    const field = "customer.place_proofs.0.country";
    const error = new AppError({ code: "country_unknown", message: "No.", fix: "Mend it.", field });
    shown({ place_proofs: [proof] }, error);
    const fold = screen.getByText("Proof for the tax office").closest("details");
    expect(fold?.open).toBe(true);
    expect(screen.getByText("No. Mend it.")).toBeTruthy();
  });
});
