//! Milestones: due dates, progress reports, and moves of due dates.

mod change;
mod progress;
mod sent;
mod view;

use crate::answer::{Created, NoContent, Versioned};
use crate::body::{self, JsonBody};
use crate::city::{City, Id};
use crate::paging::{List, PageRequest, cursor};
use crate::params::{IdempotencyKey, IfMatch};
use crate::problem::{Kind, Problem};
use crate::tag::Tag;
use crate::values::{Code, count};
use besa_domain::access::{Action, EditMilestone, ReportProgress, SeeContacts, SeePlan};
use besa_domain::milestones::{self, Milestone, MilestoneState};
use besa_domain::removal;
use besa_domain::whole;
use besa_domain::{CommitmentId, Error, MilestoneId, commitments};
use change::{Change, Step};
use poem_openapi::OpenApi;
use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use progress::{MoveSent, MoveView, ReportOf, ReportSent, ReportView};
use sent::New;
use uuid::Uuid;
use view::{Detail, Responsible, View};

#[derive(Debug)]
pub(crate) struct Milestones;

#[OpenApi(tag = "Tag::Milestones")]
impl Milestones {
    /// List milestones
    ///
    /// Returns the milestones of every plan that the caller may see, in the order they were
    /// created.
    #[oai(path = "/tenants/:tenant/milestones", method = "get", operation_id = "milestones_list")]
    async fn list(
        &self,
        tenant: City<SeePlan>,
        /// Return only milestones of this commitment (id).
        commitment: Query<Option<Uuid>>,
        /// Return only milestones with this last reported state. Being overdue is computed, not
        /// reported; see `standing`.
        state: Query<Option<Code<MilestoneState>>>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<View>>, Problem> {
        let part = PageRequest::new(limit.0, after.0)?;
        let of = commitment.0.map(CommitmentId::from);
        let state = state.0.map(|state| state.0);
        let (found, total) =
            milestones::list(tenant.db(), &tenant.permit, of, state, part.after()?, part.most()).await?;
        let today = tenant.today();
        let counted = milestones::counted_on(tenant.db(), &tenant.permit, &found, today).await?;
        let day = |milestone: &Milestone| counted.get(&milestone.commitment_id).copied().unwrap_or(today);
        let found = found.into_iter().map(|milestone| (day(&milestone), milestone));
        let found = found.map(|(day, milestone)| (milestone, day)).collect();
        Ok(Json(part.list(found, total, |(milestone, _)| cursor(milestone.id))))
    }

    /// List the progress reports of all milestones
    ///
    /// Returns the reports of every plan that the caller may see, oldest first.
    #[oai(path = "/tenants/:tenant/progress", method = "get", operation_id = "progress_list")]
    async fn every_report(
        &self,
        tenant: City<SeePlan>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<ReportOf>>, Problem> {
        let part = PageRequest::new(limit.0, after.0)?;
        let (found, total) = milestones::every_report(tenant.db(), &tenant.permit, part.after()?, part.most()).await?;
        Ok(Json(part.list(found, total, |report| cursor(report.id))))
    }

    /// Read a milestone
    ///
    /// Includes the responsible organisations, the moves of its due date, and the findings of the
    /// monitoring body.
    #[oai(path = "/tenants/:tenant/milestones/:id", method = "get", operation_id = "milestones_read")]
    async fn read(&self, tenant: City<SeePlan>, id: Id<MilestoneId>) -> Result<Versioned<Detail>, Problem> {
        let whole = whole::of_milestone(tenant.db(), &tenant.permit, id.0).await?;
        let milestone = whole.milestones.first().ok_or(Error::NotFound("milestone"))?;
        Ok(Versioned::of(
            milestone.version,
            Detail::of(&whole, milestone, tenant.today()),
        ))
    }

    /// Add a milestone to a commitment
    ///
    /// For coordinators. A closed plan is a 409 (`plan-closed`).
    #[oai(path = "/tenants/:tenant/commitments/:id/milestones", method = "post", operation_id = "milestones_create")]
    async fn create(
        &self,
        tenant: City<EditMilestone>,
        id: Id<CommitmentId>,
        key: IdempotencyKey,
        sent: JsonBody<New>,
    ) -> Result<Created<View>, Problem> {
        commitments::get(tenant.db(), &tenant.permit_for()?, id.0).await?;
        let once = sent.once(key.as_deref(), "milestones_create", &id.0.to_string())?;
        let draft = sent.read()?.into();
        let made = milestones::create(tenant.db(), &tenant.permit, once.as_ref(), id.0, draft).await?;
        Ok(tenant.made("milestones", made.id, made.version, (made, tenant.today())))
    }

    /// Change a milestone: its fields, its due date, and its progress
    ///
    /// Saves everything or nothing. In a published plan, a change of `due_on` is a move and
    /// requires `reason`, which is public. If only progress is sent, an implementer of the
    /// commitment may send it too; all other changes are for coordinators. A body with an unchanged
    /// `due_on` or with nothing but `version` saves nothing.
    #[oai(path = "/tenants/:tenant/milestones/:id", method = "patch", operation_id = "milestones_change")]
    async fn change(
        &self,
        tenant: City<ReportProgress>,
        id: Id<MilestoneId>,
        if_match: IfMatch,
        sent: JsonBody<Change>,
    ) -> Result<Versioned<View>, Problem> {
        let see = tenant.permit_for()?;
        let (old, responsible) = milestones::with_responsible(tenant.db(), &see, id.0).await?;
        let version = sent.version(if_match.as_deref(), old.version)?;
        let (db, today) = (tenant.db(), tenant.today());
        let saved = match sent.read()?.apply_to(&old, &responsible) {
            Step::Report(report) => milestones::report(db, &tenant.permit, None, id.0, version, today, report).await?,
            Step::Amend(amendment) => {
                milestones::amend(
                    db,
                    &tenant.permit_for::<EditMilestone>()?,
                    None,
                    id.0,
                    version,
                    today,
                    *amendment,
                )
                .await?
            }
            Step::Nothing => old,
        };
        Ok(one(saved, &tenant))
    }

    /// Report progress on a milestone
    ///
    /// For implementers of the commitment and for coordinators.
    #[oai(path = "/tenants/:tenant/milestones/:id/progress", method = "post", operation_id = "milestones_report")]
    async fn report(
        &self,
        tenant: City<ReportProgress>,
        id: Id<MilestoneId>,
        if_match: IfMatch,
        key: IdempotencyKey,
        sent: JsonBody<ReportSent>,
    ) -> Result<Versioned<View>, Problem> {
        let old = milestones::get(tenant.db(), &tenant.permit_for()?, id.0).await?;
        let version = sent.version_of_repeatable(if_match.as_deref(), old.version)?;
        let once = sent.once(key.as_deref(), "milestones_report", &id.0.to_string())?;
        let report = sent.read()?.report()?;
        let (db, today) = (tenant.db(), tenant.today());
        let saved = milestones::report(db, &tenant.permit, once.as_ref(), id.0, version, today, report).await?;
        Ok(one(saved, &tenant))
    }

    /// List the progress reports of a milestone, newest first
    #[oai(path = "/tenants/:tenant/milestones/:id/progress", method = "get", operation_id = "milestones_history")]
    async fn history(
        &self,
        tenant: City<SeePlan>,
        id: Id<MilestoneId>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<ReportView>>, Problem> {
        let part = PageRequest::new(limit.0, after.0)?;
        let reports = milestones::history(tenant.db(), &tenant.permit, id.0).await?;
        Ok(Json(part.of_whole(reports, |report| cursor(report.id))?))
    }

    /// Move the due date of a milestone
    ///
    /// For coordinators. The previous due date and the reason are kept and public.
    #[oai(
        path = "/tenants/:tenant/milestones/:id/reschedule",
        method = "post",
        operation_id = "milestones_reschedule"
    )]
    async fn reschedule(
        &self,
        tenant: City<EditMilestone>,
        id: Id<MilestoneId>,
        if_match: IfMatch,
        key: IdempotencyKey,
        sent: JsonBody<MoveSent>,
    ) -> Result<Versioned<View>, Problem> {
        let old = milestones::get(tenant.db(), &tenant.permit_for()?, id.0).await?;
        let version = sent.version_of_repeatable(if_match.as_deref(), old.version)?;
        let once = sent.once(key.as_deref(), "milestones_reschedule", &id.0.to_string())?;
        let to = sent.read()?.into_move()?;
        let saved = milestones::reschedule(tenant.db(), &tenant.permit, once.as_ref(), id.0, version, to).await?;
        Ok(one(saved, &tenant))
    }

    /// List the moves of a milestone's due date, oldest first
    #[oai(path = "/tenants/:tenant/milestones/:id/moves", method = "get", operation_id = "milestones_moves")]
    async fn moves(
        &self,
        tenant: City<SeePlan>,
        id: Id<MilestoneId>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<MoveView>>, Problem> {
        let part = PageRequest::new(limit.0, after.0)?;
        let moves = milestones::moves(tenant.db(), &tenant.permit, id.0).await?;
        Ok(Json(part.of_whole(moves, |change| cursor(change.id))?))
    }

    /// List the organisations and people responsible for a milestone
    ///
    /// For coordinators, because people are never public. Returns the whole list; `next` is always
    /// `null`.
    #[oai(
        path = "/tenants/:tenant/milestones/:id/responsible",
        method = "get",
        operation_id = "milestones_responsible"
    )]
    async fn responsible(
        &self,
        tenant: City<SeeContacts>,
        id: Id<MilestoneId>,
    ) -> Result<Json<List<Responsible>>, Problem> {
        let found = milestones::responsible(tenant.db(), &tenant.permit_for()?, id.0).await?;
        Ok(Json(List {
            total: count(found.len()),
            items: found.into_iter().map(Responsible::from).collect(),
            next: None,
        }))
    }

    /// Delete a milestone that was never public
    ///
    /// Deletes the milestone with its reports of progress, indicators and evidence.
    /// A record that residents could ever read is a 409 (`was-public`): it is withdrawn instead. So is one that
    /// others work with (`in-use`; `in_use_by` names what): comments, proposals, endorsements, assessments. The
    /// log keeps an entry for the city's members. For coordinators.
    #[oai(path = "/tenants/:tenant/milestones/:id", method = "delete", operation_id = "milestones_remove")]
    async fn remove(
        &self,
        tenant: City<EditMilestone>,
        id: Id<MilestoneId>,
        /// The `ETag` of the record as it was read; `*` matches every version. Required.
        if_match: IfMatch,
        key: IdempotencyKey,
    ) -> Result<NoContent, Problem> {
        let Some(tag) = if_match.as_deref() else {
            milestones::get(tenant.db(), &tenant.permit_for()?, id.0).await?;
            return Err(Problem::of(Kind::VersionMissing));
        };
        let once = body::once(key.as_deref(), "milestones_remove", &id.0.to_string())?;
        removal::milestone(tenant.db(), &tenant.permit, once.as_ref(), id.0, body::seen(tag)).await?;
        Ok(NoContent)
    }
}

fn one<A: Action>(milestone: Milestone, tenant: &City<A>) -> Versioned<View> {
    Versioned::of(milestone.version, (milestone, tenant.today()))
}
