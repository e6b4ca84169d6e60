//! Which public responses depend only on their URL and on the public state of the city, so that the server may
//! keep them until the state changes.

use poem::PathPattern;

/// The paths after `/api/v1/tenants/:tenant`.
const LASTING: [&str; 38] = [
    "",
    "/assessments",
    "/assessments/:id",
    "/catalogue",
    "/comments",
    "/comments/:id",
    "/comments/:id/response",
    "/commitments",
    "/commitments/:id",
    "/evidence",
    "/evidence/:id",
    "/forums",
    "/forums/:id",
    "/holidays",
    "/holidays/:id",
    "/indicators",
    "/indicators/:id",
    "/log",
    "/meetings",
    "/meetings/:id",
    "/milestones",
    "/milestones/:id",
    "/milestones/:id/moves",
    "/milestones/:id/progress",
    "/plans",
    "/plans/:plan",
    "/plans/:plan/endorsements",
    "/progress",
    "/proposals",
    "/proposals/:id",
    "/proposals/:id/response",
    "/readings",
    "/reports",
    "/reports/:id",
    "/responses/figures",
    "/strategies",
    "/strategies/:id",
    "/verdicts",
];

/// Returns whether the successful response of a route to an anonymous `GET` lasts until the state changes.
pub(crate) fn is_lasting(route: &PathPattern) -> bool {
    let after = route.0.strip_prefix("/api/v1/tenants/:tenant");
    after.is_some_and(|after| LASTING.iter().any(|path| is_same(path, after)))
}

/// Compares two paths; names of parameters may differ.
fn is_same(one: &str, other: &str) -> bool {
    let equal = |(one, other): (&str, &str)| one == other || (one.starts_with(':') && other.starts_with(':'));
    one.split('/').count() == other.split('/').count() && one.split('/').zip(other.split('/')).all(equal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use std::collections::BTreeSet;

    /// Public routes whose responses do not last.
    const PASSING: [(&str, &str); 7] = [
        ("/evidence/:id/file", "a file, which is streamed"),
        ("/exhibits/:id", "a file, which is streamed"),
        ("/log/verify", "a check of the present, with a rate limit"),
        ("/reports/:id/docx", "a file, which is streamed"),
        ("/reports/:id/html", "a file, which is streamed"),
        ("/reports/:id/pdf", "a file, which is streamed"),
        ("/subscriptions/:secret", "belongs to the person who has the secret"),
    ];

    #[test]
    fn every_public_route_lasts_or_has_a_reason_not_to() {
        let spec: Value = serde_json::from_str(crate::spec()).unwrap();
        let mut public = BTreeSet::new();
        for (path, methods) in spec["paths"].as_object().unwrap() {
            let Some(after) = path.strip_prefix("/tenants/{tenant}") else {
                continue;
            };
            let get = &methods["get"];
            let is_open = get["security"]
                .as_array()
                .is_none_or(|schemes| schemes.contains(&json!({})));
            if get.is_object() && is_open {
                public.insert(after.replace('{', ":").replace('}', ""));
            }
        }
        let passing = PASSING.iter().map(|(path, _)| *path);
        let known: BTreeSet<String> = LASTING.into_iter().chain(passing).map(str::to_owned).collect();
        assert_eq!(public, known);
        for (path, _) in PASSING {
            assert!(!is_lasting(&PathPattern(
                format!("/api/v1/tenants/:tenant{path}").into()
            )));
        }
    }

    #[test]
    fn names_of_parameters_do_not_matter() {
        assert!(is_lasting(&PathPattern("/api/v1/tenants/:tenant".into())));
        assert!(is_lasting(&PathPattern("/api/v1/tenants/:tenant/plans/:id".into())));
        assert!(!is_lasting(&PathPattern("/api/v1/tenants/:tenant/contacts".into())));
        assert!(!is_lasting(&PathPattern("/api/v1/tenants".into())));
    }
}
