//! What a coordinator writes of a milestone, and what is wrong with it.

use super::{Milestone, MilestoneState};
use crate::copy_fields;
use crate::error::{FieldError, Result, code};
use crate::ids::{ContactId, OrganisationId};
use crate::input::{self, Check};
use crate::milestones::Responsible;
use crate::records::When;
use crate::stakeholders::PartKind;
use serde::{Deserialize, Serialize};
use time::Date;

/// Who answers for a milestone: an organisation, a person, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponsibleDraft {
    /// The organisation.
    pub organisation: Option<OrganisationId>,
    /// The person, who is reminded.
    pub contact: Option<ContactId>,
    /// Which part.
    pub part: PartKind,
}

/// What a coordinator writes of a milestone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MilestoneDraft {
    /// Its place in the commitment, from 1; the next free one when none is given.
    pub number: Option<i32>,
    /// Its number as a source says it.
    pub code: Option<String>,
    /// The title.
    pub title: String,
    /// What will be there when it is done.
    pub output: Option<String>,
    /// What that will change.
    pub outcome: Option<String>,
    /// The first day.
    pub starts_on: Option<Date>,
    /// The start as a source says it.
    pub starts_said: Option<When>,
    /// The day by which it is promised.
    pub due_on: Option<Date>,
    /// The due day as a source says it.
    pub due_said: Option<When>,
    /// Both dates in one text, as a source says them.
    pub dates_said: Option<String>,
    /// The state of a new milestone: `not_started` when none is given. Later states are reported.
    pub state: Option<MilestoneState>,
    /// Progress of a new milestone.
    pub percent: Option<i32>,
    /// When a new milestone was completed.
    pub completed_on: Option<Date>,
    /// Who answers for it.
    pub responsible: Vec<ResponsibleDraft>,
}

impl MilestoneDraft {
    /// What is stored of a milestone, to be changed and sent back.
    pub fn of(milestone: &Milestone, responsible: &[Responsible]) -> Self {
        let who = responsible.iter().filter(|who| who.milestone_id == milestone.id);
        copy_fields!(&milestone => Self {
            code, title, output, outcome, starts_on, starts_said, due_on, due_said, dates_said,
        } with {
            number: Some(milestone.number),
            state: None,
            percent: None,
            completed_on: None,
            responsible: who
                .map(|who| ResponsibleDraft {
                    organisation: who.organisation_id,
                    contact: who.contact_id,
                    part: who.part,
                })
                .collect(),
        })
    }

    /// The draft as it would be stored. A due date may be missing, since published plans have milestones
    /// without an end.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn checked(self) -> Result<Self> {
        let mut check = Check::new();
        check.said("starts_said", self.starts_said.as_ref());
        check.said("due_said", self.due_said.as_ref());
        check.must(
            self.number.is_none_or(|number| (1..=9_999).contains(&number)),
            "number",
            code::OUT_OF_RANGE,
        );
        let order = !matches!((self.starts_on, self.due_on), (Some(start), Some(due)) if due < start);
        check.must(order, "due_on", code::DATE_ORDER);
        check.must(
            self.percent.is_none_or(|percent| (0..=100).contains(&percent)),
            "percent",
            code::OUT_OF_RANGE,
        );
        for (at, who) in self.responsible.iter().enumerate() {
            if who.organisation.is_none() && who.contact.is_none() {
                check.note(FieldError::new(format!("responsible[{at}]"), code::REQUIRED));
            }
        }
        let draft = Self {
            code: check.maybe_line("code", self.code.as_deref(), 60),
            title: check.line("title", &self.title, input::LINE),
            output: check.prose("output", self.output.as_deref()),
            outcome: check.prose("outcome", self.outcome.as_deref()),
            dates_said: check.maybe_line("dates_said", self.dates_said.as_deref(), input::LINE),
            ..self
        };
        check.done()?;
        Ok(draft)
    }

    pub(super) fn into_row(self, old: Milestone) -> Milestone {
        copy_fields!(self => Milestone {
            code, title, output, outcome, starts_on, starts_said,
        } with {
            number: self.number.unwrap_or(old.number),
        } over old)
    }
}
