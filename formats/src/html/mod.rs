//! A report as HTML: the content of a page's `<main>`, or a self-contained file to download.

use askama::Template;
use thiserror::Error;

use crate::sheet::{Block, Sheet};

/// A template could not be rendered.
#[derive(Debug, Error)]
#[error("the report cannot be written as HTML: {0}")]
pub struct HtmlError(#[from] askama::Error);

#[derive(Template)]
#[template(path = "report/sheet.html")]
struct Fragment<'a> {
    sheet: &'a Sheet,
    /// The heading level of the report's title on the page.
    top: u8,
}

#[derive(Template)]
#[template(path = "report/page.html")]
struct ReportPage<'a> {
    sheet: &'a Sheet,
    top: u8,
}

/// Renders a report as a fragment for a page that has its own frame and styles. The title is a heading of
/// level `top`.
pub fn fragment(sheet: &Sheet, top: u8) -> Result<String, HtmlError> {
    Ok(Fragment { sheet, top }.render()?)
}

/// Renders a report as a complete document with its own styles, for download.
pub fn page(sheet: &Sheet) -> Result<String, HtmlError> {
    Ok(ReportPage { sheet, top: 1 }.render()?)
}
