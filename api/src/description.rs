//! The OpenAPI document, and the service that it describes.

use crate::assessments::{Assessments, Verdicts};
use crate::catalogue::Catalogue;
use crate::commitments::Commitments;
use crate::endorsements::Endorsements;
use crate::evidence::EvidenceFiles;
use crate::forums::{Forums, Meetings};
use crate::imports::Imports;
use crate::indicators::Indicators;
use crate::jobs::Jobs;
use crate::log::Log;
use crate::milestones::Milestones;
use crate::params;
use crate::people::People;
use crate::plans::Plans;
use crate::reports::Reports;
use crate::review::Review;
use crate::staff::StaffPeople;
use crate::stakeholders::Stakeholders;
use crate::standards::Standards;
use crate::strategies::Strategies;
use crate::subscriptions::Subscriptions;
use crate::tenants::Cities;
use crate::tokens::Tokens;
use crate::voices::{Comments, Holidays, Proposals, Responses};
use poem::endpoint::make_sync;
use poem::{PathPattern, Response};
use poem_openapi::{LicenseObject, OpenApi as _, OpenApiService, ServerObject};
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::sync::LazyLock;

/// All groups of operations, as a type and as a value. poem-openapi supports tuples of at most sixteen
/// groups, so related groups are nested.
macro_rules! everything {
    () => {
        (
            Cities,
            (Plans, Endorsements),
            Commitments,
            (Milestones, Indicators),
            (EvidenceFiles, Verdicts),
            Stakeholders,
            (Forums, Meetings, Strategies),
            Imports,
            (Comments, Proposals, Responses, Holidays),
            (Reports, Assessments, Standards),
            (Review, Subscriptions, Catalogue),
            (People, StaffPeople),
            Log,
            Jobs,
            Tokens,
        )
    };
}

type Everything = everything!();

const ABOUT: &str = "Besa tracks local action plans of the Open Government Partnership (OGP) for many cities.

Reading published records, sending comments and proposals, and subscribing need no authentication. \
Everything else needs a token: `Authorization: Bearer besa_…`.

Dates are `YYYY-MM-DD`, for example `2026-11-23`, in the city's time zone; timestamps are RFC 3339 in UTC. \
Lists are `{ items, next, total }`: send `next` as `after` to get the next page; `null` on the last page. \
A change of a record names the version that was read, in `If-Match` or as `version` in the body; \
the response is 409 when the record has changed since. \
A POST with an `Idempotency-Key` can be repeated for 48 hours: it takes effect once, and each repeat gets \
the stored response. \
An import creates no records until it is confirmed. A background job builds the files of a report: read the \
report until its `state` is `built` or `failed`. \
Every error is a problem document (RFC 9457) with a stable `type`.";

/// Returns the service. It is mounted at `/api/v1`.
pub(crate) fn service() -> OpenApiService<Everything, ()> {
    OpenApiService::new(everything!(), "Besa", env!("CARGO_PKG_VERSION"))
        .description(ABOUT)
        .license(LicenseObject::new("AGPL-3.0-or-later"))
        .server(ServerObject::new("/api/v1"))
}

/// The OpenAPI document, generated on first use.
static SPEC: LazyLock<String> = LazyLock::new(written);

/// Returns the OpenAPI document as JSON. A release gives the same text on every machine.
pub fn spec() -> &'static str {
    &SPEC
}

fn written() -> String {
    let mut spec: Value = serde_json::from_str(&service().spec()).unwrap_or_default();
    if let Some(schemas) = spec.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
        schemas.values_mut().for_each(nullable);
    }
    operations(&mut spec).for_each(params::describe);
    share_problems(&mut spec);
    spec.sort_all_objects();
    format!("{spec:#}\n")
}

/// Returns every operation of the document.
fn operations(spec: &mut Value) -> impl Iterator<Item = &mut Value> {
    let paths = spec.get_mut("paths").and_then(Value::as_object_mut);
    let methods = paths.into_iter().flat_map(Map::values_mut);
    methods.filter_map(Value::as_object_mut).flat_map(Map::values_mut)
}

/// Moves the problem responses to `components/responses`: poem-openapi repeats them in every operation.
fn share_problems(spec: &mut Value) {
    let mut shared = Map::new();
    for operation in operations(spec) {
        let Some(answers) = operation.get_mut("responses").and_then(Value::as_object_mut) else {
            continue;
        };
        for (status, answer) in answers {
            if answer.pointer("/content/application~1problem+json").is_some() {
                let reference = json!({ "$ref": format!("#/components/responses/{status}") });
                shared.insert(status.clone(), std::mem::replace(answer, reference));
            }
        }
    }
    if let Some(components) = spec.get_mut("components").and_then(Value::as_object_mut) {
        components.insert("responses".to_owned(), shared.into());
    }
}

/// Marks every field that is not required as `nullable`, which poem-openapi does not do. In a request, `null`
/// counts as a missing field, except in a `MaybeUndefined` field, which it clears.
fn nullable(schema: &mut Value) {
    let required = schema
        .get("required")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let Some(fields) = schema.get_mut("properties").and_then(Value::as_object_mut) else {
        return;
    };
    for (name, field) in fields {
        if required.iter().any(|required| required == name) {
            continue;
        }
        match field.get("$ref").cloned() {
            Some(reference) => *field = json!({ "allOf": [{ "$ref": reference }], "nullable": true }),
            None => {
                if let Some(field) = field.as_object_mut() {
                    field.insert("nullable".to_owned(), true.into());
                }
            }
        }
    }
}

/// Returns the endpoint that serves the OpenAPI document.
pub(crate) fn endpoint() -> impl poem::Endpoint<Output = Response> {
    make_sync(|_| Response::builder().content_type("application/json").body(spec()))
}

/// Maps the router's path patterns, which number their parameters, to patterns with named parameters.
static PATTERNS: LazyLock<HashMap<String, PathPattern>> = LazyLock::new(|| {
    let paths = Everything::meta().into_iter().flat_map(|api| api.paths);
    let both = paths.map(|path| {
        let (mut routed, mut named) = ("/api/v1".to_owned(), "/api/v1".to_owned());
        let mut count = 0;
        for part in path.path.split('/').skip(1) {
            let name = part.strip_prefix('{').and_then(|part| part.strip_suffix('}'));
            let (numbered, plain) = match name {
                Some(name) => (format!("/:param{count}"), format!("/:{name}")),
                None => (format!("/{part}"), format!("/{part}")),
            };
            count += usize::from(name.is_some());
            routed.push_str(&numbered);
            named.push_str(&plain);
        }
        (routed, PathPattern(named.into()))
    });
    both.collect()
});

/// Returns a pattern of the router with named parameters: `/api/v1/tenants/:tenant/plans`.
pub(crate) fn named(routed: &PathPattern) -> PathPattern {
    PATTERNS.get(&*routed.0).unwrap_or(routed).clone()
}

/// Returns the methods that a path accepts, separated by commas, for the `Allow` header.
pub(crate) fn allowed(address: &str) -> String {
    let address = address.strip_prefix("/api/v1").unwrap_or(address);
    let fits = |path: &str| {
        let (mut parts, mut wanted) = (path.split('/'), address.split('/'));
        parts
            .by_ref()
            .zip(wanted.by_ref())
            .all(|(part, wanted)| part == wanted || part.starts_with('{'))
            && path.split('/').count() == address.split('/').count()
    };
    let paths = Everything::meta().into_iter().flat_map(|api| api.paths);
    let operations = paths.filter(|path| fits(&path.path)).flat_map(|path| path.operations);
    let mut methods: Vec<String> = operations.map(|operation| operation.method.to_string()).collect();
    if methods.is_empty() || methods.iter().any(|method| method == "GET") {
        methods.extend(["GET".to_owned(), "HEAD".to_owned()]);
    }
    methods.sort();
    methods.dedup();
    methods.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed() -> Value {
        serde_json::from_str(spec()).unwrap()
    }

    #[test]
    fn it_is_the_same_each_time() {
        assert_eq!(spec(), written());
        assert!(spec().ends_with("}\n"));
    }

    #[test]
    fn every_operation_is_described_and_its_path_is_bound() {
        let spec = parsed();
        let mut seen = 0;
        for (path, methods) in spec["paths"].as_object().unwrap() {
            for (method, operation) in methods.as_object().unwrap() {
                let at = format!("{method} {path}");
                seen += 1;
                for part in ["summary", "operationId", "tags"] {
                    assert!(!operation[part].is_null(), "{at} has no {part}");
                }
                assert!(!path.contains(':'), "{at}");
                let named: Vec<&str> = path.split('/').filter(|part| part.starts_with('{')).collect();
                let bound: Vec<String> = operation["parameters"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter(|parameter| parameter["in"] == "path")
                    .map(|parameter| format!("{{{}}}", parameter["name"].as_str().unwrap()))
                    .collect();
                assert_eq!(named, bound, "{at}");
                assert_eq!(
                    operation["responses"]["500"]["$ref"], "#/components/responses/500",
                    "{at}"
                );
                // An operation is public when it has no security scheme, or an empty one among them.
                let open = operation["security"]
                    .as_array()
                    .is_none_or(|schemes| schemes.contains(&json!({})));
                // Anonymous callers may comment, propose and subscribe: nothing takes effect before they
                // confirm their e-mail address. A subscription is changed with the secret from a mail.
                let anybody = ["/comments", "/proposals"].iter().any(|end| path.ends_with(end))
                    || path.starts_with("/tenants/{tenant}/subscriptions");
                assert!(!open || method == "get" || anybody, "{at} is open to anonymous callers");
            }
        }
        assert!(seen > 40, "{seen}");
        let problem = &spec["components"]["responses"]["500"]["content"][crate::MEDIA_TYPE]["schema"]["$ref"];
        assert_eq!(problem, "#/components/schemas/Problem");
    }

    /// `POST` operations that take no idempotency key, with the reason.
    const WITHOUT_KEY: [(&str, &str); 2] = [
        ("jobs_retry", "retrying a job twice makes it due once"),
        (
            "subscriptions_confirm",
            "confirming twice has the effect of confirming once",
        ),
    ];

    #[test]
    fn every_post_takes_a_key() {
        let spec = parsed();
        for (path, methods) in spec["paths"].as_object().unwrap() {
            let Some(operation) = methods.get("post") else { continue };
            let id = operation["operationId"].as_str().unwrap();
            let mut parameters = operation["parameters"].as_array().into_iter().flatten();
            let takes =
                parameters.any(|parameter| parameter["in"] == "header" && parameter["name"] == "Idempotency-Key");
            let excepted = WITHOUT_KEY.iter().any(|(known, _)| *known == id);
            assert!(takes != excepted, "{id} at {path}");
        }
    }

    #[test]
    fn every_example_fits() {
        let spec = parsed();
        let mut seen = 0;
        for (name, schema) in spec["components"]["schemas"].as_object().unwrap() {
            if let Some(example) = schema.get("example") {
                seen += 1;
                assert!(example.as_object().is_some_and(|example| !example.is_empty()), "{name}");
            }
        }
        assert!(seen >= 14, "{seen}");
    }

    #[test]
    fn people_are_in_no_public_view() {
        let schemas = &parsed()["components"]["schemas"];
        for view in [
            "Commitment",
            "CommitmentDetail",
            "Milestone",
            "MilestoneDetail",
            "Indicator",
            "IndicatorDetail",
            "Reading",
            "Plan",
            "Evidence",
            "Voice",
            "Response",
            "Seat",
            "MeetingDetail",
        ] {
            for field in schemas[view]["properties"].as_object().unwrap().keys() {
                assert!(
                    !["contact", "email", "actor", "tenant_id", "file_key"].contains(&field.as_str()),
                    "{view}.{field}"
                );
            }
        }
    }

    #[test]
    fn patterns_name_their_parameters() {
        let routed = PathPattern("/api/v1/tenants/:param0/subscriptions/:param1/confirm".into());
        let wanted = "/api/v1/tenants/:tenant/subscriptions/:secret/confirm";
        assert_eq!(&*named(&routed).0, wanted);
        assert_eq!(&*named(&PathPattern("/api/v1".into())).0, "/api/v1");
    }

    #[test]
    fn methods_of_an_address_are_known() {
        assert_eq!(allowed("/api/v1/tenants/elbasan/plans"), "GET, HEAD, POST");
        assert_eq!(allowed("/api/v1/tokens"), "GET, HEAD, POST");
        assert_eq!(allowed("/api/v1/openapi.json"), "GET, HEAD");
    }
}
