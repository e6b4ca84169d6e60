//! Mail servers that refuse, hang, answer slowly, or disconnect. They do not depend on the engine, so most
//! rows run only on SQLite.

use super::{BOTH, POSTGRES, Row, SQLITE, must, row};
use crate::oracle::drain;
use crate::smtp::{Act, STEPS, Step};
use crate::world::{ALL, Held, World};
use crate::writes::Kind;
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::time::{Instant, sleep};

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("F-50", "mail server closes each connection at once", SQLITE, |world| {
            Box::pin(refuses(world))
        }),
        row("F-51", "4xx at each step", SQLITE, |world| Box::pin(not_now(world))),
        row("F-52", "5xx at each step", SQLITE, |world| Box::pin(never(world))),
        row("F-54", "one domain's mails hang, the others go out", BOTH, |world| {
            Box::pin(hangs(world))
        }),
        row("F-54", "mail server stops answering at each step", SQLITE, |world| {
            Box::pin(silent(world))
        }),
        row("F-54", "mail server answers one byte per second", SQLITE, |world| {
            Box::pin(drips(world))
        }),
        row(
            "F-55",
            "connection closed inside DATA, every 64 bytes",
            SQLITE,
            |world| Box::pin(cut_inside(world)),
        ),
        row("F-56", "connection closed after the final dot", BOTH, |world| {
            Box::pin(cut_after(world))
        })
        .short_on(POSTGRES),
        row("F-57", "connection closed after the reply 250", SQLITE, |world| {
            Box::pin(cut_late(world))
        }),
        row("F-58", "mail server without STARTTLS", SQLITE, |world| {
            Box::pin(in_the_open(world))
        }),
    ]
}

/// Writes comments, each of which causes a mail.
async fn comments(world: &World<'_>, count: usize) -> Held {
    for _ in 0..count {
        must(world.journal.write(Kind::Comment).await, "a comment was refused")?;
    }
    Ok(())
}

/// Waits until a condition on the mail server is met.
async fn until(what: &str, is_so: impl Fn() -> bool) -> Held {
    let began = Instant::now();
    while !is_so() {
        must(
            began.elapsed() < Duration::from_secs(30),
            format!("{what}: not within 30 s"),
        )?;
        sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}

async fn refuses(world: &mut World<'_>) -> Held {
    world.smtp.always(Act::Cut(Step::Greeting));
    world.start(ALL).await?;
    world.writes_for(3, Duration::from_secs(2)).await;
    must(world.smtp.taken().is_empty(), "a mail was accepted")?;
    world.smtp.always(Act::Take);
    drain(world).await?;
    world.answers(&[]).map(|_| ())
}

async fn not_now(world: &mut World<'_>) -> Held {
    world.start(ALL).await?;
    let acts = STEPS.into_iter().flat_map(|step| {
        let codes: &[u16] = if step == Step::Greeting {
            &[421]
        } else {
            &[421, 450, 451, 452]
        };
        codes.iter().map(move |code| Act::Say(step, *code))
    });
    let acts: Vec<_> = acts.collect();
    world.smtp.next(acts.clone());
    comments(world, acts.len()).await?;
    drain(world).await?;
    world.notes.measured.push(format!("{} refusals", acts.len()));
    Ok(())
}

async fn never(world: &mut World<'_>) -> Held {
    world.notes.may_refuse = true;
    world.start(ALL).await?;
    let steps = [Step::From, Step::To, Step::Data, Step::Dot];
    let acts: Vec<_> = steps
        .into_iter()
        .flat_map(|step| [550, 552, 554].map(|code| Act::Say(step, code)))
        .collect();
    world.smtp.next(acts.clone());
    comments(world, acts.len()).await?;
    drain(world).await?;
    let offered = world.smtp.offered();
    sleep(Duration::from_secs(6)).await;
    drain(world).await?;
    must(
        world.smtp.offered() == offered,
        "a permanently refused mail was offered again",
    )?;
    let mut refused: BTreeMap<String, u32> = BTreeMap::new();
    for mail in world.smtp.taken().into_iter().filter(|mail| mail.refused) {
        *refused.entry(mail.id).or_default() += 1;
    }
    must(
        refused.values().all(|times| *times == 1),
        "a permanently refused mail was sent again",
    )?;
    let given_up = world
        .count("SELECT count(*) FROM job WHERE failed_at IS NOT NULL")
        .await;
    must(given_up > 0, "no job is marked as failed")?;
    // The connection still works after a refusal: the next mails are sent.
    let before = world.smtp.taken().len();
    comments(world, 3).await?;
    drain(world).await?;
    must(
        world.smtp.taken().len() >= before + 3,
        "mails after a refusal are not sent",
    )
}

async fn hangs(world: &mut World<'_>) -> Held {
    world.start(ALL).await?;
    world.smtp.hang("example.net", true);
    comments(world, 24).await?;
    let began = Instant::now();
    let others = || {
        world
            .smtp
            .taken()
            .iter()
            .filter(|mail| mail.to.ends_with("@example.org"))
            .count()
    };
    while others() < 12 && began.elapsed() < Duration::from_secs(20) {
        sleep(Duration::from_millis(50)).await;
    }
    let (arrived, took) = (others(), began.elapsed().as_secs_f64());
    world.smtp.hang("example.net", false);
    world
        .notes
        .measured
        .push(format!("{arrived} of 12 mails to the other domain within {took:.1} s"));
    must(
        arrived == 12,
        format!("only {arrived} of 12 mails to the other domain arrived within 20 s"),
    )
}

/// A connection without a reply at some step must be given up at the timeout of its mail.
async fn silent(world: &mut World<'_>) -> Held {
    world.notes.may_repeat = true;
    once_each(
        world,
        STEPS
            .into_iter()
            .filter(|step| *step != Step::Greeting)
            .map(Act::Hang)
            .collect(),
    )
    .await
}

async fn drips(world: &mut World<'_>) -> Held {
    world.start(ALL).await?;
    world.smtp.always(Act::Drip);
    comments(world, 6).await?;
    sleep(Duration::from_secs(10)).await;
    world.smtp.always(Act::Take);
    // Slow connections would only end at the timeout of their mail: start a new process instead.
    world.notes.may_repeat = true;
    world.kill_all();
    Ok(())
}

/// Runs each act once, then accepts the retries.
async fn once_each(world: &mut World<'_>, acts: Vec<Act>) -> Held {
    world.start(ALL).await?;
    let count = acts.len();
    world.smtp.next(acts);
    comments(world, count).await?;
    until("every mail was tried", || world.smtp.acts_left() == 0).await?;
    // Wait until the interrupted jobs are settled, before `drain` changes when they run.
    sleep(Duration::from_secs(1)).await;
    drain(world).await?;
    world.notes.measured.push(format!("{count} acts"));
    Ok(())
}

async fn cut_inside(world: &mut World<'_>) -> Held {
    let acts = (0..24).map(|at| Act::CutIn(at * 64)).collect();
    once_each(world, acts).await
}

async fn cut_after(world: &mut World<'_>) -> Held {
    world.notes.may_repeat = true;
    once_each(world, vec![Act::Cut(Step::Dot); 16]).await?;
    must(
        world.smtp.taken().len() <= 32,
        "a mail in doubt was repeated more than once",
    )?;
    // A mail that is in doubt each time is sent twice; then an operator decides.
    world.smtp.always(Act::Cut(Step::Dot));
    comments(world, 2).await?;
    drain(world).await?;
    world.smtp.always(Act::Take);
    Ok(())
}

async fn cut_late(world: &mut World<'_>) -> Held {
    once_each(world, vec![Act::TakeAndCut; 16]).await
}

async fn in_the_open(world: &mut World<'_>) -> Held {
    world.set(
        "BESA_SMTP_URL",
        format!("smtp+starttls://127.0.0.1:{}", world.smtp.port),
    );
    world.start(ALL).await?;
    comments(world, 5).await?;
    until("a worker connects", || world.smtp.connections() > 0).await?;
    sleep(Duration::from_secs(2)).await;
    must(world.smtp.offered() == 0, "a recipient was sent unencrypted")?;
    must(world.smtp.taken().is_empty(), "a mail was sent unencrypted")?;
    world.kill_all();
    world.settings.pop();
    Ok(())
}
