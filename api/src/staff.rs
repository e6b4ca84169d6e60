//! Roles across cities, and what operators end: sessions and tokens of anybody.

use crate::answer::Gone;
use crate::caller::Person;
use crate::paging::{List, Part, cursor};
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

/// A role across cities, and who has it.
#[derive(Debug, Object)]
#[oai(rename = "StaffMember")]
pub(crate) struct StaffView {
    /// The account of the person.
    account: Uuid,
    /// The name.
    name: String,
    /// The e-mail address.
    email: String,
    /// The role.
    role: Code<StaffRole>,
    /// The slugs of the cities that were chosen for a reviewer; `null` where the role reaches all.
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

/// A person with an account.
#[derive(Debug, Object)]
#[oai(rename = "Account")]
pub(crate) struct AccountView {
    /// The account.
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
    /// List the people with a role across cities
    ///
    /// Operators and OGP's reviewers, by name. For operators.
    #[oai(path = "/staff", method = "get", operation_id = "staff_list")]
    async fn list(
        &self,
        person: Person,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<StaffView>>, Problem> {
        let permit = person.permit::<CreateTenant>().await?;
        let part = Part::new(limit.0, after.0)?;
        let staff = people::staff(&person.app.db, &permit).await?;
        let key = |staff: &Staff| format!("{}.{}", cursor(staff.account.id), staff.role);
        Ok(Json(part.of_whole(staff, key)?))
    }

    /// Take the role of an operator away
    ///
    /// By the id of the account. It ends with the person's next request. The last operator cannot go.
    /// For operators.
    #[oai(path = "/staff/operators/:id", method = "delete", operation_id = "operators_remove")]
    async fn remove_operator(&self, person: Person, id: Path<String>) -> Result<Gone, Problem> {
        remove(&person, &id, StaffRole::Operator).await
    }

    /// Take the role of a reviewer away
    ///
    /// By the id of the account. It ends with the person's next request, and so do the cities that
    /// were chosen. For operators.
    #[oai(path = "/staff/reviewers/:id", method = "delete", operation_id = "reviewers_remove")]
    async fn remove_reviewer(&self, person: Person, id: Path<String>) -> Result<Gone, Problem> {
        remove(&person, &id, StaffRole::Reviewer).await
    }

    /// Find an account by e-mail address
    ///
    /// For operators, who end sessions and revoke tokens by the id of the account.
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

    /// End every session of a person
    ///
    /// Sign-in links that were not used end too. Tokens stay: they are revoked one by one. For
    /// operators.
    #[oai(path = "/accounts/:id/sessions", method = "delete", operation_id = "accounts_sign_out")]
    async fn sign_out(&self, person: Person, id: Path<String>) -> Result<Gone, Problem> {
        let permit = person.permit::<CreateTenant>().await?;
        let account: AccountId = self::id(&id, "person")?;
        people::sign_out_everywhere(&person.app.db, &permit, account).await?;
        Ok(Gone)
    }

    /// List the tokens of a person
    ///
    /// Those that hold, newest first; never the tokens themselves. For operators.
    #[oai(path = "/accounts/:id/tokens", method = "get", operation_id = "accounts_tokens")]
    async fn tokens(
        &self,
        person: Person,
        id: Path<String>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<tokens::View>>, Problem> {
        let permit = person.permit::<CreateTenant>().await?;
        let part = Part::new(limit.0, after.0)?;
        let account: AccountId = self::id(&id, "person")?;
        let owner = people::by_id(&person.app.db, account).await?;
        let held = people::tokens_of(&person.app.db, &permit, account).await?;
        let views = held.into_iter().map(|token| tokens::view(token, &owner)).collect();
        Ok(Json(part.of_whole(views, tokens::View::cursor)?))
    }

    /// Revoke anybody's token
    ///
    /// It ends with the program's next request. For operators; of one's own, see `tokens_revoke`.
    #[oai(path = "/accounts/:id/tokens/:token", method = "delete", operation_id = "accounts_revoke_token")]
    async fn revoke(&self, person: Person, id: Path<String>, token: Path<String>) -> Result<Gone, Problem> {
        let permit = person.permit::<CreateTenant>().await?;
        let (account, token): (AccountId, ApiTokenId) = (self::id(&id, "person")?, self::id(&token, "token")?);
        people::revoke_token_of(&person.app.db, &permit, account, token).await?;
        Ok(Gone)
    }
}

async fn remove(person: &Person, id: &str, role: StaffRole) -> Result<Gone, Problem> {
    let permit = person.permit::<CreateTenant>().await?;
    people::remove_staff(&person.app.db, &permit, self::id(id, "person")?, role).await?;
    Ok(Gone)
}

/// What stands in an address; what is none is not found, like one that nothing has.
fn id<T: FromStr>(text: &str, what: &'static str) -> Result<T, Problem> {
    text.parse().map_err(|_no_id| Error::NotFound(what).into())
}
