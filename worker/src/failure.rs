//! Why a job failed, and whether it can be retried.

use besa_domain::Error;
use besa_domain::jobs::Outcome;

/// The failure of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Temporary: retry. With the reason.
    Later(String),
    /// The recipient's host, which is given, has no free slot: wait until it has one.
    Busy(String),
    /// The mail was handed over, but it is unknown whether it was delivered. With the reason.
    Doubt(String),
    /// Permanent: do not retry. With the reason.
    Never(String),
}

impl Failure {
    /// Checks whether the mail certainly was not delivered, so that nobody has the link in it.
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
        Self::Never(format!("mail template failed: {error}"))
    }
}
