//! Why a job did not work, and whether trying again can help.

use besa_domain::Error;
use besa_domain::jobs::Outcome;

/// A job that did not work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// It may work later.
    Later(String),
    /// The host that its mail goes to has its share of slots.
    Busy(String),
    /// A mail was handed over, and nobody knows whether it arrived.
    Doubt(String),
    /// It never will.
    Never(String),
}

impl Failure {
    /// Whether the mail surely did not go out, so that nobody has the link that was in it.
    pub(crate) fn is_sure(&self) -> bool {
        match self {
            Self::Later(_) | Self::Busy(_) | Self::Never(_) => true,
            Self::Doubt(_) => false,
        }
    }
}

impl From<Failure> for Outcome {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Later(why) => Self::Retry(why),
            Failure::Busy(host) => Self::Wait(host),
            Failure::Doubt(why) => Self::Doubt(why),
            Failure::Never(why) => Self::GiveUp(why),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Busy(cause) | Error::Internal(cause) => Self::Later(cause.to_string()),
            Error::TooMany(_) | Error::Full(_) => Self::Later(error.to_string()),
            Error::NotFound(_)
            | Error::Unauthorized
            | Error::Forbidden
            | Error::Conflict(_)
            | Error::Invalid(_)
            | Error::Damaged(_) => Self::Never(error.to_string()),
        }
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Self {
        Self::Never(format!("the mail cannot be written: {error}"))
    }
}
