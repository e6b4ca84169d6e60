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
}

#[derive(Template)]
#[template(path = "report/page.html")]
struct Page<'a> {
    sheet: &'a Sheet,
}

/// A report for a page that brings its own frame and style.
pub fn fragment(sheet: &Sheet) -> Result<String, HtmlError> {
    Ok(Fragment { sheet }.render()?)
}

/// A report as a whole document with its own style, to be downloaded.
pub fn page(sheet: &Sheet) -> Result<String, HtmlError> {
    Ok(Page { sheet }.render()?)
}
