//! What can go wrong, in the product's words. No status codes: those are chosen at the edge.

use crate::coded::coded;
use crate::masked::masked;
use std::borrow::Cow;

/// A source that only operators see.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// The outcome of a use-case.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a use-case did not do what was asked. Nothing was saved.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such thing for this person: it does not exist, or it is not hers to know of.
    #[error("{0} not found")]
    NotFound(&'static str),
    /// Nobody is signed in, and this needs somebody.
    #[error("not signed in")]
    Unauthorized,
    /// Signed in and known here, but the role does not carry this right.
    #[error("not allowed")]
    Forbidden,
    /// The request is sound, but not in the present state of things.
    #[error("{0}")]
    Conflict(Conflict),
    /// What was sent cannot be used; one entry for each field.
    #[error("invalid input")]
    Invalid(Vec<FieldError>),
    /// Too many tries; the number is the seconds to wait.
    #[error("too many tries, wait {0} s")]
    TooMany(u64),
    /// There is no room for what was sent.
    #[error("{0}")]
    Full(Full),
    /// A stored file is missing, or its bytes are no longer those that were stored.
    #[error("the stored file is {0}")]
    Damaged(FileFault),
    /// The database or a lock was not to be had in time. Trying again is right.
    #[error("busy")]
    Busy(#[source] Cause),
    /// Our fault.
    #[error("internal error")]
    Internal(#[source] Cause),
}

coded! {
    /// What is wrong with a stored file.
    FileFault {
        /// It is not in the store.
        Missing = "missing",
        /// Its bytes are not those that were stored.
        Changed = "changed",
    }
}

/// What is full.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Full {
    /// The city's quota is used up.
    #[error("the city stores {limit} bytes, which is all it may")]
    City {
        /// How many bytes it may store.
        limit: i64,
    },
    /// What stays free for the platform would be used up.
    #[error("the platform's storage is nearly full")]
    Platform,
}

/// Why the present state of things stands against a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    /// Somebody saved the record in between; it now has this version.
    #[error("the record was changed meanwhile, it is at version {current}")]
    StaleVersion {
        /// The version that is stored now.
        current: i32,
    },
    /// The idempotency key was used before, for another request.
    #[error("the idempotency key belongs to another request")]
    KeyReused,
    /// The last admin of a city cannot go.
    #[error("a city needs at least one admin")]
    LastAdmin,
    /// The last operator of the platform cannot go.
    #[error("the platform needs at least one operator")]
    LastOperator,
    /// One person cannot have both roles, or be on both sides of a question.
    #[error("the roles must not be held by one person")]
    SeparateDuties,
    /// A monitor is invited by the monitoring body or by an operator, and by nobody else.
    #[error("only the monitoring body or an operator invites a monitor")]
    MonitorsConsent,
    /// The state does not lead to the one asked for.
    #[error("that step does not follow from the present state")]
    StateStep,
    /// The plan is closed; its records stay as they are.
    #[error("the plan is closed")]
    PlanClosed,
    /// The import was confirmed or cancelled already.
    #[error("the import is finished")]
    ImportFinished,
    /// The consultation is not over: what is consulted on stays as it is until then.
    #[error("the consultation is still open")]
    ConsultationOpen,
    /// No comments are taken on it, or not any more.
    #[error("no consultation on it is open")]
    ConsultationClosed,
    /// It has an answer already; an answer is corrected, not given twice.
    #[error("it was answered already")]
    Answered,
    /// She acts for no organisation.
    #[error("the person acts for no organisation")]
    NoOrganisation,
    /// The link or invitation was used, withdrawn, or is too old.
    #[error("the link no longer works")]
    LinkSpent,
}

/// Refuses a stale edit.
///
/// # Errors
/// `StaleVersion` unless the version that the person saw is the one that is stored.
pub(crate) fn fresh(stored: i32, seen: i32) -> Result<()> {
    if stored == seen {
        Ok(())
    } else {
        Err(Conflict::StaleVersion { current: stored }.into())
    }
}

/// One thing wrong with one field. The words are chosen at the edge, per language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name as the caller sent it, for example `title` or `ogp_values[0].why`.
    pub field: Cow<'static, str>,
    /// A stable code; see [`code`].
    pub code: &'static str,
    /// The limit that was passed, where there is one (characters, bytes, percent).
    pub limit: Option<i64>,
}

/// The stable codes of [`FieldError`].
pub mod code {
    /// Nothing was given, and something must be.
    pub const REQUIRED: &str = "required";
    /// More characters than `limit`.
    pub const TOO_LONG: &str = "too_long";
    /// Fewer characters than `limit`.
    pub const TOO_SHORT: &str = "too_short";
    /// Not a day of the calendar.
    pub const NOT_A_DATE: &str = "not_a_date";
    /// The end lies before the start.
    pub const DATE_ORDER: &str = "date_order";
    /// The day lies in the future, and must not.
    pub const DATE_IN_FUTURE: &str = "date_in_future";
    /// The day lies in the past, and must not.
    pub const DATE_IN_PAST: &str = "date_in_past";
    /// Not a whole number.
    pub const NOT_A_NUMBER: &str = "not_a_number";
    /// Too few days for people to answer in; `limit` is how many there must be.
    pub const TOO_FEW_DAYS: &str = "too_few_days";
    /// Outside what is allowed; `limit` is the bound.
    pub const OUT_OF_RANGE: &str = "out_of_range";
    /// Not an e-mail address.
    pub const NOT_AN_EMAIL: &str = "not_an_email";
    /// Not an http or https address.
    pub const NOT_A_URL: &str = "not_a_url";
    /// Somebody has it already.
    pub const TAKEN: &str = "taken";
    /// A due date that is the one it has.
    pub const DATE_SAME: &str = "date_same";
    /// A reason is needed, and residents read it.
    pub const REASON_MISSING: &str = "reason_missing";
    /// Not one of the choices.
    pub const UNKNOWN_CHOICE: &str = "unknown_choice";
    /// The file is larger than `limit` bytes.
    pub const FILE_TOO_LARGE: &str = "file_too_large";
    /// The file is empty.
    pub const FILE_EMPTY: &str = "file_empty";
    /// A file of this kind is not taken.
    pub const FILE_TYPE_REFUSED: &str = "file_type_refused";
    /// Not a PNG, JPEG or WebP.
    pub const PICTURE_REFUSED: &str = "picture_refused";
    /// An SVG, which can carry programs.
    pub const SVG_REFUSED: &str = "svg_refused";
    /// The password is not the right one, or the person is not known: the same answer for both.
    pub const WRONG_PASSWORD: &str = "wrong_password";
    /// The password is too easy to guess.
    pub const WEAK_PASSWORD: &str = "weak_password";
    /// No such record in this city.
    pub const UNKNOWN_RECORD: &str = "not_found";
    /// The meeting was not held.
    pub const NOT_HELD: &str = "not_held";
    /// A control character, or a character that turns the writing round.
    pub const BAD_CHARACTER: &str = "control_characters";
    /// More links than `limit`.
    pub const TOO_MANY_LINKS: &str = "too_many_links";
    /// The city stores as much as it may, which is `limit` bytes.
    pub const CITY_FULL: &str = "city_full";
    /// The platform's storage is nearly full.
    pub const PLATFORM_FULL: &str = "platform_full";
    /// Give one of the two, not both and not neither.
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
    /// An error without a limit.
    pub fn new(field: impl Into<Cow<'static, str>>, code: &'static str) -> Self {
        Self {
            field: field.into(),
            code,
            limit: None,
        }
    }

    /// An error that names the limit.
    pub fn limited(field: impl Into<Cow<'static, str>>, code: &'static str, limit: i64) -> Self {
        Self {
            field: field.into(),
            code,
            limit: Some(limit),
        }
    }
}

impl Error {
    /// One field is wrong.
    pub fn field(field: impl Into<Cow<'static, str>>, code: &'static str) -> Self {
        Self::Invalid(vec![FieldError::new(field, code)])
    }

    /// The same error; what is not found is called `what`.
    pub(crate) fn not_found_as(self, what: &'static str) -> Self {
        if matches!(self, Self::NotFound(_)) {
            Self::NotFound(what)
        } else {
            self
        }
    }

    /// What is wrong with which field, for a form to show.
    ///
    /// # Errors
    /// The error itself, when it is about no field.
    pub fn into_fields(self) -> Result<Vec<FieldError>> {
        if let Self::Full(full) = self {
            return Ok(vec![full.into()]);
        }
        let Self::Invalid(errors) = self else {
            return Err(self);
        };
        Ok(errors)
    }

    /// Our fault, with its cause.
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

/// The one way to go on after an error.
pub trait OrLog<T> {
    /// Logs the error with the reason why it may be passed over.
    fn or_log(self, why: &'static str) -> Option<T>;
}

impl<T, E: std::fmt::Display> OrLog<T> for std::result::Result<T, E> {
    fn or_log(self, why: &'static str) -> Option<T> {
        self.inspect_err(|error| tracing::warn!(error = masked(&error.to_string()), why, "passed over"))
            .ok()
    }
}
