//! The editable fields of a commitment, and their validation.

use super::{Commitment, CommitmentState};
use crate::commitments::Participation;
use crate::copy_fields;
use crate::error::{FieldError, Result, code};
use crate::ids::OrganisationId;
use crate::input::{self, Check};
use crate::policy_areas;
use crate::records::{OgpValues, Texts, ValueWhy, When};
use crate::stakeholders::PartKind;
use serde::{Deserialize, Serialize};
use time::Date;

/// An organisation's part in a commitment, as a coordinator enters it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartDraft {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its part.
    pub part: PartKind,
}

/// The fields of a commitment that a coordinator can edit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CommitmentDraft {
    /// Its number in the plan, 1 to 9,999. `None` gives a new commitment the number after the last one,
    /// and leaves the number of an existing one.
    pub number: Option<i32>,
    /// OGP's id, such as `ALBSN0001`: any text, unique in the city, case ignored (docs/RULES.md, `ogp-id`).
    pub ogp_id: Option<String>,
    /// The title.
    pub title: String,
    /// A shorter title.
    pub short_title: Option<String>,
    /// Its state.
    pub state: CommitmentState,
    /// Why it was withdrawn or carried forward; required then.
    pub state_reason: Option<String>,
    /// The first day.
    pub starts_on: Option<Date>,
    /// The start as the source words it.
    pub starts_said: Option<When>,
    /// The last day.
    pub ends_on: Option<Date>,
    /// The end as the source words it.
    pub ends_said: Option<When>,
    /// The problem it addresses.
    pub problem: Option<String>,
    /// The current situation.
    pub status_quo: Option<String>,
    /// What will be done.
    pub action: Option<String>,
    /// How the action solves the problem.
    pub solution: Option<String>,
    /// The long-term goal, from the open-government vision, that it serves.
    pub long_term_goal: Option<String>,
    /// The code of the primary policy area.
    pub policy_area: Option<String>,
    /// The policy area as the source words it.
    pub policy_area_said: Option<String>,
    /// The primary sector.
    pub sector: Option<String>,
    /// The OGP values it is relevant to, with the reasons.
    pub ogp_values: Vec<ValueWhy>,
    /// SDG goals and targets, such as `16`, `16.7`, `1.a`.
    pub sdg_targets: Vec<String>,
    /// Resources: budget, staff, time.
    pub resources: Option<String>,
    /// Additional information.
    pub additional: Option<String>,
    /// The source of these data.
    pub source: Option<String>,
    /// The organisations that take part; at most one leads.
    pub parts: Vec<PartDraft>,
}

impl CommitmentDraft {
    /// Returns the stored fields of a commitment, for editing.
    pub fn of(commitment: &Commitment, parts: &[Participation]) -> Self {
        let parts = parts.iter().filter(|part| part.commitment_id == commitment.id);
        copy_fields!(&commitment => Self {
            ogp_id, title, short_title, state, state_reason, starts_on, starts_said, ends_on, ends_said,
            problem, status_quo, action, solution, long_term_goal, policy_area, policy_area_said, sector,
            resources, additional, source,
        } with {
            number: Some(commitment.number),
            ogp_values: commitment.ogp_values.0.clone(),
            sdg_targets: commitment.sdg_targets.0.clone(),
            parts: parts
                .map(|part| PartDraft {
                    organisation: part.organisation_id,
                    part: part.part,
                })
                .collect(),
        })
    }

    /// Returns the draft validated and normalised, as it is stored.
    ///
    /// # Errors
    /// `Invalid` with all field errors.
    pub fn checked(self) -> Result<Self> {
        let mut check = Check::new();
        let starts_said = check.source_date("starts_said", self.starts_said);
        let ends_said = check.source_date("ends_said", self.ends_said);
        check.must(
            self.number.is_none_or(|number| (1..=9_999).contains(&number)),
            "number",
            code::OUT_OF_RANGE,
        );
        let order = !matches!((self.starts_on, self.ends_on), (Some(start), Some(end)) if end < start);
        check.must(order, "ends_on", code::DATE_ORDER);
        if let Some(area) = &self.policy_area {
            check.must(policy_areas::is_known(area), "policy_area", code::UNKNOWN_CHOICE);
        }
        for target in &self.sdg_targets {
            check.must(is_sdg(target), "sdg_targets", code::UNKNOWN_CHOICE);
        }
        let leads = self.parts.iter().filter(|part| part.part == PartKind::Lead).count();
        check.must(leads <= 1, "parts", code::OUT_OF_RANGE);
        let needs_reason = matches!(self.state, CommitmentState::Withdrawn | CommitmentState::CarriedForward);
        let state_reason = check.prose("state_reason", self.state_reason.as_deref());
        check.must(
            !needs_reason || state_reason.is_some(),
            "state_reason",
            code::REASON_MISSING,
        );
        let mut ogp_values = Vec::with_capacity(self.ogp_values.len());
        for (at, value) in self.ogp_values.into_iter().enumerate() {
            if ogp_values.iter().any(|known: &ValueWhy| known.value == value.value) {
                check.note(FieldError::new(format!("ogp_values[{at}]"), code::TAKEN));
            }
            let why = check.prose(format!("ogp_values[{at}].why"), value.why.as_deref());
            ogp_values.push(ValueWhy {
                value: value.value,
                why,
            });
        }
        let draft = Self {
            ogp_id: check.maybe_line("ogp_id", self.ogp_id.as_deref(), 60),
            title: check.line("title", &self.title, input::TITLE),
            short_title: check.maybe_line("short_title", self.short_title.as_deref(), input::TITLE),
            state_reason,
            problem: check.prose("problem", self.problem.as_deref()),
            status_quo: check.prose("status_quo", self.status_quo.as_deref()),
            action: check.prose("action", self.action.as_deref()),
            solution: check.prose("solution", self.solution.as_deref()),
            long_term_goal: check.prose("long_term_goal", self.long_term_goal.as_deref()),
            policy_area_said: check.maybe_line("policy_area_said", self.policy_area_said.as_deref(), input::LINE),
            sector: check.maybe_line("sector", self.sector.as_deref(), input::TITLE),
            ogp_values,
            resources: check.prose("resources", self.resources.as_deref()),
            additional: check.prose("additional", self.additional.as_deref()),
            source: check.maybe_line("source", self.source.as_deref(), input::LINE),
            starts_said,
            ends_said,
            ..self
        };
        check.done()?;
        Ok(draft)
    }

    pub(super) fn into_row(self, old: Commitment) -> Commitment {
        copy_fields!(self => Commitment {
            ogp_id, title, short_title, state, state_reason, starts_on, starts_said, ends_on, ends_said,
            problem, status_quo, action, solution, long_term_goal, policy_area, policy_area_said, sector,
            resources, additional, source,
        } with {
            number: self.number.unwrap_or(old.number),
            ogp_key: self.ogp_id.as_deref().map(input::key),
            ogp_values: OgpValues(self.ogp_values),
            sdg_targets: Texts(self.sdg_targets),
        } over old)
    }
}

/// Checks whether a text is a goal (`16`) or a target (`16.7`, `1.a`) of the 2030 Agenda.
pub(crate) fn is_sdg(text: &str) -> bool {
    let (goal, target) = text.split_once('.').unwrap_or((text, "1"));
    let goal_fits = goal.parse::<u8>().is_ok_and(|goal| (1..=17).contains(&goal));
    let target_fits =
        target.parse::<u8>().is_ok_and(|target| (1..=19).contains(&target)) || matches!(target, "a" | "b" | "c" | "d");
    goal_fits && target_fits
}
