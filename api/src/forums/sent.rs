//! Request bodies that create and change forums, seats, meetings, papers and decisions. A change keeps the
//! fields that are not sent.

use crate::examples::example;
use crate::values::{Code, Day, put, put_day, set};
use besa_domain::forums::{
    DecisionDraft, ForumDraft, ForumKind, MeetingDraft, MeetingState, PaperDraft, SeatDraft, Side,
};
use poem_openapi::Object;
use poem_openapi::types::MaybeUndefined;
use serde::Deserialize;
use time::OffsetDateTime;
use time::serde::rfc3339;
use uuid::Uuid;

/// The fields of a forum. A new forum requires `name`. In a change, fields that are not sent keep their
/// values; `null` clears an optional field.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "ForumFields", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ForumFields {
    /// For a change: the version that was read. Required unless `If-Match` is sent, which takes
    /// precedence. Ignored when a record is created.
    version: Option<i32>,
    /// The name. Unique in the city, ignoring case. Maximum 300 characters.
    name: Option<String>,
    /// The kind of forum. Default `other`.
    kind: Option<Code<ForumKind>>,
    /// Its remit: what it is for. Maximum 50,000 characters.
    remit: MaybeUndefined<String>,
    /// Its rules of procedure. Maximum 50,000 characters.
    rules: MaybeUndefined<String>,
    /// The web address of its rules, `http` or `https`. Maximum 1,000 characters.
    rules_link: MaybeUndefined<String>,
    /// The day it was founded.
    founded_on: MaybeUndefined<Day>,
}

example!(ForumFields {
    "name": "Open Government Forum",
    "kind": "multi_stakeholder",
    "remit": "It makes the plan with the municipality and follows it until it is done."
});

impl ForumFields {
    pub(super) fn apply_to(self, mut draft: ForumDraft) -> ForumDraft {
        set(&mut draft.name, self.name);
        set(&mut draft.kind, self.kind.map(|kind| kind.0));
        put(&mut draft.remit, self.remit);
        put(&mut draft.rules, self.rules);
        put(&mut draft.rules_link, self.rules_link);
        put_day(&mut draft.founded_on, &self.founded_on);
        draft
    }
}

/// The fields of a seat. A new seat requires `title`. In a change, fields that are not sent keep their
/// values; `null` clears an optional field.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "SeatFields", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct SeatFields {
    /// For a change: the version that was read. Required unless `If-Match` is sent, which takes
    /// precedence. Ignored when a record is created.
    version: Option<i32>,
    /// The title of the seat; it is public, so name an office, not a person. Maximum 300 characters.
    title: Option<String>,
    /// The group that the seat represents, for example civil society. Default `other`.
    side: Option<Code<Side>>,
    /// The id of the organisation that holds it.
    organisation: MaybeUndefined<Uuid>,
    /// The first day of the term.
    starts_on: MaybeUndefined<Day>,
    /// The last day of the term; not before `starts_on`.
    ends_on: MaybeUndefined<Day>,
}

example!(SeatFields {
    "title": "Speaker for the villages",
    "side": "residents",
    "starts_on": "2026-01-01",
    "ends_on": "2027-12-31"
});

impl SeatFields {
    pub(super) fn apply_to(self, mut draft: SeatDraft) -> SeatDraft {
        set(&mut draft.title, self.title);
        set(&mut draft.side, self.side.map(|side| side.0));
        put(&mut draft.organisation, self.organisation);
        put_day(&mut draft.starts_on, &self.starts_on);
        put_day(&mut draft.ends_on, &self.ends_on);
        draft
    }
}

/// The fields of a meeting. A new meeting requires `title` and `starts_at`. In a change, fields that are not
/// sent keep their values; `null` clears an optional field.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "MeetingFields", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct MeetingFields {
    /// For a change: the version that was read. Required unless `If-Match` is sent, which takes
    /// precedence. Ignored when a record is created.
    version: Option<i32>,
    /// The title. Maximum 300 characters.
    title: Option<String>,
    /// The time it begins; fractions of a second are not stored. Not in the future when `state` is `held`.
    #[serde(with = "rfc3339::option")]
    starts_at: Option<OffsetDateTime>,
    /// When it ends, in whole seconds; after `starts_at`.
    #[serde(deserialize_with = "moment")]
    ends_at: MaybeUndefined<OffsetDateTime>,
    /// The place. Maximum 1,000 characters.
    place: MaybeUndefined<String>,
    /// The web address to join online, `http` or `https`. Maximum 1,000 characters.
    link: MaybeUndefined<String>,
    /// Whether it is planned, was held, or was cancelled. Default `planned`.
    state: Option<Code<MeetingState>>,
    /// The reason for the cancellation. Required for `cancelled`, ignored for other states. Maximum 50,000
    /// characters.
    reason: MaybeUndefined<String>,
    /// The text of the invitation. Maximum 50,000 characters.
    notice: MaybeUndefined<String>,
    /// The day the members were invited to the meeting.
    noticed_on: MaybeUndefined<Day>,
    /// The agenda: maximum 100 items of 1,000 characters. Empty items are dropped. Replaces the whole list.
    agenda: Option<Vec<String>>,
    /// The ids of the organisations that attended. Only for `held`. Replaces the whole list.
    attended: Option<Vec<Uuid>>,
    /// The minutes. Only for `held`. Maximum 50,000 characters.
    minutes: MaybeUndefined<String>,
}

example!(MeetingFields {
    "title": "Third meeting of the year",
    "starts_at": "2026-12-10T15:00:00Z",
    "ends_at": "2026-12-10T17:00:00Z",
    "place": "Hall of the city library",
    "notice": "Everybody is welcome.",
    "noticed_on": "2026-11-20",
    "agenda": ["Results of the quarter", "Next year's calendar"]
});

fn moment<'de, D: serde::Deserializer<'de>>(from: D) -> Result<MaybeUndefined<OffsetDateTime>, D::Error> {
    Ok(match rfc3339::option::deserialize(from)? {
        Some(at) => MaybeUndefined::Value(at),
        None => MaybeUndefined::Null,
    })
}

impl MeetingFields {
    /// Returns `starts_at`, which a new meeting requires.
    pub(super) fn begins(&self) -> Option<OffsetDateTime> {
        self.starts_at
    }

    pub(super) fn apply_to(self, mut draft: MeetingDraft) -> MeetingDraft {
        set(&mut draft.title, self.title);
        set(&mut draft.starts_at, self.starts_at);
        put(&mut draft.ends_at, self.ends_at);
        put(&mut draft.place, self.place);
        put(&mut draft.link, self.link);
        set(&mut draft.state, self.state.map(|state| state.0));
        put(&mut draft.reason, self.reason);
        put(&mut draft.notice, self.notice);
        put_day(&mut draft.noticed_on, &self.noticed_on);
        set(&mut draft.agenda, self.agenda);
        let attended = self.attended.map(|ids| ids.into_iter().map(Into::into).collect());
        set(&mut draft.attended, attended);
        put(&mut draft.minutes, self.minutes);
        draft
    }
}

/// The fields of a paper. A new paper requires `title`, `link` and `shared_on`. In a change, fields that are
/// missing or `null` keep their values.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "PaperFields", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct PaperFields {
    /// For a change: the version that was read. Required unless `If-Match` is sent, which takes
    /// precedence. Ignored when a record is created.
    version: Option<i32>,
    /// The title. Maximum 300 characters.
    title: Option<String>,
    /// The web address, `http` or `https`. Maximum 1,000 characters.
    link: Option<String>,
    /// The day it was shared with the participants; not in the future.
    shared_on: Option<Day>,
}

example!(PaperFields {
    "title": "Results of the quarter",
    "link": "https://example.org/results.pdf",
    "shared_on": "2026-12-02"
});

impl PaperFields {
    pub(super) fn apply_to(self, mut draft: PaperDraft) -> PaperDraft {
        set(&mut draft.title, self.title);
        set(&mut draft.link, self.link);
        if let Some(day) = self.shared_on {
            draft.shared_on = Some(day.0);
        }
        draft
    }
}

/// The fields of a decision. A new decision requires `text`. In a change, fields that are not sent keep their
/// values; `null` clears an optional field.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "DecisionFields", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct DecisionFields {
    /// For a change: the version that was read. Required unless `If-Match` is sent, which takes
    /// precedence. Ignored when a record is created.
    version: Option<i32>,
    /// What was decided. Maximum 50,000 characters.
    text: Option<String>,
    /// The id of the organisation that carries it out.
    organisation: MaybeUndefined<Uuid>,
    /// The due date.
    due_on: MaybeUndefined<Day>,
    /// The day it was carried out; not in the future.
    done_on: MaybeUndefined<Day>,
}

example!(DecisionFields {
    "text": "The office publishes the results of every village by the end of January.",
    "due_on": "2027-01-31"
});

impl DecisionFields {
    pub(super) fn apply_to(self, mut draft: DecisionDraft) -> DecisionDraft {
        set(&mut draft.text, self.text);
        put(&mut draft.organisation, self.organisation);
        put_day(&mut draft.due_on, &self.due_on);
        put_day(&mut draft.done_on, &self.done_on);
        draft
    }
}
