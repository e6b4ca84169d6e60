//! One change to one city: the change, its log entries and its jobs in one transaction.

use super::scoped::{Scoped, TenantOwned};
use super::{Db, entity};
use crate::access::Actor;
use crate::error::{Error, Result};
use crate::ids::TenantId;
use crate::jobs::{self, Job};
use crate::log::{self, Entry};
use sea_orm::sea_query::{Expr, LockType, SimpleExpr};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter, QuerySelect, Set};
use std::ops::Deref;
use time::OffsetDateTime;

/// A change under way. Dropping it undoes everything.
#[derive(Debug)]
pub(crate) struct Tx {
    scoped: Scoped,
    db: Db,
    head: entity::chain::Model,
    actor: Actor,
    /// The actor as the log names her: by a salted digest.
    signature: String,
    now: OffsetDateTime,
    rings: bool,
    /// Whether something was changed that no public page shows; and whether anything else was.
    drafts: bool,
    others: bool,
}

impl Deref for Tx {
    type Target = Scoped;

    fn deref(&self) -> &Scoped {
        &self.scoped
    }
}

impl Tx {
    pub(super) async fn open(scoped: Scoped, db: Db, actor: Actor) -> Result<Self> {
        let head = lock_head(&scoped).await?;
        let signature = log::signature(&scoped.platform(), actor).await?;
        let now = db.clock().now();
        Ok(Self {
            scoped,
            db,
            head,
            actor,
            signature,
            now,
            rings: false,
            drafts: false,
            others: false,
        })
    }

    /// The moment of this change.
    pub(crate) fn now(&self) -> OffsetDateTime {
        self.now
    }

    /// Who makes it.
    pub(crate) fn actor(&self) -> Actor {
        self.actor
    }

    /// Who makes it, as the log names her.
    pub(crate) fn signature(&self) -> &str {
        &self.signature
    }

    /// The number that the next entry of this city's log gets. Nobody writes one meanwhile.
    pub(crate) fn next_entry(&self) -> i64 {
        self.head.sequence + 1
    }

    /// A new id.
    pub(crate) fn id<T: From<uuid::Uuid>>(&self) -> T {
        self.db.ids().next()
    }

    /// Adds a row to this city.
    pub(crate) async fn add<M>(&self, row: M) -> Result<M>
    where
        M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
        M::Entity: TenantOwned + EntityTrait<Model = M>,
        <M::Entity as EntityTrait>::ActiveModel: Send,
    {
        let mut row = row.into_active_model();
        // Set here and nowhere else: whatever the caller put, the row is this city's.
        row.set(M::Entity::TENANT, self.tenant().into());
        #[expect(clippy::disallowed_methods, reason = "the one place where a city's row is added")]
        Ok(row.insert(&self.scoped.transaction).await?)
    }

    /// Writes a row of this city anew. The key `(tenant_id, id)` says which, and the tenant in it
    /// is this city's, so a row never changes hands.
    pub(crate) async fn save<M>(&self, row: M) -> Result<M>
    where
        M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
        M::Entity: TenantOwned + EntityTrait<Model = M>,
        <M::Entity as EntityTrait>::ActiveModel: Send,
    {
        let mut row = row.into_active_model().reset_all();
        row.set(M::Entity::TENANT, self.tenant().into());
        #[expect(
            clippy::disallowed_methods,
            reason = "the one place where a city's row is written anew"
        )]
        Ok(row.update(&self.scoped.transaction).await?)
    }

    /// Spends what works once, as [`Platform::spend`](super::Platform::spend) does: writes the moment
    /// of this change into `column` of a row of this city, if nobody wrote there before.
    pub(crate) async fn spend<E: TenantOwned>(&self, column: E::Column, matching: SimpleExpr) -> Result<bool> {
        #[expect(clippy::disallowed_methods, reason = "a column of the city's row, with its filter")]
        let spent = E::update_many()
            .col_expr(column, Expr::value(self.now))
            .filter(E::TENANT.eq(self.tenant()))
            .filter(column.is_null())
            .filter(matching)
            .exec(&self.scoped.transaction)
            .await?;
        Ok(spent.rows_affected == 1)
    }

    /// Removes rows of this city whose `column` is `value`. For what hangs on a record and is
    /// written anew with it; records themselves are withdrawn, never removed.
    pub(crate) async fn remove<E: TenantOwned>(
        &self,
        column: E::Column,
        value: impl Into<sea_orm::Value>,
    ) -> Result<()> {
        #[expect(
            clippy::disallowed_methods,
            reason = "the one place where a city's rows are removed, with its filter"
        )]
        E::delete_many()
            .filter(E::TENANT.eq(self.tenant()))
            .filter(column.eq(value.into()))
            .exec(&self.scoped.transaction)
            .await?;
        Ok(())
    }

    /// Removes rows of this city that match and are no record of anything, and says how many.
    pub(crate) async fn sweep<E: TenantOwned>(&self, matching: SimpleExpr) -> Result<u64> {
        #[expect(
            clippy::disallowed_methods,
            reason = "rows that nobody needs any more, with the city's filter"
        )]
        let swept = E::delete_many()
            .filter(E::TENANT.eq(self.tenant()))
            .filter(matching)
            .exec(&self.scoped.transaction)
            .await?;
        Ok(swept.rows_affected)
    }

    /// Writes what was done into the log of this city.
    pub(crate) async fn record(&mut self, entry: Entry) -> Result<()> {
        if entry.is_draft() {
            self.drafts = true;
        } else {
            self.others = true;
        }
        let event = log::next(&self.head, self.id(), self.now, &self.signature, entry)?;
        self.head.sequence = event.sequence;
        self.head.head.clone_from(&event.hash);
        if let (Some(sequence), Some(hash)) = (event.public_sequence, &event.public_hash) {
            self.head.public_sequence = sequence;
            self.head.public_head.clone_from(hash);
        }
        self.add(event).await?;
        Ok(())
    }

    /// Says that this change is about a draft, where the log has no entry for it.
    pub(crate) fn of_draft(&mut self) {
        self.drafts = true;
    }

    /// Puts a job into the queue, unless one of its kind and key waits there already.
    pub(crate) async fn enqueue(&mut self, job: &Job, key: &str, run_at: OffsetDateTime) -> Result<()> {
        let row = jobs::row(self.id(), self.tenant(), job, key, run_at, self.now)?;
        jobs::put(&self.scoped.transaction, row).await?;
        self.rings = true;
        Ok(())
    }

    /// Puts a job into the queue for now.
    pub(crate) async fn enqueue_now(&mut self, job: &Job, key: &str) -> Result<()> {
        self.enqueue(job, key, self.now).await
    }

    /// Undoes everything now, and frees the city for the next change.
    pub(crate) async fn undo(self) -> Result<()> {
        Ok(self.scoped.transaction.rollback().await?)
    }

    /// Keeps the change, its log entries and its jobs, all or nothing; then rings the doorbell.
    pub(crate) async fn commit(self) -> Result<()> {
        let revision = self.head.revision + 1;
        let mut row = self.head.clone().into_active_model().reset_all();
        row.revision = Set(revision);
        // Public pages and what caches hold of them must not tell that somebody works on a draft.
        // A change that says nothing of itself may be on a public page.
        if self.others || !self.drafts {
            row.public_revision = Set(self.head.public_revision + 1);
        }
        #[expect(clippy::disallowed_methods, reason = "the head of this city's chain")]
        row.update(&self.scoped.transaction).await?;
        self.commit_aside().await
    }

    /// As [`Tx::commit`], for what no page of the city shows and the log does not tell: its pages
    /// stay true.
    pub(crate) async fn commit_aside(self) -> Result<()> {
        self.scoped.transaction.commit().await?;
        if self.rings {
            self.db.doorbell().ring().await;
        }
        Ok(())
    }
}

/// Locks the one row that every change of a city takes first, and makes it for a new city.
async fn lock_head(scoped: &Scoped) -> Result<entity::chain::Model> {
    let platform = scoped.platform();
    let select = platform
        .find::<entity::chain::Entity>()
        .filter(entity::chain::Column::TenantId.eq(scoped.tenant()));
    // SQLite's write transactions exclude one another already, and it knows no row locks.
    let select = if scoped.engine.is_postgres() {
        select.lock(LockType::Update)
    } else {
        select
    };
    if let Some(head) = platform.one(select.clone()).await? {
        return Ok(head);
    }
    let first = entity::chain::Model {
        tenant_id: scoped.tenant(),
        revision: 0,
        sequence: 0,
        head: log::GENESIS.to_owned(),
        public_revision: 0,
        public_sequence: 0,
        public_head: log::GENESIS.to_owned(),
    };
    // Two first changes of a new city may meet here: one makes the row, the other waits for it.
    platform
        .add_unless_there(first, [entity::chain::Column::TenantId])
        .await?;
    platform.one(select).await?.ok_or(Error::NotFound("chain"))
}

/// How often a city was changed: in all, and in what public pages may show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Revisions {
    pub(crate) all: i64,
    pub(crate) public: i64,
}

/// The revisions of a city.
pub(crate) async fn revisions(db: &Db, tenant: TenantId) -> Result<Revisions> {
    let platform = db.platform();
    let select = platform
        .find::<entity::chain::Entity>()
        .filter(entity::chain::Column::TenantId.eq(tenant));
    let head = platform.one(select).await?;
    Ok(head.map_or(Revisions { all: 0, public: 0 }, |head| Revisions {
        all: head.revision,
        public: head.public_revision,
    }))
}
