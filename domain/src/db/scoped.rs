//! A connection that sees only one city.

use super::dialect::Engine;
use super::shared::Platform;
use super::table::TenantOwned;
use super::transaction::Transaction;
use crate::access::Audience;
use crate::error::{Error, Result};
use crate::ids::TenantId;
use sea_orm::sea_query::{SelectStatement, SimpleExpr};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use std::collections::HashMap;
use std::hash::Hash;

/// One city in one transaction, which is rolled back when its last clone is dropped.
#[derive(Debug)]
pub(crate) struct Scoped {
    pub(super) transaction: Transaction,
    pub(super) engine: Engine,
    tenant: TenantId,
    audience: Audience,
}

impl Scoped {
    /// Wraps a transaction that sees the rows of the city.
    pub(super) fn new(transaction: Transaction, engine: Engine, tenant: TenantId, audience: Audience) -> Self {
        Self {
            transaction,
            engine,
            tenant,
            audience,
        }
    }

    /// Returns the city.
    pub(crate) fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// Returns whether drafts may be shown.
    pub(crate) fn sees_drafts(&self) -> bool {
        self.audience == Audience::Member
    }

    /// Rows of this city.
    pub(crate) fn find<E: TenantOwned>(&self) -> Rows<'_, E> {
        #[expect(clippy::disallowed_methods, reason = "the one place where a city's query is begun, with its filter")]
        let select = E::find().filter(E::TENANT.eq(self.tenant));
        Rows {
            transaction: &self.transaction,
            select,
            none: false,
        }
    }

    /// Returns a row of this city by its id.
    ///
    /// # Errors
    /// `NotFound(what)` when this city has no such row, even if another city has it.
    pub(crate) async fn get<E: TenantOwned>(
        &self,
        id: impl Into<sea_orm::Value>,
        what: &'static str,
    ) -> Result<E::Model>
    where
        E::Model: Send + Sync,
    {
        self.find::<E>()
            .filter(E::ID.eq(id.into()))
            .one()
            .await?
            .ok_or(Error::NotFound(what))
    }

    /// Returns the platform's tables, in this transaction.
    pub(crate) fn platform(&self) -> Platform<'_, Transaction> {
        Platform::new(&self.transaction)
    }
}

/// A query that is already filtered by city. Further conditions can only narrow it.
#[derive(Debug)]
pub(crate) struct Rows<'c, E: EntityTrait> {
    pub(super) transaction: &'c Transaction,
    pub(super) select: Select<E>,
    /// Whether no row can match, so that nothing is asked.
    pub(super) none: bool,
}

impl<E: TenantOwned> Rows<'_, E>
where
    E::Model: Send + Sync,
{
    /// Returns all rows.
    pub(crate) async fn all(self) -> Result<Vec<E::Model>> {
        if self.none {
            return Ok(Vec::new());
        }
        Ok(self.select.all(self.transaction).await?)
    }

    /// Returns all rows as a map by `key`.
    pub(crate) async fn by<K: Eq + Hash>(self, key: impl Fn(&E::Model) -> K + Send) -> Result<HashMap<K, E::Model>> {
        let all = self.all().await?;
        Ok(all.into_iter().map(|row| (key(&row), row)).collect())
    }

    /// Returns only some columns of all rows, for tables with large texts.
    pub(crate) async fn some<M>(self, columns: impl IntoIterator<Item = E::Column>) -> Result<Vec<M>>
    where
        M: FromQueryResult + Send + Sync,
    {
        if self.none {
            return Ok(Vec::new());
        }
        let part = QuerySelect::columns(self.select.select_only(), columns);
        Ok(part.into_model::<M>().all(self.transaction).await?)
    }

    /// Returns one aggregate over all rows, such as a sum, as the column `name`.
    pub(crate) async fn figure<M>(self, figure: SimpleExpr, name: &'static str) -> Result<Option<M>>
    where
        M: FromQueryResult + Send + Sync,
    {
        let figure = QuerySelect::column_as(self.select.select_only(), figure, name);
        Ok(figure.into_model::<M>().one(self.transaction).await?)
    }

    /// Returns the first row, if any.
    pub(crate) async fn one(self) -> Result<Option<E::Model>> {
        if self.none {
            return Ok(None);
        }
        Ok(self.select.one(self.transaction).await?)
    }

    /// Returns the number of rows.
    pub(crate) async fn count(self) -> Result<u64> {
        if self.none {
            return Ok(0);
        }
        Ok(self.select.count(self.transaction).await?)
    }

    /// Keeps only the rows whose `column` is one of `values`. Without values the database is not asked.
    pub(crate) fn among<V: Into<sea_orm::Value>>(self, column: E::Column, values: impl IntoIterator<Item = V>) -> Self {
        let mut values = values.into_iter().peekable();
        let none = self.none || values.peek().is_none();
        Self {
            none,
            ..self.filter(column.is_in(values))
        }
    }
}

impl<E: EntityTrait> QueryFilter for Rows<'_, E> {
    type QueryStatement = SelectStatement;

    fn query(&mut self) -> &mut SelectStatement {
        QueryFilter::query(&mut self.select)
    }
}

impl<E: EntityTrait> QueryOrder for Rows<'_, E> {
    type QueryStatement = SelectStatement;

    fn query(&mut self) -> &mut SelectStatement {
        QueryOrder::query(&mut self.select)
    }
}

impl<E: EntityTrait> Rows<'_, E> {
    /// Limits the query to `most` rows.
    pub(crate) fn at_most(mut self, most: u64) -> Self {
        self.select = QuerySelect::limit(self.select, most);
        self
    }

    /// Adds the condition `by`, if there is one.
    pub(crate) fn narrowed(self, by: Option<SimpleExpr>) -> Self {
        match by {
            Some(condition) => self.filter(condition),
            None => self,
        }
    }
}
