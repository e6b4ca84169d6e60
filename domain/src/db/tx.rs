//! One change of one city: its writes, its events and its jobs in one transaction.

use super::dialect::Engine;
use super::scoped::Scoped;
use super::shared::Platform;
use super::table::TenantOwned;
use super::transaction::Transaction;
use super::{Db, head};
use crate::access::Actor;
use crate::error::{Error, Result};
use crate::ids::{ImportId, TenantId};
use crate::ports::Progress;
use sea_orm::sea_query::{Expr, LockType, SimpleExpr};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter, QuerySelect,
    Select, Set,
};
use std::ops::Deref;
use time::OffsetDateTime;

/// The hash that the first event of a log has as the hash before it.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// A running change. Dropping it rolls everything back.
#[derive(Debug)]
pub(crate) struct Tx {
    scoped: Scoped,
    db: Db,
    head: head::Model,
    actor: Actor,
    /// The actor's name in the event log; a person is named by a salted hash.
    signature: String,
    now: OffsetDateTime,
    rings: bool,
    /// Whether drafts were changed, which no public page shows.
    drafts: bool,
    /// Whether anything else was changed.
    others: bool,
    /// Whether the change is of a kind that no page of the city shows.
    aside: bool,
    /// Whether the change is to be rolled back.
    given_up: bool,
}

impl Deref for Tx {
    type Target = Scoped;

    fn deref(&self) -> &Scoped {
        &self.scoped
    }
}

impl Tx {
    pub(super) async fn open(scoped: Scoped, db: Db, actor: Actor) -> Result<Self> {
        let head = lock(&scoped.platform(), scoped.engine, scoped.tenant()).await?;
        let now = db.clock().now();
        Ok(Self {
            scoped,
            db,
            head,
            actor,
            signature: String::new(),
            now,
            rings: false,
            drafts: false,
            others: false,
            aside: false,
            given_up: false,
        })
    }

    /// Returns the same change with the actor's name for the event log.
    pub(crate) fn signed(self, signature: String) -> Self {
        Self { signature, ..self }
    }

    /// Returns the time of this change.
    pub(crate) fn now(&self) -> OffsetDateTime {
        self.now
    }

    /// Returns who makes the change.
    pub(crate) fn actor(&self) -> Actor {
        self.actor
    }

    /// Returns the actor's name in the event log.
    pub(crate) fn signature(&self) -> &str {
        &self.signature
    }

    /// Returns a new id.
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
        // Overwrites what the caller set: the row always belongs to this city.
        row.set(M::Entity::TENANT, self.tenant().into());
        #[expect(clippy::disallowed_methods, reason = "the one place where a city's row is added")]
        Ok(row.insert(&self.scoped.transaction).await?)
    }

    /// Adds several rows to this city with one statement.
    pub(crate) async fn add_all<M>(&self, rows: Vec<M>) -> Result<()>
    where
        M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
        M::Entity: TenantOwned + EntityTrait<Model = M>,
        <M::Entity as EntityTrait>::ActiveModel: Send,
    {
        if rows.is_empty() {
            return Ok(());
        }
        let rows = rows.into_iter().map(|row| {
            let mut row = row.into_active_model();
            row.set(M::Entity::TENANT, self.tenant().into());
            row
        });
        #[expect(clippy::disallowed_methods, reason = "rows of this city, as in `add`")]
        M::Entity::insert_many(rows)
            .exec_without_returning(&self.scoped.transaction)
            .await?;
        Ok(())
    }

    /// Sets columns of the matching rows of this city and leaves the other columns unchanged.
    pub(crate) async fn set_all<E: TenantOwned>(
        &self,
        columns: impl IntoIterator<Item = (E::Column, sea_orm::Value)>,
        matching: SimpleExpr,
    ) -> Result<()> {
        #[expect(clippy::disallowed_methods, reason = "columns of the city's rows, with its filter")]
        let mut update = E::update_many().filter(E::TENANT.eq(self.tenant())).filter(matching);
        for (column, value) in columns {
            update = update.col_expr(column, Expr::value(value));
        }
        update.exec(&self.scoped.transaction).await?;
        Ok(())
    }

    /// Updates all columns of a row of this city. Its key is `(tenant_id, id)` with the tenant of this
    /// city, so a row never moves to another city.
    pub(crate) async fn save<M>(&self, row: M) -> Result<M>
    where
        M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
        M::Entity: TenantOwned + EntityTrait<Model = M>,
        <M::Entity as EntityTrait>::ActiveModel: Send,
    {
        let mut row = row.into_active_model().reset_all();
        row.set(M::Entity::TENANT, self.tenant().into());
        #[expect(clippy::disallowed_methods, reason = "the one place where a city's row is updated")]
        Ok(row.update(&self.scoped.transaction).await?)
    }

    /// Marks something as used that works once, as [`Platform::spend`](super::Platform::spend) does:
    /// sets `column` of a row of this city to the time of this change if it is null. Returns whether it
    /// did.
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

    /// Removes the rows of this city whose `column` is `value`, such as rows that are rewritten
    /// together with their record. Published records are withdrawn, never removed.
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

    /// Removes the matching rows of this city and returns their number. It is for rows that are not records.
    pub(crate) async fn sweep<E: TenantOwned>(&self, matching: SimpleExpr) -> Result<u64> {
        #[expect(clippy::disallowed_methods, reason = "rows that are no longer needed, with the city's filter")]
        let swept = E::delete_many()
            .filter(E::TENANT.eq(self.tenant()))
            .filter(matching)
            .exec(&self.scoped.transaction)
            .await?;
        Ok(swept.rows_affected)
    }

    /// Returns the head of this city, with the sequence numbers and hashes of its event log.
    pub(crate) fn head(&self) -> &head::Model {
        &self.head
    }

    /// Returns the head, to be updated for a new event. `draft` tells whether the event is about a draft.
    pub(crate) fn head_mut(&mut self, draft: bool) -> &mut head::Model {
        if draft {
            self.drafts = true;
        } else {
            self.others = true;
        }
        &mut self.head
    }

    /// Marks this change as one of a draft, when it has no event.
    pub(crate) fn of_draft(&mut self) {
        self.drafts = true;
    }

    /// Returns the transaction, for the statements of the job queue.
    pub(crate) fn connection(&self) -> &Transaction {
        &self.scoped.transaction
    }

    /// Returns the same change, marked as one that no page of the city shows: the city's revision does
    /// not change.
    pub(crate) fn set_aside(self) -> Self {
        Self { aside: true, ..self }
    }

    pub(crate) fn is_aside(&self) -> bool {
        self.aside
    }

    /// Marks the change to be rolled back: there was nothing to do, or it was a trial run.
    pub(crate) fn discard(&mut self) {
        self.given_up = true;
    }

    pub(crate) fn is_discarded(&self) -> bool {
        self.given_up
    }

    /// Shows how far the work of this change on an import is.
    pub(crate) async fn show_progress(&self, of: ImportId, progress: Progress) {
        self.db.doorbell().show_progress(of, Some(progress)).await;
    }

    /// Marks the change to wake the workers once it is committed.
    pub(crate) fn ring(&mut self) {
        self.rings = true;
    }

    /// Rolls back now and unlocks the city for the next change.
    pub(crate) async fn undo(self) -> Result<()> {
        Ok(self.scoped.transaction.rollback().await?)
    }

    /// Commits the change, its events and its jobs, all or nothing; then rings the doorbell.
    pub(crate) async fn commit(self) -> Result<()> {
        let doorbell = self.db.doorbell();
        let tenant = self.scoped.tenant();
        // A change of drafts only must not change the public revision: it would reveal that somebody is working
        // on a draft, and discard cached public pages. A change without any mark may be on a public page.
        let public = !self.aside && (self.others || !self.drafts);
        if !self.aside {
            let revision = self.head.revision + 1;
            let mut row = self.head.clone().into_active_model().reset_all();
            row.revision = Set(revision);
            if public {
                row.public_revision = Set(self.head.public_revision + 1);
            }
            #[expect(clippy::disallowed_methods, reason = "the head of this city's chain")]
            row.update(&self.scoped.transaction).await?;
        }
        let committing = public.then(|| doorbell.known_cities().committing(tenant));
        self.scoped.transaction.commit().await?;
        if let Some(committing) = committing {
            committing.done();
            doorbell.tell(tenant).await;
        }
        if self.rings {
            doorbell.ring().await;
        }
        Ok(())
    }
}

/// Builds the query for the head row, which every change of a city locks first.
fn locked_head(engine: Engine, tenant: TenantId) -> Select<head::Entity> {
    #[expect(clippy::disallowed_methods, reason = "a row of the platform")]
    let select = head::Entity::find().filter(head::Column::TenantId.eq(tenant));
    // SQLite has no row locks; its write transactions already exclude one another.
    if engine.is_postgres() {
        select.lock(LockType::Update)
    } else {
        select
    }
}

/// Locks the head of a city; creates it for a new city.
pub(crate) async fn lock<C: ConnectionTrait>(
    platform: &Platform<'_, C>,
    engine: Engine,
    tenant: TenantId,
) -> Result<head::Model> {
    let select = locked_head(engine, tenant);
    if let Some(head) = platform.one(select.clone()).await? {
        return Ok(head);
    }
    let first = head::Model {
        tenant_id: tenant,
        revision: 0,
        sequence: 0,
        head: GENESIS.to_owned(),
        public_revision: 0,
        public_sequence: 0,
        public_head: GENESIS.to_owned(),
    };
    // Two concurrent first changes of a new city can both get here: one adds the row, the other waits for it.
    platform.add_unless_there(first, [head::Column::TenantId]).await?;
    platform.one(select).await?.ok_or(Error::NotFound("chain"))
}

/// The revisions of a city: the number of all changes, and of those that public pages may show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Revisions {
    pub(crate) all: i64,
    pub(crate) public: i64,
}

/// Returns the revisions of a city; both are 0 before its first change.
pub(crate) async fn revisions(db: &Db, tenant: TenantId) -> Result<Revisions> {
    let platform = db.platform();
    let select = platform
        .find::<head::Entity>()
        .filter(head::Column::TenantId.eq(tenant));
    let head = platform.one(select).await?;
    Ok(head.map_or(Revisions { all: 0, public: 0 }, |head| Revisions {
        all: head.revision,
        public: head.public_revision,
    }))
}
