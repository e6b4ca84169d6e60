//! Forums, which are standing bodies such as the multi-stakeholder forum, and their seats.

mod meetings;
mod sent;
mod view;

pub(crate) use meetings::Meetings;

use crate::answer::{Created, Versioned};
use crate::body::JsonBody;
use crate::city::{City, Id};
use crate::paging::{List, PageRequest, cursor};
use crate::params::{IdempotencyKey, IfMatch};
use crate::problem::Problem;
use crate::tag::Tag;
use besa_domain::access::{EditForums, SeeForums};
use besa_domain::forums::{self, Forum, ForumDraft, ForumKind, ForumWithSeats, Seat, SeatDraft, Side};
use besa_domain::{ForumId, SeatId};
use poem_openapi::OpenApi;
use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use sent::{ForumFields, SeatFields};
use view::{ForumDetail, ForumView, SeatView};

fn one(body: ForumWithSeats) -> Versioned<ForumDetail> {
    Versioned::of(body.forum.version, body)
}

#[derive(Debug)]
pub(crate) struct Forums;

#[OpenApi(tag = "Tag::Forums")]
impl Forums {
    /// List forums
    ///
    /// A forum is a standing body, such as the multi-stakeholder forum of the plan. Sorted by name.
    #[oai(path = "/tenants/:tenant/forums", method = "get", operation_id = "forums_list")]
    async fn list(
        &self,
        tenant: City<SeeForums>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<ForumView>>, Problem> {
        let part = PageRequest::new(limit.0, after.0)?;
        let all: Vec<Forum> = forums::forums(tenant.db(), &tenant.permit).await?;
        Ok(Json(part.of_whole(all, |row| cursor(row.id))?))
    }

    /// Read a forum with its seats
    #[oai(path = "/tenants/:tenant/forums/:id", method = "get", operation_id = "forums_read")]
    async fn read(&self, tenant: City<SeeForums>, id: Id<ForumId>) -> Result<Versioned<ForumDetail>, Problem> {
        Ok(one(forums::forum(tenant.db(), &tenant.permit, id.0).await?))
    }

    /// Create a forum
    ///
    /// For coordinators. It is public at once.
    #[oai(path = "/tenants/:tenant/forums", method = "post", operation_id = "forums_create")]
    async fn create(
        &self,
        tenant: City<EditForums>,
        key: IdempotencyKey,
        sent: JsonBody<ForumFields>,
    ) -> Result<Created<ForumView>, Problem> {
        let once = sent.once(key.as_deref(), "forums_create", "")?;
        let draft = sent.read()?.apply_to(ForumDraft {
            name: String::new(),
            kind: ForumKind::Other,
            remit: None,
            rules: None,
            rules_link: None,
            founded_on: None,
        });
        let made = forums::create(tenant.db(), &tenant.permit, once.as_ref(), draft).await?;
        Ok(tenant.made("forums", made.id, made.version, made))
    }

    /// Change the fields of a forum
    ///
    /// For coordinators. The change is public at once.
    #[oai(path = "/tenants/:tenant/forums/:id", method = "patch", operation_id = "forums_change")]
    async fn change(
        &self,
        tenant: City<EditForums>,
        id: Id<ForumId>,
        if_match: IfMatch,
        sent: JsonBody<ForumFields>,
    ) -> Result<Versioned<ForumDetail>, Problem> {
        let see = tenant.permit_for()?;
        let old = forums::forum(tenant.db(), &see, id.0).await?.forum;
        let version = sent.version(if_match.as_deref(), old.version)?;
        let draft = sent.read()?.apply_to(ForumDraft::of(&old));
        forums::edit(tenant.db(), &tenant.permit, None, id.0, version, draft).await?;
        Ok(one(forums::forum(tenant.db(), &see, id.0).await?))
    }

    /// Add a seat to a forum
    ///
    /// For coordinators. Seats are public: name an office, not a person. `Location` is the path of the forum.
    #[oai(path = "/tenants/:tenant/forums/:id/seats", method = "post", operation_id = "seats_create")]
    async fn add_seat(
        &self,
        tenant: City<EditForums>,
        id: Id<ForumId>,
        key: IdempotencyKey,
        sent: JsonBody<SeatFields>,
    ) -> Result<Created<SeatView>, Problem> {
        let see = tenant.permit_for()?;
        forums::forum(tenant.db(), &see, id.0).await?;
        let once = sent.once(key.as_deref(), "seats_create", &id.0.to_string())?;
        let draft = sent.read()?.apply_to(SeatDraft {
            title: String::new(),
            side: Side::Other,
            organisation: None,
            starts_on: None,
            ends_on: None,
        });
        let made = forums::add_seat(tenant.db(), &tenant.permit, once.as_ref(), id.0, draft).await?;
        Ok(tenant.made("forums", id.0, made.version, seat(&tenant, made).await?))
    }

    /// Change a seat, or end its term
    ///
    /// For coordinators. To end the term, set `ends_on`; a seat cannot be deleted.
    #[oai(path = "/tenants/:tenant/seats/:id", method = "patch", operation_id = "seats_change")]
    async fn change_seat(
        &self,
        tenant: City<EditForums>,
        id: Id<SeatId>,
        if_match: IfMatch,
        sent: JsonBody<SeatFields>,
    ) -> Result<Versioned<SeatView>, Problem> {
        let (old, _) = forums::seat(tenant.db(), &tenant.permit_for()?, id.0).await?;
        let version = sent.version(if_match.as_deref(), old.version)?;
        let draft = sent.read()?.apply_to(SeatDraft::of(&old));
        let saved = forums::edit_seat(tenant.db(), &tenant.permit, None, id.0, version, draft).await?;
        Ok(Versioned::of(saved.version, seat(&tenant, saved).await?))
    }
}

/// Builds the view of a seat, with the name of the organisation that holds it.
async fn seat(tenant: &City<EditForums>, seat: Seat) -> Result<SeatView, Problem> {
    let body = forums::forum(tenant.db(), &tenant.permit_for()?, seat.forum_id).await?;
    Ok(SeatView::of(seat, &body.organisations))
}
