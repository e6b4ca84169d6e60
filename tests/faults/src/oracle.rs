//! The checks after every row, whatever the fault was. All processes are killed before the database is read,
//! so that only stored data counts.

use crate::smtp::Taken;
use crate::world::{ALL, Engine, World, files};
use crate::writes::{Kind, State, Write};
use reqwest::StatusCode;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, Statement};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// How long waiting mails may take after the fault has ended.
const MAILS: Duration = Duration::from_secs(40);
/// A time in the past, in a format that both engines read.
const PAST: &str = "'2020-01-01T00:00:00Z'";
const IS_MAIL: &str = "(kind LIKE 'send%' OR kind LIKE 'confirm%')";

/// The result of a row.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    /// The number of acknowledged writes.
    pub(crate) acknowledged: usize,
    /// Acknowledged writes that are missing.
    pub(crate) lost: usize,
    /// Changes of which only a part is stored.
    pub(crate) half: usize,
    /// Writes that are stored twice.
    pub(crate) doubled: usize,
    /// Mails that arrived, without copies.
    pub(crate) mails: usize,
    /// Mails that never arrived.
    pub(crate) mails_lost: usize,
    /// Copies of mails that are not allowed.
    pub(crate) mails_doubled: usize,
    /// Copies that are allowed: one for each mail in doubt.
    pub(crate) mails_repeated: usize,
    /// The peak memory of a Besa process, in kB.
    pub(crate) peak: u64,
    /// The time from the end of the fault to the first acknowledged write, if it was measured.
    pub(crate) back: Option<Duration>,
    /// Every reason why the row failed.
    pub(crate) broken: Vec<String>,
}

/// Maximum number of reasons recorded for one row; further ones are repetitions.
const REASONS: usize = 8;

impl Verdict {
    fn say(&mut self, why: String) {
        if self.broken.len() < REASONS {
            self.broken.push(why);
        }
    }

    /// Fails the row if anything was lost, partial or double.
    pub(crate) fn count(&mut self) {
        for (count, what) in [
            (self.lost, "acknowledged writes are missing"),
            (self.half, "changes are stored only partly"),
            (self.doubled, "writes are stored twice"),
            (self.mails_lost, "mails never arrived"),
            (self.mails_doubled, "mails arrived too often"),
        ] {
            if count > 0 {
                self.broken.push(format!("{count} {what}"));
            }
        }
    }

    /// Sets the measured time.
    pub(crate) fn with_back(self, back: Option<Duration>) -> Self {
        Self { back, ..self }
    }
}

/// Ends the row: repeats unacknowledged requests, waits for queued mails, kills all processes, and checks the
/// database.
pub(crate) async fn judge(world: &mut World<'_>) -> Verdict {
    let mut verdict = Verdict::default();
    if let Err(why) = settle(world).await {
        verdict.broken.push(why);
    }
    world.kill_all();
    verdict.peak = world.peak;
    if let Some(server) = &mut world.server {
        server.heal().await;
    }
    let owner = world.owner().await;
    let found = Found::read(&owner).await;
    records(world, &found, &mut verdict);
    halves(world, &owner, &mut verdict).await;
    mails(world, &found, &mut verdict);
    if world.engine == Engine::Sqlite {
        let checked = texts(&owner, "PRAGMA integrity_check").await;
        if checked != ["ok"] {
            verdict.broken.push(format!("integrity_check: {checked:?}"));
        }
    }
    drop(owner.close().await);
    let (sound, output) = world.operator(&["log", "verify"]);
    if !sound {
        verdict.broken.push(format!("log verify: {output}"));
    }
    verdict
}

async fn settle(world: &mut World<'_>) -> Result<(), String> {
    world.mend();
    let mut stuck = Ok(());
    let running = world.besa.len();
    world.besa.retain_mut(|besa| besa.process.is_alive());
    if world.besa.len() < running {
        stuck = Err(format!("a process exited: {}", world.last_words()));
    }
    for roles in ["api", "worker"] {
        if !world.besa.iter().any(|besa| besa.roles.contains(roles)) {
            world.start(if world.besa.is_empty() { ALL } else { roles }).await?;
        }
    }
    let ports: Vec<_> = world.besa.iter().map(|besa| besa.port).collect();
    let mut ready = true;
    for port in ports {
        let limit = Duration::from_secs(15);
        if world
            .until_status(port, "/readyz", StatusCode::OK, limit)
            .await
            .is_none()
        {
            ready = false;
        }
    }
    if !ready {
        stuck = Err("not ready 15 s after the fault ended".to_owned());
        world.kill_all();
        world.start(ALL).await?;
    }
    let refused = world.journal.repeat().await;
    if !refused.is_empty() {
        stuck = Err(format!("repeated requests were refused: {refused:?}"));
    }
    drain(world).await?;
    stuck
}

/// Waits until no mail is queued. Skips the pauses between attempts.
pub(crate) async fn drain(world: &World<'_>) -> Result<(), String> {
    let owner = world.owner().await;
    let began = Instant::now();
    let waiting = format!("SELECT count(*) FROM job WHERE failed_at IS NULL AND {IS_MAIL}");
    let mut held: Option<(Vec<String>, Instant)> = None;
    loop {
        if number(&owner, &waiting).await == 0 {
            return Ok(());
        }
        if began.elapsed() > MAILS {
            let sql = format!(
                "SELECT kind || ': ' || coalesce(last_error, 'never tried') FROM job WHERE failed_at IS NULL AND {IS_MAIL}"
            );
            let kinds: BTreeSet<_> = texts(&owner, &sql).await.into_iter().collect();
            return Err(format!("mails are still queued after {} s: {kinds:?}", MAILS.as_secs()));
        }
        run(&owner, &format!("UPDATE job SET run_at = {PAST} WHERE failed_at IS NULL AND leased_until IS NULL AND run_at > {PAST} AND {IS_MAIL}")).await;
        // A lease that does not change for a while belonged to a worker that was killed: end it.
        let leased = texts(
            &owner,
            &format!("SELECT dedup FROM job WHERE leased_until > {PAST} AND failed_at IS NULL ORDER BY dedup"),
        )
        .await;
        match &held {
            Some((before, since)) if *before == leased && !leased.is_empty() => {
                if since.elapsed() > Duration::from_secs(3) {
                    run(
                        &owner,
                        &format!(
                            "UPDATE job SET leased_until = {PAST} WHERE leased_until > {PAST} AND failed_at IS NULL"
                        ),
                    )
                    .await;
                    held = None;
                }
            }
            _ => held = Some((leased, Instant::now())),
        }
        // Wakes the workers; on SQLite they poll every few seconds.
        if let Some(redis) = &world.redis {
            redis.cli("PUBLISH besa:bell 1");
        }
        sleep(Duration::from_millis(100)).await;
    }
}

/// Ends every lease, as if it had expired.
pub(crate) async fn expire_leases(world: &World<'_>) {
    world
        .sql(&format!(
            "UPDATE job SET leased_until = {PAST} WHERE leased_until > {PAST}"
        ))
        .await;
}

/// The stored records, and how often each is stored.
struct Found {
    records: BTreeMap<String, usize>,
    keys: BTreeSet<String>,
    /// Title, key and hash of each file.
    files: Vec<(String, String, String)>,
}

impl Found {
    async fn read(owner: &DatabaseConnection) -> Self {
        let mut records = BTreeMap::new();
        for sql in [
            "SELECT name FROM organisation WHERE name LIKE 'besa%'",
            "SELECT body FROM voice WHERE body LIKE 'besa%'",
            "SELECT title FROM evidence WHERE title LIKE 'besa%'",
        ] {
            for words in texts(owner, sql).await {
                *records.entry(words).or_default() += 1;
            }
        }
        let files = "SELECT title || '|' || coalesce(file_key, '') || '|' || coalesce(file_sha256, '') FROM evidence WHERE title LIKE 'besa%'";
        let files = texts(owner, files).await.into_iter().filter_map(|line| {
            let mut parts = line.split('|').map(str::to_owned);
            Some((parts.next()?, parts.next()?, parts.next()?))
        });
        Self {
            records,
            keys: texts(owner, "SELECT key FROM once WHERE key LIKE 'besa%'")
                .await
                .into_iter()
                .collect(),
            files: files.collect(),
        }
    }
}

/// Checks that every acknowledged write is stored once and the others at most once, each with its stored
/// response.
fn records(world: &World<'_>, found: &Found, verdict: &mut Verdict) {
    let writes = world.journal.writes();
    for write in &writes {
        let times = found.records.get(&write.words).copied().unwrap_or(0);
        verdict.acknowledged += usize::from(write.state == State::Acknowledged);
        if times == 0 && write.state == State::Acknowledged {
            verdict.lost += 1;
        }
        verdict.doubled += times.saturating_sub(1);
        // The record and the stored response are one transaction.
        let kept = found.keys.contains(&write.words);
        if kept != (times > 0) && (kept || !world.notes.may_forget) {
            verdict.half += 1;
            verdict.say(format!("{}: {times} records, response stored: {kept}", write.words));
        }
    }
    let root = world.folder.path().join("files");
    let there = files(&root);
    for (title, key, sha256) in &found.files {
        let path = root.join(key);
        let whole = std::fs::read(&path).is_ok_and(|bytes| hex::encode(Sha256::digest(bytes)) == *sha256);
        if !whole {
            verdict.half += 1;
            verdict.say(format!(
                "{title}: its file {key} is missing or does not match its hash ({} files)",
                there.len()
            ));
        }
    }
}

/// Checks rows that one change writes together.
async fn halves(world: &World<'_>, owner: &DatabaseConnection, verdict: &mut Verdict) {
    let without = |table: &str, subject: &str, only: &str| {
        let entry = format!(
            "SELECT 1 FROM event e WHERE e.tenant_id = t.tenant_id AND e.subject_id = t.id AND e.subject = '{subject}'"
        );
        let record = format!("SELECT 1 FROM {table} t WHERE e.tenant_id = t.tenant_id AND e.subject_id = t.id");
        [
            (
                format!("{table} without its entry in the log"),
                format!("SELECT count(*) FROM {table} t WHERE {only} AND NOT EXISTS ({entry})"),
            ),
            (
                format!("entries in the log without their {table}"),
                format!("SELECT count(*) FROM event e WHERE e.subject = '{subject}' AND NOT EXISTS ({record})"),
            ),
        ]
    };
    let head = |what: &str| {
        format!(
            "SELECT count(*) FROM chain c WHERE c.sequence <> (SELECT {what} FROM event e WHERE e.tenant_id = c.tenant_id)"
        )
    };
    let mut checks = Vec::from(without("organisation", "organisation", "t.name LIKE 'besa%'"));
    checks.extend(without("voice", "comment", "t.state <> 'unconfirmed'"));
    checks.extend(without("evidence", "evidence", "t.title LIKE 'besa%'"));
    checks.push((
        "heads whose sequence is not the length of their chain".to_owned(),
        head("count(*)"),
    ));
    checks.push((
        "heads whose sequence is not that of the last entry".to_owned(),
        head("coalesce(max(e.sequence), 0)"),
    ));
    checks.push((
        "heads whose hash is not that of the last entry".to_owned(),
        "SELECT count(*) FROM chain c JOIN event e ON e.tenant_id = c.tenant_id AND e.sequence = c.sequence WHERE e.hash <> c.head".to_owned(),
    ));
    for (what, sql) in checks {
        let count = number(owner, &sql).await;
        if count > 0 {
            verdict.half += usize::try_from(count).unwrap();
            verdict.say(format!("{count} {what}"));
        }
    }
    if world.engine == Engine::Postgres {
        let idle = "SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction' AND datname = current_database() AND state_change < now() - interval '5 s'";
        let count = number(owner, idle).await;
        if count > 0 {
            verdict
                .broken
                .push(format!("{count} connections are idle in a transaction"));
        }
    }
}

/// Checks that each stored comment has its mail: once, or twice if it was in doubt.
fn mails(world: &World<'_>, found: &Found, verdict: &mut Verdict) {
    let taken = world.smtp.taken();
    let commenters = &world.journal.writers().commenters;
    let is_for = |mail: &Taken, write: &Write| mail.to == commenters[write.by].0 && mail.text.contains(&write.words);
    for write in world.journal.writes() {
        if write.kind != Kind::Comment || !found.records.contains_key(&write.words) {
            continue;
        }
        let copies: Vec<_> = taken
            .iter()
            .filter(|mail| !mail.refused && is_for(mail, &write))
            .collect();
        match copies.len() {
            0 if world.notes.may_refuse => {}
            0 => verdict.mails_lost += 1,
            1 => verdict.mails += 1,
            more => {
                verdict.mails += 1;
                let ids: BTreeSet<_> = copies.iter().map(|mail| &mail.id).collect();
                if ids.len() > 1 {
                    verdict
                        .broken
                        .push(format!("{}: copies with different Message-IDs: {ids:?}", write.words));
                }
                // A mail in doubt may be repeated once.
                let allowed = usize::from(world.notes.may_repeat);
                verdict.mails_repeated += (more - 1).min(allowed);
                verdict.mails_doubled += (more - 1).saturating_sub(allowed);
            }
        }
    }
    let strangers = taken.iter().filter(|mail| mail.id.is_empty()).count();
    if strangers > 0 {
        verdict.say(format!("{strangers} mails without a Message-ID"));
    }
}

async fn run(owner: &DatabaseConnection, sql: &str) {
    // Besa may hold SQLite's write lock: ignore the error, the caller repeats this soon.
    drop(owner.execute_unprepared(sql).await);
}

async fn number(owner: &DatabaseConnection, sql: &str) -> i64 {
    let statement = Statement::from_string(owner.get_database_backend(), sql);
    let row = owner.query_one_raw(statement).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

async fn texts(owner: &DatabaseConnection, sql: &str) -> Vec<String> {
    let statement = Statement::from_string(owner.get_database_backend(), sql);
    let rows = owner.query_all_raw(statement).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}
