//! The platform's tables, which belong to no city. Most are read before a city is known: cities,
//! accounts, sessions, links, tokens, roles, invitations, jobs. `tests/tests/it/migrations.rs` lists
//! each with a reason.

use super::table::Shared;
use super::transaction::Transaction;
use crate::error::Result;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict, SimpleExpr};
use sea_orm::{
    ActiveModelTrait, ColumnTrait as _, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel, Iterable as _,
    ModelTrait, PaginatorTrait as _, QueryFilter, QuerySelect as _, Related, Select, Value,
};
use time::OffsetDateTime;

/// The column type of a row's table.
type Column<M> = <<M as ModelTrait>::Entity as EntityTrait>::Column;

/// The platform's tables, on a connection or in a transaction.
#[derive(Debug)]
pub(crate) struct Platform<'c, C>(pub(super) &'c C);

impl<'c, C: ConnectionTrait> Platform<'c, C> {
    pub(super) fn new(connection: &'c C) -> Self {
        Self(connection)
    }

    /// Begins a query on a table of the platform.
    pub(crate) fn find<E: Shared>(&self) -> Select<E> {
        #[expect(clippy::disallowed_methods, reason = "the one place where a query of the platform is begun")]
        E::find()
    }

    /// Returns the first row of a query, if any.
    pub(crate) async fn one<E: Shared>(&self, select: Select<E>) -> Result<Option<E::Model>>
    where
        E::Model: Send + Sync,
    {
        Ok(select.one(self.0).await?)
    }

    /// Counts the rows of a query.
    pub(crate) async fn count<E: Shared>(&self, select: Select<E>) -> Result<u64>
    where
        E::Model: Send + Sync,
    {
        Ok(select.count(self.0).await?)
    }

    /// Returns the first row of a query that selects its own columns, such as sums.
    pub(crate) async fn figure<E: Shared, M: FromQueryResult + Send + Sync>(
        &self,
        select: Select<E>,
    ) -> Result<Option<M>> {
        Ok(select.into_model::<M>().one(self.0).await?)
    }

    /// Returns all rows of a query that selects its own columns.
    pub(crate) async fn figures<E: Shared, M: FromQueryResult + Send + Sync>(
        &self,
        select: Select<E>,
    ) -> Result<Vec<M>> {
        Ok(select.into_model::<M>().all(self.0).await?)
    }

    /// Returns all rows of a query, each with the rows of two other tables that belong to it.
    pub(crate) async fn with_two<E, F, G>(
        &self,
        select: Select<E>,
    ) -> Result<Vec<(E::Model, Option<F::Model>, Option<G::Model>)>>
    where
        E: Shared + Related<F> + Related<G>,
        F: Shared,
        G: Shared,
        E::Model: Send + Sync,
        F::Model: Send + Sync,
        G::Model: Send + Sync,
    {
        let select = select
            .find_also_related(F::default())
            .find_also(E::default(), G::default());
        Ok(select.all(self.0).await?)
    }

    /// Returns all rows of a query, each with the row of another table that belongs to it.
    pub(crate) async fn with_one<E, F>(&self, select: Select<E>) -> Result<Vec<(E::Model, Option<F::Model>)>>
    where
        E: Shared + Related<F>,
        F: Shared,
        E::Model: Send + Sync,
        F::Model: Send + Sync,
    {
        Ok(select.find_also_related(F::default()).all(self.0).await?)
    }

    /// Returns all rows of a query.
    pub(crate) async fn all<E: Shared>(&self, select: Select<E>) -> Result<Vec<E::Model>>
    where
        E::Model: Send + Sync,
    {
        Ok(select.all(self.0).await?)
    }

    /// Returns one text column of at most `most` selected records.
    pub(crate) async fn texts<E: Shared>(
        &self,
        select: Select<E>,
        column: E::Column,
        most: u64,
    ) -> Result<Vec<String>> {
        let texts = select.select_only().column(column).limit(most).into_tuple();
        Ok(texts.all(self.0).await?)
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

    /// Adds rows in one statement; without rows it does nothing.
    pub(crate) async fn add_all<M>(&self, rows: Vec<M>) -> Result<()>
    where
        M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
        M::Entity: Shared + EntityTrait<Model = M>,
        <M::Entity as EntityTrait>::ActiveModel: Send,
    {
        if rows.is_empty() {
            return Ok(());
        }
        #[expect(clippy::disallowed_methods, reason = "rows of the platform")]
        let insert = M::Entity::insert_many(rows.into_iter().map(IntoActiveModel::into_active_model));
        insert.exec_without_returning(self.0).await?;
        Ok(())
    }

    /// Adds a row, or updates all columns of the row with the same key.
    pub(crate) async fn put<M>(&self, row: M, key: impl IntoIterator<Item = Column<M>>) -> Result<()>
    where
        M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
        M::Entity: Shared + EntityTrait<Model = M>,
        <M::Entity as EntityTrait>::ActiveModel: Send,
    {
        let update = OnConflict::columns(key).update_columns(Column::<M>::iter()).to_owned();
        #[expect(clippy::disallowed_methods, reason = "a row of the platform")]
        let insert = M::Entity::insert(row.into_active_model()).on_conflict(update);
        insert.exec_without_returning(self.0).await?;
        Ok(())
    }

    /// Adds a row, or adds its `sums` to those of the row with the same key.
    pub(crate) async fn add_up<M>(
        &self,
        row: M,
        key: impl IntoIterator<Item = Column<M>>,
        sums: impl IntoIterator<Item = Column<M>>,
    ) -> Result<()>
    where
        M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
        M::Entity: Shared + EntityTrait<Model = M>,
        <M::Entity as EntityTrait>::ActiveModel: Send,
    {
        let mut update = OnConflict::columns(key);
        for sum in sums {
            let stored = Expr::col((M::Entity::default(), sum));
            update.value(sum, stored.add(Expr::col(("excluded", sum))));
        }
        #[expect(clippy::disallowed_methods, reason = "a row of the platform")]
        let insert = M::Entity::insert(row.into_active_model()).on_conflict(update);
        insert.exec_without_returning(self.0).await?;
        Ok(())
    }

    /// Adds a row unless one with the same key exists.
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

    /// Increments the `counter` of the row with this key, or adds the row `first` when there is none,
    /// unless the counter has reached `most`. Returns whether it did. It is one statement, so that
    /// concurrent calls never exceed `most`.
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

    /// Updates all columns of the row with the same key.
    pub(crate) async fn save<M>(&self, row: M) -> Result<M>
    where
        M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
        M::Entity: Shared + EntityTrait<Model = M>,
        <M::Entity as EntityTrait>::ActiveModel: Send,
    {
        #[expect(clippy::disallowed_methods, reason = "a row of the platform")]
        Ok(row.into_active_model().reset_all().update(self.0).await?)
    }

    /// Sets one column of the matching rows and leaves the other columns unchanged. Returns the number
    /// of rows.
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

    /// Marks something as used that works once, such as a link: sets `column` to `now` if the row
    /// matches and `column` is null. Returns whether it did. It is one statement, so that exactly one
    /// of many concurrent requests gets `true`.
    pub(crate) async fn spend<E: Shared>(
        &self,
        column: E::Column,
        now: OffsetDateTime,
        matching: SimpleExpr,
    ) -> Result<bool> {
        let unspent = matching.and(column.is_null());
        Ok(self.set::<E>(column, now, unspent).await? == 1)
    }

    /// Removes the matching rows and returns their number.
    pub(crate) async fn remove<E: Shared>(&self, matching: SimpleExpr) -> Result<u64> {
        #[expect(clippy::disallowed_methods, reason = "rows of the platform")]
        Ok(E::delete_many().filter(matching).exec(self.0).await?.rows_affected)
    }
}

/// Returns the platform's tables inside a transaction of their own.
pub(crate) fn within(transaction: &Transaction) -> Platform<'_, Transaction> {
    Platform::new(transaction)
}

/// Commits a transaction of the platform.
pub(crate) async fn commit(transaction: Transaction) -> Result<()> {
    transaction.commit().await?;
    tracing::debug!("change committed");
    Ok(())
}
