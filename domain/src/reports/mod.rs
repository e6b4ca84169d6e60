//! Reports that a job builds from a city's records.

pub mod self_assessment;

use crate::coded::coded;

coded! {
    /// Which report.
    ReportKind {
        /// The government's self-assessment (domain.md 3.1).
        SelfAssessment = "self_assessment",
    }
    /// Where it stands.
    ReportState {
        /// Asked for; a job will build it.
        Waiting = "waiting",
        /// There to be read.
        Built = "built",
        /// It could not be built.
        Failed = "failed",
    }
}
