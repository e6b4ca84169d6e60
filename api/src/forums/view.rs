//! Bodies and their meetings as they are read. Nothing here names a person.

use crate::values::{Code, Day};
use besa_domain::OrganisationId;
use besa_domain::copy_fields;
use besa_domain::forums::{Body, Decision, Forum, ForumKind, Gathering, Meeting, MeetingState, Paper, Seat, Side};
use besa_domain::stakeholders::Organisation;
use poem_openapi::Object;
use time::OffsetDateTime;
use uuid::Uuid;

/// A standing body.
#[derive(Debug, Object)]
#[oai(rename = "Forum")]
pub(crate) struct ForumView {
    /// The id.
    id: Uuid,
    /// The name.
    name: String,
    /// What kind it is.
    kind: Code<ForumKind>,
    /// What it is for.
    remit: Option<String>,
    /// How it works.
    rules: Option<String>,
    /// Where the rules are.
    rules_link: Option<String>,
    /// The day it was set up.
    founded_on: Option<Day>,
    /// Bumped by each change.
    version: i32,
    /// When it was made.
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

/// A standing body and who sits in it.
#[derive(Debug, Object)]
#[oai(rename = "ForumDetail")]
pub(crate) struct ForumDetail {
    #[oai(flatten)]
    forum: ForumView,
    /// Its seats, those whose term is over too.
    seats: Vec<SeatView>,
}

impl From<Body> for ForumDetail {
    fn from(body: Body) -> Self {
        let seats = body.seats.iter();
        Self {
            seats: seats
                .map(|seat| SeatView::of(seat.clone(), &body.organisations))
                .collect(),
            forum: body.forum.into(),
        }
    }
}

/// An organisation, by its name.
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

/// A seat in a standing body.
#[derive(Debug, Object)]
#[oai(rename = "Seat")]
pub(crate) struct SeatView {
    /// The id.
    id: Uuid,
    /// What the seat is for.
    title: String,
    /// Whose side it is on.
    side: Code<Side>,
    /// Who holds it.
    organisation: Option<Holder>,
    /// The first day of the term.
    starts_on: Option<Day>,
    /// The last day of the term.
    ends_on: Option<Day>,
    /// Bumped by each change.
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

/// A meeting of a standing body.
#[derive(Debug, Object)]
#[oai(rename = "Meeting")]
pub(crate) struct MeetingView {
    /// The id.
    id: Uuid,
    /// The body that meets.
    forum: Uuid,
    /// The title.
    title: String,
    /// When it begins.
    starts_at: OffsetDateTime,
    /// When it ends.
    ends_at: Option<OffsetDateTime>,
    /// Where it is.
    place: Option<String>,
    /// Where to join from afar.
    link: Option<String>,
    /// Whether it is to come, was held, or was called off.
    state: Code<MeetingState>,
    /// Why it was called off.
    reason: Option<String>,
    /// What the invitation says.
    notice: Option<String>,
    /// The day the invitation went out.
    noticed_on: Option<Day>,
    /// What is talked about, in order.
    agenda: Vec<String>,
    /// What was said.
    minutes: Option<String>,
    /// Bumped by each change.
    version: i32,
    /// When it was made.
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

/// A meeting with all that hangs on it.
#[derive(Debug, Object)]
#[oai(rename = "MeetingDetail")]
pub(crate) struct MeetingDetail {
    #[oai(flatten)]
    meeting: MeetingView,
    /// Its papers, by the day they were shared.
    papers: Vec<PaperView>,
    /// Which organisations were there.
    attended: Vec<Holder>,
    /// What it decided.
    decisions: Vec<DecisionView>,
}

impl From<Gathering> for MeetingDetail {
    fn from(gathering: Gathering) -> Self {
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
    /// Its address.
    link: String,
    /// The day it was shared with those who come.
    shared_on: Day,
    /// Bumped by each change.
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

/// What a meeting decided.
#[derive(Debug, Object)]
#[oai(rename = "Decision")]
pub(crate) struct DecisionView {
    /// The id.
    id: Uuid,
    /// What was decided.
    text: String,
    /// Who carries it out.
    organisation: Option<Holder>,
    /// The day by which.
    due_on: Option<Day>,
    /// The day it was done.
    done_on: Option<Day>,
    /// Bumped by each change.
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
