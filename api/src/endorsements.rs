//! Endorsements: statements of organisations outside government for or against a plan.

use crate::answer::Created;
use crate::body::JsonBody;
use crate::city::{City, Id};
use crate::examples::example;
use crate::paging::{List, PageRequest, cursor};
use crate::params::IdempotencyKey;
use crate::problem::Problem;
use crate::tag::Tag;
use crate::values::Code;
use besa_domain::access::{Endorse, SeePlan};
use besa_domain::copy_fields;
use besa_domain::endorsements::{self, Draft, Given, Stance};
use besa_domain::{PlanId, code};
use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use serde::Deserialize;
use time::OffsetDateTime;
use uuid::Uuid;

/// An organisation's statement on a plan. A field without a value is `null`.
#[derive(Debug, Object)]
#[oai(rename = "Endorsement")]
pub(crate) struct View {
    /// The id.
    id: Uuid,
    /// The id of the organisation.
    organisation: Uuid,
    /// The name of the organisation.
    organisation_name: String,
    /// Whether the organisation endorses the plan.
    stance: Code<Stance>,
    /// The name of the signatory, or of their office, as it is shown.
    name: String,
    /// The position of the signatory.
    position: Option<String>,
    /// The reason. Never `null` with `declines`.
    reason: Option<String>,
    /// The web address of the letter.
    letter: Option<String>,
    /// The version of the record; increases with each change.
    version: i32,
    /// When the organisation first made a statement on this plan.
    created_at: OffsetDateTime,
    /// When the statement was last replaced; equal to `created_at` for the first one.
    given_at: OffsetDateTime,
}

impl From<Given> for View {
    fn from(given: Given) -> Self {
        let Given {
            endorsement,
            organisation,
        } = given;
        copy_fields!(endorsement => Self {
            name, position, reason, letter, version, created_at, given_at,
        } with {
            id: endorsement.id.into(),
            organisation: organisation.id.into(),
            organisation_name: organisation.name,
            stance: Code(endorsement.stance),
        })
    }
}

/// An organisation's statement on a plan. `stance` and `name` are required; `reason` too with `declines`.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewEndorsement", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Fields {
    /// Whether the organisation endorses the plan. Required.
    stance: Option<Code<Stance>>,
    /// The name of the signatory, or of their office, as it is shown. Required, maximum 300 characters.
    name: Option<String>,
    /// The position of the signatory. Maximum 300 characters.
    position: Option<String>,
    /// The reason. Required with `declines`, maximum 5,000 characters.
    reason: Option<String>,
    /// The web address of the letter, `http` or `https`. Maximum 1,000 characters.
    letter: Option<String>,
}

example!(Fields {
    "stance": "endorses",
    "name": "Chair of the board",
    "letter": "https://example.org/letter.pdf"
});

#[derive(Debug)]
pub(crate) struct Endorsements;

#[OpenApi(tag = "Tag::Plans")]
impl Endorsements {
    /// List the endorsements of a plan
    ///
    /// One per organisation, those that decline included; in the order of their first statements.
    #[oai(path = "/tenants/:tenant/plans/:plan/endorsements", method = "get", operation_id = "endorsements_list")]
    async fn list(
        &self,
        tenant: City<SeePlan>,
        plan: Id<PlanId>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<View>>, Problem> {
        let part = PageRequest::new(limit.0, after.0)?;
        let found = endorsements::list(tenant.db(), &tenant.permit, plan.0).await?;
        Ok(Json(part.of_whole(found, |given| cursor(given.endorsement.id))?))
    }

    /// Endorse a plan, or decline to
    ///
    /// For co-creators, on behalf of the organisation that they represent. A co-creator without an
    /// organisation gets a 409 (`no-organisation`). A second statement of the organisation replaces the first; the log keeps
    /// both. The city cannot change a statement. `Location` is the list of the plan's endorsements.
    #[oai(path = "/tenants/:tenant/plans/:plan/endorsements", method = "post", operation_id = "endorsements_create")]
    async fn create(
        &self,
        tenant: City<Endorse>,
        plan: Id<PlanId>,
        key: IdempotencyKey,
        sent: JsonBody<Fields>,
    ) -> Result<Created<View>, Problem> {
        let once = sent.once(key.as_deref(), "endorsements_create", &plan.0.to_string())?;
        let fields = sent.read()?;
        let stance = fields.stance.ok_or_else(|| Problem::field("stance", code::REQUIRED))?;
        let draft = Draft {
            stance: stance.0,
            name: fields.name.unwrap_or_default(),
            position: fields.position,
            reason: fields.reason,
            letter: fields.letter,
        };
        let given = endorsements::give(tenant.db(), &tenant.permit, once.as_ref(), plan.0, draft).await?;
        Ok(tenant.made(
            "plans",
            format!("{}/endorsements", plan.0),
            given.endorsement.version,
            given,
        ))
    }
}
