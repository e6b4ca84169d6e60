//! The domain of Besa: rules, use cases, tenants (cities), rights, storage. It has no code for HTTP,
//! HTML, SMTP or Redis.
//!
//! Every use case is a function `verb(db, permit, …) -> Result<…>`. Only a permit, which
//! [`access::Gate`] makes for a caller, opens a connection to a city, and such a connection only runs
//! queries on that city. Use cases return the models of tables as plain records: outside this crate
//! there is no connection to use them with.
#![warn(missing_docs)]

pub mod access;
mod accounts;
mod app;
pub mod assessments;
pub mod bodies;
pub mod calendar;
pub mod catalogue;
pub mod clean_up;
mod clock;
mod coded;
pub mod commitments;
mod copy;
pub mod db;
mod decimal;
pub mod digests;
mod directory;
pub mod email;
pub mod endorsements;
mod error;
pub mod evidence;
pub mod figures;
pub mod files;
mod fold;
pub mod forums;
mod ids;
pub mod imports;
pub mod indicators;
pub mod input;
pub mod jobs;
mod known_cities;
pub mod log;
mod mail_budget;
mod masked;
pub mod merger;
pub mod milestones;
pub mod morning;
pub mod nightly;
pub mod obligations;
mod once;
pub mod pages;
mod pasted;
pub mod people;
mod personal;
pub mod places;
pub mod plans;
pub mod policy_areas;
pub mod ports;
pub mod queries;
pub mod records;
pub mod reminders;
pub mod removal;
pub mod reports;
pub mod requirements;
pub mod review;
pub mod rules;
mod shelf;
pub mod stakeholders;
pub mod strategies;
pub mod subscriptions;
pub mod tenants;
pub mod tries;
pub mod voices;
pub mod week;
pub mod whole;

pub use app::App;
pub use clock::Clock;
pub use coded::UnknownCode;
pub use decimal::{Decimal, NotDecimal};
pub use error::{Cause, Conflict, Error, FieldError, FileFault, Full, Holder, OrLog, Result, code};
pub use fold::fold;
pub use ids::*;
pub use known_cities::KnownCities;
pub use masked::masked;
pub use once::Once;
pub use voices::responses;
