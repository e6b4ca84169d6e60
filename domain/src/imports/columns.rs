//! Finds which column of a table holds which field, and what is wrong with the header.

use super::book::Row;
use super::notes::{Code, Note};
use super::table::Sheet;

/// The record of a row to which a column belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// The city that owns the plan.
    Member,
    /// The plan.
    Plan,
    /// The commitment.
    Commitment,
    /// The milestone.
    Milestone,
    /// An organisation, or a person in it.
    Stakeholder,
}

/// A known column: its heading, its record, its field, and whether the column is required.
pub(super) type Known = (&'static str, Level, &'static str, bool);

const ANY: bool = false;
const NEEDED: bool = true;

/// The columns of a table where each row holds a plan, a commitment and a milestone (docs/IMPORTS.md).
pub(super) const FLAT: &[Known] = &[
    ("member", Level::Member, "member", ANY),
    ("country", Level::Member, "country", ANY),
    ("plan_title", Level::Plan, "title", NEEDED),
    ("plan_end", Level::Plan, "ends_on", ANY),
    ("commitment_id", Level::Commitment, "ogp_id", ANY),
    ("commitment_title", Level::Commitment, "title", NEEDED),
    ("commitment_start", Level::Commitment, "starts_on", ANY),
    ("commitment_end", Level::Commitment, "ends_on", ANY),
    ("lead_institution", Level::Commitment, "lead", ANY),
    ("milestone_seq", Level::Milestone, "number", ANY),
    ("milestone_title", Level::Milestone, "title", NEEDED),
    ("milestone_start", Level::Milestone, "starts_on", ANY),
    ("milestone_end", Level::Milestone, "due_on", ANY),
    ("milestone_dates_raw", Level::Milestone, "dates_said", ANY),
    ("milestone_lead", Level::Milestone, "responsible", ANY),
    ("new_or_ongoing", Level::Milestone, "new_or_ongoing", ANY),
    ("irm_verifiable", Level::Commitment, "verifiable", ANY),
    ("irm_potential_impact", Level::Commitment, "potential_impact", ANY),
    ("irm_completion_end", Level::Commitment, "completion", ANY),
    ("irm_diog", Level::Commitment, "did_it_open_government", ANY),
    ("source", Level::Plan, "source", ANY),
];

/// The columns of the sheet Plan. Columns with the same field become the paragraphs of that field.
pub(super) const PLAN: &[Known] = &[
    ("title", Level::Plan, "title", NEEDED),
    ("ogp_id", Level::Plan, "ogp_id", ANY),
    ("language", Level::Plan, "language", ANY),
    ("start", Level::Plan, "starts_on", NEEDED),
    ("end", Level::Plan, "ends_on", NEEDED),
    ("end_of_current_administration", Level::Plan, "term_ends_on", ANY),
    ("date_submitted", Level::Plan, "submitted_on", ANY),
    ("lead_institutions", Level::Plan, "lead_institutions", ANY),
    ("foreword", Level::Plan, "foreword", ANY),
    ("vision", Level::Plan, "vision", ANY),
    ("achievements", Level::Plan, "challenges", ANY),
    ("challenges", Level::Plan, "challenges", ANY),
    ("medium_term_goals", Level::Plan, "vision", ANY),
    ("contribution_to_vision", Level::Plan, "vision", ANY),
    ("wider_policy_goals", Level::Plan, "vision", ANY),
    ("institutional_arrangements", Level::Plan, "engagement", ANY),
    ("collaboration_spaces", Level::Plan, "engagement", ANY),
    ("diversity_measures", Level::Plan, "engagement", ANY),
    ("participants", Level::Plan, "engagement", ANY),
    ("groups", Level::Plan, "groups", ANY),
    ("public_meetings", Level::Plan, "public_meetings", ANY),
    ("continued_collaboration", Level::Plan, "engagement", ANY),
    ("conflict_resolution", Level::Plan, "engagement", ANY),
    ("monitoring_body", Level::Plan, "monitoring_body", ANY),
    ("monitoring_body_description", Level::Plan, "monitoring", ANY),
    ("monitoring_contact", Level::Plan, "person", ANY),
    ("monitoring_email", Level::Plan, "email", ANY),
    ("progress_discussions", Level::Plan, "monitoring", ANY),
    ("progress_checks", Level::Plan, "monitoring", ANY),
    ("publication_of_results", Level::Plan, "monitoring", ANY),
    ("source", Level::Plan, "source", ANY),
];

/// The columns of the sheet Commitments.
pub(super) const COMMITMENTS: &[Known] = &[
    ("number", Level::Commitment, "number", NEEDED),
    ("ogp_id", Level::Commitment, "ogp_id", ANY),
    ("title", Level::Commitment, "title", NEEDED),
    ("short_title", Level::Commitment, "short_title", ANY),
    ("start", Level::Commitment, "starts_on", ANY),
    ("end", Level::Commitment, "ends_on", ANY),
    ("lead_institution", Level::Commitment, "lead", ANY),
    ("institutions", Level::Commitment, "institutions", ANY),
    ("problem", Level::Commitment, "problem", ANY),
    ("status_quo", Level::Commitment, "status_quo", ANY),
    ("action", Level::Commitment, "action", ANY),
    ("solution", Level::Commitment, "solution", ANY),
    ("long_term_goal", Level::Commitment, "long_term_goal", ANY),
    ("policy_area", Level::Commitment, "policy_area", ANY),
    ("sector", Level::Commitment, "sector", ANY),
    ("ogp_values", Level::Commitment, "ogp_values", ANY),
    ("why_relevant", Level::Commitment, "why_relevant", ANY),
    ("resources", Level::Commitment, "resources", ANY),
    ("additional_information", Level::Commitment, "additional", ANY),
    ("sdg_targets", Level::Commitment, "sdg_targets", ANY),
    ("source", Level::Commitment, "source", ANY),
];

/// The columns of the sheet Milestones.
pub(super) const MILESTONES: &[Known] = &[
    ("commitment_number", Level::Commitment, "number", NEEDED),
    ("number", Level::Milestone, "number", NEEDED),
    ("title", Level::Milestone, "title", NEEDED),
    ("output", Level::Milestone, "output", ANY),
    ("outcome", Level::Milestone, "outcome", ANY),
    ("start", Level::Milestone, "starts_on", ANY),
    ("due", Level::Milestone, "due_on", ANY),
    ("responsible_institution", Level::Milestone, "responsible", ANY),
    ("responsible_person", Level::Milestone, "person", ANY),
    ("responsible_title", Level::Milestone, "position", ANY),
    ("responsible_email", Level::Milestone, "email", ANY),
    ("role", Level::Milestone, "part", ANY),
    ("state", Level::Milestone, "state", ANY),
    ("percent", Level::Milestone, "percent", ANY),
    ("completed_on", Level::Milestone, "completed_on", ANY),
    ("reason", Level::Milestone, "reason", ANY),
    ("evaluation_link", Level::Milestone, "evaluation_link", ANY),
];

/// The columns of the sheet Stakeholders.
pub(super) const STAKEHOLDERS: &[Known] = &[
    ("organisation", Level::Stakeholder, "name", NEEDED),
    ("kind", Level::Stakeholder, "kind", ANY),
    ("person", Level::Stakeholder, "person", ANY),
    ("person_title", Level::Stakeholder, "position", ANY),
    ("email", Level::Stakeholder, "email", ANY),
    ("website", Level::Stakeholder, "website", ANY),
    ("commitment_number", Level::Commitment, "number", ANY),
    ("part", Level::Stakeholder, "part", ANY),
];

/// Fields with personal data. They are never stored as provenance.
pub(super) const PRIVATE: [&str; 3] = ["person", "position", "email"];

/// Sheets by name, with their columns.
pub(super) const SHEETS: [(&str, &[Known]); 4] = [
    ("Plan", PLAN),
    ("Commitments", COMMITMENTS),
    ("Milestones", MILESTONES),
    ("Stakeholders", STAKEHOLDERS),
];

/// Returns the known column for each column of a sheet; `None` for an unknown or repeated one. Adds
/// notes about unknown, missing and repeated columns.
pub(super) fn find(sheet: &Sheet, known: &[Known], notes: &mut Vec<Note>) -> Vec<Option<Known>> {
    let mut found: Vec<Option<Known>> = Vec::with_capacity(sheet.header.len());
    for (at, heading) in sheet.header.iter().enumerate() {
        let column = known.iter().find(|column| column.0 == plain(heading)).copied();
        let twice = column.is_some_and(|column| found.iter().flatten().any(|earlier| earlier.0 == column.0));
        let filled = sheet.rows.iter().any(|row| filled(row, at));
        match column {
            Some(_) if twice => notes.push(Note::new(Code::DuplicateColumn, &sheet.name, heading)),
            None if !heading.trim().is_empty() || filled => {
                notes.push(Note::new(Code::UnknownColumn, &sheet.name, heading.trim()));
            }
            Some(_) | None => {}
        }
        found.push(column.filter(|_| !twice));
    }
    let missing = known
        .iter()
        .filter(|column| column.3 && !found.iter().flatten().any(|there| there.0 == column.0));
    notes.extend(missing.map(|column| Note::new(Code::MissingColumn, &sheet.name, column.0)));
    found
}

/// Returns whether the cell in this column holds any text.
fn filled(row: &Row, column: usize) -> bool {
    row.cells.get(column).is_some_and(|cell| !cell.text.trim().is_empty())
}

/// Normalises a heading for comparison: lower case, with `_` for spaces and hyphens.
pub(super) fn plain(heading: &str) -> String {
    heading
        .trim()
        .trim_start_matches('\u{feff}')
        .to_lowercase()
        .replace([' ', '-'], "_")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::layout;

    #[test]
    fn every_column_of_besas_own_workbook_is_known() {
        for (layout, (name, known)) in layout::SHEETS.iter().zip(SHEETS) {
            assert_eq!(layout.name, name);
            for column in layout.columns {
                let there = known.iter().find(|known| known.0 == column.name);
                assert_eq!(
                    there.map(|known| known.3),
                    Some(column.needed),
                    "{name}.{}",
                    column.name
                );
            }
        }
    }
}
