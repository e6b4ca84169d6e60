//! The pages of a forum and of a meeting, for those who edit them.

use askama::Template;
use besa_domain::access::{EditForums, SeeForums};
use besa_domain::forums::{self, Forum, Meeting};
use besa_text::{Words, codes};
use poem::handler;
use poem::http::StatusCode;

use super::super::desk::Desk;
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
pub(super) fn of_forum(desk: &Desk, forum: &Forum) -> String {
    desk.at(&format!("forums/{}", forum.id))
}

/// Returns the URL of a meeting's page.
pub(super) fn of_meeting(desk: &Desk, meeting: &Meeting) -> String {
    desk.at(&format!("meetings/{}", meeting.id))
}

#[handler]
pub(super) async fn one_forum(desk: Desk) -> Result {
    let (w, permit) = (desk.w(), desk.permit::<SeeForums>()?);
    let body = forums::forum(desk.db(), &permit, desk.id()?).await?;
    let meetings = forums::meetings(desk.db(), &permit, Some(body.forum.id)).await?;
    let edits = desk.may::<EditForums>();
    let here = of_forum(&desk, &body.forum);
    let add = |words: String, path: &str| edits.then(|| (words, format!("{here}/{path}")));
    let seats = body.seats.iter().map(|seat| {
        let holder = body
            .holder(seat)
            .map_or_else(|| w.forum_vacant(), |one| one.name.clone());
        let term = runs(desk.language(), seat.starts_on, seat.ends_on);
        Row {
            href: edits.then(|| desk.at(&format!("seats/{}", seat.id))),
            title: seat.title.clone(),
            cells: vec![
                (w.forum_column_side(), codes::seat_side(w, seat.side.code())),
                (w.forum_column_holder(), holder),
                (w.forum_column_term(), term.unwrap_or_else(|| w.common_not_given())),
            ],
        }
    });
    let meetings = meetings.iter().map(|meeting| Row {
        href: Some(of_meeting(&desk, meeting)),
        title: meeting.title.clone(),
        cells: vec![
            (w.meeting_when(), when(&desk.city, meeting)),
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
        frame: desk.frame(&body.forum.name),
        w,
        shell: Shell::of(&desk, Open::Forums)
            .await?
            .under(w.forum_title(), desk.at("forums")),
        line: codes::forum_kind(w, body.forum.kind.code()),
        edit: edits.then(|| format!("{here}/edit")),
        public: desk.city.links().forum(body.forum.id),
        parts,
    };
    private(StatusCode::OK, &page)
}

#[handler]
pub(super) async fn one_meeting(desk: Desk) -> Result {
    let w = desk.w();
    let found = forums::meeting(desk.db(), &desk.permit::<SeeForums>()?, desk.id()?).await?;
    let edits = desk.may::<EditForums>();
    let here = of_meeting(&desk, &found.meeting);
    let day = desk.city.local(found.meeting.starts_at).date();
    let add = |words: String, path: &str| edits.then(|| (words, format!("{here}/{path}")));
    let papers = found.papers.iter().map(|paper| Row {
        href: edits.then(|| desk.at(&format!("papers/{}", paper.id))),
        title: paper.title.clone(),
        cells: vec![(w.paper_field_shared(), shared(&desk.city, paper.shared_on, day))],
    });
    let not_given = |text: Option<String>| text.unwrap_or_else(|| w.common_not_given());
    let decisions = found.decisions.iter().map(|decision| {
        let owner = decision.organisation_id.and_then(|id| found.organisation(id));
        let cell = |day: Option<time::Date>| not_given(day.map(|day| desk.day(day)));
        Row {
            href: edits.then(|| desk.at(&format!("decisions/{}", decision.id))),
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
        frame: desk.frame(&found.meeting.title),
        w,
        shell: Shell::of(&desk, Open::Forums)
            .await?
            .under(w.forum_title(), desk.at("forums"))
            .under(found.forum.name.clone(), of_forum(&desk, &found.forum)),
        line: format!("{} · {state}", when(&desk.city, &found.meeting)),
        edit: edits.then(|| format!("{here}/edit")),
        public: desk.city.links().meeting(found.meeting.id),
        parts,
    };
    private(StatusCode::OK, &page)
}
