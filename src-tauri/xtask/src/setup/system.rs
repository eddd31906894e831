//! System packages: what is missing, and on Debian and Ubuntu how it gets installed.

use crate::failure::Failure;
use crate::process::{Tool, is_set, on_path};
use std::io::{IsTerminal, Write};

/// What the packages are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Build,
    Test,
}

/// One thing that the machine must have.
#[derive(Debug)]
struct Requirement {
    /// Its package on Debian.
    package: &'static str,
    probe: Probe,
    why: &'static str,
}

/// How to see that the thing is there, on any system.
#[derive(Debug)]
enum Probe {
    All(&'static [&'static str]),
    Any(&'static [&'static str]),
    PkgConfig(&'static str),
    PythonModules(&'static str),
}

const BUILD: &[Requirement] = &[
    Requirement {
        package: "build-essential",
        probe: Probe::All(&["cc", "c++", "make"]),
        why: "a C compiler and make, for the encrypted file (SQLCipher with OpenSSL)",
    },
    Requirement {
        package: "pkg-config",
        probe: Probe::All(&["pkg-config"]),
        why: "finds the window's libraries",
    },
    Requirement {
        package: "perl",
        probe: Probe::All(&["perl"]),
        why: "configures OpenSSL for the encrypted file",
    },
    Requirement {
        package: "libwebkit2gtk-4.1-dev",
        probe: Probe::PkgConfig("webkit2gtk-4.1"),
        why: "the window (WebKitGTK 4.1)",
    },
];

const CHROMIUM: &[&str] = &["chromium", "chromium-browser", "google-chrome"];

const TEST: &[Requirement] = &[
    Requirement {
        package: "xvfb",
        probe: Probe::All(&["Xvfb"]),
        why: "a display that nobody sees",
    },
    Requirement {
        package: "webkit2gtk-driver",
        probe: Probe::All(&["WebKitWebDriver"]),
        why: "drives the real window",
    },
    Requirement {
        package: "chromium",
        probe: Probe::Any(CHROMIUM),
        why: "journeys through the UI",
    },
    Requirement {
        package: "dbus",
        probe: Probe::All(&["dbus-run-session"]),
        why: "a session bus of its own for each test",
    },
    Requirement {
        package: "gnome-keyring",
        probe: Probe::All(&["gnome-keyring-daemon"]),
        why: "a real keyring",
    },
    Requirement {
        package: "libsecret-tools",
        probe: Probe::All(&["secret-tool"]),
        why: "reads the keyring from outside",
    },
    Requirement {
        package: "poppler-utils",
        probe: Probe::All(&["pdftoppm", "pdftotext"]),
        why: "PDF pages as pictures and text",
    },
    Requirement {
        package: "qpdf",
        probe: Probe::All(&["qpdf"]),
        why: "checks PDF files",
    },
    Requirement {
        package: "hledger",
        probe: Probe::All(&["hledger"]),
        why: "reads the exported journal",
    },
    Requirement {
        package: "ledger",
        probe: Probe::All(&["ledger"]),
        why: "reads the exported journal",
    },
    Requirement {
        package: "python3-venv",
        probe: Probe::PythonModules("venv, ensurepip"),
        why: "keeps the Python peers in a folder of their own",
    },
];

impl Probe {
    fn is_there(&self) -> bool {
        match self {
            Self::All(programs) => programs.iter().all(|program| on_path(program)),
            Self::Any(programs) => programs.iter().any(|program| on_path(program)),
            Self::PkgConfig(library) => Tool::new("pkg-config")
                .args(["--exists", library])
                .succeeds(),
            Self::PythonModules(modules) => Tool::new("python3")
                .args(["-c", &format!("import {modules}")])
                .succeeds(),
        }
    }

    fn named(&self) -> String {
        match self {
            Self::All(programs) => programs.join(" and "),
            Self::Any(programs) => programs.join(" or "),
            Self::PkgConfig(library) => format!("{library} with its headers"),
            Self::PythonModules(modules) => format!("python3 with the modules {modules}"),
        }
    }
}

/// Makes sure that everything for this purpose is there, installing it where we can.
pub fn provide(purpose: Purpose) -> Result<(), Failure> {
    let required = if purpose == Purpose::Build {
        BUILD
    } else {
        TEST
    };
    let missing = missing(required);
    if missing.is_empty() {
        println!("  all {} are here", required.len());
        return Ok(());
    }
    println!("  missing:\n{}", listed(&missing));
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let Some(family) = Family::from_release(&release).filter(|_| on_path("apt-get")) else {
        return Err(Failure::new(
            "this system lacks what is listed above, and is neither Debian nor Ubuntu",
            format!("Install these, then start again:\n{}", listed(&missing)),
        ));
    };
    install(
        &missing
            .iter()
            .map(|thing| family.package(thing))
            .collect::<Vec<_>>(),
    )?;
    still_missing(required)
}

fn missing(required: &'static [Requirement]) -> Vec<&'static Requirement> {
    required
        .iter()
        .filter(|thing| !thing.probe.is_there())
        .collect()
}

fn still_missing(required: &'static [Requirement]) -> Result<(), Failure> {
    let missing = missing(required);
    if missing.is_empty() {
        return Ok(());
    }
    Err(Failure::new(
        "apt finished, yet something is still missing",
        format!(
            "Look at apt's messages above. Still missing:\n{}",
            listed(&missing)
        ),
    ))
}

fn listed(things: &[&Requirement]) -> String {
    let line = |thing: &&Requirement| {
        format!(
            "    {:<22} {} ({})",
            thing.package,
            thing.why,
            thing.probe.named()
        )
    };
    things.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The systems whose packages we know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Debian,
    Ubuntu,
}

impl Family {
    /// Reads `/etc/os-release` (os-release(5)): the system itself, or one that is like it.
    fn from_release(text: &str) -> Option<Self> {
        let field = |key: &str| {
            let line = text
                .lines()
                .find_map(|line| line.strip_prefix(key)?.strip_prefix('='));
            line.unwrap_or_default().trim_matches('"').to_owned()
        };
        let names = format!("{} {}", field("ID"), field("ID_LIKE"));
        let is = |name: &str| names.split_whitespace().any(|word| word == name);
        match (is("ubuntu"), is("debian")) {
            (true, _) => Some(Self::Ubuntu),
            (false, true) => Some(Self::Debian),
            (false, false) => None,
        }
    }

    /// Ubuntu names one package otherwise.
    fn package(self, thing: &Requirement) -> &'static str {
        match (self, thing.package) {
            (Self::Ubuntu, "chromium") => "chromium-browser",
            (_, package) => package,
        }
    }
}

/// Whether we may install system packages.
#[derive(Debug, PartialEq, Eq)]
enum Consent {
    Given,
    MustAsk,
    CannotAsk,
}

impl Consent {
    fn from_surroundings(is_root: bool, in_ci: bool, at_terminal: bool) -> Self {
        match (is_root || in_ci, at_terminal) {
            (true, _) => Self::Given,
            (false, true) => Self::MustAsk,
            (false, false) => Self::CannotAsk,
        }
    }
}

fn install(packages: &[&str]) -> Result<(), Failure> {
    let is_root = Tool::new("id").args(["-u"]).read()?.trim() == "0";
    let in_ci = is_set("CI");
    let by_hand = format!(
        "sudo apt-get install --no-install-recommends {}",
        packages.join(" ")
    );
    let refused = || {
        Failure::new(
            "system packages are missing and were not installed",
            format!("Install them, then start again:\n{by_hand}"),
        )
    };
    match Consent::from_surroundings(is_root, in_ci, std::io::stdin().is_terminal()) {
        Consent::Given => {}
        Consent::MustAsk if says_yes(&format!("Install them now ({by_hand})?")) => {}
        Consent::MustAsk | Consent::CannotAsk => return Err(refused()),
    }
    let apt = || {
        let tool = match (is_root, in_ci) {
            (true, _) => Tool::new("apt-get"),
            (false, true) => Tool::new("sudo").args(["-n", "apt-get"]),
            (false, false) => Tool::new("sudo").args(["apt-get"]),
        };
        tool.args(["-o", "DPkg::Lock::Timeout=300"])
            .env("DEBIAN_FRONTEND", "noninteractive")
            .fix(format!("Look at apt's message above. By hand:\n{by_hand}"))
    };
    apt().args(["update", "-q"]).run()?;
    apt()
        .args(["install", "-y", "-q", "--no-install-recommends"])
        .args(packages)
        .run()
}

fn says_yes(question: &str) -> bool {
    print!("  {question} [y/N] ");
    let mut answer = String::new();
    let asked = std::io::stdout()
        .flush()
        .and_then(|()| std::io::stdin().read_line(&mut answer));
    asked.is_ok() && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_come_from_os_release() {
        let debian = "PRETTY_NAME=\"Debian GNU/Linux 12\"\nID=debian\n";
        let mint = "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n";
        let ubuntu = "ID=ubuntu\nID_LIKE=debian\n";
        let fedora = "ID=fedora\n";
        assert_eq!(Family::from_release(debian), Some(Family::Debian));
        assert_eq!(Family::from_release(mint), Some(Family::Ubuntu));
        assert_eq!(Family::from_release(ubuntu), Some(Family::Ubuntu));
        assert_eq!(Family::from_release(fedora), None);
        assert_eq!(Family::from_release(""), None);
    }

    #[test]
    fn consent_is_asked_of_people_only() {
        assert_eq!(
            Consent::from_surroundings(true, false, true),
            Consent::Given
        );
        assert_eq!(
            Consent::from_surroundings(false, true, false),
            Consent::Given
        );
        assert_eq!(
            Consent::from_surroundings(false, false, true),
            Consent::MustAsk
        );
        assert_eq!(
            Consent::from_surroundings(false, false, false),
            Consent::CannotAsk
        );
    }

    #[test]
    fn what_is_missing_is_named_with_its_reason() {
        const ABSENT: &[Requirement] = &[
            Requirement {
                package: "here",
                probe: Probe::All(&["sh"]),
                why: "a shell",
            },
            Requirement {
                package: "gone",
                probe: Probe::All(&["no-such-tool"]),
                why: "a trial",
            },
        ];
        let missing = missing(ABSENT);
        assert_eq!(missing.len(), 1);
        let text = listed(&missing);
        assert!(text.contains("gone") && text.contains("a trial"), "{text}");
        assert!(
            text.contains("no-such-tool") && !text.contains("here"),
            "{text}"
        );
        assert!(still_missing(ABSENT).is_err());
    }

    #[test]
    fn any_one_browser_is_enough() {
        assert!(Probe::Any(&["no-such-tool", "sh"]).is_there());
        assert!(!Probe::All(&["no-such-tool", "sh"]).is_there());
    }

    #[test]
    fn ubuntu_names_chromium_otherwise() {
        let chromium = TEST
            .iter()
            .find(|thing| thing.package == "chromium")
            .unwrap();
        assert_eq!(Family::Ubuntu.package(chromium), "chromium-browser");
        assert_eq!(Family::Debian.package(chromium), "chromium");
    }
}
