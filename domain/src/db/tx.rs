//! One change to one city: the change, its log entries and its jobs in one transaction.

use super::dialect::Engine;
use super::scoped::Scoped;
use super::table::TenantOwned;
use super::transaction::Transaction;
use super::{Db, head};
use crate::access::Actor;
use crate::error::{Error, Result};
use crate::ids::TenantId;
use sea_orm::sea_query::{Expr, LockType, SimpleExpr};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter, QuerySelect, Select, Set,
};
use std::ops::Deref;
use time::OffsetDateTime;

/// What stands where the first entry of a log looks for the hash before it.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// A change under way. Dropping it undoes everything.
#[derive(Debug)]
pub(crate) struct Tx {
    scoped: Scoped,
    db: Db,
    head: head::Model,
    actor: Actor,
    /// The actor as the log names her: by a salted digest.
    signature: String,
    now: OffsetDateTime,
    rings: bool,
    /// Whether something was changed that no public page shows; and whether anything else was.
    drafts: bool,
    others: bool,
    /// Whether no page of the city shows what was changed.
    aside: bool,
    /// Whether nothing of it is kept.
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
        let head = lock_head(&scoped).await?;
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

    /// The same change, signed.
    pub(crate) fn signed(self, signature: String) -> Self {
        Self { signature, ..self }
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
        #[expect(clippy::disallowed_methods, reason = "the one place where a city's row is written anew")]
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
        #[expect(clippy::disallowed_methods, reason = "rows that nobody needs any more, with the city's filter")]
        let swept = E::delete_many()
            .filter(E::TENANT.eq(self.tenant()))
            .filter(matching)
            .exec(&self.scoped.transaction)
            .await?;
        Ok(swept.rows_affected)
    }

    /// The head of this city, with the numbers and hashes of its log.
    pub(crate) fn head(&self) -> &head::Model {
        &self.head
    }

    /// The same, for the log to move on. `draft` says whether what was written there is about a draft.
    pub(crate) fn head_mut(&mut self, draft: bool) -> &mut head::Model {
        if draft {
            self.drafts = true;
        } else {
            self.others = true;
        }
        &mut self.head
    }

    /// Says that this change is about a draft, where the log has no entry for it.
    pub(crate) fn of_draft(&mut self) {
        self.drafts = true;
    }

    /// The transaction, for the queue's own statement.
    pub(crate) fn connection(&self) -> &Transaction {
        &self.scoped.transaction
    }

    /// The same change, of something that no page of the city shows: the city's revision stays.
    pub(crate) fn set_aside(self) -> Self {
        Self { aside: true, ..self }
    }

    pub(crate) fn is_aside(&self) -> bool {
        self.aside
    }

    /// Says that nothing of this is kept: there was nothing to do, or it was a trial.
    pub(crate) fn give_up(&mut self) {
        self.given_up = true;
    }

    pub(crate) fn is_given_up(&self) -> bool {
        self.given_up
    }

    /// Says that there is work for the workers once this is kept.
    pub(crate) fn ring(&mut self) {
        self.rings = true;
    }

    /// Undoes everything now, and frees the city for the next change.
    pub(crate) async fn undo(self) -> Result<()> {
        Ok(self.scoped.transaction.rollback().await?)
    }

    /// Keeps the change, its events and its jobs, all or nothing; then rings the doorbell.
    pub(crate) async fn commit(self) -> Result<()> {
        if !self.aside {
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
        }
        self.scoped.transaction.commit().await?;
        if self.rings {
            self.db.doorbell().ring().await;
        }
        Ok(())
    }
}

/// The one row that every change of a city takes first, locked.
pub(crate) fn locked_head(engine: Engine, tenant: TenantId) -> Select<head::Entity> {
    #[expect(clippy::disallowed_methods, reason = "a row of the platform")]
    let select = head::Entity::find().filter(head::Column::TenantId.eq(tenant));
    // SQLite's write transactions exclude one another already, and it knows no row locks.
    if engine.is_postgres() {
        select.lock(LockType::Update)
    } else {
        select
    }
}

/// Locks the head of a city, and makes it for a new city.
async fn lock_head(scoped: &Scoped) -> Result<head::Model> {
    let platform = scoped.platform();
    let select = locked_head(scoped.engine, scoped.tenant());
    if let Some(head) = platform.one(select.clone()).await? {
        return Ok(head);
    }
    let first = head::Model {
        tenant_id: scoped.tenant(),
        revision: 0,
        sequence: 0,
        head: GENESIS.to_owned(),
        public_revision: 0,
        public_sequence: 0,
        public_head: GENESIS.to_owned(),
    };
    // Two first changes of a new city may meet here: one makes the row, the other waits for it.
    platform.add_unless_there(first, [head::Column::TenantId]).await?;
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
        .find::<head::Entity>()
        .filter(head::Column::TenantId.eq(tenant));
    let head = platform.one(select).await?;
    Ok(head.map_or(Revisions { all: 0, public: 0 }, |head| Revisions {
        all: head.revision,
        public: head.public_revision,
    }))
}
