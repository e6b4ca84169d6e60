//! Lists the tables of the database, and reads rows as text.

use besa_tests::TestApp;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use tokio::sync::OnceCell;

/// Lists the tables, and for each whether it has a tenant column.
pub(crate) async fn tables(app: &TestApp) -> Vec<(String, bool)> {
    let sql = if app.database.is_postgres() {
        "SELECT c.relname::text AS name, EXISTS (
                SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id') AS owned
           FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname = 'public' AND c.relkind = 'r' ORDER BY 1"
    } else {
        "SELECT name, EXISTS (SELECT 1 FROM pragma_table_info(m.name) WHERE name = 'tenant_id') AS owned
           FROM sqlite_master m WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'kept_written' ORDER BY 1"
    };
    let rows = app.rows(sql).await;
    rows.iter()
        .map(|row| (row.try_get("", "name").unwrap(), row.try_get("", "owned").unwrap()))
        .collect()
}

/// Lists the columns of a table.
pub(crate) async fn columns(app: &TestApp, table: &str) -> Vec<String> {
    let owner = app.owner().await;
    let sql = if app.database.is_postgres() {
        format!("SELECT column_name::text AS row FROM information_schema.columns WHERE table_name = '{table}'")
    } else {
        format!("SELECT name AS row FROM pragma_table_info('{table}')")
    };
    query(&owner, &sql).await
}

/// Formats an id for an SQL statement.
pub(crate) fn literal(app: &TestApp, id: impl std::fmt::Display) -> String {
    if app.database.is_postgres() {
        format!("'{id}'")
    } else {
        format!("X'{}'", id.to_string().replace('-', ""))
    }
}

/// A table, and how its rows are read as text.
pub(crate) struct Line {
    pub(crate) table: String,
    /// Whether its rows belong to tenants.
    pub(crate) owned: bool,
    /// The SQL expression for a row as text. The alias of the table is `t`.
    pub(crate) row: String,
}

/// All databases of this process have the same schema, so it is read only once.
static LINES: OnceCell<Vec<Line>> = OnceCell::const_new();

pub(crate) async fn lines(app: &TestApp) -> &'static [Line] {
    LINES.get_or_init(|| read_lines(app)).await
}

async fn read_lines(app: &TestApp) -> Vec<Line> {
    let mut lines = Vec::new();
    for (table, owned) in tables(app).await {
        let row = if app.database.is_postgres() {
            "t::text".to_owned()
        } else {
            let columns = columns(app, &table).await;
            let quoted: Vec<_> = columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
            quoted.join("||','||")
        };
        lines.push(Line { table, owned, row });
    }
    lines
}

pub(crate) async fn query(owner: &DatabaseConnection, sql: &str) -> Vec<String> {
    let statement = Statement::from_string(owner.get_database_backend(), sql);
    let rows = owner.query_all_raw(statement).await.unwrap();
    rows.iter().map(|row| row.try_get("", "row").unwrap()).collect()
}
