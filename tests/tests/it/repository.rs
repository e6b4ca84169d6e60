//! The house rules that a program can check.

use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if !matches!(
                name.as_str(),
                ".git" | "target" | "node_modules" | "build" | "data" | "snapshots"
            ) {
                files(&path, found);
            }
        } else {
            found.push(path);
        }
    }
}

fn ours() -> Vec<PathBuf> {
    let mut found = Vec::new();
    files(&root(), &mut found);
    found
}

#[test]
fn no_file_is_too_long() {
    for path in ours() {
        let kind = path.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
        if !matches!(kind, "rs" | "css" | "ts" | "mjs" | "html" | "typ" | "ftl") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let lines = text.lines().count();
        assert!(lines <= 600, "{} has {lines} lines", path.display());
        let reasoned = text.lines().take(12).any(|line| line.contains("Long because"));
        assert!(
            lines <= 400 || reasoned,
            "{} has {lines} lines and gives no reason (`Long because …`) at its head",
            path.display()
        );
    }
}

#[test]
fn names_say_what_a_thing_is() {
    for path in ours() {
        let stem = path.file_stem().unwrap().to_string_lossy().to_lowercase();
        for empty in [
            "utils", "util", "helpers", "helper", "common", "manager", "service", "misc",
        ] {
            let words = path.extension().is_some_and(|kind| kind == "ftl");
            assert!(stem != empty || words, "{} says nothing", path.display());
        }
    }
}

#[test]
fn nothing_is_left_for_later_and_no_test_is_left_out() {
    for path in ours()
        .into_iter()
        .filter(|path| path.extension().is_some_and(|kind| kind == "rs"))
    {
        let text = std::fs::read_to_string(&path).unwrap();
        for mark in [
            concat!("to", "do!("),
            concat!("unimple", "mented!("),
            concat!("#[ig", "nore"),
            concat!("FIX", "ME"),
            concat!("TO", "DO"),
        ] {
            assert!(!text.contains(mark), "{} holds {mark}", path.display());
        }
    }
}

#[test]
fn every_entity_is_a_citys_or_the_platforms_and_not_both() {
    for path in ours()
        .into_iter()
        .filter(|path| path.to_string_lossy().contains("domain/src/db/entity/"))
    {
        let text = std::fs::read_to_string(&path).unwrap();
        if path.ends_with("mod.rs") {
            continue;
        }
        let owned = text.contains("impl crate::db::TenantOwned for Entity");
        let shared = text.contains("impl crate::db::Shared for Entity");
        assert!(owned != shared, "{}", path.display());
    }
}
