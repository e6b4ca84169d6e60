//! "This week": what needs attention, by consequence.

use askama::Template;
use askama::filters::Safe;
use besa_domain::CommitmentId;
use besa_domain::access::{AddEvidence, EditPlan, ImportPlan, ReportProgress, SeeWeek};
use besa_domain::commitments::{self, Commitment};
use besa_domain::evidence::About;
use besa_domain::milestones::{self, Milestone};
use besa_domain::week::{self, Week};
use besa_domain::whole::PlanRecords;
use besa_text::{Words, dates, numbers};
use poem::handler;
use poem::http::StatusCode;
use time::OffsetDateTime;

use super::evidence;
use super::marks::{self, Status};
use super::member_request::MemberRequest;
use super::shell::{self, Open, Shell, desk_week};
use super::standards::{Due, due_in};
use crate::error::Result;
use crate::frame::Frame;
use crate::page::private;

/// A milestone that needs attention.
pub(super) struct Todo {
    pub(super) title: String,
    /// Its commitment's number, and the organisation that leads it.
    pub(super) place: String,
    pub(super) status: Option<Status>,
    /// More details, on one line.
    pub(super) note: Option<String>,
    /// The possible action: label and URL.
    pub(super) act: Option<(String, String)>,
}

/// A list of what needs attention.
struct TodoList {
    id: &'static str,
    title: String,
    /// The number of rows, as text; empty when it is not shown.
    count: String,
    rows: Vec<Todo>,
    /// The sentence for an empty list; the list is hidden when this is empty too.
    none: String,
}

/// A day of the week strip.
struct Day {
    words: String,
    now: bool,
    off: bool,
    due: Vec<(String, Option<String>)>,
}

/// A commitment beside the week.
struct CompactCommitment {
    title: String,
    href: String,
    count: String,
    wall: Option<Safe<String>>,
}

#[derive(Template)]
#[template(path = "workspace/week.html")]
struct WeekPage {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    lede: String,
    /// The questions of reviewers that wait: text and URL.
    asked: Option<(String, String)>,
    update: Option<String>,
    week_of: String,
    days: Vec<Day>,
    lists: Vec<TodoList>,
    /// The comments and proposals that wait for a response: text and URL.
    voices: Option<(String, String)>,
    courses: Vec<CompactCommitment>,
    timeline: String,
    /// The obligations of OGP's calendar that are due.
    due: Vec<Due>,
    /// Evidence whose file is missing or changed: title and URL.
    damaged: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "workspace/no_plan.html")]
struct NoPlan {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    import: Option<String>,
    write: Option<String>,
}

#[handler]
pub(super) async fn show(request: MemberRequest) -> Result {
    let Some(week) = desk_week(&request).await? else {
        return no_plan(&request, Open::Week).await;
    };
    let sheet = Sheet::of(&request, &week).await?;
    let (w, language, today) = (request.w(), request.language(), request.today());
    let (needs, asked) = (week.needs.count(), shell::open_queries(&request).await?);
    let title = w.week_title();
    let mut frame = request.frame(&title);
    frame.title = if needs == 0 && week.tally.not_reported > 0 {
        w.week_headline_not_reported(week.tally.not_reported)
    } else {
        w.week_headline(needs)
    };
    let explained = week::explained(request.db(), &request.permit::<SeeWeek>()?, &week).await?;
    let late = week.needs.late.iter();
    let late = late.map(|milestone| sheet.late(milestone, explained.get(&milestone.id)));
    let list = |milestones: &[Milestone]| milestones.iter().filter_map(|one| sheet.todo(one)).collect::<Vec<_>>();
    let soon: Vec<Todo> = list(&week.needs.soon);
    let stuck: Vec<Milestone> = week.needs.stuck.clone();
    let lists = vec![
        TodoList {
            id: "late",
            title: w.week_overdue_title(),
            count: w.common_milestones(week.needs.late.len()),
            rows: late.collect(),
            none: match week.needs.unknown.len() {
                0 => w.week_overdue_none(),
                _ => String::new(),
            },
        },
        TodoList {
            id: "unknown",
            title: w.week_unknown_title(),
            count: w.common_milestones(week.needs.unknown.len()),
            rows: week.needs.unknown.iter().filter_map(|one| sheet.unknown(one)).collect(),
            none: String::new(),
        },
        TodoList {
            id: "stuck",
            title: w.week_stuck_title(),
            count: w.common_milestones(stuck.len()),
            rows: list(&stuck),
            none: String::new(),
        },
        TodoList {
            id: "soon",
            title: w.week_soon_title(),
            count: String::new(),
            rows: soon,
            none: w.week_soon_none(),
        },
        TodoList {
            id: "unproven",
            title: w.evidence_missing_title(),
            count: w.common_milestones(week.needs.unproven.len()),
            rows: week
                .needs
                .unproven
                .iter()
                .filter_map(|milestone| sheet.unproven(milestone))
                .collect(),
            none: String::new(),
        },
    ];
    let whole = &week.plan;
    let courses = whole.commitments.iter().map(|commitment| {
        let tally = milestones::MilestoneCounts::of(whole.milestones_of(commitment.id), whole.plan.counted_on(today));
        CompactCommitment {
            title: format!(
                "{}. {}",
                commitment.number,
                commitment.short_title.as_ref().unwrap_or(&commitment.title)
            ),
            href: request.commitment(commitment, ""),
            count: w.common_count_of(tally.done, tally.all),
            wall: marks::course(&request, whole, commitment, false),
        }
    });
    let page = WeekPage {
        lede: lede(&week, w, &request),
        update: request.may::<ReportProgress>().then(|| request.at("update")),
        week_of: w.week_strip_label(dates::day_month(language, today)),
        days: strip(&week, &sheet),
        lists,
        courses: courses.collect(),
        voices: super::voices::waiting(&request).await?,
        timeline: request.city.links().plan(),
        due: due_in(&request, &week.plan).await?,
        damaged: damaged(&request).await?,
        asked: (asked > 0).then(|| (w.query_waiting(asked), request.at("queries"))),
        shell: Shell::with(&request, Open::Week, (&week.needs).into(), asked).await?,
        frame,
        w,
    };
    private(StatusCode::OK, &page)
}

/// Returns the evidence whose file is missing or changed.
async fn damaged(request: &MemberRequest) -> Result<Vec<(String, String)>> {
    let found = besa_domain::evidence::damaged(request.db(), &request.permit::<SeeWeek>()?).await?;
    let links = request.city.links();
    Ok(found
        .into_iter()
        .map(|item| (item.title, links.evidence(item.id)))
        .collect())
}

/// Shows the page of a city that has no plan yet.
pub(super) async fn no_plan(request: &MemberRequest, open: Open) -> Result {
    let w = request.w();
    let page = NoPlan {
        frame: request.frame(&w.week_no_plan_title()),
        w,
        shell: Shell::of(request, open).await?,
        import: (request.may::<ImportPlan>()).then(|| request.at("import")),
        write: request.may::<EditPlan>().then(|| request.at("plans/new")),
    };
    private(StatusCode::OK, &page)
}

fn lede(week: &Week, w: &Words, request: &MemberRequest) -> String {
    let mut said = Vec::new();
    if !week.needs.late.is_empty() {
        said.push(w.week_late(week.needs.late.len()));
    }
    let due = week.needs.days.iter().map(|(_, due)| due.len()).sum::<usize>();
    if due > 0 {
        said.push(w.week_due(due));
    }
    if !week.needs.unknown.is_empty() {
        said.push(w.week_unknown(week.needs.unknown.len()));
    }
    if !week.needs.stuck.is_empty() {
        said.push(w.overview_headline_stuck(week.needs.stuck.len()));
    }
    let tally = &week.tally;
    let silent = tally.not_reported - tally.unknown;
    if silent > 0 {
        said.push(w.week_not_reported(silent));
    }
    let today = request.today();
    if said.is_empty() || week.needs.count() == 0 {
        let ahead = week.plan.milestones.iter().filter(|one| one.standing(today).is_ahead());
        let next = ahead.filter_map(|one| one.due_on).min();
        said.push(next.map_or_else(|| w.week_no_next_date(), |day| w.week_next_date(request.day(day))));
    } else if tally.not_reported == 0 && tally.done + tally.in_progress > 0 {
        said.push(w.week_on_schedule());
    }
    said.join(" ")
}

fn strip(week: &Week, sheet: &Sheet<'_>) -> Vec<Day> {
    let (w, today) = (sheet.request.w(), sheet.request.today());
    let day = |(day, due): &(time::Date, Vec<Milestone>)| Day {
        words: dates::weekday_day(sheet.request.language(), *day),
        now: *day == today,
        off: matches!(day.weekday(), time::Weekday::Saturday | time::Weekday::Sunday),
        due: due
            .iter()
            .map(|milestone| {
                let act = sheet.todo(milestone).and_then(|todo| todo.act);
                (w.week_strip_due(&milestone.title), act.map(|(_, href)| href))
            })
            .collect(),
    };
    week.needs.days.iter().map(day).collect()
}

/// What the rows of the lists are made from.
pub(super) struct Sheet<'d> {
    request: &'d MemberRequest,
    whole: &'d PlanRecords,
    /// The commitments that the member reports on; `None` for all.
    scope: Option<Vec<CommitmentId>>,
}

impl<'d> Sheet<'d> {
    pub(super) async fn of(request: &'d MemberRequest, week: &'d Week) -> Result<Self> {
        Ok(Self {
            request,
            whole: &week.plan,
            scope: scope(request).await?,
        })
    }

    fn commitment(&self, milestone: &Milestone) -> Option<&'d Commitment> {
        self.whole
            .commitments
            .iter()
            .find(|one| one.id == milestone.commitment_id)
    }

    pub(super) fn todo(&self, milestone: &Milestone) -> Option<Todo> {
        let (request, w) = (self.request, self.request.w());
        let commitment = self.commitment(milestone)?;
        let number = commitment.number.to_string();
        let place = marks::lead(request, self.whole, commitment)
            .map_or_else(|| w.week_where_only(&number), |lead| w.week_where(&number, lead));
        let due = milestone.due_on.map(|day| w.common_due(request.day(day)));
        let percent = milestone
            .percent
            .filter(|percent| *percent > 0)
            .map(|percent| w.common_percent_reported(numbers::percent(request.language(), percent.into())));
        let facts: Vec<String> = percent.into_iter().chain(due).collect();
        Some(Todo {
            title: milestone.title.clone(),
            place,
            status: Some(Status::of(milestone, request.today(), request.language())),
            note: (!facts.is_empty()).then(|| facts.join(" · ")),
            act: reports(request, self.scope.as_deref(), commitment.id)
                .then(|| (w.week_update(), request.milestone(commitment, milestone, "update"))),
        })
    }

    /// Returns the row of a late milestone; it says whether a reason was published.
    fn late(&self, milestone: &Milestone, explained: Option<&OffsetDateTime>) -> Todo {
        let (request, w) = (self.request, self.request.w());
        let mut todo = self.todo(milestone).unwrap_or_else(|| Todo {
            title: milestone.title.clone(),
            place: String::new(),
            status: None,
            note: None,
            act: None,
        });
        let none = || match self.whole.plan.published_at {
            Some(_) => w.week_no_reason(),
            None => w.week_no_reason_draft(),
        };
        todo.note = Some(explained.map_or_else(none, |at| w.week_reason_published(request.day_of(*at))));
        if explained.is_none() {
            todo.act = todo
                .act
                .map(|(_, href)| (w.week_give_reason(), format!("{href}#challenges")));
        }
        todo
    }

    /// Returns the row of a milestone that was due and never reported on; it asks for its state.
    fn unknown(&self, milestone: &Milestone) -> Option<Todo> {
        let todo = self.todo(milestone)?;
        let act = todo.act.map(|(_, href)| (self.request.w().week_report_status(), href));
        Some(Todo { act, ..todo })
    }

    fn unproven(&self, milestone: &Milestone) -> Option<Todo> {
        let request = self.request;
        let todo = self.todo(milestone)?;
        Some(Todo {
            note: milestone
                .completed_on
                .map(|day| request.w().week_completed(request.day(day))),
            act: (request.may::<AddEvidence>() && todo.act.is_some()).then(|| {
                let about = About::Milestone(milestone.id);
                (request.w().evidence_add(), evidence::add_address(request, about))
            }),
            ..todo
        })
    }
}

/// Returns the commitments that the member reports on; `None` for all, empty if they report on none.
pub(super) async fn scope(request: &MemberRequest) -> Result<Option<Vec<CommitmentId>>> {
    if !request.may::<ReportProgress>() {
        return Ok(Some(Vec::new()));
    }
    Ok(commitments::scope(request.db(), &request.permit::<ReportProgress>()?).await?)
}

/// Returns whether the member reports on a commitment.
pub(super) fn reports(request: &MemberRequest, scope: Option<&[CommitmentId]>, commitment: CommitmentId) -> bool {
    request.may::<ReportProgress>() && scope.is_none_or(|scope| scope.contains(&commitment))
}
