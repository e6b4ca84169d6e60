//! Open data: its tables, their columns, and the schemes of codes.

use super::coded;

coded! {
    /// A table that is given away.
    pub fn data_table(w) in DATA_TABLES {
        "commitments" => data_table_commitments(),
        "milestones" => data_table_milestones(),
        "progress" => data_table_progress(),
        "evidence" => data_table_evidence(),
        "meetings" => data_table_meetings(),
        "comments" => data_table_comments(),
        "proposals" => data_table_proposals(),
        "log" => data_table_log(),
    }
}

coded! {
    /// What is in a table.
    pub fn data_table_text(w) in DATA_TABLE_TEXTS {
        "commitments" => data_table_text_commitments(),
        "milestones" => data_table_text_milestones(),
        "progress" => data_table_text_progress(),
        "evidence" => data_table_text_evidence(),
        "meetings" => data_table_text_meetings(),
        "comments" => data_table_text_comments(),
        "proposals" => data_table_text_proposals(),
        "log" => data_table_text_log(),
    }
}

coded! {
    /// What stands in a column.
    pub fn data_column(w) in DATA_COLUMNS {
        "id" => data_column_id(),
        "plan" => data_column_plan(),
        "number" => data_column_number(),
        "ogp_id" => data_column_ogp_id(),
        "title" => data_column_title(),
        "state" => data_column_state(),
        "starts_on" => data_column_starts_on(),
        "ends_on" => data_column_ends_on(),
        "problem" => data_column_problem(),
        "action" => data_column_action(),
        "policy_area" => data_column_policy_area(),
        "ogp_values" => data_column_ogp_values(),
        "sdg_targets" => data_column_sdg_targets(),
        "resources" => data_column_resources(),
        "source" => data_column_source(),
        "updated_at" => data_column_updated_at(),
        "commitment" => data_column_commitment(),
        "output" => data_column_output(),
        "due_on" => data_column_due_on(),
        "due_said" => data_column_due_said(),
        "standing" => data_column_standing(),
        "days_late" => data_column_days_late(),
        "percent" => data_column_percent(),
        "completed_on" => data_column_completed_on(),
        "reason" => data_column_reason(),
        "reported_at" => data_column_reported_at(),
        "milestone" => data_column_milestone(),
        "done" => data_column_done(),
        "challenges" => data_column_challenges(),
        "next_step" => data_column_next_step(),
        "at" => data_column_at(),
        "kind" => data_column_kind(),
        "link" => data_column_link(),
        "file_type" => data_column_file_type(),
        "file_size" => data_column_file_size(),
        "sha256" => data_column_sha256(),
        "language" => data_column_language(),
        "licence" => data_column_licence(),
        "description" => data_column_description(),
        "dated_on" => data_column_dated_on(),
        "added_at" => data_column_added_at(),
        "forum" => data_column_forum(),
        "starts_at" => data_column_starts_at(),
        "ends_at" => data_column_ends_at(),
        "place" => data_column_place(),
        "notice" => data_column_notice(),
        "noticed_on" => data_column_noticed_on(),
        "agenda" => data_column_agenda(),
        "minutes" => data_column_minutes(),
        "parent" => data_column_parent(),
        "body" => data_column_body(),
        "organisation" => data_column_organisation(),
        "hidden_rule" => data_column_hidden_rule(),
        "asks" => data_column_asks(),
        "received_at" => data_column_received_at(),
        "became" => data_column_became(),
        "answered_at" => data_column_answered_at(),
        "outcome" => data_column_outcome(),
        "answer" => data_column_answer(),
        "answer_changed" => data_column_answer_changed(),
        "answer_office" => data_column_answer_office(),
        "working_days" => data_column_working_days(),
        "sequence" => data_column_sequence(),
        "subject" => data_column_subject(),
        "subject_id" => data_column_subject_id(),
        "changed_from" => data_column_changed_from(),
        "changed_to" => data_column_changed_to(),
        "previous" => data_column_previous(),
        "hash" => data_column_hash(),
    }
}

coded! {
    /// A scale or a list of codes.
    pub fn data_scheme(w) in DATA_SCHEMES {
        "plan-state" => data_scheme_plan_state(),
        "commitment-state" => data_scheme_commitment_state(),
        "milestone-state" => data_scheme_milestone_state(),
        "completion" => data_scheme_completion(),
        "degree" => data_scheme_degree(),
        "ogp-value" => data_scheme_ogp_value(),
        "policy-area" => data_scheme_policy_area(),
        "evidence-kind" => data_scheme_evidence_kind(),
        "response" => data_scheme_response(),
        "organisation-kind" => data_scheme_organisation_kind(),
        "forum-kind" => data_scheme_forum_kind(),
        "seat-side" => data_scheme_seat_side(),
        "meeting-state" => data_scheme_meeting_state(),
        "strategy-kind" => data_scheme_strategy_kind(),
    }
}
