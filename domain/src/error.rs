//! Errors of use cases, in the product's terms. They have no HTTP status codes: the API and the pages
//! choose those.

use crate::coded::coded;
use crate::masked::masked;
use std::borrow::Cow;

/// The underlying error, which only operators see.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// The result of a use case.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a use case failed. Nothing was saved.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The record does not exist, or the caller may not know of it.
    #[error("{0} not found")]
    NotFound(&'static str),
    /// Nobody is signed in, but the action requires it.
    #[error("not signed in")]
    Unauthorized,
    /// The caller is signed in and known here, but no role of theirs has the right.
    #[error("not allowed")]
    Forbidden,
    /// The request is valid, but conflicts with the current state.
    #[error("{0}")]
    Conflict(Conflict),
    /// The input is invalid; one entry for each error in a field.
    #[error("invalid input")]
    Invalid(Vec<FieldError>),
    /// The rate limit is exceeded; the number is the seconds to wait.
    #[error("too many attempts, wait {0} s")]
    TooMany(u64),
    /// There is no storage left for what was sent.
    #[error("{0}")]
    Full(Full),
    /// A stored file is missing, or its bytes are no longer those that were stored.
    #[error("the stored file is {0}")]
    Damaged(FileFault),
    /// The database or a lock was not available in time. The request can be retried.
    #[error("busy")]
    Busy(#[source] Cause),
    /// An unexpected error in Besa or its environment.
    #[error("internal error")]
    Internal(#[source] Cause),
}

coded! {
    /// What is wrong with a stored file.
    FileFault {
        /// It is not in the file store.
        Missing = "missing",
        /// Its bytes differ from those that were stored.
        Changed = "changed",
    }
}

coded! {
    /// What keeps a record from being deleted: the work of others that refers to it.
    Holder {
        /// A comment on it.
        Comment = "comment",
        /// A proposal about it, or one that became it.
        Proposal = "proposal",
        /// A response that names it.
        Response = "response",
        /// An organisation's endorsement or refusal.
        Endorsement = "endorsement",
        /// The work of the monitoring body or of a reviewer.
        Review = "review",
        /// A report that was published or is final.
        Report = "report",
    }
}

/// Which storage limit was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Full {
    /// The city's quota is used up.
    #[error("the city's storage quota of {limit} bytes is used up")]
    City {
        /// The quota in bytes.
        limit: i64,
    },
    /// The platform has too little free storage.
    #[error("the platform's storage is nearly full")]
    Platform,
}

/// How a request conflicts with the current state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    /// Somebody saved the record in between.
    #[error("the record has changed, its version is now {current}")]
    StaleVersion {
        /// The version that is stored now.
        current: i32,
    },
    /// The idempotency key was already used for another request.
    #[error("the idempotency key belongs to another request")]
    KeyReused,
    /// The last admin of a city cannot be removed.
    #[error("a city needs at least one admin")]
    LastAdmin,
    /// The last operator of the platform cannot be removed.
    #[error("the platform needs at least one operator")]
    LastOperator,
    /// One person must not hold both roles.
    #[error("the roles must not be held by one person")]
    SeparateDuties,
    /// Only the monitoring body or an operator may invite a monitor.
    #[error("only the monitoring body or an operator invites a monitor")]
    MonitorsConsent,
    /// The current state does not allow the requested step.
    #[error("the current state does not allow this step")]
    StateStep,
    /// The plan is closed; its records can no longer be changed.
    #[error("the plan is closed")]
    PlanClosed,
    /// The import was already confirmed or cancelled.
    #[error("the import is finished")]
    ImportFinished,
    /// A job works on the import.
    #[error("a job works on the import")]
    ImportAtWork,
    /// The consultation is still open; its report cannot be changed until it ends.
    #[error("the consultation is still open")]
    ConsultationOpen,
    /// No consultation is open, so comments are not accepted.
    #[error("no consultation is open")]
    ConsultationClosed,
    /// It already has an answer, which can be corrected but not given twice.
    #[error("it was answered already")]
    Answered,
    /// The person acts for no organisation.
    #[error("the person acts for no organisation")]
    NoOrganisation,
    /// The link or invitation was used, was withdrawn, or has expired.
    #[error("the link no longer works")]
    LinkSpent,
    /// The record is or was public, so it is withdrawn instead of deleted.
    #[error("the record was public")]
    WasPublic,
    /// One organisation monitors a plan that the other implements, so they are not the same.
    #[error("one organisation monitors a plan that the other implements")]
    MonitorImplements,
    /// What others did refers to the record, so it cannot be deleted.
    #[error("the record is in use by a {0}")]
    InUse(Holder),
}

/// Checks that an edit is based on the stored version (optimistic locking).
///
/// # Errors
/// `StaleVersion` unless `seen`, the version that the person read, is the stored one.
pub(crate) fn fresh(stored: i32, seen: i32) -> Result<()> {
    if stored == seen {
        Ok(())
    } else {
        Err(Conflict::StaleVersion { current: stored }.into())
    }
}

/// An error in one field. The API and the pages choose its text, in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name as the caller sent it, for example `title` or `ogp_values[0].why`.
    pub field: Cow<'static, str>,
    /// A stable code; see [`code`].
    pub code: &'static str,
    /// The limit that was exceeded, if there is one (characters, bytes, percent).
    pub limit: Option<i64>,
}

/// The stable codes of [`FieldError`].
pub mod code {
    /// A required value is missing.
    pub const REQUIRED: &str = "required";
    /// More characters than `limit`.
    pub const TOO_LONG: &str = "too_long";
    /// Fewer characters than `limit`.
    pub const TOO_SHORT: &str = "too_short";
    /// Not a valid date.
    pub const NOT_A_DATE: &str = "not_a_date";
    /// The end is before the start.
    pub const DATE_ORDER: &str = "date_order";
    /// The date is in the future, which is not allowed.
    pub const DATE_IN_FUTURE: &str = "date_in_future";
    /// The date is in the past, which is not allowed.
    pub const DATE_IN_PAST: &str = "date_in_past";
    /// Not a whole number.
    pub const NOT_A_NUMBER: &str = "not_a_number";
    /// Not a decimal number of at most 18 digits, 9 of them after the point.
    pub const NOT_A_DECIMAL: &str = "not_a_decimal";
    /// The target is on the other side of the baseline.
    pub const AGAINST_TARGET: &str = "against_target";
    /// The period leaves people too few days to respond; `limit` is the minimum.
    pub const TOO_FEW_DAYS: &str = "too_few_days";
    /// Outside the allowed range; `limit` is the bound, if it is given.
    pub const OUT_OF_RANGE: &str = "out_of_range";
    /// Not an e-mail address.
    pub const NOT_AN_EMAIL: &str = "not_an_email";
    /// Several e-mail addresses where one is asked for.
    pub const SEVERAL_EMAILS: &str = "several_emails";
    /// The part of an e-mail address after the @ is not a domain on the internet.
    pub const EMAIL_HOST: &str = "email_host";
    /// The part of an e-mail address before the @ is quoted or has letters outside ASCII.
    pub const EMAIL_NAME: &str = "email_name";
    /// Not an http or https address.
    pub const NOT_A_URL: &str = "not_a_url";
    /// The value is already in use.
    pub const TAKEN: &str = "taken";
    /// The new due date is the same as the current one.
    pub const DATE_SAME: &str = "date_same";
    /// A reason is required, which residents can read.
    pub const REASON_MISSING: &str = "reason_missing";
    /// Not one of the options.
    pub const UNKNOWN_CHOICE: &str = "unknown_choice";
    /// The file is larger than `limit` bytes.
    pub const FILE_TOO_LARGE: &str = "file_too_large";
    /// The file is empty.
    pub const FILE_EMPTY: &str = "file_empty";
    /// Files of this type are not accepted.
    pub const FILE_TYPE_REFUSED: &str = "file_type_refused";
    /// Not an intact PNG, JPEG or WebP picture.
    pub const PICTURE_REFUSED: &str = "picture_refused";
    /// An SVG, which can contain scripts.
    pub const SVG_REFUSED: &str = "svg_refused";
    /// The password is wrong or the person is unknown; both give the same code.
    pub const WRONG_PASSWORD: &str = "wrong_password";
    /// The password is too easy to guess.
    pub const WEAK_PASSWORD: &str = "weak_password";
    /// No such record in this city.
    pub const UNKNOWN_RECORD: &str = "not_found";
    /// The meeting was not held.
    pub const NOT_HELD: &str = "not_held";
    /// Bytes that are not UTF-8.
    pub const BAD_CHARACTER: &str = "control_characters";
    /// More links than `limit`.
    pub const TOO_MANY_LINKS: &str = "too_many_links";
    /// The city's storage quota of `limit` bytes is used up.
    pub const CITY_FULL: &str = "city_full";
    /// The platform's storage is nearly full.
    pub const PLATFORM_FULL: &str = "platform_full";
    /// Another monitoring body still monitors the city.
    pub const BODY_NOT_ENDED: &str = "body_not_ended";
    /// Exactly one of two values must be given.
    pub const ONE_OF_TWO: &str = "file_or_link";
}

impl From<Full> for FieldError {
    fn from(full: Full) -> Self {
        match full {
            Full::City { limit } => Self::limited("file", code::CITY_FULL, limit),
            Full::Platform => Self::new("file", code::PLATFORM_FULL),
        }
    }
}

impl FieldError {
    /// Creates an error without a limit.
    pub fn new(field: impl Into<Cow<'static, str>>, code: &'static str) -> Self {
        Self {
            field: field.into(),
            code,
            limit: None,
        }
    }

    /// Creates an error with the limit.
    pub fn limited(field: impl Into<Cow<'static, str>>, code: &'static str, limit: i64) -> Self {
        Self {
            field: field.into(),
            code,
            limit: Some(limit),
        }
    }
}

impl Error {
    /// Creates an error for one field.
    pub fn field(field: impl Into<Cow<'static, str>>, code: &'static str) -> Self {
        Self::Invalid(vec![FieldError::new(field, code)])
    }

    /// Returns the same error; a `NotFound` then names `what`.
    pub(crate) fn not_found_as(self, what: &'static str) -> Self {
        if matches!(self, Self::NotFound(_)) {
            Self::NotFound(what)
        } else {
            self
        }
    }

    /// Returns the field errors, for a form to show.
    ///
    /// # Errors
    /// The error itself, when it is not about fields.
    pub fn into_fields(self) -> Result<Vec<FieldError>> {
        if let Self::Full(full) = self {
            return Ok(vec![full.into()]);
        }
        let Self::Invalid(errors) = self else {
            return Err(self);
        };
        Ok(errors)
    }

    /// Returns why it failed, masked, for logs and operators: the underlying error, where there is one.
    pub fn reason(&self) -> String {
        if let Self::Busy(cause) | Self::Internal(cause) = self {
            masked(&cause.to_string())
        } else {
            masked(&self.to_string())
        }
    }

    /// Creates an internal error with its cause.
    pub fn internal(cause: impl Into<Cause>) -> Self {
        Self::Internal(cause.into())
    }
}

impl From<Conflict> for Error {
    fn from(conflict: Conflict) -> Self {
        Self::Conflict(conflict)
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::internal(error)
    }
}

/// Logging an error and continuing.
pub trait OrLog<T> {
    /// Logs the error as a warning with the text `what`, and returns `None`.
    fn or_log(self, what: &'static str) -> Option<T>;
}

impl<T> OrLog<T> for Result<T> {
    fn or_log(self, what: &'static str) -> Option<T> {
        self.inspect_err(|error| tracing::warn!(error = error.reason(), "{what}"))
            .ok()
    }
}
