//! Tokens, by which a program acts for a person, and the sessions of that person.

use crate::answer::Gone;
use crate::body::Sent;
use crate::caller::Person;
use crate::examples::example;
use crate::paging::{List, Part, cursor};
use crate::params::Repeat;
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

/// A token. What it is made of is not shown again.
#[derive(Debug, Object)]
#[oai(rename = "Token")]
pub(crate) struct View {
    /// The id.
    id: Uuid,
    /// What it is for.
    name: String,
    /// Who made it: the person herself; nobody where the operator made it at the command line.
    made_by: Option<String>,
    /// When.
    created_at: OffsetDateTime,
    /// When it was last used, to the hour; none when it never was.
    last_used_at: Option<OffsetDateTime>,
    /// When it ends by itself.
    expires_at: OffsetDateTime,
    /// What it may do.
    scope: Code<TokenScope>,
    /// The id of the one city it works in; `null` where it works in all cities of the person.
    city: Option<Uuid>,
    /// Whether it carries the person's roles across cities: those of an operator or a reviewer.
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

/// A new token. It needs a `name`. Without more it reads, in every city of the person, for 90 days.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewToken", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct New {
    /// What it is for.
    name: Option<String>,
    /// For how many days it holds. Default 90, maximum 365.
    days: Option<i64>,
    /// What it may do: `read` (default) reads; `report` also reports progress and adds evidence;
    /// `write` does everything the person may do.
    scope: Option<Code<TokenScope>>,
    /// The one city it works in, by its slug; all cities of the person when none is sent.
    city: Option<String>,
    /// Whether it carries the person's roles across cities too. Default `false`.
    platform: Option<bool>,
}

example!(New { "name": "Nightly export", "days": 30, "scope": "read" });

/// A token that was made. It is shown this once.
#[derive(Object)]
#[oai(rename = "MadeToken")]
pub(crate) struct Made {
    #[oai(flatten)]
    record: View,
    /// Send it as `Authorization: Bearer …`.
    token: String,
}

/// What comes of it.
#[derive(ApiResponse)]
pub(crate) enum Shown {
    /// The token, shown this once.
    #[oai(status = 201)]
    Made(Json<Made>),
}

#[derive(Debug)]
pub(crate) struct Tokens;

fn session(person: &Person) -> Result<(&Session, Permit<KeepTokens>), Problem> {
    Ok((person.session()?, Permit::own(person.account)))
}

/// What is asked for, with the city that the person knows by this slug.
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
    /// List one's tokens
    ///
    /// Those that hold, newest first. For browsers.
    #[oai(path = "/tokens", method = "get", operation_id = "tokens_list")]
    async fn list(
        &self,
        person: Person,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<View>>, Problem> {
        let (session, permit) = session(&person)?;
        let part = Part::new(limit.0, after.0)?;
        let tokens = people::tokens(&person.app.db, &permit).await?;
        let tokens = tokens.into_iter().map(|token| view(token, &session.account)).collect();
        Ok(Json(part.of_whole(tokens, View::cursor)?))
    }

    /// Make a token for a program
    ///
    /// It acts for the person who is signed in, with their roles, as far as `scope` and `city` go, and
    /// ends by itself. A browser makes tokens; a token does not.
    #[oai(path = "/tokens", method = "post", operation_id = "tokens_create")]
    async fn create(
        &self,
        person: Person,
        /// Sent again with the same request in the same session, it gives the same answer and no
        /// second token.
        key: Repeat,
        sent: Sent<New>,
    ) -> Result<Shown, Problem> {
        let (session, permit) = session(&person)?;
        let once = sent.once(key.as_deref(), "tokens_create", "")?;
        let draft = draft(&person, sent.read()?).await?;
        let (made, token) = people::create_token(&person.app.db, &permit, once.as_ref(), session, draft).await?;
        Ok(Shown::Made(Json(Made {
            record: view(made, &session.account),
            token,
        })))
    }

    /// Revoke a token
    ///
    /// It ends with the program's next request. For browsers.
    #[oai(path = "/tokens/:id", method = "delete", operation_id = "tokens_revoke")]
    async fn revoke(&self, person: Person, id: Path<String>) -> Result<Gone, Problem> {
        let (_, permit) = session(&person)?;
        let id: Option<ApiTokenId> = id.parse().ok();
        let id = id.ok_or(Error::NotFound("token"))?;
        people::revoke_token(&person.app.db, &permit, None, id).await?;
        Ok(Gone)
    }

    /// Sign out everywhere else
    ///
    /// Ends every other session of the person who is signed in, and sign-in links that were not
    /// used. The session of this request stays. For browsers.
    #[oai(path = "/sessions", method = "delete", operation_id = "sessions_end")]
    async fn end_sessions(&self, person: Person) -> Result<Gone, Problem> {
        people::sign_out_elsewhere(&person.app.db, person.session()?).await?;
        Ok(Gone)
    }
}
