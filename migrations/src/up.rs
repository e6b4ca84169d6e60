//! Applies missing migrations, one process at a time. Each migration and the record of it are one
//! transaction: a process that is killed leaves no partial migration, and the next one continues from there.

use crate::Migrator;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, RuntimeErr, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
};
use std::time::{Duration, Instant};

/// How long a migration waits for the lock of a table. Shorter than the lock timeout of requests, because
/// they queue behind the migration.
const WAIT: Duration = Duration::from_millis(500);
/// How long a migration is retried when a lock is not available.
const PATIENCE: Duration = Duration::from_secs(30);

/// Applies all missing migrations. Returns how many this call applied. Several processes may call it at the
/// same time: each migration is applied by one of them.
///
/// # Errors
/// Errors of the database; also when a migration is applied that this program does not know, because a later
/// release ran it.
pub async fn up(owner: &DatabaseConnection) -> Result<usize, DbErr> {
    let mut applied = 0;
    let mut since = Instant::now();
    loop {
        match next(owner).await {
            Ok(Some(name)) => {
                tracing::info!(migration = name, "migration applied");
                applied += 1;
                since = Instant::now();
            }
            Ok(None) => return Ok(applied),
            Err(error) if is_locked(&error) && since.elapsed() < PATIENCE => tokio::time::sleep(WAIT).await,
            Err(error) => return Err(error),
        }
    }
}

/// Applies the first missing migration. Returns its name; `None` when none is missing.
async fn next(owner: &DatabaseConnection) -> Result<Option<String>, DbErr> {
    let transaction = alone(owner).await?;
    transaction
        .execute_unprepared(
            "CREATE TABLE IF NOT EXISTS seaql_migrations (version varchar NOT NULL PRIMARY KEY, applied_at bigint NOT NULL)",
        )
        .await?;
    let known = Migrator::migrations();
    let done = versions(&transaction).await?;
    if let Some(unknown) = unknown(&known, &done) {
        return Err(DbErr::Migration(format!("unknown migration: {unknown}")));
    }
    let missing = known.iter().find(|it| !done.iter().any(|done| done == it.name()));
    let Some(migration) = missing else {
        #[expect(clippy::disallowed_methods, reason = "keeps the table of migrations, which may be new")]
        transaction.commit().await?;
        return Ok(None);
    };
    if owner.get_database_backend() == DbBackend::Postgres {
        let wait = format!("SET LOCAL lock_timeout = {}", WAIT.as_millis());
        transaction.execute_unprepared(&wait).await?;
    }
    migration.up(&SchemaManager::new(&transaction)).await?;
    transaction
        .execute_raw(record(owner.get_database_backend(), migration.name()))
        .await?;
    #[expect(clippy::disallowed_methods, reason = "all its statements succeeded")]
    transaction.commit().await?;
    Ok(Some(migration.name().to_owned()))
}

fn record(backend: DbBackend, migration: &str) -> Statement {
    let now = if backend == DbBackend::Postgres {
        "extract(epoch FROM now())::bigint"
    } else {
        "unixepoch()"
    };
    let sql = format!("INSERT INTO seaql_migrations (version, applied_at) VALUES ($1, {now})");
    Statement::from_sql_and_values(backend, sql, [migration.into()])
}

/// Begins a transaction that excludes all others of this kind: on SQLite through the single writer, on
/// PostgreSQL with an advisory lock that ends with the transaction.
pub(crate) async fn alone(owner: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    #[expect(clippy::disallowed_methods, reason = "the schema has no tenant")]
    let transaction = owner
        .begin_with_options(TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        })
        .await?;
    if owner.get_database_backend() == DbBackend::Postgres {
        // Without timeouts, because another process may take long to migrate.
        transaction
            .execute_unprepared(
                "SET LOCAL client_min_messages = warning; SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0;
                 SELECT pg_advisory_xact_lock(hashtext('besa migrations'))",
            )
            .await?;
    }
    Ok(transaction)
}

/// Returns the names of the applied migrations.
pub(crate) async fn versions(connection: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let sql = Statement::from_string(
        connection.get_database_backend(),
        "SELECT version FROM seaql_migrations ORDER BY version",
    );
    let rows = connection.query_all_raw(sql).await?;
    rows.iter().map(|row| row.try_get("", "version")).collect()
}

/// Returns an applied migration that this program does not know, if any.
pub(crate) fn unknown<'d>(known: &[Box<dyn MigrationTrait>], done: &'d [String]) -> Option<&'d str> {
    done.iter()
        .map(String::as_str)
        .find(|done| !known.iter().any(|migration| migration.name() == *done))
}

/// Checks whether an error means that another transaction holds a lock.
fn is_locked(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause))) = error else {
        return false;
    };
    let code = cause.as_database_error().and_then(|cause| cause.code());
    // PostgreSQL: lock_not_available, deadlock_detected. SQLite: SQLITE_BUSY.
    code.is_some_and(|code| ["55P03", "40P01", "5"].contains(&code.as_ref()))
}
