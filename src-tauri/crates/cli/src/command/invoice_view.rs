//! How invoices and credit notes are written out as text.

use app::dto::credit_notes::CreditPreview;
use app::dto::invoices::{
    InvoiceDetail, InvoicePage, InvoiceRow, LineDto, LineTotalDto, TotalsDto,
};

use crate::listing::footer;
use crate::money::Exponents;
use crate::table::{facts, parts, table};

/// A list of invoices with its totals.
pub fn page(page: &InvoicePage, money: &Exponents) -> String {
    let below = footer(page.rows.len(), page.total_count, &page.totals, money);
    parts(&[rows(&page.rows, money), below])
}

/// Invoices, one a row.
pub fn rows(rows: &[InvoiceRow], money: &Exponents) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let cells = rows.iter().map(|row| {
        vec![
            row.number.clone().unwrap_or_else(|| "draft".to_owned()),
            row.customer_name.clone(),
            state(row),
            row.issued_on.clone().unwrap_or_default(),
            row.due_on.clone().unwrap_or_default(),
            money.amount(&row.total),
            money.amount(&row.amount_due),
            row.id.clone(),
        ]
    });
    let head = [
        "Number",
        "Customer",
        "Status",
        "Issued",
        "Due",
        ">Total",
        ">Amount due",
        "Id",
    ];
    table(&head, cells.collect())
}

fn state(row: &InvoiceRow) -> String {
    let late = if row.past_due { ", past due" } else { "" };
    format!("{}{late}", row.status)
}

/// Everything about one invoice or draft.
pub fn detail(detail: &InvoiceDetail, money: &Exponents) -> String {
    let row = &detail.row;
    let unless_zero = |amount: &app::dto::money::MoneyDto| match amount.minor.as_str() {
        "0" => String::new(),
        _ => money.amount(amount),
    };
    let known = facts(&[
        (
            "Number",
            row.number
                .clone()
                .unwrap_or_else(|| "assigned on issue".to_owned()),
        ),
        ("Id", row.id.clone()),
        ("Customer", row.customer_name.clone()),
        ("Status", state(row)),
        ("Issued on", row.issued_on.clone().unwrap_or_default()),
        ("Due on", row.due_on.clone().unwrap_or_default()),
        ("Reference", row.reference.clone()),
        ("Paid", unless_zero(&detail.paid)),
        ("Credited", unless_zero(&detail.credited)),
        ("Prepaid credit", unless_zero(&detail.prepaid_credit)),
        ("From balance", unless_zero(&detail.applied_balance)),
        ("Written off", unless_zero(&detail.written_off)),
        ("Amount due", money.amount(&row.amount_due)),
    ]);
    let sums = detail.totals.as_ref();
    let below = sums.map(|totals| summed(totals, money)).unwrap_or_default();
    parts(&[
        known,
        lines(detail, money),
        below,
        problems(detail),
        payments(detail, money),
    ])
}

fn lines(detail: &InvoiceDetail, money: &Exponents) -> String {
    let totals = detail
        .totals
        .as_ref()
        .map(|totals| totals.lines.as_slice())
        .unwrap_or_default();
    let rows: Vec<Vec<String>> = detail
        .draft
        .lines
        .iter()
        .enumerate()
        .map(|(index, line)| line_row(index, line, totals.get(index), money))
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    table(
        &[
            ">Line",
            "Description",
            ">Quantity",
            ">Unit amount",
            ">Net",
            ">Tax",
        ],
        rows,
    )
}

fn line_row(
    index: usize,
    line: &LineDto,
    total: Option<&LineTotalDto>,
    money: &Exponents,
) -> Vec<String> {
    vec![
        index.saturating_add(1).to_string(),
        line.description.clone(),
        format!("{} {}", line.quantity, line.unit).trim().to_owned(),
        line.unit_amount.clone(),
        total
            .map(|total| money.amount(&total.net))
            .unwrap_or_default(),
        total
            .map(|total| money.amount(&total.tax))
            .unwrap_or_default(),
    ]
}

fn summed(totals: &TotalsDto, money: &Exponents) -> String {
    let mut rows = vec![vec!["Subtotal".to_owned(), money.amount(&totals.subtotal)]];
    if totals.discount.minor != "0" {
        rows.push(vec!["Discount".to_owned(), money.amount(&totals.discount)]);
    }
    for tax in &totals.taxes {
        let on = money.amount(&tax.taxable);
        rows.push(vec![
            format!("{} {} % of {on}", tax.name, tax.rate_pct),
            money.amount(&tax.amount),
        ]);
    }
    rows.push(vec!["Total".to_owned(), money.amount(&totals.total)]);
    table(&["Sums", ">Amount"], rows)
}

fn problems(detail: &InvoiceDetail) -> String {
    if detail.problems.is_empty() {
        return String::new();
    }
    let lines = detail
        .problems
        .iter()
        .map(|p| format!("  {}: {}", p.field, p.message));
    let lines: Vec<String> = lines.collect();
    format!("Before it can be issued:\n{}", lines.join("\n"))
}

fn payments(detail: &InvoiceDetail, money: &Exponents) -> String {
    let paid = detail.payments.iter().map(|payment| {
        let what = format!("payment by {}, {}", payment.method, payment.status);
        vec![
            payment.received_on.clone(),
            what,
            money.amount(&payment.amount),
            payment.id.clone(),
        ]
    });
    let credited = detail.credit_notes.iter().map(|note| {
        let what = format!("credit note {}", note.number);
        vec![
            note.issued_on.clone(),
            what,
            money.amount(&note.total),
            note.id.clone(),
        ]
    });
    let rows: Vec<Vec<String>> = paid.chain(credited).collect();
    if rows.is_empty() {
        return String::new();
    }
    table(&["Date", "What", ">Amount", "Id"], rows)
}

/// What a credit note does.
pub fn credit_preview(preview: &CreditPreview, money: &Exponents) -> String {
    facts(&[
        ("Net", money.amount(&preview.net)),
        ("Tax", money.amount(&preview.tax)),
        ("Total", money.amount(&preview.total)),
        ("Off what is due", money.amount(&preview.to_receivable)),
        (
            "To the customer's credit",
            money.amount(&preview.to_balance),
        ),
        ("Remaining of the invoice", money.amount(&preview.remaining)),
    ])
}
