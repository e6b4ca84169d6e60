//! Queries that read the rows of several tables with one statement.

use super::scoped::Rows;
use super::shared::Platform;
use super::table::{Shared, TenantOwned};
use crate::error::Result;
use sea_orm::sea_query::{Expr, ExprTrait as _, IntoCondition as _, SelectStatement, SimpleExpr};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult as _, IdenStatic as _, Iterable as _,
    PrimaryKeyToColumn as _, QueryFilter, QueryResult, QuerySelect, QueryTrait as _, Select,
};

/// One row of a query, with the rows of other tables that were read with it.
#[derive(Debug)]
pub(crate) struct JoinedRow(QueryResult);

impl JoinedRow {
    /// Returns the row of the table that the query is about.
    pub(crate) fn own<E: EntityTrait>(&self) -> Result<E::Model> {
        Ok(E::Model::from_query_result(&self.0, "")?)
    }

    /// Returns the row of a joined table; `None` when there is none.
    pub(crate) fn other<F: EntityTrait>(&self) -> Result<Option<F::Model>> {
        let prefix = prefix::<F>();
        if self.0.try_get(&prefix, EXISTS)? {
            Ok(Some(F::Model::from_query_result(&self.0, &prefix)?))
        } else {
            Ok(None)
        }
    }
}

/// The column that tells whether a joined row exists.
const EXISTS: &str = "_found";

/// Returns the prefix of the columns of a joined table.
fn prefix<F: EntityTrait>() -> String {
    format!("{}.", F::default().table_name())
}

/// Reads with each row of `select` the rows of `F` for which `on` holds. A row without any is read once, a row
/// with several once for each.
pub(crate) fn joined<F: EntityTrait, E: EntityTrait>(mut select: Select<E>, on: SimpleExpr) -> Select<E> {
    let query = QueryFilter::query(&mut select);
    query.left_join(F::default().table_ref(), on.into_condition());
    let prefix = prefix::<F>();
    for column in F::Column::iter() {
        let value = column.select_as(Expr::col(column.as_column_ref()));
        query.expr_as(value, format!("{prefix}{}", column.as_str()));
    }
    if let Some(key) = F::PrimaryKey::iter().next() {
        let key = Expr::col(key.into_column().as_column_ref());
        query.expr_as(key.is_not_null(), format!("{prefix}{EXISTS}"));
    }
    select
}

/// Runs a query.
async fn rows<E: EntityTrait>(connection: &impl ConnectionTrait, select: Select<E>) -> Result<Vec<JoinedRow>> {
    let statement = connection.get_database_backend().build(select.as_query());
    let rows = connection.query_all_raw(statement).await?;
    Ok(rows.into_iter().map(JoinedRow).collect())
}

impl<E: TenantOwned> Rows<'_, E> {
    /// Reads with each row the rows of `F` whose column `theirs` equals `ours`, a column of this query.
    pub(crate) fn with<F: TenantOwned>(self, theirs: F::Column, ours: impl ColumnTrait) -> Self {
        let on = Expr::col(theirs.as_column_ref()).equals(ours.as_column_ref());
        self.with_on::<F>(on)
    }

    /// Reads with each row the rows of `F` in the same city for which `on` holds.
    pub(crate) fn with_on<F: TenantOwned>(self, on: SimpleExpr) -> Self {
        let same = Expr::col(F::TENANT.as_column_ref()).equals(E::TENANT.as_column_ref());
        Self {
            select: joined::<F, E>(self.select, same.and(on)),
            ..self
        }
    }

    /// Joins the row of `F` whose id is `ours`, which every row has, without reading it: for
    /// [`with`](Self::with), from its columns.
    pub(crate) fn through<F: TenantOwned>(mut self, ours: impl ColumnTrait) -> Self {
        let same = Expr::col(F::TENANT.as_column_ref()).equals(E::TENANT.as_column_ref());
        let id = Expr::col(F::ID.as_column_ref()).equals(ours.as_column_ref());
        QueryFilter::query(&mut self.select).inner_join(F::default().table_ref(), same.and(id).into_condition());
        self
    }

    /// Returns what `read` makes of each row.
    pub(crate) async fn each<T>(self, read: impl Fn(&JoinedRow) -> Result<T> + Send) -> Result<Vec<T>> {
        if self.none {
            return Ok(Vec::new());
        }
        let rows = rows(self.transaction, self.select).await?;
        rows.iter().map(read).collect()
    }

    /// Returns the rows, each with the row of `F` that was read with it, if any.
    pub(crate) async fn pairs<F: TenantOwned>(self) -> Result<Vec<(E::Model, Option<F::Model>)>> {
        self.each(|row| Ok((row.own::<E>()?, row.other::<F>()?))).await
    }

    /// Returns the query of the ids of these rows, for `in_subquery`.
    pub(crate) fn ids(self) -> SelectStatement {
        QuerySelect::column(self.select.select_only(), E::ID).into_query()
    }
}

impl<C: ConnectionTrait> Platform<'_, C> {
    /// Returns the rows of a query over several tables.
    pub(crate) async fn rows<E: Shared>(&self, select: Select<E>) -> Result<Vec<JoinedRow>> {
        rows(self.0, select).await
    }
}
