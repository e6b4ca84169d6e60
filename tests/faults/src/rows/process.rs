//! Besa processes that are killed, stopped and started at a bad moment.

use super::{BOTH, POSTGRES, Row, must, row};
use crate::oracle::{drain, expire_leases};
use crate::proxy::{Mode, Proxy};
use crate::smtp::{STEPS, Step};
use crate::world::{ALL, Engine, Held, LONG, World};
use crate::writes::Kind;
use reqwest::StatusCode;
use std::time::Duration;
use tokio::time::{Instant, sleep};

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("F-01", "kill -9 of web and worker under writes", BOTH, |world| {
            Box::pin(kill_everything(world))
        })
        .short(),
        row("F-02", "connection closed between commit and response", BOTH, |world| {
            Box::pin(cut_answers(world))
        }),
        row("F-03", "kill -9 of the worker at each step of a mail", BOTH, |world| {
            Box::pin(kill_worker(world))
        })
        .short_on(POSTGRES),
        row("F-07", "SIGTERM under writes", BOTH, |world| Box::pin(terminate(world))),
        row(
            "F-08",
            "a worker suspended for longer than its lease",
            POSTGRES,
            |world| Box::pin(zombie(world)),
        ),
        row("F-09", "invalid jobs, and names with line breaks", BOTH, |world| {
            Box::pin(poison(world))
        }),
        row("F-11", "four workers on one queue", POSTGRES, |world| {
            Box::pin(four_workers(world))
        }),
        row("F-12", "ten restarts in a row", BOTH, |world| Box::pin(storm(world))),
        row("F-13", "start without PostgreSQL and Redis", POSTGRES, |world| {
            Box::pin(start_alone(world))
        }),
    ]
}

async fn kill_everything(world: &mut World<'_>) -> Held {
    world.notes.may_repeat = true;
    world.start(ALL).await?;
    for _ in 0..4 {
        let stream = world.journal.stream(4);
        sleep(Duration::from_millis(world.rng.u64(250..900))).await;
        world.kill(0);
        stream.stop().await;
        let began = Instant::now();
        world.start(ALL).await?;
        world.notes.back = world.notes.back.max(Some(began.elapsed()));
    }
    world.answers(&[0]).map(|_| ())
}

/// Responses are cut off on their way to the client, after the change was committed.
async fn cut_answers(world: &mut World<'_>) -> Held {
    world.start(ALL).await?;
    let proxy = Proxy::before(world.besa[0].port).await;
    world.journal.toward(vec![format!("http://127.0.0.1:{}", proxy.port)]);
    proxy.set(Mode::CutOn(b"HTTP/1.1 201", 3));
    world.writes_for(4, Duration::from_secs(3)).await;
    proxy.set(Mode::Pass);
    world.notes.measured.push(format!("{} responses cut off", proxy.cuts()));
    must(proxy.cuts() > 0, "no response was cut off")?;
    world.answers(&[0])?;
    must(
        world.journal.repeat().await.is_empty(),
        "a repeated request was refused",
    )
}

/// Starts web and worker as two processes on PostgreSQL, as one process on SQLite.
async fn start_roles(world: &mut World<'_>) -> Held {
    match world.engine {
        Engine::Sqlite => world.start(ALL).await,
        Engine::Postgres => {
            world.start("api,web").await?;
            world.start("worker").await
        }
    }
}

async fn held(world: &World<'_>) -> bool {
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(15) {
        if world.smtp.held() > 0 {
            return true;
        }
        sleep(Duration::from_millis(20)).await;
    }
    false
}

async fn kill_worker(world: &mut World<'_>) -> Held {
    world.notes.may_repeat = true;
    start_roles(world).await?;
    for step in STEPS {
        world.smtp.hold(Some(step));
        for _ in 0..3 {
            world.journal.write(Kind::Comment).await;
        }
        must(held(world).await, format!("no mail reached {step:?}"))?;
        let last = world.besa.len() - 1;
        let roles = world.kill(last);
        world.smtp.hold(None);
        world.start(roles).await?;
    }
    drain(world).await?;
    // A mail whose worker is killed twice after the final dot may arrive twice, but never three times.
    world.journal.write(Kind::Comment).await;
    for _ in 0..2 {
        world.smtp.hold(Some(Step::Dot));
        if world.smtp.taken().is_empty() || !held(world).await {
            world.journal.write(Kind::Comment).await;
            must(held(world).await, "no mail reached its final dot")?;
        }
        let last = world.besa.len() - 1;
        let roles = world.kill(last);
        world.smtp.hold(None);
        expire_leases(world).await;
        world.start(roles).await?;
    }
    Ok(())
}

async fn terminate(world: &mut World<'_>) -> Held {
    for _ in 0..2 {
        world.start(ALL).await?;
        let stream = world.journal.stream(4);
        sleep(Duration::from_millis(world.rng.u64(500..1_500))).await;
        world.besa[0].process.signal("TERM");
        let began = Instant::now();
        let ended = world.besa[0].process.ended(Duration::from_secs(50)).await;
        stream.stop().await;
        world
            .notes
            .measured
            .push(format!("stopped in {:.1} s", began.elapsed().as_secs_f64()));
        must(
            ended.is_some_and(|status| status.success()),
            format!("exited with {ended:?}"),
        )?;
        world.kill(0);
    }
    world.answers(&[0, 503]).map(|_| ())
}

/// A worker is suspended while it sends mails, another worker gets its leases, then the first one resumes.
async fn zombie(world: &mut World<'_>) -> Held {
    world.notes.may_repeat = true;
    world.start("api,web").await?;
    world.start("worker").await?;
    world.smtp.hold(Some(Step::Dot));
    for _ in 0..4 {
        world.journal.write(Kind::Comment).await;
    }
    must(held(world).await, "no mail reached its final dot")?;
    world.besa[1].process.signal("STOP");
    world.smtp.hold(None);
    world.start("worker").await?;
    expire_leases(world).await;
    let drained = drain(world).await;
    world.besa[1].process.signal("CONT");
    sleep(Duration::from_secs(2)).await;
    drained
}

async fn poison(world: &mut World<'_>) -> Held {
    let (id, carriage, line) = match world.engine {
        Engine::Sqlite => ("randomblob(16)", "char(13)", "char(10)"),
        Engine::Postgres => ("gen_random_uuid()", "chr(13)", "chr(10)"),
    };
    world
        .sql(&format!("UPDATE account SET name = 'Ev' || {carriage} || {line} || 'Bcc: other@example.org' WHERE email LIKE 'commenter%'"))
        .await;
    for (lane, kind, payload) in [
        ("prompt", "send_receipt", r#"{"kind":"of no kind"}"#),
        (
            "prompt",
            "send_receipt",
            r#"{"kind":"send_receipt","voice":"00000000-0000-7000-8000-000000000000"}"#,
        ),
        ("rounds", "refresh_figures", "not JSON"),
    ] {
        world
            .sql(&format!(
                "INSERT INTO job (id, tenant_id, lane, kind, dedup, payload, run_at, created_at, attempts, doubts, cut_offs)
                 SELECT {id}, id, '{lane}', '{kind}', 'poison' || '{}', '{payload}', '2020-01-01T00:00:00Z', '2020-01-01T00:00:00Z', 0, 0, 0 FROM tenant",
                payload.len()
            ))
            .await;
    }
    world.start(ALL).await?;
    world.writes_for(3, Duration::from_secs(2)).await;
    world.answers(&[])?;
    drain(world).await?;
    must(world.besa[0].process.is_alive(), "the process ended")?;
    let astray = world
        .smtp
        .taken()
        .iter()
        .filter(|mail| mail.to == "other@example.org")
        .count();
    must(astray == 0, format!("{astray} mails went to an address from a name"))
}

async fn four_workers(world: &mut World<'_>) -> Held {
    world.start("api,web").await?;
    for _ in 0..4 {
        world.start("worker").await?;
    }
    world.writes_for(4, Duration::from_secs(3)).await;
    world.answers(&[])?;
    drain(world).await
}

async fn storm(world: &mut World<'_>) -> Held {
    world.notes.may_repeat = true;
    let stream = world.journal.stream(3);
    for _ in 0..10 {
        world.launch(ALL);
        sleep(Duration::from_millis(world.rng.u64(100..1_200))).await;
        world.kill(0);
    }
    world.start(ALL).await?;
    world.first_good(Duration::from_secs(15)).await?;
    stream.stop().await;
    world.answers(&[0, 503]).map(|_| ())
}

/// Besa starts without PostgreSQL and Redis, and must be ready soon after PostgreSQL is up.
async fn start_alone(world: &mut World<'_>) -> Held {
    world.server().stop().await;
    world.redis.as_mut().unwrap().kill();
    world.launch(ALL);
    let port = world.besa[0].port;
    let alive = world.until_status(port, "/livez", StatusCode::OK, LONG).await;
    if alive.is_none() || !world.besa[0].process.is_alive() {
        world.server().start().await;
        world.redis.as_mut().unwrap().start().await;
        return Err("does not start without PostgreSQL and Redis".to_owned());
    }
    let unready = world.status("/readyz").await;
    world.server().start().await;
    let began = Instant::now();
    let ready = world
        .until_status(port, "/readyz", StatusCode::OK, Duration::from_secs(10))
        .await;
    world.notes.back = Some(began.elapsed());
    world.writes_for(2, Duration::from_secs(1)).await;
    world.redis.as_mut().unwrap().start().await;
    must(unready == 503, format!("/readyz answers {unready} without a database"))?;
    must(ready.is_some(), "not ready 10 s after PostgreSQL is up")?;
    world.answers(&[]).map(|_| ())
}
