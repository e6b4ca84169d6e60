//! The links to the previous and the next page of a long list. They keep the other values of the URL's
//! query, so that filters stay.

use besa_domain::pages::{Page, Place, Slice};

use crate::visitor::RequestInfo;

/// The names of the cursors in a URL's query.
const AFTER: &str = "after";
const BEFORE: &str = "before";

/// The links of a page; templates show them with `parts/pager.html`.
#[derive(Debug, Default)]
pub(crate) struct Pager {
    /// The URL of the previous page; `None` on the first.
    pub(crate) previous: Option<String>,
    /// The URL of the next page; `None` on the last.
    pub(crate) next: Option<String>,
}

impl Pager {
    /// Returns the links of a page that was read for this request.
    pub(crate) fn of<R>(request: &RequestInfo, page: &Page<R>) -> Self {
        let link = |name: &str, cursor: &String| address(request, name, cursor);
        Self {
            previous: page.previous.as_ref().map(|cursor| link(BEFORE, cursor)),
            next: page.next.as_ref().map(|cursor| link(AFTER, cursor)),
        }
    }

    /// Returns whether the list has only one page.
    pub(crate) fn is_empty(&self) -> bool {
        self.previous.is_none() && self.next.is_none()
    }
}

/// Returns the part of a list that a request asks for, of at most `limit` rows.
pub(crate) fn slice(request: &RequestInfo, limit: u64) -> Slice {
    let cursor = |name| request.query(name).filter(|cursor| !cursor.is_empty());
    let place = match (cursor(AFTER), cursor(BEFORE)) {
        (Some(after), _) => Place::After(after),
        (None, Some(before)) => Place::Before(before),
        (None, None) => Place::First,
    };
    Slice { place, limit }
}

fn address(request: &RequestInfo, name: &str, cursor: &str) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    let values = url::form_urlencoded::parse(request.query.as_bytes());
    query.extend_pairs(values.filter(|(name, _)| name != AFTER && name != BEFORE));
    query.append_pair(name, cursor);
    format!("{}?{}", request.path, query.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use poem::http::{HeaderMap, Method};

    #[test]
    fn links_keep_the_filters_and_replace_the_cursor() {
        let request = RequestInfo {
            method: Method::GET,
            path: "/review/compare".to_owned(),
            query: "sort=late&area=a%26b&city=x&city=y&after=1~z".to_owned(),
            headers: HeaderMap::new(),
            address: None,
            state: None,
        };
        let page = Page {
            rows: vec![()],
            previous: Some("2~a".to_owned()),
            next: None,
        };
        let pager = Pager::of(&request, &page);
        let previous = "/review/compare?sort=late&area=a%26b&city=x&city=y&before=2%7Ea";
        assert_eq!((pager.previous.as_deref(), pager.next), (Some(previous), None));
        assert_eq!(slice(&request, 7).place, Place::After("1~z".to_owned()));
    }
}
