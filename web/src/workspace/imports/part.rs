//! A numbered page of a list that is in memory, with the links to the pages beside it.

use super::super::member_request::MemberRequest;

/// One page of a list.
pub(super) struct Part<'a, T> {
    pub(super) rows: &'a [T],
    /// The URL of the page before; `None` on the first.
    pub(super) previous: Option<String>,
    /// The URL of the page after; `None` on the last.
    pub(super) next: Option<String>,
}

impl<'a, T> Part<'a, T> {
    /// Cuts out a page of `size` rows. `page` counts from 1; a number beyond the last page means the last.
    pub(super) fn of(rows: &'a [T], size: usize, page: usize, url: impl Fn(usize) -> String) -> Self {
        let last = rows.len().div_ceil(size).max(1);
        let at = page.clamp(1, last);
        Self {
            rows: rows.chunks(size).nth(at - 1).unwrap_or_default(),
            previous: (at > 1).then(|| url(at - 1)),
            next: (at < last).then(|| url(at + 1)),
        }
    }
}

/// Returns the number of the page that a value of the URL's query asks for, else 1.
pub(super) fn asked(request: &MemberRequest, query: &str) -> usize {
    let number = request.city.visitor.request.query(query);
    number.and_then(|number| number.parse().ok()).unwrap_or(1)
}

/// What the URL's query says about the lists of the review: the pages of each, and which records are shown.
const SHOWN: [&str; 4] = ["page", "show", "doubts", "left-out"];

/// Returns the query of the URL with one value changed, so that the other lists stay where they are; an empty value
/// is taken out. Empty when nothing is left.
pub(super) fn query(request: &MemberRequest, name: &str, value: &str) -> String {
    let asked = |known: &str| request.city.visitor.request.query(known).unwrap_or_default();
    let values = SHOWN.map(|known| (known, if known == name { value.to_owned() } else { asked(known) }));
    joined(&values)
}

fn joined(values: &[(&str, String)]) -> String {
    let plain = |value: &str| !value.is_empty() && value.chars().all(|c| c.is_ascii_alphanumeric());
    let kept = values.iter().filter(|(_, value)| plain(value));
    let pairs: Vec<String> = kept.map(|(name, value)| format!("{name}={value}")).collect();
    match pairs.as_slice() {
        [] => String::new(),
        pairs => format!("?{}", pairs.join("&")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_join_without_gaps_and_end() {
        let rows = [1, 2, 3, 4, 5];
        let page = |page| {
            let part = Part::of(&rows, 2, page, |page| page.to_string());
            (part.rows.to_vec(), part.previous, part.next)
        };
        assert_eq!(page(0), (vec![1, 2], None, Some("2".to_owned())));
        assert_eq!(page(2), (vec![3, 4], Some("1".to_owned()), Some("3".to_owned())));
        assert_eq!(page(9), (vec![5], Some("2".to_owned()), None));
        assert!(Part::of(&[0; 0], 2, 1, |page| page.to_string()).rows.is_empty());
    }

    #[test]
    fn values_of_a_query_are_numbers_and_words() {
        let values = |page: &str, show: &str| joined(&[("page", page.to_owned()), ("show", show.to_owned())]);
        assert_eq!(values("2", "doubtful"), "?page=2&show=doubtful");
        assert_eq!(values("", "doubtful"), "?show=doubtful");
        assert_eq!(values("\"><b>", ""), "");
    }
}
