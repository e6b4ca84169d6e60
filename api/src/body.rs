//! JSON request bodies. Errors in a body are reported when the operation reads it, which it does after
//! checking the permit and looking up the record: 401, 403 and 404 come first.

use crate::caller;
use crate::decode::{DecodeError, Source};
use crate::problem::{Kind, Problem, UNKNOWN_FIELD, WRONG_TYPE};
use crate::values::{NOT_A_DATE, NOT_A_DECIMAL, UNKNOWN_CHOICE};
use besa_domain::access::Caller;
use besa_domain::{Error, Once, code};
use poem::error::ReadBodyError;
use poem::{Request, RequestBody};
use poem_openapi::payload::{Json, Payload as _};
use poem_openapi::registry::{MetaMediaType, MetaRequest, Registry};
use poem_openapi::types::Type;
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::marker::PhantomData;

/// Maximum size of a JSON body, in bytes.
const MAX_BYTES: usize = 1_000_000;
/// Maximum for an anonymous caller, in bytes. A parsed value takes many times more memory than its JSON.
const NAMELESS_BYTES: usize = 128 * 1024;

/// A JSON body for a `T`, parsed but not yet deserialised; or the problem that kept it from being parsed.
#[derive(Debug)]
pub(crate) struct JsonBody<T> {
    value: Result<Value, Problem>,
    of: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned> JsonBody<T> {
    /// Wraps a value that was assembled from the fields of a form.
    pub(crate) fn from_value(value: Value) -> Self {
        Self {
            value: Ok(value),
            of: PhantomData,
        }
    }

    /// Deserialises the body.
    ///
    /// # Errors
    /// `Malformed`, `MediaType`, `TooLarge`; `Invalid` with the first field that cannot be deserialised.
    pub(crate) fn read(&self) -> Result<T, Problem> {
        serde_path_to_error::deserialize(Source(self.value()?)).map_err(field_problem)
    }

    /// Returns the version that the caller read: `If-Match`, otherwise `version` in the body. Call it before
    /// [`JsonBody::read`], so that a stale version is reported before errors in other fields.
    ///
    /// # Errors
    /// `VersionMissing`; `StaleVersion` unless it is `current`; `version` / `not_a_number`; and when the body
    /// cannot be parsed.
    pub(crate) fn version(&self, if_match: Option<&str>, current: i32) -> Result<i32, Problem> {
        let seen = match if_match {
            Some(tag) => return version(tag, current),
            None => match self.value()?.get("version") {
                Some(version) => version
                    .as_i64()
                    .and_then(|version| i32::try_from(version).ok())
                    .ok_or_else(|| Problem::field("version", code::NOT_A_NUMBER))?,
                None => return Err(Problem::of(Kind::VersionMissing)),
            },
        };
        if seen == current {
            Ok(seen)
        } else {
            Err(Problem::stale(current))
        }
    }

    /// Returns the version that the caller read, without comparing it. For operations with an idempotency
    /// key: the domain looks for a stored response first and compares the version afterwards. A tag that is
    /// no number becomes 0, which is never current; `*` becomes `current`.
    ///
    /// # Errors
    /// `VersionMissing`, also for a `version` in the body that is no number; and when the body cannot be
    /// parsed.
    pub(crate) fn version_of_repeatable(&self, if_match: Option<&str>, current: i32) -> Result<i32, Problem> {
        match if_match {
            Some("*") => Ok(current),
            Some(tag) => Ok(tag.trim().trim_matches('"').parse().unwrap_or_default()),
            None => match self.value()?.get("version").and_then(Value::as_i64) {
                Some(version) => Ok(i32::try_from(version).unwrap_or_default()),
                None => Err(Problem::of(Kind::VersionMissing)),
            },
        }
    }

    /// Returns the idempotency key with a fingerprint of `operation`, `subject` and the body; `None` when no
    /// key was sent.
    ///
    /// # Errors
    /// `Invalid` for an empty or too long key, and when the body cannot be parsed.
    pub(crate) fn once(&self, key: Option<&str>, operation: &str, subject: &str) -> Result<Option<Once>, Problem> {
        let Some(key) = key else { return Ok(None) };
        Ok(Some(Once::new(key, &json!([operation, subject, self.value()?]))?))
    }

    fn value(&self) -> Result<&Value, Problem> {
        self.value.as_ref().map_err(Clone::clone)
    }
}

/// Returns `current` when `If-Match` names it or is `*`.
///
/// # Errors
/// `StaleVersion`.
pub(crate) fn version(if_match: &str, current: i32) -> Result<i32, Problem> {
    // A tag that is no number is not one of ours, so it is stale.
    let same = if_match == "*" || if_match.trim().trim_matches('"').parse() == Ok(current);
    if same {
        Ok(current)
    } else {
        Err(Problem::stale(current))
    }
}

/// Returns the version that `If-Match` names; `None` for `*`, which matches every version. A tag that is no
/// number becomes 0, which is never current. The domain compares it after it looked for a stored response.
pub(crate) fn seen(if_match: &str) -> Option<i32> {
    (if_match != "*").then(|| if_match.trim().trim_matches('"').parse().unwrap_or_default())
}

/// Returns the idempotency key of a request without a body.
///
/// # Errors
/// `Invalid` for an empty or too long key.
pub(crate) fn once(key: Option<&str>, operation: &str, subject: &str) -> Result<Option<Once>, Problem> {
    let Some(key) = key else { return Ok(None) };
    Ok(Some(Once::new(key, &json!([operation, subject]))?))
}

/// Converts a deserialisation error to a problem with the field's path and a stable code.
fn field_problem(error: serde_path_to_error::Error<DecodeError>) -> Problem {
    let path = error.path().to_string();
    let within = |name: &str| match path.as_str() {
        "." | "?" => name.to_owned(),
        path if path == name || path.ends_with(&format!(".{name}")) => path.to_owned(),
        path => format!("{path}.{name}"),
    };
    match error.into_inner() {
        DecodeError::Unknown(name) => Problem::field(within(&name), UNKNOWN_FIELD),
        DecodeError::Missing(name) => Problem::field(within(name), code::REQUIRED),
        DecodeError::WrongType => Problem::field(path, WRONG_TYPE),
        DecodeError::Custom(what) => {
            let code = [NOT_A_DATE, NOT_A_DECIMAL, UNKNOWN_CHOICE]
                .into_iter()
                .find(|code| what == *code);
            Problem::field(path, code.unwrap_or(WRONG_TYPE))
        }
    }
}

impl<'a, T: Type> ApiExtractor<'a> for JsonBody<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        Some(MetaRequest {
            description: None,
            content: vec![MetaMediaType {
                content_type: "application/json",
                schema: T::schema_ref(),
            }],
            required: true,
        })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _options: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        Ok(Self {
            value: json_body(request, body).await,
            of: PhantomData,
        })
    }
}

async fn json_body(request: &Request, body: &mut RequestBody) -> Result<Value, Problem> {
    if !request.content_type().is_some_and(Json::<Value>::check_content_type) {
        return Err(Problem::of(Kind::MediaType));
    }
    let most = most_bytes(request).await?;
    let body = body.take().map_err(Error::internal)?;
    let bytes = body.into_bytes_limit(most).await.map_err(|error| match error {
        ReadBodyError::PayloadTooLarge => Problem::of(Kind::TooLarge),
        ReadBodyError::BodyHasBeenTaken | ReadBodyError::Utf8(_) | ReadBodyError::Io(_) => Problem::of(Kind::Malformed),
    })?;
    let value: Value = serde_json::from_slice(&bytes)
        .map_err(|error| Problem::with_detail(Kind::Malformed, format!("The body is not JSON: {error}.")))?;
    if value.is_object() {
        Ok(value)
    } else {
        Err(Problem::with_detail(Kind::Malformed, "The body must be a JSON object."))
    }
}

/// Returns the maximum size of this request's body in bytes. It is larger for a caller who is signed in.
async fn most_bytes(request: &Request) -> Result<usize, Problem> {
    let length = request.header("content-length").and_then(|length| length.parse().ok());
    if length.is_some_and(|length: usize| length <= NAMELESS_BYTES) {
        return Ok(NAMELESS_BYTES);
    }
    match caller::caller(request, caller::app(request)?).await? {
        (Caller::Person(_) | Caller::Program(_), _) => Ok(MAX_BYTES),
        (Caller::Nobody, _) => Ok(NAMELESS_BYTES),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::{Day, SourceDate};
    use serde::Deserialize;

    #[derive(Debug, Default, Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Thing {
        #[serde(rename = "title")]
        _title: Option<String>,
        #[serde(rename = "day")]
        _day: Option<Day>,
        #[serde(rename = "said")]
        _said: Vec<SourceDate>,
    }

    fn refused(json: Value) -> (String, &'static str) {
        let problem = JsonBody::<Thing>::from_value(json).read().unwrap_err();
        problem.first_error().unwrap()
    }

    #[test]
    fn a_field_that_does_not_fit_is_named() {
        assert_eq!(
            refused(json!({ "tenant_id": 1 })),
            ("tenant_id".to_owned(), UNKNOWN_FIELD)
        );
        assert_eq!(refused(json!({ "title": 1 })), ("title".to_owned(), WRONG_TYPE));
        assert_eq!(refused(json!({ "day": "2026-02-30" })), ("day".to_owned(), NOT_A_DATE));
        assert_eq!(
            refused(json!({ "said": [{ "said": "May", "precision": "exact" }] })),
            ("said[0].precision".to_owned(), UNKNOWN_CHOICE)
        );
        assert_eq!(
            refused(json!({ "said": [{ "precision": "day" }] })),
            ("said[0].said".to_owned(), code::REQUIRED)
        );
        assert_eq!(
            refused(json!({ "said": [{ "said": "May", "precision": "month", "x": 1 }] })),
            ("said[0].x".to_owned(), UNKNOWN_FIELD)
        );
    }

    #[test]
    fn the_header_wins_over_the_body() {
        let sent = JsonBody::<Thing>::from_value(json!({ "version": 1 }));
        assert_eq!(sent.version(Some("\"2\""), 2).unwrap(), 2);
        assert_eq!(sent.version(Some("*"), 7).unwrap(), 7);
        assert_eq!(sent.version(None, 1).unwrap(), 1);
        assert!(sent.version(None, 2).is_err());
        assert!(sent.version(Some("\"x\""), 1).is_err());
        assert!(JsonBody::<Thing>::from_value(json!({})).version(None, 1).is_err());
    }
}
