//! A killed migration is resumed; concurrent processes apply each migration once.

use besa_tests::{Installation, TestDb};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Reads the schema from the database, line by line.
async fn schema(database: &TestDb) -> Vec<String> {
    let sql = if database.is_postgres() {
        "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || coalesce(column_default, '') AS line
           FROM information_schema.columns WHERE table_schema = 'public'
          UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
          UNION ALL SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
                     WHERE connamespace = 'public'::regnamespace
          UNION ALL SELECT tablename || ' ' || policyname || ' ' || qual FROM pg_policies
          UNION ALL SELECT relname || ' ' || relrowsecurity || relforcerowsecurity FROM pg_class
                     WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
          UNION ALL SELECT version FROM seaql_migrations
          ORDER BY line"
    } else {
        "SELECT name || ' ' || coalesce(sql, '') AS line FROM sqlite_master
          UNION ALL SELECT version FROM seaql_migrations ORDER BY line"
    };
    let owner = database.owner().await;
    let rows = owner.query_all_raw(Statement::from_string(owner.get_database_backend(), sql));
    let rows = rows.await.unwrap();
    rows.iter().map(|row| row.try_get("", "line").unwrap()).collect()
}

/// Counts the recorded migrations.
async fn applied(owner: &DatabaseConnection) -> usize {
    let sql = "SELECT version FROM seaql_migrations";
    let rows = owner.query_all_raw(Statement::from_string(owner.get_database_backend(), sql));
    rows.await.map_or(0, |rows| rows.len())
}

/// Migrates, and fails after this many statements. Returns whether it finished before that.
async fn dies_after(database: &TestDb, statements: usize) -> bool {
    let mut owner = database.owner().await;
    let count = Arc::new(AtomicUsize::new(0));
    owner.set_metric_callback(move |_| {
        assert!(
            count.fetch_add(1, Ordering::Relaxed) + 1 < statements,
            "killed here on purpose"
        );
    });
    tokio::spawn(async move { besa_migrations::up(&owner).await.unwrap() })
        .await
        .is_ok()
}

#[tokio::test]
async fn a_migration_killed_after_any_statement_is_resumed() {
    let whole = schema(&TestDb::new().await).await;
    let database = TestDb::empty().await;
    let owner = database.owner().await;
    let (mut done, mut statements, mut kills) = (0, 1, 0);
    while !dies_after(&database, statements).await {
        kills += 1;
        assert!(kills < 2_000);
        let now = applied(&owner).await;
        // A recorded migration is complete; the next one starts again with its first statement.
        statements = if now > done { 1 } else { statements + 1 };
        done = now;
    }
    assert!(kills > 100, "only {kills} kills");
    assert_eq!(schema(&database).await, whole);
}

#[tokio::test]
async fn a_process_killed_repeatedly_finishes_the_migrations() {
    let whole = schema(&TestDb::new().await).await;
    let besa = Installation::over(TestDb::empty().await);
    for kill in 0..8 {
        let mut child = besa.child(&["migrate"]);
        // Kills it at a different point each time.
        tokio::time::sleep(Duration::from_millis(5 + kill * 12)).await;
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let (well, printed) = besa.ends(&[], &["migrate"]);
    assert!(well, "{printed}");
    assert_eq!(schema(&besa.database).await, whole);
}

#[tokio::test]
async fn three_processes_apply_each_migration_once() {
    let whole = schema(&TestDb::new().await).await;
    let besa = Installation::over(TestDb::empty().await);
    let three: Vec<_> = (0..3).map(|_| besa.child(&["migrate"])).collect();
    for child in three {
        let output = child.wait_with_output().unwrap();
        let printed = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{printed}");
    }
    assert_eq!(schema(&besa.database).await, whole);
}
