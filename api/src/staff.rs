//! Platform roles (operator, reviewer), and how operators end sessions and revoke tokens of any
//! account.

use crate::answer::NoContent;
use crate::caller::Person;
use crate::paging::{List, PageRequest, cursor};
use crate::problem::Problem;
use crate::tag::Tag;
use crate::tokens;
use crate::values::Code;
use besa_domain::access::{CreateTenant, StaffRole};
use besa_domain::people::{self, Account, Staff};
use besa_domain::{AccountId, ApiTokenId, Error, code};
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use std::str::FromStr;
use uuid::Uuid;

/// A person with a platform role, which is not tied to one city. A person with two such roles is
/// listed twice.
#[derive(Debug, Object)]
#[oai(rename = "StaffMember")]
pub(crate) struct StaffView {
    /// The id of the account.
    account: Uuid,
    /// The name.
    name: String,
    /// The e-mail address.
    email: String,
    /// The role.
    role: Code<StaffRole>,
    /// The slugs of the cities that a reviewer is limited to; `null` if the role covers all cities.
    cities: Option<Vec<String>>,
}

impl From<Staff> for StaffView {
    fn from(staff: Staff) -> Self {
        Self {
            account: staff.account.id.into(),
            name: staff.account.name,
            email: staff.account.email,
            role: Code(staff.role),
            cities: staff.cities,
        }
    }
}

/// The account of a person.
#[derive(Debug, Object)]
#[oai(rename = "Account")]
pub(crate) struct AccountView {
    /// The id of the account.
    id: Uuid,
    /// The name.
    name: String,
    /// The e-mail address.
    email: String,
}

impl From<Account> for AccountView {
    fn from(account: Account) -> Self {
        Self {
            id: account.id.into(),
            name: account.name,
            email: account.email,
        }
    }
}

#[derive(Debug)]
pub(crate) struct StaffPeople;

#[OpenApi(tag = "Tag::Staff")]
impl StaffPeople {
    /// List people with platform roles
    ///
    /// Operators and OGP's reviewers, sorted by name. For operators.
    #[oai(path = "/staff", method = "get", operation_id = "staff_list")]
    async fn list(
        &self,
        person: Person,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<StaffView>>, Problem> {
        let permit = person.permit::<CreateTenant>().await?;
        let part = PageRequest::new(limit.0, after.0)?;
        let staff = people::staff(&person.app.db, &permit).await?;
        let key = |staff: &Staff| format!("{}.{}", cursor(staff.account.id), staff.role);
        Ok(Json(part.of_whole(staff, key)?))
    }

    /// Remove the role operator from an account
    ///
    /// `id` is the id of the account. Takes effect with the person's next request. Invitations to
    /// monitoring bodies that the person sent as an operator are withdrawn. The last operator
    /// cannot be removed (409, `last-operator`). For operators.
    #[oai(path = "/staff/operators/:id", method = "delete", operation_id = "operators_remove")]
    async fn remove_operator(&self, person: Person, id: Path<String>) -> Result<NoContent, Problem> {
        remove(&person, &id, StaffRole::Operator).await
    }

    /// Remove the role reviewer from an account
    ///
    /// `id` is the id of the account. Takes effect with the person's next request. The list of
    /// cities that the reviewer was limited to is deleted too. For operators.
    #[oai(path = "/staff/reviewers/:id", method = "delete", operation_id = "reviewers_remove")]
    async fn remove_reviewer(&self, person: Person, id: Path<String>) -> Result<NoContent, Problem> {
        remove(&person, &id, StaffRole::Reviewer).await
    }

    /// Find an account by e-mail address
    ///
    /// Returns the id that is needed to end sessions and revoke tokens. For operators.
    #[oai(path = "/accounts", method = "get", operation_id = "accounts_find")]
    async fn find(
        &self,
        person: Person,
        /// The e-mail address. Required.
        email: Query<Option<String>>,
    ) -> Result<Json<AccountView>, Problem> {
        person.permit::<CreateTenant>().await?;
        let email = email.0.ok_or_else(|| Problem::field("email", code::REQUIRED))?;
        let found = people::by_email(&person.app.db, &email).await?;
        Ok(Json(found.into()))
    }

    /// End all sessions of an account
    ///
    /// Also invalidates unused sign-in links. Tokens stay valid; revoke them one by one. For
    /// operators.
    #[oai(path = "/accounts/:id/sessions", method = "delete", operation_id = "accounts_sign_out")]
    async fn sign_out(&self, person: Person, id: Path<String>) -> Result<NoContent, Problem> {
        let permit = person.permit::<CreateTenant>().await?;
        let account: AccountId = self::id(&id, "person")?;
        people::sign_out_everywhere(&person.app.db, &permit, account).await?;
        Ok(NoContent)
    }

    /// List the tokens of an account
    ///
    /// Returns valid tokens, newest first, without the tokens' secrets. For operators.
    #[oai(path = "/accounts/:id/tokens", method = "get", operation_id = "accounts_tokens")]
    async fn tokens(
        &self,
        person: Person,
        id: Path<String>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<tokens::View>>, Problem> {
        let permit = person.permit::<CreateTenant>().await?;
        let part = PageRequest::new(limit.0, after.0)?;
        let account: AccountId = self::id(&id, "person")?;
        let owner = people::by_id(&person.app.db, account).await?;
        let held = people::tokens_of(&person.app.db, &permit, account).await?;
        let views = held.into_iter().map(|token| tokens::view(token, &owner)).collect();
        Ok(Json(part.of_whole(views, tokens::View::cursor)?))
    }

    /// Revoke a token of any account
    ///
    /// Takes effect with the program's next request. For operators; to revoke your own token, see
    /// `tokens_revoke`.
    #[oai(path = "/accounts/:id/tokens/:token", method = "delete", operation_id = "accounts_revoke_token")]
    async fn revoke(&self, person: Person, id: Path<String>, token: Path<String>) -> Result<NoContent, Problem> {
        let permit = person.permit::<CreateTenant>().await?;
        let (account, token): (AccountId, ApiTokenId) = (self::id(&id, "person")?, self::id(&token, "token")?);
        people::revoke_token_of(&person.app.db, &permit, account, token).await?;
        Ok(NoContent)
    }
}

async fn remove(person: &Person, id: &str, role: StaffRole) -> Result<NoContent, Problem> {
    let permit = person.permit::<CreateTenant>().await?;
    people::remove_staff(&person.app.db, &permit, self::id(id, "person")?, role).await?;
    Ok(NoContent)
}

/// Parses an id from the path. A value that is not an id is `NotFound`, like an id that does not
/// exist.
fn id<T: FromStr>(text: &str, what: &'static str) -> Result<T, Problem> {
    text.parse().map_err(|_no_id| Error::NotFound(what).into())
}
