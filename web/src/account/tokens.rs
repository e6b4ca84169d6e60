//! The API tokens of the signed-in person: list, create and revoke. Nobody else sees them.

use askama::Template;
use besa_domain::access::{KeepTokens, Permit, TokenScope};
use besa_domain::people::{self, ApiToken, Session, TokenDraft};
use besa_domain::{ApiTokenId, Error};
use besa_text::{Words, codes, dates};
use poem::handler;
use poem::http::StatusCode;
use poem::web::Path;

use crate::error::{Fault, Result};
use crate::flash::Flash;
use crate::form::{Fix, Form};
use crate::frame::Frame;
use crate::links;
use crate::page::{private, see_other};
use crate::visitor::Visitor;

/// A token in the list.
struct Line {
    name: String,
    /// The token's scope and end.
    reach: String,
    made: String,
    used: String,
    revoke: String,
    nonce: String,
}

#[derive(Template)]
#[template(path = "account/tokens.html")]
struct TokensPage {
    frame: Frame,
    w: &'static Words,
    form: Form,
    fixes: Vec<Fix>,
    nonce: String,
    scopes: Vec<(&'static str, String)>,
    /// The token that was just created: its name and its secret.
    made: Option<(String, String)>,
    tokens: Vec<Line>,
}

/// Returns the session, and the permit for the account's own tokens.
fn owner(visitor: &Visitor) -> Result<(&Session, Permit<KeepTokens>)> {
    let session = visitor.session.as_ref().ok_or(Error::Unauthorized)?;
    Ok((session, Permit::own(session.account.id)))
}

#[handler]
pub(super) async fn show(visitor: Visitor) -> Result {
    page(&visitor, StatusCode::OK, Form::empty(), None).await
}

/// Creates a token. The response is the page itself, not a redirect: no URL ever shows the secret again.
#[handler]
pub(super) async fn create(visitor: Visitor, mut form: Form) -> Result {
    let (session, permit) = owner(&visitor)?;
    let once = form.once_on(&"token")?;
    let usual = TokenDraft::reading(form.value("name"));
    let draft = TokenDraft {
        scope: form.value("scope").parse().unwrap_or(usual.scope),
        ..usual
    };
    match people::create_token(visitor.db(), &permit, Some(&once), session, draft).await {
        Ok((made, token)) => {
            let made = Some((made.name, token));
            page(&visitor, StatusCode::CREATED, Form::empty(), made).await
        }
        Err(error) => {
            form.refuse(error)?;
            page(&visitor, StatusCode::UNPROCESSABLE_ENTITY, form, None).await
        }
    }
}

#[handler]
pub(super) async fn revoke(visitor: Visitor, form: Form, Path(id): Path<String>) -> Result {
    let (_, permit) = owner(&visitor)?;
    let id: ApiTokenId = id.parse().ok().ok_or(Fault::Missing)?;
    let once = form.once_on(&id)?;
    people::revoke_token(visitor.db(), &permit, Some(&once), id).await?;
    Flash::TokenRevoked.leave(&visitor.app, &visitor.jar);
    Ok(see_other(links::TOKENS))
}

async fn page(visitor: &Visitor, status: StatusCode, form: Form, made: Option<(String, String)>) -> Result {
    let (_, permit) = owner(visitor)?;
    let tokens = people::tokens(visitor.db(), &permit).await?;
    let w = visitor.w();
    let page = TokensPage {
        fixes: form.fixes(
            &[("name", w.account_token_name()), ("scope", w.account_token_scope())],
            visitor.language,
        ),
        scopes: TokenScope::ALL
            .iter()
            .map(|scope| (scope.code(), codes::token_scope(w, scope.code())))
            .collect(),
        frame: visitor.frame(&w.account_tokens()).refused(!form.is_fine()).hidden(),
        w,
        form,
        nonce: visitor.nonce(),
        made,
        tokens: tokens.into_iter().map(|token| line(visitor, token)).collect(),
    };
    private(status, &page)
}

fn line(visitor: &Visitor, token: ApiToken) -> Line {
    let (w, language) = (visitor.w(), visitor.language);
    let day = |at: time::OffsetDateTime| dates::day(language, at.date());
    Line {
        reach: w.account_token_reach(codes::token_scope(w, token.scope.code()), day(token.ends_at())),
        made: match token.made_by {
            Some(_) => w.account_token_made(day(token.created_at)),
            None => w.account_token_issued(day(token.created_at)),
        },
        used: token
            .used_at
            .map_or_else(|| w.account_token_unused(), |at| w.account_token_used(day(at))),
        revoke: format!("{}/{}/revoke", links::TOKENS, token.id),
        nonce: visitor.nonce(),
        name: token.name,
    }
}
