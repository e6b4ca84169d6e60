//! Generates two Rust files in `OUT_DIR`: `words.rs` has one typed function per message in
//! `locales/*/*.ftl`; `codes.rs` has one function per kind of code in `codes.toml`.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use fluent_typed::{BuildOptions, FtlOutputOptions, LintLevel, build_from_locales_folder};
use serde::Deserialize;

/// A kind of code: one table of `codes.toml`.
#[derive(Deserialize)]
struct Kind {
    /// The name of the constant that lists its codes.
    list: String,
    /// The doc comment of the generated function.
    about: String,
    /// The id of a code's message; `{}` stands for the code in lower case.
    message: String,
    codes: Vec<String>,
    /// Message ids of the codes that do not follow `message`.
    #[serde(default)]
    other: BTreeMap<String, String>,
}

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let out = env::var("OUT_DIR")?;
    let out = Path::new(&out);
    println!("cargo::rerun-if-changed=codes.toml");
    let kinds: BTreeMap<String, Kind> = toml::from_str(&fs::read_to_string("codes.toml")?)?;
    let mut written = String::new();
    for (name, kind) in &kinds {
        function(&mut written, name, kind)?;
    }
    fs::write(out.join("codes.rs"), written)?;
    Ok(build_from_locales_folder(
        BuildOptions::default()
            .with_prefix("")
            .with_lint_level(LintLevel::Strict)
            .with_output_file_path(&out.join("words.rs").to_string_lossy())
            .with_ftl_output(FtlOutputOptions::single_file(&out.join("words.ftl").to_string_lossy()))
            .without_format(),
    ))
}

/// Writes the constant that lists the codes of a kind, and the function from a code to its text.
fn function(out: &mut String, name: &str, kind: &Kind) -> std::fmt::Result {
    let Kind { list, about, codes, .. } = kind;
    writeln!(out, "/// Every code that [`{name}`] has a text for.")?;
    writeln!(out, "pub const {list}: &[&str] = &{codes:?};")?;
    writeln!(out, "/// {about}\n#[must_use]")?;
    writeln!(
        out,
        "pub fn {name}(w: &crate::Words, code: &str) -> String {{ match code {{"
    )?;
    for code in codes {
        let message = kind
            .other
            .get(code)
            .cloned()
            .unwrap_or_else(|| kind.message.replace("{}", &code.to_lowercase()));
        writeln!(out, "{code:?} => w.{}(),", message.replace('-', "_"))?;
    }
    writeln!(out, "_ => w.common_unknown_code(code),\n}} }}")
}
