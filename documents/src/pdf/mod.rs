//! A report as an accessible PDF: tagged, PDF/UA-1, with embedded fonts.

mod fonts;
mod glyphs;
mod pack;
mod world;

use serde::Serialize;
use serde_json::Value;
use thiserror::Error;
use time::OffsetDateTime;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

pub use fonts::Fonts;

use besa_formats::sheet::Sheet;
use besa_formats::words::Words;
use glyphs::Trust;
use world::Desk;

/// Why a PDF could not be created.
#[derive(Debug, Error)]
pub enum PdfError {
    /// The report could not be converted to data for the template.
    #[error("the report cannot be converted to JSON: {0}")]
    Data(#[from] serde_json::Error),
    /// Typst could not compile the template.
    #[error("the report cannot be typeset: {0}")]
    Setting(String),
    /// The document breaks a rule of PDF/UA-1.
    #[error("the report breaks a rule of PDF/UA-1: {0}")]
    Standard(String),
}

/// Writes a report as PDF/UA-1. The same report gives the same bytes.
pub fn pdf(sheet: &Sheet, fonts: &Fonts) -> Result<Vec<u8>, PdfError> {
    print(sheet, &Words::of(&sheet.language), fonts)
}

/// The data of the template: the sheet, and what only the PDF needs.
#[derive(Serialize)]
struct Paper<'a> {
    sheet: &'a Sheet,
    families: fonts::Families,
    /// The sentence that lists the characters that could not be printed; `None` if there are none.
    unprinted: Option<String>,
}

fn print(sheet: &Sheet, words: &Words, fonts: &Fonts) -> Result<Vec<u8>, PdfError> {
    let built = sheet.built_at.to_offset(time::UtcOffset::UTC);
    let printed = match set(&paper(sheet, words, fonts, Trust::Signs)?, built, fonts) {
        // Probably no font has a glyph for some letter with a combining mark: try again without the marks.
        Err(PdfError::Standard(_)) => set(&paper(sheet, words, fonts, Trust::Letters)?, built, fonts),
        printed => printed,
    };
    // Typst's cache is not needed again: free its memory.
    comemo::evict(0);
    printed
}

/// Builds the data of the template, with every character printable.
fn paper(sheet: &Sheet, words: &Words, fonts: &Fonts, trust: Trust) -> Result<Value, PdfError> {
    let mut paper = Paper {
        sheet,
        families: fonts.families(),
        unprinted: None,
    };
    let mut data = serde_json::to_value(&paper)?;
    let unprinted = glyphs::printable(&mut data, fonts, trust);
    if !unprinted.is_empty() {
        paper.unprinted = Some(words.unprinted(&unprinted));
        data = serde_json::to_value(&paper)?;
        glyphs::printable(&mut data, fonts, trust);
    }
    Ok(data)
}

fn set(data: &Value, built: OffsetDateTime, fonts: &Fonts) -> Result<Vec<u8>, PdfError> {
    let desk = Desk::new(serde_json::to_vec(data)?, fonts)?;
    let document = typst::compile::<PagedDocument>(&desk)
        .output
        .map_err(|errors| PdfError::Setting(messages(&errors)))?;
    let standards =
        PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| PdfError::Standard(error.message().to_string()))?;
    let moment = Datetime::from_ymd_hms(
        built.year(),
        u8::from(built.month()),
        built.day(),
        built.hour(),
        built.minute(),
        built.second(),
    );
    let options = PdfOptions {
        creator: Smart::Custom(Some("Besa".to_owned())),
        timestamp: moment.map(Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    };
    let file = typst_pdf::pdf(&document, &options).map_err(|errors| PdfError::Standard(messages(&errors)))?;
    Ok(pack::packed(&file).unwrap_or(file))
}

fn messages(errors: &[SourceDiagnostic]) -> String {
    errors
        .iter()
        .map(|error| error.message.as_str())
        .collect::<Vec<_>>()
        .join("; ")
}
