//! Who may import whom: the crates and their arrows, as the table in ARCHITECTURE.md has them.

use super::Finding;
use cargo_metadata::{DependencyKind, Metadata, PackageId};
use std::collections::{BTreeMap, VecDeque};

/// A crate and those of ours that it may import.
const ARROWS: &[(&str, &[&str])] = &[
    ("billing", &[]),
    ("insights", &["billing"]),
    ("store", &["billing"]),
    ("providers", &[]),
    ("sync", &["billing", "store", "providers"]),
    ("charts", &["billing", "insights"]),
    ("documents", &["billing", "insights", "charts"]),
    ("app", BELOW_APP),
    ("api", &["app"]),
    ("cli", &["app", "api"]),
    ("billfold-desktop", &["app", "api"]),
    ("xtask", &[]),
    ("acceptance", APP_AND_BELOW),
];

const BELOW_APP: &[&str] = &[
    "billing",
    "insights",
    "store",
    "providers",
    "sync",
    "charts",
    "documents",
];

const APP_AND_BELOW: &[&str] = &[
    "app",
    "billing",
    "insights",
    "store",
    "providers",
    "sync",
    "charts",
    "documents",
];

/// The one crate whose tests may look at everything: it tests the whole product.
const TESTS_EVERYTHING: &str = "acceptance";

/// The crate that only the journeys' transport may reach, and the programs that are released.
const LOOPBACK_DOOR: &str = "api";
const RELEASED: [&str; 2] = ["billfold-desktop", "cli"];

/// A crate of the workspace with what it depends on directly.
#[derive(Debug)]
pub struct Member {
    pub name: String,
    pub dependencies: Vec<Dependency>,
}

#[derive(Debug)]
pub struct Dependency {
    pub name: String,
    pub is_dev: bool,
    pub is_ours: bool,
}

pub fn members(metadata: &Metadata) -> Vec<Member> {
    let packages = metadata.workspace_packages();
    packages
        .iter()
        .map(|package| from_package(package))
        .collect()
}

fn from_package(package: &cargo_metadata::Package) -> Member {
    let dependency = |found: &cargo_metadata::Dependency| Dependency {
        name: found.name.clone(),
        is_dev: found.kind == DependencyKind::Development,
        is_ours: found.path.is_some(),
    };
    Member {
        name: package.name.to_string(),
        dependencies: package.dependencies.iter().map(dependency).collect(),
    }
}

pub fn check(members: &[Member]) -> Vec<Finding> {
    members.iter().flat_map(arrows_of).collect()
}

fn arrows_of(member: &Member) -> Vec<Finding> {
    let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == member.name) else {
        let what = "a new crate: add its row to ARCHITECTURE.md and to tidy's arrows";
        return vec![Finding::new(&member.name, what)];
    };
    let is_allowed = |dependency: &Dependency| {
        allowed.contains(&dependency.name.as_str())
            || (dependency.is_dev && member.name == TESTS_EVERYTHING)
    };
    let new = member
        .dependencies
        .iter()
        .filter(|one| one.is_ours && !is_allowed(one));
    let told = |one: &Dependency| {
        let what = format!(
            "may not import `{}`: the arrow is not in ARCHITECTURE.md",
            one.name
        );
        Finding::new(&member.name, what)
    };
    new.map(told).collect()
}

/// With default features, no released program may contain the journeys' transport.
pub fn release_lacks_the_loopback_door(metadata: &Metadata) -> Vec<Finding> {
    let Some(graph) = Graph::from_metadata(metadata) else {
        return vec![Finding::new(
            "Cargo.toml",
            "cargo resolved no dependencies: nothing to check",
        )];
    };
    RELEASED
        .iter()
        .filter_map(|program| graph.forbidden_way(program, LOOPBACK_DOOR))
        .collect()
}

/// Which package needs which to be built and shipped, by name.
#[derive(Debug, Default)]
struct Graph(BTreeMap<String, Vec<String>>);

impl Graph {
    fn from_metadata(metadata: &Metadata) -> Option<Self> {
        let name = |id: &PackageId| metadata[id].name.to_string();
        let mut graph = Self::default();
        for node in &metadata.resolve.as_ref()?.nodes {
            let shipped = node.deps.iter().filter(|dependency| {
                dependency
                    .dep_kinds
                    .iter()
                    .any(|kind| kind.kind == DependencyKind::Normal)
            });
            let needs = shipped.map(|dependency| name(&dependency.pkg));
            graph.0.entry(name(&node.id)).or_default().extend(needs);
        }
        Some(graph)
    }

    fn forbidden_way(&self, from: &str, to: &str) -> Option<Finding> {
        if !self.0.contains_key(from) {
            return Some(Finding::new(
                from,
                "is not built at all: nothing to release",
            ));
        }
        let way = self.way(from, to)?.join(" → ");
        Some(Finding::new(
            from,
            format!("a release would contain `{to}`: {way}"),
        ))
    }

    /// The shortest way between two packages.
    fn way(&self, from: &str, to: &str) -> Option<Vec<String>> {
        let mut came_from = BTreeMap::from([(from.to_owned(), None)]);
        let mut queue = VecDeque::from([from.to_owned()]);
        while let Some(here) = queue.pop_front() {
            if here == to {
                return Some(steps_back(&came_from, to));
            }
            for next in self.0.get(&here).into_iter().flatten() {
                if !came_from.contains_key(next) {
                    came_from.insert(next.clone(), Some(here.clone()));
                    queue.push_back(next.clone());
                }
            }
        }
        None
    }
}

fn steps_back(came_from: &BTreeMap<String, Option<String>>, to: &str) -> Vec<String> {
    let mut way = vec![to.to_owned()];
    while let Some(Some(before)) = way.last().and_then(|here| came_from.get(here)) {
        way.push(before.clone());
    }
    way.reverse();
    way
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(name: &str, ours: &[(&str, bool)]) -> Member {
        let dependency = |(name, is_dev): &(&str, bool)| Dependency {
            name: (*name).to_owned(),
            is_dev: *is_dev,
            is_ours: true,
        };
        Member {
            name: name.to_owned(),
            dependencies: ours.iter().map(dependency).collect(),
        }
    }

    #[test]
    fn listed_arrows_pass_and_new_ones_fail() {
        assert_eq!(check(&[member("store", &[("billing", false)])]), []);
        assert_eq!(check(&[member("billing", &[("store", false)])]).len(), 1);
        assert_eq!(check(&[member("cli", &[("store", false)])]).len(), 1);
        assert_eq!(check(&[member("xtask", &[("app", false)])]).len(), 1);
    }

    #[test]
    fn a_test_dependency_is_an_arrow_too_except_in_acceptance() {
        assert_eq!(check(&[member("billing", &[("store", true)])]).len(), 1);
        assert_eq!(check(&[member("acceptance", &[("api", true)])]), []);
        assert_eq!(check(&[member("acceptance", &[("api", false)])]).len(), 1);
    }

    #[test]
    fn a_crate_without_a_row_fails() {
        assert_eq!(check(&[member("common", &[])]).len(), 1);
    }

    #[test]
    fn every_arrow_leads_to_a_crate_with_a_row_and_none_leads_back() {
        let row = |name: &str| ARROWS.iter().position(|(known, _)| *known == name);
        for (name, allowed) in ARROWS {
            for to in *allowed {
                assert!(row(to).is_some(), "{to} has no row");
                let back = ARROWS[row(to).unwrap()].1.contains(name);
                assert!(!back, "{name} and {to} import each other");
            }
        }
    }

    #[test]
    fn a_release_that_reaches_the_loopback_door_is_found_with_its_way() {
        let needs = |to: &[&str]| to.iter().map(|name| (*name).to_owned()).collect();
        let mut graph = Graph::default();
        graph.0.insert("cli".to_owned(), needs(&["app"]));
        graph.0.insert("app".to_owned(), needs(&["billing"]));
        assert_eq!(graph.forbidden_way("cli", "api"), None);
        graph.0.insert("app".to_owned(), needs(&["billing", "api"]));
        let found = graph.forbidden_way("cli", "api").unwrap();
        assert!(found.what.ends_with("cli → app → api"), "{found}");
        assert!(graph.forbidden_way("gone", "api").is_some());
    }

    #[test]
    fn the_loopback_feature_would_be_found_in_the_real_workspace() {
        let metadata = cargo_metadata::MetadataCommand::new()
            .current_dir(super::super::root())
            .features(cargo_metadata::CargoOpt::SomeFeatures(vec![
                "cli/loopback".to_owned(),
            ]))
            .exec()
            .unwrap();
        let findings = release_lacks_the_loopback_door(&metadata);
        assert!(
            findings.iter().any(|finding| finding.place == "cli"),
            "{findings:?}"
        );
    }
}
