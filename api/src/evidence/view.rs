//! Evidence as it is read and sent.

use crate::examples::example;
use crate::problem::Problem;
use crate::values::{Code, Day};
use besa_domain::code;
use besa_domain::copy_fields;
use besa_domain::evidence::{About, Evidence, EvidenceDraft, EvidenceKind};
use poem_openapi::Object;
use serde::Deserialize;
use time::OffsetDateTime;
use uuid::Uuid;

/// A file or a link that proves something.
#[derive(Debug, Object)]
#[oai(rename = "Evidence")]
pub(crate) struct View {
    /// The id.
    id: Uuid,
    /// The commitment.
    commitment: Uuid,
    /// The milestone, where it is about one.
    milestone: Option<Uuid>,
    /// The title.
    title: String,
    /// What it is.
    kind: Code<EvidenceKind>,
    /// The address, for a link.
    link: Option<String>,
    /// The file, for a file; it is at `…/file`.
    file: Option<FileView>,
    /// The language it is in.
    language: Option<String>,
    /// Who published it.
    source: Option<String>,
    /// Under which terms.
    licence: Option<String>,
    /// What a picture shows, or what a reader should know.
    description: Option<String>,
    /// The day it is from.
    dated_on: Option<Day>,
    /// When it was added.
    added_at: OffsetDateTime,
    /// When it was taken back.
    withdrawn_at: Option<OffsetDateTime>,
    /// Why.
    withdrawn_reason: Option<String>,
    /// Bumped by each change.
    version: i32,
}

/// A file.
#[derive(Debug, Object)]
#[oai(rename = "EvidenceFile")]
pub(crate) struct FileView {
    /// The name it came with.
    name: String,
    /// Its media type, by its first bytes.
    media_type: String,
    /// Its size in bytes.
    size: i64,
    /// Its SHA-256, in hex.
    sha256: String,
}

impl From<Evidence> for View {
    fn from(evidence: Evidence) -> Self {
        let file = (
            evidence.file_name,
            evidence.file_type,
            evidence.file_size,
            evidence.file_sha256,
        );
        let file = match file {
            (Some(name), Some(media_type), Some(size), Some(sha256)) => Some(FileView {
                name,
                media_type,
                size,
                sha256,
            }),
            _ => None,
        };
        copy_fields!(evidence => Self {
            title, link, language, source, licence, description, added_at, withdrawn_at, withdrawn_reason,
            version,
        } with {
            id: evidence.id.into(),
            commitment: evidence.commitment_id.into(),
            milestone: evidence.milestone_id.map(Uuid::from),
            kind: Code(evidence.kind),
            file,
            dated_on: evidence.dated_on.map(Day),
        })
    }
}

/// A new piece of evidence, on a commitment or on a milestone. It needs `title`, `kind`, and one
/// of the two ids; as JSON also a `link`.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewEvidence", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct New {
    /// The commitment, by its id.
    commitment: Option<Uuid>,
    /// The milestone, by its id.
    milestone: Option<Uuid>,
    /// The title.
    title: Option<String>,
    /// What it is.
    kind: Option<Code<EvidenceKind>>,
    /// The address, for a link.
    link: Option<String>,
    /// The language it is in.
    language: Option<String>,
    /// Who published it.
    source: Option<String>,
    /// Under which terms.
    licence: Option<String>,
    /// What a picture shows, or what a reader should know.
    description: Option<String>,
    /// The day it is from.
    dated_on: Option<Day>,
}

example!(New {
    "milestone": "01900000-0000-7000-8000-000000000001",
    "title": "Minutes of the third meeting of the forum",
    "kind": "minutes",
    "link": "https://example.org/forum/minutes-3",
    "dated_on": "2026-11-10"
});

impl New {
    /// What it is about.
    pub(super) fn about(&self) -> Result<About, Problem> {
        match (self.commitment, self.milestone) {
            (Some(id), None) => Ok(About::Commitment(id.into())),
            (None, Some(id)) => Ok(About::Milestone(id.into())),
            (None, None) => Err(Problem::field("milestone", code::REQUIRED)),
            (Some(_), Some(_)) => Err(Problem::field("milestone", code::UNKNOWN_CHOICE)),
        }
    }

    pub(super) fn into_draft(self) -> Result<(About, EvidenceDraft), Problem> {
        let about = self.about()?;
        let kind = self.kind.ok_or_else(|| Problem::field("kind", code::REQUIRED))?;
        let draft = EvidenceDraft {
            title: self.title.unwrap_or_default(),
            kind: kind.0,
            link: self.link,
            language: self.language,
            source: self.source,
            licence: self.licence,
            description: self.description,
            dated_on: self.dated_on.map(|day| day.0),
        };
        Ok((about, draft))
    }
}

/// Why a piece of evidence is taken back.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "Withdrawal", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Withdrawal {
    /// The version that was read, unless `If-Match` says it.
    version: Option<i32>,
    /// Why; residents read it.
    pub(super) reason: Option<String>,
}

example!(Withdrawal { "version": 1, "reason": "It was the draft of another document." });
