//! Turns `locales/*/*.ftl` into one typed function a message, in `OUT_DIR`.

use std::{path::Path, process::ExitCode};

use fluent_typed::{BuildOptions, FtlOutputOptions, LintLevel, build_from_locales_folder};

fn main() -> ExitCode {
    let Some(out) = std::env::var_os("OUT_DIR") else {
        return ExitCode::FAILURE;
    };
    let out = Path::new(&out);
    build_from_locales_folder(
        BuildOptions::default()
            .with_prefix("")
            .with_lint_level(LintLevel::Strict)
            .with_output_file_path(&out.join("words.rs").to_string_lossy())
            .with_ftl_output(FtlOutputOptions::single_file(&out.join("words.ftl").to_string_lossy()))
            .without_format(),
    )
}
