//! Limits for mails that the recipient may not have asked for, because somebody else may have typed the
//! address. Counted per day are the mails to one mailbox, over all forms and cities, and the mails that
//! one person or city causes. The counters are in the database, in the change that enqueues the mail,
//! so they hold for all processes, after a restart and without Redis.

pub(crate) mod tables;

use crate::access::{Actor, CleanUp, Permit};
use crate::db::{BATCH, Db, Tx};
use crate::error::{Error, Result};
use crate::input;
use crate::mail_budget::tables::mail_budget;
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};
use sha2::{Digest, Sha256};
use time::{Date, Duration, Time};

/// The purpose of such a mail. Each has a budget of its own, so that one that is used up does not stop
/// the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unasked {
    /// It asks whether the address is the recipient's own: for a subscription, a comment or a proposal.
    Confirmation,
    /// It invites the recipient to a role in a city.
    Invitation,
}

/// The maximum number of mails of one purpose in a day.
struct Most {
    /// To one mailbox.
    mailbox: i32,
    /// From one city to one mailbox.
    mailbox_from_city: i32,
    /// Caused by one signed-in person.
    person: i32,
    /// Caused in one city.
    city: i32,
}

impl Unasked {
    fn code(self) -> &'static str {
        match self {
            Self::Confirmation => "confirmation",
            Self::Invitation => "invitation",
        }
    }

    fn most(self) -> Most {
        match self {
            Self::Confirmation => Most {
                mailbox: 3,
                mailbox_from_city: 3,
                person: 20,
                city: 2_000,
            },
            // Somebody may be invited by several cities, or to several roles.
            Self::Invitation => Most {
                mailbox: 10,
                mailbox_from_city: 3,
                person: 100,
                city: 200,
            },
        }
    }
}

/// Counts a mail for its sender: the signed-in person and the city. Call it before anything is looked
/// up by the address, so that the response reveals nothing about the address.
///
/// # Errors
/// `TooMany` until the next day (UTC).
pub(crate) async fn sender(tx: &Tx, kind: Unasked) -> Result<()> {
    let most = kind.most();
    if let Actor::Person(account) = tx.actor()
        && !spend(tx, kind, &format!("by {account}"), most.person).await?
    {
        return Err(used_up(tx));
    }
    // Mails of the operator at the command line are not counted.
    if tx.actor() != Actor::System && !spend(tx, kind, &format!("in {}", tx.tenant()), most.city).await? {
        return Err(used_up(tx));
    }
    Ok(())
}

/// Counts a mail for the mailbox of its recipient. Returns whether it may be sent. For a confirmation,
/// the sender gets the same response in both cases.
///
/// # Errors
/// Database errors.
pub(crate) async fn recipient(tx: &Tx, kind: Unasked, email: &str) -> Result<bool> {
    if tx.actor() == Actor::System {
        return Ok(true);
    }
    let (most, mailbox) = (kind.most(), input::mailbox(email).unwrap_or_default());
    let from_city = format!("to {mailbox} in {}", tx.tenant());
    Ok(spend(tx, kind, &from_city, most.mailbox_from_city).await?
        && spend(tx, kind, &format!("to {mailbox}"), most.mailbox).await?)
}

async fn spend(tx: &Tx, kind: Unasked, whose: &str, most: i32) -> Result<bool> {
    let first = mail_budget::Model {
        digest: hex::encode(Sha256::digest(format!("{}\0{whose}", kind.code()))),
        day: tx.now().date(),
        sent: 1,
    };
    let key = [mail_budget::Column::Digest, mail_budget::Column::Day];
    tx.platform()
        .count_up(first, key, mail_budget::Column::Sent, most)
        .await
}

/// Returns the error for a budget that is used up: `TooMany` until the next day (UTC).
pub(crate) fn used_up(tx: &Tx) -> Error {
    Error::TooMany(until_tomorrow(tx))
}

fn until_tomorrow(tx: &Tx) -> u64 {
    let midnight = (tx.now() + Duration::days(1)).replace_time(Time::MIDNIGHT);
    u64::try_from((midnight - tx.now()).whole_seconds()).unwrap_or(1)
}

/// Deletes the counters of the days before yesterday. Returns how many.
///
/// # Errors
/// Database errors.
pub(crate) async fn forget(db: &Db, _permit: &Permit<CleanUp>) -> Result<u64> {
    let platform = db.platform();
    let before: Date = (db.clock().now() - Duration::days(1)).date();
    let old = || mail_budget::Column::Day.lt(before);
    let mut gone = 0;
    loop {
        let batch = platform.find::<mail_budget::Entity>().filter(old()).limit(BATCH);
        let batch = platform.all(batch).await?.into_iter().map(|row| row.digest);
        if batch.len() == 0 {
            return Ok(gone);
        }
        let digests = mail_budget::Column::Digest.is_in(batch).and(old());
        gone += platform.remove::<mail_budget::Entity>(digests).await?;
    }
}
