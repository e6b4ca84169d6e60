//! Measures Besa beside what it is compared with, in one run on one machine, and writes `docs/bench.md`.
//!
//! A tool for developers: `make bench` builds and starts it. It panics on anything unexpected.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a panic ends the run")]

mod bare;
mod besa;
mod cases;
mod clones;
mod database;
mod lab;
mod open_loop;
mod pgbench;
mod report;
mod seed;
mod sink;
mod site;
mod statements;
mod usage;
mod wrk;

use clap::{Parser, Subcommand, ValueEnum};
use database::Engine;
use lab::Lab;
use report::Board;
use std::path::PathBuf;
use std::process::Command;

/// Measures Besa.
#[derive(Debug, Parser)]
struct Arguments {
    /// The cases. Default: all.
    #[arg(long, value_enum, value_delimiter = ',')]
    cases: Vec<Case>,
    /// The numbers of cities.
    #[arg(long, value_delimiter = ',', default_value = "10,50,1000,10000")]
    cities: Vec<usize>,
    /// How often each case runs. The open loop runs once.
    #[arg(long, default_value_t = 3)]
    rounds: u32,
    /// Seconds of each load.
    #[arg(long, default_value_t = 5)]
    seconds: u32,
    /// Minutes of the open loop.
    #[arg(long, default_value_t = 1.0)]
    minutes: f64,
    /// The engine of most cases.
    #[arg(long, value_enum, default_value = "postgres")]
    engine: Engine,
    /// One round of 2 seconds with 10 and 50 cities, to try the bench itself.
    #[arg(long)]
    quick: bool,
    /// The file for the results; empty for none.
    #[arg(long, default_value = "docs/bench.md")]
    write: String,
    #[command(subcommand)]
    part: Option<Part>,
}

#[derive(Debug, Subcommand)]
enum Part {
    /// Serve a file, as the bare route.
    #[command(hide = true)]
    Bare { port: u16, file: PathBuf },
}

/// A group of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Case {
    /// Public pages and JSON of a city.
    Pages,
    /// A comment and a PATCH.
    Writes,
    /// Lists across cities.
    Across,
    /// Start and memory.
    Memory,
    /// Bytes of pages.
    Bytes,
    /// Digests.
    Digests,
    /// Comments on SQLite.
    Sqlite,
    /// Reading a workbook.
    Imports,
    /// The open loop.
    Open,
}

#[tokio::main]
async fn main() {
    let mut arguments = Arguments::parse();
    if let Some(Part::Bare { port, file }) = &arguments.part {
        return bare::serve(*port, file).await;
    }
    // reqwest needs a crypto provider even for plain HTTP.
    drop(rustls::crypto::ring::default_provider().install_default());
    if arguments.quick {
        (arguments.rounds, arguments.seconds, arguments.minutes) = (1, 2, 0.2);
        arguments.cities = vec![10, 50];
    }
    arguments.cities.sort_unstable();
    arguments.cities.dedup();
    assert!(
        arguments
            .cities
            .first()
            .is_some_and(|fewest| *fewest >= pgbench::CLIENTS),
        "each client writes to a city of its own: at least {} cities",
        pgbench::CLIENTS
    );
    let load = usage::load_average();
    let table = measure(&arguments).await.table();
    println!("{table}");
    if !arguments.write.is_empty() {
        std::fs::write(&arguments.write, page(&arguments, &load, &table)).unwrap();
    }
}

async fn measure(arguments: &Arguments) -> Board {
    let wanted = |case| arguments.cases.is_empty() || arguments.cases.contains(&case);
    let lab = Lab::new(arguments.engine, &arguments.cities, arguments.seconds).await;
    let needs_sqlite = wanted(Case::Memory) || wanted(Case::Sqlite);
    let sqlite = match arguments.engine {
        Engine::Postgres if needs_sqlite => Some(Lab::new(Engine::Sqlite, &[50], arguments.seconds).await),
        Engine::Postgres | Engine::Sqlite => None,
    };
    let on_sqlite = match arguments.engine {
        Engine::Sqlite => Some(&lab),
        Engine::Postgres => sqlite.as_ref(),
    };
    let mut board = Board::default();
    for round in 1..=arguments.rounds {
        eprintln!("round {round}");
        if wanted(Case::Pages) {
            cases::pages::run(&lab, &mut board).await;
        }
        if wanted(Case::Writes) {
            cases::writes::run(&lab, &mut board).await;
        }
        if wanted(Case::Across) {
            cases::across::run(&lab, &mut board).await;
        }
        if wanted(Case::Bytes) {
            cases::bytes::run(&lab, &mut board).await;
        }
        if wanted(Case::Memory) {
            cases::memory::first_start(&lab, &mut board).await;
            cases::memory::run(&lab, &mut board).await;
            if let Some(sqlite) = &sqlite {
                cases::memory::run(sqlite, &mut board).await;
            }
        }
        if let (true, Some(sqlite)) = (wanted(Case::Sqlite), on_sqlite) {
            cases::writes::on_sqlite(sqlite, &mut board).await;
        }
        if wanted(Case::Imports) {
            cases::imports::run(&mut board);
        }
        if wanted(Case::Digests) {
            cases::digests::run(&lab, &mut board).await;
        }
    }
    if wanted(Case::Open) {
        cases::open::run(&lab, arguments.minutes, &mut board).await;
    }
    board
}

/// Returns the page of the results.
fn page(arguments: &Arguments, load: &str, table: &str) -> String {
    let print = |program: &str, words: &[&str]| {
        let output = Command::new(program).args(words).output().unwrap();
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    };
    let commit = print("git", &["describe", "--always", "--dirty"]);
    let day = print("date", &["-u", "+%Y-%m-%d"]);
    let cities: Vec<String> = arguments.cities.iter().map(ToString::to_string).collect();
    format!(
        "# Measurements\n\n\
         Written by `make bench`; do not edit. Commit {commit}, {day}, {}, load average {load} at the start.\n\
         {} rounds of {} s a case with 8 connections, on {}; {} cities of 10 commitments, 60 milestones and\n\
         600 comments each. Servers, databases and load generators share the machine.\n\n\
         {table}\n\n\
         ## How to read it\n\n\
         * The number before a figure is that of the goal: 1 HTML and 2 JSON and changes beside what a city would\n  \
           use instead, 3 beside the limits of the machine, 4 bytes, 5 start and memory, 7 digests, 8 growth,\n  \
           9 latency.\n\
         * Machines differ, and one machine differs from hour to hour: compare ratios, each of which was measured\n  \
           within one round. The figures of Redmine and Directus are constants, measured once with the same data on\n  \
           a machine of two cores.\n\
         * CPU is that of the server and of all processes of the database.\n\
         * `kept`: the page is in memory. `rendered`: `kept_bytes = 0`, every request reads the database.\n\
         * `pgbench` runs the statements of the same request, as PostgreSQL logged them, prepared, over TCP, with as\n  \
           many clients.\n\
         * `bare poem route` serves the same bytes and headers from memory.\n\
         * The open loop counts latency from the time at which a request was to be sent.\n",
        usage::machine(),
        arguments.rounds,
        arguments.seconds,
        arguments.engine,
        cities.join(", "),
    )
}
