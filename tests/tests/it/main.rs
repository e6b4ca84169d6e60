//! The whole app, tested as people use it, on SQLite and on PostgreSQL + Redis.
#![cfg(test)]

mod access;
mod digests;
mod evidence;
mod imports;
mod kill;
mod log;
mod migrations;
mod milestones;
mod once;
mod operator;
mod people;
mod reminders;
mod reports;
mod repository;
mod spec;
mod subscriptions;
mod tenants;
mod weight;
mod workspace;
