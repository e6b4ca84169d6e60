//! Voices: the comments and proposals of residents and organisations, from receipt to answer.
//!
//! Comments and proposals have the same life cycle: written, confirmed, moderated if the city wants it,
//! published, answered. They share one table. Authors are private and have a table of their own.

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

pub(crate) use author::next_expiry;
pub use author::{ConfirmationMail, HOLDS, Pending, confirm, link, pending, question, sweep, unlink};
pub use holidays::{Holiday, HolidayDraft, add_holiday, holiday, holidays, remove_holiday};
pub use limits::{KNOWN_LINKS, LINK_TRIES, LINKS, count, most_links};
pub use mails::{VoiceMail, mail};
pub use moderate::{hide, publish};
pub use read::{
    Figures, Filter, InboxSection, Threads, VoiceDetails, answered, figures, get, inbox, list, replies, thread, waiting,
};
pub use rules::{RestDay, Rules, edit_rules, rules};
pub use speak::{Draft, Received, Submission, submit};
pub use subject::{About, Subject};

pub(crate) use moderate::title;
pub(crate) use read::with_records;
pub(crate) use rules::Workdays;
pub(crate) use subject::{SubjectRecords, place};

use crate::coded::coded;
use crate::voices::tables::voice;
use time::Date;

/// A comment or a proposal.
pub type Voice = voice::Model;

coded! {
    /// The kind of a voice.
    VoiceKind {
        /// A comment on a plan, commitment, milestone or report.
        Comment = "comment",
        /// A proposal, with a title. It need not be about a record.
        Proposal = "proposal",
    }
    /// The state of a voice.
    VoiceState {
        /// Its e-mail address is not confirmed yet. Nobody can see it.
        Unconfirmed = "unconfirmed",
        /// Received; waits for moderation.
        Waiting = "waiting",
        /// Published.
        Published = "published",
        /// Hidden by a rule, which is shown in its place.
        Hidden = "hidden",
    }
    /// Why a voice is hidden.
    HideRule {
        /// It contains personal data.
        PersonalData = "personal_data",
        /// It insults or threatens.
        Insult = "insult",
        /// It is advertising.
        Spam = "spam",
        /// It is off topic.
        OffTopic = "off_topic",
        /// It is unlawful.
        Unlawful = "unlawful",
    }
}

/// The states in which a voice that asks for an answer counts in the city's figures. A hidden one still counts, and
/// can be answered: hiding never improves the figures.
pub(crate) const COUNTED: [VoiceState; 2] = [VoiceState::Published, VoiceState::Hidden];

impl Voice {
    /// Returns the innermost record that it is about; `None` for a proposal about no record.
    pub fn about(&self) -> Option<About> {
        let report = self.report_id.map(About::Report);
        let milestone = self.milestone_id.map(About::Milestone);
        let commitment = self.commitment_id.map(About::Commitment);
        report.or(milestone).or(commitment).or(self.plan_id.map(About::Plan))
    }

    /// Returns whether it was received, is not held, and waits for an answer.
    pub fn waits(&self) -> bool {
        self.asks && self.answered_at.is_none() && COUNTED.contains(&self.state)
    }

    /// Returns whether the answer is overdue on `today`, the current day in the city.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.waits() && self.due_on.is_some_and(|due| due < today)
    }
}

/// Returns a name as it is shown by default: the first name and the initial of the last.
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
