//! The differences between SQLite and PostgreSQL.

use super::connection::Connection;
use super::fault::Fault;
use crate::error::{Error, Result, code};
use sea_orm::{ConnectionTrait, DbErr, RuntimeErr, SqlErr, Statement};

/// A database engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// SQLite, the default: one file.
    Sqlite,
    /// PostgreSQL, with row-level security.
    Postgres,
}

impl Engine {
    /// Returns whether the engine is PostgreSQL.
    pub fn is_postgres(self) -> bool {
        self == Self::Postgres
    }
}

/// Unique constraints whose violation is an input error: the constraint's name on PostgreSQL, the
/// columns as SQLite reports them, and the field to report as `taken`.
const UNIQUE: [(&str, &str, &str); 12] = [
    ("tenant_slug_key", "tenant.slug", "slug"),
    ("account_email_key_key", "account.email_key", "email"),
    ("plan_reference", "plan.tenant_id, plan.reference", "reference"),
    (
        "commitment_number",
        "commitment.tenant_id, commitment.plan_id, commitment.number",
        "number",
    ),
    (
        "commitment_ogp_id",
        "commitment.tenant_id, commitment.ogp_key",
        "ogp_id",
    ),
    (
        "milestone_number",
        "milestone.tenant_id, milestone.commitment_id, milestone.number",
        "number",
    ),
    (
        "indicator_number",
        "indicator.tenant_id, indicator.commitment_id, indicator.number",
        "number",
    ),
    (
        "organisation_name",
        "organisation.tenant_id, organisation.name_key",
        "name",
    ),
    ("forum_name", "forum.tenant_id, forum.name_key", "name"),
    ("holiday_day", "holiday.tenant_id, holiday.day", "day"),
    ("strategy_title", "strategy.tenant_id, strategy.title_key", "title"),
    (
        "budget_round_year",
        "budget_round.tenant_id, budget_round.strategy_id, budget_round.year",
        "year",
    ),
];

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(message)) => {
                let field = UNIQUE
                    .iter()
                    .find(|(name, columns, _)| message.contains(name) || message.contains(columns));
                return match field {
                    Some((_, _, field)) => Self::field(*field, code::TAKEN),
                    None => Self::internal(Fault(error)),
                };
            }
            // Every foreign key begins with the tenant, so a record of another city violates it too.
            Some(SqlErr::ForeignKeyConstraintViolation(_)) => return Self::NotFound("record"),
            _ => {}
        }
        if is_busy(&error) {
            Self::Busy(Fault(error).into())
        } else {
            Self::internal(Fault(error))
        }
    }
}

/// Checks whether the same request may succeed later: the database cannot be reached, does not respond,
/// is locked, full or read-only.
fn is_busy(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(cause))
    | DbErr::Query(RuntimeErr::SqlxError(cause))
    | DbErr::Conn(RuntimeErr::SqlxError(cause))) = error
    else {
        return matches!(error, DbErr::ConnectionAcquire(_));
    };
    use sea_orm::sqlx::Error as Cause;
    if let Cause::Database(cause) = cause.as_ref() {
        return cause.code().is_some_and(|code| is_busy_code(&code));
    }
    matches!(
        cause.as_ref(),
        Cause::PoolTimedOut
            | Cause::PoolClosed
            | Cause::Io(_)
            | Cause::Protocol(_)
            | Cause::WorkerCrashed
            | Cause::BeginFailed
    )
}

/// Checks an error code for [`is_busy`]. PostgreSQL codes have five characters; SQLite codes are
/// numbers whose lowest byte is the primary code.
fn is_busy_code(code: &str) -> bool {
    // Connection errors; serialisation failure; deadlock; insufficient resources, such as a full disk;
    // lock not available; cancelled by a timeout; shutdown or start-up; I/O error; read-only; idle for
    // too long.
    const POSTGRES: [&str; 10] = [
        "08", "40001", "40P01", "53", "55P03", "57014", "57P0", "58030", "25006", "25P03",
    ];
    // SQLITE_BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN, PROTOCOL.
    const SQLITE: [u32; 7] = [5, 6, 8, 10, 13, 14, 15];
    if code.len() == 5 {
        return POSTGRES.iter().any(|class| code.starts_with(class));
    }
    code.parse::<u32>().is_ok_and(|code| SQLITE.contains(&(code & 0xff)))
}

pub(super) async fn is_overpowered(connection: &Connection) -> Result<bool> {
    if connection.engine() == Engine::Sqlite {
        return Ok(false);
    }
    let row = connection
        .query_one_raw(Statement::from_string(
            connection.get_database_backend(),
            "SELECT (rolsuper OR rolbypassrls OR EXISTS (
                 SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tableowner = current_user
             )) AS overpowered FROM pg_roles WHERE rolname = current_user",
        ))
        .await?
        .ok_or(Error::NotFound("database role"))?;
    Ok(row.try_get("", "overpowered")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_succeed_later_is_busy_on_both_engines() {
        // Full disk, I/O errors, read-only, locked; then the same on PostgreSQL, and a timeout.
        for code in ["13", "10", "778", "1034", "8", "1032", "5", "517", "6", "14"] {
            assert!(is_busy_code(code), "SQLite {code}");
        }
        for code in [
            "53100", "58030", "25006", "55P03", "57014", "57P01", "57P03", "08006", "40001",
        ] {
            assert!(is_busy_code(code), "PostgreSQL {code}");
        }
        for code in ["1", "11", "19", "2067", "23505", "42P01", "42501", "28P01", "3D000"] {
            assert!(!is_busy_code(code), "{code}");
        }
    }
}
