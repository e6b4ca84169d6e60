//! Two faults at once.

use super::{BOTH, Row, row};
use crate::child;
use crate::oracle::drain;
use crate::proxy::Mode;
use crate::smtp::{Act, Step};
use crate::world::{ALL, Engine, FIU, Held, World};
use crate::writes::Kind;
use std::time::Duration;
use tokio::time::sleep;

pub(crate) fn rows() -> Vec<Row> {
    vec![row("F-98", "two faults at once", BOTH, |world| {
        Box::pin(compound(world))
    })]
}

/// Two random faults at once, at random moments.
async fn compound(world: &mut World<'_>) -> Held {
    world.notes.may_repeat = true;
    if world.engine == Engine::Sqlite && child::is_there(FIU[0]) {
        world.preload_fiu();
    }
    world.start(ALL).await?;
    let stream = world.journal.stream(4);
    for _ in 0..6 {
        let (first, second) = (world.rng.u8(..4), world.rng.u8(..4));
        for fault in [first, second] {
            sleep(Duration::from_millis(world.rng.u64(50..400))).await;
            begin(world, fault).await?;
        }
        sleep(Duration::from_millis(world.rng.u64(200..900))).await;
        world.smtp.always(Act::Take);
        if let (Some(database), Some(bell)) = (&world.database, &world.bell) {
            database.set(Mode::Pass);
            bell.set(Mode::Pass);
        }
        if world.engine == Engine::Sqlite && !world.settings.is_empty() {
            world.fiu("disable name=posix/io/rw/pwrite")?;
        }
        world.first_good(Duration::from_secs(12)).await?;
    }
    stream.stop().await;
    world.journal.write(Kind::Comment).await;
    drain(world).await?;
    world.answers(&[0, 503]).map(|_| ())
}

async fn begin(world: &mut World<'_>, fault: u8) -> Held {
    match fault {
        0 => {
            world.kill_all();
            if world.engine == Engine::Sqlite {
                return world.start(ALL).await;
            }
            // Does not wait for readiness, which the other fault may prevent.
            world.launch(ALL);
            Ok(())
        }
        1 => {
            world
                .smtp
                .next([Act::Cut(Step::Dot), Act::Cut(Step::Data), Act::Say(Step::To, 451)]);
            Ok(())
        }
        2 if world.engine == Engine::Sqlite => world.fiu("enable name=posix/io/rw/pwrite,failinfo=28"),
        2 => {
            world.database().cut();
            world.database().set(Mode::CutAfter(9_000));
            Ok(())
        }
        _ if world.engine == Engine::Sqlite => {
            world.fiu("enable_random name=posix/io/rw/pwrite,probability=0.1,failinfo=5")
        }
        _ => {
            world.bell.as_ref().unwrap().set(Mode::Hang);
            world.bell.as_ref().unwrap().cut();
            Ok(())
        }
    }
}
