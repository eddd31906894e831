//! The desktop's build step: makes sure there is a page to embed, then runs Tauri's own step.

use std::path::Path;
use std::{fs, io};

const PLACEHOLDER: &str = "<!-- Shown only by a build that was made before the window's own. -->
<!doctype html>
<html lang=\"en\">
  <head><meta charset=\"utf-8\" /><title>Billfold</title></head>
  <body>
    <h1>The window was not built</h1>
    <p>Start Billfold with <code>cargo xtask run</code>, which builds it first.</p>
  </body>
</html>
";

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=../ui/dist");
    println!("cargo:rerun-if-changed=../assets/icons");
    let page = Path::new("../ui/dist/index.html");
    if !page.exists() {
        fs::create_dir_all("../ui/dist")?;
        fs::write(page, PLACEHOLDER)?;
    }
    tauri_build::build();
    Ok(())
}
