//! A database error in one line for operators. The libraries repeat the same text at each layer, and do not say
//! what a pool waits for.

use sea_orm::sqlx::Error as Cause;
use sea_orm::{DbErr, RuntimeErr};
use std::fmt::{Display, Formatter};

/// A database error; its text is the cause, once.
#[derive(Debug)]
pub(super) struct Fault(pub(super) DbErr);

impl std::error::Error for Fault {}

impl Display for Fault {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        const NO_CONNECTION: &str =
            "no database connection in time: the database does not answer, or all connections are in use";
        if matches!(self.0, DbErr::ConnectionAcquire(_)) {
            return f.write_str(NO_CONNECTION);
        }
        let (DbErr::Exec(RuntimeErr::SqlxError(cause))
        | DbErr::Query(RuntimeErr::SqlxError(cause))
        | DbErr::Conn(RuntimeErr::SqlxError(cause))) = &self.0
        else {
            return self.0.fmt(f);
        };
        if let Cause::Database(error) = cause.as_ref() {
            f.write_str(error.message())?;
            return match error.code() {
                Some(code) => write!(f, " (code {code})"),
                None => Ok(()),
            };
        }
        if let Cause::Io(error) = cause.as_ref() {
            return error.fmt(f);
        }
        if matches!(cause.as_ref(), Cause::PoolTimedOut) {
            return f.write_str(NO_CONNECTION);
        }
        cause.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use crate::Error;
    use sea_orm::sqlx::Error as Cause;
    use sea_orm::{DbErr, RuntimeErr};
    use std::sync::Arc;

    #[test]
    fn a_database_error_is_its_cause_said_once() {
        let reason = |cause: Cause| Error::from(DbErr::Conn(RuntimeErr::SqlxError(Arc::new(cause)))).reason();
        let refused = std::io::Error::other("Connection refused");
        assert_eq!(reason(Cause::Io(refused)), "Connection refused");
        let waited = reason(Cause::PoolTimedOut);
        assert!(waited.starts_with("no database connection in time"), "{waited}");
    }

    #[tokio::test]
    async fn a_file_that_is_no_database_is_named_so_once() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("besa.db");
        std::fs::write(&file, "junk ".repeat(1_000)).unwrap();
        let opened = crate::db::connect(&format!("sqlite:{}", file.display()), 1).await;
        assert_eq!(opened.unwrap_err().reason(), "file is not a database (code 26)");
    }
}
