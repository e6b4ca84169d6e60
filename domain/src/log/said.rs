//! What an entry says of a change, as far as sentences tell it.

use super::Event;
use serde::Deserialize;

/// What an entry says of a change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Said {
    /// The title of the thing.
    pub title: Option<String>,
    /// The earlier state or day, by its code.
    pub from: Option<String>,
    /// The new state or day.
    pub to: Option<String>,
    /// How far the thing was.
    pub from_percent: Option<i64>,
    /// How far it is.
    pub percent: Option<i64>,
    /// Why, where a reason was given.
    pub reason: Option<String>,
    /// Of an answer: what kind of voice it answers.
    pub kind: Option<String>,
    /// Of an answer: which, by its id.
    pub voice: Option<String>,
}

impl Said {
    /// What `event` says; nothing of an entry whose body is of another make.
    pub fn of(event: &Event) -> Self {
        serde_json::from_str(&event.body).unwrap_or_default()
    }
}
