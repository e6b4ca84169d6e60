//! The whole database as text, to see that nothing changed.

use besa_domain::TenantId;
use besa_tests::TestApp;

/// Every row of every table.
pub(super) async fn all(app: &TestApp) -> Vec<String> {
    rows(app, None).await
}

/// Every row of one city.
pub(super) async fn of(app: &TestApp, tenant: TenantId) -> Vec<String> {
    rows(app, Some(tenant)).await
}

/// Names of tables, and whether a city owns their rows.
pub(super) async fn tables(app: &TestApp) -> Vec<(String, bool)> {
    let sql = if app.database.is_postgres() {
        "SELECT c.relname::text AS name, EXISTS (
                SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id') AS owned
           FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname = 'public' AND c.relkind = 'r' ORDER BY 1"
    } else {
        "SELECT name, EXISTS (SELECT 1 FROM pragma_table_info(m.name) WHERE name = 'tenant_id') AS owned
           FROM sqlite_master m WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1"
    };
    let rows = app.rows(sql).await;
    rows.iter()
        .map(|row| (row.try_get("", "name").unwrap(), row.try_get("", "owned").unwrap()))
        .collect()
}

/// Columns of a table.
pub(super) async fn columns(app: &TestApp, table: &str) -> Vec<String> {
    let owner = app.owner().await;
    let sql = if app.database.is_postgres() {
        format!("SELECT column_name::text AS row FROM information_schema.columns WHERE table_name = '{table}'")
    } else {
        format!("SELECT name AS row FROM pragma_table_info('{table}')")
    };
    query(&owner, &sql).await
}

/// How an id is written in a statement.
pub(super) fn literal(app: &TestApp, id: impl std::fmt::Display) -> String {
    if app.database.is_postgres() {
        format!("'{id}'")
    } else {
        format!("X'{}'", id.to_string().replace('-', ""))
    }
}

async fn rows(app: &TestApp, tenant: Option<TenantId>) -> Vec<String> {
    let owner = app.owner().await;
    let mut all = Vec::new();
    for (table, owned) in tables(app).await {
        let condition = match tenant {
            Some(tenant) if owned => format!(" WHERE tenant_id = {}", literal(app, tenant)),
            Some(_) => continue,
            None => String::new(),
        };
        let row = if app.database.is_postgres() {
            "t::text".to_owned()
        } else {
            let columns = columns(app, &table).await;
            let quoted: Vec<_> = columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
            quoted.join("||','||")
        };
        let found = query(&owner, &format!("SELECT {row} AS row FROM {table} AS t{condition}")).await;
        let mut found: Vec<_> = found.into_iter().map(|row| format!("{table}: {row}")).collect();
        found.sort();
        all.extend(found);
    }
    owner.close().await.unwrap();
    all
}

async fn query(owner: &sea_orm::DatabaseConnection, sql: &str) -> Vec<String> {
    use sea_orm::{ConnectionTrait, Statement};
    let statement = Statement::from_string(owner.get_database_backend(), sql);
    let rows = owner.query_all_raw(statement).await.unwrap();
    rows.iter().map(|row| row.try_get("", "row").unwrap()).collect()
}
