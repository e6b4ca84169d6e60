//! Code lists as SKOS concept schemes, with labels in every language of Besa.

use super::{Graph, LICENCE};
use besa_domain::policy_areas;
use besa_text::{Language, Words, codes, words};
use time::Date;
use time::macros::date;

/// The version of the schemes. Increase it when a code is added or removed, or changes its meaning.
const VERSION: u32 = 1;
/// The day on which that version was issued.
const ISSUED: Date = date!(2026 - 11 - 23);

/// A code list.
pub struct Scheme {
    /// The name in URLs.
    pub name: &'static str,
    /// The codes, in order.
    pub codes: &'static [&'static str],
    label: fn(&Words, &str) -> String,
}

impl std::fmt::Debug for Scheme {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

const fn scheme(name: &'static str, codes: &'static [&'static str], label: fn(&Words, &str) -> String) -> Scheme {
    Scheme { name, codes, label }
}

/// Every scheme.
pub const ALL: [Scheme; 18] = [
    scheme("plan-state", codes::PLAN_STATES, codes::plan_state),
    scheme("commitment-state", codes::COMMITMENT_STATES, codes::commitment_state),
    scheme("milestone-state", codes::MILESTONE_STATES, codes::milestone_state),
    scheme(
        "indicator-direction",
        codes::INDICATOR_DIRECTIONS,
        codes::indicator_direction,
    ),
    scheme("completion", codes::COMPLETIONS, codes::completion),
    scheme("degree", codes::DEGREES, codes::degree),
    scheme("ogp-value", codes::OGP_VALUES, codes::ogp_value),
    scheme("policy-area", codes::POLICY_AREAS, codes::policy_area),
    scheme("evidence-kind", codes::EVIDENCE_KINDS, codes::evidence_kind),
    scheme("response", codes::RESPONSES, codes::response),
    scheme("organisation-kind", codes::ORGANISATION_KINDS, codes::organisation_kind),
    scheme("forum-kind", codes::FORUM_KINDS, codes::forum_kind),
    scheme("seat-side", codes::SEAT_SIDES, codes::seat_side),
    scheme("meeting-state", codes::MEETING_STATES, codes::meeting_state),
    scheme("strategy-kind", codes::STRATEGY_KINDS, codes::strategy_kind),
    scheme("assessment-kind", codes::ASSESSMENT_KINDS, codes::assessment_kind),
    scheme("assessment-question", codes::QUESTIONS, codes::question),
    scheme("assessment-answer", codes::CHOICES, codes::choice),
];

/// Returns the address of a scheme.
pub fn address(base: &str, name: &str) -> String {
    format!("{base}/scheme/{name}")
}

/// Returns the identifier of a code: the address of its scheme with the code as fragment.
pub fn concept(base: &str, name: &str, code: &str) -> String {
    format!("{}#{code}", address(base, name))
}

/// Checks whether a scheme contains a code.
pub(super) fn holds(name: &str, code: &str) -> bool {
    ALL.iter()
        .any(|scheme| scheme.name == name && scheme.codes.contains(&code))
}

impl Scheme {
    /// Converts the scheme to triples.
    pub fn graph(&self, base: &str) -> Graph {
        let mut graph = Graph::default();
        let address = address(base, self.name);
        let mut about = graph
            .about(address.clone())
            .is(&["skos:ConceptScheme"])
            .text("dct:identifier", self.name)
            .text("owl:versionInfo", &VERSION.to_string())
            .day("dct:issued", ISSUED)
            .link("dct:license", LICENCE);
        for language in Language::ALL {
            about = about.words(
                "dct:title",
                language.code(),
                &codes::data_scheme(words(language), self.name),
            );
        }
        drop(about);
        for code in self.codes {
            let node = concept(base, self.name, code);
            let mut about = graph
                .about(node.clone())
                .is(&["skos:Concept"])
                .text("skos:notation", code)
                .link("skos:inScheme", address.clone());
            for language in Language::ALL {
                about = about.words("skos:prefLabel", language.code(), &(self.label)(words(language), code));
            }
            let theme = (self.name == "policy-area")
                .then(|| policy_areas::by_code(code)?.theme)
                .flatten();
            let about = match theme {
                Some(theme) => about.link("skos:broader", concept(base, self.name, theme)),
                None => about.link("skos:topConceptOf", address.clone()),
            };
            drop(about);
            if theme.is_none() {
                drop(graph.about(address.clone()).link("skos:hasTopConcept", node));
            }
        }
        graph
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_a_code_and_words_in_each_language() {
        for scheme in ALL {
            let turtle = String::from_utf8(scheme.graph("https://besa.example").turtle().unwrap()).unwrap();
            assert_eq!(
                turtle.matches("skos:notation").count(),
                scheme.codes.len(),
                "{scheme:?}"
            );
            assert!(turtle.contains("owl:versionInfo"), "{scheme:?}");
            for language in ["@en", "@sq"] {
                let labels = turtle.matches(language).count();
                assert_eq!(labels, scheme.codes.len() + 1, "{scheme:?} {language}");
            }
        }
    }
}
