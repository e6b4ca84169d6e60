//! House rules that a program can check.

use std::path::{Path, PathBuf};

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

pub(crate) fn files(folder: &Path, found: &mut Vec<PathBuf>) {
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
fn no_module_has_a_vague_name() {
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
fn there_are_no_todos_and_no_ignored_tests() {
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

/// Form handlers that need no idempotency key, each with its reason.
const WITHOUT_KEY: [(&str, &str); 9] = [
    ("web/src/account/sign_in.rs submit", "a second session harms nobody"),
    ("web/src/account/sign_in.rs submit_link", "the link itself works once"),
    ("web/src/account/sign_in.rs out", "nobody can be signed out twice"),
    (
        "web/src/account/invitation.rs submit",
        "the invitation itself works once",
    ),
    (
        "web/src/public/voices/confirm.rs submit",
        "confirming twice has one effect",
    ),
    ("web/src/subscribe/ask.rs submit", "an address is asked once a day"),
    (
        "web/src/operator.rs retry",
        "a job is retried once, however often this is requested",
    ),
    (
        "web/src/operator.rs retry_all",
        "a job is retried once, however often this is requested",
    ),
    (
        "web/src/workspace/imports/review.rs decide_on_record",
        "deciding the same again changes nothing",
    ),
];

/// Mail programs send arbitrary bodies to this handler, so it reads no form.
const WITHOUT_FORM: &str = "/:city/:lang/subscribe/:secret/stop";

#[test]
fn every_form_of_a_page_takes_a_key() {
    let mut taking = 0;
    for path in ours() {
        let path = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
        if !path.starts_with("web/src/") || !path.ends_with(".rs") {
            continue;
        }
        let text = std::fs::read_to_string(root().join(&path)).unwrap();
        for handler in text.split("#[handler]").skip(1) {
            let (head, body) = handler.split_once("-> Result {").unwrap_or((handler, ""));
            let name = head.split("fn ").nth(1).unwrap().split('(').next().unwrap();
            let at = format!("{path} {name}");
            if !head.contains(": Form") && !head.contains(": Multipart") {
                continue;
            }
            taking += 1;
            let body = body.split("\n}\n").next().unwrap();
            let keyed = body.contains("form.once(") || body.contains("form.once_on(");
            let excepted = WITHOUT_KEY.iter().any(|(known, _)| *known == at);
            assert!(keyed != excepted, "{at}");
        }
    }
    let posts = besa_web::listed().into_iter().filter(|one| one.method == "POST");
    // A handler of a plan's pages has two routes.
    let posts = posts.filter(|one| !one.path.contains("/plans/:plan/") && one.path != WITHOUT_FORM);
    let posts = posts.count();
    assert_eq!(taking, posts, "this test finds every POST handler of a page");
}

#[test]
fn every_table_is_tenant_data_or_platform_data() {
    let tables = ours().into_iter().filter(|path| {
        let path = path.to_string_lossy();
        path.contains("domain/src/") && path.contains("/tables/") && !path.ends_with("mod.rs")
    });
    let tables: Vec<PathBuf> = tables.collect();
    assert!(tables.len() >= 60, "{}", tables.len());
    for path in tables {
        let text = std::fs::read_to_string(&path).unwrap();
        let owned = text.contains("\ncrate::db::owned!(");
        let shared = text.contains("\ncrate::db::shared!()");
        assert!(owned != shared, "{}", path.display());
    }
}

/// A patch that no longer applies removes no guard, and `make guards` runs too rarely to find that.
#[test]
fn every_guard_patch_applies() {
    let guards = std::fs::read_dir(root().join("tests/guards")).unwrap();
    let patches: Vec<PathBuf> = guards.map(|entry| entry.unwrap().path()).collect();
    assert!(patches.len() >= 10);
    for patch in patches {
        let fits = std::process::Command::new("git")
            .args(["apply", "--check"])
            .arg(&patch)
            .current_dir(root())
            .status();
        assert!(fits.unwrap().success(), "{}", patch.display());
    }
}

/// A rule in `deny.toml` about a port is only true while the port exists.
#[test]
fn every_port_in_deny_toml_exists() {
    let ports = std::fs::read_to_string(root().join("domain/src/ports.rs")).unwrap();
    let rules = std::fs::read_to_string(root().join("deny.toml")).unwrap();
    let named: Vec<&str> = rules
        .lines()
        .filter(|line| line.contains("reason = "))
        .flat_map(|line| line.split('`').skip(1).step_by(2))
        .filter(|name| name.starts_with(char::is_uppercase))
        .collect();
    assert!(!named.is_empty());
    for name in named {
        assert!(ports.contains(&format!("pub trait {name}:")), "{name} is no port");
    }
}

/// File name extensions by which a word in a text counts as a file name.
const FILES: [&str; 11] = [
    "md", "rs", "toml", "sh", "csv", "ftl", "json", "yaml", "mjs", "patch", "sql",
];

/// Words that look like file names but name no file of the repository, each with its reason.
const NO_FILES: [(&str, &str); 4] = [
    ("/api/v1/openapi.json", "an address of the API"),
    ("/log/heads.json", "an address of pages"),
    ("/report.json", "what a report is given when it is printed"),
    ("your-values.yaml", "a file of whoever installs the chart"),
];

/// Lists the files in git, from the root of the repository.
fn tracked() -> Vec<String> {
    let listed = std::process::Command::new("git")
        .arg("ls-files")
        .current_dir(root())
        .output()
        .unwrap();
    let listed = String::from_utf8(listed.stdout).unwrap();
    listed.lines().map(str::to_owned).collect()
}

/// Returns the prose of a line: in a document the whole line, otherwise its comment.
fn prose<'l>(path: &str, line: &'l str) -> &'l str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let marks: &[&str] = match name.rsplit_once('.').map_or("", |(_, kind)| kind) {
        "md" => return line,
        "rs" | "ts" | "mjs" | "js" | "typ" => &["//"],
        "css" => &["/*"],
        "html" => &["{#", "<!--"],
        "toml" | "yaml" | "sh" | "py" | "conf" | "tpl" | "ftl" => &["#"],
        "" if matches!(name, "Makefile" | "Containerfile" | "run") => &["#"],
        _ => return "",
    };
    let comment = |mark: &&str| {
        let mut places = line.match_indices(*mark).map(|(at, _)| at);
        places.find(|at| line[..*at].chars().next_back().is_none_or(char::is_whitespace))
    };
    marks.iter().find_map(comment).map_or("", |at| &line[at..])
}

/// Finds file names in a text. A name with a placeholder (`<feature>.rs`, `*.ftl`) does not count.
fn named(text: &str) -> impl Iterator<Item = &str> {
    let part = |c: char| c.is_alphanumeric() || "_-./{}<>*…:".contains(c);
    let words = text.split(move |c| !part(c));
    let words = words.map(|word| {
        word.trim_end_matches(['.', ':', '-', '/', '>'])
            .trim_start_matches(['<', '-'])
    });
    words.filter(|word| {
        let name = word.rsplit('/').next().unwrap_or(word);
        let Some((stem, kind)) = name.rsplit_once('.') else {
            return false;
        };
        FILES.contains(&kind) && !stem.is_empty() && !word.contains(['{', '}', '<', '>', '*', '…', ':'])
    })
}

/// Returns whether `name` is the path, or the end of the path, of a file in git.
fn is_kept(tracked: &[String], name: &str) -> bool {
    let name = name.trim_start_matches("../").trim_start_matches("./");
    let kept = |path: &String| path == name || path.strip_suffix(name).is_some_and(|folder| folder.ends_with('/'));
    !name.is_empty() && tracked.iter().any(kept)
}

#[test]
fn comments_and_documents_name_only_existing_files() {
    let tracked = tracked();
    assert!(tracked.len() > 1_000, "git lists {} files", tracked.len());
    let mut missing = Vec::new();
    let mut excepted = std::collections::BTreeSet::new();
    for path in &tracked {
        // Images, and files written by other programs.
        let Ok(text) = std::fs::read_to_string(root().join(path)) else {
            continue;
        };
        for (at, line) in text.lines().enumerate() {
            for name in named(prose(path, line)) {
                if is_kept(&tracked, name) {
                    continue;
                }
                if let Some((known, _)) = NO_FILES.iter().find(|(known, _)| *known == name) {
                    excepted.insert(*known);
                } else {
                    missing.push(format!("{path}:{}: {name}", at + 1));
                }
            }
        }
    }
    assert!(missing.is_empty(), "no such file:\n{}", missing.join("\n"));
    let unused: Vec<&str> = NO_FILES
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| !excepted.contains(name))
        .collect();
    assert!(unused.is_empty(), "no text contains these any more: {unused:?}");
}

#[test]
fn a_missing_file_is_found() {
    let tracked = ["docs/API.md".to_owned(), "domain/src/rules/mod.rs".to_owned()];
    let missing = |path: &str, line: &str| -> Vec<String> {
        let names = named(prose(path, line)).filter(|name| !is_kept(&tracked, name));
        names.map(str::to_owned).collect()
    };
    assert_eq!(
        missing("a.rs", concat!("    let x = 1; /", "/ as in other.md, see API.md.")),
        ["other.md"]
    );
    assert_eq!(
        missing("a.rs", "    read(\"other.md\"); // https://a.example/b.md"),
        [""; 0]
    );
    assert_eq!(
        missing("b.md", "[API](docs/API.md), `src/rules/mod.rs`, ules/mod.rs"),
        ["ules/mod.rs"]
    );
    assert_eq!(
        missing("b.md", "`api/src/<feature>.rs`, `*.ftl`, {day}.json and `.json`"),
        [""; 0]
    );
    assert_eq!(missing("c.toml", "file = \"x.sql\" # after y.sql"), ["y.sql"]);
}

/// Decisions (docs/adr) are numbered from 1 without gaps, and every number in a text exists.
#[test]
fn decisions_are_numbered_without_gaps() {
    let tracked = tracked();
    let decisions: Vec<&str> = tracked
        .iter()
        .filter_map(|path| path.strip_prefix("docs/adr/"))
        .collect();
    for (at, name) in decisions.iter().enumerate() {
        let number = at + 1;
        assert!(name.starts_with(&format!("{number:04}-")), "{name} is number {number}");
        let text = std::fs::read_to_string(root().join("docs/adr").join(name)).unwrap();
        assert!(
            text.starts_with(&format!("# {number}. ")),
            "{name} has a different number in its title"
        );
    }
    let marks = [concat!("AD", "R "), concat!("docs/", "adr/")];
    for path in &tracked {
        let Ok(text) = std::fs::read_to_string(root().join(path)) else {
            continue;
        };
        for after in marks.iter().flat_map(|mark| text.split(mark).skip(1)) {
            let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
            let known = digits
                .parse()
                .is_ok_and(|number: usize| (1..=decisions.len()).contains(&number));
            assert!(digits.is_empty() || known, "{path} names decision {digits}");
        }
    }
}
