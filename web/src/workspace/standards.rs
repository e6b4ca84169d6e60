//! OGP's requirements checked against the records: what meets each, what is missing, and where to add it.

use askama::Template;
use besa_domain::access::{SeePlan, SeeStandards};
use besa_domain::obligations::{self, Obligation, ObligationKind};
use besa_domain::requirements::{
    self, Checklist, Missing, MissingItem, RecordKind, RequirementResult, RequirementState, Used,
};
use besa_domain::whole::PlanRecords;
use besa_text::{Language, Words, codes, dates};
use poem::handler;
use poem::http::StatusCode;
use uuid::Uuid;

use super::BASE;
use super::marks::{Status, plain};
use super::member_request::MemberRequest;
use super::shell::{Open, Shell};
use crate::error::Result;
use crate::frame::Frame;
use crate::page::private;
use crate::pages::Pages;

pub(super) fn routes(pages: Pages) -> Pages {
    pages.page(format!("{BASE}/standards"), show)
}

/// A requirement.
pub(super) struct Row {
    pub(super) title: String,
    pub(super) state: Status,
    /// Records that count for it: their titles and URLs.
    pub(super) used: Vec<(String, Option<String>)>,
    /// What is missing, with its date, and the URL to add it.
    pub(super) missing: Vec<(String, Option<String>)>,
}

/// An obligation that is due.
pub(super) struct Due {
    pub(super) title: String,
    pub(super) of: String,
    pub(super) whose: String,
    pub(super) state: Status,
    pub(super) href: Option<String>,
}

#[derive(Template)]
#[template(path = "workspace/standards.html")]
struct StandardsPage {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    rules: String,
    none: bool,
    /// Id, heading, count and rows of each group.
    groups: Vec<Group>,
    due: Vec<Due>,
}

#[handler]
async fn show(request: MemberRequest) -> Result {
    let w = request.w();
    let (permit, see) = (request.permit::<SeeStandards>()?, request.permit::<SeePlan>()?);
    let city = request.city.tenant();
    let found = requirements::check(request.db(), &permit, &see, city, request.today()).await?;
    let page = StandardsPage {
        frame: request.frame(&w.standards_title()),
        w,
        rules: w.standards_rules(&found.rules),
        none: found.plan.is_none(),
        groups: groups(
            w,
            request.language(),
            &found,
            |kind, id| record(&request, kind, id),
            |one| mend(&request, one),
        ),
        due: due(&request).await?,
        shell: Shell::of(&request, Open::Standards).await?,
    };
    private(StatusCode::OK, &page)
}

/// Requirements of one kind, with a sentence that counts the met ones.
pub(super) struct Group {
    pub(super) id: &'static str,
    pub(super) title: String,
    pub(super) counted: String,
    pub(super) rows: Vec<Row>,
}

/// Returns the minimum requirements, then the recommended practices.
pub(super) fn groups(
    w: &Words,
    language: Language,
    found: &Checklist,
    record: impl Fn(RecordKind, Option<Uuid>) -> Option<String>,
    mend: impl Fn(&Missing) -> Option<String>,
) -> Vec<Group> {
    let group = |id: &'static str, title: String, minimum: bool| {
        let ours = || {
            found
                .judged
                .iter()
                .filter(|one| one.requirement.is_minimum() == minimum)
        };
        let met = ours().filter(|one| one.state == RequirementState::Met).count();
        let count = |of: usize| i64::try_from(of).unwrap_or_default();
        let rows = ours().map(|one| row(w, language, one, &record, &mend));
        let counted = w.standards_count(count(met), count(ours().count()));
        Group {
            id,
            title,
            counted,
            rows: rows.collect(),
        }
    };
    vec![
        group("minimum", w.standards_minimum(), true),
        group("practices", w.standards_practices(), false),
    ]
}

fn row(
    w: &Words,
    language: Language,
    one: &RequirementResult,
    record: impl Fn(RecordKind, Option<Uuid>) -> Option<String>,
    mend: impl Fn(&Missing) -> Option<String>,
) -> Row {
    let used = one.used.iter().map(|used| {
        let words = called(w, used);
        let words = match used.on {
            Some(on) => format!("{words}, {}", dates::day(language, on)),
            None => words,
        };
        (words, record(used.kind, used.id))
    });
    let missing = one.missing.iter().map(|missing| {
        let words = codes::lack(w, missing.what.code());
        let words = match missing.by {
            Some(by) => format!("{words}, {}", w.standards_by(dates::day(language, by))),
            None => words,
        };
        (words, mend(missing))
    });
    Row {
        title: format!(
            "{} {}",
            one.requirement.number(),
            codes::requirement(w, one.requirement.code())
        ),
        state: mark(w, one.state),
        used: used.collect(),
        missing: missing.collect(),
    }
}

fn called(w: &Words, used: &Used) -> String {
    if used.title.is_empty() {
        w.standards_comment()
    } else {
        used.title.clone()
    }
}

/// Returns the tag of a requirement's state.
fn mark(w: &Words, state: RequirementState) -> Status {
    let words = codes::requirement_state(w, state.code());
    let (class, icon) = match state {
        RequirementState::Met => ("done", "circle-check"),
        RequirementState::InProgress => ("prog", "circle-dot"),
        RequirementState::NotMet => ("late", "circle-alert"),
        RequirementState::NotCheckable => return plain("circle-help", words),
    };
    Status { class, icon, words }
}

/// Returns the URL of a record; `None` if it has no page.
fn record(request: &MemberRequest, kind: RecordKind, id: Option<Uuid>) -> Option<String> {
    let links = request.city.links();
    let id = id?;
    match kind {
        RecordKind::Forum => Some(request.at(&format!("forums/{id}"))),
        RecordKind::Meeting | RecordKind::Paper | RecordKind::Decision => Some(request.at(&format!("meetings/{id}"))),
        RecordKind::Seat => Some(request.at(&format!("seats/{id}"))),
        RecordKind::Comment => Some(links.voice(id.into())),
        RecordKind::Endorsement => Some(request.at("plan")),
        RecordKind::Publication => None,
    }
}

/// Returns the URL at which something missing can be added.
fn mend(request: &MemberRequest, missing: &Missing) -> Option<String> {
    let forum = |path: &str| {
        let at = missing.at.map(|id| request.at(&format!("forums/{id}{path}")));
        Some(at.unwrap_or_else(|| request.at("forums/new")))
    };
    match missing.what {
        MissingItem::Forum => Some(request.at("forums/new")),
        MissingItem::Remit | MissingItem::Rules => forum("/edit"),
        MissingItem::Seats | MissingItem::GovernmentSeat | MissingItem::OtherSeat | MissingItem::Sides => {
            forum("/seats/new")
        }
        MissingItem::RegularMeeting | MissingItem::Meeting | MissingItem::Meetings => forum("/meetings/new"),
        MissingItem::Papers | MissingItem::Minutes | MissingItem::SharedDecision => match missing.at {
            Some(id) => Some(request.at(&format!("meetings/{id}"))),
            None => Some(request.at("forums")),
        },
        MissingItem::Endorsement => Some(request.at("stakeholders")),
        MissingItem::Publication => Some(request.at("plan")),
        MissingItem::Refreshment => Some(request.at("commitments")),
        MissingItem::Contribution => Some(request.city.links().overview()),
        MissingItem::Answers => Some(request.at("voices")),
    }
}

/// Returns the obligations that are not fulfilled yet.
async fn due(request: &MemberRequest) -> Result<Vec<Due>> {
    let (permit, see) = (request.permit::<SeeStandards>()?, request.permit::<SeePlan>()?);
    let all = obligations::list(request.db(), &permit, &see, request.city.tenant(), request.today()).await?;
    Ok(due_rows(request, all))
}

/// Returns the same, for the current plan with its records.
pub(super) async fn due_in(request: &MemberRequest, present: &PlanRecords) -> Result<Vec<Due>> {
    let (permit, city) = (request.permit::<SeeStandards>()?, request.city.tenant());
    let all = obligations::of_plan(request.db(), &permit, city, Some(present), request.today()).await?;
    Ok(due_rows(request, all))
}

fn due_rows(request: &MemberRequest, all: Vec<Obligation>) -> Vec<Due> {
    let open = all.into_iter().filter(Obligation::is_open);
    open.map(|one| due_row(request, one)).collect()
}

fn due_row(request: &MemberRequest, one: Obligation) -> Due {
    let w = request.w();
    let days = one.days(request.today());
    let state = if days < 0 {
        Status {
            class: "late",
            icon: "clock-alert",
            words: w.obligation_late(-days),
        }
    } else {
        plain("calendar", w.obligation_days(days))
    };
    Due {
        title: codes::obligation(w, one.kind.code()),
        whose: if one.kind.is_monitors() {
            w.obligation_of_monitor()
        } else {
            w.obligation_of_city()
        },
        of: format!("{}, {}", one.title, request.day(one.due_on)),
        state,
        href: match one.kind {
            ObligationKind::Inception | ObligationKind::EndOfCommitment => Some(request.at("assessments")),
            ObligationKind::Website => Some(request.at("commitments")),
            ObligationKind::SelfAssessment => Some(request.at("reports")),
            ObligationKind::Reply => Some(request.at(&format!("assessments/{}", one.subject))),
        },
    }
}
