//! What the monitoring body says of evidence, and what the city answers.

use crate::answer::One;
use crate::body::Sent;
use crate::city::{City, Id};
use crate::examples::example;
use crate::paging::{List, Part, cursor};
use crate::params::{IfMatch, Repeat};
use crate::problem::Problem;
use crate::tag::Tag;
use crate::values::{Code, Day};
use besa_domain::access::{AnswerAssessment, Assess, SeePlan};
use besa_domain::assessments::{self, EvidenceFinding, Verdict};
use besa_domain::{EvidenceId, VerdictId, code};
use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use serde::Deserialize;
use uuid::Uuid;

/// What the monitoring body says of a piece of evidence.
#[derive(Debug, Object)]
#[oai(rename = "Verdict")]
pub(crate) struct View {
    /// The id.
    id: Uuid,
    /// The evidence.
    evidence: Uuid,
    /// What was found.
    finding: Code<EvidenceFinding>,
    /// Why.
    note: Option<String>,
    /// The day it was said.
    given_on: Day,
    /// What the city answers.
    answer: Option<String>,
    /// New evidence that the city brought, by its id.
    proof: Option<Uuid>,
    /// The day of the answer.
    answered_on: Option<Day>,
    /// Bumped by each change.
    version: i32,
}

impl From<Verdict> for View {
    fn from(row: Verdict) -> Self {
        Self {
            id: row.id.into(),
            evidence: row.evidence_id.into(),
            finding: Code(row.finding),
            note: row.note,
            given_on: Day(row.given_on),
            answer: row.answer,
            proof: row.proof_id.map(Uuid::from),
            answered_on: row.answered_on.map(Day),
            version: row.version,
        }
    }
}

/// Whether a piece of evidence holds. Where it is questioned, `note` says why.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewVerdict", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct New {
    /// What was found.
    finding: Option<Code<EvidenceFinding>>,
    /// Why; residents read it.
    note: Option<String>,
}

example!(New { "finding": "questioned", "note": "The minutes are of another meeting." });

/// The city's answer: `answer`, `proof`, or both.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "VerdictAnswer", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Answered {
    /// The version that was read, unless `If-Match` says it.
    version: Option<i32>,
    /// What the city says; residents read it.
    answer: Option<String>,
    /// New evidence, by its id.
    proof: Option<Uuid>,
}

example!(Answered { "version": 1, "answer": "The right minutes are there now." });

#[derive(Debug)]
pub(crate) struct Verdicts;

#[OpenApi(tag = "Tag::Evidence")]
impl Verdicts {
    /// List what the monitoring body says of evidence
    #[oai(path = "/tenants/:tenant/verdicts", method = "get", operation_id = "verdicts_list")]
    async fn list(
        &self,
        tenant: City<SeePlan>,
        /// Of this piece alone, by its id.
        evidence: Query<Option<Uuid>>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<View>>, Problem> {
        let part = Part::new(limit.0, after.0)?;
        let of = evidence.0.map(Into::into);
        let found = assessments::verdicts(tenant.db(), &tenant.permit, of).await?;
        Ok(Json(part.of_whole(found, |row| cursor(row.id))?))
    }

    /// Say whether a piece of evidence holds
    ///
    /// For the monitoring body. Public at once; said again it takes the place of what was said.
    #[oai(path = "/tenants/:tenant/evidence/:id/verdict", method = "post", operation_id = "verdicts_create")]
    async fn create(
        &self,
        tenant: City<Assess>,
        id: Id<EvidenceId>,
        key: Repeat,
        sent: Sent<New>,
    ) -> Result<One<View>, Problem> {
        let once = sent.once(key.as_deref(), "verdicts_create", &id.0.to_string())?;
        let new = sent.read()?;
        let finding = new.finding.ok_or_else(|| Problem::field("finding", code::REQUIRED))?;
        let said = (finding.0, new.note.as_deref());
        let saved = assessments::judge(tenant.db(), &tenant.permit, once.as_ref(), id.0, tenant.today(), said).await?;
        Ok(One::of(saved.version, saved))
    }

    /// Answer for the city where evidence was questioned
    #[oai(path = "/tenants/:tenant/verdicts/:id/answer", method = "post", operation_id = "verdicts_answer")]
    async fn answer(
        &self,
        tenant: City<AnswerAssessment>,
        id: Id<VerdictId>,
        if_match: IfMatch,
        key: Repeat,
        sent: Sent<Answered>,
    ) -> Result<One<View>, Problem> {
        let old = assessments::verdict(tenant.db(), &tenant.also()?, id.0).await?;
        let version = sent.version_of_repeatable(if_match.as_deref(), old.version)?;
        let once = sent.once(key.as_deref(), "verdicts_answer", &id.0.to_string())?;
        let said = sent.read()?;
        let words = (said.answer.as_deref(), said.proof.map(Into::into));
        let at = (id.0, version);
        let today = tenant.today();
        let saved = assessments::answer_verdict(tenant.db(), &tenant.permit, once.as_ref(), at, today, words).await?;
        Ok(One::of(saved.version, saved))
    }
}
