//! Why a page cannot be shown.

use std::fmt;

use besa_domain::{Conflict, Error, Full};
use poem::Response;
use poem::error::ResponseError;
use poem::http::StatusCode;

/// The result of a page's handler.
pub type Result<T = Response> = std::result::Result<T, Fault>;

/// Why a page cannot be shown.
#[derive(Debug)]
pub enum Fault {
    /// An error of the domain.
    Domain(Error),
    /// The client already has the current version (304).
    Unchanged(Unchanged),
    /// The page is at another URL.
    Elsewhere(String),
    /// No page has this URL.
    Missing,
    /// The request does not come from our own pages, or its form token is missing or of another session.
    Foreign,
    /// The form could not be read.
    Unreadable,
    /// The body has more than this many bytes.
    TooLarge(u64),
}

/// A page that the client already has.
#[derive(Debug)]
pub struct Unchanged {
    pub(crate) tag: String,
    pub(crate) vary: &'static str,
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Domain(error)
    }
}

impl From<Conflict> for Fault {
    fn from(conflict: Conflict) -> Self {
        Self::Domain(conflict.into())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Domain(error) => error.fmt(f),
            Self::Unchanged(_) => f.write_str("not modified"),
            Self::Elsewhere(to) => write!(f, "moved to {to}"),
            Self::Missing => f.write_str("page not found"),
            Self::Foreign => f.write_str("request not from our own pages"),
            Self::Unreadable => f.write_str("form not readable"),
            Self::TooLarge(most) => write!(f, "body over {most} bytes"),
        }
    }
}

impl std::error::Error for Fault {}

impl ResponseError for Fault {
    fn status(&self) -> StatusCode {
        match self {
            Self::Domain(error) => match error {
                Error::NotFound(_) => StatusCode::NOT_FOUND,
                Error::Unauthorized => StatusCode::UNAUTHORIZED,
                Error::Forbidden => StatusCode::FORBIDDEN,
                Error::Conflict(_) => StatusCode::CONFLICT,
                Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
                Error::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
                Error::Full(Full::City { .. }) => StatusCode::PAYLOAD_TOO_LARGE,
                Error::Full(Full::Platform) => StatusCode::INSUFFICIENT_STORAGE,
                Error::Damaged(_) => StatusCode::BAD_GATEWAY,
                Error::Busy(_) => StatusCode::SERVICE_UNAVAILABLE,
                Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
            },
            Self::Unchanged(_) => StatusCode::NOT_MODIFIED,
            Self::Elsewhere(_) => StatusCode::SEE_OTHER,
            Self::Missing => StatusCode::NOT_FOUND,
            Self::Foreign => StatusCode::FORBIDDEN,
            Self::Unreadable => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
        }
    }
}
