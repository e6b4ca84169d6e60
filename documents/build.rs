//! Lists the font subsets that `web/assets.mjs` made for PDF, to embed them in the program. Without the Node
//! build there are none, so that the crate compiles without Node.

use std::path::PathBuf;
use std::{env, error::Error, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let fonts = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../web/build/pdf-fonts");
    // Created because cargo watches it: with a missing path this script would run on every build.
    fs::create_dir_all(&fonts)?;
    println!("cargo::rerun-if-changed=../web/build/pdf-fonts");
    let mut rows = Vec::new();
    for entry in fs::read_dir(fs::canonicalize(fonts)?)? {
        let entry = entry?;
        let path = entry.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let file = entry.file_name();
        let path = format!("/../web/build/pdf-fonts/{}", file.to_string_lossy());
        // Clones share one target folder: the path must be that of the clone that compiles.
        rows.push(format!(
            "({name:?}, include_bytes!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {path:?})))"
        ));
    }
    rows.sort();
    let out = PathBuf::from(env::var("OUT_DIR")?).join("brand.rs");
    Ok(fs::write(out, format!("&[{}]", rows.join(",\n")))?)
}
