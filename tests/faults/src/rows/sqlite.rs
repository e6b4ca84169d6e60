//! SQLite on a disk that is full or fails, and with a lock held by another process.

use super::{Row, SQLITE, must, row};
use crate::child;
use crate::world::{ALL, FIU, Held, World};
use sea_orm::ConnectionTrait as _;
use std::time::Duration;
use tokio::time::sleep;

const BACK: Duration = Duration::from_secs(5);

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("F-35", "SQLite: the disk is full", SQLITE, |world| {
            Box::pin(full(world))
        })
        .short(),
        row("F-35", "SQLite: a file size limit", SQLITE, |world| {
            Box::pin(limited(world))
        }),
        row("F-35", "SQLite: one write in twenty fails", SQLITE, |world| {
            Box::pin(errors(world))
        }),
        row("F-35", "SQLite: fsync fails", SQLITE, |world| Box::pin(unsynced(world))),
        row("F-35", "SQLite: the disk is read-only", SQLITE, |world| {
            Box::pin(read_only(world))
        }),
        row(
            "F-35",
            "SQLite: another process holds the write lock for seconds",
            SQLITE,
            |world| Box::pin(locked(world)),
        ),
    ]
}

/// Makes system calls fail as `orders` say (commands of libfiu), three times for a while. `names` are the
/// failing calls, to end the fault.
async fn failing(world: &mut World<'_>, orders: &[String], names: &[&str]) -> Held {
    must(child::is_there(FIU[0]), "libfiu is not installed (Debian: fiu-utils)")?;
    world.notes.may_repeat = true;
    world.preload_fiu();
    world.start(ALL).await?;
    let stream = world.journal.stream(4);
    let mut seen = Ok(());
    for round in 0..3 {
        sleep(Duration::from_millis(world.rng.u64(300..900))).await;
        for order in orders {
            world.fiu(order)?;
        }
        if round == 0 && orders.iter().all(|order| order.starts_with("enable ")) {
            seen = world.is_unready().await;
        }
        sleep(Duration::from_millis(world.rng.u64(500..1_500))).await;
        for name in names {
            world.fiu(&format!("disable name={name}"))?;
        }
        world.first_good(BACK).await?;
    }
    stream.stop().await;
    seen?;
    must(world.besa[0].process.is_alive(), "the process ended")?;
    world.answers(&[503]).map(|_| ())
}

const WRITE: &str = "posix/io/rw/pwrite";

async fn full(world: &mut World<'_>) -> Held {
    failing(world, &[format!("enable name={WRITE},failinfo=28")], &[WRITE]).await
}

async fn read_only(world: &mut World<'_>) -> Held {
    failing(world, &[format!("enable name={WRITE},failinfo=30")], &[WRITE]).await
}

async fn errors(world: &mut World<'_>) -> Held {
    failing(
        world,
        &[format!("enable_random name={WRITE},probability=0.05,failinfo=5")],
        &[WRITE],
    )
    .await
}

async fn unsynced(world: &mut World<'_>) -> Held {
    let names = ["posix/io/sync/fsync", "posix/io/sync/fdatasync"];
    let orders = names.map(|name| format!("enable_random name={name},probability=0.2,failinfo=5"));
    failing(world, &orders, &names).await
}

async fn limited(world: &mut World<'_>) -> Held {
    world.notes.may_repeat = true;
    world.start(ALL).await?;
    let stream = world.journal.stream(4);
    for _ in 0..2 {
        sleep(Duration::from_millis(700)).await;
        let size = |name: &str| std::fs::metadata(world.folder.path().join(name)).map_or(0, |file| file.len());
        let most = size("besa.db").max(size("besa.db-wal")) + 8_192;
        child::limit_files(world.besa[0].process.id(), Some(most));
        sleep(Duration::from_secs(3)).await;
        child::limit_files(world.besa[0].process.id(), None);
        world.first_good(BACK).await?;
    }
    stream.stop().await;
    must(world.besa[0].process.is_alive(), "the process ended")?;
    world.answers(&[503]).map(|_| ())
}

async fn locked(world: &mut World<'_>) -> Held {
    world.start(ALL).await?;
    world.writes_for(2, Duration::from_millis(500)).await;
    let other = world.owner().await;
    other.execute_unprepared("BEGIN IMMEDIATE").await.unwrap();
    let stream = world.journal.stream(20);
    sleep(Duration::from_secs(1)).await;
    let mut pages = Vec::new();
    for _ in 0..6 {
        pages.push(world.status("/elbasan/en/").await);
        sleep(Duration::from_millis(800)).await;
    }
    other.execute_unprepared("ROLLBACK").await.unwrap();
    drop(other.close().await);
    world.first_good(BACK).await?;
    stream.stop().await;
    must(
        pages.iter().all(|status| *status == 200),
        format!("pages while writes wait: {pages:?}"),
    )?;
    let answers = world.answers(&[503])?;
    world
        .notes
        .measured
        .push(format!("slowest response {:.1} s", answers.slowest.as_secs_f64()));
    Ok(())
}
