//! What a report says, by its kind. Frozen, it is the JSON of the kind's own struct.

use super::ReportKind;
use super::assessed::Assessed;
use super::self_assessment::SelfAssessment;
use crate::error::Result;
use sha2::{Digest, Sha256};

/// What a report says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// What the government says of its own plan.
    SelfAssessment(Box<SelfAssessment>),
    /// What the monitoring body found, and what the city says of it.
    Assessed(Box<Assessed>),
}

/// A content that does not change any more, and what proves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    /// The content as JSON.
    pub json: String,
    /// SHA-256 of it, in lower-case hex.
    pub sha256: String,
}

impl Content {
    /// Which report it is.
    pub fn kind(&self) -> ReportKind {
        match self {
            Self::SelfAssessment(_) => ReportKind::SelfAssessment,
            Self::Assessed(report) => report.kind.into(),
        }
    }

    /// The title of the plan it is about.
    pub fn plan_title(&self) -> &str {
        match self {
            Self::SelfAssessment(report) => &report.plan.title,
            Self::Assessed(report) => &report.plan,
        }
    }

    /// The content as it is kept.
    ///
    /// # Errors
    /// Only when it is no JSON, which none is.
    pub fn freeze(&self) -> Result<Frozen> {
        let json = match self {
            Self::SelfAssessment(report) => serde_json::to_string(report)?,
            Self::Assessed(report) => serde_json::to_string(report)?,
        };
        let sha256 = hex::encode(Sha256::digest(&json));
        Ok(Frozen { json, sha256 })
    }

    /// What was frozen, read back.
    ///
    /// # Errors
    /// When it is not of this kind.
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
