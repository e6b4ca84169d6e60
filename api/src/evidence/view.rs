//! Request and response types of evidence.

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

/// A file or a link that proves progress. A field without a value is `null`.
#[derive(Debug, Object)]
#[oai(rename = "Evidence")]
pub(crate) struct View {
    /// The id.
    id: Uuid,
    /// The id of the commitment, also for evidence on one of its milestones.
    commitment: Uuid,
    /// The id of the milestone; `null` for evidence on the commitment itself.
    milestone: Option<Uuid>,
    /// The title.
    title: String,
    /// The kind of evidence.
    kind: Code<EvidenceKind>,
    /// The web address of a link; `null` for a file.
    link: Option<String>,
    /// The file; `null` for a link. Download it at `/tenants/{tenant}/evidence/{id}/file`.
    file: Option<FileView>,
    /// The language it is in, as a code such as `sq`.
    language: Option<String>,
    /// Who published it.
    source: Option<String>,
    /// The licence or terms of use.
    licence: Option<String>,
    /// What a picture shows, or what a reader should know.
    description: Option<String>,
    /// The date of the document, data or picture, not of its upload.
    dated_on: Option<Day>,
    /// When it was added.
    added_at: OffsetDateTime,
    /// When it was withdrawn; `null` if it was not.
    withdrawn_at: Option<OffsetDateTime>,
    /// The public reason for the withdrawal.
    withdrawn_reason: Option<String>,
    /// The version of the record; increases with each change.
    version: i32,
}

/// The file of a piece of evidence.
#[derive(Debug, Object)]
#[oai(rename = "EvidenceFile")]
pub(crate) struct FileView {
    /// The name of the file at upload.
    name: String,
    /// The media type, determined from the first bytes.
    media_type: String,
    /// The size in bytes.
    size: i64,
    /// The SHA-256 of the stored file in hex. A picture is stored without place, time and device, so its hash
    /// can differ from that of the uploaded file.
    sha256: String,
    /// The SHA-256 of the uploaded picture in hex, when place, time, device or owner were removed from it;
    /// else `null`. The original is not kept.
    original_sha256: Option<String>,
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
                original_sha256: evidence.original_sha256,
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

/// A new piece of evidence on a commitment or a milestone. `title`, `kind` and one of the two ids are
/// required; in a JSON body also `link`.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewEvidence", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct New {
    /// The id of the commitment. Not together with `milestone`.
    commitment: Option<Uuid>,
    /// The id of the milestone. Not together with `commitment`.
    milestone: Option<Uuid>,
    /// The title. Maximum 300 characters.
    title: Option<String>,
    /// The kind of evidence.
    kind: Option<Code<EvidenceKind>>,
    /// The web address of a link, `http` or `https`. Maximum 1,000 characters. Not together with a file.
    link: Option<String>,
    /// The language it is in, as a code such as `sq`. Maximum 10 characters.
    language: Option<String>,
    /// Who published it. Maximum 1,000 characters.
    source: Option<String>,
    /// The licence or terms of use. Maximum 300 characters.
    licence: Option<String>,
    /// What a picture shows, or what a reader should know. Maximum 50,000 characters.
    description: Option<String>,
    /// The date of the document, data or picture, not of its upload.
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
    /// Returns the commitment or milestone that the evidence is on.
    ///
    /// # Errors
    /// `milestone` / `required` without an id, `milestone` / `unknown_choice` with both.
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

/// The withdrawal of a piece of evidence. `reason` is required.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "Withdrawal", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Withdrawal {
    /// The version that was read. Required unless `If-Match` is sent, which takes precedence.
    version: Option<i32>,
    /// The reason; it is public. Maximum 50,000 characters.
    pub(super) reason: Option<String>,
}

example!(Withdrawal { "version": 1, "reason": "It was the draft of another document." });
