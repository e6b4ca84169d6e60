//! The worker over a real database, with a clock that stands still and mails that are read again.

#![expect(clippy::unwrap_used, reason = "what cannot be set up must stop the test")]

mod city;
mod digests;
mod inbox;
mod invitations;
mod obligations;
mod reminders;
mod reports;
mod run;
mod shelf;
mod smtp;
