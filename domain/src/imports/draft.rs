//! What a file says, in the records of Besa: plans with commitments with milestones, each value
//! with its cell, and everything that was doubtful on the way.

use super::notes::Note;
use crate::commitments::CommitmentDraft;
use crate::input;
use crate::milestones::MilestoneDraft;
use crate::plans::PlanDraft;
use crate::stakeholders::{OrganisationKind, PartKind};
use serde::{Deserialize, Serialize};

/// A file, read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The plans.
    pub plans: Vec<PlanRow>,
    /// Organisations that the file lists apart from commitments.
    #[serde(default)]
    pub organisations: Vec<OrganisationRow>,
    /// People in organisations. Private, and forgotten when the import is finished.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<PersonRow>,
    /// What is to be said of the file as a whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}

/// A city as a file names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Its place in addresses: `cordoba`.
    pub slug: String,
    /// Its name: `Córdoba (Province)`.
    pub name: String,
    /// ISO 3166-1 alpha-2, or XK; empty when the file does not say.
    pub country: String,
}

/// Where a value stood, and what stood there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The field of the record.
    pub field: String,
    /// The cell.
    pub cell: String,
    /// The text in it, as it was.
    pub said: String,
}

/// A plan in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRow {
    /// Whose it is, where the file says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<Member>,
    /// Where it stands in the file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cell: String,
    /// The plan. An empty language is the city's own.
    #[serde(rename = "plan")]
    pub draft: PlanDraft,
    /// Its cells.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<Said>,
    /// Its commitments.
    #[serde(default)]
    pub commitments: Vec<CommitmentRow>,
    /// What is to be said of it and of all that hangs on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}

/// A commitment in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitmentRow {
    /// Where it stands in the file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cell: String,
    /// The commitment; its parts are in `involved`.
    #[serde(rename = "commitment")]
    pub draft: CommitmentDraft,
    /// Who takes part, by name; at most one leads.
    #[serde(default)]
    pub involved: Vec<Involved>,
    /// What a monitoring body found.
    #[serde(default)]
    pub findings: Vec<FindingRow>,
    /// Its cells.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<Said>,
    /// Its milestones.
    #[serde(default)]
    pub milestones: Vec<MilestoneRow>,
}

/// A milestone in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MilestoneRow {
    /// Where it stands in the file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cell: String,
    /// The milestone; who answers for it is in `responsible`.
    #[serde(rename = "milestone")]
    pub draft: MilestoneDraft,
    /// Why it is stuck or withdrawn.
    #[serde(default)]
    pub reason: Option<String>,
    /// Who answers for it, by name.
    #[serde(default)]
    pub responsible: Vec<Answering>,
    /// Its cells.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<Said>,
}

/// An organisation's part in a commitment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Involved {
    /// The organisation's name.
    pub name: String,
    /// Its part.
    pub part: PartKind,
    /// Where it is named.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cell: String,
}

/// Who answers for a milestone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answering {
    /// The organisation's name.
    pub organisation: Option<String>,
    /// The person's name, as in [`Draft::people`].
    pub person: Option<String>,
    /// The part.
    pub part: PartKind,
    /// Where they are named.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cell: String,
}

/// What a monitoring body found of a commitment: never the city's own state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingRow {
    /// What was assessed: `completion`.
    pub scheme: String,
    /// By which version of the scale.
    pub scheme_version: String,
    /// The value, as its scale writes it.
    pub value: String,
    /// Where it was published.
    pub source: Option<String>,
}

/// An organisation in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationRow {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: OrganisationKind,
    /// Its site.
    pub website: Option<String>,
    /// Where it stands in the file.
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
    /// Where reminders go.
    pub email: Option<String>,
}

impl Draft {
    /// Everything to be said, of the file and of its plans.
    pub fn all_notes(&self) -> impl Iterator<Item = &Note> {
        self.notes.iter().chain(self.plans.iter().flat_map(|plan| &plan.notes))
    }

    /// The part of it that is one city's, copied.
    #[must_use]
    pub fn of_member(&self, slug: &str) -> Self {
        Self {
            plans: self.plans.iter().filter(|plan| plan.is_of(slug)).cloned().collect(),
            organisations: self.organisations.clone(),
            people: self.people.clone(),
            notes: self.notes.clone(),
        }
    }

    /// The same, without a copy.
    #[must_use]
    pub fn into_member(mut self, slug: &str) -> Self {
        self.plans.retain(|plan| plan.is_of(slug));
        self
    }

    /// The same without people.
    pub(super) fn without_people(mut self) -> Self {
        self.people.clear();
        let milestones = self.plans.iter_mut().flat_map(|plan| &mut plan.commitments);
        for milestone in milestones.flat_map(|commitment| &mut commitment.milestones) {
            milestone.responsible.retain(|who| who.organisation.is_some());
            for who in &mut milestone.responsible {
                who.person = None;
            }
        }
        self
    }
}

impl PlanRow {
    fn is_of(&self, slug: &str) -> bool {
        self.member.as_ref().is_some_and(|member| member.slug == slug)
    }
}

/// The member whose plans go into a city: the one that was named, by slug or name, else the only
/// one, else the one called like the city. None too when a file says nothing of members.
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

/// The cities a file holds plans of, in its order; none when it does not say whose they are.
pub fn members(draft: &Draft) -> Vec<Member> {
    let mut members: Vec<Member> = Vec::new();
    for member in draft.plans.iter().filter_map(|plan| plan.member.as_ref()) {
        if members.iter().all(|known| known.slug != member.slug) {
            members.push(member.clone());
        }
    }
    members
}
