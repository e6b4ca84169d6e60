//! The binary: `besa serve` and the operator's commands.

use besa_server::commands;
use besa_server::lines::Lines;
use clap::Parser as _;
use mimalloc::MiMalloc;
use std::process::ExitCode;

/// The system's allocator does not return large freed blocks to the system: a hundred password checks would
/// keep hundreds of megabytes. Version 2 of mimalloc returns them after 10 ms, version 3 after a second.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Turns off huge pages, which the allocator asks for: at rest they take 20 MB more, most of them unused.
fn small_pages() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::thread::disable_transparent_huge_pages(true) {
        tracing::debug!(%error, "huge pages not turned off");
    }
}

fn main() -> ExitCode {
    besa_server::private::by_default();
    small_pages();
    // rustls needs its crypto provider installed once, before the first connection.
    if rustls::crypto::ring::default_provider().install_default().is_err() {
        tracing::debug!("crypto provider already installed");
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
    // Tasks have had their time to finish: exit without waiting for the rest.
    runtime.shutdown_background();
    lines.flush();
    code
}
