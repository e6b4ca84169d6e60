//! States of a plan. They are Besa's own (docs/RULES.md, `plan-states`).

use crate::coded::coded;

coded! {
    /// The state of a plan.
    PlanState {
        /// Being written; only members see it.
        Draft = "draft",
        /// In consultation: public and open for comments.
        Consultation = "consultation",
        /// Submitted to OGP.
        Submitted = "submitted",
        /// Being implemented.
        Implementing = "implementing",
        /// Its last day has passed.
        Ended = "ended",
        /// Closed: it can no longer be changed.
        Closed = "closed",
    }
}

/// Returns the states that may follow `state`. A draft may skip states, because many plans are entered in
/// Besa after they have started.
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
