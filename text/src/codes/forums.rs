//! Kinds of standing bodies, sides of their seats, states of their meetings; kinds of other plans.

use super::coded;

coded! {
    /// What kind of body it is.
    pub fn forum_kind(w) in FORUM_KINDS {
        "multi_stakeholder" => forum_kind_multi_stakeholder(),
        "public_safety" => forum_kind_public_safety(),
        "other" => forum_kind_other(),
    }
}

coded! {
    /// Whose side a seat is on.
    pub fn seat_side(w) in SEAT_SIDES {
        "government" => forum_side_government(),
        "civil_society" => forum_side_civil_society(),
        "academia" => forum_side_academia(),
        "private_sector" => forum_side_private_sector(),
        "residents" => forum_side_residents(),
        "other" => forum_side_other(),
    }
}

coded! {
    /// Whether a meeting was held.
    pub fn meeting_state(w) in MEETING_STATES {
        "planned" => forum_state_planned(),
        "held" => forum_state_held(),
        "cancelled" => forum_state_cancelled(),
    }
}

coded! {
    /// What kind of plan it is.
    pub fn strategy_kind(w) in STRATEGY_KINDS {
        "plan" => strategy_kind_plan(),
        "strategy" => strategy_kind_strategy(),
        "regulation" => strategy_kind_regulation(),
        "participatory_budgeting" => strategy_kind_participatory_budgeting(),
    }
}
