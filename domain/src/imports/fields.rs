//! The fields that columns of a file can hold.

use super::layout::{Column, SHEETS};
use crate::coded::coded;

coded! {
    /// The record of a row to which a column belongs, from the whole to its parts.
    Level {
        /// The city that owns the plan.
        Member = "member",
        /// The plan.
        Plan = "plan",
        /// The commitment.
        Commitment = "commitment",
        /// The milestone.
        Milestone = "milestone",
        /// An indicator of a milestone or a commitment.
        Indicator = "indicator",
        /// An organisation, or a person in it.
        Stakeholder = "stakeholder",
    }
}

/// A field that a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Field {
    /// Its name among the choices for a column: `milestone_due`.
    pub code: &'static str,
    /// Its record.
    pub level: Level,
    /// The name of the field in the stored record. Columns with the same field become its paragraphs.
    pub name: &'static str,
}

const fn field(code: &'static str, level: Level, name: &'static str) -> Field {
    Field { code, level, name }
}

/// All fields, in the order in which a person chooses among them.
pub const FIELDS: &[Field] = &[
    field("member", Level::Member, "member"),
    field("country", Level::Member, "country"),
    field("plan_title", Level::Plan, "title"),
    field("plan_reference", Level::Plan, "reference"),
    field("plan_ogp_id", Level::Plan, "ogp_id"),
    field("plan_language", Level::Plan, "language"),
    field("plan_start", Level::Plan, "starts_on"),
    field("plan_end", Level::Plan, "ends_on"),
    field("plan_end_of_current_administration", Level::Plan, "term_ends_on"),
    field("plan_date_submitted", Level::Plan, "submitted_on"),
    field("plan_date_adopted", Level::Plan, "adopted_on"),
    field("plan_lead_institutions", Level::Plan, "lead_institutions"),
    field("plan_foreword", Level::Plan, "foreword"),
    field("plan_vision", Level::Plan, "vision"),
    field("plan_achievements", Level::Plan, "challenges"),
    field("plan_challenges", Level::Plan, "challenges"),
    field("plan_medium_term_goals", Level::Plan, "vision"),
    field("plan_contribution_to_vision", Level::Plan, "vision"),
    field("plan_wider_policy_goals", Level::Plan, "vision"),
    field("plan_institutional_arrangements", Level::Plan, "engagement"),
    field("plan_collaboration_spaces", Level::Plan, "engagement"),
    field("plan_diversity_measures", Level::Plan, "engagement"),
    field("plan_participants", Level::Plan, "engagement"),
    field("plan_groups", Level::Plan, "groups"),
    field("plan_public_meetings", Level::Plan, "public_meetings"),
    field("plan_continued_collaboration", Level::Plan, "engagement"),
    field("plan_conflict_resolution", Level::Plan, "engagement"),
    field("plan_monitoring_body", Level::Plan, "monitoring_body"),
    field("plan_monitoring_body_description", Level::Plan, "monitoring"),
    field("plan_monitoring_contact", Level::Plan, "person"),
    field("plan_monitoring_email", Level::Plan, "email"),
    field("plan_progress_discussions", Level::Plan, "monitoring"),
    field("plan_progress_checks", Level::Plan, "monitoring"),
    field("plan_publication_of_results", Level::Plan, "monitoring"),
    field("plan_source", Level::Plan, "source"),
    field("commitment_number", Level::Commitment, "number"),
    field("commitment_ogp_id", Level::Commitment, "ogp_id"),
    field("commitment_title", Level::Commitment, "title"),
    field("commitment_short_title", Level::Commitment, "short_title"),
    field("commitment_state", Level::Commitment, "state"),
    field("commitment_state_reason", Level::Commitment, "state_reason"),
    field("commitment_start", Level::Commitment, "starts_on"),
    field("commitment_end", Level::Commitment, "ends_on"),
    field("commitment_dates", Level::Commitment, "dates_said"),
    field("commitment_lead_institution", Level::Commitment, "lead"),
    field("commitment_institutions", Level::Commitment, "institutions"),
    field("commitment_others", Level::Commitment, "others"),
    field("commitment_problem", Level::Commitment, "problem"),
    field("commitment_status_quo", Level::Commitment, "status_quo"),
    field("commitment_action", Level::Commitment, "action"),
    field("commitment_solution", Level::Commitment, "solution"),
    field("commitment_long_term_goal", Level::Commitment, "long_term_goal"),
    field("commitment_policy_area", Level::Commitment, "policy_area"),
    field("commitment_sector", Level::Commitment, "sector"),
    field("commitment_ogp_values", Level::Commitment, "ogp_values"),
    field("commitment_why_relevant", Level::Commitment, "why_relevant"),
    field(
        "commitment_why_access_to_information",
        Level::Commitment,
        "why_access_to_information",
    ),
    field(
        "commitment_why_civic_participation",
        Level::Commitment,
        "why_civic_participation",
    ),
    field(
        "commitment_why_public_accountability",
        Level::Commitment,
        "why_public_accountability",
    ),
    field("commitment_why_technology", Level::Commitment, "why_technology"),
    field("commitment_resources", Level::Commitment, "resources"),
    field("commitment_additional_information", Level::Commitment, "additional"),
    field("commitment_sdg_targets", Level::Commitment, "sdg_targets"),
    field("commitment_source", Level::Commitment, "source"),
    field("commitment_besa_id", Level::Commitment, Field::ID),
    field("irm_verifiable", Level::Commitment, "verifiable"),
    field("irm_potential_impact", Level::Commitment, "potential_impact"),
    field("irm_completion_end", Level::Commitment, "completion"),
    field("irm_diog", Level::Commitment, "did_it_open_government"),
    field("milestone_number", Level::Milestone, "number"),
    field("milestone_title", Level::Milestone, "title"),
    field("milestone_output", Level::Milestone, "output"),
    field("milestone_outcome", Level::Milestone, "outcome"),
    field("milestone_start", Level::Milestone, "starts_on"),
    field("milestone_due", Level::Milestone, "due_on"),
    field("milestone_dates", Level::Milestone, "dates_said"),
    field("milestone_responsible_institution", Level::Milestone, "responsible"),
    field("milestone_supporters", Level::Milestone, "supporters"),
    field("milestone_others", Level::Milestone, "others"),
    field("milestone_responsible_person", Level::Milestone, "person"),
    field("milestone_responsible_title", Level::Milestone, "position"),
    field("milestone_responsible_email", Level::Milestone, "email"),
    field("milestone_role", Level::Milestone, "part"),
    field("milestone_state", Level::Milestone, "state"),
    field("milestone_percent", Level::Milestone, "percent"),
    field("milestone_completed_on", Level::Milestone, "completed_on"),
    field("milestone_reason", Level::Milestone, "reason"),
    field("milestone_evaluation_link", Level::Milestone, "evaluation_link"),
    field("milestone_new_or_ongoing", Level::Milestone, "new_or_ongoing"),
    field("milestone_besa_id", Level::Milestone, Field::ID),
    field("indicator_number", Level::Indicator, "number"),
    field("indicator_title", Level::Indicator, "title"),
    field("indicator_title_en", Level::Indicator, "title_en"),
    field("indicator_title_sq", Level::Indicator, "title_sq"),
    field("indicator_title_es", Level::Indicator, "title_es"),
    field("indicator_title_fr", Level::Indicator, "title_fr"),
    field("indicator_title_mk", Level::Indicator, "title_mk"),
    field("indicator_title_sr", Level::Indicator, "title_sr"),
    field("indicator_unit", Level::Indicator, "unit"),
    field("indicator_direction", Level::Indicator, "direction"),
    field("indicator_baseline", Level::Indicator, "baseline"),
    field("indicator_baseline_on", Level::Indicator, "baseline_on"),
    field("indicator_target", Level::Indicator, "target"),
    field("indicator_due", Level::Indicator, "due_on"),
    field("indicator_deadline_en", Level::Indicator, "deadline_en"),
    field("indicator_deadline_sq", Level::Indicator, "deadline_sq"),
    field("indicator_deadline_es", Level::Indicator, "deadline_es"),
    field("indicator_deadline_fr", Level::Indicator, "deadline_fr"),
    field("indicator_deadline_mk", Level::Indicator, "deadline_mk"),
    field("indicator_deadline_sr", Level::Indicator, "deadline_sr"),
    field("stakeholder_organisation", Level::Stakeholder, "name"),
    field("stakeholder_kind", Level::Stakeholder, "kind"),
    field("stakeholder_person", Level::Stakeholder, "person"),
    field("stakeholder_person_title", Level::Stakeholder, "position"),
    field("stakeholder_email", Level::Stakeholder, "email"),
    field("stakeholder_website", Level::Stakeholder, "website"),
    field("stakeholder_part", Level::Stakeholder, "part"),
    field("stakeholder_besa_id", Level::Stakeholder, Field::ID),
];

/// Fields with personal data. They are never stored as provenance.
pub(super) const PRIVATE: [&str; 3] = ["person", "position", "email"];

impl Field {
    /// What the names of fields with a title in one language begin with.
    pub(super) const TITLE_IN: &str = "title_";
    /// What the names of fields with a deadline in the words of one language begin with.
    pub(super) const DEADLINE_IN: &str = "deadline_";

    /// The name of the field with the record's id.
    pub(super) const ID: &'static str = "besa_id";

    /// Returns the field with this code.
    pub fn of(code: &str) -> Option<Self> {
        FIELDS.iter().find(|field| field.code == code).copied()
    }

    /// Returns whether its values are personal data.
    pub fn is_private(self) -> bool {
        PRIVATE.contains(&self.name)
    }

    /// Returns whether Besa finds the record by it: its id, or the reference of a plan. A row with one comes from
    /// a file of Besa's, and is a record whatever its texts look like.
    pub(super) fn is_key(self) -> bool {
        matches!(self.name, Self::ID | "reference")
    }

    /// Returns whether it names its record.
    pub(super) fn is_title(self) -> bool {
        matches!(self.name, "title" | "name") || self.name.starts_with(Self::TITLE_IN)
    }

    /// Returns the language that the field of an indicator is in: `fr` for `title_fr`.
    pub(super) fn language_of(name: &str) -> Option<&str> {
        name.strip_prefix(Self::TITLE_IN)
            .or_else(|| name.strip_prefix(Self::DEADLINE_IN))
    }

    /// Returns the same field in a language: the title and the deadline of an indicator have one for each.
    pub(super) fn in_language(self, language: &str) -> Option<Self> {
        match self.code {
            "indicator_title" => Self::of(&format!("indicator_title_{language}")),
            "indicator_due" => Self::of(&format!("indicator_deadline_{language}")),
            _ => None,
        }
    }

    /// Returns its sheet and column in Besa's own workbook; `None` for a field that it does not have.
    pub fn in_workbook(self) -> Option<(&'static str, &'static Column)> {
        let layout = SHEETS.iter().find(|layout| layout.level == self.level)?;
        let mut columns = layout.columns.iter();
        let column = columns.find(|column| layout.field(column) == Some(self))?;
        Some((layout.name, column))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_unique() {
        let codes: BTreeSet<&str> = FIELDS.iter().map(|field| field.code).collect();
        assert_eq!(codes.len(), FIELDS.len());
    }
}
