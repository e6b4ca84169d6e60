//! The one binary: `besa serve` and the operator's commands.

use besa_server::commands;
use clap::Parser as _;

#[tokio::main]
async fn main() -> std::process::ExitCode {
    besa_server::private::by_default();
    // Rustls needs its crypto chosen once, before any connection.
    if rustls::crypto::ring::default_provider().install_default().is_err() {
        tracing::debug!("a crypto provider was there already");
    }
    match commands::run(commands::Besa::parse()).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("besa: {error:#}");
            std::process::ExitCode::FAILURE
        }
    }
}
