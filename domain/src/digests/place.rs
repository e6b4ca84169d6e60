//! Which events digests report, and to which commitment of which plan each event belongs.

use crate::assessments::tables::assessment;
use crate::db::Scoped;
use crate::error::Result;
use crate::forums::Meeting;
use crate::forums::tables::meeting;
use crate::ids::MeetingId;
use crate::log::tables::event;
use crate::log::{Action, Logged};
use crate::places::{self, RecordPath};
use crate::shelf::tables::report;
use sea_orm::ColumnTrait;
use sea_orm::sea_query::SimpleExpr;
use std::collections::HashMap;
use uuid::Uuid;

/// Checks whether digests report an action: everything about plans (except endorsements), commitments,
/// milestones, indicators and evidence; of meetings, reports and assessments only what a resident can attend,
/// respond to or read. Steps in between are only in the event log.
const fn tells(action: Action) -> bool {
    use Action::*;
    match action {
        PlanCreate | PlanEdit | PlanState | CommitmentCreate | CommitmentEdit | CommitmentAssign
        | CommitmentUnassign | MilestoneCreate | MilestoneEdit | MilestoneReport | MilestoneReschedule
        | IndicatorCreate | IndicatorEdit | IndicatorRead | IndicatorCorrect | IndicatorWithdraw | EvidenceAdd
        | EvidenceWithdraw | EvidenceVerify | EvidenceQuestion | EvidenceAnswer | AssessmentPublish | MeetingCreate
        | MeetingMove | MeetingHold | MeetingCancel | ReportConsult | ReportStop | ReportFinish => true,
        TenantCreate
        | TenantEdit
        | TenantLogo
        | TenantRemoveLogo
        | PlanRemove
        | CommitmentRemove
        | MilestoneRemove
        | IndicatorRemove
        | EvidenceRemove
        | PlanEndorse
        | PlanDecline
        | AssessmentSubmit
        | AssessmentReply
        | StakeholderCreate
        | StakeholderEdit
        | StakeholderMerge
        | StakeholderCreateContact
        | StakeholderEditContact
        | ForumCreate
        | ForumEdit
        | ForumAddSeat
        | ForumEditSeat
        | MeetingEdit
        | MeetingAddPaper
        | MeetingEditPaper
        | MeetingAddDecision
        | MeetingEditDecision
        | StrategyCreate
        | StrategyEdit
        | StrategyAddRound
        | StrategyEditRound
        | ImportConfirm
        | ImportCancel
        | ImportUndo
        | ReportStart
        | ReportWrite
        | ReportBuild
        | CommentAdd
        | CommentPublish
        | CommentHide
        | ProposalAdd
        | ProposalPublish
        | ProposalHide
        | ResponseAdd
        | ResponseEdit
        | VoiceRules
        | VoiceAddHoliday
        | VoiceRemoveHoliday
        | ReviewRead
        | ReviewQuery
        | ReviewAnswer
        | PeopleAppoint
        | PeopleInvite
        | PeopleWithdrawInvitation
        | PeopleJoin
        | PeopleLeave
        | PeopleReach
        | PeopleSignOut
        | PeopleStaff
        | PeopleStaffRemove
        | MonitorBegin
        | MonitorJoin
        | MonitorLeave
        | MonitorEnd
        | MonitorRename
        | TokenCreate
        | TokenRevoke => false,
    }
}

/// Returns the condition for events that digests report.
pub(super) fn told() -> SimpleExpr {
    let told = Action::ALL.iter().copied().filter(|action| tells(*action));
    event::Column::Action.is_in(told.map(Action::code))
}

/// The records that some events are about.
#[derive(Debug, Default)]
pub(super) struct Places {
    places: places::Places,
    meetings: HashMap<MeetingId, Meeting>,
    /// The plan or commitment of each report and assessment.
    above: HashMap<Uuid, Uuid>,
}

impl Places {
    pub(super) async fn of(city: &Scoped, events: &[Logged]) -> Result<Self> {
        let about = |subject: &'static str| {
            events
                .iter()
                .filter(move |event| event.subject == subject)
                .filter_map(|event| event.subject_id)
        };
        let meetings = city.find::<meeting::Entity>();
        let meetings = meetings
            .among(meeting::Column::Id, about("meeting"))
            .by(|row| row.id)
            .await?;
        let reports = city.find::<report::Entity>();
        let reports = reports.among(report::Column::Id, about("report")).all().await?;
        let assessments = city.find::<assessment::Entity>();
        let assessments = assessments
            .among(assessment::Column::Id, about("assessment"))
            .all()
            .await?;
        let mut above: HashMap<Uuid, Uuid> = HashMap::new();
        for row in reports {
            above.insert(row.id.into(), row.plan_id.into());
        }
        for row in assessments {
            let about = row.commitment_id.map_or(row.plan_id.into(), Uuid::from);
            above.insert(row.id.into(), about);
        }
        let ids = events.iter().filter_map(|event| event.subject_id);
        let ids = ids.chain(above.values().copied());
        Ok(Self {
            places: places::places_of_any(city, ids, places::measures(events)).await?,
            meetings,
            above,
        })
    }

    /// Returns the meeting that an event is about, if any.
    pub(super) fn meeting(&self, event: &Logged) -> Option<&Meeting> {
        self.meetings.get(&event.subject_id?.into())
    }

    /// Returns what an event is a line with in a digest: its milestone; for evidence of a commitment, the
    /// commitment's evidence as a whole; else its record.
    pub(super) fn record(&self, event: &Logged) -> Option<(&'static str, Uuid)> {
        let place = self.place(event);
        let milestone = place.and_then(|place| place.milestone);
        let evidence = place.filter(|place| place.evidence.is_some());
        match (milestone, evidence.and_then(|place| place.commitment)) {
            (Some(milestone), _) => Some(("milestone", milestone.id.into())),
            (None, Some(commitment)) => Some(("evidence", commitment.id.into())),
            (None, None) => Some(("record", event.subject_id?)),
        }
    }

    /// Returns the place of an event in its plan; `None` when it is about a meeting.
    pub(super) fn place(&self, event: &Logged) -> Option<RecordPath<'_>> {
        let id = event.subject_id?;
        self.places.path(self.above.get(&id).copied().unwrap_or(id))
    }
}
