//! Faults of migrations, settings, log output and resource limits.

use super::{BOTH, Row, SQLITE, must, row};
use crate::child;
use crate::proxy::{Mode, Proxy};
use crate::services;
use crate::world::{ALL, Engine, FIU, Held, LONG, World, binary};
use sea_orm::{ConnectionTrait as _, Statement};
use std::io::Read as _;
use std::process::{Command, Stdio};
use std::time::Duration;
use tokio::time::{Instant, sleep};

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("F-06", "kill -9 of a migration, at many moments", BOTH, |world| {
            Box::pin(kill_migration(world))
        })
        .short_on(SQLITE),
        row("F-92", "a migration fails in the middle", BOTH, |world| {
            Box::pin(fail_migration(world))
        }),
        row("F-93", "three migrations at once", BOTH, |world| {
            Box::pin(three_at_once(world))
        }),
        row("F-94", "invalid settings", SQLITE, |world| Box::pin(settings(world))),
        row(
            "F-96",
            "nobody reads the log output, then its disk is full",
            BOTH,
            |world| Box::pin(unread(world)),
        ),
        row("F-97", "a low limit of open files", SQLITE, |world| {
            Box::pin(few_files(world))
        }),
    ]
}

/// An empty database beside the row's own.
struct Empty {
    url: String,
    owner: String,
    folder: tempfile::TempDir,
}

impl Empty {
    async fn new(world: &mut World<'_>, at: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        if world.engine == Engine::Sqlite {
            let url = format!("sqlite:{}", folder.path().join("besa.db").display());
            return Self {
                owner: url.clone(),
                url,
                folder,
            };
        }
        let name = format!("{}_{at}", world.name());
        world.server().sql("postgres", &format!("CREATE DATABASE {name}")).await;
        let owner = world.server().owner_url(&name);
        Self {
            url: owner.replace("postgres@", "besa_app:besa_app@"),
            owner,
            folder,
        }
    }

    fn migrate(&self) -> Command {
        let mut command = Command::new(binary());
        command
            .arg("migrate")
            .env_remove("BESA_CONFIG")
            .env("BESA_DATABASE_URL", &self.url)
            .env("BESA_DATA_DIR", self.folder.path())
            .env("BESA_LOG", "error")
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        if self.owner != self.url {
            command.env("BESA_DATABASE_OWNER_URL", &self.owner);
        }
        command
    }

    /// Runs all migrations. Fails with their error output.
    fn finish(&self) -> Held {
        let output = self.migrate().output().unwrap();
        must(
            output.status.success(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    }

    /// Returns every table and column as one text.
    async fn schema(&self, engine: Engine) -> String {
        let sql = match engine {
            Engine::Sqlite => "SELECT coalesce(sql, name) FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name",
            Engine::Postgres => {
                "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable FROM information_schema.columns
                  WHERE table_schema = 'public' UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"
            }
        };
        let connection = services::connect(&self.owner).await.unwrap();
        let rows = connection
            .query_all_raw(Statement::from_string(connection.get_database_backend(), sql))
            .await
            .unwrap();
        drop(connection.close().await);
        rows.iter()
            .map(|row| row.try_get_by_index::<String>(0).unwrap())
            .collect::<Vec<_>>()
            .join("\n")
    }

    async fn forget(self, world: &mut World<'_>) {
        if world.engine == Engine::Postgres {
            let name = self.owner.rsplit('/').next().unwrap().to_owned();
            world
                .server()
                .sql("postgres", &format!("DROP DATABASE {name} WITH (FORCE)"))
                .await;
        }
    }
}

/// Returns the schema after undisturbed migrations, and how long these take.
async fn whole(world: &mut World<'_>) -> Result<(String, Duration), String> {
    let empty = Empty::new(world, 0).await;
    let began = Instant::now();
    empty.finish()?;
    let (took, schema) = (began.elapsed(), empty.schema(world.engine).await);
    empty.forget(world).await;
    Ok((schema, took))
}

async fn kill_migration(world: &mut World<'_>) -> Held {
    let (schema, took) = whole(world).await?;
    let mut wrong = Vec::new();
    const KILLS: u32 = 14;
    for at in 1..=KILLS {
        let empty = Empty::new(world, usize::try_from(at).unwrap()).await;
        let mut child = empty.migrate().stderr(Stdio::null()).spawn().unwrap();
        // `took` includes the start of the process.
        let moment = took * at / KILLS;
        sleep(moment.mul_f64(world.rng.f64().mul_add(0.1, 0.95))).await;
        drop(child.kill());
        child.wait().unwrap();
        match empty.finish() {
            Err(why) => wrong.push(format!("{} ms: {}", moment.as_millis(), why.trim())),
            Ok(()) if empty.schema(world.engine).await != schema => {
                wrong.push(format!("{} ms: a different schema", moment.as_millis()))
            }
            Ok(()) => {}
        }
        empty.forget(world).await;
    }
    world
        .notes
        .measured
        .push(format!("{KILLS} kills within {} ms", took.as_millis()));
    must(
        wrong.is_empty(),
        format!(
            "{} of {KILLS} cannot be resumed: {}",
            wrong.len(),
            wrong.first().cloned().unwrap_or_default()
        ),
    )
}

async fn fail_migration(world: &mut World<'_>) -> Held {
    let (schema, _) = whole(world).await?;
    let mut wrong = Vec::new();
    let mut failed = 0;
    for at in 1..=8_u32 {
        let mut empty = Empty::new(world, usize::try_from(at).unwrap()).await;
        let mut migrate = if world.engine == Engine::Sqlite {
            must(child::is_there(FIU[0]), "libfiu is not installed (Debian: fiu-utils)")?;
            let mut migrate = empty.migrate();
            migrate.env("LD_PRELOAD", FIU.join(" ")).env("FIU_CTRL_FIFO", "");
            let order = format!(
                "enable_random name=posix/io/rw/pwrite,probability={},failinfo=5",
                0.02 / f64::from(at)
            );
            migrate.env("FIU_ENABLE", order);
            migrate
        } else {
            let proxy = Proxy::before(world.server().port()).await;
            proxy.set(Mode::CutAfter(world.rng.usize(500..60_000)));
            let straight = empty.owner.clone();
            empty.owner = straight.replace(&format!(":{}/", world.server().port()), &format!(":{}/", proxy.port));
            let migrate = empty.migrate();
            empty.owner = straight;
            migrate
        };
        let mut child = migrate.stderr(Stdio::null()).spawn().unwrap();
        let began = Instant::now();
        let ended = loop {
            match child.try_wait().unwrap() {
                Some(status) => break Some(status),
                None if began.elapsed() > LONG => break None,
                None => sleep(Duration::from_millis(20)).await,
            }
        };
        if ended.is_none() {
            drop(child.kill());
            child.wait().unwrap();
            wrong.push("the migration hangs".to_owned());
        }
        failed += u32::from(ended.is_some_and(|status| !status.success()));
        match empty.finish() {
            Err(why) => wrong.push(why.trim().to_owned()),
            Ok(()) if empty.schema(world.engine).await != schema => wrong.push("a different schema".to_owned()),
            Ok(()) => {}
        }
        empty.forget(world).await;
    }
    world.notes.measured.push(format!("{failed} of 8 failed in the middle"));
    must(
        wrong.is_empty(),
        format!(
            "{} of 8 cannot be resumed: {}",
            wrong.len(),
            wrong.first().cloned().unwrap_or_default()
        ),
    )
}

async fn three_at_once(world: &mut World<'_>) -> Held {
    let (schema, _) = whole(world).await?;
    for round in 1..=3 {
        let empty = Empty::new(world, round).await;
        let children: Vec<_> = (0..3).map(|_| empty.migrate().spawn().unwrap()).collect();
        for child in children {
            let output = child.wait_with_output().unwrap();
            must(
                output.status.success(),
                format!("round {round}: {}", String::from_utf8_lossy(&output.stderr).trim()),
            )?;
        }
        must(empty.schema(world.engine).await == schema, "a different schema")?;
        empty.forget(world).await;
    }
    Ok(())
}

/// Each invalid setting must stop the start with an error, not a panic.
async fn settings(world: &mut World<'_>) -> Held {
    let mut wrong = Vec::new();
    for (name, value) in [
        ("BESA_DATABASE_URL", "mysql://localhost/besa"),
        ("BESA_DATABASE_CONNECTIONS", "many"),
        ("BESA_LISTEN", "8080"),
        ("BESA_BASE_URL", "localhost"),
        ("BESA_SMTP_URL", "smtp://mail.example.org"),
        ("BESA_FILES_URL", "ftp://files"),
        ("BESA_TRUSTED_PROXIES", "everybody"),
        ("BESA_MAIL_FROM", "nobody"),
        ("BESA_CONNECTIONS", "-1"),
        ("BESA_LOG_FORMAT", "xml"),
        ("BESA_CONFIG", "/nowhere/besa.toml"),
        ("BESA_REDIS_URL", "http://localhost"),
    ] {
        let mut command = world.command(&["serve"], besa_tests::free_port());
        command.env(name, value).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let began = Instant::now();
        let status = loop {
            match child.try_wait().unwrap() {
                Some(status) => break Some(status),
                None if began.elapsed() > Duration::from_secs(8) => break None,
                None => sleep(Duration::from_millis(20)).await,
            }
        };
        drop(child.kill());
        let mut printed = String::new();
        child.stderr.take().unwrap().read_to_string(&mut printed).unwrap();
        child.wait().unwrap();
        match status {
            None => wrong.push(format!("{name}={value} is accepted")),
            Some(status) if status.success() || printed.contains("panicked") => {
                wrong.push(format!("{name}={value}: {printed}"))
            }
            Some(_) => {}
        }
    }
    must(wrong.is_empty(), wrong.join("; "))?;
    world.start(ALL).await?;
    world.first_good(Duration::from_secs(3)).await
}

/// Standard error is a pipe that nobody reads, then a full disk, with the log level `trace`.
async fn unread(world: &mut World<'_>) -> Held {
    world.set("BESA_LOG", "trace");
    for full in [false, true] {
        let mut command = world.command(&["serve"], world.besa_port());
        let stderr = if full {
            Stdio::from(std::fs::File::options().write(true).open("/dev/full").unwrap())
        } else {
            Stdio::piped()
        };
        command.stdout(Stdio::null()).stderr(stderr);
        world.adopt(&mut command);
        let port = world.besa[0].port;
        let ready = world.until_status(port, "/readyz", reqwest::StatusCode::OK, LONG).await;
        must(ready.is_some(), "not ready while nobody reads the log")?;
        world.writes_for(3, Duration::from_secs(2)).await;
        let answers = world.answers(&[])?;
        must(
            answers.slowest < Duration::from_secs(3),
            format!("slowest response {:.1} s", answers.slowest.as_secs_f64()),
        )?;
        must(world.besa[0].process.is_alive(), "the process ended")?;
        world.notes.may_repeat = true;
        world.kill_all();
    }
    world.settings.pop();
    Ok(())
}

async fn few_files(world: &mut World<'_>) -> Held {
    world.start(ALL).await?;
    let process = world.besa[0].process.id();
    child::shell(&format!("prlimit --pid {process} --nofile=80:"));
    let port = world.besa[0].port;
    let mut open = Vec::new();
    for _ in 0..120 {
        let connected = tokio::time::timeout(
            Duration::from_millis(200),
            tokio::net::TcpStream::connect(("127.0.0.1", port)),
        );
        open.extend(connected.await.ok().and_then(Result::ok));
    }
    world.writes_for(2, Duration::from_secs(2)).await;
    drop(open);
    world.first_good(Duration::from_secs(20)).await?;
    must(world.besa[0].process.is_alive(), "the process ended")?;
    world.answers(&[0, 500, 503]).map(|_| ())
}
