//! Verdicts: what the monitoring body finds about evidence, and the city's answers.

use crate::answer::Versioned;
use crate::body::JsonBody;
use crate::city::{City, Id};
use crate::examples::example;
use crate::paging::{List, PageRequest, cursor};
use crate::params::{IdempotencyKey, IfMatch};
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

/// The monitoring body's finding about a piece of evidence, and the city's answer.
#[derive(Debug, Object)]
#[oai(rename = "Verdict")]
pub(crate) struct View {
    /// The id.
    id: Uuid,
    /// The id of the evidence.
    evidence: Uuid,
    /// What was found.
    finding: Code<EvidenceFinding>,
    /// The name of the monitoring body that gave it; `null` if nobody named it.
    body: Option<String>,
    /// The reason; `null` when none was given. Never `null` with `questioned`.
    note: Option<String>,
    /// The city's day on which it was given.
    given_on: Day,
    /// The city's answer in words; `null` before it answers, or when it only gave `proof`.
    answer: Option<String>,
    /// The id of the new evidence that the city gave in answer; `null` if it gave none.
    proof: Option<Uuid>,
    /// The city's day on which it answered; `null` before.
    answered_on: Option<Day>,
    /// The version of the record; increases with each change.
    version: i32,
}

impl From<Verdict> for View {
    fn from(row: Verdict) -> Self {
        Self {
            id: row.id.into(),
            evidence: row.evidence_id.into(),
            finding: Code(row.finding),
            body: row.body,
            note: row.note,
            given_on: Day(row.given_on),
            answer: row.answer,
            proof: row.proof_id.map(Uuid::from),
            answered_on: row.answered_on.map(Day),
            version: row.version,
        }
    }
}

/// A finding about a piece of evidence. `finding` is required. With the finding `questioned`, `note` is
/// required too.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewVerdict", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct New {
    /// What was found. Required.
    finding: Option<Code<EvidenceFinding>>,
    /// The reason; it is public. Required with `questioned`, maximum 50,000 characters.
    note: Option<String>,
}

example!(New { "finding": "questioned", "note": "The minutes are of another meeting." });

/// The city's answer to a verdict. `answer`, `proof` or both are required.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "VerdictAnswer", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Answered {
    /// The version that was read. Required unless `If-Match` is sent, which takes precedence.
    version: Option<i32>,
    /// The answer in words; it is public. Maximum 50,000 characters.
    answer: Option<String>,
    /// The id of new evidence in the same city.
    proof: Option<Uuid>,
}

example!(Answered { "version": 1, "answer": "The right minutes are there now." });

#[derive(Debug)]
pub(crate) struct Verdicts;

#[OpenApi(tag = "Tag::Evidence")]
impl Verdicts {
    /// List the monitoring body's verdicts on evidence
    ///
    /// At most one per piece of evidence, oldest first. Verdicts on withdrawn evidence are left out.
    #[oai(path = "/tenants/:tenant/verdicts", method = "get", operation_id = "verdicts_list")]
    async fn list(
        &self,
        tenant: City<SeePlan>,
        /// Return only the verdict on this piece of evidence (id).
        evidence: Query<Option<Uuid>>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<View>>, Problem> {
        let part = PageRequest::new(limit.0, after.0)?;
        let of = evidence.0.map(Into::into);
        let found = assessments::verdicts(tenant.db(), &tenant.permit, of).await?;
        Ok(Json(part.of_whole(found, |row| cursor(row.id))?))
    }

    /// Verify or question a piece of evidence
    ///
    /// For the monitoring body. The verdict is public at once. A new verdict replaces the old one and its
    /// answer; the log keeps both.
    #[oai(path = "/tenants/:tenant/evidence/:id/verdict", method = "post", operation_id = "verdicts_create")]
    async fn create(
        &self,
        tenant: City<Assess>,
        id: Id<EvidenceId>,
        key: IdempotencyKey,
        sent: JsonBody<New>,
    ) -> Result<Versioned<View>, Problem> {
        let once = sent.once(key.as_deref(), "verdicts_create", &id.0.to_string())?;
        let new = sent.read()?;
        let finding = new.finding.ok_or_else(|| Problem::field("finding", code::REQUIRED))?;
        let finding = (finding.0, new.note.as_deref());
        let saved = assessments::judge(
            tenant.db(),
            &tenant.permit,
            once.as_ref(),
            id.0,
            tenant.today(),
            finding,
        )
        .await?;
        Ok(Versioned::of(saved.version, saved))
    }

    /// Answer a verdict for the city
    ///
    /// For coordinators. A verdict other than `questioned` is a 409 (`state-step`). A second answer replaces
    /// the first.
    #[oai(path = "/tenants/:tenant/verdicts/:id/answer", method = "post", operation_id = "verdicts_answer")]
    async fn answer(
        &self,
        tenant: City<AnswerAssessment>,
        id: Id<VerdictId>,
        if_match: IfMatch,
        key: IdempotencyKey,
        sent: JsonBody<Answered>,
    ) -> Result<Versioned<View>, Problem> {
        let old = assessments::verdict(tenant.db(), &tenant.permit_for()?, id.0).await?;
        let version = sent.version_of_repeatable(if_match.as_deref(), old.version)?;
        let once = sent.once(key.as_deref(), "verdicts_answer", &id.0.to_string())?;
        let sent = sent.read()?;
        let answer = (sent.answer.as_deref(), sent.proof.map(Into::into));
        let at = (id.0, version);
        let today = tenant.today();
        let saved = assessments::answer_verdict(tenant.db(), &tenant.permit, once.as_ref(), at, today, answer).await?;
        Ok(Versioned::of(saved.version, saved))
    }
}
