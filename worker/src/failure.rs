//! Why a job failed, and whether it can be retried.

use besa_domain::Error;
use besa_domain::jobs::Outcome;

/// The failure of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Temporary: retry. With the reason.
    Temporary(String),
    /// The recipient's host, which is given, has no free slot: wait until it has one.
    HostBusy(String),
    /// The mail was handed over, but it is unknown whether it was delivered. With the reason.
    DeliveryUnknown(String),
    /// Permanent: do not retry. With the reason.
    Permanent(String),
}

impl Failure {
    /// Checks whether the mail certainly was not delivered, so that nobody has the link in it.
    pub(crate) fn is_sure(&self) -> bool {
        match self {
            Self::Temporary(_) | Self::HostBusy(_) | Self::Permanent(_) => true,
            Self::DeliveryUnknown(_) => false,
        }
    }
}

impl From<Failure> for Outcome {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Temporary(why) => Self::Retry(why),
            Failure::HostBusy(host) => Self::Wait(host),
            Failure::DeliveryUnknown(why) => Self::Doubt(why),
            Failure::Permanent(why) => Self::GiveUp(why),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Busy(cause) | Error::Internal(cause) => Self::Temporary(cause.to_string()),
            Error::TooMany(_) | Error::Full(_) => Self::Temporary(error.to_string()),
            Error::NotFound(_)
            | Error::Unauthorized
            | Error::Forbidden
            | Error::Conflict(_)
            | Error::Invalid(_)
            | Error::Damaged(_) => Self::Permanent(error.to_string()),
        }
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Self {
        Self::Permanent(format!("mail template failed: {error}"))
    }
}
