//! Meetings of forums, with their papers and decisions.

use super::sent::{DecisionFields, MeetingFields, PaperFields};
use super::view::{DecisionView, MeetingDetail, MeetingView, PaperView};
use crate::answer::{Created, Versioned};
use crate::body::JsonBody;
use crate::city::{City, Id};
use crate::paging::{List, PageRequest, cursor};
use crate::params::{IdempotencyKey, IfMatch};
use crate::problem::Problem;
use crate::tag::Tag;
use besa_domain::access::{EditForums, SeeForums};
use besa_domain::forums::{self, Decision, DecisionDraft, Meeting, MeetingDetails, MeetingDraft, PaperDraft};
use besa_domain::{DecisionId, ForumId, MeetingId, PaperId, code};
use poem_openapi::OpenApi;
use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use uuid::Uuid;

fn one(gathering: MeetingDetails) -> Versioned<MeetingDetail> {
    Versioned::of(gathering.meeting.version, gathering)
}

#[derive(Debug)]
pub(crate) struct Meetings;

#[OpenApi(tag = "Tag::Meetings")]
impl Meetings {
    /// List meetings
    ///
    /// Sorted by start, latest first; future meetings are included.
    #[oai(path = "/tenants/:tenant/meetings", method = "get", operation_id = "meetings_list")]
    async fn list(
        &self,
        tenant: City<SeeForums>,
        /// Return only meetings of this forum (id). An unknown id is a 404.
        forum: Query<Option<Uuid>>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<MeetingView>>, Problem> {
        let part = PageRequest::new(limit.0, after.0)?;
        let of = forum.0.map(ForumId::from);
        let all: Vec<Meeting> = forums::meetings(tenant.db(), &tenant.permit, of).await?;
        Ok(Json(part.of_whole(all, |row| cursor(row.id))?))
    }

    /// Read a meeting with its agenda, papers, attendance, minutes and decisions
    #[oai(path = "/tenants/:tenant/meetings/:id", method = "get", operation_id = "meetings_read")]
    async fn read(&self, tenant: City<SeeForums>, id: Id<MeetingId>) -> Result<Versioned<MeetingDetail>, Problem> {
        Ok(one(forums::meeting(tenant.db(), &tenant.permit, id.0).await?))
    }

    /// Create a meeting of a forum
    ///
    /// For coordinators. It is public at once.
    #[oai(path = "/tenants/:tenant/forums/:id/meetings", method = "post", operation_id = "meetings_create")]
    async fn create(
        &self,
        tenant: City<EditForums>,
        id: Id<ForumId>,
        key: IdempotencyKey,
        sent: JsonBody<MeetingFields>,
    ) -> Result<Created<MeetingView>, Problem> {
        forums::forum(tenant.db(), &tenant.permit_for()?, id.0).await?;
        let once = sent.once(key.as_deref(), "meetings_create", &id.0.to_string())?;
        let fields = sent.read()?;
        let starts = fields.begins();
        let starts = starts.ok_or_else(|| Problem::field("starts_at", code::REQUIRED))?;
        let draft = fields.apply_to(MeetingDraft::at(starts));
        let made = forums::call(tenant.db(), &tenant.permit, once.as_ref(), id.0, draft).await?;
        Ok(tenant.made("meetings", made.id, made.version, made))
    }

    /// Change a meeting
    ///
    /// For coordinators. Also to reschedule or cancel it, and to add attendance and minutes. The change is
    /// public at once.
    #[oai(path = "/tenants/:tenant/meetings/:id", method = "patch", operation_id = "meetings_change")]
    async fn change(
        &self,
        tenant: City<EditForums>,
        id: Id<MeetingId>,
        if_match: IfMatch,
        sent: JsonBody<MeetingFields>,
    ) -> Result<Versioned<MeetingDetail>, Problem> {
        let see = tenant.permit_for()?;
        let old = forums::meeting(tenant.db(), &see, id.0).await?;
        let version = sent.version(if_match.as_deref(), old.meeting.version)?;
        let draft = sent.read()?.apply_to(MeetingDraft::of(&old));
        forums::change(tenant.db(), &tenant.permit, None, id.0, version, draft).await?;
        Ok(one(forums::meeting(tenant.db(), &see, id.0).await?))
    }

    /// Add a paper to a meeting
    ///
    /// For coordinators. A paper is a link, with the day on which it was shared. `Location` is the path of
    /// the meeting.
    #[oai(path = "/tenants/:tenant/meetings/:id/papers", method = "post", operation_id = "papers_create")]
    async fn add_paper(
        &self,
        tenant: City<EditForums>,
        id: Id<MeetingId>,
        key: IdempotencyKey,
        sent: JsonBody<PaperFields>,
    ) -> Result<Created<PaperView>, Problem> {
        forums::meeting(tenant.db(), &tenant.permit_for()?, id.0).await?;
        let once = sent.once(key.as_deref(), "papers_create", &id.0.to_string())?;
        let draft = sent.read()?.apply_to(PaperDraft {
            title: String::new(),
            link: String::new(),
            shared_on: None,
        });
        let (db, today) = (tenant.db(), tenant.today());
        let made = forums::add_paper(db, &tenant.permit, once.as_ref(), id.0, today, draft).await?;
        Ok(tenant.made("meetings", id.0, made.version, made))
    }

    /// Change a paper
    ///
    /// For coordinators. The log keeps the earlier values of `shared_on`.
    #[oai(path = "/tenants/:tenant/papers/:id", method = "patch", operation_id = "papers_change")]
    async fn change_paper(
        &self,
        tenant: City<EditForums>,
        id: Id<PaperId>,
        if_match: IfMatch,
        sent: JsonBody<PaperFields>,
    ) -> Result<Versioned<PaperView>, Problem> {
        let (old, _) = forums::paper(tenant.db(), &tenant.permit_for()?, id.0).await?;
        let version = sent.version(if_match.as_deref(), old.version)?;
        let draft = sent.read()?.apply_to(PaperDraft::of(&old));
        let (db, today) = (tenant.db(), tenant.today());
        let saved = forums::edit_paper(db, &tenant.permit, None, (id.0, version), today, draft).await?;
        Ok(Versioned::of(saved.version, saved))
    }

    /// Add a decision to a meeting
    ///
    /// For coordinators. `Location` is the path of the meeting.
    #[oai(path = "/tenants/:tenant/meetings/:id/decisions", method = "post", operation_id = "decisions_create")]
    async fn add_decision(
        &self,
        tenant: City<EditForums>,
        id: Id<MeetingId>,
        key: IdempotencyKey,
        sent: JsonBody<DecisionFields>,
    ) -> Result<Created<DecisionView>, Problem> {
        forums::meeting(tenant.db(), &tenant.permit_for()?, id.0).await?;
        let once = sent.once(key.as_deref(), "decisions_create", &id.0.to_string())?;
        let draft = sent.read()?.apply_to(DecisionDraft::default());
        let (db, today) = (tenant.db(), tenant.today());
        let made = forums::add_decision(db, &tenant.permit, once.as_ref(), id.0, today, draft).await?;
        Ok(tenant.made("meetings", id.0, made.version, decision(&tenant, made).await?))
    }

    /// Change a decision
    ///
    /// For coordinators. To mark it as done, set `done_on`.
    #[oai(path = "/tenants/:tenant/decisions/:id", method = "patch", operation_id = "decisions_change")]
    async fn change_decision(
        &self,
        tenant: City<EditForums>,
        id: Id<DecisionId>,
        if_match: IfMatch,
        sent: JsonBody<DecisionFields>,
    ) -> Result<Versioned<DecisionView>, Problem> {
        let (old, _) = forums::decision(tenant.db(), &tenant.permit_for()?, id.0).await?;
        let version = sent.version(if_match.as_deref(), old.version)?;
        let draft = sent.read()?.apply_to(DecisionDraft::of(&old));
        let (db, today) = (tenant.db(), tenant.today());
        let saved = forums::edit_decision(db, &tenant.permit, None, (id.0, version), today, draft).await?;
        Ok(Versioned::of(saved.version, decision(&tenant, saved).await?))
    }
}

/// Builds the view of a decision, with the name of the organisation that carries it out.
async fn decision(tenant: &City<EditForums>, decision: Decision) -> Result<DecisionView, Problem> {
    let gathering = forums::meeting(tenant.db(), &tenant.permit_for()?, decision.meeting_id).await?;
    Ok(DecisionView::of(decision, &gathering.organisations))
}
