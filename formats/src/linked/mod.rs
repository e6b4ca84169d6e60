//! Records as linked data. A record becomes triples once; Turtle and JSON-LD are printed from the
//! same triples, so they cannot differ.

pub mod record;
pub mod scheme;
mod shapes;

use oxjsonld::JsonLdSerializer;
use oxrdf::vocab::{rdf, xsd};
use oxrdf::{Literal, NamedNode, Term, Triple};
use oxttl::TurtleSerializer;
use std::collections::HashSet;
use time::format_description::well_known::Rfc3339;
use time::{Date, OffsetDateTime};

/// The media type of JSON-LD.
pub const JSON_LD: &str = "application/ld+json";
/// The media type of Turtle.
pub const TURTLE: &str = "text/turtle; charset=utf-8";
/// The terms under which everything is given away.
pub const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";

/// Short names of the vocabularies that are used.
const PREFIXES: [(&str, &str); 14] = [
    ("adms", "http://www.w3.org/ns/adms#"),
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("hydra", "http://www.w3.org/ns/hydra/core#"),
    ("org", "http://www.w3.org/ns/org#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("schema", "https://schema.org/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("vcard", "http://www.w3.org/2006/vcard/ns#"),
    ("void", "http://rdfs.org/ns/void#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// Triples about some things.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    /// In the order they were said, each once.
    triples: Vec<Triple>,
    seen: HashSet<Triple>,
}

impl Graph {
    /// What is said of one thing, by its address.
    pub fn about(&mut self, subject: impl Into<String>) -> About<'_> {
        About {
            subject: NamedNode::new_unchecked(subject),
            graph: self,
        }
    }

    /// How many triples there are.
    pub fn len(&self) -> usize {
        self.triples.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.triples.is_empty()
    }

    /// As Turtle.
    ///
    /// # Errors
    /// Never while it is written into memory.
    pub fn turtle(&self) -> std::io::Result<Vec<u8>> {
        let mut serializer = TurtleSerializer::new();
        for (name, address) in PREFIXES {
            serializer = serializer.with_prefix(name, address).map_err(std::io::Error::other)?;
        }
        let mut writer = serializer.for_writer(Vec::new());
        for triple in &self.triples {
            writer.serialize_triple(triple)?;
        }
        let text = String::from_utf8(writer.finish()?).map_err(std::io::Error::other)?;
        // The serializer writes prefixes in no order; the same triples must be the same bytes.
        let body = text.find("\n<").map_or(0, |end| end + 1);
        let (head, body) = text.split_at(body);
        let mut head: Vec<&str> = head.lines().collect();
        head.sort_unstable();
        Ok(format!("{}\n{body}", head.join("\n")).into_bytes())
    }

    /// As JSON-LD.
    ///
    /// # Errors
    /// Never while it is written into memory.
    pub fn json_ld(&self) -> std::io::Result<Vec<u8>> {
        let mut serializer = JsonLdSerializer::new();
        for (name, address) in PREFIXES {
            serializer = serializer.with_prefix(name, address).map_err(std::io::Error::other)?;
        }
        let mut writer = serializer.for_writer(Vec::new());
        for triple in &self.triples {
            writer.serialize_quad(triple.as_ref().in_graph(oxrdf::GraphNameRef::DefaultGraph))?;
        }
        writer.finish()
    }
}

/// What is said of one thing.
#[derive(Debug)]
pub struct About<'g> {
    graph: &'g mut Graph,
    subject: NamedNode,
}

impl About<'_> {
    /// It is one of these.
    #[must_use]
    pub fn is(mut self, classes: &[&str]) -> Self {
        for class in classes {
            let class = named(class);
            self.push(rdf::TYPE.into_owned(), class);
        }
        self
    }

    /// Words that belong to no language.
    #[must_use]
    pub fn text(mut self, predicate: &str, text: &str) -> Self {
        if !text.is_empty() {
            self.push(named(predicate), Literal::new_simple_literal(text));
        }
        self
    }

    /// Words of a language.
    #[must_use]
    pub fn words(mut self, predicate: &str, language: &str, text: &str) -> Self {
        match Literal::new_language_tagged_literal(text, language) {
            Ok(literal) if !text.is_empty() => self.push(named(predicate), literal),
            Ok(_) => {}
            Err(_) => return self.text(predicate, text),
        }
        self
    }

    /// Another thing, by its address. What is no address is kept as words.
    #[must_use]
    pub fn link(mut self, predicate: &str, to: impl Into<String>) -> Self {
        let to = to.into();
        match NamedNode::new(to.as_str()) {
            Ok(node) => self.push(named(predicate), node),
            Err(_) => return self.text(predicate, &to),
        }
        self
    }

    /// A term of a vocabulary, by its short name.
    #[must_use]
    pub fn term(mut self, predicate: &str, term: &str) -> Self {
        self.push(named(predicate), named(term));
        self
    }

    /// A day.
    #[must_use]
    pub fn day(self, predicate: &str, day: Date) -> Self {
        self.typed(predicate, &day.to_string(), xsd::DATE.into_owned())
    }

    /// A moment.
    #[must_use]
    pub fn moment(self, predicate: &str, at: OffsetDateTime) -> Self {
        let at = at.format(&Rfc3339).unwrap_or_default();
        self.typed(predicate, &at, xsd::DATE_TIME.into_owned())
    }

    /// A whole number.
    #[must_use]
    pub fn number(self, predicate: &str, number: impl std::fmt::Display) -> Self {
        self.typed(predicate, &number.to_string(), xsd::INTEGER.into_owned())
    }

    /// A value of some type, as it is written.
    fn typed(mut self, predicate: &str, value: &str, kind: NamedNode) -> Self {
        self.push(named(predicate), Literal::new_typed_literal(value, kind));
        self
    }

    fn push(&mut self, predicate: NamedNode, object: impl Into<Term>) {
        let triple = Triple::new(self.subject.clone(), predicate, object);
        if self.graph.seen.insert(triple.clone()) {
            self.graph.triples.push(triple);
        }
    }
}

/// The term that a short name stands for: `dct:title`.
fn named(short: &str) -> NamedNode {
    let full = short.split_once(':').and_then(|(prefix, rest)| {
        let (_, address) = PREFIXES.into_iter().find(|(known, _)| *known == prefix)?;
        Some(format!("{address}{rest}"))
    });
    NamedNode::new_unchecked(full.unwrap_or_else(|| short.to_owned()))
}

/// Addresses that stay the same, whatever happens to pages.
#[derive(Debug, Clone)]
pub struct Ids {
    base: String,
    city: String,
}

impl Ids {
    /// Of a city, at the address under which Besa is reached.
    pub fn new(base: &str, city: &str) -> Self {
        Self {
            base: base.to_owned(),
            city: city.to_owned(),
        }
    }

    /// The city.
    pub fn city(&self) -> String {
        format!("{}/id/{}", self.base, self.city)
    }

    /// One of its records.
    pub fn record(&self, kind: &str, id: &str) -> String {
        format!("{}/{kind}/{id}", self.city())
    }

    /// An organisation that takes part in something here.
    pub fn organisation(&self, id: &str) -> String {
        format!("{}#organisation-{id}", self.city())
    }

    /// The city's catalogue.
    pub fn catalogue(&self) -> String {
        format!("{}/{}/catalogue", self.base, self.city)
    }

    /// One of the city's tables as a file.
    pub fn table(&self, file: &str) -> String {
        format!("{}/{}/data/{file}", self.base, self.city)
    }

    /// A value of a scale.
    pub fn concept(&self, scheme: &str, code: &str) -> String {
        scheme::concept(&self.base, scheme, code)
    }
}
