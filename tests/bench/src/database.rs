//! The database under Besa, opened with the owner's rights.

use sea_orm::{ConnectionTrait as _, DatabaseConnection, Statement};
use std::collections::BTreeMap;
use std::fmt;

/// The database engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Engine {
    /// PostgreSQL, a temporary cluster.
    Postgres,
    /// SQLite, one file.
    Sqlite,
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Postgres => "PostgreSQL",
            Self::Sqlite => "SQLite",
        })
    }
}

impl Engine {
    /// Returns a UUID as a literal.
    pub(crate) fn uuid(self, uuid: &str) -> String {
        match self {
            Self::Postgres => format!("'{uuid}'::uuid"),
            Self::Sqlite => format!("X'{}'", uuid.replace('-', "")),
        }
    }

    /// Returns an expression for the present time, plus a number of days.
    pub(crate) fn now(self, days: i32) -> String {
        match self {
            Self::Postgres => format!("date_trunc('second', now()) + interval '{days} days'"),
            Self::Sqlite => format!("strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '{days:+} days')"),
        }
    }

    /// Returns an expression for a random UUID.
    pub(crate) fn random_uuid(self) -> &'static str {
        match self {
            Self::Postgres => "gen_random_uuid()",
            Self::Sqlite => "randomblob(16)",
        }
    }
}

/// A connection. Foreign keys are not checked while rows are copied.
pub(crate) struct Owner {
    /// The engine.
    pub(crate) engine: Engine,
    connection: DatabaseConnection,
    /// The columns of each table.
    pub(crate) tables: BTreeMap<String, Vec<String>>,
}

impl Owner {
    /// Opens the database.
    pub(crate) async fn open(engine: Engine, url: &str) -> Self {
        let connection = besa_services::services::connect(url).await;
        let connection = connection.expect("the database answers");
        let mut owner = Self {
            engine,
            connection,
            tables: BTreeMap::new(),
        };
        let (setting, columns) = match engine {
            Engine::Postgres => (
                "SET session_replication_role = replica",
                "SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = 'public'",
            ),
            Engine::Sqlite => (
                "PRAGMA foreign_keys = OFF",
                "SELECT m.name, p.name FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table'",
            ),
        };
        owner.run(setting).await;
        for row in owner.rows(columns, 2).await {
            let [table, column] = row.try_into().unwrap();
            owner.tables.entry(table).or_default().push(column);
        }
        owner
    }

    /// Runs statements.
    pub(crate) async fn run(&self, sql: &str) {
        let result = self.connection.execute_unprepared(sql).await;
        result.unwrap_or_else(|error| panic!("{error}: {}", sql.chars().take(300).collect::<String>()));
    }

    /// Reads rows of a number of text columns.
    pub(crate) async fn rows(&self, sql: &str, columns: usize) -> Vec<Vec<String>> {
        let statement = Statement::from_string(self.connection.get_database_backend(), sql);
        let rows = self.connection.query_all_raw(statement).await.unwrap();
        let read = |row: &sea_orm::QueryResult, at| row.try_get_by_index::<String>(at).unwrap();
        rows.iter()
            .map(|row| (0..columns).map(|at| read(row, at)).collect())
            .collect()
    }

    /// Reads one number.
    pub(crate) async fn number(&self, sql: &str) -> i64 {
        let statement = Statement::from_string(self.connection.get_database_backend(), sql);
        let row = self.connection.query_one_raw(statement).await.unwrap();
        row.map_or(0, |row| row.try_get_by_index(0).unwrap())
    }

    /// Copies rows of a table within it, with other expressions for some columns. `rest` follows `FROM t`,
    /// where `t` is the table.
    pub(crate) async fn copy(&self, table: &str, rest: &str, changes: &[(&str, String)]) {
        let columns = self.tables.get(table).unwrap_or_else(|| panic!("no table {table}"));
        let values = columns.iter().map(|column| {
            let change = changes.iter().find(|(name, _)| name == column);
            change.map_or_else(|| format!("t.\"{column}\""), |(_, value)| value.clone())
        });
        let names = columns.iter().map(|column| format!("\"{column}\""));
        let sql = format!(
            "INSERT INTO \"{table}\" ({}) SELECT {} FROM \"{table}\" t {rest}",
            names.collect::<Vec<_>>().join(", "),
            values.collect::<Vec<_>>().join(", "),
        );
        self.run(&sql).await;
    }

    /// Closes the connection.
    pub(crate) async fn close(self) {
        self.connection.close().await.unwrap();
    }
}
