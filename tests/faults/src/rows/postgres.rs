//! PostgreSQL that is stopped, killed, disconnected, slow, locked, full or read-only.

use super::{POSTGRES, Row, must, row};
use crate::child;
use crate::proxy::Mode;
use crate::services;
use crate::world::{ALL, Held, World};
use crate::writes::Kind;
use sea_orm::ConnectionTrait as _;
use std::time::Duration;
use tokio::time::sleep;

/// The message with which the server confirms a COMMIT.
const COMMITTED: &[u8] = b"C\0\0\0\x0bCOMMIT\0";
/// Timeout for the first successful response after the fault. The promise is two seconds; the machine may be
/// busy.
const BACK: Duration = Duration::from_secs(5);
/// Timeout for responses while the database is away. The promise is two seconds; the machine may be busy.
const PROMPT: Duration = Duration::from_secs(5);

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row(
            "F-20",
            "immediate shutdown and start of PostgreSQL",
            POSTGRES,
            |world| Box::pin(stopped(world)),
        )
        .short(),
        row(
            "F-21",
            "kill -9 of the postmaster and of one backend",
            POSTGRES,
            |world| Box::pin(killed(world)),
        ),
        row(
            "F-22",
            "connections closed: all, at any byte, after COMMIT",
            POSTGRES,
            |world| Box::pin(cut(world)),
        )
        .short(),
        row("F-23", "PostgreSQL hangs without closing", POSTGRES, |world| {
            Box::pin(hangs(world))
        })
        .short(),
        row("F-24", "PostgreSQL answers slowly", POSTGRES, |world| {
            Box::pin(late(world))
        }),
        row("F-25", "a locked table", POSTGRES, |world| Box::pin(locked(world))),
        row(
            "F-27",
            "every connection of the pool waits for a lock",
            POSTGRES,
            |world| Box::pin(exhausted(world)),
        ),
        row("F-28", "other clients take every connection", POSTGRES, |world| {
            Box::pin(crowded(world))
        }),
        row("F-29", "the disk of the tables is full", POSTGRES, |world| {
            Box::pin(full(world))
        }),
        row("F-30", "the disk of the write-ahead log is full", POSTGRES, |world| {
            Box::pin(log_full(world))
        }),
        row("F-31", "the database is read-only", POSTGRES, |world| {
            Box::pin(read_only(world))
        }),
        row("F-34", "tables altered under prepared statements", POSTGRES, |world| {
            Box::pin(altered(world))
        }),
    ]
}

/// Checks that the only failures were 503, and that every response came in time.
fn prompt(world: &mut World<'_>) -> Held {
    let answers = world.answers(&[503])?;
    world
        .notes
        .measured
        .push(format!("slowest response {:.1} s", answers.slowest.as_secs_f64()));
    must(
        answers.slowest <= PROMPT,
        format!("the slowest response took {:.1} s", answers.slowest.as_secs_f64()),
    )
}

async fn stopped(world: &mut World<'_>) -> Held {
    world.start(ALL).await?;
    let stream = world.journal.stream(4);
    for _ in 0..2 {
        sleep(Duration::from_millis(world.rng.u64(300..1_200))).await;
        world.server().stop().await;
        sleep(Duration::from_millis(1_500)).await;
        world.server().start().await;
        world.first_good(BACK).await?;
    }
    stream.stop().await;
    world.notes.may_repeat = true;
    prompt(world)
}

async fn killed(world: &mut World<'_>) -> Held {
    world.notes.may_repeat = true;
    world.start(ALL).await?;
    let stream = world.journal.stream(4);
    for _ in 0..2 {
        sleep(Duration::from_millis(world.rng.u64(300..1_200))).await;
        world.server().kill();
        sleep(Duration::from_millis(300)).await;
        world.server().start().await;
        world.first_good(Duration::from_secs(10)).await?;
    }
    // The postmaster ends every session when one backend dies.
    for _ in 0..2 {
        sleep(Duration::from_millis(world.rng.u64(300..900))).await;
        let backend = format!(
            "SELECT pid FROM pg_stat_activity WHERE datname = '{}' AND pid <> pg_backend_pid() LIMIT 1",
            world.name()
        );
        let process = i64::from(number(world, &backend).await);
        child::signal(u32::try_from(process).unwrap(), "KILL");
        world.first_good(Duration::from_secs(10)).await?;
    }
    stream.stop().await;
    prompt(world)
}

async fn number(world: &World<'_>, sql: &str) -> i32 {
    let owner = world.owner().await;
    let statement = sea_orm::Statement::from_string(owner.get_database_backend(), sql);
    let row = owner.query_one_raw(statement).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

async fn cut(world: &mut World<'_>) -> Held {
    world.notes.may_repeat = true;
    world.start(ALL).await?;
    let stream = world.journal.stream(4);
    for _ in 0..5 {
        sleep(Duration::from_millis(world.rng.u64(100..400))).await;
        world.database().cut();
    }
    for _ in 0..4 {
        let bytes = world.rng.usize(200..20_000);
        world.database().set(Mode::CutAfter(bytes));
        sleep(Duration::from_millis(500)).await;
    }
    world.database().set(Mode::CutOn(COMMITTED, 3));
    sleep(Duration::from_secs(2)).await;
    world.database().set(Mode::Pass);
    world.first_good(BACK).await?;
    stream.stop().await;
    world
        .notes
        .measured
        .push(format!("{} connections closed", world.database().cuts()));
    prompt(world)
}

async fn hangs(world: &mut World<'_>) -> Held {
    world.notes.may_repeat = true;
    world.start(ALL).await?;
    let stream = world.journal.stream(4);
    sleep(Duration::from_millis(700)).await;
    world.database().set(Mode::Hang);
    let unready = world.is_unready().await;
    sleep(Duration::from_secs(4)).await;
    world.database().set(Mode::Pass);
    let back = world.first_good(BACK).await;
    stream.stop().await;
    unready?;
    back?;
    prompt(world)
}

async fn late(world: &mut World<'_>) -> Held {
    world.start(ALL).await?;
    world.database().set(Mode::Late(Duration::from_millis(4)));
    // Changes of one city run one after another: more clients would only queue.
    world.writes_for(3, Duration::from_secs(4)).await;
    world.database().set(Mode::Pass);
    world.answers(&[]).map(|_| ())
}

/// Opens a connection that stays in a transaction after this statement.
async fn holding(world: &World<'_>, sql: &str) -> sea_orm::DatabaseConnection {
    let owner = world.owner().await;
    owner.execute_unprepared("BEGIN").await.unwrap();
    owner.execute_unprepared(sql).await.unwrap();
    owner
}

async fn locked(world: &mut World<'_>) -> Held {
    world.start(ALL).await?;
    world.writes_for(2, Duration::from_millis(500)).await;
    // Every change with an idempotency key writes this table, and no page reads it.
    let lock = holding(world, "LOCK TABLE once IN ACCESS EXCLUSIVE MODE").await;
    let stream = world.journal.stream(4);
    sleep(Duration::from_secs(1)).await;
    let mut pages = Vec::new();
    for _ in 0..6 {
        pages.push(world.status("/elbasan/en/").await);
        sleep(Duration::from_millis(500)).await;
    }
    lock.execute_unprepared("ROLLBACK").await.unwrap();
    drop(lock.close().await);
    world.first_good(BACK).await?;
    stream.stop().await;
    must(
        pages.iter().all(|status| *status == 200),
        format!("pages during the lock: {pages:?}"),
    )?;
    prompt(world)
}

async fn exhausted(world: &mut World<'_>) -> Held {
    world.set("BESA_DATABASE_CONNECTIONS", 4);
    world.start(ALL).await?;
    world.writes_for(2, Duration::from_millis(500)).await;
    // Every change of every city waits for the lock of its head row.
    let lock = holding(world, "SELECT * FROM chain FOR UPDATE").await;
    let stream = world.journal.stream(40);
    sleep(Duration::from_secs(2)).await;
    let alive = world.status("/livez").await;
    sleep(Duration::from_secs(2)).await;
    lock.execute_unprepared("ROLLBACK").await.unwrap();
    drop(lock.close().await);
    world.first_good(BACK).await?;
    stream.stop().await;
    must(
        alive == 200,
        format!("/livez answers {alive} while the pool is exhausted"),
    )?;
    prompt(world)
}

async fn crowded(world: &mut World<'_>) -> Held {
    world.start(ALL).await?;
    let stream = world.journal.stream(3);
    let mut crowd = Vec::new();
    world.database().cut();
    for _ in 0..56 {
        let url = format!(
            "postgres://besa_app:besa_app@127.0.0.1:{}/{}",
            world.server().port(),
            world.name()
        );
        crowd.extend(services::connect(&url).await);
    }
    world.database().cut();
    sleep(Duration::from_secs(2)).await;
    world
        .notes
        .measured
        .push(format!("{} connections of other clients", crowd.len()));
    drop(crowd);
    world.first_good(BACK).await?;
    stream.stop().await;
    world.notes.may_repeat = true;
    prompt(world)
}

/// Limits the size of PostgreSQL's files to that of the table `once`, to which every change adds a row.
async fn full(world: &mut World<'_>) -> Held {
    world.notes.may_repeat = true;
    world
        .sql(
            "INSERT INTO once SELECT t.id, 'pad', 'pad' || g, md5(g::text), md5(g::text) || md5((g + 1)::text), now()
               FROM tenant t, generate_series(1, 12000) g",
        )
        .await;
    world.sql("CHECKPOINT").await;
    let size = world.count("SELECT pg_relation_size('once')").await;
    must(size > 1_200_000, "the table is too small for this row")?;
    world.start(ALL).await?;
    let stream = world.journal.stream(4);
    sleep(Duration::from_millis(500)).await;
    limit(world, Some(u64::try_from(size).unwrap()));
    sleep(Duration::from_secs(3)).await;
    let page = world.status("/elbasan/en/").await;
    limit(world, None);
    let back = world.first_good(BACK).await;
    stream.stop().await;
    back?;
    must(page == 200, format!("a page answers {page} while the disk is full"))?;
    // 500 too, because PostgreSQL has no error code for a file size limit, other than for a full disk.
    world.answers(&[500, 503]).map(|_| ())
}

fn limit(world: &mut World<'_>, bytes: Option<u64>) {
    for process in world.server().processes() {
        child::limit_files(process, bytes);
    }
}

/// PostgreSQL stops when it cannot write its write-ahead log, and recovers when it can.
async fn log_full(world: &mut World<'_>) -> Held {
    world.notes.may_repeat = true;
    world.start(ALL).await?;
    let stream = world.journal.stream(4);
    sleep(Duration::from_millis(1_000)).await;
    limit(world, Some(300_000));
    sleep(Duration::from_secs(3)).await;
    limit(world, None);
    world.server().heal().await;
    let back = world.first_good(Duration::from_secs(10)).await;
    stream.stop().await;
    back?;
    world.answers(&[500, 503]).map(|_| ())
}

async fn read_only(world: &mut World<'_>) -> Held {
    world.start(ALL).await?;
    world.writes_for(2, Duration::from_millis(500)).await;
    let name = world.name().to_owned();
    let read_only = format!("ALTER DATABASE {name} SET default_transaction_read_only = on");
    world.server().sql("postgres", &read_only).await;
    world.database().cut();
    let stream = world.journal.stream(3);
    let unready = world.is_unready().await;
    sleep(Duration::from_secs(2)).await;
    let page = world.status("/elbasan/en/").await;
    let back = format!("ALTER DATABASE {name} RESET default_transaction_read_only");
    world.server().sql("postgres", &back).await;
    world.database().cut();
    let back = world.first_good(BACK).await;
    stream.stop().await;
    unready?;
    back?;
    must(
        page == 200,
        format!("a page answers {page} while the database is read-only"),
    )?;
    world.notes.may_repeat = true;
    prompt(world)
}

async fn altered(world: &mut World<'_>) -> Held {
    world.start(ALL).await?;
    let stream = world.journal.stream(4);
    for _ in 0..4 {
        sleep(Duration::from_millis(400)).await;
        world.sql("ALTER TABLE voice ADD COLUMN of_a_later_release text").await;
        sleep(Duration::from_millis(300)).await;
        world.journal.write(Kind::Comment).await;
        world.sql("ALTER TABLE voice DROP COLUMN of_a_later_release").await;
    }
    stream.stop().await;
    world.answers(&[]).map(|_| ())
}
