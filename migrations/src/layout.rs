//! The layout of tables. A table of a city has the primary key `(tenant_id, id)`; each of its foreign and
//! unique keys begins with `tenant_id`, and on PostgreSQL it has row-level security.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::uuid;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// A table with its keys and indexes.
pub(crate) struct Layout {
    name: &'static str,
    table: TableCreateStatement,
    indexes: Vec<IndexCreateStatement>,
    /// Whether each row belongs to a city.
    fenced: bool,
    /// An additional statement for PostgreSQL.
    postgres: Option<&'static str>,
}

impl Layout {
    /// Creates a table of a city with the key `(tenant_id, id)` and these further columns.
    pub(crate) fn city(name: &'static str, columns: impl IntoIterator<Item = ColumnDef>) -> Self {
        let id = std::iter::once(uuid("id"));
        Self::keyed(name, &["tenant_id", "id"], id.chain(columns)).foreign_key("tenant_id", "tenant", "id")
    }

    /// Creates a table of a city with another key, which also begins with `tenant_id`.
    pub(crate) fn keyed(
        name: &'static str,
        key: &[&'static str],
        columns: impl IntoIterator<Item = ColumnDef>,
    ) -> Self {
        let tenant = std::iter::once(uuid("tenant_id"));
        Self {
            fenced: true,
            ..Self::platform(name, key, tenant.chain(columns))
        }
    }

    /// Creates a table of the platform.
    pub(crate) fn platform(
        name: &'static str,
        key: &[&'static str],
        columns: impl IntoIterator<Item = ColumnDef>,
    ) -> Self {
        let mut table = Table::create();
        table.table(name);
        for column in columns {
            table.col(column);
        }
        let mut primary = Index::create();
        for column in key {
            primary.col(*column);
        }
        table.primary_key(&mut primary);
        Self {
            name,
            table,
            indexes: Vec::new(),
            fenced: false,
            postgres: None,
        }
    }

    /// Adds a foreign key to a record of the same city.
    pub(crate) fn within(mut self, column: &'static str, to: &'static str) -> Self {
        let mut key = ForeignKey::create();
        key.name(format!("{}_{column}", self.name))
            .from(self.name, ("tenant_id", column))
            .to(to, ("tenant_id", "id"))
            .on_delete(ForeignKeyAction::Restrict);
        self.table.foreign_key(&mut key);
        self
    }

    /// Adds a foreign key to the `id` of a table of the platform.
    pub(crate) fn to(self, column: &'static str, to: &'static str) -> Self {
        self.foreign_key(column, to, "id")
    }

    /// Adds a foreign key to another column of a table of the platform.
    pub(crate) fn foreign_key(mut self, column: &'static str, to: &'static str, key_of: &'static str) -> Self {
        let mut key = ForeignKey::create();
        key.name(format!("{}_{column}", self.name))
            .from(self.name, column)
            .to(to, key_of);
        self.table.foreign_key(&mut key);
        self
    }

    /// Adds a unique key. In a table of a city it begins with `tenant_id`.
    pub(crate) fn unique(self, name: &'static str, columns: &[&'static str]) -> Self {
        self.index(name, columns, true)
    }

    /// Adds an index. In a table of a city it begins with `tenant_id`.
    pub(crate) fn lookup(self, name: &'static str, columns: &[&'static str]) -> Self {
        self.index(name, columns, false)
    }

    /// Adds an index of only the rows that match a condition.
    pub(crate) fn lookup_of(mut self, name: &'static str, columns: &[&'static str], rows: SimpleExpr) -> Self {
        self = self.lookup(name, columns);
        if let Some(index) = self.indexes.last_mut() {
            index.and_where(rows);
        }
        self
    }

    fn index(mut self, name: &'static str, columns: &[&'static str], unique: bool) -> Self {
        let mut index = Index::create();
        index.name(name).table(self.name);
        let tenant = self.fenced.then_some("tenant_id");
        for column in tenant.into_iter().chain(columns.iter().copied()) {
            index.col(column);
        }
        if unique {
            index.unique();
        }
        self.indexes.push(index);
        self
    }

    /// Sets an additional statement that runs only on PostgreSQL.
    pub(crate) fn on_postgres(self, statement: &'static str) -> Self {
        Self {
            postgres: Some(statement),
            ..self
        }
    }

    async fn create(self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        manager.create_table(self.table).await?;
        for index in self.indexes {
            manager.create_index(index).await?;
        }
        if manager.get_database_backend() != DbBackend::Postgres {
            return Ok(());
        }
        let connection = manager.get_connection();
        if self.fenced {
            connection.execute_unprepared(&fence(self.name)).await?;
        }
        if let Some(statement) = self.postgres {
            connection.execute_unprepared(statement).await?;
        }
        Ok(())
    }
}

/// Returns the statements that enable row-level security, also for the owner. SQLite has none; there tenants
/// are separated only by the types and the keys, which the access matrix tests.
///
/// `nullif`, because `app.tenant` is an empty string and not NULL after a transaction that set it.
fn fence(table: &str) -> String {
    format!(
        "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
         ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
         CREATE POLICY tenant ON {table}
            USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
            WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)"
    )
}

/// The tables of a feature, created by one migration.
pub(crate) struct Feature {
    /// The name of the migration. It must never change.
    pub(crate) name: &'static str,
    pub(crate) tables: fn() -> Vec<Layout>,
}

impl MigrationName for Feature {
    fn name(&self) -> &str {
        self.name
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Feature {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in (self.tables)() {
            table.create(manager).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in (self.tables)().into_iter().rev() {
            manager.drop_table(Table::drop().table(table.name).to_owned()).await?;
        }
        Ok(())
    }
}
