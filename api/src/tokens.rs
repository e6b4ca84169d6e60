//! Tokens, with which a program acts for a person, and the person's own sessions.

use crate::answer::NoContent;
use crate::body::JsonBody;
use crate::caller::Person;
use crate::examples::example;
use crate::paging::{List, PageRequest, cursor};
use crate::params::IdempotencyKey;
use crate::problem::Problem;
use crate::tag::Tag;
use crate::values::Code;
use besa_domain::access::{KeepTokens, Permit, TokenScope};
use besa_domain::people::{self, ApiToken, Session, TokenDraft};
use besa_domain::{ApiTokenId, Error, code};
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object, OpenApi};
use serde::Deserialize;
use time::OffsetDateTime;
use uuid::Uuid;

/// A token, without its secret.
#[derive(Debug, Object)]
#[oai(rename = "Token")]
pub(crate) struct View {
    /// The id.
    id: Uuid,
    /// What it is used for.
    name: String,
    /// The name of the person, if they created it; `null` if an operator created it on the command
    /// line.
    made_by: Option<String>,
    /// When it was created.
    created_at: OffsetDateTime,
    /// When it was last used, accurate to one hour; `null` if never.
    last_used_at: Option<OffsetDateTime>,
    /// When it expires.
    expires_at: OffsetDateTime,
    /// What it may do: `read`, `report` or `write`.
    scope: Code<TokenScope>,
    /// The id of the one city that it is limited to; `null` for all cities of the person.
    city: Option<Uuid>,
    /// Whether it includes the person's platform roles (operator, reviewer).
    platform: bool,
}

impl View {
    pub(crate) fn cursor(&self) -> String {
        cursor(self.id)
    }
}

pub(crate) fn view(token: ApiToken, person: &people::Account) -> View {
    View {
        id: token.id.into(),
        expires_at: token.ends_at(),
        scope: Code(token.scope),
        city: token.tenant_id.map(Into::into),
        platform: token.platform,
        name: token.name,
        made_by: token
            .made_by
            .filter(|maker| *maker == person.id)
            .map(|_herself| person.name.clone()),
        created_at: token.created_at,
        last_used_at: token.used_at,
    }
}

/// A new token. `name` is required. The default token only reads, in every city of the person, for
/// 90 days.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewToken", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct New {
    /// What it is used for. Maximum 300 characters.
    name: Option<String>,
    /// The lifetime in days, from 1. Default 90, maximum 365.
    days: Option<i64>,
    /// What it may do: `read` (default) only reads; `report` also reports progress and adds
    /// evidence; `write` does everything that the person may do.
    scope: Option<Code<TokenScope>>,
    /// The slug of the one city to limit it to. Default: all cities of the person.
    city: Option<String>,
    /// Whether it includes the person's platform roles. Default `false`. Cannot be combined with
    /// `city`.
    platform: Option<bool>,
}

example!(New { "name": "Nightly export", "days": 30, "scope": "read" });

/// A new token. Its secret is shown only once.
#[derive(Object)]
#[oai(rename = "MadeToken")]
pub(crate) struct CreatedToken {
    #[oai(flatten)]
    record: View,
    /// The secret. Send it as `Authorization: Bearer …`.
    token: String,
}

/// The response to the creation of a token.
#[derive(ApiResponse)]
pub(crate) enum Shown {
    /// The token was created. Its secret is shown only in this response.
    #[oai(status = 201)]
    CreatedToken(Json<CreatedToken>),
}

#[derive(Debug)]
pub(crate) struct Tokens;

fn session(person: &Person) -> Result<(&Session, Permit<KeepTokens>), Problem> {
    Ok((person.session()?, Permit::own(person.account)))
}

/// Builds the draft of a token; looks up the city by its slug among the cities of the person.
///
/// # Errors
/// `city` / `not_found`.
async fn draft(person: &Person, new: New) -> Result<TokenDraft, Problem> {
    let city = match new.city {
        Some(slug) => {
            let cities = people::cities_of(&person.app.db, person.account).await?;
            let city = cities.into_iter().find(|city| city.slug == slug);
            Some(city.ok_or_else(|| Problem::field("city", code::UNKNOWN_RECORD))?.id)
        }
        None => None,
    };
    let usual = TokenDraft::reading(&new.name.unwrap_or_default());
    Ok(TokenDraft {
        days: new.days.unwrap_or(usual.days),
        scope: new.scope.map_or(usual.scope, |scope| scope.0),
        city,
        platform: new.platform.unwrap_or(usual.platform),
        ..usual
    })
}

#[OpenApi(tag = "Tag::Tokens")]
impl Tokens {
    /// List your tokens
    ///
    /// Returns valid tokens, newest first. Requires a browser session.
    #[oai(path = "/tokens", method = "get", operation_id = "tokens_list")]
    async fn list(
        &self,
        person: Person,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<View>>, Problem> {
        let (session, permit) = session(&person)?;
        let part = PageRequest::new(limit.0, after.0)?;
        let tokens = people::tokens(&person.app.db, &permit).await?;
        let tokens = tokens.into_iter().map(|token| view(token, &session.account)).collect();
        Ok(Json(part.of_whole(tokens, View::cursor)?))
    }

    /// Create a token for a program
    ///
    /// The token acts for the signed-in person with their roles, within `scope` and `city`, and
    /// expires. Requires a browser session: a token cannot create tokens.
    #[oai(path = "/tokens", method = "post", operation_id = "tokens_create")]
    async fn create(
        &self,
        person: Person,
        /// 1 to 200 characters, chosen by the client. The same request with the same key in the same
        /// session gets the same response and creates no second token.
        key: IdempotencyKey,
        sent: JsonBody<New>,
    ) -> Result<Shown, Problem> {
        let (session, permit) = session(&person)?;
        let once = sent.once(key.as_deref(), "tokens_create", "")?;
        let draft = draft(&person, sent.read()?).await?;
        let (made, token) = people::create_token(&person.app.db, &permit, once.as_ref(), session, draft).await?;
        Ok(Shown::CreatedToken(Json(CreatedToken {
            record: view(made, &session.account),
            token,
        })))
    }

    /// Revoke a token
    ///
    /// Takes effect with the program's next request. Requires a browser session.
    #[oai(path = "/tokens/:id", method = "delete", operation_id = "tokens_revoke")]
    async fn revoke(&self, person: Person, id: Path<String>) -> Result<NoContent, Problem> {
        let (_, permit) = session(&person)?;
        let id: Option<ApiTokenId> = id.parse().ok();
        let id = id.ok_or(Error::NotFound("token"))?;
        people::revoke_token(&person.app.db, &permit, None, id).await?;
        Ok(NoContent)
    }

    /// Sign out everywhere else
    ///
    /// Ends every other session of the signed-in person and invalidates unused sign-in links. The
    /// session of this request stays. Requires a browser session.
    #[oai(path = "/sessions", method = "delete", operation_id = "sessions_end")]
    async fn end_sessions(&self, person: Person) -> Result<NoContent, Problem> {
        people::sign_out_elsewhere(&person.app.db, person.session()?).await?;
        Ok(NoContent)
    }
}
