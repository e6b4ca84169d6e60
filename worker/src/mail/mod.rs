//! Mails: their texts, the messages built from them, and how they are sent.

mod city;
pub(crate) mod confirmation;
pub(crate) mod digest;
mod directory;
mod frame;
pub(crate) mod invitation;
mod mailer;
mod message;
pub(crate) mod obligation;
pub(crate) mod query;
pub(crate) mod reminder;
#[cfg(test)]
mod samples;
mod smtp;
mod template;
#[cfg(test)]
mod tests;
pub(crate) mod voice;
mod wall;

pub(crate) use city::City;
pub(crate) use frame::Rendered;
pub use mailer::{Mailer, Refused, Sender};
pub(crate) use message::{Mail, Unsubscribe};
pub(crate) use template::{Placeholders, Template};
