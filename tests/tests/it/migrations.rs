//! The schema: every migration can be undone on both engines, and tables follow the rules of tenant
//! isolation.

use besa_migrations::{Migrator, MigratorTrait};
use besa_tests::{TestApp, TestDb};

/// Tables that no city owns, each with its reason.
pub(crate) const SHARED: [(&str, &str); 27] = [
    ("tenant", "found by its slug before a city is open"),
    ("storage_limit", "set by operators, who open no city"),
    ("account", "a person belongs to no city"),
    ("session", "read before a city is known"),
    ("sign_in_link", "read before a city is known"),
    ("api_token", "read before a city is known"),
    ("device", "read before a city is known"),
    ("mail_budget", "counts mails to one mailbox over all cities"),
    ("staff", "roles across cities"),
    ("membership", "says which cities a person may open"),
    ("invitation", "found by its link before a city is open"),
    ("invitation_link", "found by its secret before a city is open"),
    ("chain", "holds one head for each city, and no record of any"),
    ("job", "workers lease across cities"),
    (
        "log_check",
        "the results of the latest log checks, without data of any record",
    ),
    ("log_head", "the signed heads of all cities are published together"),
    ("city_figures", "published figures by which cities are listed"),
    (
        "city_question",
        "a copy of what reviewers asked, for lists across cities",
    ),
    ("city_line", "what lists across cities are filtered and ordered by"),
    ("city_name", "public names by which lists of cities are ordered"),
    ("city_word", "public names by which cities are searched"),
    ("country_total", "sums of the cities of a country"),
    ("city_wall", "published figures by which cities are compared"),
    ("reviewer_city", "says which cities a reviewer may open"),
    ("probe", "readiness writes to it; it holds nothing"),
    ("seaql_migrations", "the schema's own history"),
    ("sqlite_sequence", "SQLite's own"),
];

#[tokio::test]
async fn every_migration_goes_down_and_up_again() {
    let database = TestDb::new().await;
    let owner = database.owner().await;
    Migrator::down(&owner, None).await.unwrap();
    besa_migrations::up(&owner).await.unwrap();
    assert!(Migrator::get_pending_migrations(&owner).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_keys_of_tenant_tables_start_with_the_tenant() {
    let app = TestApp::new().await;
    let shared = |table: &str| SHARED.iter().any(|(name, _)| *name == table);
    for (table, columns) in keys(&app).await {
        if !shared(&table) {
            assert_eq!(
                columns.split(',').next(),
                Some("tenant_id"),
                "{table}: a key over ({columns})"
            );
        }
    }
    for (table, columns, target) in foreign_keys(&app).await {
        if !shared(&table) && !shared(&target) {
            assert_eq!(
                columns.split(',').next(),
                Some("tenant_id"),
                "{table} -> {target}: ({columns})"
            );
        }
    }
}

#[tokio::test]
async fn tenant_tables_have_row_security_on_postgresql() {
    let app = TestApp::new().await;
    if !app.database.is_postgres() {
        return;
    }
    let rows = app
        .rows(
            "SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS fenced,
                    EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid) AS policy
               FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname = 'public' AND c.relkind = 'r'",
        )
        .await;
    assert!(rows.len() > 20);
    for row in rows {
        let name: String = row.try_get("", "name").unwrap();
        let fenced: bool = row.try_get("", "fenced").unwrap();
        let policy: bool = row.try_get("", "policy").unwrap();
        let shared = SHARED.iter().any(|(shared, _)| *shared == name);
        assert_eq!((fenced, policy), (!shared, !shared), "{name}");
    }
}

/// Reads primary and unique keys: table, and columns in order.
async fn keys(app: &TestApp) -> Vec<(String, String)> {
    let sql = if app.database.is_postgres() {
        "SELECT t.relname AS name, string_agg(a.attname, ',' ORDER BY k.at) AS columns
           FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
                CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(attnum, at)
                JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum
          WHERE i.indisunique AND n.nspname = 'public' GROUP BY i.indexrelid, t.relname"
    } else {
        "SELECT m.name AS name, (SELECT group_concat(c.name, ',') FROM pragma_index_info(i.name) c) AS columns
           FROM sqlite_master m JOIN pragma_index_list(m.name) i ON i.\"unique\" = 1 WHERE m.type = 'table'"
    };
    let rows = app.rows(sql).await;
    assert!(rows.len() > 25, "{} keys", rows.len());
    rows.iter()
        .map(|row| (row.try_get("", "name").unwrap(), row.try_get("", "columns").unwrap()))
        .collect()
}

/// Reads foreign keys: table, columns in order, target table.
async fn foreign_keys(app: &TestApp) -> Vec<(String, String, String)> {
    let sql = if app.database.is_postgres() {
        "SELECT t.relname AS name, f.relname AS target, string_agg(a.attname, ',' ORDER BY k.at) AS columns
           FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class f ON f.oid = c.confrelid
                CROSS JOIN LATERAL unnest(c.conkey) WITH ORDINALITY AS k(attnum, at)
                JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum
          WHERE c.contype = 'f' GROUP BY c.oid, t.relname, f.relname"
    } else {
        "SELECT m.name AS name, k.\"table\" AS target, group_concat(k.\"from\", ',') AS columns
           FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) k WHERE m.type = 'table' GROUP BY m.name, k.id"
    };
    let rows = app.rows(sql).await;
    assert!(rows.len() > 20, "{} foreign keys", rows.len());
    let text = |row: &sea_orm::QueryResult, column: &str| row.try_get::<String>("", column).unwrap();
    rows.iter()
        .map(|row| (text(row, "name"), text(row, "columns"), text(row, "target")))
        .collect()
}
