//! A report as HTML: the content of a page's `<main>`, or a file that can be kept.

use askama::Template;
use thiserror::Error;

use crate::sheet::{Block, Sheet};

/// A template that could not be written out.
#[derive(Debug, Error)]
#[error("the report cannot be written as HTML: {0}")]
pub struct HtmlError(#[from] askama::Error);

#[derive(Template)]
#[template(path = "report/sheet.html")]
struct Fragment<'a> {
    sheet: &'a Sheet,
    /// The level of its title among the headings of the page.
    top: u8,
}

#[derive(Template)]
#[template(path = "report/page.html")]
struct Page<'a> {
    sheet: &'a Sheet,
    top: u8,
}

/// A report for a page that brings its own frame and style; its title is a heading of level `top`.
pub fn fragment(sheet: &Sheet, top: u8) -> Result<String, HtmlError> {
    Ok(Fragment { sheet, top }.render()?)
}

/// A report as a whole document with its own style, to be downloaded.
pub fn page(sheet: &Sheet) -> Result<String, HtmlError> {
    Ok(Page { sheet, top: 1 }.render()?)
}
