//! The editable fields of a meeting: notice and agenda before it, attendance and minutes after it.

use super::{Meeting, MeetingDetails, MeetingState};
use crate::copy_fields;
use crate::error::{Result, code};
use crate::ids::OrganisationId;
use crate::input::{self, Check};
use crate::records::Texts;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use time::{Date, OffsetDateTime};

/// Maximum number of items on an agenda.
const MAX_ITEMS: usize = 100;

/// The fields of a meeting that a coordinator can edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingDraft {
    /// The title.
    pub title: String,
    /// When it begins.
    pub starts_at: OffsetDateTime,
    /// When it ends.
    pub ends_at: Option<OffsetDateTime>,
    /// Where it is.
    pub place: Option<String>,
    /// The URL to join it remotely.
    pub link: Option<String>,
    /// Whether it is planned, was held or was cancelled.
    pub state: MeetingState,
    /// Why it was cancelled.
    pub reason: Option<String>,
    /// The text of the invitation.
    pub notice: Option<String>,
    /// The day the invitation was sent.
    pub noticed_on: Option<Date>,
    /// The items of the agenda, in order.
    pub agenda: Vec<String>,
    /// The organisations that attended.
    pub attended: BTreeSet<OrganisationId>,
    /// The minutes.
    pub minutes: Option<String>,
}

impl MeetingDraft {
    /// Creates the draft of a planned meeting with only its start.
    pub fn at(starts_at: OffsetDateTime) -> Self {
        Self {
            title: String::new(),
            starts_at,
            ends_at: None,
            place: None,
            link: None,
            state: MeetingState::Planned,
            reason: None,
            notice: None,
            noticed_on: None,
            agenda: Vec::new(),
            attended: BTreeSet::new(),
            minutes: None,
        }
    }

    /// Returns the stored fields, for editing.
    pub fn of(gathering: &MeetingDetails) -> Self {
        let meeting = &gathering.meeting;
        copy_fields!(&meeting => Self {
            title, starts_at, ends_at, place, link, state, reason, notice, noticed_on, minutes,
        } with {
            agenda: meeting.agenda.0.clone(),
            attended: gathering.attended.iter().map(|row| row.organisation_id).collect(),
        })
    }

    /// Returns the draft validated and normalised, as it is stored at the time `now`.
    ///
    /// # Errors
    /// `Invalid` with all field errors: among others, a meeting that was held must not be in the
    /// future, only such a meeting may have attendance and minutes, and a cancelled one needs a reason.
    pub fn checked(self, now: OffsetDateTime) -> Result<Self> {
        let mut check = Check::new();
        let held = self.state == MeetingState::Held;
        check.must(!held || self.starts_at <= now, "starts_at", code::DATE_IN_FUTURE);
        let order = self.ends_at.is_none_or(|end| end > self.starts_at);
        check.must(order, "ends_at", code::DATE_ORDER);
        check.must(held || self.attended.is_empty(), "attended", code::NOT_HELD);
        let reason = check.prose("reason", self.reason.as_deref());
        let off = self.state == MeetingState::Cancelled;
        check.must(!off || reason.is_some(), "reason", code::REASON_MISSING);
        let minutes = check.prose("minutes", self.minutes.as_deref());
        check.must(held || minutes.is_none(), "minutes", code::NOT_HELD);
        check.must(self.agenda.len() <= MAX_ITEMS, "agenda", code::OUT_OF_RANGE);
        let items = self.agenda.iter();
        let agenda = items.filter_map(|item| check.maybe_line("agenda", Some(item), input::LINE));
        let draft = Self {
            agenda: agenda.collect(),
            title: check.line("title", &self.title, input::TITLE),
            starts_at: whole(self.starts_at),
            ends_at: self.ends_at.map(whole),
            place: check.maybe_line("place", self.place.as_deref(), input::LINE),
            link: check.url("link", self.link.as_deref()),
            reason: reason.filter(|_| off),
            notice: check.prose("notice", self.notice.as_deref()),
            minutes,
            ..self
        };
        check.done()?;
        Ok(draft)
    }

    pub(super) fn into_row(self, old: Meeting, now: OffsetDateTime) -> Meeting {
        copy_fields!(self => Meeting {
            title, starts_at, ends_at, place, link, state, reason, notice, noticed_on, minutes,
        } with {
            agenda: Texts(self.agenda),
            changed_at: now,
        } over old)
    }
}

/// Cuts a time to whole seconds, as times are stored.
fn whole(at: OffsetDateTime) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(at.unix_timestamp()).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;
    use time::macros::datetime;

    const NOW: OffsetDateTime = datetime!(2026-11-23 09:00 UTC);

    fn draft(at: OffsetDateTime) -> MeetingDraft {
        MeetingDraft {
            title: "Quarterly meeting".to_owned(),
            ..MeetingDraft::at(at)
        }
    }

    fn refused(draft: MeetingDraft) -> (String, &'static str) {
        let Err(Error::Invalid(errors)) = draft.checked(NOW) else {
            panic!("it is wrong")
        };
        let [error] = errors.as_slice() else {
            panic!("one thing is wrong: {errors:?}")
        };
        (error.field.to_string(), error.code)
    }

    #[test]
    fn what_has_not_happened_is_not_held() {
        let later = datetime!(2026-11-24 09:00 UTC);
        let held = MeetingDraft {
            state: MeetingState::Held,
            ..draft(later)
        };
        assert_eq!(refused(held), ("starts_at".to_owned(), code::DATE_IN_FUTURE));
        let minutes = MeetingDraft {
            minutes: Some("Everybody came.".to_owned()),
            ..draft(later)
        };
        assert_eq!(refused(minutes), ("minutes".to_owned(), code::NOT_HELD));
    }

    #[test]
    fn a_meeting_is_called_off_for_a_reason() {
        let off = MeetingDraft {
            state: MeetingState::Cancelled,
            ..draft(NOW)
        };
        assert_eq!(refused(off.clone()), ("reason".to_owned(), code::REASON_MISSING));
        let off = MeetingDraft {
            reason: Some("The hall is flooded.".to_owned()),
            ..off
        };
        assert!(off.checked(NOW).is_ok());
    }

    #[test]
    fn a_meeting_ends_after_it_begins_and_empty_items_are_none() {
        let short = MeetingDraft {
            ends_at: Some(NOW),
            ..draft(NOW)
        };
        assert_eq!(refused(short), ("ends_at".to_owned(), code::DATE_ORDER));
        let items = MeetingDraft {
            agenda: vec![" Water ".to_owned(), "  ".to_owned(), "Waste".to_owned()],
            ..draft(NOW)
        };
        assert_eq!(items.checked(NOW).unwrap().agenda, ["Water", "Waste"]);
    }
}
