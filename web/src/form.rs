//! Forms: the values that were sent and the errors found, so that a refused form is shown again with all
//! values. Long because reading, keeping and refusing fields belong together.

use besa_domain::{Conflict, Decimal, Error, FieldError, Once, code};
use besa_text::codes::{self, Refusal};
use besa_text::{Language, numbers, words};
use poem::error::ReadBodyError;
use poem::{FromRequest, Request, RequestBody};
use serde::Serialize;
use subtle::ConstantTimeEq as _;
use time::Date;

use crate::error::Fault;
use crate::frame::Frame;
use crate::limit;
use crate::session;
use crate::visitor::app;

/// The name of the form token (CSRF) field.
pub const CSRF: &str = "csrf";
/// The name of the field that tells a repeated submission of one form from two forms.
pub const NONCE: &str = "nonce";

/// The values that were sent, and what is wrong with them. Fields that no code reads are ignored. It has no
/// `Debug`, because a value may be a password.
#[derive(Clone, Default)]
pub struct Form {
    values: Vec<(String, String)>,
    errors: Vec<FieldError>,
    /// What an error mentions instead of the field's value, by the error's index: for example the name of
    /// one of several files.
    about: Vec<(usize, String)>,
}

/// One error, as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The id of the field.
    pub id: String,
    /// What is wrong and how to correct it.
    pub words: String,
}

/// One of the three boxes of a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateBox {
    /// Its id and name.
    pub id: String,
    /// Its label.
    pub label: String,
    /// The value that was sent.
    pub value: String,
}

impl Form {
    /// Returns an empty form.
    pub fn empty() -> Self {
        Self::default()
    }

    /// Returns a form with initial values.
    pub fn with(values: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        Self {
            values: values
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
            ..Self::default()
        }
    }

    /// Reads `application/x-www-form-urlencoded`.
    pub fn parse(bytes: &[u8]) -> Self {
        Self {
            values: url::form_urlencoded::parse(bytes).into_owned().collect(),
            ..Self::default()
        }
    }

    /// Adds a value; used when a multipart form is read part by part.
    pub fn add(&mut self, name: &str, value: String) {
        self.values.push((name.to_owned(), value));
    }

    /// Returns the value of a field; empty if it was not sent.
    pub fn value(&self, name: &str) -> &str {
        self.values
            .iter()
            .find(|(known, _)| known == name)
            .map_or("", |(_, value)| value)
    }

    /// Returns the trimmed value of a field; `None` if it is empty.
    pub fn maybe(&self, name: &str) -> Option<String> {
        Some(self.value(name).trim())
            .filter(|value| !value.is_empty())
            .map(str::to_owned)
    }

    /// Returns every value of a field that can be sent more than once.
    pub fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.values
            .iter()
            .filter(move |(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Returns every name and value that was sent, in order.
    pub fn sent(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Returns whether a field was sent with this value, such as a ticked checkbox.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|sent| sent == value)
    }

    /// Reads a whole number; notes an error if it is not one.
    pub fn number(&mut self, name: &'static str) -> Option<i32> {
        let sent = self.maybe(name)?;
        let number = sent.parse().ok();
        if number.is_none() {
            self.note(FieldError::new(name, code::NOT_A_NUMBER));
        }
        number
    }

    /// Reads an exact decimal number, with a point or a comma and spaces between thousands; notes an error if it is
    /// not one.
    pub fn decimal(&mut self, name: &'static str) -> Option<Decimal> {
        let sent = self.maybe(name)?;
        let spaces = [' ', '\u{a0}', '\u{202f}', '\u{2009}'];
        let plain = sent.replace(spaces, "").replace('−', "-");
        let plain = if plain.contains('.') {
            plain
        } else {
            plain.replacen(',', ".", 1)
        };
        let number = plain.parse().ok();
        if number.is_none() {
            self.note(FieldError::new(name, code::NOT_A_DECIMAL));
        }
        number
    }

    /// Reads a date from three boxes, `{name}_day`, `{name}_month` and `{name}_year`. Returns `None` if all
    /// three are empty. Notes an error if they are not a calendar date.
    pub fn date(&mut self, name: &'static str) -> Option<Date> {
        self.day_of(name).unwrap_or_else(|()| {
            self.note(FieldError::new(name, code::NOT_A_DATE));
            None
        })
    }

    /// Reads a date like [`Self::date`], but the day may be empty: then it is the first day of the month,
    /// or the last for an `end`.
    pub fn month_or_day(&mut self, name: &'static str, end: bool) -> Option<Date> {
        let day = format!("{name}_day");
        let month_alone = self.maybe(&day).is_none() && self.maybe(&format!("{name}_year")).is_some();
        if !month_alone {
            return self.date(name);
        }
        let first = |part: &str| self.maybe(&format!("{name}_{part}"))?.parse().ok();
        let (year, month) = (first("year"), first("month").and_then(|month| u8::try_from(month).ok()));
        let first = year
            .zip(month)
            .and_then(|(year, month)| besa_domain::calendar::day(year, month, 1));
        match first.filter(|day| (1_000..10_000).contains(&day.year())) {
            Some(first) if end => Some(besa_domain::calendar::month_end(first)),
            Some(first) => Some(first),
            None => self.date(name),
        }
    }

    /// Reads the date of three boxes without noting an error; `None` if they hold none.
    pub fn day(&self, name: &str) -> Option<Date> {
        self.day_of(name).ok().flatten()
    }

    fn day_of(&self, name: &str) -> Result<Option<Date>, ()> {
        let [day, month, year] = ["day", "month", "year"].map(|part| self.maybe(&format!("{name}_{part}")));
        if day.is_none() && month.is_none() && year.is_none() {
            return Ok(None);
        }
        let date = || {
            let (day, month, year) = (day?.parse().ok()?, month?.parse().ok()?, year?.parse().ok()?);
            (1_000..10_000).contains(&year).then_some(())?;
            besa_domain::calendar::day(year, month, day)
        };
        date().map(Some).ok_or(())
    }

    /// Returns the three boxes of a date, for templates.
    pub fn boxes(&self, name: &str, frame: &Frame) -> [DateBox; 3] {
        let part = |end: &str, label: String| {
            let id = format!("{name}_{end}");
            DateBox {
                value: self.value(&id).to_owned(),
                id,
                label,
            }
        };
        let w = frame.w;
        [
            part("day", w.common_day()),
            part("month", w.common_month()),
            part("year", w.common_year()),
        ]
    }

    /// Fills the three boxes of a date; does nothing for `None`.
    pub fn set_date(&mut self, name: &str, date: Option<Date>) {
        if let Some(date) = date {
            self.add(&format!("{name}_day"), date.day().to_string());
            self.add(&format!("{name}_month"), u8::from(date.month()).to_string());
            self.add(&format!("{name}_year"), date.year().to_string());
        }
    }

    /// Returns the version of the record that the form was made from; 0 if it was not sent. No record has
    /// version 0.
    pub fn version(&self) -> i32 {
        self.value("version").parse().unwrap_or_default()
    }

    /// Returns the form with another version of the record.
    #[must_use]
    pub fn at_version(mut self, version: i32) -> Self {
        self.values.retain(|(name, _)| name != "version");
        self.add("version", version.to_string());
        self
    }

    /// Returns the form's nonce as an idempotency key for `asks`, so that a repeated submission has no
    /// second effect.
    ///
    /// # Errors
    /// [`Fault::Unreadable`] if the form has no valid nonce.
    pub fn once(&self, asks: &impl Serialize) -> Result<Once, Fault> {
        Once::new(self.value(NONCE), asks).map_err(|error| {
            if matches!(error, Error::Invalid(_)) {
                Fault::Unreadable
            } else {
                Fault::Domain(error)
            }
        })
    }

    /// Returns the form's nonce as an idempotency key for everything that was sent to change `what`. Use it
    /// where the resulting request also depends on the record's current state: a repeated submission must
    /// still count as the same request.
    ///
    /// # Errors
    /// As [`Self::once`].
    pub fn once_on(&self, what: &impl Serialize) -> Result<Once, Fault> {
        let sent: Vec<_> = self.sent().filter(|(name, _)| ![CSRF, NONCE].contains(name)).collect();
        self.once(&(what, sent))
    }

    /// Notes an error.
    pub fn note(&mut self, error: FieldError) {
        self.errors.push(error);
    }

    /// Notes an error about `given`, one of several values of a field.
    pub fn note_about(&mut self, given: &str, error: FieldError) {
        self.about.push((self.errors.len(), given.to_owned()));
        self.errors.push(error);
    }

    /// Returns what the error at index `at` is about: the noted value, else the field's value.
    fn given(&self, at: usize, error: &FieldError) -> &str {
        let about = self.about.iter().find(|(place, _)| *place == at);
        about.map_or_else(|| self.value(&error.field), |(_, given)| given)
    }

    /// Notes the field errors of a domain error, except for fields that already have one, such as fields
    /// that could not be read.
    ///
    /// # Errors
    /// Returns any error other than `Invalid` unchanged.
    pub fn refuse(&mut self, error: impl Into<Fault>) -> Result<(), Fault> {
        let fault = error.into();
        let Fault::Domain(error) = fault else {
            return Err(fault);
        };
        let mut found = error.into_fields()?;
        found.retain(|one| self.error(&one.field).is_none());
        self.errors.extend(found);
        Ok(())
    }

    /// Notes the errors as [`Self::refuse`]. A version that is no longer the current one is an error of the whole form:
    /// the page shows the record as it is now, and the form gets its version.
    ///
    /// # Errors
    /// Returns any other error unchanged.
    pub fn refuse_or_stale(&mut self, error: Error) -> Result<(), Fault> {
        if matches!(error, Error::Conflict(Conflict::StaleVersion { .. })) {
            self.note(FieldError::new("main", "stale_version"));
            return Ok(());
        }
        self.refuse(error)
    }

    /// Returns the same values with the errors of another form.
    #[must_use]
    pub fn with_errors_of(mut self, other: Self) -> Self {
        self.errors = other.errors;
        self
    }

    /// Returns whether no error was noted.
    pub fn is_fine(&self) -> bool {
        self.errors.is_empty()
    }

    /// Returns the first error of a field.
    pub fn error(&self, name: &str) -> Option<&FieldError> {
        self.errors.iter().find(|error| error.field == name)
    }

    /// Returns the first error of a field, as text.
    pub fn fix(&self, name: &str, label: &str, frame: &Frame) -> Option<String> {
        let (at, error) = self.errors.iter().enumerate().find(|(_, error)| error.field == name)?;
        Some(refusal(error, label, self.given(at, error), frame.language))
    }

    /// Returns the entries of the error summary above a refused form: all errors with the labels of their
    /// fields, in the order of `labels`; then the errors of fields without a label.
    pub fn fixes(&self, labels: &[(&str, String)], language: Language) -> Vec<Fix> {
        let errors = || self.errors.iter().enumerate();
        let labelled = labels.iter().flat_map(|(name, label)| {
            let of_field = errors().filter(move |(_, error)| error.field == *name);
            of_field.map(move |(at, error)| (at, error, label.as_str()))
        });
        let other = errors()
            .filter(|(_, error)| labels.iter().all(|(name, _)| error.field != *name))
            .map(|(at, error)| (at, error, error.field.as_ref()));
        labelled
            .chain(other)
            .map(|(at, error, label)| Fix {
                id: error.field.to_string(),
                words: refusal(error, label, self.given(at, error), language),
            })
            .collect()
    }
}

/// Returns the text of a field error.
pub fn refusal(error: &FieldError, label: &str, given: &str, language: Language) -> String {
    let w = words(language);
    let limit = error.limit.unwrap_or_default();
    let number = || numbers::number(language, limit);
    let (least, most) = match error.code {
        code::TOO_SHORT => (number(), String::new()),
        code::WEAK_PASSWORD => (numbers::number(language, 12), String::new()),
        code::FILE_TYPE_REFUSED => (String::new(), besa_domain::files::taken()),
        code::FILE_TOO_LARGE | code::CITY_FULL => (String::new(), numbers::bytes(language, limit.unsigned_abs())),
        code::OUT_OF_RANGE => (
            numbers::number(language, 0),
            numbers::number(language, error.limit.unwrap_or(100)),
        ),
        _ => (String::new(), number()),
    };
    let about = Refusal {
        field: label,
        given: if given.is_empty() { label } else { given },
        least: &least,
        limit: &most,
    };
    codes::form_error(w, error.code, about)
}

/// Returns whether `sent` is the session's form token, in a time that reveals nothing about it.
pub fn is_ours(csrf: &str, sent: &str) -> bool {
    csrf.as_bytes().ct_eq(sent.as_bytes()).into()
}

impl<'a> FromRequest<'a> for Form {
    /// Reads a form without files. With a session, the form must carry the session's form token. The
    /// session is looked up before the body is read, because without one the size limit is lower.
    async fn from_request(req: &'a Request, body: &mut RequestBody) -> poem::Result<Self> {
        let session = session::of_request(app(req)?, req).await?;
        let most = if session.is_some() {
            limit::FORM
        } else {
            limit::NAMELESS
        };
        let bytes = body
            .take()?
            .into_bytes_limit(usize::try_from(most).unwrap_or(usize::MAX));
        let bytes = bytes.await.map_err(|error| match error {
            ReadBodyError::PayloadTooLarge => Fault::TooLarge(most),
            ReadBodyError::BodyHasBeenTaken | ReadBodyError::Utf8(_) | ReadBodyError::Io(_) => Fault::Unreadable,
        })?;
        let form = Self::parse(&bytes);
        if session.is_some_and(|session| !is_ours(&session.csrf, form.value(CSRF))) {
            return Err(Fault::Foreign.into());
        }
        Ok(form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_three_boxes() {
        let mut form = Form::parse(
            b"due_day=31&due_month=1&due_year=2027&start_day=30&start_month=2&start_year=2027&end_day=1&x=y",
        );
        assert_eq!(
            form.date("due").map(|day| day.to_string()),
            Some("2027-01-31".to_owned())
        );
        assert_eq!(form.date("none"), None);
        assert!(form.is_fine());
        assert_eq!((form.date("start"), form.date("end")), (None, None));
        let noted: Vec<_> = form
            .errors
            .iter()
            .map(|error| (error.field.as_ref(), error.code))
            .collect();
        assert_eq!(noted, [("start", code::NOT_A_DATE), ("end", code::NOT_A_DATE)]);
    }

    #[test]
    fn errors_come_in_the_order_of_the_form() {
        let mut form = Form::parse(b"title=&email=x");
        form.note(FieldError::new("email", code::NOT_AN_EMAIL));
        form.note(FieldError::limited("title", code::TOO_LONG, 300));
        form.note(FieldError::new("other", code::REQUIRED));
        let fixes = form.fixes(&[("title", "Title".into()), ("email", "Email".into())], Language::En);
        let ids: Vec<_> = fixes.iter().map(|fix| fix.id.as_str()).collect();
        assert_eq!(ids, ["title", "email", "other"]);
        assert!(fixes[0].words.contains("300"), "{}", fixes[0].words);
    }

    #[test]
    fn a_token_is_compared_in_full() {
        assert!(is_ours("abc", "abc"));
        assert!(!is_ours("abc", "abd") && !is_ours("abc", "ab") && !is_ours("abc", ""));
    }
}
