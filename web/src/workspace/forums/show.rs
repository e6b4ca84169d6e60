//! The pages of a forum and of a meeting, for those who edit them.

use askama::Template;
use besa_domain::access::{EditForums, SeeForums};
use besa_domain::forums::{self, Forum, Meeting};
use besa_text::{Words, codes};
use poem::handler;
use poem::http::StatusCode;

use super::super::member_request::MemberRequest;
use super::super::shell::{Open, Shell};
use crate::error::Result;
use crate::frame::Frame;
use crate::page::private;
use crate::public::forums::{shared, when};
use crate::public::picture::runs;

/// A row of a table: its texts, and the URL of its form.
struct Row {
    href: Option<String>,
    title: String,
    cells: Vec<(String, String)>,
}

/// A table under a heading.
struct Part {
    id: &'static str,
    title: String,
    none: String,
    /// The name of the first column.
    first: String,
    rows: Vec<Row>,
    /// Label and URL of the link that adds a row.
    add: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "workspace/forums/show.html")]
struct ForumPage {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    line: String,
    edit: Option<String>,
    public: String,
    parts: Vec<Part>,
}

/// Returns the URL of a forum's page.
pub(super) fn of_forum(request: &MemberRequest, forum: &Forum) -> String {
    request.at(&format!("forums/{}", forum.id))
}

/// Returns the URL of a meeting's page.
pub(super) fn of_meeting(request: &MemberRequest, meeting: &Meeting) -> String {
    request.at(&format!("meetings/{}", meeting.id))
}

#[handler]
pub(super) async fn one_forum(request: MemberRequest) -> Result {
    let (w, permit) = (request.w(), request.permit::<SeeForums>()?);
    let body = forums::forum(request.db(), &permit, request.id()?).await?;
    let meetings = forums::meetings(request.db(), &permit, Some(body.forum.id)).await?;
    let edits = request.may::<EditForums>();
    let here = of_forum(&request, &body.forum);
    let add = |words: String, path: &str| edits.then(|| (words, format!("{here}/{path}")));
    let seats = body.seats.iter().map(|seat| {
        let holder = body
            .holder(seat)
            .map_or_else(|| w.forum_vacant(), |one| one.name.clone());
        let term = runs(request.language(), seat.starts_on, seat.ends_on);
        Row {
            href: edits.then(|| request.at(&format!("seats/{}", seat.id))),
            title: seat.title.clone(),
            cells: vec![
                (w.forum_column_side(), codes::seat_side(w, seat.side.code())),
                (w.forum_column_holder(), holder),
                (w.forum_column_term(), term.unwrap_or_else(|| w.common_not_given())),
            ],
        }
    });
    let meetings = meetings.iter().map(|meeting| Row {
        href: Some(of_meeting(&request, meeting)),
        title: meeting.title.clone(),
        cells: vec![
            (w.meeting_when(), when(&request.city, meeting)),
            (w.meeting_state(), codes::meeting_state(w, meeting.state.code())),
        ],
    });
    let parts = vec![
        Part {
            id: "meetings",
            title: w.public_nav_meetings(),
            none: w.forum_coming_none(),
            first: w.meeting_kicker(),
            rows: meetings.collect(),
            add: add(w.meeting_new(), "meetings/new"),
        },
        Part {
            id: "seats",
            title: w.forum_members(),
            none: w.forum_no_seats(),
            first: w.forum_column_seat(),
            rows: seats.collect(),
            add: add(w.seat_new(), "seats/new"),
        },
    ];
    let page = ForumPage {
        frame: request.frame(&body.forum.name),
        w,
        shell: Shell::of(&request, Open::Forums)
            .await?
            .under(w.forum_title(), request.at("forums")),
        line: codes::forum_kind(w, body.forum.kind.code()),
        edit: edits.then(|| format!("{here}/edit")),
        public: request.city.links().forum(body.forum.id),
        parts,
    };
    private(StatusCode::OK, &page)
}

#[handler]
pub(super) async fn one_meeting(request: MemberRequest) -> Result {
    let w = request.w();
    let found = forums::meeting(request.db(), &request.permit::<SeeForums>()?, request.id()?).await?;
    let edits = request.may::<EditForums>();
    let here = of_meeting(&request, &found.meeting);
    let day = request.city.local(found.meeting.starts_at).date();
    let add = |words: String, path: &str| edits.then(|| (words, format!("{here}/{path}")));
    let papers = found.papers.iter().map(|paper| Row {
        href: edits.then(|| request.at(&format!("papers/{}", paper.id))),
        title: paper.title.clone(),
        cells: vec![(w.paper_field_shared(), shared(&request.city, paper.shared_on, day))],
    });
    let not_given = |text: Option<String>| text.unwrap_or_else(|| w.common_not_given());
    let decisions = found.decisions.iter().map(|decision| {
        let owner = decision.organisation_id.and_then(|id| found.organisation(id));
        let cell = |day: Option<time::Date>| not_given(day.map(|day| request.day(day)));
        Row {
            href: edits.then(|| request.at(&format!("decisions/{}", decision.id))),
            title: decision.text.clone(),
            cells: vec![
                (w.meeting_column_owner(), not_given(owner.map(|one| one.name.clone()))),
                (w.meeting_column_due(), cell(decision.due_on)),
                (w.decision_field_done(), cell(decision.done_on)),
            ],
        }
    });
    let state = codes::meeting_state(w, found.meeting.state.code());
    let parts = vec![
        Part {
            id: "papers",
            title: w.meeting_papers(),
            none: w.meeting_papers_none(),
            first: w.paper_field_title(),
            rows: papers.collect(),
            add: add(w.paper_new(), "papers/new"),
        },
        Part {
            id: "decisions",
            title: w.meeting_decisions(),
            none: w.meeting_decisions_none(),
            first: w.meeting_column_decision(),
            rows: decisions.collect(),
            add: add(w.decision_new(), "decisions/new"),
        },
    ];
    let page = ForumPage {
        frame: request.frame(&found.meeting.title),
        w,
        shell: Shell::of(&request, Open::Forums)
            .await?
            .under(w.forum_title(), request.at("forums"))
            .under(found.forum.name.clone(), of_forum(&request, &found.forum)),
        line: format!("{} · {state}", when(&request.city, &found.meeting)),
        edit: edits.then(|| format!("{here}/edit")),
        public: request.city.links().meeting(found.meeting.id),
        parts,
    };
    private(StatusCode::OK, &page)
}
