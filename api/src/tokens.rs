//! Tokens, by which a program acts for a person.

use crate::answer::Gone;
use crate::body::Sent;
use crate::caller::{By, Person};
use crate::description::Tag;
use crate::examples::example;
use crate::paging::{List, Part, cursor};
use crate::problem::{Kind, Problem};
use besa_domain::access::{KeepTokens, Permit};
use besa_domain::people::{self, ApiToken, Session};
use besa_domain::{ApiTokenId, Error};
use poem_openapi::param::{Header, Path, Query};
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
}

fn view(token: ApiToken, person: &people::Account) -> View {
    View {
        id: token.id.into(),
        name: token.name,
        made_by: token
            .made_by
            .filter(|maker| *maker == person.id)
            .map(|_herself| person.name.clone()),
        created_at: token.created_at,
        last_used_at: token.used_at,
    }
}

/// A new token. It needs a `name`.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewToken", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct New {
    /// What it is for.
    name: Option<String>,
}

example!(New { "name": "Nightly export" });

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

/// The browser's session: a token that leaked must neither see nor make nor end others.
fn session(person: &Person) -> Result<(&Session, Permit<KeepTokens>), Problem> {
    match &person.by {
        By::Session(session) => Ok((session, Permit::own(person.account))),
        By::Nothing | By::Token => Err(Problem::of(Kind::SessionOnly)),
    }
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
        /// How many at most: 50 unless said, 200 at most.
        limit: Query<Option<u32>>,
        /// The `next` of the part before.
        after: Query<Option<String>>,
    ) -> Result<Json<List<View>>, Problem> {
        let (session, permit) = session(&person)?;
        let part = Part::new(limit.0, after.0)?;
        let tokens = people::tokens(&person.app.db, &permit).await?;
        let tokens = tokens.into_iter().map(|token| view(token, &session.account)).collect();
        Ok(Json(part.of_whole(tokens, |token: &View| cursor(token.id))?))
    }

    /// Make a token for a program
    ///
    /// It acts for the person who is signed in, with her roles. A browser makes tokens; a token
    /// does not.
    #[oai(path = "/tokens", method = "post", operation_id = "tokens_create")]
    async fn create(
        &self,
        person: Person,
        /// Sent again with the same request in the same session, it gives the same answer and no
        /// second token.
        #[oai(name = "Idempotency-Key")]
        key: Header<Option<String>>,
        sent: Sent<New>,
    ) -> Result<Shown, Problem> {
        let (session, permit) = session(&person)?;
        let once = sent.once(key.as_deref(), "tokens_create", "")?;
        let name = sent.read()?.name.unwrap_or_default();
        let (made, token) = people::create_token(&person.app.db, &permit, once.as_ref(), session, &name).await?;
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
}
