//! Members of a city with their roles, and invitations.

use crate::answer::NoContent;
use crate::body::JsonBody;
use crate::city::{City, Id};
use crate::examples::example;
use crate::paging::{List, PageRequest, cursor};
use crate::params::IdempotencyKey;
use crate::problem::Problem;
use crate::tag::Tag;
use crate::values::Code;
use besa_domain::access::{InviteMonitor, ManagePeople, Role};
use besa_domain::people::{self, Invitation, Invite, Member};
use besa_domain::tenants::Tenant;
use besa_domain::{InvitationId, MembershipId, code};
use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object, OpenApi};
use serde::Deserialize;
use time::OffsetDateTime;
use uuid::Uuid;

/// A person with a role in the city. A person with two roles is listed twice.
#[derive(Debug, Object)]
#[oai(rename = "Member")]
pub(crate) struct MemberView {
    /// The id of the membership, not of the person.
    id: Uuid,
    /// The name.
    name: String,
    /// The e-mail address.
    email: String,
    /// The code of the language in which the person receives e-mail.
    language: String,
    /// The role.
    role: Code<Role>,
}

impl From<Member> for MemberView {
    fn from(member: Member) -> Self {
        Self {
            id: member.id.into(),
            name: member.name,
            email: member.email,
            language: member.language,
            role: Code(member.role),
        }
    }
}

/// A pending invitation.
#[derive(Debug, Object)]
#[oai(rename = "Invitation")]
pub(crate) struct InvitationView {
    /// The id.
    id: Uuid,
    /// The e-mail address of the invited person.
    email: String,
    /// The role that is offered.
    role: Code<Role>,
    /// The code of the language of the e-mail.
    language: String,
    /// When it was created.
    created_at: OffsetDateTime,
    /// When it expires: 14 days after it was created.
    expires_at: OffsetDateTime,
}

impl From<Invitation> for InvitationView {
    fn from(invitation: Invitation) -> Self {
        Self {
            id: invitation.id.into(),
            email: invitation.email,
            role: Code(invitation.role),
            language: invitation.language,
            created_at: invitation.created_at,
            expires_at: invitation.expires_at,
        }
    }
}

/// A new invitation. `email` and `role` are required.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewInvitation", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct NewInvitation {
    /// The e-mail address of the invited person. Maximum 254 characters.
    email: Option<String>,
    /// The role to offer.
    role: Option<Code<Role>>,
    /// The language of the e-mail: one of the city's languages. Default: the city's default
    /// language.
    language: Option<String>,
}

example!(NewInvitation { "email": "implementer@example.org", "role": "implementer" });

/// A new invitation to the monitoring body. `email` is required.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewMonitor", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct NewMonitor {
    /// The e-mail address of the invited person. Maximum 254 characters.
    email: Option<String>,
    /// The language of the e-mail: one of the city's languages. Default: the city's default
    /// language.
    language: Option<String>,
    /// For operators: the name of the monitoring body. Default: the body that monitors the city now; without one, the
    /// body that the plan names. Members invite to their own body. Maximum 300 characters.
    body: Option<String>,
}

example!(NewMonitor { "email": "monitor@example.org", "language": "en" });

/// Returns the language of an invitation.
///
/// # Errors
/// `language` / `unknown_choice` for a language that is not one of the city's.
fn language(city: &Tenant, sent: Option<String>) -> Result<String, Problem> {
    let language = sent.unwrap_or_else(|| city.default_language.clone());
    if city.languages.0.contains(&language) {
        Ok(language)
    } else {
        Err(Problem::field("language", code::UNKNOWN_CHOICE))
    }
}

/// The response to an invitation.
#[derive(ApiResponse)]
pub(crate) enum Invited {
    /// The invitation was created, and its e-mail is queued.
    #[oai(status = 201)]
    Made(Json<InvitationView>),
}

#[derive(Debug)]
pub(crate) struct People;

#[OpenApi(tag = "Tag::People")]
impl People {
    /// List the members of a city
    ///
    /// Sorted by name. For admins.
    #[oai(path = "/tenants/:tenant/members", method = "get", operation_id = "members_list")]
    async fn members(
        &self,
        tenant: City<ManagePeople>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<MemberView>>, Problem> {
        let part = PageRequest::new(limit.0, after.0)?;
        let members = people::members(tenant.db(), &tenant.permit).await?;
        Ok(Json(part.of_whole(members, |member| cursor(member.id))?))
    }

    /// Remove a role from a person
    ///
    /// Takes effect with the person's next request. Also ends what depends on the role: assignments
    /// to commitments, the representation of an organisation, pending invitations of the person to
    /// the same role, and pending invitations that the person sent by this role. The last admin
    /// cannot be removed (409, `last-admin`). For admins.
    #[oai(path = "/tenants/:tenant/members/:id", method = "delete", operation_id = "members_remove")]
    async fn remove(
        &self,
        tenant: City<ManagePeople>,
        id: Id<MembershipId>,
        /// The reason, which is public. Required for a monitor. Maximum 300 characters.
        reason: Query<Option<String>>,
    ) -> Result<NoContent, Problem> {
        people::remove_member(tenant.db(), &tenant.permit, None, id.0, reason.as_deref()).await?;
        Ok(NoContent)
    }

    /// List pending invitations, newest first
    ///
    /// For admins.
    #[oai(path = "/tenants/:tenant/invitations", method = "get", operation_id = "invitations_list")]
    async fn invitations(
        &self,
        tenant: City<ManagePeople>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<InvitationView>>, Problem> {
        let part = PageRequest::new(limit.0, after.0)?;
        let waiting = people::invitations(tenant.db(), &tenant.permit).await?;
        Ok(Json(part.of_whole(waiting, |invitation| cursor(invitation.id))?))
    }

    /// Invite a person to a role
    ///
    /// Sends an e-mail with a link; the invitation can be accepted only through this link. For
    /// admins. A monitor is invited by the monitoring body or by an operator instead; see
    /// `monitors_invite`. A role that the person must not hold together with another of their roles
    /// is a 409 (`separate-duties`). Rate limits apply per inviting person, city and recipient.
    #[oai(path = "/tenants/:tenant/invitations", method = "post", operation_id = "invitations_create")]
    async fn invite(
        &self,
        tenant: City<ManagePeople>,
        key: IdempotencyKey,
        sent: JsonBody<NewInvitation>,
    ) -> Result<Invited, Problem> {
        let city = &tenant.visit.tenant;
        let once = sent.once(key.as_deref(), "invitations_create", "")?;
        let new = sent.read()?;
        let role = new.role.ok_or_else(|| Problem::field("role", code::REQUIRED))?;
        let invite = Invite {
            email: new.email.unwrap_or_default(),
            role: role.0,
            language: language(city, new.language)?,
            body: None,
        };
        let made = people::invite(tenant.db(), &tenant.permit, once.as_ref(), invite).await?;
        Ok(Invited::Made(Json(made.into())))
    }

    /// Invite a person to the monitoring body
    ///
    /// For members of the monitoring body and for operators. The body is independent of the city,
    /// so nobody who works for the city may invite a member of it. Sends an e-mail with a link; the
    /// invitation can be accepted only through this link. While one body monitors the city, no other can begin: a
    /// 422 (`body`, `body_not_ended`).
    #[oai(path = "/tenants/:tenant/monitors", method = "post", operation_id = "monitors_invite")]
    async fn invite_monitor(
        &self,
        tenant: City<InviteMonitor>,
        key: IdempotencyKey,
        sent: JsonBody<NewMonitor>,
    ) -> Result<Invited, Problem> {
        let once = sent.once(key.as_deref(), "monitors_invite", "")?;
        let new = sent.read()?;
        let language = language(&tenant.visit.tenant, new.language)?;
        let invite = Invite {
            email: new.email.unwrap_or_default(),
            role: Role::Monitor,
            language,
            body: new.body,
        };
        let made = people::invite_monitor(tenant.db(), &tenant.permit, once.as_ref(), invite).await?;
        Ok(Invited::Made(Json(made.into())))
    }

    /// Withdraw an invitation
    ///
    /// For admins. An invitation that was accepted is a 409 (`link-spent`); withdrawing it again
    /// changes nothing.
    #[oai(path = "/tenants/:tenant/invitations/:id", method = "delete", operation_id = "invitations_withdraw")]
    async fn withdraw(&self, tenant: City<ManagePeople>, id: Id<InvitationId>) -> Result<NoContent, Problem> {
        people::withdraw_invitation(tenant.db(), &tenant.permit, None, id.0).await?;
        Ok(NoContent)
    }
}
