//! Applies what is missing: each migration in one transaction with its record, one process at a
//! time. Whoever is killed leaves nothing behind, and the next one goes on from there.

use crate::Migrator;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, RuntimeErr, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
};
use std::time::{Duration, Instant};

/// How long a migration waits for a table that others use. It is less than their requests wait:
/// everybody queues behind it.
const WAIT: Duration = Duration::from_millis(500);
/// How long it tries again and again.
const PATIENCE: Duration = Duration::from_secs(30);

/// Brings the schema up to date, and says how many migrations that took. Several processes may do
/// so at once: each migration is applied by one of them.
///
/// # Errors
/// The database's own, and a migration that this program does not know: a newer one made it.
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

/// Applies the first migration that is missing; none when the schema is up to date.
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
        return Err(DbErr::Migration(format!("unknown: {unknown}")));
    }
    let missing = known.iter().find(|it| !done.iter().any(|done| done == it.name()));
    let Some(migration) = missing else {
        #[expect(clippy::disallowed_methods, reason = "the table of migrations may be new")]
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
    #[expect(clippy::disallowed_methods, reason = "every statement of it went well")]
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

/// A transaction that no other of its kind runs beside: SQLite has one writer, PostgreSQL a lock
/// that ends with the transaction.
pub(crate) async fn alone(owner: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    #[expect(clippy::disallowed_methods, reason = "the schema has no tenant")]
    let transaction = owner
        .begin_with_options(TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        })
        .await?;
    if owner.get_database_backend() == DbBackend::Postgres {
        // However long the others take.
        transaction
            .execute_unprepared(
                "SET LOCAL client_min_messages = warning; SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0;
                 SELECT pg_advisory_xact_lock(hashtext('besa migrations'))",
            )
            .await?;
    }
    Ok(transaction)
}

/// The migrations that were applied.
pub(crate) async fn versions(connection: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let sql = Statement::from_string(
        connection.get_database_backend(),
        "SELECT version FROM seaql_migrations ORDER BY version",
    );
    let rows = connection.query_all_raw(sql).await?;
    rows.iter().map(|row| row.try_get("", "version")).collect()
}

/// A migration that was applied and that this program does not know.
pub(crate) fn unknown<'d>(known: &[Box<dyn MigrationTrait>], done: &'d [String]) -> Option<&'d str> {
    done.iter()
        .map(String::as_str)
        .find(|done| !known.iter().any(|migration| migration.name() == *done))
}

/// Whether others use a table or hold the database.
fn is_locked(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause))) = error else {
        return false;
    };
    let code = cause.as_database_error().and_then(|cause| cause.code());
    // PostgreSQL's lock not available and deadlock; SQLITE_BUSY.
    code.is_some_and(|code| ["55P03", "40P01", "5"].contains(&code.as_ref()))
}
