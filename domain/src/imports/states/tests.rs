use super::*;
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    said: String,
    state: String,
}

fn state(text: &str) -> &'static str {
    read(text).map_or("", |read| read.state.code())
}

#[test]
fn states_of_offices() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("../tests/09-states.json")).unwrap();
    assert!(cases.len() > 20);
    for case in cases {
        assert_eq!(state(&case.said), case.state, "{}", case.said);
    }
}

#[test]
fn words_of_every_language() {
    let mut wrong = Vec::new();
    for line in include_str!("states.tsv").lines().filter(|line| !line.starts_with('#')) {
        let (wanted, text) = line.split_once('\t').unwrap();
        if state(text) != wanted {
            wrong.push(format!("{text:?} is {:?}, not {wanted:?}", state(text)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(read("in_progress").unwrap().is_code && read("In progress").unwrap().is_code);
}

proptest! {
    #[test]
    fn anything_can_be_read(text in ".*") {
        let code = read(&text).filter(|read| read.is_code);
        prop_assert!(code.is_none_or(|read| read.state.code().split('_').all(|word| text.to_lowercase().contains(word))));
    }
}
