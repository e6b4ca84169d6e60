//! The files in which a final report is taken away.

use super::Report;

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

    /// What it is saved as: the city's slug, the plan's years, the kind and the language.
    pub fn name(self, report: &Report, slug: &str, reference: &str) -> String {
        let kind = report.kind.code().replace('_', "-");
        format!("{slug}-{reference}-{kind}-{}.{}", report.language, self.ending())
    }
}
