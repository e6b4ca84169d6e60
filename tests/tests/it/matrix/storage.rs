//! Below the routes: what the database itself refuses.
#![expect(clippy::disallowed_methods, reason = "it goes past the app, to see what holds without it")]

use super::world::World;
use crate::digest::{columns, literal, tables};
use besa_tests::TestApp;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement, TransactionTrait};

/// Foreign keys that no record fills in this test, each with its reason.
const EMPTY: [(&str, &str); 1] = [(
    "finding.milestone_id",
    "imported assessments are only of whole commitments",
)];

#[tokio::test]
async fn no_row_refers_to_another_city() {
    let world = World::new().await;
    let city = besa_domain::tenants::by_slug(&world.app.app.db, "elbasan")
        .await
        .unwrap();
    let (own, other) = (literal(&world.app, city.id), literal(&world.app, world.other));
    let owner = world.app.owner().await;
    // Not every table has a column `id`.
    let row = if world.app.database.is_postgres() {
        "ctid"
    } else {
        "rowid"
    };
    let (mut cells, mut wrong) = (0, Vec::new());
    for (table, column, target) in pointers(&world.app).await {
        if EMPTY.iter().any(|(empty, _)| *empty == format!("{table}.{column}")) {
            continue;
        }
        let sql = format!(
            "UPDATE {table} SET {column} = (SELECT id FROM {target} WHERE tenant_id = {other} LIMIT 1)
              WHERE tenant_id = {own} AND {row} = (
                    SELECT {row} FROM {table} WHERE tenant_id = {own} AND {column} IS NOT NULL LIMIT 1)"
        );
        cells += 1;
        match undone(&owner, &sql).await {
            Err(error) if error.to_lowercase().contains("foreign key") => {}
            outcome => wrong.push(format!("{table}.{column} -> {target}: {outcome:?}")),
        }
    }
    println!("matrix: {cells} cells");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cells > 15);
}

/// Without all filters of the app, PostgreSQL alone isolates the cities.
#[tokio::test]
async fn a_query_without_a_filter_affects_only_one_city() {
    let world = World::new().await;
    if !world.app.database.is_postgres() {
        return;
    }
    let city = besa_domain::tenants::by_slug(&world.app.app.db, "elbasan")
        .await
        .unwrap();
    let (connection, _) = besa_domain::db::connect(&world.app.database.url, 1).await.unwrap();
    let shared = crate::migrations::SHARED;
    let (mut cells, mut wrong) = (0, Vec::new());
    for (table, owned) in tables(&world.app).await {
        if !owned || shared.iter().any(|(name, _)| *name == table) {
            continue;
        }
        let other = world.other;
        let all: i64 = world
            .app
            .rows(&format!(
                "SELECT count(*) AS n FROM {table} WHERE tenant_id = '{other}'"
            ))
            .await[0]
            .try_get("", "n")
            .unwrap();
        if all == 0 {
            wrong.push(format!("{table}: the other city has no row to hide"));
        }
        for setting in [city.id.to_string(), String::new()] {
            for sql in [
                format!("SELECT 1 FROM {table} WHERE tenant_id = '{other}'"),
                format!("UPDATE {table} SET tenant_id = tenant_id WHERE tenant_id = '{other}'"),
                format!("DELETE FROM {table} WHERE tenant_id = '{other}'"),
            ] {
                cells += 1;
                let transaction = connection.begin().await.unwrap();
                transaction
                    .execute_unprepared(&format!("SELECT set_config('app.tenant', '{setting}', true)"))
                    .await
                    .unwrap();
                let statement = Statement::from_string(transaction.get_database_backend(), &sql);
                let touched = if sql.starts_with("SELECT") {
                    transaction
                        .query_all_raw(statement)
                        .await
                        .map(|rows| u64::try_from(rows.len()).unwrap())
                } else {
                    transaction
                        .execute_raw(statement)
                        .await
                        .map(|result| result.rows_affected())
                };
                match touched {
                    // Append-only tables grant no right to update or delete.
                    Ok(0) => {}
                    Err(error) if error.to_string().contains("permission denied") => {}
                    outcome => wrong.push(format!("{sql} in '{setting}': {outcome:?}")),
                }
                transaction.rollback().await.unwrap();
            }
        }
    }
    println!("matrix: {cells} cells");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cells > 60);
}

/// Runs a statement and rolls it back; returns the number of affected rows, or the error.
async fn undone(owner: &DatabaseConnection, sql: &str) -> Result<u64, String> {
    let transaction = owner.begin().await.unwrap();
    let outcome = transaction.execute_unprepared(sql).await;
    transaction.rollback().await.unwrap();
    outcome
        .map(|result| result.rows_affected())
        .map_err(|error| error.to_string())
}

/// Lists the columns named after a tenant table: `milestone_id` must not refer to another city's milestone.
async fn pointers(app: &TestApp) -> Vec<(String, String, String)> {
    let tables = tables(app).await.into_iter().filter(|(_, owned)| *owned);
    let owned: Vec<_> = tables.map(|(name, _)| name).collect();
    let mut pointers = Vec::new();
    for table in &owned {
        for column in columns(app, table).await {
            let target = column
                .strip_suffix("_id")
                .filter(|target| owned.iter().any(|one| one == target));
            if let Some(target) = target {
                pointers.push((table.clone(), column.clone(), target.to_owned()));
            }
        }
    }
    pointers
}
