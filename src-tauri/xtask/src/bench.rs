//! `cargo xtask bench`: the measurements of package `acceptance`, in a release build.

use crate::cargo::cargo;
use crate::failure::Failure;
use crate::steps::Steps;
use crate::{Request, setup};

pub fn bench(request: &Request) -> Result<(), Failure> {
    request.only(&[])?;
    let mut steps = Steps::new();
    setup::for_testing(&mut steps)?;
    steps.run(
        "measure, optimised; the first build takes several minutes",
        || {
            cargo()
                .args(["bench", "-p", "acceptance", "--benches", "--"])
                .args(&request.passed)
                .fix("The measurement that failed is named above.")
                .run()
        },
    )
}
