//! The page about an edit conflict: both versions side by side, and a choice.

use askama::Template;
use besa_text::Words;
use poem::http::StatusCode;

use super::field::{Field, Kind};
use super::member_request::MemberRequest;
use super::shell::{Open, Shell};
use crate::error::Result;
use crate::form::{CSRF, Form, NONCE};
use crate::frame::Frame;
use crate::page::{private, see_other};

/// What surrounds the content of a workspace page.
pub(super) struct Surroundings {
    pub(super) frame: Frame,
    pub(super) shell: Shell,
    pub(super) nonce: String,
}

/// A field with two different values.
struct Twice {
    label: String,
    mine: String,
    theirs: String,
}

#[derive(Template)]
#[template(path = "workspace/conflict.html")]
struct ConflictPage {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    differ: Vec<Twice>,
    same: usize,
    /// The values that were sent, so that the form can be sent again.
    sent: Vec<(String, String)>,
    version: i32,
    nonce: String,
    theirs: String,
    files: bool,
}

/// Shows both versions. `theirs` is stored now, as `version`; `keep` is the URL for keeping it.
pub(super) async fn page(
    request: &MemberRequest,
    open: Open,
    fields: &[Field],
    both: (&Form, &Form),
    version: i32,
    keep: &str,
) -> Result {
    let around = Surroundings {
        frame: request.frame(&request.w().error_409_title()),
        shell: Shell::of(request, open).await?,
        nonce: request.nonce(),
    };
    within(around, fields, both, version, keep)
}

/// Does the same in a workspace other than a city's.
pub(super) fn within(
    around: Surroundings,
    fields: &[Field],
    (mine, theirs): (&Form, &Form),
    version: i32,
    keep: &str,
) -> Result {
    let Surroundings { frame, shell, nonce } = around;
    let (w, language) = (frame.w, frame.language);
    let asked: Vec<&Field> = fields
        .iter()
        .filter(|field| !matches!(field.kind, Kind::Part | Kind::Files(_)))
        .collect();
    let differ: Vec<Twice> = asked
        .iter()
        .map(|field| Twice {
            label: field.label.clone(),
            mine: field.answer(mine, w, language),
            theirs: field.answer(theirs, w, language),
        })
        .filter(|twice| twice.mine != twice.theirs)
        .collect();
    // All values are equal: there is nothing to choose.
    if differ.is_empty() {
        return Ok(see_other(keep));
    }
    let sent = mine
        .sent()
        .filter(|(name, _)| ![CSRF, NONCE, "version"].contains(name))
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
    let page = ConflictPage {
        frame,
        w,
        shell,
        same: asked.len() - differ.len(),
        differ,
        sent: sent.collect(),
        version,
        nonce,
        theirs: keep.to_owned(),
        files: fields.iter().any(|field| matches!(field.kind, Kind::Files(_))),
    };
    private(StatusCode::CONFLICT, &page)
}
