//! Endorsements: what organisations outside government say of a plan.

use crate::answer::Made;
use crate::body::Sent;
use crate::city::{City, Id};
use crate::examples::example;
use crate::paging::{List, Part, cursor};
use crate::params::Repeat;
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

/// An organisation's word on a plan.
#[derive(Debug, Object)]
#[oai(rename = "Endorsement")]
pub(crate) struct View {
    /// The id.
    id: Uuid,
    /// Whose word it is, by its id.
    organisation: Uuid,
    /// Its name.
    organisation_name: String,
    /// For or against.
    stance: Code<Stance>,
    /// Who signed.
    name: String,
    /// The position of who signed.
    position: Option<String>,
    /// Why.
    reason: Option<String>,
    /// The address of the letter.
    letter: Option<String>,
    /// Bumped by each change.
    version: i32,
    /// When it was first given.
    created_at: OffsetDateTime,
    /// When it was last changed.
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

/// What an organisation says. It needs `stance` and `name`; against, `reason` too.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewEndorsement", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Fields {
    /// For or against.
    stance: Option<Code<Stance>>,
    /// Who signs, as it is shown.
    name: Option<String>,
    /// The position of who signs.
    position: Option<String>,
    /// Why.
    reason: Option<String>,
    /// The address of the letter.
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
    /// List what organisations say of a plan
    #[oai(path = "/tenants/:tenant/plans/:plan/endorsements", method = "get", operation_id = "endorsements_list")]
    async fn list(
        &self,
        tenant: City<SeePlan>,
        plan: Id<PlanId>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<View>>, Problem> {
        let part = Part::new(limit.0, after.0)?;
        let found = endorsements::list(tenant.db(), &tenant.permit, plan.0).await?;
        Ok(Json(part.of_whole(found, |given| cursor(given.endorsement.id))?))
    }

    /// Endorse a plan, or say why not
    ///
    /// For co-creators, in the name of the organisation that they act for. A second word takes the
    /// place of the first; the log keeps both. Nobody in the city can change it.
    #[oai(path = "/tenants/:tenant/plans/:plan/endorsements", method = "post", operation_id = "endorsements_create")]
    async fn create(
        &self,
        tenant: City<Endorse>,
        plan: Id<PlanId>,
        key: Repeat,
        sent: Sent<Fields>,
    ) -> Result<Made<View>, Problem> {
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
