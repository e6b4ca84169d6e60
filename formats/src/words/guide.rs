//! The texts of the workbook's guide: what each column is for.

use besa_domain::imports::layout::{Column, Holds, Layout, List};
use besa_domain::imports::{Field, FlatCell};
use besa_text::codes;

use super::Words;

impl Words {
    /// Returns the lines above the guide. `filled` tells that the workbook holds a plan.
    pub(crate) fn guide_lines(&self, filled: bool) -> Vec<String> {
        let w = self.w;
        let mut lines = vec![
            w.workbook_line_rows(),
            w.workbook_line_headings(),
            w.workbook_line_choices(),
            w.workbook_line_empty(),
        ];
        if filled {
            lines.extend([
                w.workbook_line_back(),
                w.workbook_line_cleared(),
                w.workbook_line_people(),
            ]);
        }
        lines
    }

    /// Returns the name of a sheet by its code.
    pub(crate) fn sheet(&self, code: &str) -> String {
        codes::workbook_sheet(self.w, code)
    }

    /// Returns the heading of a column: the words for its field.
    pub(crate) fn heading(&self, layout: &Layout, column: &Column) -> String {
        let field = layout.field(column);
        field.map_or_else(
            || column.name.to_owned(),
            |field| codes::import_field(self.w, field.code),
        )
    }

    /// Returns the heading and the text of a cell in a table with a row for each milestone.
    pub(crate) fn flat(&self, (code, text): &FlatCell) -> (String, String) {
        let column = Field::of(code).and_then(Field::in_workbook);
        let text = column.map_or_else(|| text.clone(), |(_, column)| self.text(column, text));
        (codes::import_field(self.w, code), text)
    }

    /// Returns the words of a list, in the order of its codes.
    pub(crate) fn list(&self, list: List) -> Vec<String> {
        list.codes().iter().map(|code| self.choice(list, code)).collect()
    }

    /// Returns the text of a cell: words for the codes of a list. A text that is no code stays as it is.
    pub(crate) fn text(&self, column: &Column, text: &str) -> String {
        match column.holds {
            Holds::Choice(list) => self.choice(list, text),
            Holds::Choices(list) => {
                let words = text.split("; ").map(|code| self.choice(list, code));
                words.collect::<Vec<_>>().join("; ")
            }
            Holds::Text | Holds::Prose | Holds::Day | Holds::Number | Holds::List | Holds::Key => text.to_owned(),
        }
    }

    fn choice(&self, list: List, code: &str) -> String {
        if !list.codes().contains(&code) {
            return code.to_owned();
        }
        match list {
            List::MilestoneState => codes::milestone_state(self.w, code),
            List::CommitmentState => codes::commitment_state(self.w, code),
            List::Part => codes::part(self.w, code),
            List::Kind => codes::organisation_kind(self.w, code),
            List::Value => codes::ogp_value(self.w, code),
            List::Area => codes::policy_area(self.w, code),
        }
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
            Holds::Choice(list) => format!("{} {}", w.workbook_holds_choice(), self.list(list).join("; ")),
            Holds::Choices(list) => format!("{} {}", w.workbook_holds_choices(), self.list(list).join("; ")),
            Holds::Key => w.workbook_holds_key(),
        }
    }

    /// Returns what a column is for; `None` for a column without a text.
    pub(crate) fn guide_column(&self, sheet: &str, column: &str) -> Option<String> {
        match sheet {
            "plan" => self.plan_column(column),
            "commitments" => self.commitment_column(column),
            "milestones" => self.milestone_column(column),
            "stakeholders" => self.stakeholder_column(column),
            _ => None,
        }
    }

    fn plan_column(&self, column: &str) -> Option<String> {
        let w = self.w;
        Some(match column {
            "title" => w.plan_field_title(),
            "reference" => w.workbook_plan_reference(),
            "ogp_id" => w.workbook_plan_ogp_id(),
            "language" => w.workbook_plan_language(),
            "start" => w.plan_field_start(),
            "end" => w.plan_field_end(),
            "end_of_current_administration" => w.plan_field_term_end(),
            "date_submitted" => w.plan_field_submitted(),
            "date_adopted" => w.plan_field_adopted(),
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
            "source" => w.workbook_commitment_source(),
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
            "state" => w.workbook_commitment_state(),
            "state_reason" => w.workbook_commitment_state_reason(),
            "start" => w.commitment_field_start(),
            "end" => w.commitment_field_end(),
            "lead_institution" => hinted(w.commitment_field_lead(), &w.commitment_hint_lead()),
            "institutions" => w.workbook_commitment_institutions(),
            "others" => w.workbook_commitment_others(),
            "problem" => hinted(w.commitment_field_problem(), &w.commitment_hint_problem()),
            "status_quo" => hinted(w.commitment_field_status_quo(), &w.commitment_hint_status_quo()),
            "action" => hinted(w.commitment_field_action(), &w.commitment_hint_action()),
            "solution" => w.commitment_field_solution(),
            "long_term_goal" => w.commitment_field_goal(),
            "policy_area" => w.commitment_field_policy_area(),
            "sector" => w.commitment_field_sector(),
            "ogp_values" => w.commitment_field_values(),
            "why_relevant" => w.workbook_commitment_why_relevant(),
            "why_access_to_information" => self.why("access_to_information"),
            "why_civic_participation" => self.why("civic_participation"),
            "why_public_accountability" => self.why("public_accountability"),
            "why_technology" => self.why("technology"),
            "resources" => hinted(w.commitment_field_resources(), &w.commitment_hint_resources()),
            "additional_information" => w.commitment_field_more(),
            "sdg_targets" => w.workbook_commitment_sdg_targets(),
            "source" => w.workbook_commitment_source(),
            _ => return None,
        })
    }

    fn why(&self, value: &str) -> String {
        self.w.commitment_field_value_why(codes::ogp_value(self.w, value))
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
            "dates" => w.workbook_milestone_dates(),
            "supporters" => w.workbook_milestone_supporters(),
            "others" => w.workbook_milestone_others(),
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
                for column in layout.columns.iter().filter(|column| column.holds != Holds::Key) {
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
