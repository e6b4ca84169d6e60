//! In which form something is wanted: by how its address ends, else by what the reader accepts.

use besa_formats::{calendar, feed, linked};
use poem::http::header;

use crate::visitor::Asked;

/// A form of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Form {
    /// What the API says.
    Json,
    /// Linked data.
    JsonLd,
    /// Linked data.
    Turtle,
    /// Deadlines.
    Calendar,
    /// Changes.
    Feed,
}

impl Form {
    /// Every form.
    const ALL: [Self; 5] = [Self::Json, Self::JsonLd, Self::Turtle, Self::Calendar, Self::Feed];
    /// Those of a record.
    pub(crate) const RECORD: &'static [Self] = &[Self::Json, Self::JsonLd, Self::Turtle];
    /// Those of a plan.
    pub(crate) const PLAN: &'static [Self] = &[Self::Json, Self::JsonLd, Self::Turtle, Self::Calendar];
    /// Those of a commitment.
    pub(crate) const COMMITMENT: &'static [Self] = &Self::ALL;
    /// Those of the log.
    pub(crate) const LOG: &'static [Self] = &[Self::Json, Self::JsonLd, Self::Turtle, Self::Feed];

    /// How an address ends that asks for it.
    pub(crate) const fn ending(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::JsonLd => "jsonld",
            Self::Turtle => "ttl",
            Self::Calendar => "ics",
            Self::Feed => "atom",
        }
    }

    /// The media type of the answer.
    pub(crate) const fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::JsonLd => linked::JSON_LD,
            Self::Turtle => linked::TURTLE,
            Self::Calendar => calendar::MEDIA_TYPE,
            Self::Feed => feed::MEDIA_TYPE,
        }
    }

    /// The media type by which it is asked for.
    pub(crate) fn bare_type(self) -> &'static str {
        self.media_type().split(';').next().unwrap_or_default()
    }

    /// A name without the ending that asks for one of these forms, and the form.
    pub(crate) fn split<'n>(name: &'n str, of: &[Self]) -> Option<(&'n str, Self)> {
        let (bare, ending) = name.rsplit_once('.')?;
        let form = of.iter().copied().find(|form| form.ending() == ending)?;
        Some((bare, form))
    }

    /// The form that a reader likes better than a page; none where a page is as good.
    pub(crate) fn accepted(asked: &Asked, of: &[Self]) -> Option<Self> {
        let accept = asked.header(header::ACCEPT)?;
        let wishes: Vec<(&str, f32)> = accept.split(',').filter_map(wish).collect();
        let weight = |media: &str| {
            let named = wishes.iter().find(|(name, _)| name.eq_ignore_ascii_case(media));
            named.map_or(0.0, |(_, weight)| *weight)
        };
        let any = weight("*/*").max(weight("text/*"));
        let page = weight("text/html").max(weight("application/xhtml+xml")).max(any);
        let mut best: Option<(Self, f32)> = None;
        for form in of.iter().copied() {
            let liked = weight(form.bare_type());
            if liked > page && best.is_none_or(|(_, most)| liked > most) {
                best = Some((form, liked));
            }
        }
        best.map(|(form, _)| form)
    }
}

/// One wish of `Accept`: a media type and how much it is liked.
fn wish(item: &str) -> Option<(&str, f32)> {
    let mut parts = item.split(';');
    let name = parts.next()?.trim();
    let weight = parts.find_map(|part| part.trim().strip_prefix("q="));
    Some((name, weight.map_or(Some(1.0), |weight| weight.trim().parse().ok())?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use poem::http::{HeaderMap, HeaderValue, Method};

    fn accepted(accept: &'static str) -> Option<Form> {
        let asked = Asked {
            method: Method::GET,
            path: String::new(),
            query: String::new(),
            headers: HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static(accept))]),
            address: None,
        };
        Form::accepted(&asked, Form::RECORD)
    }

    #[test]
    fn a_browser_gets_a_page_and_a_program_what_it_asks_for() {
        assert_eq!(
            accepted("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
            None
        );
        assert_eq!(accepted("*/*"), None);
        assert_eq!(accepted("application/json"), Some(Form::Json));
        assert_eq!(accepted("application/ld+json, */*;q=0.1"), Some(Form::JsonLd));
        assert_eq!(accepted("application/json;q=0.5, text/turtle"), Some(Form::Turtle));
        assert_eq!(accepted("text/html, application/json"), None);
        assert_eq!(accepted("application/json;q=0"), None);
        assert_eq!(accepted("text/calendar"), None);
    }

    #[test]
    fn an_ending_is_cut_off() {
        assert_eq!(
            Form::split("3-water.jsonld", Form::RECORD),
            Some(("3-water", Form::JsonLd))
        );
        assert_eq!(Form::split("3-water", Form::RECORD), None);
        assert_eq!(Form::split("3-water.ics", Form::RECORD), None);
    }
}
