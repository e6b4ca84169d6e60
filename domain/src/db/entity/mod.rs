//! One file a table, private to this crate. A model is also the record that use-cases give out:
//! without a connection, which nobody outside has, it is plain data.

#![expect(unreachable_pub, reason = "what the entity macros write out")]

pub(crate) mod account;
pub(crate) mod alignment;
pub(crate) mod api_token;
pub(crate) mod assignment;
pub(crate) mod attendance;
pub(crate) mod author;
pub(crate) mod budget_round;
pub(crate) mod chain;
pub(crate) mod city_figures;
pub(crate) mod city_wall;
pub(crate) mod commitment;
pub(crate) mod contact;
pub(crate) mod decision;
pub(crate) mod delegate;
pub(crate) mod digest;
pub(crate) mod due_change;
pub(crate) mod endorsement;
pub(crate) mod event;
pub(crate) mod evidence;
pub(crate) mod finding;
pub(crate) mod follow;
pub(crate) mod forum;
pub(crate) mod holiday;
pub(crate) mod import;
pub(crate) mod invitation;
pub(crate) mod job;
pub(crate) mod meeting;
pub(crate) mod membership;
pub(crate) mod milestone;
pub(crate) mod once;
pub(crate) mod organisation;
pub(crate) mod paper;
pub(crate) mod part;
pub(crate) mod plan;
pub(crate) mod progress;
pub(crate) mod provenance;
pub(crate) mod reminder;
pub(crate) mod report;
pub(crate) mod response;
pub(crate) mod responsible;
pub(crate) mod review_note;
pub(crate) mod review_query;
pub(crate) mod reviewer_city;
pub(crate) mod seat;
pub(crate) mod session;
pub(crate) mod sign_in_link;
pub(crate) mod staff;
pub(crate) mod strategy;
pub(crate) mod subscription;
pub(crate) mod subscription_link;
pub(crate) mod tenant;
pub(crate) mod voice;
pub(crate) mod voice_rules;
