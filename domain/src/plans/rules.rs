//! States of a plan. They are Besa's own (docs/RULES.md, `plan-states`).

use crate::coded::coded;

coded! {
    /// Where a plan stands.
    PlanState {
        /// Being written; members alone see it.
        Draft = "draft",
        /// In consultation: public, for comment.
        Consultation = "consultation",
        /// Submitted to OGP.
        Submitted = "submitted",
        /// Under way.
        Implementing = "implementing",
        /// Its last day has passed.
        Ended = "ended",
        /// Closed: nothing of it changes any more.
        Closed = "closed",
    }
}

/// The states that can follow. A plan can go straight under way, since many are entered when they
/// already are.
pub fn next_states(state: PlanState) -> &'static [PlanState] {
    use PlanState::{Closed, Consultation, Draft, Ended, Implementing, Submitted};
    match state {
        Draft => &[Consultation, Submitted, Implementing, Ended],
        Consultation => &[Draft, Submitted, Implementing],
        Submitted => &[Implementing, Ended],
        Implementing => &[Ended],
        Ended => &[Implementing, Closed],
        Closed => &[],
    }
}
