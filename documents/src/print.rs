//! A report as all the files that people take: one content, one sheet, three prints.

use crate::docx::{DocxError, docx};
use crate::pdf::{Fonts, PdfError, pdf};
use besa_domain::reports::Content;
use besa_formats::html::{self, HtmlError};
use besa_formats::sheet::sheet;
use thiserror::Error;

/// The files of one report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prints {
    /// Tagged, PDF/UA-1.
    pub pdf: Vec<u8>,
    /// For a word processor.
    pub docx: Vec<u8>,
    /// One page that stands alone.
    pub html: Vec<u8>,
}

/// Why a report could not be printed.
#[derive(Debug, Error)]
pub enum PrintError {
    /// As PDF.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// As DOCX.
    #[error(transparent)]
    Docx(#[from] DocxError),
    /// As HTML.
    #[error(transparent)]
    Html(#[from] HtmlError),
}

/// Prints a report. The same content gives the same bytes.
pub fn print(content: &Content, fonts: &Fonts) -> Result<Prints, PrintError> {
    let sheet = sheet(content);
    Ok(Prints {
        pdf: pdf(&sheet, fonts)?,
        docx: docx(&sheet)?,
        html: html::page(&sheet)?.into_bytes(),
    })
}
