//! Review: what OGP's reviewers see, note and ask across cities. Lists across cities are read from the
//! platform's figures and copies; opening one city writes an entry to that city's log.

mod asked;
mod cities;
mod notes;
mod reach;
pub(crate) mod tables;

pub use crate::figures::{ASSESSMENT_EXPIRY_MONTHS, LONG_LATE, Need, NeedKind, Reason, SILENT_MONTHS, SOON, needs};
pub use asked::{Asked, CityQuestion, asked};
pub use cities::{CHOSEN, Compared, Comparison, Filter, Line, Queue, Sort, compare, compare_batch, line, queue, walls};
pub use notes::{Note, NoteDraft, edit_note, note, notes, write_note};

use crate::access::{Permit, Review, SeePlan, SeeQueries};
use crate::db::Db;
use crate::error::Result;
use crate::queries::{Query, queries};
use crate::tenants::Tenant;
use crate::whole;
use crate::whole::PlanRecords;

/// One city as a reviewer opens it.
#[derive(Debug, Clone)]
pub struct Record {
    /// The published plan with all its records, if there is one.
    pub plan: Option<PlanRecords>,
    /// The reviewers' notes with the names of their authors, newest first.
    pub notes: Vec<(Note, String)>,
    /// The reviewers' questions, newest first.
    pub queries: Vec<Query>,
}

/// Opens a city's record: its published plan, and the reviewers' notes and questions.
///
/// # Errors
/// Database errors.
pub async fn open(db: &Db, permit: &Permit<Review>, asked: &Permit<SeeQueries>, tenant: &Tenant) -> Result<Record> {
    debug_assert_eq!(permit.tenant(), asked.tenant(), "one city");
    let notes = notes(db, permit).await?;
    let queries = queries(db, asked).await?;
    let today = tenant.zone().day(db.clock().now());
    let plan = whole::current(db, &Permit::<SeePlan>::public(tenant.id), today).await?;
    Ok(Record { plan, notes, queries })
}
