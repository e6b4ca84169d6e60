//! A page with one form on it.

use askama::Template;
use besa_domain::copy_fields;
use besa_domain::evidence::{MOST_BYTES, Stored};
use besa_domain::{Conflict, Error};
use besa_text::{Language, Words, numbers};
use poem::Response;
use poem::http::StatusCode;

use super::conflict;
use super::desk::Desk;
use super::field::{Field, Kind, labels};
use super::marks::Status;
use super::shell::{Open, Shell};
use crate::error::Result;
use crate::form::{Fix, Form};
use crate::frame::Frame;
use crate::page::private;

/// What stands beside a form.
#[derive(Debug, Default)]
pub(super) struct Panel {
    /// Its heading.
    pub(super) title: String,
    /// Names and values.
    pub(super) rows: Vec<(String, String)>,
    /// A status, and what it is of.
    pub(super) status: Option<(String, Status)>,
    /// A few sentences.
    pub(super) text: Option<String>,
    /// A picture: its address, and what it shows.
    pub(super) picture: Option<(String, String)>,
    /// Pages that it leads to: their words and addresses.
    pub(super) links: Vec<(String, String)>,
}

/// A form, and what it says around its fields.
pub(super) struct Ask {
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

impl Ask {
    /// A page called `title`, whose form is left to `back`.
    pub(super) async fn new(desk: &Desk, open: Open, title: String, back: String) -> Result<Self> {
        let shell = Shell::of(desk, open).await?;
        let ask = Self::within(shell, desk.frame(&title), desk.nonce(), title, back);
        Ok(Self { open, ..ask })
    }

    /// The same inside another workspace than a city's.
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

    /// The page above, as the way here.
    pub(super) fn under(mut self, words: String, href: String) -> Self {
        self.shell = self.shell.under(words, href);
        self
    }

    /// A heading other than the title.
    pub(super) fn heading(mut self, heading: String) -> Self {
        self.heading = Some(heading);
        self
    }

    /// A sentence under the heading.
    pub(super) fn lede(mut self, lede: String) -> Self {
        self.lede = lede;
        self
    }

    /// What is asked.
    pub(super) fn fields(mut self, fields: Vec<Field>) -> Self {
        self.fields = fields;
        self
    }

    /// What the button does.
    pub(super) fn button(mut self, words: String) -> Self {
        self.button = words;
        self
    }

    /// The button takes something away.
    pub(super) fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// Where the record stands, if not on the page that the form is left to.
    pub(super) fn stands(mut self, href: String) -> Self {
        self.stands = Some(href);
        self
    }

    /// The version of the record that the form changes.
    pub(super) fn version(mut self, version: i32) -> Self {
        self.version = Some(version);
        self
    }

    /// What stands beside it.
    pub(super) fn panel(mut self, panel: Panel) -> Self {
        self.panels.push(panel);
        self
    }

    /// Files that came before.
    pub(super) fn kept(mut self, files: Vec<Stored>) -> Self {
        self.kept = files;
        self
    }

    /// The page: as it was asked for, or with what is wrong with what was sent.
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
            &copy_fields!(self => Page {
                shell, lede, fields, button, back, panels, danger, nonce,
            } with {
                frame: self.frame.refused(!form.is_fine()),
                w,
                heading: self.heading.unwrap_or(self.title),
                fixes,
                // A refused form keeps the version that its words were written against.
                version: if form.is_fine() {
                    self.version
                } else {
                    Some(form.version())
                }
                .filter(|_| self.version.is_some()),
                kept: Kept::of(w, language, self.kept),
                files,
                most: numbers::bytes(language, MOST_BYTES.unsigned_abs()),
                form,
            }),
        )
    }
}

/// Saves what a form says. Where something in it could not be read, what else is wrong is told instead, so
/// that a person hears everything at once.
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

/// Answers a form that was sent: the outcome leads on, or the form comes back as it was sent with what is
/// wrong; where somebody saved in between, both texts are shown. `stored` is the record as a form.
pub(super) async fn answer(
    desk: &Desk,
    mut form: Form,
    outcome: besa_domain::Result<Response>,
    stored: Option<Form>,
    ask: impl AsyncFnOnce(&Form) -> Result<Ask>,
) -> Result {
    match (outcome, stored) {
        (Ok(response), _) => Ok(response),
        (Err(Error::Conflict(Conflict::StaleVersion { current })), Some(stored)) => {
            let ask = ask(&stored).await?;
            let keep = ask.stands.as_ref().unwrap_or(&ask.back);
            conflict::page(desk, ask.open, &ask.fields, (&form, &stored), current, keep).await
        }
        (Err(error), _) => {
            form.refuse(error)?;
            ask(&form).await?.show(form)
        }
    }
}

/// A file that came with a form that was refused: it need not be sent again.
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
struct Page {
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
    /// How large a file can be.
    most: String,
}
