//! One file a table, private to this crate. A model is also the record that use-cases give out:
//! without a connection, which nobody outside has, it is plain data.

#![expect(clippy::disallowed_methods, reason = "what the entity macros write out")]

pub mod account;
pub mod api_token;
pub mod assignment;
pub mod chain;
pub mod city_figures;
pub mod commitment;
pub mod contact;
pub mod due_change;
pub mod event;
pub mod evidence;
pub mod finding;
pub mod import;
pub mod invitation;
pub mod job;
pub mod membership;
pub mod milestone;
pub mod once;
pub mod organisation;
pub mod part;
pub mod plan;
pub mod progress;
pub mod provenance;
pub mod reminder;
pub mod report;
pub mod responsible;
pub mod session;
pub mod sign_in_link;
pub mod staff;
pub mod tenant;
