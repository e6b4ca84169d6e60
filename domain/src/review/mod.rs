//! Across cities: what OGP's reviewers see, note and ask. Lists across cities come from
//! figures and copies of the platform; opening one city leaves an entry in that city's log.

mod asked;
mod cities;
mod notes;
mod rules;
pub(crate) mod tables;

pub use asked::{Asked, asked};
pub use cities::{Compared, Filter, Line, Sort, compare, compared, line, queue, walls};
pub use notes::{Note, NoteDraft, edit_note, note, notes, write_note};
pub use rules::{LONG_LATE, Need, NeedKind, Reason, SOON, needs};

use crate::access::{Permit, Review, SeePlan, SeeQueries};
use crate::db::Db;
use crate::error::Result;
use crate::queries::{Query, queries};
use crate::tenants::Tenant;
use crate::whole;
use crate::whole::Whole;

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
    let plan = whole::present(db, &Permit::<SeePlan>::public(tenant.id), today).await?;
    Ok(Record { plan, notes, queries })
}
