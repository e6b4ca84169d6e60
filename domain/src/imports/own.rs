//! The words that Besa itself writes into a file: headings, names of sheets, and the values of lists, in every
//! language. They are read back without a doubt, and so are the codes.
//!
//! `own.tsv` is made from the texts of the pages by a test of `besa-formats`, which fails when it is not up to
//! date: a line for each word, with its list, its code, and the words in all languages.

use super::layout::List;
use crate::fold::fold;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const WORDS: &str = include_str!("own.tsv");

/// Returns the words of a list, each with its code.
pub(super) fn words(list: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = WORDS
        .lines()
        .filter_map(move |line| line.strip_prefix(list)?.strip_prefix('\t'));
    lines
        .filter_map(|line| line.split_once('\t'))
        .flat_map(|(code, words)| {
            let words = words.split('\t');
            words.map(move |word| (code, word))
        })
}

/// The codes of all lists, by list and folded word or code.
static CODES: LazyLock<BTreeMap<(&'static str, String), &'static str>> = LazyLock::new(|| {
    let mut codes = BTreeMap::new();
    let lists = List::ALL.iter().map(|list| list.name()).chain(["sheet"]);
    for list in lists {
        for (code, word) in words(list) {
            codes.insert((list, fold(code)), code);
            codes.entry((list, fold(word))).or_insert(code);
        }
    }
    codes
});

/// Returns the code of a list that a text is, or is the word for; `None` for any other text.
pub(super) fn code(list: &'static str, text: &str) -> Option<&'static str> {
    // A code's signs separate its words: `in_progress`.
    CODES.get(&(list, fold(text))).copied()
}

/// Returns the value of a list that a text is the code of, or the word for.
pub(super) fn value<T: std::str::FromStr>(list: List, text: &str) -> Option<T> {
    code(list.name(), text)?.parse().ok()
}
