//! Outside crates that one of ours owns the use of, as the table in ARCHITECTURE.md has them.

use super::Finding;
use super::arrows::Member;

/// An outside crate (or a family of them), and who may use it.
struct Owned {
    outside: &'static [&'static str],
    /// Crates whose names begin like this belong to the family, such as `tauri-plugin-`.
    prefix: Option<&'static str>,
    owners: &'static [&'static str],
    tests_anywhere: bool,
}

const fn owned(outside: &'static [&'static str], owners: &'static [&'static str]) -> Owned {
    Owned {
        outside,
        prefix: None,
        owners,
        tests_anywhere: false,
    }
}

/// Crates that carry the values of `billing`, and so name the types these values are made of. The
/// doors, the providers and xtask do not: to them an amount or a date is text.
const VALUE_CARRIERS: &[&str] = &[
    "billing",
    "insights",
    "store",
    "sync",
    "charts",
    "documents",
    "app",
    "acceptance",
];

const OWNED: &[Owned] = &[
    owned(&["rust_decimal", "chrono", "chrono-tz"], VALUE_CARRIERS),
    owned(&["rusqlite", "libsqlite3-sys"], &["store"]),
    owned(&["reqwest"], &["providers"]),
    owned(&["plotters", "plotters-backend"], &["charts"]),
    owned(&["rust_xlsxwriter", "quick-xml", "qrcode"], &["documents"]),
    Owned {
        prefix: Some("typst"),
        ..owned(&[], &["documents"])
    },
    owned(&["keyring"], &["app"]),
    Owned {
        prefix: Some("tracing"),
        ..owned(&[], &["app", "billfold-desktop"])
    },
    owned(&["axum"], &["api"]),
    owned(&["clap"], &["cli"]),
    Owned {
        prefix: Some("tauri"),
        ..owned(&[], &["billfold-desktop"])
    },
    // A property may stand beside the code it tests; nothing that ships uses these.
    Owned {
        tests_anywhere: true,
        ..owned(&["proptest", "insta"], &["acceptance"])
    },
];

impl Owned {
    fn is(&self, name: &str) -> bool {
        self.outside.contains(&name) || self.prefix.is_some_and(|prefix| name.starts_with(prefix))
    }
}

pub fn check(members: &[Member]) -> Vec<Finding> {
    members.iter().flat_map(borrowed).collect()
}

fn borrowed(member: &Member) -> Vec<Finding> {
    let told = |name: &str, owned: &Owned| {
        let owners = owned.owners.join(", ");
        Finding::new(
            &member.name,
            format!("may not use `{name}`: it belongs to {owners}"),
        )
    };
    let outside = member
        .dependencies
        .iter()
        .filter(|dependency| !dependency.is_ours);
    let uses = outside.filter_map(|dependency| {
        let owned = OWNED.iter().find(|owned| owned.is(&dependency.name))?;
        let is_allowed = owned.owners.contains(&member.name.as_str())
            || (dependency.is_dev && owned.tests_anywhere);
        (!is_allowed).then(|| told(&dependency.name, owned))
    });
    uses.collect()
}

#[cfg(test)]
mod tests {
    use super::super::arrows::Dependency;
    use super::*;

    fn uses(member: &str, outside: &str, is_dev: bool) -> usize {
        let dependency = Dependency {
            name: outside.to_owned(),
            is_dev,
            is_ours: false,
        };
        check(&[Member {
            name: member.to_owned(),
            dependencies: vec![dependency],
        }])
        .len()
    }

    #[test]
    fn owners_may_and_others_may_not() {
        assert_eq!(uses("store", "rusqlite", false), 0);
        assert_eq!(uses("app", "rusqlite", false), 1);
        assert_eq!(uses("acceptance", "rusqlite", true), 1);
        assert_eq!(uses("documents", "typst-pdf", false), 0);
        assert_eq!(uses("app", "typst-pdf", false), 1);
        assert_eq!(uses("cli", "tauri-plugin-dialog", false), 1);
        assert_eq!(uses("providers", "rust_decimal", false), 1);
    }

    #[test]
    fn test_tools_may_be_used_by_any_test_and_by_no_product() {
        assert_eq!(uses("store", "proptest", true), 0);
        assert_eq!(uses("store", "proptest", false), 1);
    }

    #[test]
    fn what_nobody_owns_is_free() {
        assert_eq!(uses("cli", "serde_json", false), 0);
    }
}
