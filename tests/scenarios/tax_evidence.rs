//! What proves a tax decision: kept with the invoice as it was, warned about where it is lacking,
//! and an exemption that ends.

use acceptance::builders::{flat, with};
use acceptance::{World, render};
use insta::assert_snapshot;
use serde_json::{Value, json};

/// The decision behind the first line of an invoice, as text.
fn proof(world: &World, invoice: &acceptance::Issued) -> String {
    let page = world.invoice(invoice);
    let record = &page["draft"]["lines"][0]["tax_decision"];
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut text = vec![
        format!(
            "{} by {}",
            word(&record["treatment"]),
            word(&record["rule"])
        ),
        word(&record["reason"]),
    ];
    for proof in record["place_proofs"].as_array().unwrap() {
        let [kind, country, detail, on] =
            ["kind", "country", "detail", "noted_on"].map(|key| word(&proof[key]));
        let place = format!("place: {kind} {country} {detail}");
        text.push(format!("{} ({on})", place.trim_end()));
    }
    if let Some(check) = record["number_check"].as_object() {
        let [number, authority, receipt, on] =
            ["vat_id", "authority", "receipt", "checked_on"].map(|key| word(&check[key]));
        let valid = &check["valid"];
        text.push(format!(
            "check: {number} {valid} {authority} {receipt} ({on})"
        ));
    }
    if let Some(exemption) = record["exemption"].as_object() {
        let [reason, certificate, until] =
            ["reason", "certificate", "until"].map(|key| word(&exemption[key]));
        text.push(format!("exemption: {reason} {certificate} (until {until})"));
    }
    for warning in record["warnings"].as_array().unwrap() {
        text.push(format!("warning: {}", word(&warning["code"])));
    }
    text.join("\n")
}

fn digital(world: &World) -> String {
    let plan = world.plan("Reader", &[flat("10.00")]);
    world.ask(
        "tax_settings.update",
        json!({"registrations": ["DE"], "oss": true}),
    );
    plan
}

fn update(world: &World, id: &str, changes: Value) {
    let mut customer = world.get("customers.get", json!({"id": id}))["customer"].clone();
    for (key, value) in changes.as_object().unwrap() {
        customer[key] = value.clone();
    }
    world.ask("customers.update", json!({"id": id, "customer": customer}));
}

// A consumer in Lyon, 10.00 + 20 % = 12.00. Until their card is noted the address alone says that
// they are in France; the invoice of March keeps that lack, and that of April the card. Where they
// move to in April changes neither.
#[test]
fn each_invoice_keeps_the_proofs_of_its_day() {
    let world = World::new();
    let plan = digital(&world);
    let home = json!({"country": "FR", "city": "Lyon"});
    let customer = world.customer_of(json!({"name": "Anne Dubois", "address": home}));
    world.on("2026-03-01");
    world.subscribe(&customer, &plan, json!({"trial_days": 0}));
    let march = world.last_invoice();
    let card = json!({"kind": "card", "country": "FR", "detail": "Stripe",
        "noted_on": "2026-03-15"});
    update(&world, &customer, json!({"place_proofs": [card]}));
    world.run("2026-04-01");
    let april = world.last_invoice();
    let moved = json!({"country": "BE", "city": "Liège"});
    update(
        &world,
        &customer,
        json!({"address": moved, "place_proofs": []}),
    );
    assert_snapshot!(proof(&world, &march), @r"
    destination by eu.oss
    The customer is a consumer in FR. The tax of FR is declared through the one-stop shop.
    place: billing_address FR on the customer's page (2026-03-01)
    warning: place_unproven
    ");
    assert_snapshot!(proof(&world, &april), @r"
    destination by eu.oss
    The customer is a consumer in FR. The tax of FR is declared through the one-stop shop.
    place: billing_address FR on the customer's page (2026-04-01)
    place: card FR Stripe (2026-03-15)
    ");
    world.run("2026-05-01");
    assert_snapshot!(proof(&world, &world.last_invoice()), @r"
    destination by eu.oss
    The customer is a consumer in BE. The tax of BE is declared through the one-stop shop.
    place: billing_address BE on the customer's page (2026-05-01)
    warning: place_unproven
    ");
    assert_snapshot!(render::invoice(&world, &april), @r"
    INV-2026-0002, Anne Dubois (open, past due)
    issued 2026-04-01, due 2026-04-15, in EUR
      Reader: 1 x 10.00                                  10.00
    Subtotal                                             10.00
    Net                                                  10.00
    TVA 20 % S on 10.00                                   2.00
    Total                                                12.00
    Due                                                  12.00
    ");
    world.assert_sound();
}

// Two proofs of two kinds that say Belgium against the address that says France: taxed in France as
// the address says, and warned.
#[test]
fn a_contradiction_is_a_warning_and_no_refusal() {
    let world = World::new();
    let plan = digital(&world);
    let noted = |kind: &str| json!({"kind": kind, "country": "BE", "noted_on": "2026-03-01"});
    let customer = world.customer_of(json!({"name": "Anne Dubois", "address": {"country": "FR"},
        "place_proofs": [noted("card"), noted("ip_address")]}));
    world.on("2026-03-01");
    world.subscribe(&customer, &plan, json!({"trial_days": 0}));
    assert_snapshot!(proof(&world, &world.last_invoice()), @r"
    destination by eu.oss
    The customer is a consumer in FR. The tax of FR is declared through the one-stop shop.
    place: billing_address FR on the customer's page (2026-03-01)
    place: card BE (2026-03-01)
    place: ip_address BE (2026-03-01)
    warning: place_contradicted
    ");
    world.assert_sound();
}

// The answer of VIES is pasted, kept with the name of who saved it, and goes with the invoice.
#[test]
fn a_reverse_charge_keeps_the_answer_about_its_number() {
    let world = World::new();
    let plan = digital(&world);
    let customer = world.customer_of(json!({"name": "Atelier Dubois", "business": true,
        "vat_id": "FR 40 303 265 045", "address": {"country": "FR"}}));
    let asked = json!({"customer_id": customer, "kind": "digital_service"});
    let warnings = world.get("tax.decide", asked.clone())["record"]["warnings"].clone();
    assert_eq!(warnings[0]["code"], "number_unchecked", "{warnings:#}");

    let text = "Yes, valid VAT number\nMember State: FR\nVAT Number: FR 40303265045\n\
        Date when request received: 2026/02/27 10:15:11\nName: SA ATELIER DUBOIS\n\
        Address: 3 RUE DES ROSES\n69002 LYON\nConsultation Number: WAPIAAAAYrQ2";
    let mut check = world.get("vat_ids.read_receipt", json!({"text": text}));
    assert_eq!(check["address"], "3 RUE DES ROSES, 69002 LYON");
    check["noted_by"] = json!("");
    update(&world, &customer, json!({"number_checks": [check]}));
    let kept = &world.get("customers.get", json!({"id": customer}))["customer"]["number_checks"];
    assert_ne!(kept[0]["noted_by"], "", "{kept:#}");
    world.on("2026-03-01");
    world.subscribe(&customer, &plan, json!({"trial_days": 0}));
    assert_snapshot!(proof(&world, &world.last_invoice()), @r"
    reverse_charge by eu.reverse_charge
    A service to a business in FR with a VAT number: the customer owes the VAT there.
    check: FR40303265045 true VIES WAPIAAAAYrQ2 (2026-02-27)
    ");
    let refusal = world.refusal("vat_ids.read_receipt", json!({"text": "Not found"}));
    assert_eq!(refusal, "receipt_unreadable");
    world.assert_sound();
}

// Exempt until the end of March: 10.00 in March, 10.00 + 19 % = 11.90 from April on, and the reason
// says why. The certificate stays with the invoice that it was for.
#[test]
fn an_exemption_is_not_applied_after_its_last_day() {
    let world = World::new();
    let plan = digital(&world);
    let customer = world.customer_of(json!({"name": "Grundschule am Park", "business": true,
        "exempt_reason": "Education", "exempt_certificate": "B-2026/17",
        "exempt_until": "2026-03-31", "address": {"country": "DE"}}));
    world.on("2026-03-01");
    world.subscribe(&customer, &plan, json!({"trial_days": 0}));
    let march = world.last_invoice();
    assert_snapshot!(proof(&world, &march), @r"
    exempt by customer.exempt
    The customer is exempt: Education.
    exemption: Education B-2026/17 (until 2026-03-31)
    warning: exemption_ends
    ");
    world.on("2026-04-01");
    let seen = world.get("billing_runs.preview", json!({"through_on": "2026-04-01"}));
    let note = "Grundschule am Park: The exemption from tax ended on 31 March 2026.";
    assert_eq!(seen["notes"], json!([note]));
    world.run("2026-04-01");
    let april = world.last_invoice();
    assert_snapshot!(proof(&world, &april), @r"
    domestic by domestic
    Seller and customer are both in DE. The exemption ended on 2026-03-31 and was not applied.
    warning: exemption_ended
    ");
    let total = |invoice: &acceptance::Issued| world.invoice(invoice)["row"]["total"].clone();
    assert_eq!(total(&march)["minor"], "1000");
    assert_eq!(total(&april)["minor"], "1190");
    world.assert_sound();
}

// A draft that is looked at first keeps its decision through the editor; another rate put on the
// line by hand, or another customer, ends what the decision says of it.
#[test]
fn a_decision_stays_with_its_own_taxes_alone() {
    let world = World::new();
    world.ask(
        "tax_settings.update",
        json!({"registrations": ["DE"], "oss": true}),
    );
    let anne = world.customer_of(json!({"name": "Anne Dubois", "address": {"country": "FR"}}));
    let ben = world.customer_of(json!({"name": "Ben Noir", "address": {"country": "FR"}}));
    let vat = world.vat("7");
    let decision = world.get(
        "tax.decide",
        json!({"customer_id": anne, "kind": "digital_service"}),
    );
    let line = json!({"description": "Reader", "quantity": "1", "unit_amount": "10.00",
        "taxes": decision["taxes"], "tax_decision": decision["record"]});
    let kept = |customer: &str, line: Value| {
        let issued = world.issue(acceptance::draft(customer, &[line]));
        world.invoice(&issued)["draft"]["lines"][0]["tax_decision"]["rule"].clone()
    };
    assert_eq!(kept(&anne, line.clone()), "eu.oss");
    assert_eq!(kept(&ben, line.clone()), Value::Null);
    let by_hand = with(with(line, "taxes", json!([])), "tax_rate_ids", json!([vat]));
    assert_eq!(kept(&anne, by_hand), Value::Null);
    world.assert_sound();
}

// What is typed wrongly is named, and nothing is changed.
#[test]
fn a_proof_that_cannot_be_names_its_field() {
    let world = World::new();
    let refused = |details: Value| {
        let request = json!({"customer": with(details, "name", json!("Anne Dubois"))});
        world.call("customers.create", request).unwrap_err().field
    };
    let proof = |country: &str, on: &str| {
        let proof = json!({"kind": "card", "country": country, "noted_on": on});
        json!({"place_proofs": [proof]})
    };
    for (details, field) in [
        (proof("UK", "2026-03-01"), "customer.place_proofs.0.country"),
        (proof("FR", "soon"), "customer.place_proofs.0.noted_on"),
        (
            json!({"place_proofs": [{"kind": "hunch", "country": "FR", "noted_on": "2026-03-01"}]}),
            "customer.place_proofs.0.kind",
        ),
        (
            json!({"number_checks": [{"vat_id": " ", "checked_on": "2026-03-01"}]}),
            "customer.number_checks.0.vat_id",
        ),
        (
            json!({"exempt_until": "2026-03-31"}),
            "customer.exempt_reason",
        ),
        (
            json!({"exempt_reason": "Education", "exempt_until": "31.3."}),
            "customer.exempt_until",
        ),
    ] {
        assert_eq!(
            refused(details.clone()).as_deref(),
            Some(field),
            "{details}"
        );
    }
}
