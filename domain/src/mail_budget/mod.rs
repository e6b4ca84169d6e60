//! Mails that their recipient may not have asked for: somebody typed an address. How many of them go
//! to one mailbox in a day, over all forms and cities, and how many one person or city causes, is
//! counted in the database, in the change that puts the mail into the queue. So it holds for every
//! process, after a restart and without Redis.

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

/// What such a mail is for. Each kind has a budget of its own, so that who fills up one stops no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unasked {
    /// It asks whether the address is the reader's own: of a subscription, a comment, a proposal.
    Confirmation,
    /// It invites to a role in a city.
    Invitation,
}

/// Most mails of a kind in a day.
struct Most {
    /// To one mailbox.
    mailbox: i32,
    /// To one mailbox from one city.
    mailbox_from_city: i32,
    /// Caused by one person who is signed in.
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

/// Counts a mail for whoever causes it: the person who is signed in, and the city. To be asked before
/// anything is looked up by the address, so that the answer tells nothing of it.
///
/// # Errors
/// `TooMany` until the next day in UTC.
pub(crate) async fn sender(tx: &Tx, kind: Unasked) -> Result<()> {
    let most = kind.most();
    if let Actor::Person(account) = tx.actor()
        && !spend(tx, kind, &format!("by {account}"), most.person).await?
    {
        return Err(used_up(tx));
    }
    // What the operator does at the command line is not counted.
    if tx.actor() != Actor::System && !spend(tx, kind, &format!("in {}", tx.tenant()), most.city).await? {
        return Err(used_up(tx));
    }
    Ok(())
}

/// Counts a mail for the mailbox it goes to, and says whether it may go out. Whoever asked for it is
/// told the same in both cases.
///
/// # Errors
/// The database's own.
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

/// What is said when a budget is used up: there is a new one tomorrow.
pub(crate) fn used_up(tx: &Tx) -> Error {
    Error::TooMany(until_tomorrow(tx))
}

fn until_tomorrow(tx: &Tx) -> u64 {
    let midnight = (tx.now() + Duration::days(1)).replace_time(Time::MIDNIGHT);
    u64::try_from((midnight - tx.now()).whole_seconds()).unwrap_or(1)
}

/// Forgets the days before yesterday, and says how many counters went.
///
/// # Errors
/// The database's own.
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
