//! Which entries of the log digests tell, and where these belong: to which commitment of which plan.

use crate::assessments::tables::assessment;
use crate::db::Scoped;
use crate::error::Result;
use crate::forums::Meeting;
use crate::forums::tables::meeting;
use crate::ids::MeetingId;
use crate::log::tables::event;
use crate::log::{Action, Logged};
use crate::places::{self, Place};
use crate::shelf::tables::report;
use sea_orm::ColumnTrait;
use sea_orm::sea_query::SimpleExpr;
use std::collections::HashMap;
use uuid::Uuid;

/// Whether digests tell of it: everything of plans, commitments, milestones and evidence; and of
/// meetings, reports and assessments what one can come to, answer or read. The way there is for the log.
const fn tells(action: Action) -> bool {
    use Action::*;
    match action {
        PlanCreate | PlanEdit | PlanState | CommitmentCreate | CommitmentEdit | CommitmentAssign
        | CommitmentUnassign | MilestoneCreate | MilestoneEdit | MilestoneReport | MilestoneReschedule
        | EvidenceAdd | EvidenceWithdraw | EvidenceVerify | EvidenceQuestion | EvidenceAnswer | AssessmentPublish
        | MeetingCreate | MeetingMove | MeetingHold | MeetingCancel | ReportConsult | ReportFinish => true,
        TenantCreate
        | TenantEdit
        | TenantLogo
        | TenantRemoveLogo
        | PlanEndorse
        | PlanDecline
        | AssessmentSubmit
        | AssessmentReply
        | StakeholderCreate
        | StakeholderEdit
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
        | TokenCreate
        | TokenRevoke => false,
    }
}

/// The entries that digests tell.
pub(super) fn told() -> SimpleExpr {
    let told = Action::ALL.iter().copied().filter(|action| tells(*action));
    event::Column::Action.is_in(told.map(Action::code))
}

/// The records that some entries are about.
#[derive(Debug, Default)]
pub(super) struct Places {
    places: places::Places,
    meetings: HashMap<MeetingId, Meeting>,
    /// What reports and assessments are about.
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
            places: places::places_in(city, ids).await?,
            meetings,
            above,
        })
    }

    /// The meeting an entry is about.
    pub(super) fn meeting(&self, event: &Logged) -> Option<&Meeting> {
        self.meetings.get(&event.subject_id?.into())
    }

    /// Where an entry belongs; none where it is about a meeting.
    pub(super) fn place(&self, event: &Logged) -> Option<Place<'_>> {
        let id = event.subject_id?;
        self.places.of(self.above.get(&id).copied().unwrap_or(id))
    }
}
