//! Limits for comments and proposals: how many in a time, and how many links in one.

use super::author;
use crate::access::{Actor, Permit, Speak};
use crate::app::App;
use crate::db::{Db, Scoped};
use crate::error::Result;
use crate::input;
use crate::once::{Once, came_before};
use crate::stakeholders::tables::contact;
use crate::tries::{PaceLimit, RateLimit, Who};
use sea_orm::sea_query::{Expr, ExprTrait as _, Func};
use sea_orm::{ColumnTrait as _, QueryFilter as _};
use std::net::IpAddr;
use std::time::Duration;

const DAY: Duration = Duration::from_secs(86_400);
/// For one network and city: 300 at once, then 300 an hour. A school or an office may share one.
const FROM: PaceLimit = PaceLimit::new("voice-from", 300, Duration::from_secs(12));
/// For one account and city: 10 at once, then 20 an hour.
const BY: PaceLimit = PaceLimit::new("voice-by", 10, Duration::from_secs(180));
/// For one mailbox in a day, over all cities.
const TO: RateLimit = RateLimit::new("voice-to", 5, DAY);

/// Attempts to open a link of a mail, for one network in 15 minutes: a school class opens its links at once.
pub const LINK_TRIES: RateLimit = RateLimit::new("voice-link", 300, Duration::from_secs(15 * 60));

/// The maximum number of links in the text of somebody whom the city does not know: more are advertising.
pub const LINKS: usize = 3;
/// The maximum number of links in the text of somebody whom the city knows, who names sources.
pub const KNOWN_LINKS: usize = 50;

/// Returns how many links a text of the caller may have: [`LINKS`], or [`KNOWN_LINKS`] for those whom the city knows.
/// These are its members, those who act for an organisation, and contacts, each of them signed in. Nobody else can
/// prove who they are before the text is stored, and a higher limit for the address of a contact would reveal it.
///
/// # Errors
/// Database errors.
pub async fn most_links(db: &Db, permit: &Permit<Speak>) -> Result<usize> {
    most_links_in(&db.read(permit).await?, permit.actor()).await
}

/// Returns [`most_links`] inside a running read or change.
pub(super) async fn most_links_in(city: &Scoped, actor: Actor) -> Result<usize> {
    let known = match actor {
        Actor::System => true,
        Actor::Anyone => false,
        Actor::Person(id) => {
            let (account, member, organisation) = author::person(city, id).await?;
            member || organisation.is_some() || is_contact(city, &account.email).await?
        }
    };
    Ok(if known { KNOWN_LINKS } else { LINKS })
}

async fn is_contact(city: &Scoped, email: &str) -> Result<bool> {
    let same = Expr::expr(Func::lower(Expr::col(contact::Column::Email.as_column_ref()))).eq(input::key(email));
    Ok(city.find::<contact::Entity>().filter(same).one().await?.is_some())
}

/// Counts one comment or proposal, unless it repeats an earlier request, which gets its stored response.
/// Returns `false` when the limit of the mailbox is exceeded: the caller must then do nothing and give the
/// usual response, which does not reveal anything about the address.
///
/// # Errors
/// `TooMany` for the account or the network. An account over its limit does not count for the network, so that
/// one user cannot use up what the others share.
pub async fn count(
    app: &App,
    permit: &Permit<Speak>,
    once: Option<&Once>,
    from: Option<IpAddr>,
    email: Option<&str>,
) -> Result<bool> {
    if came_before(app, permit, once).await? {
        return Ok(true);
    }
    let city = permit.tenant();
    if let Actor::Person(account) = permit.actor() {
        BY.take(app, Who::PersonIn(account, city)).await?;
    }
    if from.is_some() {
        FROM.take(app, Who::FromIn(from, city)).await?;
    }
    match (permit.actor(), email) {
        (Actor::Anyone, Some(email)) => Ok(TO.take(app, Who::Mailbox(email)).await.is_ok()),
        (Actor::Person(_) | Actor::Anyone | Actor::System, _) => Ok(true),
    }
}
