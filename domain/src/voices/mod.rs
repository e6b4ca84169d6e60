//! Voices: what residents say of the plan, and how it is kept, shown, hidden and answered in time.
//!
//! A comment and a proposal live the same life: written, confirmed, perhaps looked at, shown,
//! answered. They are rows of one table. An author is a row of her own, and private.

mod author;
mod holidays;
mod limits;
mod mails;
mod moderate;
mod read;
pub mod responses;
mod rules;
mod speak;
mod subject;
pub(crate) mod tables;

pub use author::{HOLDS, Pending, Question, confirm, link, pending, question, sweep, unlink};
pub use holidays::{Holiday, HolidayDraft, add_holiday, holiday, holidays, remove_holiday};
pub use limits::{LINKS as LINK_TRIES, count};
pub use mails::{Letter, letter};
pub use moderate::{hide, publish};
pub use read::{Figures, Filter, Shelf, Told, answered, figures, get, inbox, list, replies, thread};
pub use rules::{RestDay, Rules, edit_rules, rules};
pub use speak::{Draft, LINKS, Spoken, speak};
pub use subject::{About, Subject};

pub(crate) use moderate::title;
pub(crate) use read::tell;
pub(crate) use rules::Workdays;
pub(crate) use speak::links;
pub(crate) use subject::{Place, place};

use crate::coded::coded;
use crate::voices::tables::voice;
use time::Date;

/// A comment or a proposal.
pub type Voice = voice::Model;

coded! {
    /// What a voice is.
    VoiceKind {
        /// Words on something in the plan.
        Comment = "comment",
        /// An idea of one's own, with a title.
        Proposal = "proposal",
    }
    /// Where a voice stands.
    VoiceState {
        /// Its address was not confirmed yet. Nobody sees it.
        Unconfirmed = "unconfirmed",
        /// Received, and to be looked at before it is shown.
        Waiting = "waiting",
        /// Shown.
        Published = "published",
        /// Hidden by a rule, which is shown in its place.
        Hidden = "hidden",
    }
    /// Why a voice is hidden.
    HideRule {
        /// It tells of a person what is nobody's business.
        PersonalData = "personal_data",
        /// It insults or threatens.
        Insult = "insult",
        /// It advertises.
        Spam = "spam",
        /// It is about something else.
        OffTopic = "off_topic",
        /// The law forbids it.
        Unlawful = "unlawful",
    }
}

impl Voice {
    /// What it is about.
    pub fn about(&self) -> Option<About> {
        let report = self.report_id.map(About::Report);
        let milestone = self.milestone_id.map(About::Milestone);
        let commitment = self.commitment_id.map(About::Commitment);
        report.or(milestone).or(commitment).or(self.plan_id.map(About::Plan))
    }

    /// Whether the city owes an answer.
    pub fn waits(&self) -> bool {
        self.asks && self.answered_at.is_none() && self.state == VoiceState::Published
    }

    /// Whether the answer is late on `today`, the city's present day.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.waits() && self.due_on.is_some_and(|due| due < today)
    }
}

/// A name as it is shown unless its owner wants it otherwise: the first name and an initial.
pub fn short_name(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().unwrap_or_default();
    match words.next_back().and_then(|last| last.chars().next()) {
        Some(initial) => format!("{first} {initial}."),
        None => first.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::short_name;

    #[test]
    fn a_name_is_shortened_to_an_initial() {
        assert_eq!(short_name("Ana Maria Çela"), "Ana Ç.");
        assert_eq!(short_name("Ana"), "Ana");
        assert_eq!(short_name(" "), "");
    }
}
