//! A page with one form on it.

use askama::Template;
use besa_domain::evidence::{MOST_BYTES, Stored};
use besa_text::{Language, Words, numbers};
use poem::http::StatusCode;

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
    title: String,
    heading: Option<String>,
    lede: String,
    fields: Vec<Field>,
    button: String,
    back: String,
    version: Option<i32>,
    panels: Vec<Panel>,
    kept: Vec<Stored>,
    danger: bool,
}

impl Ask {
    /// A page called `title`, whose form is left to `back`.
    pub(super) async fn new(desk: &Desk, open: Open, title: String, back: String) -> Result<Self> {
        let shell = Shell::of(desk, open).await?;
        Ok(Self::within(shell, desk.frame(&title), desk.nonce(), title, back))
    }

    /// The same inside another workspace than a city's.
    pub(super) fn within(shell: Shell, frame: Frame, nonce: String, title: String, back: String) -> Self {
        Self {
            button: frame.w.common_save(),
            frame,
            nonce,
            shell,
            title,
            heading: None,
            lede: String::new(),
            fields: Vec::new(),
            back,
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
            &Page {
                frame: self.frame.refused(!form.is_fine()),
                w,
                shell: self.shell,
                heading: self.heading.unwrap_or(self.title),
                lede: self.lede,
                fixes,
                fields: self.fields,
                button: self.button,
                back: self.back,
                // A refused form keeps the version that its words were written against.
                version: if form.is_fine() {
                    self.version
                } else {
                    Some(form.version())
                }
                .filter(|_| self.version.is_some()),
                panels: self.panels,
                kept: Kept::of(w, language, self.kept),
                danger: self.danger,
                nonce: self.nonce,
                files,
                most: numbers::bytes(language, MOST_BYTES.unsigned_abs()),
                form,
            },
        )
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
