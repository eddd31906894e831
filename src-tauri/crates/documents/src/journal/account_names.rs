//! Account codes as names that the other programs accept, each code with a name of its own.

use std::collections::{BTreeMap, BTreeSet};

use billing::ledger::{Account, AccountCode, AccountKind, JournalEntry, account_for};

/// The names of every account that a journal uses, by code.
#[derive(Debug)]
pub(super) struct AccountNames {
    names: BTreeMap<AccountCode, NamedAccount>,
}

/// An account under the name that the export gives it.
#[derive(Debug)]
pub(super) struct NamedAccount {
    pub name: String,
    pub kind: AccountKind,
}

impl AccountNames {
    /// Names of words: "Liabilities:Tax payable:DE".
    pub fn spoken(accounts: &[Account], entries: &[JournalEntry]) -> Self {
        Self::build(accounts, entries, |part| {
            let safe = part.replace([';', '"', '|', '\t'], ",");
            safe.split_whitespace().collect::<Vec<_>>().join(" ")
        })
    }

    /// Names of letters, digits and hyphens, each part led by a capital or a digit:
    /// "Liabilities:Tax-payable:DE".
    pub fn joined(accounts: &[Account], entries: &[JournalEntry]) -> Self {
        Self::build(accounts, entries, joined_part)
    }

    fn build(
        accounts: &[Account],
        entries: &[JournalEntry],
        part: impl Fn(&str) -> String,
    ) -> Self {
        let mut known: BTreeMap<AccountCode, (String, AccountKind)> = accounts
            .iter()
            .map(|account| (account.code.clone(), (account.name.clone(), account.kind)))
            .collect();
        for posting in entries.iter().flat_map(JournalEntry::postings) {
            if !known.contains_key(&posting.account) {
                known.insert(posting.account.clone(), from_chart(&posting.account));
            }
        }
        let mut taken = BTreeSet::new();
        let names = known
            .into_iter()
            .map(|(code, (name, kind))| {
                let parts: Vec<String> = name
                    .split(':')
                    .map(&part)
                    .filter(|part| !part.is_empty())
                    .collect();
                let wanted = format!("{}:{}", root(kind), parts.join(":"));
                let name = unique(wanted, &mut taken);
                (code, NamedAccount { name, kind })
            })
            .collect();
        Self { names }
    }

    /// The account's name; its code where it has none, which `build` rules out.
    pub fn name<'a>(&'a self, code: &'a AccountCode) -> &'a str {
        self.names
            .get(code)
            .map_or_else(|| code.as_str(), |account| account.name.as_str())
    }

    /// Codes and accounts in the order of their codes.
    pub fn iter(&self) -> impl Iterator<Item = (&AccountCode, &NamedAccount)> {
        self.names.iter()
    }
}

fn from_chart(code: &AccountCode) -> (String, AccountKind) {
    match account_for(code) {
        Some(account) => (account.name, account.kind),
        None => (format!("Unlisted:{code}"), AccountKind::Equity),
    }
}

/// The five roots that all three programs know.
fn root(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Asset => "Assets",
        AccountKind::Liability => "Liabilities",
        AccountKind::Equity => "Equity",
        AccountKind::Revenue => "Income",
        AccountKind::Expense => "Expenses",
    }
}

fn joined_part(part: &str) -> String {
    let hyphenated: String = part
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect();
    let words: Vec<&str> = hyphenated
        .split('-')
        .filter(|word| !word.is_empty())
        .collect();
    let joined = words.join("-");
    let mut rest = joined.chars();
    match rest.next() {
        None => "Unnamed".to_owned(),
        Some(first) if first.is_ascii_digit() => joined,
        Some(first) => {
            let capital: String = first.to_uppercase().collect();
            if capital.starts_with(char::is_uppercase) {
                capital + rest.as_str()
            } else {
                // Scripts without capitals: a capital has to lead all the same.
                format!("X-{joined}")
            }
        }
    }
}

/// Two products may differ only by a mark that a format cannot write: the second gets a number.
fn unique(wanted: String, taken: &mut BTreeSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{wanted}-{number}"));
    let mut names = std::iter::once(wanted.clone()).chain(numbered);
    let free = names.find(|name| !taken.contains(name)).unwrap_or(wanted);
    taken.insert(free.clone());
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_become_names_that_beancount_reads() {
        assert_eq!(joined_part("Tax payable"), "Tax-payable");
        assert_eq!(joined_part("web & design"), "Web-design");
        assert_eq!(joined_part("3D prints"), "3D-prints");
        assert_eq!(joined_part("écrans"), "Écrans");
        assert_eq!(joined_part("翻訳"), "X-翻訳");
        assert_eq!(joined_part("!"), "Unnamed");
    }

    #[test]
    fn accounts_that_would_share_a_name_are_numbered() {
        let account = |part: &str| Account {
            code: AccountCode::try_new(&format!("4000:{part}")).unwrap(),
            name: format!("Revenue:{part}"),
            kind: AccountKind::Revenue,
        };
        let names = AccountNames::joined(&[account("A&B"), account("A+B")], &[]);
        let all: Vec<&str> = names
            .iter()
            .map(|(_, account)| account.name.as_str())
            .collect();
        assert_eq!(all, ["Income:Revenue:A-B", "Income:Revenue:A-B-2"]);
    }
}
