//! How the books are written out as text.

use app::dto::ledger::{
    AccountList, AccountPostings, AuditPage, JournalEntryDto, JournalPage, TrialBalance,
    VerifyReport,
};
use app::dto::session::{SessionState, SessionStatus};

use crate::listing::footer;
use crate::money::Exponents;
use crate::table::{facts, parts, table};

/// Which ledger, and its state.
pub fn status(status: &SessionStatus) -> String {
    let state = match status.state {
        SessionState::NoLedger => "no ledger",
        SessionState::Locked => "locked",
        SessionState::Open => "open",
    };
    let file = status.ledger.as_ref();
    let text = |value: Option<String>| value.unwrap_or_default();
    let balanced = file.and_then(|file| file.balanced);
    facts(&[
        ("Ledger", text(file.map(|file| file.path.clone()))),
        ("State", state.to_owned()),
        (
            "Balanced",
            text(balanced.map(|yes| if yes { "yes" } else { "NO" }.to_owned())),
        ),
        (
            "Size",
            text(
                file.and_then(|file| file.size_bytes)
                    .map(|size| format!("{size} bytes")),
            ),
        ),
        (
            "Schema",
            text(
                file.and_then(|file| file.schema_version)
                    .map(|v| v.to_string()),
            ),
        ),
        (
            "Last backup",
            text(file.and_then(|file| file.last_backup_at.clone())),
        ),
        ("Today", status.today.clone()),
        (
            "Problem",
            text(status.problem.as_ref().map(ToString::to_string)),
        ),
    ])
}

/// That it opens.
pub fn opened(status: &SessionStatus) -> String {
    let path = status
        .ledger
        .as_ref()
        .map(|file| file.path.as_str())
        .unwrap_or_default();
    format!("{path} opens and can be read.")
}

/// What checking found.
pub fn verified(report: &VerifyReport) -> String {
    let yes = |ok: bool| if ok { "yes" } else { "NO" }.to_owned();
    let bad = report
        .first_bad_seq
        .map(|seq| format!("entry {seq}"))
        .unwrap_or_default();
    let known = facts(&[
        ("Sound", yes(report.ok)),
        ("File", yes(report.file_ok)),
        ("Audit entries", report.audit_entries.to_string()),
        ("Audit head", report.audit_head.clone()),
        ("First bad entry", bad),
        ("Postings", report.postings.to_string()),
        ("Kept balances match", yes(report.balances_match)),
        ("Trial balance is zero", yes(report.trial_balance_zero)),
        ("Took", format!("{} ms", report.took_ms)),
    ]);
    parts(&[known, report.problems.join("\n")])
}

/// The trial balance with its sums.
pub fn trial_balance(trial: &TrialBalance, money: &Exponents) -> String {
    let head = ["Account", "Name", "Kind", ">Debit", ">Credit"];
    let mut rows: Vec<Vec<String>> = trial
        .rows
        .iter()
        .map(|row| {
            let (debit, credit) = (
                money.some(row.debit.as_ref()),
                money.some(row.credit.as_ref()),
            );
            vec![
                row.account.clone(),
                row.name.clone(),
                row.kind.clone(),
                debit,
                credit,
            ]
        })
        .collect();
    rows.extend(trial.totals.iter().map(|sum| {
        let (debit, credit) = (money.amount(&sum.debit), money.amount(&sum.credit));
        vec![
            String::new(),
            "Total".to_owned(),
            String::new(),
            debit,
            credit,
        ]
    }));
    let balanced = if trial.balanced {
        "balanced"
    } else {
        "NOT BALANCED"
    };
    parts(&[
        table(&head, rows),
        format!("As of {}: {balanced}.", trial.as_of),
    ])
}

/// Entries as an accountant writes them: a line for the entry, then its postings.
pub fn journal(page: &JournalPage, money: &Exponents) -> String {
    let head = ["Date", "What", ">Debit", ">Credit", "Entry"];
    let rows = page
        .rows
        .iter()
        .flat_map(|entry| entry_rows(entry, money))
        .collect();
    parts(&[
        table(&head, rows),
        footer(page.rows.len(), page.total_count, &page.totals, money),
    ])
}

fn entry_rows(entry: &JournalEntryDto, money: &Exponents) -> Vec<Vec<String>> {
    let none = String::new;
    let title = vec![
        entry.posted_on.clone(),
        entry.description.clone(),
        none(),
        none(),
        entry.id.clone(),
    ];
    let postings = entry.postings.iter().map(|posting| {
        let account = format!("  {} {}", posting.account, posting.account_name);
        let (debit, credit) = (posting.debit.as_ref(), posting.credit.as_ref());
        vec![
            none(),
            account,
            money.some(debit),
            money.some(credit),
            none(),
        ]
    });
    std::iter::once(title).chain(postings).collect()
}

/// The chart of accounts.
pub fn accounts(list: &AccountList, money: &Exponents) -> String {
    let rows = list.rows.iter().map(|row| {
        vec![
            row.code.clone(),
            row.name.clone(),
            row.kind.clone(),
            money.all(&row.balances),
        ]
    });
    table(&["Account", "Name", "Kind", ">Balance"], rows.collect())
}

/// One account's postings.
pub fn account(page: &AccountPostings, money: &Exponents) -> String {
    let rows = page.rows.iter().map(|row| {
        let (amount, balance) = (money.amount(&row.amount), money.amount(&row.balance));
        vec![
            row.posted_on.clone(),
            row.description.clone(),
            amount,
            balance,
            row.entry_id.clone(),
        ]
    });
    let title = format!("{} {}", page.account.code, page.account.name);
    let head = ["Date", "What", ">Amount", ">Balance", "Entry"];
    parts(&[
        title,
        table(&head, rows.collect()),
        footer(page.rows.len(), page.total_count, &[], money),
    ])
}

/// The audit log.
pub fn audit(page: &AuditPage, money: &Exponents) -> String {
    let rows = page.rows.iter().map(|row| {
        vec![
            row.seq.to_string(),
            row.at.clone(),
            row.actor.clone(),
            row.source.clone(),
            row.action.clone(),
            row.subject_id.clone(),
        ]
    });
    let head = [">Seq", "At", "Who", "Door", "Action", "Subject"];
    parts(&[
        table(&head, rows.collect()),
        footer(page.rows.len(), page.total_count, &[], money),
    ])
}
