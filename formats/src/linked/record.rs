//! Converts public records to triples, from their JSON in the API.

use super::shapes::{ALL, As, ENDORSEMENT, ENTRY, Shape};
use super::{About, Graph, Ids, LICENCE, scheme};
use serde_json::Value;
use time::format_description::well_known::{Iso8601, Rfc3339};
use time::{Date, OffsetDateTime};

/// Converts one record from its JSON in the API. `language` is the language of its texts, if known. Returns
/// an empty graph for an unknown kind.
pub fn one(ids: &Ids, kind: &str, json: &Value, language: Option<&str>) -> Graph {
    let mut graph = Graph::default();
    if let (Some(shape), Some(id)) = (ALL.into_iter().find(|shape| shape.kind == kind), text(json, "id")) {
        let subject = ids.record(kind, id);
        let converter = Converter { ids, language };
        converter.convert(&mut graph, &subject, shape, json);
        match text(json, "body").filter(|_| matches!(kind, "assessment" | "report")) {
            Some(name) => by_body(&mut graph, &subject, name),
            None => published(&mut graph, ids, &subject),
        }
    }
    graph
}

/// Converts the endorsements of a plan.
pub fn endorsements(ids: &Ids, plan: &str, list: &Value, language: Option<&str>) -> Graph {
    let mut graph = Graph::default();
    let subject = ids.record("plan", plan);
    let converter = Converter { ids, language };
    for given in items(list) {
        let node = format!("{subject}#endorsement-{}", text(given, "id").unwrap_or_default());
        converter.convert(&mut graph, &node, &ENDORSEMENT, given);
        let _about = graph.about(&node).link("schema:object", subject.clone());
        if let (Some(id), Some(name)) = (text(given, "organisation"), text(given, "organisation_name")) {
            let organisation = ids.organisation(id);
            let _about = graph.about(&node).link("schema:agent", organisation.clone());
            let _about = graph
                .about(organisation)
                .is(&["schema:Organization"])
                .text("schema:name", name);
        }
    }
    published(&mut graph, ids, &subject);
    graph
}

/// Converts entries of the log.
pub fn log(ids: &Ids, list: &Value) -> Graph {
    let mut graph = Graph::default();
    let converter = Converter { ids, language: None };
    for entry in items(list) {
        let node = format!("{}#entry-{}", ids.city(), text(entry, "id").unwrap_or_default());
        converter.convert(&mut graph, &node, &ENTRY, entry);
        let (kind, id) = (text(entry, "subject"), text(entry, "subject_id"));
        if let (Some(kind), Some(id)) = (kind, id)
            && ALL.iter().any(|shape| shape.kind == kind)
        {
            let _about = graph.about(&node).link("prov:used", ids.record(kind, id));
        }
    }
    published(&mut graph, ids, &ids.city());
    graph
}

/// Adds the monitoring body as author and publisher, and the licence.
fn by_body(graph: &mut Graph, subject: &str, name: &str) {
    let body = format!("{subject}#body");
    let _about = graph
        .about(subject)
        .link("dct:license", LICENCE)
        .link("schema:author", body.clone())
        .link("dct:publisher", body.clone());
    let _about = graph.about(body).is(&["schema:Organization"]).text("schema:name", name);
}

/// Adds publisher and licence.
fn published(graph: &mut Graph, ids: &Ids, subject: &str) {
    let about = graph.about(subject).link("dct:license", LICENCE);
    let _about = if subject == ids.city() {
        about
    } else {
        about.link("dct:publisher", ids.city())
    };
}

/// Returns the items of a list in the API.
fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.get("items").and_then(Value::as_array).into_iter().flatten()
}

fn text<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    value.get(name)?.as_str()
}

/// Returns the values at a `path` such as `seats/*/title`: names of fields separated by `/`, `*` for every
/// element of an array. Leaves out `null`.
pub(crate) fn at<'v>(value: &'v Value, path: &str) -> Vec<&'v Value> {
    let mut found = vec![value];
    for part in path.split('/') {
        found = found
            .into_iter()
            .flat_map(|value| match part {
                "*" => value.as_array().map(|all| all.iter().collect()).unwrap_or_default(),
                name => value.get(name).into_iter().collect::<Vec<_>>(),
            })
            .collect();
    }
    found.retain(|value| !value.is_null());
    found
}

/// Converts a record and its parts.
struct Converter<'t> {
    ids: &'t Ids,
    language: Option<&'t str>,
}

impl Converter<'_> {
    fn convert(&self, graph: &mut Graph, subject: &str, shape: &Shape, json: &Value) {
        let _about = graph.about(subject).is(shape.classes);
        for (path, predicate, way) in shape.lines {
            for (place, value) in at(json, path).into_iter().enumerate() {
                match way {
                    As::Part(part) => {
                        let name = text(value, "id").map_or_else(|| (place + 1).to_string(), str::to_owned);
                        let node = format!("{subject}#{}-{name}", part.kind);
                        let _about = graph.about(subject).link(predicate, node.clone());
                        self.convert(graph, &node, part, value);
                    }
                    // A bare id is skipped here; `endorsements` adds the organisation with its name.
                    As::Organisation => {
                        if let Some(id) = text(value, "id") {
                            let node = self.ids.organisation(id);
                            let _about = graph.about(subject).link(predicate, node.clone());
                            let _about = graph
                                .about(node)
                                .is(&["schema:Organization"])
                                .text("schema:name", text(value, "name").unwrap_or_default());
                        }
                    }
                    As::Words
                    | As::Text
                    | As::Day
                    | As::Moment
                    | As::Number
                    | As::Link
                    | As::Record(_)
                    | As::Concept(_)
                    | As::Target => {
                        let _about = self.say(graph.about(subject), predicate, *way, value);
                    }
                }
            }
        }
    }

    fn say<'g>(&self, about: About<'g>, predicate: &str, way: As, value: &Value) -> About<'g> {
        let plain = plain(value);
        match way {
            As::Words => match self.language {
                Some(language) => about.words(predicate, language, &plain),
                None => about.text(predicate, &plain),
            },
            As::Day => match Date::parse(&plain, &Iso8601::DATE) {
                Ok(day) => about.day(predicate, day),
                Err(_) => about.text(predicate, &plain),
            },
            As::Moment => match OffsetDateTime::parse(&plain, &Rfc3339) {
                Ok(moment) => about.moment(predicate, moment),
                Err(_) => about.text(predicate, &plain),
            },
            As::Number => about.number(predicate, plain),
            As::Link => about.link(predicate, plain),
            As::Record(kind) => about.link(predicate, self.ids.record(kind, &plain)),
            As::Concept(scale) if scheme::holds(scale, &plain) => {
                about.link(predicate, self.ids.concept(scale, &plain))
            }
            As::Target => about.link(predicate, format!("http://metadata.un.org/sdg/{plain}")),
            As::Text | As::Concept(_) | As::Organisation | As::Part(_) => about.text(predicate, &plain),
        }
    }
}

/// Formats a value as text: a string without quotes, `null` as an empty string.
pub(crate) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn commitment() -> Graph {
        let plan = json!({
            "id": "01900000-0000-7000-8000-000000000001",
            "plan": "01900000-0000-7000-8000-000000000002",
            "number": 3,
            "title": "Water \"and\" </script>\nmore",
            "state": "active",
            "starts_on": "2026-01-01",
            "policy_area": null,
            "ogp_values": [{ "value": "civic_participation", "why": null }],
            "sdg_targets": ["16.7"],
            "parts": [{ "id": "o1", "name": "Water works", "part": "lead" }],
            "contact": "Ana K.",
        });
        one(
            &Ids::new("https://besa.example", "elbasan"),
            "commitment",
            &plan,
            Some("en"),
        )
    }

    #[test]
    fn both_prints_hold_the_same_triples() {
        let graph = commitment();
        let turtle = oxttl::TurtleParser::new();
        let turtle: Vec<_> = turtle.for_slice(&graph.turtle().unwrap()).map(Result::unwrap).collect();
        let linked = oxjsonld::JsonLdParser::new();
        let linked: Vec<_> = linked
            .for_slice(&graph.json_ld().unwrap())
            .map(|quad| oxrdf::Triple::from(quad.unwrap()))
            .collect();
        assert_eq!(turtle.len(), graph.len());
        let sorted = |all: Vec<oxrdf::Triple>| {
            let mut all: Vec<String> = all.iter().map(ToString::to_string).collect();
            all.sort();
            all
        };
        assert_eq!(sorted(turtle), sorted(linked));
    }

    #[test]
    fn what_is_not_named_is_not_told() {
        let turtle = String::from_utf8(commitment().turtle().unwrap()).unwrap();
        assert!(!turtle.contains("Ana K."));
        assert!(turtle.contains("<https://besa.example/id/elbasan/commitment/01900000-0000-7000-8000-000000000001>"));
        assert!(turtle.contains("http://metadata.un.org/sdg/16.7"));
        assert!(turtle.contains("https://besa.example/scheme/ogp-value#civic_participation"));
        assert!(
            one(
                &Ids::new("https://besa.example", "elbasan"),
                "person",
                &json!({ "id": "1" }),
                None
            )
            .is_empty()
        );
    }

    #[test]
    fn every_shape_speaks_of_scales_that_there_are() {
        fn look(shape: &Shape) {
            for (_, predicate, way) in shape.lines {
                assert!(predicate.contains(':'), "{predicate}");
                match way {
                    As::Concept(name) => assert!(scheme::ALL.iter().any(|known| known.name == *name), "{name}"),
                    As::Part(part) => look(part),
                    As::Words | As::Text | As::Day | As::Moment | As::Number | As::Link | As::Record(_) => {}
                    As::Target | As::Organisation => {}
                }
            }
        }
        ALL.into_iter().chain([&ENDORSEMENT, &ENTRY]).for_each(look);
    }
}
