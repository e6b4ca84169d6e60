//! Forms: what was sent, and what is wrong with it, so that the same form comes back with
//! everything kept. Long because reading, keeping and refusing fields are one thing.

use besa_domain::{Error, FieldError, Once, code};
use besa_text::codes::{self, Refusal};
use besa_text::{Language, numbers, words};
use poem::error::ReadBodyError;
use poem::{FromRequest, Request, RequestBody};
use serde::Serialize;
use time::Date;

use crate::error::Fault;
use crate::frame::Frame;
use crate::limit;
use crate::session;
use crate::visitor::app;

/// The field that shows that a form came from our page.
pub const CSRF: &str = "csrf";
/// The field that tells two sends of one form from two forms.
pub const NONCE: &str = "nonce";

/// Fields as they were sent, and what is wrong with them. Fields nobody asks for are ignored. It has
/// no `Debug`: a value may be a password.
#[derive(Clone, Default)]
pub struct Form {
    values: Vec<(String, String)>,
    errors: Vec<FieldError>,
    /// What an error is about where that is not the field's value: a name of one of several files.
    about: Vec<(usize, String)>,
}

/// One thing to fix, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The id of the field.
    pub id: String,
    /// What is wrong and the way out.
    pub words: String,
}

/// One box of a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateBox {
    /// Its id and name.
    pub id: String,
    /// Its label.
    pub label: String,
    /// What was typed.
    pub value: String,
}

impl Form {
    /// A form that nobody filled in yet.
    pub fn empty() -> Self {
        Self::default()
    }

    /// A form with values to begin with.
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

    /// Adds a value, as a form with files is read part by part.
    pub fn add(&mut self, name: &str, value: String) {
        self.values.push((name.to_owned(), value));
    }

    /// The value of a field; empty when it was not sent.
    pub fn value(&self, name: &str) -> &str {
        self.values
            .iter()
            .find(|(known, _)| known == name)
            .map_or("", |(_, value)| value)
    }

    /// The value of a field, if there is more to it than spaces.
    pub fn maybe(&self, name: &str) -> Option<String> {
        Some(self.value(name).trim())
            .filter(|value| !value.is_empty())
            .map(str::to_owned)
    }

    /// Every value of a field that can be sent more than once.
    pub fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.values
            .iter()
            .filter(move |(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Everything that was sent, in order.
    pub fn sent(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether a box with this value was ticked.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|sent| sent == value)
    }

    /// A whole number; notes what is no number.
    pub fn number(&mut self, name: &'static str) -> Option<i32> {
        let sent = self.maybe(name)?;
        let number = sent.parse().ok();
        if number.is_none() {
            self.note(FieldError::new(name, code::NOT_A_NUMBER));
        }
        number
    }

    /// A date of three boxes, `{name}_day`, `{name}_month` and `{name}_year`; none when all three
    /// are empty. Notes what is no day of the calendar.
    pub fn date(&mut self, name: &'static str) -> Option<Date> {
        self.day_of(name).unwrap_or_else(|()| {
            self.note(FieldError::new(name, code::NOT_A_DATE));
            None
        })
    }

    /// As [`Self::date`]; without a day it is the month's first, or, for an `end`, its last.
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

    /// The date of three boxes, if they hold one.
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

    /// The three boxes of a date, as templates write them.
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

    /// Fills the three boxes of a date.
    pub fn set_date(&mut self, name: &str, date: Option<Date>) {
        if let Some(date) = date {
            self.add(&format!("{name}_day"), date.day().to_string());
            self.add(&format!("{name}_month"), u8::from(date.month()).to_string());
            self.add(&format!("{name}_year"), date.year().to_string());
        }
    }

    /// The version of the record that the form was made from; 0, which none has, when it is not
    /// there.
    pub fn version(&self) -> i32 {
        self.value("version").parse().unwrap_or_default()
    }

    /// The same form, on another version of the record.
    #[must_use]
    pub fn at_version(mut self, version: i32) -> Self {
        self.values.retain(|(name, _)| name != "version");
        self.add("version", version.to_string());
        self
    }

    /// The form's nonce with what it asks for, so that two sends have one effect.
    ///
    /// # Errors
    /// [`Fault::Unreadable`] when the form has none.
    pub fn once(&self, asks: &impl Serialize) -> Result<Once, Fault> {
        Once::new(self.value(NONCE), asks).map_err(|error| {
            if matches!(error, Error::Invalid(_)) {
                Fault::Unreadable
            } else {
                Fault::Domain(error)
            }
        })
    }

    /// The form's nonce with everything that was sent to change `what`: what is made of it also
    /// hangs on the record as it is now, and two sends of one form are one change.
    ///
    /// # Errors
    /// As [`Self::once`].
    pub fn once_on(&self, what: &impl Serialize) -> Result<Once, Fault> {
        let sent: Vec<_> = self.sent().filter(|(name, _)| ![CSRF, NONCE].contains(name)).collect();
        self.once(&(what, sent))
    }

    /// Notes that something is wrong.
    pub fn note(&mut self, error: FieldError) {
        self.errors.push(error);
    }

    /// Notes that something is wrong with one of several values of a field.
    pub fn note_about(&mut self, given: &str, error: FieldError) {
        self.about.push((self.errors.len(), given.to_owned()));
        self.errors.push(error);
    }

    /// What the error at a place is about.
    fn given(&self, at: usize, error: &FieldError) -> &str {
        let about = self.about.iter().find(|(place, _)| *place == at);
        about.map_or_else(|| self.value(&error.field), |(_, given)| given)
    }

    /// Takes over what the product found wrong with the fields, except with those that could not be read;
    /// any other error goes on.
    ///
    /// # Errors
    /// Every other than `Invalid`.
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

    /// The same values, with what was wrong with those of another form.
    #[must_use]
    pub fn with_errors_of(mut self, other: Self) -> Self {
        self.errors = other.errors;
        self
    }

    /// Whether nothing is wrong so far.
    pub fn is_fine(&self) -> bool {
        self.errors.is_empty()
    }

    /// What is wrong with a field.
    pub fn error(&self, name: &str) -> Option<&FieldError> {
        self.errors.iter().find(|error| error.field == name)
    }

    /// What is wrong with a field, in words: the first thing.
    pub fn fix(&self, name: &str, label: &str, frame: &Frame) -> Option<String> {
        let (at, error) = self.errors.iter().enumerate().find(|(_, error)| error.field == name)?;
        Some(refusal(error, label, self.given(at, error), frame.language))
    }

    /// The list on top of a refused form: every error, each with its field's label, in the order
    /// of `labels`; then those of fields that have none.
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

/// What is wrong with a field, in words.
pub fn refusal(error: &FieldError, label: &str, given: &str, language: Language) -> String {
    let w = words(language);
    let limit = error.limit.unwrap_or_default();
    let number = || numbers::number(language, limit);
    let (least, most) = match error.code {
        code::TOO_SHORT => (number(), String::new()),
        code::WEAK_PASSWORD => (numbers::number(language, 12), String::new()),
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

/// Whether `sent` is what the session's own pages carry; compared in full, so that time tells
/// nothing.
pub fn is_ours(csrf: &str, sent: &str) -> bool {
    let differ = csrf.bytes().zip(sent.bytes()).fold(0, |seen, (a, b)| seen | (a ^ b));
    csrf.len() == sent.len() && differ == 0
}

impl<'a> FromRequest<'a> for Form {
    /// A form without files. From somebody who is signed in it must carry her token. Who it is from is
    /// settled before it is read: anybody's is short.
    async fn from_request(req: &'a Request, body: &mut RequestBody) -> poem::Result<Self> {
        let session = session::resume(app(req)?, req.cookie()).await.map_err(Fault::Domain)?;
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
