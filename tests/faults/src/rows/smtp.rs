//! Mail servers that refuse, hang, drip, or die in the middle. They know no engine, so most rows
//! run on SQLite alone.

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
        row(
            "F-50",
            "mail server refuses connections, or hangs up",
            SQLITE,
            |world| Box::pin(refuses(world)),
        ),
        row("F-51", "4xx at each step", SQLITE, |world| Box::pin(not_now(world))),
        row("F-52", "5xx at each step", SQLITE, |world| Box::pin(never(world))),
        row("F-54", "one domain's mails hang, the others go out", BOTH, |world| {
            Box::pin(hangs(world))
        }),
        row("F-54", "mail server falls silent at each step", SQLITE, |world| {
            Box::pin(silent(world))
        }),
        row("F-54", "mail server answers one byte a second", SQLITE, |world| {
            Box::pin(drips(world))
        }),
        row("F-55", "connection cut inside DATA, every 64 bytes", SQLITE, |world| {
            Box::pin(cut_inside(world))
        }),
        row("F-56", "connection cut after the final dot", BOTH, |world| {
            Box::pin(cut_after(world))
        })
        .short_on(POSTGRES),
        row("F-57", "connection cut after 250", SQLITE, |world| {
            Box::pin(cut_late(world))
        }),
        row("F-58", "mail server without STARTTLS", SQLITE, |world| {
            Box::pin(in_the_open(world))
        }),
    ]
}

/// Comments, of which each has a mail.
async fn comments(world: &World<'_>, count: usize) -> Held {
    for _ in 0..count {
        must(world.journal.write(Kind::Comment).await, "a comment was refused")?;
    }
    Ok(())
}

/// Waits until a figure of the mail server's is reached.
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
    must(world.smtp.taken().is_empty(), "a mail was taken")?;
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
    world.notes.said.push(format!("{} refusals", acts.len()));
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
        "a mail that was refused for good was offered again",
    )?;
    let mut refused: BTreeMap<String, u32> = BTreeMap::new();
    for mail in world.smtp.taken().into_iter().filter(|mail| mail.refused) {
        *refused.entry(mail.id).or_default() += 1;
    }
    must(
        refused.values().all(|times| *times == 1),
        "a mail that was refused for good was sent again",
    )?;
    let given_up = world
        .count("SELECT count(*) FROM job WHERE failed_at IS NOT NULL")
        .await;
    must(given_up > 0, "nothing says that mails were refused")?;
    // The connection is whole after a refusal: the next mails go out.
    let before = world.smtp.taken().len();
    comments(world, 3).await?;
    drain(world).await?;
    must(
        world.smtp.taken().len() >= before + 3,
        "mails after a refusal do not go out",
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
        .said
        .push(format!("{arrived} of 12 mails to others within {took:.1} s"));
    must(
        arrived == 12,
        format!("{arrived} of 12 mails to another domain arrived within 20 s"),
    )
}

/// A connection that is never answered at some step is given up at the deadline of its mail.
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
    // Connections that drip are left to the deadline of their mail; a new process begins anew.
    world.notes.may_repeat = true;
    world.kill_all();
    Ok(())
}

/// Runs the acts once each, then takes what is tried again.
async fn once_each(world: &mut World<'_>, acts: Vec<Act>) -> Held {
    world.start(ALL).await?;
    let count = acts.len();
    world.smtp.next(acts);
    comments(world, count).await?;
    until("every mail was tried", || world.smtp.acts_left() == 0).await?;
    // Whoever was cut off has its job settled before it is hurried.
    sleep(Duration::from_secs(1)).await;
    drain(world).await?;
    world.notes.said.push(format!("{count} cuts"));
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
        "more than one repeat of a mail in doubt",
    )?;
    // A mail that meets the same cut each time comes twice, and then somebody decides.
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
    until("somebody connects", || world.smtp.connections() > 0).await?;
    sleep(Duration::from_secs(2)).await;
    must(world.smtp.offered() == 0, "a recipient was named in the open")?;
    must(world.smtp.taken().is_empty(), "a mail went out in the open")?;
    world.kill_all();
    world.settings.pop();
    Ok(())
}
