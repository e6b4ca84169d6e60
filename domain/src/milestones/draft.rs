//! The fields of a milestone that a coordinator can edit, and their checks.

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

/// Who is responsible for a milestone: an organisation, a person, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponsibleDraft {
    /// The organisation.
    pub organisation: Option<OrganisationId>,
    /// The person, who gets the reminders.
    pub contact: Option<ContactId>,
    /// Their part.
    pub part: PartKind,
}

/// The fields of a milestone that a coordinator can edit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MilestoneDraft {
    /// Its position in the commitment, from 1 to 9999. `None` means the next free one for a new
    /// milestone, and no change for an existing one.
    pub number: Option<i32>,
    /// Its number as the source words it.
    pub code: Option<String>,
    /// The title.
    pub title: String,
    /// What will exist when it is done.
    pub output: Option<String>,
    /// What that will change.
    pub outcome: Option<String>,
    /// The first day.
    pub starts_on: Option<Date>,
    /// The start as the source words it.
    pub starts_said: Option<When>,
    /// The due date.
    pub due_on: Option<Date>,
    /// The due date as the source words it.
    pub due_said: Option<When>,
    /// Start and due date in one text, as the source words them.
    pub dates_said: Option<String>,
    /// The state of a new milestone; `None` means `not_started`. Later states come from reports of
    /// progress.
    pub state: Option<MilestoneState>,
    /// Progress of a new milestone, 0 to 100.
    pub percent: Option<i32>,
    /// When a new milestone was completed.
    pub completed_on: Option<Date>,
    /// Who is responsible for it.
    pub responsible: Vec<ResponsibleDraft>,
}

impl MilestoneDraft {
    /// Returns the stored fields of a milestone, for editing.
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

    /// Returns the draft validated and normalised, as it is stored. The due date is optional, because
    /// published plans have milestones without one.
    ///
    /// # Errors
    /// `Invalid` with all field errors.
    pub fn checked(self) -> Result<Self> {
        let mut check = Check::new();
        let starts_said = check.source_date("starts_said", self.starts_said);
        let due_said = check.source_date("due_said", self.due_said);
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
            starts_said,
            due_said,
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
