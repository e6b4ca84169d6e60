//! The one binary: `besa serve` and the operator's commands.

use besa_server::commands;
use besa_server::lines::Lines;
use clap::Parser as _;
use mimalloc::MiMalloc;
use std::process::ExitCode;

/// The system's allocator keeps large blocks that were freed: a hundred tries at passwords would hold
/// hundreds of megabytes for good. Version 2 of this one gives them back after 10 ms, version 3 after a second.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    besa_server::private::by_default();
    // Rustls needs its crypto chosen once, before any connection.
    if rustls::crypto::ring::default_provider().install_default().is_err() {
        tracing::debug!("a crypto provider was there already");
    }
    let command = commands::Besa::parse();
    let (Ok(lines), Ok(runtime)) = (Lines::start(), tokio::runtime::Runtime::new()) else {
        return ExitCode::FAILURE;
    };
    let code = match runtime.block_on(commands::run(command, &lines)) {
        Ok(code) => code,
        Err(error) => {
            lines.say(&format!("besa: {error:#}"));
            ExitCode::FAILURE
        }
    };
    // What still runs was given its time: the end does not wait for it.
    runtime.shutdown_background();
    lines.flush();
    code
}
