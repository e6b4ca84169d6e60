//! Writes Atom feeds (RFC 4287) of changes.

use atom_syndication::{Entry, Feed, FixedDateTime, Generator, Link, Person, Text};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// The media type of the file.
pub const MEDIA_TYPE: &str = "application/atom+xml; charset=utf-8";

/// The metadata of a feed.
#[derive(Debug, Clone)]
pub struct About {
    /// The stable identifier of the feed; does not change with its address.
    pub id: String,
    /// The address of the feed.
    pub address: String,
    /// The address of the page with the same content.
    pub page: String,
    /// The title.
    pub title: String,
    /// The publisher.
    pub author: String,
    /// The language code of its texts.
    pub language: String,
    /// The time of the last update when the feed has no items.
    pub since: OffsetDateTime,
}

/// An entry of a feed.
#[derive(Debug, Clone)]
pub struct Item {
    /// The stable identifier: `urn:uuid:…`.
    pub id: String,
    /// What happened, in one sentence.
    pub title: String,
    /// The reason, or more details.
    pub text: Option<String>,
    /// The address of the page of the record.
    pub page: String,
    /// Who did it, where it was not the publisher.
    pub author: Option<String>,
    /// When it happened.
    pub at: OffsetDateTime,
}

/// Writes a feed with these items.
pub fn write(about: &About, items: &[Item]) -> String {
    let newest = items.iter().map(|item| item.at).max().unwrap_or(about.since);
    let feed = Feed {
        id: about.id.clone(),
        title: Text::plain(clean(&about.title)),
        lang: Some(about.language.clone()),
        updated: moment(newest),
        authors: vec![person(&about.author)],
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
        authors: item.author.as_deref().map(person).into_iter().collect(),
        links: vec![link("alternate", &item.page, Some("text/html"))],
        ..Entry::default()
    }
}

fn person(name: &str) -> Person {
    Person {
        name: clean(name),
        ..Person::default()
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

/// Removes the characters that XML does not allow.
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
