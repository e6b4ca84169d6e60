//! Assessments of the monitoring body, requirements, what is due.

use super::coded;

coded! {
    /// Which assessment.
    pub fn assessment_kind(w) in ASSESSMENT_KINDS {
        "inception" => assessment_kind_inception(),
        "end_of_commitment" => assessment_kind_end_of_commitment(),
    }
}

coded! {
    /// Where an assessment stands.
    pub fn assessment_state(w) in ASSESSMENT_STATES {
        "draft" => assessment_state_draft(),
        "submitted" => assessment_state_submitted(),
        "answered" => assessment_state_answered(),
        "published" => assessment_state_published(),
    }
}

coded! {
    /// A part of a form.
    pub fn assessment_section(w) in ASSESSMENT_SECTIONS {
        "co_creation" => assessment_section_co_creation(),
        "practices" => assessment_section_practices(),
        "commitments" => assessment_section_commitments(),
        "implementation" => assessment_section_implementation(),
        "opening" => assessment_section_opening(),
        "lessons" => assessment_section_lessons(),
    }
}

coded! {
    /// What is asked.
    pub fn question(w) in QUESTIONS {
        "forum" => question_forum(),
        "multi_stakeholder" => question_multi_stakeholder(),
        "meeting" => question_meeting(),
        "endorsed" => question_endorsed(),
        "website" => question_website(),
        "papers_before" => question_papers_before(),
        "open_input" => question_open_input(),
        "reported_back" => question_reported_back(),
        "dialogue" => question_dialogue(),
        "inclusive" => question_inclusive(),
        "verifiable" => question_verifiable(),
        "relevant" => question_relevant(),
        "ambition" => question_ambition(),
        "redesign" => question_redesign(),
        "progress" => question_progress(),
        "factors" => question_factors(),
        "as_planned" => question_as_planned(),
        "information" => question_information(),
        "participation" => question_participation(),
        "accountability" => question_accountability(),
        "other_results" => question_other_results(),
        "problem" => question_problem(),
        "lessons" => question_lessons(),
    }
}

coded! {
    /// What was chosen.
    pub fn choice(w) in CHOICES {
        "yes" => choice_yes(),
        "no" => choice_no(),
        "unclear" => choice_unclear(),
        "continuation" => choice_continuation(),
        "positive_change" => choice_positive_change(),
        "change_of_rules" => choice_change_of_rules(),
        "no_evidence" => status_completion_no_evidence(),
        "not_started" => status_completion_not_started(),
        "limited" => status_completion_limited(),
        "substantial" => status_completion_substantial(),
        "complete" => status_completion_complete(),
        "most" => choice_most(),
        "some" => choice_some(),
        "worsened" => status_degree_worsened(),
        "did_not_change" => status_degree_did_not_change(),
        "marginal" => status_degree_marginal(),
        "major" => status_degree_major(),
        "outstanding" => status_degree_outstanding(),
        "not_applicable" => status_degree_not_applicable(),
    }
}

coded! {
    /// A requirement.
    pub fn requirement(w) in REQUIREMENTS {
        "forum" => requirement_forum(),
        "multi_stakeholder" => requirement_multi_stakeholder(),
        "meeting" => requirement_meeting(),
        "endorsed" => requirement_endorsed(),
        "website" => requirement_website(),
        "papers_before" => requirement_papers_before(),
        "open_input" => requirement_open_input(),
        "reported_back" => requirement_reported_back(),
        "dialogue" => requirement_dialogue(),
        "inclusive" => requirement_inclusive(),
    }
}

coded! {
    /// How a requirement stands.
    pub fn requirement_state(w) in REQUIREMENT_STATES {
        "met" => status_requirement_met(),
        "in_progress" => requirement_state_in_progress(),
        "not_met" => status_requirement_not_met(),
        "not_checkable" => requirement_state_not_checkable(),
    }
}

coded! {
    /// What is missing, as what is to be done.
    pub fn lack(w) in LACKS {
        "forum" => lack_forum(),
        "remit" => lack_remit(),
        "rules" => lack_rules(),
        "seats" => lack_seats(),
        "regular_meeting" => lack_regular_meeting(),
        "government_seat" => lack_government_seat(),
        "other_seat" => lack_other_seat(),
        "meeting" => lack_meeting(),
        "endorsement" => lack_endorsement(),
        "publication" => lack_publication(),
        "refreshment" => lack_refreshment(),
        "papers" => lack_papers(),
        "contribution" => lack_contribution(),
        "minutes" => lack_minutes(),
        "answers" => lack_answers(),
        "meetings" => lack_meetings(),
        "shared_decision" => lack_shared_decision(),
        "sides" => lack_sides(),
    }
}

coded! {
    /// What is due.
    pub fn obligation(w) in OBLIGATIONS {
        "inception" => obligation_inception(),
        "end_of_commitment" => obligation_end_of_commitment(),
        "website" => obligation_website(),
        "self_assessment" => obligation_self_assessment(),
        "reply" => obligation_reply(),
    }
}
