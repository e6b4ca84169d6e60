//! Review across cities.

use super::coded;

coded! {
    /// Why a city needs a reviewer.
    pub fn review_need(w) in REVIEW_NEEDS {
        "late" => review_need_late(),
        "silent" => review_need_silent(),
        "assessment" => review_need_assessment(),
        "ending" => review_need_ending(),
        "no_plan" => review_need_no_plan(),
        "due" => review_need_due(),
    }
}

coded! {
    /// By what compared cities are ordered: the words of the column.
    pub fn review_sort(w) in REVIEW_SORTS {
        "complete" => review_column_complete(),
        "late" => review_column_late(),
        "evidence" => review_column_evidence(),
        "answer_days" => review_column_answer_days(),
        "answered" => review_column_answered(),
        "meetings" => review_column_meetings(),
        "requirements" => review_column_requirements(),
        "not_reported" => review_column_not_reported(),
        "activity" => review_column_activity(),
        "name" => review_column_city(),
    }
}

coded! {
    /// Where a reviewer's question stands.
    pub fn query_state(w) in QUERY_STATES {
        "open" => review_query_open(),
        "answered" => review_query_answered(),
    }
}
