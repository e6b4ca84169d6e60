//! What others did with records, which keeps the records from being deleted.

use super::selection::{Selection, among, any, is_own_draft};
use crate::assessments::tables::{assessment, verdict};
use crate::db::Scoped;
use crate::endorsements::tables::endorsement;
use crate::error::{Holder, Result};
use crate::ids::PlanId;
use crate::queries::tables::review_query;
use crate::review::tables::review_note;
use crate::shelf::tables::report;
use crate::voices::VoiceKind;
use crate::voices::tables::{response, voice};

/// Returns what of others refers to the selected records of a plan; `None` when nothing does. Which draft of
/// the monitoring body or which note of a reviewer it is, is not told (ADR 10).
pub(crate) async fn holder(city: &Scoped, plan: PlanId, of: &Selection) -> Result<Option<Holder>> {
    let mut voices = among::<voice::Entity, _>(city, voice::Column::PlanId, &of.plans).await?;
    voices.extend(among::<voice::Entity, _>(city, voice::Column::CommitmentId, &of.commitments).await?);
    voices.extend(among::<voice::Entity, _>(city, voice::Column::BecameId, &of.commitments).await?);
    voices.extend(among::<voice::Entity, _>(city, voice::Column::MilestoneId, &of.milestones).await?);
    voices.extend(among::<voice::Entity, _>(city, voice::Column::ReportId, &of.reports).await?);
    if let Some(voice) = voices.first() {
        return Ok(Some(match voice.kind {
            VoiceKind::Comment => Holder::Comment,
            VoiceKind::Proposal => Holder::Proposal,
        }));
    }
    let responses = any::<response::Entity, _>(city, response::Column::PlanId, &of.plans).await?
        || any::<response::Entity, _>(city, response::Column::CommitmentId, &of.commitments).await?
        || any::<response::Entity, _>(city, response::Column::MilestoneId, &of.milestones).await?;
    if responses {
        return Ok(Some(Holder::Response));
    }
    if any::<endorsement::Entity, _>(city, endorsement::Column::PlanId, &of.plans).await? {
        return Ok(Some(Holder::Endorsement));
    }
    // An assessment of a plan judges its commitments and milestones too.
    let assessed = any::<assessment::Entity, _>(city, assessment::Column::PlanId, &[plan]).await?
        || any::<verdict::Entity, _>(city, verdict::Column::EvidenceId, &of.evidence).await?
        || any::<verdict::Entity, _>(city, verdict::Column::ProofId, &of.evidence).await?;
    let reviewed = any::<review_query::Entity, _>(city, review_query::Column::CommitmentId, &of.commitments).await?
        || any::<review_note::Entity, _>(city, review_note::Column::CommitmentId, &of.commitments).await?;
    if assessed || reviewed {
        return Ok(Some(Holder::Review));
    }
    let reports = among::<report::Entity, _>(city, report::Column::PlanId, &of.plans).await?;
    if reports.iter().any(|report| !is_own_draft(report)) {
        return Ok(Some(Holder::Report));
    }
    Ok(None)
}
