//! The files in which a final report is taken away.

use super::{Author, Report};

/// A file of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Tagged PDF.
    Pdf,
    /// DOCX, to be worked on.
    Docx,
    /// A page that stands alone.
    Html,
}

impl Format {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Pdf, Self::Docx, Self::Html];

    /// How its name ends, and the last part of its address.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Html => "html",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Html => "text/html; charset=utf-8",
        }
    }

    /// Key in the file store and size in bytes, once it is printed.
    pub fn file(self, report: &Report) -> Option<(&str, i64)> {
        let (key, size) = match self {
            Self::Pdf => (&report.pdf_key, report.pdf_size),
            Self::Docx => (&report.docx_key, report.docx_size),
            Self::Html => (&report.html_key, report.html_size),
        };
        Some((key.as_deref()?, size?))
    }

    /// What it is saved as: the city's slug, the plan's years, the kind and the language. Of the
    /// monitoring body's there can be many, so the beginning of the fingerprint tells them apart.
    pub fn name(self, report: &Report, slug: &str, reference: &str) -> String {
        let kind = report.kind.code().replace('_', "-");
        let which = match report.kind.author() {
            Author::Government => None,
            Author::MonitoringBody => report.sha256.as_deref().and_then(|hash| hash.get(..8)),
        };
        let which = which.map(|which| format!("-{which}")).unwrap_or_default();
        format!("{slug}-{reference}-{kind}{which}-{}.{}", report.language, self.ending())
    }
}
