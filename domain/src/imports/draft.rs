//! The contents of a file as Besa's records: plans with commitments and milestones, each value with its
//! cell, and notes about everything doubtful.

use super::columns::ColumnChoice;
use super::notes::Note;
use super::rows::number_key;
use crate::commitments::CommitmentDraft;
use crate::indicators::IndicatorDraft;
use crate::input;
use crate::milestones::MilestoneDraft;
use crate::plans::PlanDraft;
use crate::stakeholders::{OrganisationKind, PartKind};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A parsed file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The plans.
    pub plans: Vec<PlanRow>,
    /// Organisations that the file lists separately from commitments.
    #[serde(default)]
    pub organisations: Vec<OrganisationRow>,
    /// People in organisations. Private; removed when the import is confirmed or cancelled.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<PersonRow>,
    /// Notes about the file as a whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// The number of filled rows of its tables, without their headings; 0 for JSON.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub rows: usize,
    /// The columns of its tables and their fields; empty for JSON.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<ColumnChoice>,
}

/// A city as a file names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Its slug: `cordoba`.
    pub slug: String,
    /// Its name: `Córdoba (Province)`.
    pub name: String,
    /// Its country: ISO 3166-1 alpha-2, or XK; empty when the file does not say.
    pub country: String,
}

/// The cell and the original text of a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceValue {
    /// The field of the record.
    pub field: String,
    /// The cell.
    pub cell: String,
    /// The original text.
    pub said: String,
}

/// A plan in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRow {
    /// The city that owns the plan; `None` when the file does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<Member>,
    /// The number of rows of the file that it is the finest record of.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub rows: usize,
    /// Its cell, row or JSON path in the file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cell: String,
    /// Whether the file itself gives its reference.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub has_reference: bool,
    /// The plan. An empty language stands for the city's default language.
    #[serde(rename = "plan")]
    pub draft: PlanDraft,
    /// Its values with their cells.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<SourceValue>,
    /// Its commitments.
    #[serde(default)]
    pub commitments: Vec<CommitmentRow>,
    /// Notes about the plan, its commitments and its milestones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}

/// A commitment in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitmentRow {
    /// The number of rows of the file that it is the finest record of.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub rows: usize,
    /// Its cell, row or JSON path in the file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cell: String,
    /// The id that the file gives it in Besa.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// The commitment. `draft.parts` is empty; see `involved`.
    #[serde(rename = "commitment")]
    pub draft: CommitmentDraft,
    /// The organisations that take part, by name; at most one is the lead.
    #[serde(default)]
    pub involved: Vec<Involved>,
    /// The findings of a monitoring body.
    #[serde(default)]
    pub findings: Vec<FindingRow>,
    /// Its values with their cells.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<SourceValue>,
    /// Its milestones.
    #[serde(default)]
    pub milestones: Vec<MilestoneRow>,
    /// The indicators of the commitment as a whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<IndicatorRow>,
}

/// A milestone in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MilestoneRow {
    /// The number of rows of the file that it is the finest record of.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub rows: usize,
    /// Its cell, row or JSON path in the file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cell: String,
    /// The id that the file gives it in Besa.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// The milestone. `draft.responsible` is empty; see `responsible`.
    #[serde(rename = "milestone")]
    pub draft: MilestoneDraft,
    /// Why it is stuck or withdrawn.
    #[serde(default)]
    pub reason: Option<String>,
    /// Who is responsible for it, by name.
    #[serde(default)]
    pub responsible: Vec<ResponsibleRow>,
    /// Its values with their cells.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<SourceValue>,
    /// Its indicators.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<IndicatorRow>,
}

/// An indicator in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorRow {
    /// The number of rows of the file that it is the finest record of.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub rows: usize,
    /// Its cell, row or JSON path in the file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cell: String,
    /// The indicator. `draft.milestone` is empty. A text whose language is empty is in the language of the plan.
    #[serde(rename = "indicator")]
    pub draft: IndicatorDraft,
    /// Its values with their cells.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<SourceValue>,
}

impl IndicatorRow {
    /// Returns the title in a language, else in any.
    pub fn title(&self, language: &str) -> &str {
        let titles = &self.draft.titles;
        match titles.0.get("") {
            Some(title) => title,
            None => titles.in_language(language, "en"),
        }
    }

    /// Returns the indicator with the texts of the plan's language under its code.
    pub(super) fn in_plan(&self, language: &str) -> IndicatorDraft {
        let mut draft = self.draft.clone();
        for names in [&mut draft.titles, &mut draft.deadlines] {
            if let Some(text) = names.0.remove("") {
                names.0.entry(language.to_owned()).or_insert(text);
            }
        }
        draft
    }
}

/// An organisation's part in a commitment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Involved {
    /// The organisation's name.
    pub name: String,
    /// Its part.
    pub part: PartKind,
    /// Where the file names the organisation.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cell: String,
}

/// An organisation or a person responsible for a milestone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponsibleRow {
    /// The organisation's name.
    pub organisation: Option<String>,
    /// The person's name, as in [`Draft::people`].
    pub person: Option<String>,
    /// The part.
    pub part: PartKind,
    /// Where the file names them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cell: String,
}

/// A finding of a monitoring body about a commitment. Never merged with the city's own state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingRow {
    /// What was assessed: `completion`.
    pub scheme: String,
    /// The version of the scale.
    pub scheme_version: String,
    /// The value as the source words it.
    pub value: String,
    /// Where it was published.
    pub source: Option<String>,
}

/// An organisation in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationRow {
    /// The number of rows of the file that it is the finest record of.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub rows: usize,
    /// The id that the file gives it in Besa.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: OrganisationKind,
    /// Its website.
    pub website: Option<String>,
    /// Its cell, row or JSON path in the file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cell: String,
}

/// A person in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRow {
    /// The organisation's name.
    pub organisation: Option<String>,
    /// The person's name.
    pub name: String,
    /// The position.
    pub position: Option<String>,
    /// The e-mail address for reminders.
    pub email: Option<String>,
}

impl Draft {
    /// Returns all notes: about the file and about its plans.
    pub fn all_notes(&self) -> impl Iterator<Item = &Note> {
        self.notes.iter().chain(self.plans.iter().flat_map(|plan| &plan.notes))
    }

    /// Returns a copy with the plans of one city only. Organisations, people and notes of the file
    /// stay.
    #[must_use]
    pub fn of_member(&self, slug: &str) -> Self {
        Self {
            plans: self.plans.iter().filter(|plan| plan.is_of(slug)).cloned().collect(),
            organisations: self.organisations.clone(),
            people: self.people.clone(),
            notes: self.notes.clone(),
            rows: self.rows,
            columns: self.columns.clone(),
        }
    }

    /// Keeps the plans of one city only, as [`Draft::of_member`], without a copy.
    #[must_use]
    pub fn into_member(mut self, slug: &str) -> Self {
        self.plans.retain(|plan| plan.is_of(slug));
        self
    }
}

impl CommitmentRow {
    /// Returns its number in the file, for comparison with the rows that refer to it.
    pub(super) fn number_said(&self) -> String {
        let said = self.said.iter().find(|value| value.field == "number");
        match (said, self.draft.number) {
            (Some(value), _) => number_key(&value.said),
            (None, Some(number)) => number.to_string(),
            (None, None) => String::new(),
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde needs")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

impl PlanRow {
    fn is_of(&self, slug: &str) -> bool {
        self.member.as_ref().is_some_and(|member| member.slug == slug)
    }
}

/// Returns the member whose plans are imported into a city: the one that `named` names by slug or name;
/// without `named` the only member, else the one with the city's slug. `None` when there is no such
/// member.
pub fn chosen<'m>(members: &'m [Member], named: Option<&str>, city: &str) -> Option<&'m Member> {
    match (named, members) {
        (Some(named), _) => {
            let slug = input::slug(named);
            members
                .iter()
                .find(|member| member.slug == slug || member.name == named)
        }
        (None, [only]) => Some(only),
        (None, several) => several.iter().find(|member| member.slug == city),
    }
}

/// Returns the cities whose plans a file holds, in the order of the file; empty when it names none.
pub fn members(draft: &Draft) -> Vec<Member> {
    let mut members: Vec<Member> = Vec::new();
    for member in draft.plans.iter().filter_map(|plan| plan.member.as_ref()) {
        if members.iter().all(|known| known.slug != member.slug) {
            members.push(member.clone());
        }
    }
    members
}
