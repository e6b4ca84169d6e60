//! Renders a report in all three formats from the same content.

use crate::docx::{DocxError, docx};
use crate::pdf::{Fonts, PdfError, pdf};
use besa_domain::reports::Content;
use besa_formats::html::{self, HtmlError};
use besa_formats::sheet::sheet;
use thiserror::Error;

/// The files of one report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prints {
    /// Accessible PDF (PDF/UA-1).
    pub pdf: Vec<u8>,
    /// For a word processor.
    pub docx: Vec<u8>,
    /// One self-contained page.
    pub html: Vec<u8>,
}

/// Why a report could not be rendered.
#[derive(Debug, Error)]
pub enum PrintError {
    /// The PDF failed.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// The DOCX failed.
    #[error(transparent)]
    Docx(#[from] DocxError),
    /// The HTML failed.
    #[error(transparent)]
    Html(#[from] HtmlError),
}

/// Renders a report as PDF, DOCX and HTML. The same content gives the same bytes.
pub fn print(content: &Content, fonts: &Fonts) -> Result<Prints, PrintError> {
    let sheet = sheet(content);
    Ok(Prints {
        pdf: pdf(&sheet, fonts)?,
        docx: docx(&sheet)?,
        html: html::page(&sheet)?.into_bytes(),
    })
}
