//! Fault injection tests: each row causes a fault with real processes, on both engines, and then checks the
//! data. The last line of the output is the number of lost writes and mails. docs/SECURITY.md says which row
//! tests which promise.
//!
//! `faults --rows F-22,F-56 --engine postgres --seed 7` repeats these rows with the same random choices.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "tests may panic")]

mod oracle;
mod proxy;
mod rows;
mod seen;
mod smtp;
mod template;
mod world;
mod writes;

use besa_services::{child, services};
use clap::Parser;
use futures_util::FutureExt as _;
use oracle::Verdict;
use rows::Row;
use services::Postgres;
use std::panic::AssertUnwindSafe;
use std::process::ExitCode;
use std::time::Duration;
use template::Template;
use tokio::time::{Instant, timeout};
use world::{Engine, World};

/// Timeout of a row.
const ROW: Duration = Duration::from_secs(240);
/// Settings of the PostgreSQL server.
const CONF: &str = "
max_connections = 60
shared_buffers = 64MB
max_wal_size = 32MB
min_wal_size = 2MB
# Killing the server does not lose data in the kernel's page cache, where every acknowledged commit is.
fsync = off
";
/// Maximum memory of a Besa process, in kB.
const MEMORY: u64 = 256 * 1024;

/// Runs fault injection tests, and prints what was lost.
#[derive(Debug, Parser)]
struct Arguments {
    /// The seed for random times, bytes and writes. It is printed with each row. Default: random.
    #[arg(long)]
    seed: Option<u64>,
    /// Only these rows, such as `F-01,F-22`.
    #[arg(long, value_delimiter = ',')]
    rows: Vec<String>,
    /// Only this engine.
    #[arg(long)]
    engine: Option<Engine>,
    /// The short form: only the most important rows.
    #[arg(long)]
    short: bool,
    /// How often each row runs, each time with the next seed.
    #[arg(long, default_value_t = 1)]
    rounds: u64,
    /// List the rows.
    #[arg(long)]
    list: bool,
}

/// The totals of all rows.
#[derive(Debug, Default)]
struct Total {
    rows: usize,
    broken: Vec<String>,
    acknowledged: usize,
    lost: usize,
    half: usize,
    doubled: usize,
    mails: usize,
    repeated: usize,
    peak: u64,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let chosen: Vec<_> = rows::all().into_iter().filter(|row| arguments.wants(row)).collect();
    if arguments.list {
        for row in chosen {
            let engines = arguments
                .engines()
                .into_iter()
                .filter(|engine| arguments.runs_on(&row, *engine));
            let engines: Vec<_> = engines.map(|engine| engine.to_string()).collect();
            if engines.is_empty() {
                continue;
            }
            println!("{} {} ({})", row.id, row.name, engines.join(", "));
        }
        return ExitCode::SUCCESS;
    }
    if !world::binary().exists() {
        eprintln!(
            "{} is missing: cargo build --workspace --bin besa",
            world::binary().display()
        );
        return ExitCode::FAILURE;
    }
    // reqwest needs a crypto provider, although it only uses plain HTTP here.
    drop(rustls::crypto::ring::default_provider().install_default());
    let seed = arguments.seed.unwrap_or_else(|| u64::from(fastrand::u16(..)));
    println!("faults: seed {seed}, {}", world::binary().display());
    let total = run(&arguments, &chosen, seed).await;
    total.print();
    if total.broken.is_empty() && total.rows > 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

impl Arguments {
    fn wants(&self, row: &Row) -> bool {
        self.rows.is_empty() || self.rows.iter().any(|id| id == row.id)
    }

    /// Checks whether a row runs on an engine.
    fn runs_on(&self, row: &Row, engine: Engine) -> bool {
        let engines = if self.short { row.short } else { row.engines };
        engines.contains(&engine)
    }

    fn engines(&self) -> Vec<Engine> {
        let both = [Engine::Sqlite, Engine::Postgres];
        both.into_iter()
            .filter(|engine| self.engine.is_none_or(|one| one == *engine))
            .collect()
    }
}

async fn run(arguments: &Arguments, rows: &[Row], seed: u64) -> Total {
    let mut total = Total::default();
    for engine in arguments.engines() {
        let rows: Vec<_> = rows.iter().filter(|row| arguments.runs_on(row, engine)).collect();
        if rows.is_empty() {
            continue;
        }
        let mut server = match engine {
            Engine::Postgres => Some(Postgres::new(CONF, &["--wal-segsize=1"]).await),
            Engine::Sqlite => None,
        };
        let template = Template::make(engine, server.as_ref()).await;
        for row in rows {
            for round in 0..arguments.rounds {
                let began = Instant::now();
                let (verdict, notes) = one(row, engine, seed + round, &template, server.as_mut()).await;
                total.add(row, engine, seed + round, verdict, &notes, began.elapsed());
            }
        }
    }
    total
}

/// Runs one row: the fault, and then the checks.
async fn one(
    row: &Row,
    engine: Engine,
    seed: u64,
    template: &Template,
    mut server: Option<&mut Postgres>,
) -> (Verdict, String) {
    if let Some(server) = &mut server {
        server.heal().await;
    }
    let mut world = World::new(engine, seed, template, server).await;
    let fault = timeout(ROW, AssertUnwindSafe((row.run)(&mut world)).catch_unwind()).await;
    let fault = match fault {
        Ok(Ok(held)) => held,
        Ok(Err(_panic)) => Err("the row panicked".to_owned()),
        Err(_elapsed) => Err(format!("the row timed out after {} s", ROW.as_secs())),
    };
    let judged = AssertUnwindSafe(oracle::judge(&mut world)).catch_unwind().await;
    let mut verdict = judged.unwrap_or_else(|_panic| Verdict {
        broken: vec!["the oracle panicked".to_owned()],
        ..Verdict::default()
    });
    if let Err(why) = fault {
        verdict.broken.insert(0, why);
    }
    if verdict.peak > MEMORY {
        verdict.broken.push(format!("more than {} MB of memory", MEMORY / 1024));
    }
    verdict.count();
    let mut notes = world.notes.measured.join(", ");
    if !verdict.broken.is_empty() {
        notes += &format!("\n    {}", world.last_words().replace('\n', "\n    "));
    }
    (verdict.with_back(world.notes.back), notes)
}

impl Total {
    fn add(&mut self, row: &Row, engine: Engine, seed: u64, found: Verdict, notes: &str, took: Duration) {
        self.rows += 1;
        self.acknowledged += found.acknowledged;
        self.lost += found.lost + found.mails_lost;
        self.half += found.half;
        self.doubled += found.doubled + found.mails_doubled;
        self.mails += found.mails;
        self.repeated += found.mails_repeated;
        self.peak = self.peak.max(found.peak);
        let held = if found.broken.is_empty() { "passed" } else { "FAILED" };
        let back = found.back.map_or_else(String::new, |back| {
            format!(", first successful response after {:.1} s", back.as_secs_f64())
        });
        println!(
            "{} {} ({engine}, seed {seed}): {} acknowledged, {} lost, {} partial, {} double; {} mails, {} lost, {} repeated, {} double{back}, peak {} MB, {:.0} s: {held}",
            row.id,
            row.name,
            found.acknowledged,
            found.lost,
            found.half,
            found.doubled,
            found.mails,
            found.mails_lost,
            found.mails_repeated,
            found.mails_doubled,
            found.peak / 1024,
            took.as_secs_f64(),
        );
        for why in &found.broken {
            println!("    {why}");
        }
        if !notes.is_empty() {
            println!("    {notes}");
        }
        if !found.broken.is_empty() {
            self.broken.push(format!("{} ({engine}, seed {seed})", row.id));
        }
    }

    fn print(&self) {
        println!("rows: {} run, {} failed", self.rows, self.broken.len());
        for row in &self.broken {
            println!("failed: {row}");
        }
        println!("acknowledged: {}", self.acknowledged);
        println!("mails: {}", self.mails);
        println!("mails repeated: {}", self.repeated);
        println!("memory: {} MB", self.peak / 1024);
        println!("partial writes: {}", self.half);
        println!("double: {}", self.doubled);
        println!("lost: {}", self.lost);
    }
}
