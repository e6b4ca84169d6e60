//! Across cities: what OGP's reviewers see, note and ask. Lists across cities come from
//! figures and copies of the platform; opening one city leaves an entry in that city's log.

mod asked;
mod cities;
mod notes;
mod queries;
mod rules;

pub use asked::{Asked, Question, Questions, asked};
pub use cities::{Compared, Filter, Line, Sort, compare, compared, line, queue, walls};
pub use notes::{Note, NoteDraft, edit_note, note, notes, write_note};
pub use queries::{
    AnswerDraft, Letter, Query, QueryDraft, QueryState, answer, ask, letter, queries, query, reads, still_to, waiting,
};
pub use rules::{LONG_LATE, Need, NeedKind, Reason, SOON, needs};

use crate::access::{Action, Audience, Permit, Review, SeePlan, SeeQueries};
use crate::commitments::Commitment;
use crate::db::entity::{commitment, event, plan};
use crate::db::{Db, Scoped, Tx};
use crate::error::{Error, Result, code};
use crate::ids::CommitmentId;
use crate::log::{self, Entry};
use crate::plans::{self, Whole};
use crate::tenants::{self, Tenant};
use sea_orm::{ColumnTrait, QueryFilter};
use time::OffsetDateTime;

/// What the log says when somebody of OGP opened the city's record.
const READ: &str = "review.read";

/// One city as a reviewer opens it.
#[derive(Debug, Clone)]
pub struct Record {
    /// The published plan and all of it, if there is one.
    pub plan: Option<Whole>,
    /// What reviewers noted, newest first.
    pub notes: Vec<(Note, String)>,
    /// What they asked, newest first.
    pub queries: Vec<Query>,
}

/// Opens a city's record: what is published, and what reviewers noted and asked.
///
/// # Errors
/// The database's own.
pub async fn open(db: &Db, permit: &Permit<Review>, asked: &Permit<SeeQueries>, tenant: &Tenant) -> Result<Record> {
    debug_assert_eq!(permit.tenant(), asked.tenant(), "one city");
    let notes = notes(db, permit).await?;
    let queries = queries(db, asked).await?;
    let today = tenant.zone().day(db.clock().now());
    let plan = plans::present(db, &Permit::<SeePlan>::public(tenant.id), today).await?;
    Ok(Record { plan, notes, queries })
}

/// Whether the permit is of somebody from outside the city, whose reading the city is told of.
fn from_outside<A: Action>(permit: &Permit<A>) -> bool {
    permit.audience() == Audience::Public
}

/// Leaves one entry in the city's log for each reviewer and day of the city.
pub(crate) async fn seen<A: Action>(db: &Db, permit: &Permit<A>) -> Result<()> {
    if !from_outside(permit) {
        return Ok(());
    }
    let since = day_began(db, permit).await?;
    {
        let city = db.read(permit).await?;
        let actor = log::signature(&city.platform(), permit.actor()).await?;
        if was_here(&city, &actor, since).await? {
            return Ok(());
        }
    }
    let mut tx = db.begin(permit).await?;
    tell(&mut tx, since).await?;
    tx.commit().await
}

/// The same inside a change that is under way.
async fn tell(tx: &mut Tx, since: OffsetDateTime) -> Result<()> {
    // Asked again: the city's head is locked now, so that two reads at once leave one entry.
    if !was_here(tx, tx.signature(), since).await? {
        let id = tx.tenant();
        tx.record(Entry::new(READ, "review", id)).await?;
    }
    Ok(())
}

async fn was_here(city: &Scoped, actor: &str, since: OffsetDateTime) -> Result<bool> {
    let entry = city
        .find::<event::Entity>()
        .filter(event::Column::Actor.eq(actor))
        .filter(event::Column::Action.eq(READ))
        .filter(event::Column::At.gte(since));
    Ok(entry.at_most(1).one().await?.is_some())
}

/// When the city's present day began.
async fn day_began<A: Action>(db: &Db, permit: &Permit<A>) -> Result<OffsetDateTime> {
    let zone = tenants::by_id(db, permit.tenant()).await?.zone();
    Ok(zone.at_hour(zone.day(db.clock().now()), 0))
}

/// The commitment that is spoken of, if it is published in this city.
async fn published(city: &Scoped, id: Option<CommitmentId>) -> Result<Option<Commitment>> {
    let Some(id) = id else { return Ok(None) };
    let unknown = || Error::field("commitment", code::UNKNOWN_RECORD);
    let found = city.find::<commitment::Entity>().filter(commitment::Column::Id.eq(id));
    let found = found.one().await?.ok_or_else(unknown)?;
    let plan = city.get::<plan::Entity>(found.plan_id, "plan").await?;
    plan.published_at.map(|_| Some(found)).ok_or_else(unknown)
}
