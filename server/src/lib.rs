//! The program: settings, adapters of the domain's ports, health checks, telemetry and the commands. The
//! only crate that depends on Redis, the file store and the command line.

mod claim;
pub mod commands;
pub mod config;
pub mod connections;
pub mod demo;
pub mod files;
mod front;
mod headers;
mod health;
pub mod kept;
mod layers;
pub mod lines;
mod memory;
mod network_slots;
mod pace;
pub mod private;
pub mod proxies;
mod redis;
mod secret;
pub mod serve;
pub mod start;
mod telemetry;
mod watch;
