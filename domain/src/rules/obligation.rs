//! What OGP asks for by a day.

use crate::coded::coded;

coded! {
    /// What is due.
    ObligationKind {
        /// The inception assessment of a plan (S: two months after its submission).
        Inception = "inception",
        /// The end-of-commitment assessment (S: a month after complete implementation).
        EndOfCommitment = "end_of_commitment",
        /// Something new on the city's pages (S: every four months).
        Website = "website",
        /// The government's self-assessment (R 0.8: three months after the plan's end).
        SelfAssessment = "self_assessment",
        /// The city's reply to an assessment.
        Reply = "reply",
    }
}

impl ObligationKind {
    /// Whether it is the monitoring body's; else the city's.
    pub fn is_monitors(self) -> bool {
        match self {
            Self::Inception | Self::EndOfCommitment => true,
            Self::Website | Self::SelfAssessment | Self::Reply => false,
        }
    }
}
