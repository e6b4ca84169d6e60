//! Somebody saved in between: both versions side by side, to choose one.

use askama::Template;
use besa_text::Words;
use poem::http::StatusCode;

use crate::error::Result;
use crate::form::{CSRF, Form, NONCE};
use crate::frame::{Frame, Nav};
use crate::page::private;
use crate::tenant::City;

/// One field in both versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Its label.
    pub label: String,
    /// What was sent.
    pub mine: String,
    /// What is stored.
    pub theirs: String,
}

/// What the two versions are about.
#[derive(Clone, Debug)]
pub struct Versions<'a> {
    /// The form as it was sent. It is sent again for "Keep mine".
    pub form: &'a Form,
    /// The version that is stored.
    pub current: i32,
    /// Where the form goes.
    pub action: String,
    /// The record as it is stored, for "Keep theirs".
    pub theirs: String,
    /// Every field that can differ.
    pub sides: Vec<Side>,
}

#[derive(Template)]
#[template(path = "conflict.html")]
struct Page {
    frame: Frame,
    w: &'static Words,
    action: String,
    theirs: String,
    /// Fields of the form, to be sent again.
    kept: Vec<(String, String)>,
    current: i32,
    nonce: String,
    differ: Vec<Side>,
}

/// The page of a `StaleVersion` on a form. Fields that are the same in both are left out.
///
/// # Errors
/// As [`private`].
pub fn page(city: &City, versions: Versions<'_>) -> Result {
    let w = city.w();
    private(
        StatusCode::CONFLICT,
        &Page {
            frame: city.frame(&w.error_409_title(), Nav::Elsewhere).hidden(),
            w,
            action: versions.action,
            theirs: versions.theirs,
            kept: versions
                .form
                .sent()
                .filter(|(name, _)| ![CSRF, NONCE, "version"].contains(name))
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            current: versions.current,
            nonce: city.visitor.nonce(),
            differ: versions
                .sides
                .into_iter()
                .filter(|side| side.mine != side.theirs)
                .collect(),
        },
    )
}
