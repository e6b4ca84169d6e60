//! Content negotiation: the format of a response, by the file extension in the URL, else by `Accept`.

use besa_formats::{calendar, feed, linked};
use poem::http::header;

use crate::visitor::RequestInfo;

/// A format of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Format {
    /// The record's JSON from the API.
    Json,
    /// Linked data as JSON-LD.
    JsonLd,
    /// Linked data as Turtle.
    Turtle,
    /// Deadlines as iCalendar.
    Calendar,
    /// Changes as an Atom feed.
    Feed,
}

impl Format {
    /// Every format.
    const ALL: [Self; 5] = [Self::Json, Self::JsonLd, Self::Turtle, Self::Calendar, Self::Feed];
    /// The formats of most records.
    pub(crate) const RECORD: &'static [Self] = &[Self::Json, Self::JsonLd, Self::Turtle];
    /// The formats of a plan.
    pub(crate) const PLAN: &'static [Self] = &[Self::Json, Self::JsonLd, Self::Turtle, Self::Calendar];
    /// The formats of a commitment.
    pub(crate) const COMMITMENT: &'static [Self] = &Self::ALL;
    /// The formats of the log.
    pub(crate) const LOG: &'static [Self] = &[Self::Json, Self::JsonLd, Self::Turtle, Self::Feed];

    /// Returns the file extension that asks for this format in a URL.
    pub(crate) const fn ending(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::JsonLd => "jsonld",
            Self::Turtle => "ttl",
            Self::Calendar => "ics",
            Self::Feed => "atom",
        }
    }

    /// Returns the media type of the response, with its parameters.
    pub(crate) const fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::JsonLd => linked::JSON_LD,
            Self::Turtle => linked::TURTLE,
            Self::Calendar => calendar::MEDIA_TYPE,
            Self::Feed => feed::MEDIA_TYPE,
        }
    }

    /// Returns the media type without parameters, as `Accept` names it.
    pub(crate) fn bare_type(self) -> &'static str {
        self.media_type().split(';').next().unwrap_or_default()
    }

    /// Returns whether `accept` names one of the formats. If it names none, it has no effect on the response.
    pub(crate) fn is_named(accept: &str) -> bool {
        let accept = accept.to_ascii_lowercase();
        Self::ALL.iter().any(|format| accept.contains(format.bare_type()))
    }

    /// Splits a file name into the name without the extension, and the format; `None` if the extension is
    /// not of one of the formats `of`.
    pub(crate) fn split<'n>(name: &'n str, of: &[Self]) -> Option<(&'n str, Self)> {
        let (bare, ending) = name.rsplit_once('.')?;
        let format = of.iter().copied().find(|format| format.ending() == ending)?;
        Some((bare, format))
    }

    /// Returns the format in `of` that `Accept` prefers to HTML; `None` if none is preferred. Wildcards
    /// count for HTML only.
    pub(crate) fn accepted(request: &RequestInfo, of: &[Self]) -> Option<Self> {
        let accept = request.header(header::ACCEPT)?;
        let wishes: Vec<(&str, f32)> = accept.split(',').filter_map(wish).collect();
        let weight = |media: &str| {
            let named = wishes.iter().find(|(name, _)| name.eq_ignore_ascii_case(media));
            named.map_or(0.0, |(_, weight)| *weight)
        };
        let any = weight("*/*").max(weight("text/*"));
        let page = weight("text/html").max(weight("application/xhtml+xml")).max(any);
        let mut best: Option<(Self, f32)> = None;
        for format in of.iter().copied() {
            let liked = weight(format.bare_type());
            if liked > page && best.is_none_or(|(_, most)| liked > most) {
                best = Some((format, liked));
            }
        }
        best.map(|(format, _)| format)
    }
}

/// Parses one entry of `Accept`: a media type and its weight.
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

    fn accepted(accept: &'static str) -> Option<Format> {
        let request = RequestInfo {
            method: Method::GET,
            path: String::new(),
            query: String::new(),
            headers: HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static(accept))]),
            address: None,
            state: None,
        };
        Format::accepted(&request, Format::RECORD)
    }

    #[test]
    fn a_browser_gets_a_page_and_a_program_what_it_asks_for() {
        assert_eq!(
            accepted("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
            None
        );
        assert_eq!(accepted("*/*"), None);
        assert_eq!(accepted("application/json"), Some(Format::Json));
        assert_eq!(accepted("application/ld+json, */*;q=0.1"), Some(Format::JsonLd));
        assert_eq!(accepted("application/json;q=0.5, text/turtle"), Some(Format::Turtle));
        assert_eq!(accepted("text/html, application/json"), None);
        assert_eq!(accepted("application/json;q=0"), None);
        assert_eq!(accepted("text/calendar"), None);
    }

    #[test]
    fn an_ending_is_cut_off() {
        assert_eq!(
            Format::split("3-water.jsonld", Format::RECORD),
            Some(("3-water", Format::JsonLd))
        );
        assert_eq!(Format::split("3-water", Format::RECORD), None);
        assert_eq!(Format::split("3-water.ics", Format::RECORD), None);
    }
}
