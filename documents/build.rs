//! Lists the fonts that `web/assets.mjs` cut for paper, to be embedded in the program.
//! Without a Node build there are none, so that Rust alone builds.

use std::path::PathBuf;
use std::{env, error::Error, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let fonts = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../web/build/pdf-fonts");
    // Watched, so it must exist: a missing path would run this script on every build.
    fs::create_dir_all(&fonts)?;
    println!("cargo::rerun-if-changed=../web/build/pdf-fonts");
    let mut rows = Vec::new();
    for entry in fs::read_dir(fs::canonicalize(fonts)?)? {
        let entry = entry?;
        let path = entry.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let file = entry.file_name();
        let path = format!("/../web/build/pdf-fonts/{}", file.to_string_lossy());
        // Clones share one folder of compiled code: the path is the one of the clone that compiles.
        rows.push(format!(
            "({name:?}, include_bytes!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {path:?})))"
        ));
    }
    rows.sort();
    let out = PathBuf::from(env::var("OUT_DIR")?).join("brand.rs");
    Ok(fs::write(out, format!("&[{}]", rows.join(",\n")))?)
}
