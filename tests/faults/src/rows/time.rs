//! Clocks that jump, and clocks that differ.

use super::{BOTH, POSTGRES, Row, must, row};
use crate::child;
use crate::oracle::drain;
use crate::world::{ALL, Held, World};
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::time::sleep;

const FAKETIME: [&str; 2] = [
    "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
    "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
];

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row(
            "F-80",
            "the clock jumps an hour and thirty days, forward and back",
            BOTH,
            |world| Box::pin(jumps(world)),
        ),
        row(
            "F-83",
            "processes with clocks five minutes fast and slow",
            POSTGRES,
            |world| Box::pin(differ(world)),
        ),
    ]
}

/// Gives processes that are started from now on a clock that follows a file.
fn preload(world: &mut World<'_>, offset: &str) -> Held {
    let library = FAKETIME.into_iter().find(|path| child::is_there(path));
    let library = library.ok_or("libfaketime is not installed (Debian: libfaketime)")?;
    world.set("LD_PRELOAD", library);
    world.set("FAKETIME_TIMESTAMP_FILE", world.folder.path().join("clock").display());
    world.set("FAKETIME_NO_CACHE", 1);
    // Timeouts in the process use the monotonic clock, which never jumps.
    world.set("DONT_FAKE_MONOTONIC", 1);
    turn(world, offset);
    Ok(())
}

fn turn(world: &World<'_>, offset: &str) {
    let path = world.folder.path().join("clock");
    let new = world.folder.path().join("clock.new");
    std::fs::write(&new, format!("{offset}\n")).unwrap();
    std::fs::rename(new, path).unwrap();
}

async fn jumps(world: &mut World<'_>) -> Held {
    // A lease may end before its mail is sent, and a month later stored responses are cleaned up.
    world.notes.may_repeat = true;
    world.notes.may_forget = true;
    preload(world, "+0")?;
    world.start(ALL).await?;
    let stream = world.journal.stream(3);
    for offset in ["+1h", "-1h", "+30d", "-30d", "+0"] {
        sleep(Duration::from_millis(600)).await;
        turn(world, offset);
        sleep(Duration::from_millis(900)).await;
    }
    stream.stop().await;
    drain(world).await?;
    no_storm(world)?;
    world.answers(&[]).map(|_| ())
}

/// Checks that the jumps did not cause many other mails to one address.
fn no_storm(world: &mut World<'_>) -> Held {
    let mut others: BTreeMap<String, usize> = BTreeMap::new();
    for mail in world
        .smtp
        .taken()
        .into_iter()
        .filter(|mail| !mail.text.contains("besa"))
    {
        *others.entry(mail.to).or_default() += 1;
    }
    let most = others.values().copied().max().unwrap_or(0);
    world
        .notes
        .measured
        .push(format!("other mails to one address: at most {most}"));
    must(most <= 3, format!("too many other mails to one address: {others:?}"))
}

async fn differ(world: &mut World<'_>) -> Held {
    world.start("api,web").await?;
    for offset in ["+5m", "-5m"] {
        preload(world, offset)?;
        world.set("FAKETIME_TIMESTAMP_FILE", world.folder.path().join(offset).display());
        std::fs::write(world.folder.path().join(offset), format!("{offset}\n")).unwrap();
        world.start(if offset == "+5m" { ALL } else { "worker" }).await?;
    }
    world.writes_for(4, Duration::from_secs(3)).await;
    drain(world).await?;
    world.answers(&[]).map(|_| ())
}
