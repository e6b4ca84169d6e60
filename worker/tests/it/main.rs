//! The worker with a real database and a fixed clock. The sent mails are parsed again.

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
