//! The whole database as text, to see that nothing changed.

use besa_domain::TenantId;
use besa_tests::TestApp;
use tokio::sync::OnceCell;

/// Every row of every table.
pub(super) async fn all(app: &TestApp) -> Vec<String> {
    rows(app, None).await
}

/// Every row of one city.
pub(super) async fn of_city(app: &TestApp, tenant: TenantId) -> Vec<String> {
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

/// A table, whether a city owns its rows, and what makes one line of a row. Every database here has
/// the same schema, so it is asked for once.
type Line = (String, bool, String);

static LINES: OnceCell<Vec<Line>> = OnceCell::const_new();

async fn lines(app: &TestApp) -> Vec<Line> {
    let mut lines = Vec::new();
    for (table, owned) in tables(app).await {
        let line = if app.database.is_postgres() {
            "t::text".to_owned()
        } else {
            let columns = columns(app, &table).await;
            let quoted: Vec<_> = columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
            quoted.join("||','||")
        };
        lines.push((table, owned, line));
    }
    lines
}

async fn rows(app: &TestApp, tenant: Option<TenantId>) -> Vec<String> {
    let condition = tenant.map(|tenant| format!(" WHERE tenant_id = {}", literal(app, tenant)));
    let lines = LINES.get_or_init(|| lines(app)).await;
    let selects = lines
        .iter()
        .filter(|(_, owned, _)| *owned || tenant.is_none())
        .map(|(table, _, line)| {
            let condition = condition.as_deref().unwrap_or_default();
            format!("SELECT '{table}: ' || {line} AS row FROM {table} AS t{condition}")
        });
    let sql = selects.collect::<Vec<_>>().join(" UNION ALL ");
    let owner = app.owner().await;
    let mut rows = query(&owner, &sql).await;
    owner.close().await.unwrap();
    rows.sort();
    rows
}

async fn query(owner: &sea_orm::DatabaseConnection, sql: &str) -> Vec<String> {
    use sea_orm::{ConnectionTrait, Statement};
    let statement = Statement::from_string(owner.get_database_backend(), sql);
    let rows = owner.query_all_raw(statement).await.unwrap();
    rows.iter().map(|row| row.try_get("", "row").unwrap()).collect()
}
