//! Forums and meetings as responses. No field refers to a person.

use crate::values::{Code, Day};
use besa_domain::OrganisationId;
use besa_domain::copy_fields;
use besa_domain::forums::{
    Decision, Forum, ForumKind, ForumWithSeats, Meeting, MeetingDetails, MeetingState, Paper, Seat, Side,
};
use besa_domain::stakeholders::Organisation;
use poem_openapi::Object;
use time::OffsetDateTime;
use uuid::Uuid;

/// A forum: a standing body, such as the multi-stakeholder forum of the plan. A field without a value is
/// `null`.
#[derive(Debug, Object)]
#[oai(rename = "Forum")]
pub(crate) struct ForumView {
    /// The id.
    id: Uuid,
    /// The name.
    name: String,
    /// The kind of forum.
    kind: Code<ForumKind>,
    /// Its remit: what it is for.
    remit: Option<String>,
    /// Its rules of procedure.
    rules: Option<String>,
    /// The web address of its rules.
    rules_link: Option<String>,
    /// The day it was founded.
    founded_on: Option<Day>,
    /// The version of the record; increases with each change.
    version: i32,
    /// When it was created.
    created_at: OffsetDateTime,
}

impl From<Forum> for ForumView {
    fn from(forum: Forum) -> Self {
        copy_fields!(forum => Self {
            name, remit, rules, rules_link, version, created_at,
        } with {
            id: forum.id.into(),
            kind: Code(forum.kind),
            founded_on: forum.founded_on.map(Day),
        })
    }
}

/// A forum with its seats.
#[derive(Debug, Object)]
#[oai(rename = "ForumDetail")]
pub(crate) struct ForumDetail {
    #[oai(flatten)]
    forum: ForumView,
    /// Its seats, sorted by side and title. Seats whose term is over are included.
    seats: Vec<SeatView>,
}

impl From<ForumWithSeats> for ForumDetail {
    fn from(body: ForumWithSeats) -> Self {
        let seats = body.seats.iter();
        Self {
            seats: seats
                .map(|seat| SeatView::of(seat.clone(), &body.organisations))
                .collect(),
            forum: body.forum.into(),
        }
    }
}

/// The id and name of an organisation.
#[derive(Debug, Object)]
#[oai(rename = "Holder")]
pub(crate) struct Holder {
    /// The id.
    id: Uuid,
    /// The name.
    name: String,
}

fn holder(id: Option<OrganisationId>, all: &[Organisation]) -> Option<Holder> {
    let found = all.iter().find(|one| Some(one.id) == id)?;
    Some(Holder {
        id: found.id.into(),
        name: found.name.clone(),
    })
}

/// A seat in a forum. A field without a value is `null`.
#[derive(Debug, Object)]
#[oai(rename = "Seat")]
pub(crate) struct SeatView {
    /// The id.
    id: Uuid,
    /// The title of the seat: an office, not a person.
    title: String,
    /// The group that the seat represents, for example civil society.
    side: Code<Side>,
    /// The organisation that holds it.
    organisation: Option<Holder>,
    /// The first day of the term.
    starts_on: Option<Day>,
    /// The last day of the term.
    ends_on: Option<Day>,
    /// The version of the record; increases with each change.
    version: i32,
}

impl SeatView {
    pub(super) fn of(seat: Seat, organisations: &[Organisation]) -> Self {
        Self {
            id: seat.id.into(),
            title: seat.title,
            side: Code(seat.side),
            organisation: holder(seat.organisation_id, organisations),
            starts_on: seat.starts_on.map(Day),
            ends_on: seat.ends_on.map(Day),
            version: seat.version,
        }
    }
}

/// A meeting of a forum. A field without a value is `null`.
#[derive(Debug, Object)]
#[oai(rename = "Meeting")]
pub(crate) struct MeetingView {
    /// The id.
    id: Uuid,
    /// The id of the forum.
    forum: Uuid,
    /// The title.
    title: String,
    /// When it begins.
    starts_at: OffsetDateTime,
    /// When it ends.
    ends_at: Option<OffsetDateTime>,
    /// The place.
    place: Option<String>,
    /// The web address to join online.
    link: Option<String>,
    /// Whether it is planned, was held, or was cancelled.
    state: Code<MeetingState>,
    /// The reason for the cancellation; `null` unless it was cancelled.
    reason: Option<String>,
    /// The text of the invitation.
    notice: Option<String>,
    /// The day the invitation was sent.
    noticed_on: Option<Day>,
    /// The items of the agenda, in order.
    agenda: Vec<String>,
    /// The minutes.
    minutes: Option<String>,
    /// The version of the record; increases with each change.
    version: i32,
    /// When it was created.
    created_at: OffsetDateTime,
    /// When it was last changed.
    changed_at: OffsetDateTime,
}

impl From<Meeting> for MeetingView {
    fn from(meeting: Meeting) -> Self {
        copy_fields!(meeting => Self {
            title, starts_at, ends_at, place, link, reason, notice, minutes, version, created_at, changed_at,
        } with {
            id: meeting.id.into(),
            forum: meeting.forum_id.into(),
            state: Code(meeting.state),
            noticed_on: meeting.noticed_on.map(Day),
            agenda: meeting.agenda.0,
        })
    }
}

/// A meeting with its papers, attendance and decisions.
#[derive(Debug, Object)]
#[oai(rename = "MeetingDetail")]
pub(crate) struct MeetingDetail {
    #[oai(flatten)]
    meeting: MeetingView,
    /// Its papers, sorted by the day they were shared.
    papers: Vec<PaperView>,
    /// The organisations that attended.
    attended: Vec<Holder>,
    /// Its decisions, oldest first.
    decisions: Vec<DecisionView>,
}

impl From<MeetingDetails> for MeetingDetail {
    fn from(gathering: MeetingDetails) -> Self {
        let all = gathering.organisations;
        let attended = gathering.attended.iter();
        let decisions = gathering.decisions.into_iter();
        Self {
            papers: gathering.papers.into_iter().map(PaperView::from).collect(),
            attended: attended
                .filter_map(|row| holder(Some(row.organisation_id), &all))
                .collect(),
            decisions: decisions.map(|row| DecisionView::of(row, &all)).collect(),
            meeting: gathering.meeting.into(),
        }
    }
}

/// A paper for a meeting.
#[derive(Debug, Object)]
#[oai(rename = "Paper")]
pub(crate) struct PaperView {
    /// The id.
    id: Uuid,
    /// The title.
    title: String,
    /// The web address.
    link: String,
    /// The day it was shared with the participants.
    shared_on: Day,
    /// The version of the record; increases with each change.
    version: i32,
}

impl From<Paper> for PaperView {
    fn from(paper: Paper) -> Self {
        Self {
            id: paper.id.into(),
            title: paper.title,
            link: paper.link,
            shared_on: Day(paper.shared_on),
            version: paper.version,
        }
    }
}

/// A decision of a meeting. A field without a value is `null`.
#[derive(Debug, Object)]
#[oai(rename = "Decision")]
pub(crate) struct DecisionView {
    /// The id.
    id: Uuid,
    /// What was decided.
    text: String,
    /// The organisation that carries it out.
    organisation: Option<Holder>,
    /// The due date.
    due_on: Option<Day>,
    /// The day it was carried out.
    done_on: Option<Day>,
    /// The version of the record; increases with each change.
    version: i32,
}

impl DecisionView {
    pub(super) fn of(decision: Decision, organisations: &[Organisation]) -> Self {
        Self {
            id: decision.id.into(),
            text: decision.text,
            organisation: holder(decision.organisation_id, organisations),
            due_on: decision.due_on.map(Day),
            done_on: decision.done_on.map(Day),
            version: decision.version,
        }
    }
}
