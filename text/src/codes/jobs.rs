//! The queue: what a job does, and how it stands. What a program may do by its token.

use super::coded;

coded! {
    /// How a job stands.
    pub fn job_state(w) in JOB_STATES {
        "planned" => operator_state_planned(),
        "waiting" => operator_state_waiting(),
        "running" => operator_state_running(),
        "sending" => operator_state_sending(),
        "retrying" => operator_state_retrying(),
        "failed" => operator_state_failed(),
        "unknown" => operator_state_unknown(),
    }
}

coded! {
    /// What a job does.
    pub fn job_kind(w) in JOB_KINDS {
        "plan_reminders" => operator_kind_plan_reminders(),
        "refresh_figures" => operator_kind_refresh_figures(),
        "send_reminder" => operator_kind_send_reminder(),
        "send_obligation" => operator_kind_send_obligation(),
        "send_invitation" => operator_kind_send_invitation(),
        "build_report" => operator_kind_build_report(),
        "confirm_subscription" => operator_kind_confirm_subscription(),
        "plan_digests" => operator_kind_plan_digests(),
        "send_digest" => operator_kind_send_digest(),
        "clean_up" => operator_kind_clean_up(),
        "send_confirmation" => operator_kind_send_confirmation(),
        "send_receipt" => operator_kind_send_receipt(),
        "send_response" => operator_kind_send_response(),
        "send_query" => operator_kind_send_query(),
        "send_answer" => operator_kind_send_answer(),
    }
}

coded! {
    /// What a program may do by its token.
    pub fn token_scope(w) in TOKEN_SCOPES {
        "read" => account_token_scope_read(),
        "report" => account_token_scope_report(),
        "write" => account_token_scope_write(),
    }
}
