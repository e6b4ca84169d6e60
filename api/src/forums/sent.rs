//! What is sent of bodies, seats, meetings, papers and decisions. Only what is sent changes.

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

/// What is said of a standing body. A new one needs `name`; its kind is `other` when none is sent.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "ForumFields", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ForumFields {
    /// With a change: the version that was read, unless `If-Match` says it.
    version: Option<i32>,
    /// The name; one body in a city has it.
    name: Option<String>,
    /// What kind it is.
    kind: Option<Code<ForumKind>>,
    /// What it is for.
    remit: MaybeUndefined<String>,
    /// How it works.
    rules: MaybeUndefined<String>,
    /// Where the rules are.
    rules_link: MaybeUndefined<String>,
    /// The day it was set up.
    founded_on: MaybeUndefined<Day>,
}

example!(ForumFields {
    "name": "Open Government Forum",
    "kind": "multi_stakeholder",
    "remit": "It makes the plan with the municipality and follows it until it is done."
});

impl ForumFields {
    pub(super) fn over(self, mut draft: ForumDraft) -> ForumDraft {
        set(&mut draft.name, self.name);
        set(&mut draft.kind, self.kind.map(|kind| kind.0));
        put(&mut draft.remit, self.remit);
        put(&mut draft.rules, self.rules);
        put(&mut draft.rules_link, self.rules_link);
        put_day(&mut draft.founded_on, &self.founded_on);
        draft
    }
}

/// What is said of a seat. A new one needs `title`; its side is `other` when none is sent.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "SeatFields", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct SeatFields {
    /// With a change: the version that was read, unless `If-Match` says it.
    version: Option<i32>,
    /// What the seat is for: an office, not a person.
    title: Option<String>,
    /// Whose side it is on.
    side: Option<Code<Side>>,
    /// Who holds it, by its id.
    organisation: MaybeUndefined<Uuid>,
    /// The first day of the term.
    starts_on: MaybeUndefined<Day>,
    /// The last day of the term.
    ends_on: MaybeUndefined<Day>,
}

example!(SeatFields {
    "title": "Speaker for the villages",
    "side": "residents",
    "starts_on": "2026-01-01",
    "ends_on": "2027-12-31"
});

impl SeatFields {
    pub(super) fn over(self, mut draft: SeatDraft) -> SeatDraft {
        set(&mut draft.title, self.title);
        set(&mut draft.side, self.side.map(|side| side.0));
        put(&mut draft.organisation, self.organisation);
        put_day(&mut draft.starts_on, &self.starts_on);
        put_day(&mut draft.ends_on, &self.ends_on);
        draft
    }
}

/// What is said of a meeting. A new one needs `title` and `starts_at`. Attendance and minutes are
/// for meetings that were held; one that is called off needs a `reason`.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "MeetingFields", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct MeetingFields {
    /// With a change: the version that was read, unless `If-Match` says it.
    version: Option<i32>,
    /// The title.
    title: Option<String>,
    /// When it begins.
    #[serde(with = "rfc3339::option")]
    starts_at: Option<OffsetDateTime>,
    /// When it ends.
    #[serde(deserialize_with = "moment")]
    ends_at: MaybeUndefined<OffsetDateTime>,
    /// Where it is.
    place: MaybeUndefined<String>,
    /// Where to join from afar.
    link: MaybeUndefined<String>,
    /// Whether it is to come, was held, or was called off.
    state: Option<Code<MeetingState>>,
    /// Why it was called off.
    reason: MaybeUndefined<String>,
    /// What the invitation says.
    notice: MaybeUndefined<String>,
    /// The day the invitation went out.
    noticed_on: MaybeUndefined<Day>,
    /// What is talked about, in order.
    agenda: Option<Vec<String>>,
    /// Which organisations were there, by their ids.
    attended: Option<Vec<Uuid>>,
    /// What was said.
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
    /// When a new meeting begins, where that was said.
    pub(super) fn begins(&self) -> Option<OffsetDateTime> {
        self.starts_at
    }

    pub(super) fn over(self, mut draft: MeetingDraft) -> MeetingDraft {
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

/// What is said of a paper. A new one needs all three.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "PaperFields", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct PaperFields {
    /// With a change: the version that was read, unless `If-Match` says it.
    version: Option<i32>,
    /// The title.
    title: Option<String>,
    /// Its address.
    link: Option<String>,
    /// The day it was shared with those who come.
    shared_on: Option<Day>,
}

example!(PaperFields {
    "title": "Results of the quarter",
    "link": "https://example.org/results.pdf",
    "shared_on": "2026-12-02"
});

impl PaperFields {
    pub(super) fn over(self, mut draft: PaperDraft) -> PaperDraft {
        set(&mut draft.title, self.title);
        set(&mut draft.link, self.link);
        if let Some(day) = self.shared_on {
            draft.shared_on = Some(day.0);
        }
        draft
    }
}

/// What is said of a decision. A new one needs `text`.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "DecisionFields", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct DecisionFields {
    /// With a change: the version that was read, unless `If-Match` says it.
    version: Option<i32>,
    /// What was decided.
    text: Option<String>,
    /// Who carries it out, by its id.
    organisation: MaybeUndefined<Uuid>,
    /// The day by which.
    due_on: MaybeUndefined<Day>,
    /// The day it was done.
    done_on: MaybeUndefined<Day>,
}

example!(DecisionFields {
    "text": "The office publishes the results of every village by the end of January.",
    "due_on": "2027-01-31"
});

impl DecisionFields {
    pub(super) fn over(self, mut draft: DecisionDraft) -> DecisionDraft {
        set(&mut draft.text, self.text);
        put(&mut draft.organisation, self.organisation);
        put_day(&mut draft.due_on, &self.due_on);
        put_day(&mut draft.done_on, &self.done_on);
        draft
    }
}
