//! Tables that no city owns, read before a city is known: cities, people, sessions, links,
//! tokens, who has which role where, invitations, jobs. A table is put on this list with a reason.

use super::table::Shared;
use super::transaction::Transaction;
use crate::error::Result;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict, SimpleExpr};
use sea_orm::{
    ActiveModelTrait, ColumnTrait as _, ConnectionTrait, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter, Select,
    Value,
};
use time::OffsetDateTime;

/// The columns of a row.
type Column<M> = <<M as ModelTrait>::Entity as EntityTrait>::Column;

/// The platform's tables, on a connection or in a transaction.
#[derive(Debug)]
pub(crate) struct Platform<'c, C>(&'c C);

impl<'c, C: ConnectionTrait> Platform<'c, C> {
    pub(super) fn new(connection: &'c C) -> Self {
        Self(connection)
    }

    /// Rows of a table of the platform.
    pub(crate) fn find<E: Shared>(&self) -> Select<E> {
        #[expect(clippy::disallowed_methods, reason = "the one place where a query of the platform is begun")]
        E::find()
    }

    /// The first row that a select finds.
    pub(crate) async fn one<E: Shared>(&self, select: Select<E>) -> Result<Option<E::Model>>
    where
        E::Model: Send + Sync,
    {
        Ok(select.one(self.0).await?)
    }

    /// Every row that a select finds.
    pub(crate) async fn all<E: Shared>(&self, select: Select<E>) -> Result<Vec<E::Model>>
    where
        E::Model: Send + Sync,
    {
        Ok(select.all(self.0).await?)
    }

    /// Adds a row.
    pub(crate) async fn add<M>(&self, row: M) -> Result<M>
    where
        M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
        M::Entity: Shared + EntityTrait<Model = M>,
        <M::Entity as EntityTrait>::ActiveModel: Send,
    {
        #[expect(clippy::disallowed_methods, reason = "a row of the platform")]
        Ok(row.into_active_model().insert(self.0).await?)
    }

    /// Adds a row unless one of its key is there already.
    pub(crate) async fn add_unless_there<M>(&self, row: M, key: impl IntoIterator<Item = Column<M>>) -> Result<()>
    where
        M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
        M::Entity: Shared + EntityTrait<Model = M>,
        <M::Entity as EntityTrait>::ActiveModel: Send,
    {
        #[expect(clippy::disallowed_methods, reason = "a row of the platform")]
        M::Entity::insert(row.into_active_model())
            .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
            .exec_without_returning(self.0)
            .await?;
        Ok(())
    }

    /// Adds one to the `counter` of a row, which begins as `first`, unless it stands at `most` already;
    /// says whether it did. One statement, so that many at once never pass `most`.
    pub(crate) async fn count_up<M>(
        &self,
        first: M,
        key: impl IntoIterator<Item = Column<M>>,
        counter: Column<M>,
        most: i32,
    ) -> Result<bool>
    where
        M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
        M::Entity: Shared + EntityTrait<Model = M>,
        <M::Entity as EntityTrait>::ActiveModel: Send,
    {
        let stored = || Expr::col((M::Entity::default(), counter));
        let more = OnConflict::columns(key)
            .value(counter, stored().add(1))
            .action_and_where(stored().lt(most))
            .to_owned();
        #[expect(clippy::disallowed_methods, reason = "a row of the platform")]
        let insert = M::Entity::insert(first.into_active_model()).on_conflict(more);
        Ok(insert.exec_without_returning(self.0).await? == 1)
    }

    /// Writes a row anew; its key says which.
    pub(crate) async fn save<M>(&self, row: M) -> Result<M>
    where
        M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
        M::Entity: Shared + EntityTrait<Model = M>,
        <M::Entity as EntityTrait>::ActiveModel: Send,
    {
        #[expect(clippy::disallowed_methods, reason = "a row of the platform")]
        Ok(row.into_active_model().reset_all().update(self.0).await?)
    }

    /// Writes one column of the rows that match, leaves the others as somebody else has them, and
    /// says how many rows there were.
    pub(crate) async fn set<E: Shared>(
        &self,
        column: E::Column,
        value: impl Into<Value>,
        matching: SimpleExpr,
    ) -> Result<u64> {
        #[expect(clippy::disallowed_methods, reason = "rows of the platform")]
        let update = E::update_many().col_expr(column, Expr::value(value)).filter(matching);
        Ok(update.exec(self.0).await?.rows_affected)
    }

    /// Spends what works once: writes the moment into `column`, if the row matches and nobody wrote
    /// there before. One statement decides, so of many requests at once exactly one is told `true`.
    pub(crate) async fn spend<E: Shared>(
        &self,
        column: E::Column,
        now: OffsetDateTime,
        matching: SimpleExpr,
    ) -> Result<bool> {
        let unspent = matching.and(column.is_null());
        Ok(self.set::<E>(column, now, unspent).await? == 1)
    }

    /// Removes the rows that match, and says how many there were.
    pub(crate) async fn remove<E: Shared>(&self, matching: SimpleExpr) -> Result<u64> {
        #[expect(clippy::disallowed_methods, reason = "rows of the platform")]
        Ok(E::delete_many().filter(matching).exec(self.0).await?.rows_affected)
    }
}

/// The platform's tables inside a transaction of their own.
pub(crate) fn within(transaction: &Transaction) -> Platform<'_, Transaction> {
    Platform::new(transaction)
}

/// Ends a transaction of the platform.
pub(crate) async fn commit(transaction: Transaction) -> Result<()> {
    Ok(transaction.commit().await?)
}
