//! All languages have the same messages, none is untranslated, and every message can be formatted.

#![expect(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a broken file must stop the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;
use fluent_typed::prelude::{FluentArgs, L10nBundle};

const FIRST: &str = "en";

/// Messages that are the same in another language for good reason, such as names and numbers. Country names
/// may be too.
const SAME: &[&str] = &[
    "common-count-of",
    "common-file-facts",
    "common-from-to",
    "common-percent",
    "common-product",
    "common-size-gb",
    "common-size-kb",
    "common-size-mb",
    "common-title-page",
    "milestone-reported-by",
    "print-city-country",
    "print-source-on",
    "public-footer-api",
    "review-note-by",
    "status-kind-photo",
    "status-organisation-media",
    "status-plan-draft",
    "status-role-admin",
    "voices-mail-answer-by",
];

/// What the tests compare of a message.
#[derive(Debug, PartialEq, Eq)]
struct Message {
    file: String,
    variables: Vec<String>,
    text: String,
    comment: Vec<String>,
}

fn languages() -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(locales())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn locales() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/locales"))
}

fn messages(language: &str) -> BTreeMap<String, Message> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(locales().join(language)).unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_name().unwrap().to_str().unwrap().to_owned();
        let source = std::fs::read_to_string(&path).unwrap();
        let resource = parser::parse(source).unwrap_or_else(|(_, errors)| panic!("{path:?}: {errors:?}"));
        for entry in resource.body {
            let Entry::Message(message) = entry else {
                assert!(!matches!(entry, Entry::Junk { .. }), "junk in {path:?}");
                continue;
            };
            let pattern = message.value.expect("a message has a value");
            let mut variables = Vec::new();
            let mut text = String::new();
            read(&pattern, &mut variables, &mut text);
            let id = message.id.name;
            let comment = message.comment.map(|comment| comment.content).unwrap_or_default();
            let message = Message {
                file: file.clone(),
                variables,
                text,
                comment,
            };
            assert!(found.insert(id.clone(), message).is_none(), "{id} is there twice");
        }
    }
    found
}

/// Collects the variables of a pattern, in the order of the generated function's arguments, and its text.
fn read(pattern: &Pattern<String>, variables: &mut Vec<String>, text: &mut String) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text.push_str(value),
            PatternElement::Placeable { expression } => match expression {
                Expression::Inline(inline) => {
                    name(inline, variables);
                    text.push_str("{}");
                }
                Expression::Select { selector, variants } => {
                    name(selector, variables);
                    for variant in variants {
                        read(&variant.value, variables, text);
                    }
                }
            },
        }
    }
}

fn name(inline: &InlineExpression<String>, variables: &mut Vec<String>) {
    let InlineExpression::VariableReference { id } = inline else {
        panic!("only variables are used so far, found {inline:?}");
    };
    if !variables.contains(&id.name) {
        variables.push(id.name.clone());
    }
}

#[test]
fn every_language_has_the_same_messages() {
    let first = messages(FIRST);
    for language in languages() {
        let other = messages(&language);
        let missing: Vec<_> = first.keys().filter(|id| !other.contains_key(*id)).collect();
        let extra: Vec<_> = other.keys().filter(|id| !first.contains_key(*id)).collect();
        assert!(missing.is_empty(), "{language} misses {missing:?}");
        assert!(extra.is_empty(), "{language} alone has {extra:?}");
        for (id, message) in &other {
            assert_eq!(message.file, first[id].file, "{id} moves file in {language}");
            let ours: BTreeSet<_> = message.variables.iter().collect();
            let theirs: BTreeSet<_> = first[id].variables.iter().collect();
            assert_eq!(ours, theirs, "variables of {id} in {language}");
        }
    }
}

#[test]
fn everything_is_translated() {
    let first = messages(FIRST);
    for language in languages().into_iter().filter(|language| language != FIRST) {
        let copies: Vec<_> = messages(&language)
            .into_iter()
            .filter(|(id, message)| message.text == first[id].text)
            .filter(|(id, _)| !SAME.contains(&id.as_str()) && !id.starts_with("country-"))
            .map(|(id, _)| id)
            .collect();
        assert!(copies.is_empty(), "still English in {language}: {copies:?}");
    }
    for id in SAME {
        assert!(first.contains_key(*id), "{id} is gone, take it off the list");
    }
}

/// The arguments of a generated function follow the English text. Reordering a sentence could therefore
/// swap two arguments of one type without a compile error. The message's comment must list the variables
/// in the same order, so that a reviewer of the change sees it.
#[test]
fn comments_list_the_arguments_in_order() {
    for (id, message) in messages(FIRST) {
        let named: Vec<String> = message
            .comment
            .iter()
            .filter_map(|line| line.strip_prefix('$')?.split(' ').next().map(str::to_owned))
            .collect();
        assert_eq!(named, message.variables, "comment of {id}");
    }
}

/// The generated functions panic if a message cannot be formatted.
#[test]
fn every_message_can_be_formatted() {
    let first = messages(FIRST);
    for language in languages() {
        let mut source = String::new();
        for entry in std::fs::read_dir(locales().join(&language)).unwrap() {
            source += &std::fs::read_to_string(entry.unwrap().path()).unwrap();
            source.push('\n');
        }
        let bundle = L10nBundle::new_without_isolation(&language, source.as_bytes()).unwrap();
        for (id, message) in &first {
            for count in [0, 1, 2, 8, 1_000_000] {
                let mut args = FluentArgs::new();
                for variable in &message.variables {
                    let typed = |kind| format!("${variable} ({kind})");
                    if message.comment.iter().any(|line| line.starts_with(&typed("Number"))) {
                        args.set(variable.clone(), count);
                    } else {
                        args.set(variable.clone(), "words");
                    }
                }
                let text = bundle.msg(id, Some(args)).unwrap();
                assert!(!text.contains(['{', '}', '$']), "{language} {id}: {text}");
            }
        }
    }
}

#[test]
fn messages_follow_the_style_rules() {
    for language in languages() {
        for (id, message) in messages(&language) {
            let text = &message.text;
            assert!(
                !text.contains('!') || id == "mail-legend",
                "{language} {id} has an exclamation mark"
            );
            assert!(!text.contains('\''), "{language} {id}: write ’ for '");
            assert!(!text.contains('"'), "{language} {id}: write “ ” for \"");
            assert!(!text.contains("  "), "{language} {id} has two spaces");
            assert!(!text.trim().is_empty(), "{language} {id} is empty");
            if language == FIRST {
                for word in ["please", "invalid", "click here", "learn more"] {
                    assert!(!text.to_lowercase().contains(word), "{id} says “{word}”");
                }
            }
        }
    }
}
