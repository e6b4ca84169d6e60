//! Records as linked data (RDF). A record is converted to triples once; Turtle and JSON-LD are both
//! serialised from these triples, so they cannot differ.

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
/// The licence of all open data.
pub const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";

/// The prefixes of the vocabularies used.
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

/// A set of triples, in the order they were added.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    /// In the order they were added, without duplicates.
    triples: Vec<Triple>,
    seen: HashSet<Triple>,
}

impl Graph {
    /// Starts adding triples about a subject, given by its IRI.
    pub fn about(&mut self, subject: impl Into<String>) -> About<'_> {
        About {
            subject: NamedNode::new_unchecked(subject),
            graph: self,
        }
    }

    /// Returns the number of triples.
    pub fn len(&self) -> usize {
        self.triples.len()
    }

    /// Checks whether there are no triples.
    pub fn is_empty(&self) -> bool {
        self.triples.is_empty()
    }

    /// Serialises the triples as Turtle.
    ///
    /// # Errors
    /// None in practice: it writes into memory.
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
        // The serializer writes the prefixes in random order; the same triples must give the same bytes.
        let body = text.find("\n<").map_or(0, |end| end + 1);
        let (head, body) = text.split_at(body);
        let mut head: Vec<&str> = head.lines().collect();
        head.sort_unstable();
        Ok(format!("{}\n{body}", head.join("\n")).into_bytes())
    }

    /// Serialises the triples as JSON-LD.
    ///
    /// # Errors
    /// None in practice: it writes into memory.
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

/// Adds triples about one subject.
#[derive(Debug)]
pub struct About<'g> {
    graph: &'g mut Graph,
    subject: NamedNode,
}

impl About<'_> {
    /// Adds the types (`rdf:type`) of the subject.
    #[must_use]
    pub fn is(mut self, classes: &[&str]) -> Self {
        for class in classes {
            let class = named(class);
            self.push(rdf::TYPE.into_owned(), class);
        }
        self
    }

    /// Adds a literal without a language. An empty text adds nothing.
    #[must_use]
    pub fn text(mut self, predicate: &str, text: &str) -> Self {
        if !text.is_empty() {
            self.push(named(predicate), Literal::new_simple_literal(text));
        }
        self
    }

    /// Adds a literal with a language tag. An empty text adds nothing.
    #[must_use]
    pub fn words(mut self, predicate: &str, language: &str, text: &str) -> Self {
        match Literal::new_language_tagged_literal(text, language) {
            Ok(literal) if !text.is_empty() => self.push(named(predicate), literal),
            Ok(_) => {}
            Err(_) => return self.text(predicate, text),
        }
        self
    }

    /// Adds a link to another resource, by its IRI. What is not a valid IRI becomes a literal.
    #[must_use]
    pub fn link(mut self, predicate: &str, to: impl Into<String>) -> Self {
        let to = to.into();
        match NamedNode::new(to.as_str()) {
            Ok(node) => self.push(named(predicate), node),
            Err(_) => return self.text(predicate, &to),
        }
        self
    }

    /// Adds a term of a vocabulary, by its prefixed name.
    #[must_use]
    pub fn term(mut self, predicate: &str, term: &str) -> Self {
        self.push(named(predicate), named(term));
        self
    }

    /// Adds a date.
    #[must_use]
    pub fn day(self, predicate: &str, day: Date) -> Self {
        self.typed(predicate, &day.to_string(), xsd::DATE.into_owned())
    }

    /// Adds a date and time.
    #[must_use]
    pub fn moment(self, predicate: &str, at: OffsetDateTime) -> Self {
        let at = at.format(&Rfc3339).unwrap_or_default();
        self.typed(predicate, &at, xsd::DATE_TIME.into_owned())
    }

    /// Adds an integer.
    #[must_use]
    pub fn number(self, predicate: &str, number: impl std::fmt::Display) -> Self {
        self.typed(predicate, &number.to_string(), xsd::INTEGER.into_owned())
    }

    /// Adds a typed literal.
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

/// Expands a prefixed name such as `dct:title`.
fn named(short: &str) -> NamedNode {
    let full = short.split_once(':').and_then(|(prefix, rest)| {
        let (_, address) = PREFIXES.into_iter().find(|(known, _)| *known == prefix)?;
        Some(format!("{address}{rest}"))
    });
    NamedNode::new_unchecked(full.unwrap_or_else(|| short.to_owned()))
}

/// Persistent identifiers (IRIs) of a city and its records. They do not change when the addresses of pages
/// do.
#[derive(Debug, Clone)]
pub struct Ids {
    base: String,
    city: String,
}

impl Ids {
    /// Creates the identifiers of a city, given by its slug. `base` is the public address of Besa.
    pub fn new(base: &str, city: &str) -> Self {
        Self {
            base: base.to_owned(),
            city: city.to_owned(),
        }
    }

    /// Returns the identifier of the city.
    pub fn city(&self) -> String {
        format!("{}/id/{}", self.base, self.city)
    }

    /// Returns the identifier of one of its records.
    pub fn record(&self, kind: &str, id: &str) -> String {
        format!("{}/{kind}/{id}", self.city())
    }

    /// Returns the identifier of an organisation that takes part in the city's plans.
    pub fn organisation(&self, id: &str) -> String {
        format!("{}#organisation-{id}", self.city())
    }

    /// Returns the address of the city's catalogue.
    pub fn catalogue(&self) -> String {
        format!("{}/{}/catalogue", self.base, self.city)
    }

    /// Returns the address of one of the city's tables as a file.
    pub fn table(&self, file: &str) -> String {
        format!("{}/{}/data/{file}", self.base, self.city)
    }

    /// Returns the identifier of a code in a scheme.
    pub fn concept(&self, scheme: &str, code: &str) -> String {
        scheme::concept(&self.base, scheme, code)
    }
}
