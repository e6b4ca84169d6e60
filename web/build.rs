//! Embeds the files that `assets.mjs` built, and generates the tables that name them. Without a Node build
//! there is one plain stylesheet and no icons, so that the Rust build works alone.

use std::{
    collections::BTreeMap,
    env, fs,
    hash::{DefaultHasher, Hash, Hasher},
    io,
    path::{Path, PathBuf},
};

const PLAIN: &str = "body{margin:2rem auto;max-width:44rem;padding-inline:1rem;font-family:system-ui,sans-serif;\
line-height:1.5}table{border-collapse:collapse}th,td{text-align:start;padding:.3rem .8rem .3rem 0}\
nav ul{display:flex;flex-wrap:wrap;gap:1rem;padding:0;list-style:none}.i{width:1.2em;height:1.2em}\
.vh{position:absolute;clip-path:inset(50%)}";

#[derive(Default)]
struct Build {
    files: BTreeMap<String, String>,
    icons: BTreeMap<String, String>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let (build, assets) = (root.join("build"), out.join("assets"));
    // Cargo watches this directory. It must exist: a missing path would run this script on every build.
    fs::create_dir_all(&build)?;
    for path in ["build", "build.rs", "theme/icons.txt", "scripts"] {
        println!("cargo::rerun-if-changed={path}");
    }
    if assets.exists() {
        fs::remove_dir_all(&assets)?;
    }
    fs::create_dir_all(&assets)?;
    let found = if build.join("manifest.json").exists() {
        built(&build, &assets)?
    } else {
        println!(
            "cargo::warning=web/build is missing: pages are plain. Run `npm ci --ignore-scripts && node assets.mjs` in web/."
        );
        plain(&root, &assets)?
    };
    fs::write(
        out.join("files.rs"),
        table(found.files.iter().map(|(name, file)| (name, format!("/assets/{file}")))),
    )?;
    fs::write(
        out.join("icons.rs"),
        table(found.icons.iter().map(|(name, svg)| (name, svg.clone()))),
    )?;
    Ok(())
}

fn built(build: &Path, assets: &Path) -> Result<Build, Box<dyn std::error::Error>> {
    let manifest: serde_json::Value = serde_json::from_slice(&fs::read(build.join("manifest.json"))?)?;
    let files = manifest.get("files").cloned().ok_or("manifest.json has no files")?;
    for entry in fs::read_dir(build.join("assets"))? {
        let entry = entry?;
        fs::copy(entry.path(), assets.join(entry.file_name()))?;
    }
    Ok(Build {
        files: serde_json::from_value(files)?,
        icons: serde_json::from_slice(&fs::read(build.join("icons.json"))?)?,
    })
}

fn plain(root: &Path, assets: &Path) -> io::Result<Build> {
    let mut found = Build::default();
    let mut add = |name: String, text: &str| {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        let (stem, end) = name.rsplit_once('.').unwrap_or((&name, ""));
        let file = format!("{stem}.{:012x}.{end}", hasher.finish() & 0xffff_ffff_ffff);
        fs::write(assets.join(&file), text)?;
        found.files.insert(name, file);
        io::Result::Ok(())
    };
    add("public.css".into(), PLAIN)?;
    add("workspace.css".into(), PLAIN)?;
    for entry in fs::read_dir(root.join("scripts"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if let Some(stem) = name.strip_suffix(".ts") {
            add(format!("{stem}.js"), "")?; // every script is optional
        }
    }
    for line in fs::read_to_string(root.join("theme/icons.txt"))?.lines() {
        let words = line.split('#').next().unwrap_or_default();
        if let Some(name) = words.split_whitespace().next() {
            found.icons.insert(name.into(), String::new());
        }
    }
    Ok(found)
}

/// Formats `pairs` as a `&[(&str, &str)]` literal, in the order of the iterator.
fn table<'a>(pairs: impl Iterator<Item = (&'a String, String)>) -> String {
    let rows: Vec<_> = pairs.map(|(name, value)| format!("({name:?},{value:?})")).collect();
    format!("&[{}]", rows.join(",\n"))
}
