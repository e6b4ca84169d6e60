//! Everything that differs between SQLite and PostgreSQL, and nothing else.

use crate::error::{Error, Result, code};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, RuntimeErr, SqlErr, Statement};

/// Which engine holds the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// The embedded default: one file.
    Sqlite,
    /// Production, with row-level security.
    Postgres,
}

impl Engine {
    /// PostgreSQL?
    pub fn is_postgres(self) -> bool {
        self == Self::Postgres
    }
}

/// Unique keys whose breach is the person's to mend: constraint on PostgreSQL, columns as SQLite
/// words them, and the field that is taken.
const UNIQUE: [(&str, &str, &str); 11] = [
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
                    None => Self::internal(error),
                };
            }
            // Every foreign key begins with the tenant: a record of another city is no record here.
            Some(SqlErr::ForeignKeyConstraintViolation(_)) => return Self::NotFound("record"),
            _ => {}
        }
        if is_busy(&error) {
            Self::Busy(error.into())
        } else {
            Self::internal(error)
        }
    }
}

fn is_busy(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(cause))
    | DbErr::Query(RuntimeErr::SqlxError(cause))
    | DbErr::Conn(RuntimeErr::SqlxError(cause))) = error
    else {
        return matches!(error, DbErr::ConnectionAcquire(_));
    };
    use sea_orm::sqlx::Error as Cause;
    if matches!(cause.as_ref(), Cause::PoolTimedOut | Cause::PoolClosed | Cause::Io(_)) {
        return true;
    }
    // SQLITE_BUSY and its kin; serialization failure, deadlock, shutdown, too many connections.
    const BUSY: [&str; 9] = ["5", "261", "517", "773", "40001", "40P01", "57P01", "57P03", "53300"];
    cause
        .as_database_error()
        .and_then(|cause| cause.code())
        .is_some_and(|code| BUSY.contains(&code.as_ref()))
}

pub(crate) async fn is_overpowered(connection: &DatabaseConnection, engine: Engine) -> Result<bool> {
    if engine == Engine::Sqlite {
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
