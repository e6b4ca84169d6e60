//! Statuses, scales, kinds and roles.

use super::coded;

coded! {
    /// The status of a milestone; `late` is computed, never stored.
    pub fn milestone_state(w) in MILESTONE_STATES {
        "complete" => status_milestone_complete(),
        "in_progress" => status_milestone_in_progress(),
        "not_started" => status_milestone_not_started(),
        "late" => status_milestone_late(),
        "stuck" => status_milestone_stuck(),
        "rescheduled" => status_milestone_rescheduled(),
        "not_reported" => status_milestone_not_reported(),
        "withdrawn" => status_milestone_withdrawn(),
    }
}

coded! {
    /// What a status of a milestone means, beside the choices of the update form.
    pub fn milestone_hint(w) in MILESTONE_HINTS {
        "complete" => status_milestone_complete_hint(),
        "in_progress" => status_milestone_in_progress_hint(),
        "not_started" => status_milestone_not_started_hint(),
        "stuck" => status_milestone_stuck_hint(),
    }
}

coded! {
    /// The state of a plan.
    pub fn plan_state(w) in PLAN_STATES {
        "draft" => status_plan_draft(),
        "consultation" => status_plan_consultation(),
        "submitted" => status_plan_submitted(),
        "implementing" => status_plan_under_way(),
        "ended" => status_plan_ended(),
        "closed" => status_plan_closed(),
    }
}

coded! {
    /// The state of a commitment.
    pub fn commitment_state(w) in COMMITMENT_STATES {
        "proposed" => status_commitment_proposed(),
        "accepted" => status_commitment_accepted(),
        "active" => status_commitment_active(),
        "completed" => status_commitment_completed(),
        "withdrawn" => status_commitment_withdrawn(),
        "carried_forward" => status_commitment_carried_forward(),
    }
}

coded! {
    /// What is known about a piece of evidence.
    pub fn evidence_state(w) in EVIDENCE_STATES {
        "added" => status_evidence_added(),
        "verified" => status_evidence_verified(),
        "questioned" => status_evidence_questioned(),
        "link_broken" => status_evidence_link_broken(),
        "withdrawn" => status_evidence_withdrawn(),
    }
}

coded! {
    /// The kind of a piece of evidence.
    pub fn evidence_kind(w) in EVIDENCE_KINDS {
        "document" => status_kind_document(),
        "data" => status_kind_data(),
        "photo" => status_kind_photo(),
        "minutes" => status_kind_minutes(),
        "law" => status_kind_law(),
        "web_page" => status_kind_web_page(),
        "other" => status_kind_other(),
    }
}

coded! {
    /// Whether a comment has its reply.
    pub fn comment_state(w) in COMMENT_STATES {
        "waiting" => status_comment_waiting(),
        "answered" => status_comment_answered(),
        "hidden" => status_comment_hidden(),
    }
}

coded! {
    /// How the city decided on a comment.
    pub fn response(w) in RESPONSES {
        "accepted" => status_response_accepted(),
        "partly_accepted" => status_response_partly_accepted(),
        "not_accepted" => status_response_not_accepted(),
        "already_done" => status_response_already_done(),
        "outside_our_power" => status_response_outside_our_power(),
    }
}

coded! {
    /// The rule that a comment was hidden by.
    pub fn hide_rule(w) in HIDE_RULES {
        "personal_data" => voices_rule_personal_data(),
        "insult" => voices_rule_insult(),
        "spam" => voices_rule_spam(),
        "off_topic" => voices_rule_off_topic(),
        "unlawful" => voices_rule_unlawful(),
    }
}

coded! {
    /// A shelf of the inbox of comments.
    pub fn shelf(w) in SHELVES {
        "waiting" => voices_shelf_waiting(),
        "overdue" => voices_shelf_overdue(),
        "answered" => voices_shelf_answered(),
        "held" => voices_shelf_held(),
        "hidden" => voices_shelf_hidden(),
    }
}

coded! {
    /// A day of the week.
    pub fn rest_day(w) in REST_DAYS {
        "monday" => voices_day_monday(),
        "tuesday" => voices_day_tuesday(),
        "wednesday" => voices_day_wednesday(),
        "thursday" => voices_day_thursday(),
        "friday" => voices_day_friday(),
        "saturday" => voices_day_saturday(),
        "sunday" => voices_day_sunday(),
    }
}

coded! {
    /// Whether a consultation takes comments.
    pub fn consultation_state(w) in CONSULTATION_STATES {
        "coming" => status_consultation_coming(),
        "open" => status_consultation_open(),
        "closed" => status_consultation_closed(),
        "answered" => status_consultation_answered(),
    }
}

coded! {
    /// The completion scale of assessments.
    pub fn completion(w) in COMPLETIONS {
        "no_evidence" => status_completion_no_evidence(),
        "not_started" => status_completion_not_started(),
        "limited" => status_completion_limited(),
        "substantial" => status_completion_substantial(),
        "complete" => status_completion_complete(),
        "withdrawn" => status_completion_withdrawn(),
    }
}

coded! {
    /// The degree to which a commitment opened government.
    pub fn degree(w) in DEGREES {
        "worsened" => status_degree_worsened(),
        "did_not_change" => status_degree_did_not_change(),
        "marginal" => status_degree_marginal(),
        "major" => status_degree_major(),
        "outstanding" => status_degree_outstanding(),
        "not_applicable" => status_degree_not_applicable(),
    }
}

coded! {
    /// What a degree means.
    pub fn degree_hint(w) in DEGREE_HINTS {
        "marginal" => status_degree_marginal_hint(),
        "major" => status_degree_major_hint(),
        "outstanding" => status_degree_outstanding_hint(),
    }
}

coded! {
    /// Why a coded value is missing.
    pub fn missing(w) in MISSING {
        "no_data" => status_missing_no_data(),
        "not_reviewed" => status_missing_not_reviewed(),
        "not_applicable" => status_missing_not_applicable(),
    }
}

coded! {
    /// A value of open government that a commitment serves.
    pub fn ogp_value(w) in OGP_VALUES {
        "access_to_information" => status_value_access(),
        "civic_participation" => status_value_participation(),
        "public_accountability" => status_value_accountability(),
        "technology" => status_value_technology(),
    }
}

coded! {
    /// A role.
    pub fn role(w) in ROLES {
        "admin" => status_role_admin(),
        "coordinator" => status_role_coordinator(),
        "implementer" => status_role_implementer(),
        "cocreator" => status_role_cocreator(),
        "monitor" => status_role_monitor(),
        "viewer" => status_role_viewer(),
        "reviewer" => status_role_reviewer(),
        "operator" => status_role_operator(),
    }
}

coded! {
    /// What a role may do, beside the choices of the invitation.
    pub fn role_hint(w) in ROLE_HINTS {
        "admin" => status_role_admin_hint(),
        "coordinator" => status_role_coordinator_hint(),
        "implementer" => status_role_implementer_hint(),
        "cocreator" => status_role_cocreator_hint(),
        "monitor" => status_role_monitor_hint(),
        "viewer" => status_role_viewer_hint(),
        "reviewer" => status_role_reviewer_hint(),
        "operator" => status_role_operator_hint(),
    }
}

coded! {
    /// The kind of an organisation.
    pub fn organisation_kind(w) in ORGANISATION_KINDS {
        "municipality" => status_organisation_municipality(),
        "government" => status_organisation_state(),
        "civil_society" => status_organisation_civil_society(),
        "academia" => status_organisation_academia(),
        "media" => status_organisation_media(),
        "private_sector" => status_organisation_business(),
        "multilateral" => status_organisation_international(),
        "residents" => status_organisation_community(),
        "other" => status_organisation_other(),
    }
}

coded! {
    /// The part of an organisation in a commitment.
    pub fn part(w) in PARTS {
        "lead" => status_part_lead(),
        "supporter" => status_part_supporter(),
        "other" => status_part_other(),
    }
}

coded! {
    /// How exactly a date is known.
    pub fn precision(w) in PRECISIONS {
        "day" => status_precision_day(),
        "month" => status_precision_month(),
        "quarter" => status_precision_quarter(),
        "year" => status_precision_year(),
        "unknown" => status_precision_unknown(),
    }
}

coded! {
    /// What a monitoring body assessed.
    pub fn finding_scheme(w) in FINDING_SCHEMES {
        "completion" => status_scheme_completion(),
        "verifiable" => status_scheme_verifiable(),
        "potential_impact" => status_scheme_potential_impact(),
        "did_it_open_government" => status_scheme_opened(),
    }
}
