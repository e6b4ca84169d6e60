//! Temporary PostgreSQL and Redis servers, as child processes of a program that tests or measures Besa.
//!
//! This crate panics on anything unexpected.
#![expect(clippy::unwrap_used, reason = "in tests a panic is the answer")]

pub mod child;
pub mod services;

/// Returns a port on which nothing listens.
pub fn free_port() -> u16 {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    free.local_addr().unwrap().port()
}
