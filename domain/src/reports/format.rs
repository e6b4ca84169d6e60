//! The file formats in which a final report can be downloaded.

use super::{Author, Report};

/// A file format of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Tagged PDF.
    Pdf,
    /// DOCX, for editing.
    Docx,
    /// A self-contained HTML page.
    Html,
}

impl Format {
    /// All formats, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Pdf, Self::Docx, Self::Html];

    /// Returns the file extension, which is also the last part of the file's URL.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Html => "html",
        }
    }

    /// Returns the media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Html => "text/html; charset=utf-8",
        }
    }

    /// Returns the file's key in the file store and its size in bytes; `None` until the file is built.
    pub fn file(self, report: &Report) -> Option<(&str, i64)> {
        let (key, size) = match self {
            Self::Pdf => (&report.pdf_key, report.pdf_size),
            Self::Docx => (&report.docx_key, report.docx_size),
            Self::Html => (&report.html_key, report.html_size),
        };
        Some((key.as_deref()?, size?))
    }

    /// Returns the file name for downloads: the city's slug, the plan's reference, the kind and the language.
    /// A plan can have many reports of the monitoring body, so their names also contain the first eight
    /// digits of the SHA-256.
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
