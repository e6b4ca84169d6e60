//! The worker over a real database, with a clock that stands still and mails that are read again.

mod city;
mod inbox;
mod invitations;
mod reminders;
mod run;
mod sink;
mod smtp;
