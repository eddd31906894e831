//! Everything a fresh machine needs before the product can be built, run or tested.

mod node;
mod peers;
mod system;

use crate::failure::Failure;
use crate::steps::Steps;
pub use system::Purpose;

/// System packages and the UI's packages: enough to build and start the product.
pub fn for_building(steps: &mut Steps) -> Result<(), Failure> {
    for_compiling(steps)?;
    steps.run("packages of the UI", node::provide_packages)
}

/// System packages: enough for the crates.
pub fn for_compiling(steps: &mut Steps) -> Result<(), Failure> {
    steps.run("system packages to build", || {
        system::provide(Purpose::Build)
    })
}

/// What building needs, then the programs and peers that only tests use.
pub fn for_testing(steps: &mut Steps) -> Result<(), Failure> {
    for_building(steps)?;
    steps.run("system packages to test", || system::provide(Purpose::Test))?;
    steps.run("peers to test against", peers::provide)
}

/// The built UI, made again only when its sources changed.
pub fn built_ui(steps: &mut Steps) -> Result<(), Failure> {
    steps.run("build the UI", node::provide_build)
}

/// One of the scripts of `ui/package.json`.
pub fn ui_script(name: &str, fix: &str) -> Result<(), Failure> {
    node::script(name, fix)
}
