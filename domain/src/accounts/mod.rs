//! People who can sign in: the table, and how the log names them.

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
    /// Opens a city for one change, signed by who makes it. Its head row is locked first, so that
    /// changes of one city follow one another and the log cannot fork.
    pub(crate) async fn begin<A: Action>(&self, permit: &Permit<A>) -> Result<Tx> {
        let tx = self.unsigned(permit).await?;
        let signature = signature(&tx.platform(), permit.actor()).await?;
        Ok(tx.signed(signature))
    }
}

/// How the log names an actor.
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

/// The digest by which the log names a person. Without the salt it leads to nobody.
pub(crate) fn digest(id: AccountId, salt: &str) -> String {
    hex::encode(Sha256::digest(format!("{salt}:{id}")))
}
