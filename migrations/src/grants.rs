//! The role the app connects as on PostgreSQL. It owns nothing, cannot pass by row-level
//! security, and can neither change nor delete an event.

use crate::up::alone;
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, Statement};

/// Name and password of the role in `BESA_DATABASE_URL`.
pub struct AppRole<'a> {
    /// The role's name.
    pub name: &'a str,
    /// Its password; none where the server trusts the connection.
    pub password: Option<&'a str>,
}

impl std::fmt::Debug for AppRole<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AppRole")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// Makes the role when it is missing, and grants it what the app needs: all of it or nothing, one
/// process at a time. Run after every migration, as the owner.
///
/// # Errors
/// The database's own, for example when the owner may not create roles.
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
        // `format` quotes the name and the password: neither is ever pasted into a statement here.
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
    #[expect(clippy::disallowed_methods, reason = "every statement of it went well")]
    owner.commit().await
}

/// Has the server write a statement with its arguments quoted, then runs it.
async fn run(
    owner: &DatabaseTransaction,
    sql: &str,
    arguments: Vec<sea_orm_migration::sea_orm::Value>,
) -> Result<(), DbErr> {
    let backend = owner.get_database_backend();
    let row = owner
        .query_one_raw(Statement::from_sql_and_values(backend, sql, arguments))
        .await?
        .ok_or_else(|| DbErr::Custom("the server did not write the statement".to_owned()))?;
    let statement: String = row.try_get_by_index(0)?;
    owner.execute_unprepared(&statement).await?;
    Ok(())
}
