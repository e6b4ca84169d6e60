//! Accounts of people who can sign in: the table, and how the event log names an actor.

pub(crate) mod tables;

use crate::access::{Action, Actor, Permit};
use crate::db::{Db, Platform, Tx};
use crate::error::{Error, Result};
use crate::ids::AccountId;
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter};
use sha2::{Digest, Sha256};
use tables::account;

/// A person who can sign in.
pub type Account = account::Model;

impl Db {
    /// Begins one change of a city in a transaction, with the actor's name for the event log. Locks the
    /// city's head row first, so that changes of one city run one after another and the hash chain
    /// cannot fork.
    pub(crate) async fn begin<A: Action>(&self, permit: &Permit<A>) -> Result<Tx> {
        let tx = self.unsigned(permit).await?;
        let signature = signature(&tx.platform(), permit.actor()).await?;
        Ok(tx.signed(signature))
    }
}

/// Returns the name of an actor in the event log: `anyone`, `system` or the salted hash of an account.
///
/// # Errors
/// `Unauthorized` when the account does not exist.
pub(crate) async fn signature<C: ConnectionTrait>(platform: &Platform<'_, C>, actor: Actor) -> Result<String> {
    match actor {
        Actor::Anyone => Ok("anyone".to_owned()),
        Actor::System => Ok("system".to_owned()),
        Actor::Person(id) => {
            let select = platform.find::<account::Entity>().filter(account::Column::Id.eq(id));
            let person = platform.one(select).await?.ok_or(Error::Unauthorized)?;
            Ok(digest(id, &person.salt))
        }
    }
}

/// Returns the salted hash that names a person in the event log. Without the salt it cannot be traced
/// to the person.
pub(crate) fn digest(id: AccountId, salt: &str) -> String {
    hex::encode(Sha256::digest(format!("{salt}:{id}")))
}
