//! The whole app, tested as people use it, on SQLite and on PostgreSQL + Redis.
#![cfg(test)]

mod access;
mod apart;
mod assessed;
mod assessments;
mod clean_up;
mod connections;
mod demo;
mod digests;
mod endorsements;
mod evidence;
mod forums;
mod imports;
mod kill;
mod log;
mod matrix;
mod migrations;
mod milestones;
mod obligations;
mod once;
mod open;
mod operator;
mod people;
mod reading;
mod reminders;
mod reports;
mod repository;
mod review;
mod spec;
mod strategies;
mod subscriptions;
mod tenants;
mod twice;
mod voices;
mod weight;
mod workspace;
