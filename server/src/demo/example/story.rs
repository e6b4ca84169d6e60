//! The types of `example.json`.

use besa_domain::evidence::EvidenceKind;
use besa_domain::milestones::MilestoneState;
use besa_domain::records::OgpValue;
use serde::Deserialize;
use time::Date;

#[derive(Deserialize)]
pub(super) struct Story {
    pub(super) commitments: Vec<CommitmentStory>,
}

#[derive(Deserialize)]
pub(super) struct CommitmentStory {
    pub(super) title: String,
    pub(super) short_title: String,
    pub(super) policy_area: String,
    pub(super) lead: String,
    pub(super) partners: Vec<String>,
    pub(super) values: Vec<(OgpValue, String)>,
    pub(super) problem: String,
    pub(super) status_quo: String,
    pub(super) action: String,
    pub(super) solution: String,
    pub(super) long_term_goal: String,
    pub(super) resources: String,
    pub(super) sdg_targets: Vec<String>,
    pub(super) milestones: Vec<MilestoneStory>,
}

#[derive(Deserialize)]
pub(super) struct MilestoneStory {
    pub(super) title: String,
    pub(super) output: Option<String>,
    pub(super) start: Date,
    pub(super) due: Date,
    /// Due day, in days from today. Replaces `due`, which then only determines the order.
    pub(super) due_in: Option<i32>,
    pub(super) reports: Vec<ReportStory>,
    pub(super) evidence: Vec<EvidenceStory>,
    pub(super) moves: Vec<MoveStory>,
}

#[derive(Deserialize)]
pub(super) struct ReportStory {
    pub(super) on: Date,
    pub(super) state: MilestoneState,
    pub(super) percent: Option<i32>,
    pub(super) done: Option<String>,
    pub(super) challenges: Option<String>,
    pub(super) next_step: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct EvidenceStory {
    pub(super) on: Date,
    pub(super) title: String,
    pub(super) kind: EvidenceKind,
    pub(super) link: Option<String>,
    pub(super) file: Option<String>,
    pub(super) text: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct MoveStory {
    pub(super) on: Date,
    pub(super) due: Date,
    pub(super) reason: String,
    pub(super) decided_by: String,
    pub(super) meeting: String,
}
