//! Redis that is killed, hangs, is emptied, or refuses commands. It only wakes workers and counts rate
//! limits, so the only effect may be that jobs run one tick later.

use super::{POSTGRES, Row, must, row};
use crate::oracle::drain;
use crate::proxy::Mode;
use crate::world::{ALL, Held, World};
use std::time::Duration;
use tokio::time::sleep;

/// Timeout for responses. Redis may delay a write by tens of milliseconds; the machine may be busy.
const PROMPT: Duration = Duration::from_secs(2);

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("F-40", "Redis is killed, then missing at start", POSTGRES, |world| {
            Box::pin(killed(world))
        })
        .short(),
        row("F-41", "Redis hangs, then is slow", POSTGRES, |world| {
            Box::pin(hangs(world))
        })
        .short(),
        row(
            "F-42",
            "Redis is emptied, and has keys of a wrong type",
            POSTGRES,
            |world| Box::pin(nonsense(world)),
        ),
        row("F-43", "doorbell messages are lost", POSTGRES, |world| {
            Box::pin(unheard(world))
        }),
        row("F-44", "Redis is full, then a read-only replica", POSTGRES, |world| {
            Box::pin(refuses(world))
        }),
    ]
}

/// Checks that no request failed, and that every response came in time.
fn unnoticed(world: &mut World<'_>) -> Held {
    let answers = world.answers(&[])?;
    world
        .notes
        .measured
        .push(format!("slowest response {:.1} s", answers.slowest.as_secs_f64()));
    must(
        answers.slowest <= PROMPT,
        format!("the slowest response took {:.1} s", answers.slowest.as_secs_f64()),
    )
}

async fn killed(world: &mut World<'_>) -> Held {
    world.start(ALL).await?;
    let stream = world.journal.stream(3);
    sleep(Duration::from_millis(700)).await;
    world.redis.as_mut().unwrap().kill();
    sleep(Duration::from_secs(3)).await;
    world.redis.as_mut().unwrap().start().await;
    world.first_good(Duration::from_secs(2)).await?;
    sleep(Duration::from_secs(1)).await;
    stream.stop().await;
    unnoticed(world)?;
    drain(world).await?;
    world.redis.as_mut().unwrap().kill();
    world.kill_all();
    let started = world.start(ALL).await;
    world.writes_for(2, Duration::from_secs(1)).await;
    world.redis.as_mut().unwrap().start().await;
    started?;
    unnoticed(world)
}

async fn hangs(world: &mut World<'_>) -> Held {
    world.start(ALL).await?;
    let stream = world.journal.stream(3);
    sleep(Duration::from_millis(500)).await;
    world.redis.as_ref().unwrap().hang(true);
    sleep(Duration::from_secs(3)).await;
    world.redis.as_ref().unwrap().hang(false);
    sleep(Duration::from_secs(1)).await;
    world.bell.as_ref().unwrap().set(Mode::Late(Duration::from_secs(5)));
    sleep(Duration::from_secs(3)).await;
    world.bell.as_ref().unwrap().set(Mode::Pass);
    stream.stop().await;
    unnoticed(world)
}

async fn nonsense(world: &mut World<'_>) -> Held {
    world.start(ALL).await?;
    let stream = world.journal.stream(3);
    for _ in 0..4 {
        sleep(Duration::from_millis(400)).await;
        let redis = world.redis.as_ref().unwrap();
        for key in redis.cli("KEYS *").lines().take(200) {
            redis.cli(&format!("DEL {key}"));
            redis.cli(&format!("LPUSH {key} nonsense"));
        }
        sleep(Duration::from_millis(300)).await;
        world.redis.as_ref().unwrap().cli("FLUSHALL");
    }
    stream.stop().await;
    unnoticed(world)
}

async fn unheard(world: &mut World<'_>) -> Held {
    world.start("api,web").await?;
    world.start("worker").await?;
    world.bell.as_ref().unwrap().set(Mode::Swallow(b"PUBLISH"));
    world.writes_for(3, Duration::from_secs(2)).await;
    let heard = drain(world).await;
    world.bell.as_ref().unwrap().set(Mode::Pass);
    heard?;
    unnoticed(world)
}

async fn refuses(world: &mut World<'_>) -> Held {
    world.start(ALL).await?;
    let stream = world.journal.stream(3);
    sleep(Duration::from_millis(400)).await;
    world.redis.as_ref().unwrap().cli("CONFIG SET maxmemory 1");
    sleep(Duration::from_secs(2)).await;
    world.redis.as_ref().unwrap().cli("CONFIG SET maxmemory 0");
    world.redis.as_ref().unwrap().cli("REPLICAOF 127.0.0.1 1");
    sleep(Duration::from_secs(2)).await;
    world.redis.as_ref().unwrap().cli("REPLICAOF NO ONE");
    stream.stop().await;
    unnoticed(world)
}
