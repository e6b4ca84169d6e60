//! A report as HTML: the content of a page's `<main>`, or a file that can be kept.

use askama::Template;
use besa_domain::reports::self_assessment::SelfAssessment;
use thiserror::Error;

use crate::sheet::{Block, Sheet, self_assessment};
use crate::words::Words;

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

/// The self-assessment report for a page that brings its own frame and style.
pub fn fragment(report: &SelfAssessment) -> Result<String, HtmlError> {
    let sheet = self_assessment(report, &Words::of(&report.language));
    Ok(Fragment { sheet: &sheet }.render()?)
}

/// The self-assessment report as a whole document with its own style, to be downloaded.
pub fn page(report: &SelfAssessment) -> Result<String, HtmlError> {
    let sheet = self_assessment(report, &Words::of(&report.language));
    Ok(Page { sheet: &sheet }.render()?)
}
