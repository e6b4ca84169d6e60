//! How a table that belongs to a city is laid out: key `(tenant_id, id)`, every foreign key and
//! every unique key begins with `tenant_id`, and row-level security on PostgreSQL.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// A table of a city, with its composite key and nothing else yet.
pub(crate) fn owned(name: &'static str) -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table(name)
        .col(uuid("tenant_id"))
        .col(uuid("id"))
        .primary_key(Index::create().col("tenant_id").col("id"))
        .foreign_key(ForeignKey::create().from(name, "tenant_id").to("tenant", "id"));
    table
}

/// A foreign key between two tables of the same city: `(tenant_id, column)` to `(tenant_id, id)`.
pub(crate) fn within(from: &'static str, column: &'static str, to: &'static str) -> ForeignKeyCreateStatement {
    let mut key = ForeignKey::create();
    key.name(format!("{from}_{column}"))
        .from(from, ("tenant_id", column))
        .to(to, ("tenant_id", "id"))
        .on_delete(ForeignKeyAction::Restrict);
    key
}

/// A foreign key to a table of the platform.
pub(crate) fn to_platform(from: &'static str, column: &'static str, to: &'static str) -> ForeignKeyCreateStatement {
    let mut key = ForeignKey::create();
    key.name(format!("{from}_{column}")).from(from, column).to(to, "id");
    key
}

/// A named unique key of a city's table; `tenant_id` is put first.
pub(crate) async fn unique(
    manager: &SchemaManager<'_>,
    name: &str,
    table: &'static str,
    columns: &[&'static str],
) -> Result<(), DbErr> {
    index(manager, name, table, columns, true).await
}

/// A named index of a city's table; `tenant_id` is put first.
pub(crate) async fn lookup(
    manager: &SchemaManager<'_>,
    name: &str,
    table: &'static str,
    columns: &[&'static str],
) -> Result<(), DbErr> {
    index(manager, name, table, columns, false).await
}

async fn index(
    manager: &SchemaManager<'_>,
    name: &str,
    table: &'static str,
    columns: &[&'static str],
    unique: bool,
) -> Result<(), DbErr> {
    let mut index = Index::create();
    index.name(name).table(table).col("tenant_id");
    for column in columns {
        index.col(*column);
    }
    if unique {
        index.unique();
    }
    manager.create_index(index).await
}

/// Row-level security on PostgreSQL, for the owner too. SQLite has none: there the types, the
/// keys and the matrix of tests hold alone.
///
/// After a transaction that set `app.tenant` ends, the setting is an empty string, not NULL:
/// hence `nullif`.
pub(crate) async fn fence(manager: &SchemaManager<'_>, tables: &[&str]) -> Result<(), DbErr> {
    if manager.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    for table in tables {
        manager
            .get_connection()
            .execute_unprepared(&format!(
                "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
                 ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
                 CREATE POLICY tenant ON {table}
                    USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
                    WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)"
            ))
            .await?;
    }
    Ok(())
}

/// Drops tables, newest first.
pub(crate) async fn drop(manager: &SchemaManager<'_>, tables: &[&'static str]) -> Result<(), DbErr> {
    for table in tables {
        manager.drop_table(Table::drop().table(*table).to_owned()).await?;
    }
    Ok(())
}
