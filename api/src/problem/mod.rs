//! Problems (RFC 9457): the one shape of everything that goes wrong.

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

/// Something that went wrong, before it knows for which request.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    pub(crate) kind: Kind,
    pub(crate) detail: Cow<'static, str>,
    pub(crate) errors: Vec<FieldError>,
    pub(crate) retry_after: Option<u64>,
    pub(crate) current_version: Option<i32>,
    /// For the operator's log alone.
    pub(crate) cause: Option<Arc<str>>,
}

/// What went wrong (RFC 9457).
#[derive(Debug, Object)]
#[oai(rename = "Problem", skip_serializing_if_is_none)]
pub(crate) struct Body {
    /// The kind of problem, which stays the same: `/problems/stale-version`.
    #[oai(rename = "type")]
    pub(crate) kind: String,
    /// The kind in words.
    pub(crate) title: String,
    /// The status of the answer.
    pub(crate) status: u16,
    /// What went wrong here, and the way out.
    pub(crate) detail: String,
    /// The path that was asked for.
    pub(crate) instance: String,
    /// Names this answer to the people who run Besa.
    pub(crate) request_id: String,
    /// Each field that cannot be used.
    pub(crate) errors: Option<Vec<FieldProblem>>,
    /// After `stale-version`: the version that is stored now.
    pub(crate) current_version: Option<i32>,
}

/// What is wrong with one field.
#[derive(Debug, Object)]
pub(crate) struct FieldProblem {
    /// The field as it was sent: `title`, `parts[0].organisation`.
    pub(crate) field: String,
    /// A code that stays the same: `required`, `too_long`, `not_a_date`.
    pub(crate) code: String,
    /// The limit that was passed, where there is one.
    pub(crate) limit: Option<i64>,
    /// The code in words.
    pub(crate) detail: String,
}

impl Problem {
    /// A problem of a kind, with the words of that kind.
    pub(crate) fn of(kind: Kind) -> Self {
        Self::told(kind, kind.detail())
    }

    /// A problem of a kind, with words of its own.
    pub(crate) fn told(kind: Kind, detail: impl Into<Cow<'static, str>>) -> Self {
        Self {
            kind,
            detail: detail.into(),
            errors: Vec::new(),
            retry_after: None,
            current_version: None,
            cause: None,
        }
    }

    /// A field that cannot be used.
    pub(crate) fn field(field: impl Into<Cow<'static, str>>, code: &'static str) -> Self {
        Error::field(field, code).into()
    }

    /// The same, in other words.
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

    /// A record was changed since the caller read it.
    pub(crate) fn stale(current: i32) -> Self {
        Error::Conflict(Conflict::StaleVersion { current }).into()
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound(what) => Self::told(
                Kind::NotFound,
                format!("There is no such {what} here, or it is not yours to see. Check the address."),
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
            Conflict::ConsultationOpen => Self::of(Kind::ConsultationOpen),
            Conflict::ConsultationClosed => Self::of(Kind::ConsultationClosed),
            Conflict::Answered => Self::of(Kind::Answered),
            Conflict::NoOrganisation => Self::of(Kind::NoOrganisation),
            Conflict::LinkSpent => Self::of(Kind::LinkSpent),
        }
    }
}

/// Carries the problem to [`answer`], which knows the request and writes the body.
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
        description: Some("Seconds to wait.".to_owned()),
        required: true,
        deprecated: false,
        schema: poem_openapi::payload::Json::<u64>::schema_ref(),
    }
}
