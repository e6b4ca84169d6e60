//! What is sent of a new milestone.

use crate::examples::example;
use crate::values::{Code, Day, Said};
use besa_domain::copy_fields;
use besa_domain::milestones::{MilestoneDraft, MilestoneState, ResponsibleDraft};
use besa_domain::records::When;
use besa_domain::stakeholders::PartKind;
use poem_openapi::Object;
use serde::Deserialize;
use uuid::Uuid;

/// A new milestone. It needs a `title`.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewMilestone", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct New {
    /// Its place in the commitment, from 1; the next free one when none is sent.
    number: Option<i32>,
    /// Its number as a source says it.
    code: Option<String>,
    /// The title.
    title: Option<String>,
    /// What will be there when it is done.
    output: Option<String>,
    /// What that will change.
    outcome: Option<String>,
    /// The first day.
    starts_on: Option<Day>,
    /// The start as a source says it.
    starts_said: Option<Said>,
    /// The day by which it is promised.
    due_on: Option<Day>,
    /// The due day as a source says it.
    due_said: Option<Said>,
    /// Both dates in one text, as a source says them.
    dates_said: Option<String>,
    /// Its state; `not_started` when none is sent. Later states are reported.
    state: Option<Code<MilestoneState>>,
    /// Progress, 0 to 100.
    percent: Option<i32>,
    /// When it was completed.
    completed_on: Option<Day>,
    /// Who answers for it.
    responsible: Vec<ResponsibleSent>,
}

example!(New {
    "title": "Publish every contract as open data",
    "code": "1.2",
    "output": "A data set of all contracts since 2024",
    "starts_on": "2026-09-01",
    "due_on": "2027-02-28",
    "due_said": {
        "said": "February 2027", "from": "2027-02-01", "to": "2027-02-28", "precision": "month"
    }
});

impl From<New> for MilestoneDraft {
    fn from(new: New) -> Self {
        copy_fields!(new => Self {
            number, code, output, outcome, dates_said, percent,
        } with {
            title: new.title.unwrap_or_default(),
            starts_on: new.starts_on.map(|day| day.0),
            starts_said: new.starts_said.map(When::from),
            due_on: new.due_on.map(|day| day.0),
            due_said: new.due_said.map(When::from),
            state: new.state.map(|state| state.0),
            completed_on: new.completed_on.map(|day| day.0),
            responsible: new.responsible.into_iter().map(ResponsibleDraft::from).collect(),
        })
    }
}

/// Who answers for a milestone: an organisation, a person, or both.
#[derive(Debug, Object, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResponsibleSent {
    /// The organisation, by its id.
    #[serde(default)]
    organisation: Option<Uuid>,
    /// The person, by her id.
    #[serde(default)]
    contact: Option<Uuid>,
    /// Which part.
    part: Code<PartKind>,
}

impl From<ResponsibleSent> for ResponsibleDraft {
    fn from(sent: ResponsibleSent) -> Self {
        Self {
            organisation: sent.organisation.map(Into::into),
            contact: sent.contact.map(Into::into),
            part: sent.part.0,
        }
    }
}
