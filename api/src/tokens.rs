//! Tokens, by which a program acts for a person.

use crate::body::Sent;
use crate::caller::{By, Person};
use crate::description::Tag;
use crate::examples::example;
use crate::problem::{Kind, Problem};
use besa_domain::people;
use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object, OpenApi};
use serde::Deserialize;

/// A new token. It needs a `name`.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewToken", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct New {
    /// What it is for.
    name: Option<String>,
}

example!(New { "name": "Nightly export" });

/// A token. It is shown this once.
#[derive(Debug, Object)]
pub(crate) struct Token {
    /// Send it as `Authorization: Bearer …`.
    token: String,
}

/// What comes of it.
#[derive(ApiResponse)]
pub(crate) enum Shown {
    /// The token, shown this once.
    #[oai(status = 201)]
    Made(Json<Token>),
}

#[derive(Debug)]
pub(crate) struct Tokens;

#[OpenApi(tag = "Tag::Tokens")]
impl Tokens {
    /// Make a token for a program
    ///
    /// It acts for the person who is signed in, with her roles. A browser makes tokens; a token
    /// does not.
    #[oai(path = "/tokens", method = "post", operation_id = "tokens_create")]
    async fn create(&self, person: Person, sent: Sent<New>) -> Result<Shown, Problem> {
        if person.by != By::Session {
            return Err(Problem::of(Kind::SessionOnly));
        }
        let name = sent.read()?.name.unwrap_or_default();
        let token = people::create_token(&person.app.db, person.account, &name).await?;
        Ok(Shown::Made(Json(Token { token })))
    }
}
