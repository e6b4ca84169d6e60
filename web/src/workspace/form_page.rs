//! A workspace page with one form on it.

use askama::Template;
use besa_domain::copy_fields;
use besa_domain::evidence::{MAX_BYTES, Stored};
use besa_domain::{Conflict, Error};
use besa_text::{Language, Words, numbers};
use poem::Response;
use poem::http::StatusCode;

use super::conflict;
use super::field::{Field, Kind, labels};
use super::marks::Status;
use super::member_request::MemberRequest;
use super::shell::{Open, Shell};
use crate::error::Result;
use crate::form::{Fix, Form};
use crate::frame::Frame;
use crate::page::private;

/// A panel beside a form.
#[derive(Debug, Default)]
pub(super) struct Panel {
    /// Its heading.
    pub(super) title: String,
    /// Labels and values.
    pub(super) rows: Vec<(String, String)>,
    /// A label and a status.
    pub(super) status: Option<(String, Status)>,
    /// A short text.
    pub(super) text: Option<String>,
    /// A picture: its URL and its text alternative.
    pub(super) picture: Option<(String, String)>,
    /// Links: their texts and URLs.
    pub(super) links: Vec<(String, String)>,
}

/// A page with a form, while it is built.
pub(super) struct FormPage {
    frame: Frame,
    nonce: String,
    shell: Shell,
    open: Open,
    title: String,
    heading: Option<String>,
    lede: String,
    fields: Vec<Field>,
    button: String,
    back: String,
    stands: Option<String>,
    version: Option<i32>,
    panels: Vec<Panel>,
    kept: Vec<Stored>,
    danger: bool,
}

impl FormPage {
    /// Returns a page called `title`. Its cancel link goes to `back`.
    pub(super) async fn new(request: &MemberRequest, open: Open, title: String, back: String) -> Result<Self> {
        let shell = Shell::of(request, open).await?;
        let ask = Self::within(shell, request.frame(&title), request.nonce(), title, back);
        Ok(Self { open, ..ask })
    }

    /// Returns the same for a workspace other than a city's.
    pub(super) fn within(shell: Shell, frame: Frame, nonce: String, title: String, back: String) -> Self {
        Self {
            button: frame.w.common_save(),
            frame,
            nonce,
            shell,
            open: Open::Week,
            title,
            heading: None,
            lede: String::new(),
            fields: Vec::new(),
            back,
            stands: None,
            version: None,
            panels: Vec::new(),
            kept: Vec::new(),
            danger: false,
        }
    }

    /// Adds the page above to the breadcrumbs.
    pub(super) fn under(mut self, words: String, href: String) -> Self {
        self.shell = self.shell.under(words, href);
        self
    }

    /// Sets a heading other than the title.
    pub(super) fn heading(mut self, heading: String) -> Self {
        self.heading = Some(heading);
        self
    }

    /// Sets a sentence under the heading.
    pub(super) fn lede(mut self, lede: String) -> Self {
        self.lede = lede;
        self
    }

    /// Sets the fields.
    pub(super) fn fields(mut self, fields: Vec<Field>) -> Self {
        self.fields = fields;
        self
    }

    /// Sets the label of the button; without one there is no button.
    pub(super) fn button(mut self, words: String) -> Self {
        self.button = words;
        self
    }

    /// Marks the button as one that removes something.
    pub(super) fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// Sets the URL of the page that shows the record, if it is not the target of the cancel link.
    pub(super) fn stands(mut self, href: String) -> Self {
        self.stands = Some(href);
        self
    }

    /// Sets the version of the record that the form changes.
    pub(super) fn version(mut self, version: i32) -> Self {
        self.version = Some(version);
        self
    }

    /// Adds a panel beside the form.
    pub(super) fn panel(mut self, panel: Panel) -> Self {
        self.panels.push(panel);
        self
    }

    /// Sets the files that were uploaded with the refused form.
    pub(super) fn kept(mut self, files: Vec<Stored>) -> Self {
        self.kept = files;
        self
    }

    /// Renders the page: with 200, or with 422 and the errors noted in `form`.
    pub(super) fn show(self, form: Form) -> Result {
        let (w, language) = (self.frame.w, self.frame.language);
        let fixes = form.fixes(&labels(&self.fields), language);
        let status = if form.is_fine() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        let files = self.fields.iter().any(|field| matches!(field.kind, Kind::Files(_)));
        private(
            status,
            &copy_fields!(self => FormTemplate {
                shell, lede, fields, button, back, panels, danger, nonce,
            } with {
                frame: self.frame.refused(!form.is_fine()),
                w,
                heading: self.heading.unwrap_or(self.title),
                fixes,
                // A refused form keeps the version that its values were written against.
                version: if form.is_fine() {
                    self.version
                } else {
                    Some(form.version())
                }
                .filter(|_| self.version.is_some()),
                kept: Kept::of(w, language, self.kept),
                files,
                most: numbers::bytes(language, MAX_BYTES.unsigned_abs()),
                form,
            }),
        )
    }
}

/// Saves a draft. If a field of the form could not be read, it only checks the draft instead and returns
/// `Invalid`, so that all errors are shown at once.
pub(super) async fn attempt<D, C, T>(
    form: &Form,
    draft: D,
    checked: impl FnOnce(D) -> besa_domain::Result<C>,
    save: impl AsyncFnOnce(D) -> besa_domain::Result<T>,
) -> besa_domain::Result<T> {
    if form.is_fine() {
        save(draft).await
    } else {
        checked(draft).and(Err(Error::Invalid(Vec::new())))
    }
}

/// Responds to a form: returns the response of the outcome, or shows the form again with its values and
/// errors. If the record was changed meanwhile, shows both versions; `stored` is the current record as a
/// form.
pub(super) async fn answer(
    request: &MemberRequest,
    mut form: Form,
    outcome: besa_domain::Result<Response>,
    stored: Option<Form>,
    ask: impl AsyncFnOnce(&Form) -> Result<FormPage>,
) -> Result {
    match (outcome, stored) {
        (Ok(response), _) => Ok(response),
        (Err(Error::Conflict(Conflict::StaleVersion { current })), Some(stored)) => {
            let ask = ask(&stored).await?;
            let keep = ask.stands.as_ref().unwrap_or(&ask.back);
            conflict::page(request, ask.open, &ask.fields, (&form, &stored), current, keep).await
        }
        (Err(error), _) => {
            form.refuse(error)?;
            ask(&form).await?.show(form)
        }
    }
}

/// A file that was uploaded with a refused form; it need not be uploaded again.
#[derive(Debug)]
struct Kept {
    key: String,
    name: String,
    facts: String,
}

impl Kept {
    fn of(w: &Words, language: Language, files: Vec<Stored>) -> Vec<Self> {
        let kept = files.into_iter().map(|file| Self {
            facts: w.evidence_uploaded(numbers::bytes(language, file.size.unsigned_abs())),
            key: file.key,
            name: file.name,
        });
        kept.collect()
    }
}

#[derive(Template)]
#[template(path = "workspace/form.html")]
struct FormTemplate {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    heading: String,
    lede: String,
    form: Form,
    fixes: Vec<Fix>,
    fields: Vec<Field>,
    button: String,
    back: String,
    version: Option<i32>,
    panels: Vec<Panel>,
    kept: Vec<Kept>,
    danger: bool,
    nonce: String,
    files: bool,
    /// The maximum size of a file.
    most: String,
}
