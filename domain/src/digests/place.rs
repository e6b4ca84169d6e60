//! Which entries of the log digests tell, and where these belong: to which commitment of which plan.

use crate::assessments::Assessment;
use crate::assessments::tables::assessment;
use crate::commitments::Commitment;
use crate::commitments::tables::commitment;
use crate::db::Scoped;
use crate::error::Result;
use crate::evidence::Evidence;
use crate::evidence::tables::evidence;
use crate::forums::Meeting;
use crate::forums::tables::meeting;
use crate::ids::{AssessmentId, CommitmentId, EvidenceId, MeetingId, MilestoneId, PlanId, ReportId};
use crate::log::tables::event;
use crate::log::{Action, Logged};
use crate::milestones::Milestone;
use crate::milestones::tables::milestone;
use crate::plans::Plan;
use crate::plans::tables::plan;
use crate::reports::Report;
use crate::shelf::tables::report;
use sea_orm::ColumnTrait;
use sea_orm::sea_query::SimpleExpr;
use std::collections::HashMap;
use uuid::Uuid;

/// Whether digests tell of it: everything of plans, commitments, milestones and evidence; and of
/// meetings, reports and assessments what one can come to, answer or read. The way there is for the log.
const fn tells(action: Action) -> bool {
    use Action::{
        AssessmentPublish, AssessmentReply, AssessmentSubmit, CommentAdd, CommentHide, CommentPublish,
        CommitmentAssign, CommitmentCreate, CommitmentEdit, CommitmentUnassign, EvidenceAdd, EvidenceAnswer,
        EvidenceQuestion, EvidenceVerify, EvidenceWithdraw, ForumAddSeat, ForumCreate, ForumEdit, ForumEditSeat,
        ImportCancel, ImportConfirm, MeetingAddDecision, MeetingAddPaper, MeetingCancel, MeetingCreate, MeetingEdit,
        MeetingEditDecision, MeetingEditPaper, MeetingHold, MeetingMove, MilestoneCreate, MilestoneEdit,
        MilestoneReport, MilestoneReschedule, MonitorBegin, MonitorEnd, MonitorJoin, MonitorLeave, PeopleAppoint,
        PeopleInvite, PeopleJoin, PeopleLeave, PeopleReach, PeopleSignOut, PeopleStaff, PeopleStaffRemove,
        PeopleWithdrawInvitation, PlanCreate, PlanDecline, PlanEdit, PlanEndorse, PlanState, ProposalAdd, ProposalHide,
        ProposalPublish, ReportBuild, ReportConsult, ReportFinish, ReportStart, ReportWrite, ResponseAdd, ResponseEdit,
        ReviewAnswer, ReviewQuery, ReviewRead, StakeholderCreate, StakeholderCreateContact, StakeholderEdit,
        StakeholderEditContact, StrategyAddRound, StrategyCreate, StrategyEdit, StrategyEditRound, TenantCreate,
        TenantEdit, TenantLogo, TenantRemoveLogo, TokenCreate, TokenRevoke, VoiceAddHoliday, VoiceRemoveHoliday,
        VoiceRules,
    };
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
    pub(super) plans: HashMap<PlanId, Plan>,
    pub(super) commitments: HashMap<CommitmentId, Commitment>,
    pub(super) milestones: HashMap<MilestoneId, Milestone>,
    pub(super) evidence: HashMap<EvidenceId, Evidence>,
    pub(super) meetings: HashMap<MeetingId, Meeting>,
    pub(super) reports: HashMap<ReportId, Report>,
    pub(super) assessments: HashMap<AssessmentId, Assessment>,
}

impl Places {
    pub(super) async fn of(city: &Scoped, events: &[Logged]) -> Result<Self> {
        let about = |subject: &'static str| {
            events
                .iter()
                .filter(move |event| event.subject == subject)
                .filter_map(|event| event.subject_id)
        };
        let evidence: HashMap<EvidenceId, Evidence> = city
            .find::<evidence::Entity>()
            .among(evidence::Column::Id, about("evidence"))
            .all()
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        let meetings = city
            .find::<meeting::Entity>()
            .among(meeting::Column::Id, about("meeting"))
            .all()
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        let reports: HashMap<ReportId, Report> = city
            .find::<report::Entity>()
            .among(report::Column::Id, about("report"))
            .all()
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        let assessments: HashMap<AssessmentId, Assessment> = city
            .find::<assessment::Entity>()
            .among(assessment::Column::Id, about("assessment"))
            .all()
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        let on_milestones = evidence.values().filter_map(|row| row.milestone_id).map(Uuid::from);
        let milestones: HashMap<MilestoneId, Milestone> = city
            .find::<milestone::Entity>()
            .among(milestone::Column::Id, about("milestone").chain(on_milestones))
            .all()
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        let above = milestones.values().map(|row| row.commitment_id);
        let above = above.chain(evidence.values().map(|row| row.commitment_id));
        let above = above.chain(assessments.values().filter_map(|row| row.commitment_id));
        let commitments: HashMap<CommitmentId, Commitment> = city
            .find::<commitment::Entity>()
            .among(commitment::Column::Id, about("commitment").chain(above.map(Uuid::from)))
            .all()
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        let above = commitments.values().map(|row| row.plan_id);
        let above = above.chain(reports.values().map(|row| row.plan_id));
        let above = above.chain(assessments.values().map(|row| row.plan_id));
        let plans = city
            .find::<plan::Entity>()
            .among(plan::Column::Id, about("plan").chain(above.map(Uuid::from)))
            .all()
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        Ok(Self {
            plans,
            commitments,
            milestones,
            evidence,
            meetings,
            reports,
            assessments,
        })
    }

    /// The milestone an entry is about, or its evidence.
    pub(super) fn milestone(&self, event: &Logged) -> Option<&Milestone> {
        let id = event.subject_id?;
        match event.subject.as_str() {
            "milestone" => self.milestones.get(&id.into()),
            "evidence" => self.milestones.get(&self.evidence.get(&id.into())?.milestone_id?),
            _ => None,
        }
    }

    /// The meeting an entry is about.
    pub(super) fn meeting(&self, event: &Logged) -> Option<&Meeting> {
        let id = event.subject_id.filter(|_| event.subject == "meeting")?;
        self.meetings.get(&id.into())
    }

    /// The plan an entry is about, or its commitment; none where it is about a meeting.
    pub(super) fn plan(&self, event: &Logged) -> Option<&Plan> {
        let id = event.subject_id?;
        let plan = match (event.subject.as_str(), self.commitment(event)) {
            (_, Some(commitment)) => self.commitments.get(&commitment)?.plan_id,
            ("report", None) => self.reports.get(&id.into())?.plan_id,
            ("assessment", None) => self.assessments.get(&id.into())?.plan_id,
            _ => id.into(),
        };
        self.plans.get(&plan)
    }

    /// The commitment an entry is about; none where it is about a plan.
    pub(super) fn commitment(&self, event: &Logged) -> Option<CommitmentId> {
        let id = event.subject_id?;
        match event.subject.as_str() {
            "commitment" => Some(id.into()),
            "milestone" => Some(self.milestones.get(&id.into())?.commitment_id),
            "evidence" => Some(self.evidence.get(&id.into())?.commitment_id),
            "assessment" => self.assessments.get(&id.into())?.commitment_id,
            _ => None,
        }
    }
}
