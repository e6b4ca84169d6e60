//! The role with which the app connects to PostgreSQL. It owns no tables, cannot bypass row-level security,
//! and can neither update nor delete events.

use crate::up::alone;
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, Statement};

/// Name and password of the role in `BESA_DATABASE_URL`.
pub struct AppRole<'a> {
    /// The role's name.
    pub name: &'a str,
    /// The role's password; `None` if the server authenticates the connection in another way.
    pub password: Option<&'a str>,
}

impl std::fmt::Debug for AppRole<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AppRole")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// Creates the role if it is missing, and grants it what the app needs, in one transaction. Only one process
/// at a time does this. Runs after every migration, as the owner of the tables.
///
/// # Errors
/// Errors of the database, for example when the owner may not create roles.
pub async fn grant(owner: &DatabaseConnection, role: AppRole<'_>) -> Result<(), DbErr> {
    let owner = alone(owner).await?;
    let backend = owner.get_database_backend();
    let known = owner
        .query_one_raw(Statement::from_sql_and_values(
            backend,
            "SELECT 1 AS one FROM pg_roles WHERE rolname = $1",
            [role.name.into()],
        ))
        .await?
        .is_some();
    if !known {
        // The server's `format` quotes the name and the password; this code never inserts them into SQL.
        run(
            &owner,
            "SELECT format('CREATE ROLE %I LOGIN NOSUPERUSER NOBYPASSRLS', $1::text)",
            vec![role.name.into()],
        )
        .await?;
    }
    if let Some(password) = role.password {
        run(
            &owner,
            "SELECT format('ALTER ROLE %I PASSWORD %L', $1::text, $2::text)",
            vec![role.name.into(), password.into()],
        )
        .await?;
    }
    for grant in [
        "SELECT format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), $1::text)",
        "SELECT format('GRANT USAGE ON SCHEMA public TO %I', $1::text)",
        "SELECT format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO %I', $1::text)",
        "SELECT format('REVOKE UPDATE, DELETE, TRUNCATE ON event FROM %I', $1::text)",
        "SELECT format('REVOKE INSERT, UPDATE, DELETE ON seaql_migrations FROM %I', $1::text)",
    ] {
        run(&owner, grant, vec![role.name.into()]).await?;
    }
    #[expect(clippy::disallowed_methods, reason = "all its statements succeeded")]
    owner.commit().await
}

/// Lets the server build a statement with quoted arguments, then runs it.
async fn run(
    owner: &DatabaseTransaction,
    sql: &str,
    arguments: Vec<sea_orm_migration::sea_orm::Value>,
) -> Result<(), DbErr> {
    let backend = owner.get_database_backend();
    let row = owner
        .query_one_raw(Statement::from_sql_and_values(backend, sql, arguments))
        .await?
        .ok_or_else(|| DbErr::Custom("the server did not return the statement".to_owned()))?;
    let statement: String = row.try_get_by_index(0)?;
    owner.execute_unprepared(&statement).await?;
    Ok(())
}
