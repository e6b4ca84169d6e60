//! The request body that creates a milestone.

use crate::examples::example;
use crate::values::{Code, Day, SourceDate};
use besa_domain::copy_fields;
use besa_domain::milestones::{MilestoneDraft, MilestoneState, ResponsibleDraft};
use besa_domain::records::When;
use besa_domain::stakeholders::PartKind;
use poem_openapi::Object;
use serde::Deserialize;
use uuid::Uuid;

/// A new milestone. `title` is required.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewMilestone", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct New {
    /// Its position in the commitment, 1 to 9,999. Default: one more than the highest number in the
    /// commitment.
    number: Option<i32>,
    /// Its number as the source states it, for example `4.1`. Maximum 60 characters.
    code: Option<String>,
    /// The title. Maximum 1,000 characters.
    title: Option<String>,
    /// The output: what exists once the milestone is complete. Maximum 50,000 characters.
    output: Option<String>,
    /// The outcome: what the output will change. Maximum 50,000 characters.
    outcome: Option<String>,
    /// The first day.
    starts_on: Option<Day>,
    /// The first day as the source states it.
    starts_said: Option<SourceDate>,
    /// The due date; not before `starts_on`.
    due_on: Option<Day>,
    /// The due date as the source states it.
    due_said: Option<SourceDate>,
    /// Both dates in one text, as the source states them. Maximum 1,000 characters.
    dates_said: Option<String>,
    /// The initial state. Default `not_started`. Later states are set by progress reports.
    state: Option<Code<MilestoneState>>,
    /// Progress in percent, 0 to 100.
    percent: Option<i32>,
    /// The day it was completed.
    completed_on: Option<Day>,
    /// Who is responsible. Default: nobody.
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

/// Who is responsible for a milestone: an organisation, a person, or both. At least one of the two
/// is required.
#[derive(Debug, Object, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResponsibleSent {
    /// The id of the organisation.
    #[serde(default)]
    organisation: Option<Uuid>,
    /// The id of the person (see `contacts_list`), who receives reminders.
    #[serde(default)]
    contact: Option<Uuid>,
    /// The role in the milestone.
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
