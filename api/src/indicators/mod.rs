//! Indicators of commitments and milestones, and their readings.

mod sent;
mod view;

use crate::answer::{Created, NoContent, Versioned};
use crate::body::{self, JsonBody};
use crate::city::{City, Id};
use crate::paging::{List, PageRequest, cursor};
use crate::params::{IdempotencyKey, IfMatch};
use crate::problem::{Kind, Problem};
use crate::tag::Tag;
use besa_domain::access::{EditMilestone, ReportProgress, SeePlan};
use besa_domain::indicators::{self, IndicatorDraft, Of};
use besa_domain::{CommitmentId, IndicatorId, ReadingId, commitments, removal};
use poem_openapi::OpenApi;
use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use sent::{CorrectionSent, Fields, ReadingSent, WithdrawalSent};
use uuid::Uuid;
use view::{Detail, ReadingView, View};

#[derive(Debug)]
pub(crate) struct Indicators;

#[OpenApi(tag = "Tag::Indicators")]
impl Indicators {
    /// List indicators
    ///
    /// Returns the indicators of every plan that the caller may see, in the order they were created.
    #[oai(path = "/tenants/:tenant/indicators", method = "get", operation_id = "indicators_list")]
    async fn list(
        &self,
        tenant: City<SeePlan>,
        /// Return only indicators of this commitment and its milestones (id). Ignored if `milestone` is sent.
        commitment: Query<Option<Uuid>>,
        /// Return only indicators of this milestone (id).
        milestone: Query<Option<Uuid>>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<View>>, Problem> {
        let part = PageRequest::new(limit.0, after.0)?;
        let of = match (milestone.0, commitment.0) {
            (Some(id), _) => Some(Of::Milestone(id.into())),
            (None, Some(id)) => Some(Of::Commitment(id.into())),
            (None, None) => None,
        };
        let (found, total) = indicators::list(tenant.db(), &tenant.permit, of, part.after()?, part.most()).await?;
        Ok(Json(part.list(found, total, |(row, _)| cursor(row.id))))
    }

    /// Read an indicator with its readings
    #[oai(path = "/tenants/:tenant/indicators/:id", method = "get", operation_id = "indicators_read")]
    async fn read(&self, tenant: City<SeePlan>, id: Id<IndicatorId>) -> Result<Versioned<Detail>, Problem> {
        let found = indicators::get(tenant.db(), &tenant.permit, id.0).await?;
        Ok(Versioned::of(found.0.version, found))
    }

    /// Add an indicator to a commitment or to one of its milestones
    ///
    /// For coordinators. A closed plan is a 409 (`plan-closed`).
    #[oai(path = "/tenants/:tenant/commitments/:id/indicators", method = "post", operation_id = "indicators_create")]
    async fn create(
        &self,
        tenant: City<EditMilestone>,
        id: Id<CommitmentId>,
        key: IdempotencyKey,
        sent: JsonBody<Fields>,
    ) -> Result<Created<View>, Problem> {
        commitments::get(tenant.db(), &tenant.permit_for()?, id.0).await?;
        let once = sent.once(key.as_deref(), "indicators_create", &id.0.to_string())?;
        let draft = sent.read()?.apply_to(IndicatorDraft::default());
        let made = indicators::create(tenant.db(), &tenant.permit, once.as_ref(), id.0, draft).await?;
        Ok(tenant.made("indicators", made.id, made.version, (made, Vec::new())))
    }

    /// Change an indicator
    ///
    /// For coordinators. Its readings stay as they are. A closed plan is a 409 (`plan-closed`).
    #[oai(path = "/tenants/:tenant/indicators/:id", method = "patch", operation_id = "indicators_change")]
    async fn change(
        &self,
        tenant: City<EditMilestone>,
        id: Id<IndicatorId>,
        if_match: IfMatch,
        sent: JsonBody<Fields>,
    ) -> Result<Versioned<Detail>, Problem> {
        let see = tenant.permit_for()?;
        let (old, _) = indicators::get(tenant.db(), &see, id.0).await?;
        let version = sent.version(if_match.as_deref(), old.version)?;
        let draft = sent.read()?.apply_to(IndicatorDraft::of(&old));
        indicators::edit(tenant.db(), &tenant.permit, None, id.0, version, draft).await?;
        let saved = indicators::get(tenant.db(), &see, id.0).await?;
        Ok(Versioned::of(saved.0.version, saved))
    }

    /// Delete an indicator that was never public
    ///
    /// Deletes the indicator with its readings. A record that residents could ever read is a 409 (`was-public`).
    /// The log keeps an entry for the city's members. For coordinators.
    #[oai(path = "/tenants/:tenant/indicators/:id", method = "delete", operation_id = "indicators_remove")]
    async fn remove(
        &self,
        tenant: City<EditMilestone>,
        id: Id<IndicatorId>,
        /// The `ETag` of the record as it was read; `*` matches every version. Required.
        if_match: IfMatch,
        key: IdempotencyKey,
    ) -> Result<NoContent, Problem> {
        let Some(tag) = if_match.as_deref() else {
            indicators::get(tenant.db(), &tenant.permit_for()?, id.0).await?;
            return Err(Problem::of(Kind::VersionMissing));
        };
        let once = body::once(key.as_deref(), "indicators_remove", &id.0.to_string())?;
        removal::indicator(tenant.db(), &tenant.permit, once.as_ref(), id.0, body::seen(tag)).await?;
        Ok(NoContent)
    }

    /// List the readings of all indicators
    ///
    /// Returns the readings of every plan that the caller may see, in the order they were entered. Corrected and
    /// withdrawn ones are in it, with the reason.
    #[oai(path = "/tenants/:tenant/readings", method = "get", operation_id = "readings_list")]
    async fn every_reading(
        &self,
        tenant: City<SeePlan>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<ReadingView>>, Problem> {
        let part = PageRequest::new(limit.0, after.0)?;
        let (found, total) = indicators::every_reading(tenant.db(), &tenant.permit, part.after()?, part.most()).await?;
        Ok(Json(part.list(found, total, |reading| cursor(reading.id))))
    }

    /// Add a reading to an indicator
    ///
    /// For implementers of the commitment and for coordinators. `Location` in the response is the path of the
    /// indicator. A closed plan is a 409 (`plan-closed`).
    #[oai(path = "/tenants/:tenant/indicators/:id/readings", method = "post", operation_id = "readings_create")]
    async fn add_reading(
        &self,
        tenant: City<ReportProgress>,
        id: Id<IndicatorId>,
        key: IdempotencyKey,
        sent: JsonBody<ReadingSent>,
    ) -> Result<Created<ReadingView>, Problem> {
        indicators::get(tenant.db(), &tenant.permit_for()?, id.0).await?;
        let once = sent.once(key.as_deref(), "readings_create", &id.0.to_string())?;
        let (draft, today) = (sent.read()?.into(), tenant.today());
        let made = indicators::add_reading(tenant.db(), &tenant.permit, once.as_ref(), id.0, today, draft).await?;
        Ok(tenant.made("indicators", id.0, made.version, made))
    }

    /// Correct a reading
    ///
    /// The old reading stays, with the public reason, and the response is the new one. A reading that was corrected
    /// or withdrawn already is a 409 (`state-step`). For implementers of the commitment and for coordinators.
    #[oai(path = "/tenants/:tenant/readings/:id/correct", method = "post", operation_id = "readings_correct")]
    async fn correct_reading(
        &self,
        tenant: City<ReportProgress>,
        id: Id<ReadingId>,
        if_match: IfMatch,
        key: IdempotencyKey,
        sent: JsonBody<CorrectionSent>,
    ) -> Result<Versioned<ReadingView>, Problem> {
        let (old, _) = indicators::reading(tenant.db(), &tenant.permit_for()?, id.0).await?;
        let version = sent.version_of_repeatable(if_match.as_deref(), old.version)?;
        let once = sent.once(key.as_deref(), "readings_correct", &id.0.to_string())?;
        let (with, today) = (sent.read()?.onto(&old), tenant.today());
        let made =
            indicators::correct_reading(tenant.db(), &tenant.permit, once.as_ref(), id.0, version, today, with).await?;
        Ok(Versioned::of(made.version, made))
    }

    /// Withdraw a reading
    ///
    /// It stays, with the public reason, and counts no more. A reading that was corrected or withdrawn already is a
    /// 409 (`state-step`). For implementers of the commitment and for coordinators.
    #[oai(path = "/tenants/:tenant/readings/:id/withdraw", method = "post", operation_id = "readings_withdraw")]
    async fn withdraw_reading(
        &self,
        tenant: City<ReportProgress>,
        id: Id<ReadingId>,
        if_match: IfMatch,
        key: IdempotencyKey,
        sent: JsonBody<WithdrawalSent>,
    ) -> Result<Versioned<ReadingView>, Problem> {
        let (old, _) = indicators::reading(tenant.db(), &tenant.permit_for()?, id.0).await?;
        let version = sent.version_of_repeatable(if_match.as_deref(), old.version)?;
        let once = sent.once(key.as_deref(), "readings_withdraw", &id.0.to_string())?;
        let reason = sent.read()?.reason.unwrap_or_default();
        let saved =
            indicators::withdraw_reading(tenant.db(), &tenant.permit, once.as_ref(), id.0, version, &reason).await?;
        Ok(Versioned::of(saved.version, saved))
    }
}
