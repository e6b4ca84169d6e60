//! Problem details (RFC 9457): the format of every error response.

mod kinds;
pub(crate) mod words;

pub use kinds::Kind;
pub(crate) use words::{INCOMPLETE, UNKNOWN_FIELD, WRONG_TYPE};

use besa_domain::{Conflict, Error, FieldError, Full, code};
use poem_openapi::payload::Payload as _;
use poem_openapi::registry::{MetaHeader, MetaMediaType, MetaResponse, MetaResponses, Registry};
use poem_openapi::types::Type as _;
use poem_openapi::{ApiResponse, Object};
use std::borrow::Cow;
use std::sync::Arc;

/// The media type of a problem.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// An error, before it is turned into the response to a request.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    pub(crate) kind: Kind,
    pub(crate) detail: Cow<'static, str>,
    pub(crate) errors: Vec<FieldError>,
    pub(crate) retry_after: Option<u64>,
    pub(crate) current_version: Option<i32>,
    /// What refers to the record that cannot be deleted.
    pub(crate) in_use_by: Option<&'static str>,
    /// The cause, for the server's log only; never sent to the client.
    pub(crate) cause: Option<Arc<str>>,
}

/// An error response (RFC 9457). Optional fields are left out if they have no value.
#[derive(Debug, Object)]
#[oai(rename = "Problem", skip_serializing_if_is_none)]
pub(crate) struct Body {
    /// The kind of problem, as a stable identifier: `/problems/stale-version`.
    #[oai(rename = "type")]
    pub(crate) kind: String,
    /// A short description of the kind. The text may change; rely on `type`.
    pub(crate) title: String,
    /// The HTTP status of the response.
    pub(crate) status: u16,
    /// What went wrong in this request, and what to do. The text may change.
    pub(crate) detail: String,
    /// The path of the request, without secrets.
    pub(crate) instance: String,
    /// Identifies this request; report it to the operators of Besa.
    pub(crate) request_id: String,
    /// For `invalid`, `too-large` and `city-full`: each field that is not valid.
    pub(crate) errors: Option<Vec<FieldProblem>>,
    /// For `stale-version`: the version that is stored now.
    pub(crate) current_version: Option<i32>,
    /// For `in-use`: what refers to the record: `comment`, `proposal`, `response`, `endorsement`, `review`
    /// (of the monitoring body or a reviewer) or `report`.
    pub(crate) in_use_by: Option<String>,
}

/// An error in one field.
#[derive(Debug, Object)]
pub(crate) struct FieldProblem {
    /// The name or path of the field in the request: `title`, `parts[0].organisation`.
    pub(crate) field: String,
    /// A stable code: `required`, `too_long`, `not_a_date`.
    pub(crate) code: String,
    /// The limit that was violated, in the unit of the code (characters, bytes, days, items);
    /// `null` if there is none.
    pub(crate) limit: Option<i64>,
    /// A sentence that explains the code. The text may change.
    pub(crate) detail: String,
}

impl Problem {
    /// Returns a problem with the default detail of its kind.
    pub(crate) fn of(kind: Kind) -> Self {
        Self::with_detail(kind, kind.detail())
    }

    /// Returns a problem with its own detail.
    pub(crate) fn with_detail(kind: Kind, detail: impl Into<Cow<'static, str>>) -> Self {
        Self {
            kind,
            detail: detail.into(),
            errors: Vec::new(),
            retry_after: None,
            current_version: None,
            in_use_by: None,
            cause: None,
        }
    }

    /// Returns the problem of one field that is not valid.
    pub(crate) fn field(field: impl Into<Cow<'static, str>>, code: &'static str) -> Self {
        Error::field(field, code).into()
    }

    /// Replaces the detail.
    pub(crate) fn saying(self, detail: impl Into<Cow<'static, str>>) -> Self {
        Self {
            detail: detail.into(),
            ..self
        }
    }

    #[cfg(test)]
    pub(crate) fn first_error(&self) -> Option<(String, &'static str)> {
        let first = self.errors.first()?;
        Some((first.field.clone().into_owned(), first.code))
    }

    /// Returns the problem of a stale version; `current` is the stored version.
    pub(crate) fn stale(current: i32) -> Self {
        Error::Conflict(Conflict::StaleVersion { current }).into()
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound(what) => Self::with_detail(
                Kind::NotFound,
                format!("No such {what} exists here, or you may not see it. Check the address."),
            ),
            Error::Unauthorized => Self::of(Kind::SignIn),
            Error::Forbidden => Self::of(Kind::NotAllowed),
            Error::Conflict(conflict) => conflict.into(),
            Error::Invalid(errors) => {
                let too_large = errors.iter().any(|error| error.code == code::FILE_TOO_LARGE);
                let kind = if too_large { Kind::TooLarge } else { Kind::Invalid };
                Self {
                    errors,
                    ..Self::of(kind)
                }
            }
            Error::Full(full) => match full {
                Full::City { .. } => Self {
                    errors: vec![full.into()],
                    ..Self::of(Kind::CityFull)
                },
                Full::Platform => Self {
                    retry_after: Some(600),
                    ..Self::of(Kind::PlatformFull)
                },
            },
            Error::Damaged(fault) => Self {
                cause: Some(fault.code().into()),
                ..Self::of(Kind::Damaged)
            },
            Error::TooMany(seconds) => Self {
                retry_after: Some(seconds),
                ..Self::of(Kind::TooMany)
            },
            Error::Busy(cause) => Self {
                retry_after: Some(1),
                cause: Some(cause.to_string().into()),
                ..Self::of(Kind::Busy)
            },
            Error::Internal(cause) => Self {
                cause: Some(cause.to_string().into()),
                ..Self::of(Kind::Internal)
            },
        }
    }
}

impl From<Conflict> for Problem {
    fn from(conflict: Conflict) -> Self {
        match conflict {
            Conflict::StaleVersion { current } => Self {
                current_version: Some(current),
                ..Self::of(Kind::StaleVersion)
            },
            Conflict::KeyReused => Self::of(Kind::KeyReused),
            Conflict::LastAdmin => Self::of(Kind::LastAdmin),
            Conflict::LastOperator => Self::of(Kind::LastOperator),
            Conflict::SeparateDuties => Self::of(Kind::SeparateDuties),
            Conflict::MonitorsConsent => Self::of(Kind::MonitorsConsent),
            Conflict::StateStep => Self::of(Kind::StateStep),
            Conflict::PlanClosed => Self::of(Kind::PlanClosed),
            Conflict::ImportFinished => Self::of(Kind::ImportFinished),
            Conflict::ImportAtWork => Self::of(Kind::ImportAtWork),
            Conflict::ConsultationOpen => Self::of(Kind::ConsultationOpen),
            Conflict::ConsultationClosed => Self::of(Kind::ConsultationClosed),
            Conflict::Answered => Self::of(Kind::Answered),
            Conflict::NoOrganisation => Self::of(Kind::NoOrganisation),
            Conflict::LinkSpent => Self::of(Kind::LinkSpent),
            Conflict::MonitorImplements => Self::of(Kind::MonitorImplements),
            Conflict::WasPublic => Self::of(Kind::WasPublic),
            Conflict::InUse(holder) => Self {
                in_use_by: Some(holder.code()),
                ..Self::of(Kind::InUse)
            },
        }
    }
}

/// Attaches the problem to the error. `refused::answer`, which knows the request, writes the body.
impl From<Problem> for poem::Error {
    fn from(problem: Problem) -> Self {
        let mut error = Self::from_status(problem.kind.status());
        error.set_data(problem);
        error
    }
}

impl ApiResponse for Problem {
    fn meta() -> MetaResponses {
        let responses = kinds::DESCRIBED.iter().map(|(status, description)| MetaResponse {
            description,
            status: Some(*status),
            status_range: None,
            content: vec![MetaMediaType {
                content_type: MEDIA_TYPE,
                schema: Body::schema_ref(),
            }],
            headers: match status {
                429 | 503 => vec![retry_after()],
                _ => Vec::new(),
            },
        });
        MetaResponses {
            responses: responses.collect(),
        }
    }

    fn register(registry: &mut Registry) {
        Body::register(registry);
    }
}

fn retry_after() -> MetaHeader {
    MetaHeader {
        name: "Retry-After".to_owned(),
        description: Some("Seconds to wait before the next request.".to_owned()),
        required: true,
        deprecated: false,
        schema: poem_openapi::payload::Json::<u64>::schema_ref(),
    }
}
