//! The texts of the workbook's guide: what each column is for.

use besa_domain::imports::layout::Holds;

use super::Words;

impl Words {
    pub(crate) fn guide_lines(&self) -> [String; 3] {
        let w = self.w;
        [
            w.workbook_line_rows(),
            w.workbook_line_headings(),
            w.workbook_line_empty(),
        ]
    }

    pub(crate) fn guide_headings(&self) -> [String; 5] {
        let w = self.w;
        [
            w.workbook_column_sheet(),
            w.workbook_column_heading(),
            w.workbook_column_needed(),
            w.workbook_column_about(),
            w.workbook_column_example(),
        ]
    }

    /// Returns how cells of a column are written.
    pub(crate) fn guide_holds(&self, holds: Holds) -> String {
        let w = self.w;
        match holds {
            Holds::Text => w.workbook_holds_text(),
            Holds::Prose => w.workbook_holds_prose(),
            Holds::Day => w.workbook_holds_day(),
            Holds::Number => w.workbook_holds_number(),
            Holds::List => w.workbook_holds_list(),
            Holds::Choice(words) => format!("{} {}", w.workbook_holds_choice(), words.join("; ")),
            Holds::Choices(words) => format!("{} {}", w.workbook_holds_choices(), words.join("; ")),
        }
    }

    /// Returns what a column is for; `None` for a column without a text.
    pub(crate) fn guide_column(&self, sheet: &str, column: &str) -> Option<String> {
        match sheet {
            "Plan" => self.plan_column(column),
            "Commitments" => self.commitment_column(column),
            "Milestones" => self.milestone_column(column),
            "Stakeholders" => self.stakeholder_column(column),
            _ => None,
        }
    }

    fn plan_column(&self, column: &str) -> Option<String> {
        let w = self.w;
        Some(match column {
            "title" => w.plan_field_title(),
            "ogp_id" => w.workbook_plan_ogp_id(),
            "language" => w.workbook_plan_language(),
            "start" => w.plan_field_start(),
            "end" => w.plan_field_end(),
            "end_of_current_administration" => w.plan_field_term_end(),
            "date_submitted" => w.plan_field_submitted(),
            "lead_institutions" => w.plan_field_lead(),
            "foreword" => w.plan_field_foreword(),
            "vision" => w.plan_field_vision(),
            "achievements" => w.workbook_plan_achievements(),
            "challenges" => w.workbook_plan_challenges(),
            "medium_term_goals" => w.workbook_plan_medium_term_goals(),
            "contribution_to_vision" => w.workbook_plan_contribution_to_vision(),
            "wider_policy_goals" => w.workbook_plan_wider_policy_goals(),
            "institutional_arrangements" => w.workbook_plan_institutional_arrangements(),
            "collaboration_spaces" => w.workbook_plan_collaboration_spaces(),
            "diversity_measures" => w.workbook_plan_diversity_measures(),
            "participants" => w.workbook_plan_participants(),
            "groups" => w.workbook_plan_groups(),
            "public_meetings" => w.workbook_plan_public_meetings(),
            "continued_collaboration" => w.workbook_plan_continued_collaboration(),
            "conflict_resolution" => w.workbook_plan_conflict_resolution(),
            "monitoring_body" => w.workbook_plan_monitoring_body(),
            "monitoring_body_description" => w.workbook_plan_monitoring_body_description(),
            "monitoring_contact" => w.workbook_plan_monitoring_contact(),
            "monitoring_email" => w.workbook_plan_monitoring_email(),
            "progress_discussions" => w.workbook_plan_progress_discussions(),
            "progress_checks" => w.workbook_plan_progress_checks(),
            "publication_of_results" => w.workbook_plan_publication_of_results(),
            _ => return None,
        })
    }

    fn commitment_column(&self, column: &str) -> Option<String> {
        let w = self.w;
        Some(match column {
            "number" => w.commitment_field_number(),
            "ogp_id" => hinted(w.commitment_field_identifier(), &w.commitment_hint_identifier()),
            "title" => hinted(w.commitment_field_title(), &w.commitment_hint_title()),
            "short_title" => hinted(w.commitment_field_short_title(), &w.commitment_hint_short_title()),
            "start" => w.commitment_field_start(),
            "end" => w.commitment_field_end(),
            "lead_institution" => hinted(w.commitment_field_lead(), &w.commitment_hint_lead()),
            "institutions" => w.workbook_commitment_institutions(),
            "problem" => hinted(w.commitment_field_problem(), &w.commitment_hint_problem()),
            "status_quo" => hinted(w.commitment_field_status_quo(), &w.commitment_hint_status_quo()),
            "action" => hinted(w.commitment_field_action(), &w.commitment_hint_action()),
            "solution" => w.commitment_field_solution(),
            "long_term_goal" => w.commitment_field_goal(),
            "policy_area" => w.commitment_field_policy_area(),
            "sector" => w.commitment_field_sector(),
            "ogp_values" => w.commitment_field_values(),
            "why_relevant" => w.workbook_commitment_why_relevant(),
            "resources" => hinted(w.commitment_field_resources(), &w.commitment_hint_resources()),
            "additional_information" => w.commitment_field_more(),
            "sdg_targets" => w.workbook_commitment_sdg_targets(),
            _ => return None,
        })
    }

    fn milestone_column(&self, column: &str) -> Option<String> {
        let w = self.w;
        Some(match column {
            "commitment_number" => w.workbook_milestone_commitment_number(),
            "number" => w.workbook_milestone_number(),
            "title" => hinted(w.milestone_field_title(), &w.milestone_hint_title()),
            "output" => hinted(w.milestone_field_output(), &w.milestone_hint_output()),
            "outcome" => hinted(w.milestone_field_outcome(), &w.milestone_hint_outcome()),
            "start" => w.milestone_field_start(),
            "due" => w.milestone_field_due(),
            "responsible_institution" => w.milestone_field_responsible(),
            "responsible_person" => hinted(
                w.milestone_field_responsible_person(),
                &w.milestone_hint_responsible_person(),
            ),
            "responsible_title" => w.workbook_milestone_responsible_title(),
            "responsible_email" => w.workbook_milestone_responsible_email(),
            "role" => w.milestone_field_responsible_role(),
            "state" => w.update_field_state(),
            "percent" => hinted(w.update_field_percent(), &w.update_hint_percent()),
            "completed_on" => w.update_field_completed_on(),
            "reason" => w.workbook_milestone_reason(),
            "evaluation_link" => w.workbook_milestone_evaluation_link(),
            _ => return None,
        })
    }

    fn stakeholder_column(&self, column: &str) -> Option<String> {
        let w = self.w;
        Some(match column {
            "organisation" => w.workbook_stakeholder_organisation(),
            "kind" => w.workbook_stakeholder_kind(),
            "person" => w.workbook_stakeholder_person(),
            "person_title" => w.workbook_stakeholder_person_title(),
            "email" => w.workbook_stakeholder_email(),
            "website" => w.workbook_stakeholder_website(),
            "commitment_number" => w.workbook_stakeholder_commitment_number(),
            "part" => w.workbook_stakeholder_part(),
            _ => return None,
        })
    }
}

/// Joins a label and its hint, which forms show in the same words.
fn hinted(label: String, hint: &str) -> String {
    format!("{label}. {hint}")
}

#[cfg(test)]
mod tests {
    use besa_domain::imports::layout::SHEETS;
    use besa_text::Language;

    use super::*;

    #[test]
    fn every_column_has_words() {
        for language in Language::ALL {
            let words = Words::new(language);
            for layout in SHEETS {
                for column in layout.columns {
                    assert!(
                        words.guide_column(layout.name, column.name).is_some(),
                        "{} {}",
                        layout.name,
                        column.name
                    );
                }
            }
        }
    }
}
