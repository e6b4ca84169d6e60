//! Restores the database and the files after an allowed call. There is a copy of each table, and triggers
//! record which tables were written.

use crate::digest::{self, Line};
use besa_domain::TenantId;
use besa_tests::TestApp;
use sea_orm::{ConnectionTrait, DatabaseConnection};
use std::collections::BTreeSet;

pub(super) struct Kept<'a> {
    app: &'a TestApp,
    /// A single connection: on SQLite the copies are in a memory database attached to it.
    owner: DatabaseConnection,
    tables: &'static [Line],
    /// The name of the table that lists the written tables.
    written: &'static str,
    files: tempfile::TempDir,
}

impl<'a> Kept<'a> {
    /// Copies the app's present data.
    pub(super) async fn of(app: &'a TestApp) -> Self {
        let owner = app.owner().await;
        let tables = digest::lines(app).await;
        let files = tempfile::tempdir().unwrap();
        besa_tests::copy(app.folder(), files.path());
        let is_postgres = app.database.is_postgres();
        let mut sql = if is_postgres { POSTGRES } else { SQLITE }.to_owned();
        for Line { table, .. } in tables {
            sql += &format!("CREATE TABLE kept.{table} AS SELECT * FROM {table};");
            if is_postgres {
                sql += &format!(
                    "CREATE TRIGGER kept AFTER INSERT OR UPDATE OR DELETE ON {table}
                         FOR EACH STATEMENT EXECUTE FUNCTION kept.note();"
                );
                continue;
            }
            for event in ["INSERT", "UPDATE", "DELETE"] {
                sql += &format!(
                    "CREATE TRIGGER kept_{table}_{event} AFTER {event} ON {table}
                     BEGIN INSERT INTO kept_written VALUES ('{table}'); END;"
                );
            }
        }
        owner.execute_unprepared(&sql).await.unwrap();
        Self {
            app,
            owner,
            tables,
            written: if is_postgres { "kept.written" } else { "kept_written" },
            files,
        }
    }

    /// Lists the tables written since the last restore.
    async fn written(&self) -> impl Iterator<Item = &'static Line> {
        let sql = format!("SELECT DISTINCT name AS row FROM {}", self.written);
        let written = digest::query(&self.owner, &sql).await;
        let written: BTreeSet<String> = written.into_iter().collect();
        self.tables.iter().filter(move |line| written.contains(&line.table))
    }

    /// Returns rows that were added or removed: of one tenant, or of all.
    pub(super) async fn differences(&self, of: Option<TenantId>) -> Vec<String> {
        let condition = of.map(|tenant| format!(" WHERE tenant_id = {}", digest::literal(self.app, tenant)));
        let condition = condition.unwrap_or_default();
        let mut sides = Vec::new();
        for Line { table, owned, row } in self.written().await {
            if of.is_none() || *owned {
                let rows =
                    |schema: &str| format!("SELECT '{table}: ' || {row} AS row FROM {schema}{table} AS t{condition}");
                let (now, then) = (rows(""), rows("kept."));
                sides.push(format!("SELECT row FROM ({now} EXCEPT {then}) AS new"));
                sides.push(format!("SELECT row FROM ({then} EXCEPT {now}) AS gone"));
            }
        }
        if sides.is_empty() {
            return Vec::new();
        }
        digest::query(&self.owner, &sides.join(" UNION ALL ")).await
    }

    /// Restores the copied data.
    pub(super) async fn put_back(&self) {
        let mut sql = String::new();
        for Line { table, .. } in self.written().await {
            sql += &format!("DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept.{table};");
        }
        if !sql.is_empty() {
            let sql = format!("BEGIN; {sql} DELETE FROM {}; COMMIT;", self.written);
            self.owner.execute_unprepared(&sql).await.unwrap();
        }
        self.app.forget_attempts();
        if names(self.app.folder()) != names(self.files.path()) {
            std::fs::remove_dir_all(self.app.folder()).unwrap();
            std::fs::create_dir(self.app.folder()).unwrap();
            besa_tests::copy(self.files.path(), self.app.folder());
        }
    }
}

/// Disables foreign keys for this connection, because rows are restored table by table.
const SQLITE: &str = "
    PRAGMA foreign_keys = OFF;
    PRAGMA synchronous = OFF;
    ATTACH ':memory:' AS kept;
    CREATE TABLE kept_written (name TEXT);";

/// With the role `replica`, the connection fires no triggers: neither those of foreign keys nor those that
/// record writes.
const POSTGRES: &str = "
    SET session_replication_role = replica;
    CREATE SCHEMA kept;
    CREATE TABLE kept.written (name text);
    CREATE FUNCTION kept.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
        $$ BEGIN INSERT INTO kept.written VALUES (TG_TABLE_NAME); RETURN NULL; END $$;";

/// Lists the files under a folder, with paths relative to it.
fn names(folder: &std::path::Path) -> BTreeSet<std::path::PathBuf> {
    let mut names = BTreeSet::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            names.insert(path.strip_prefix(folder).unwrap().to_owned());
            if path.is_dir() {
                folders.push(path);
            }
        }
    }
    names
}
