//! Changes as an Atom feed (RFC 4287), for programs that follow news.

use atom_syndication::{Entry, Feed, FixedDateTime, Generator, Link, Person, Text};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// The media type of the file.
pub const MEDIA_TYPE: &str = "application/atom+xml; charset=utf-8";

/// What a feed is about.
#[derive(Debug, Clone)]
pub struct About {
    /// A name that stays the same, whatever becomes of its address.
    pub id: String,
    /// Its address.
    pub address: String,
    /// The page that says the same to people.
    pub page: String,
    /// Its title.
    pub title: String,
    /// Who publishes it.
    pub author: String,
    /// The language of its words.
    pub language: String,
    /// When nothing is in it: since when that is so.
    pub since: OffsetDateTime,
}

/// A piece of news.
#[derive(Debug, Clone)]
pub struct Item {
    /// A name that stays the same: `urn:uuid:…`.
    pub id: String,
    /// What happened, in one sentence.
    pub title: String,
    /// Why, or more of it.
    pub text: Option<String>,
    /// The page of what it is about.
    pub page: String,
    /// When.
    pub at: OffsetDateTime,
}

/// The file.
pub fn write(about: &About, items: &[Item]) -> String {
    let newest = items.iter().map(|item| item.at).max().unwrap_or(about.since);
    let author = Person {
        name: clean(&about.author),
        ..Person::default()
    };
    let feed = Feed {
        id: about.id.clone(),
        title: Text::plain(clean(&about.title)),
        lang: Some(about.language.clone()),
        updated: moment(newest),
        authors: vec![author],
        links: vec![
            link("self", &about.address, Some("application/atom+xml")),
            link("alternate", &about.page, Some("text/html")),
            link("license", crate::linked::LICENCE, None),
        ],
        generator: Some(Generator {
            value: "Besa".to_owned(),
            ..Generator::default()
        }),
        entries: items.iter().map(entry).collect(),
        ..Feed::default()
    };
    feed.to_string()
}

fn entry(item: &Item) -> Entry {
    Entry {
        id: item.id.clone(),
        title: Text::plain(clean(&item.title)),
        summary: item.text.as_deref().map(|text| Text::plain(clean(text))),
        updated: moment(item.at),
        published: Some(moment(item.at)),
        links: vec![link("alternate", &item.page, Some("text/html"))],
        ..Entry::default()
    }
}

fn link(rel: &str, href: &str, mime_type: Option<&str>) -> Link {
    Link {
        rel: rel.to_owned(),
        href: href.to_owned(),
        mime_type: mime_type.map(str::to_owned),
        ..Link::default()
    }
}

/// Words without what XML cannot hold.
fn clean(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t'))
        .filter(|letter| !matches!(letter, '\u{fffe}' | '\u{ffff}'))
        .collect()
}

fn moment(at: OffsetDateTime) -> FixedDateTime {
    let text = at.format(&Rfc3339).unwrap_or_default();
    text.parse().unwrap_or_default()
}
