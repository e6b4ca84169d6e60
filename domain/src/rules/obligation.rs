//! Obligations of OGP's calendar.

use crate::coded::coded;

coded! {
    /// The kind of obligation.
    ObligationKind {
        /// The inception assessment of a plan: two months after its submission (OGP Local Handbook, 3.5.1).
        Inception = "inception",
        /// The end-of-commitment assessment: a month after complete implementation (OGP Local Handbook, 3.5.2).
        EndOfCommitment = "end_of_commitment",
        /// An update of the website: at least every four months (OGP Local, Inception Assessment Form, 2.1).
        Website = "website",
        /// The government's self-assessment: three months after the plan's end, by Besa's default.
        SelfAssessment = "self_assessment",
        /// The city's reply to an assessment.
        Reply = "reply",
    }
}

impl ObligationKind {
    /// Returns whether the monitoring body must fulfil it; otherwise the city must.
    pub fn is_monitors(self) -> bool {
        match self {
            Self::Inception | Self::EndOfCommitment => true,
            Self::Website | Self::SelfAssessment | Self::Reply => false,
        }
    }
}
