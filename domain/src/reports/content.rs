//! The content of a report, by its kind. It is frozen as JSON of the struct of its kind.

use super::ReportKind;
use super::assessed::Assessed;
use super::self_assessment::SelfAssessment;
use crate::error::Result;
use sha2::{Digest, Sha256};

/// The content of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// The government's self-assessment of its plan.
    SelfAssessment(Box<SelfAssessment>),
    /// The monitoring body's findings, with the city's reply.
    Assessed(Box<Assessed>),
}

/// The content of a final report, with its checksum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    /// The content as JSON.
    pub json: String,
    /// SHA-256 of the JSON, in lower-case hex.
    pub sha256: String,
}

impl Content {
    /// Returns the kind of the report.
    pub fn kind(&self) -> ReportKind {
        match self {
            Self::SelfAssessment(_) => ReportKind::SelfAssessment,
            Self::Assessed(report) => report.kind.into(),
        }
    }

    /// Returns the title of the plan it is about.
    pub fn plan_title(&self) -> &str {
        match self {
            Self::SelfAssessment(report) => &report.plan.title,
            Self::Assessed(report) => &report.plan,
        }
    }

    /// Serialises the content for storage.
    ///
    /// # Errors
    /// `Internal` when it cannot be serialised, which does not happen for these structs.
    pub fn freeze(&self) -> Result<Frozen> {
        let json = match self {
            Self::SelfAssessment(report) => serde_json::to_string(report)?,
            Self::Assessed(report) => serde_json::to_string(report)?,
        };
        let sha256 = hex::encode(Sha256::digest(&json));
        Ok(Frozen { json, sha256 })
    }

    /// Reads frozen content back.
    ///
    /// # Errors
    /// `Internal` when the JSON is not a report of this kind.
    pub fn read(kind: ReportKind, json: &str) -> Result<Self> {
        Ok(match kind {
            ReportKind::SelfAssessment => Self::SelfAssessment(serde_json::from_str(json)?),
            ReportKind::Inception | ReportKind::EndOfCommitment => Self::Assessed(serde_json::from_str(json)?),
        })
    }
}

impl From<SelfAssessment> for Content {
    fn from(report: SelfAssessment) -> Self {
        Self::SelfAssessment(Box::new(report))
    }
}

impl From<Assessed> for Content {
    fn from(report: Assessed) -> Self {
        Self::Assessed(Box::new(report))
    }
}
