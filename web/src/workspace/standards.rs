//! OGP's requirements checked against the records: what meets each, what is missing, and where to add it.

use askama::Template;
use besa_domain::access::{SeePlan, SeeStandards};
use besa_domain::obligations::{self, Obligation, ObligationKind};
use besa_domain::requirements::{
    self, Checklist, Missing, MissingItem, RecordKind, RequirementResult, RequirementState, Used,
};
use besa_text::{Language, Words, codes, dates};
use poem::handler;
use poem::http::StatusCode;
use uuid::Uuid;

use super::BASE;
use super::desk::Desk;
use super::marks::{Status, plain};
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
    groups: Vec<(&'static str, String, String, Vec<Row>)>,
    due: Vec<Due>,
}

#[handler]
async fn show(desk: Desk) -> Result {
    let w = desk.w();
    let (permit, see) = (desk.permit::<SeeStandards>()?, desk.permit::<SeePlan>()?);
    let city = desk.city.tenant();
    let found = requirements::check(desk.db(), &permit, &see, city, desk.today()).await?;
    let page = StandardsPage {
        frame: desk.frame(&w.standards_title()),
        w,
        rules: w.standards_rules(&found.rules),
        none: found.plan.is_none(),
        groups: groups(
            w,
            desk.language(),
            &found,
            |kind, id| record(&desk, kind, id),
            |one| mend(&desk, one),
        ),
        due: due(&desk).await?,
        shell: Shell::of(&desk, Open::Standards).await?,
    };
    private(StatusCode::OK, &page)
}

/// Returns the minimum requirements, then the recommended practices.
pub(super) fn groups(
    w: &Words,
    language: Language,
    found: &Checklist,
    record: impl Fn(RecordKind, Option<Uuid>) -> Option<String>,
    mend: impl Fn(&Missing) -> Option<String>,
) -> Vec<(&'static str, String, String, Vec<Row>)> {
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
        (id, title, counted, rows.collect())
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
fn record(desk: &Desk, kind: RecordKind, id: Option<Uuid>) -> Option<String> {
    let links = desk.city.links();
    let id = id?;
    match kind {
        RecordKind::Forum => Some(desk.at(&format!("forums/{id}"))),
        RecordKind::Meeting | RecordKind::Paper | RecordKind::Decision => Some(desk.at(&format!("meetings/{id}"))),
        RecordKind::Seat => Some(desk.at(&format!("seats/{id}"))),
        RecordKind::Comment => Some(links.voice(id.into())),
        RecordKind::Endorsement => Some(desk.at("plan")),
        RecordKind::Publication => None,
    }
}

/// Returns the URL at which something missing can be added.
fn mend(desk: &Desk, missing: &Missing) -> Option<String> {
    let forum = |path: &str| {
        let at = missing.at.map(|id| desk.at(&format!("forums/{id}{path}")));
        Some(at.unwrap_or_else(|| desk.at("forums/new")))
    };
    match missing.what {
        MissingItem::Forum => Some(desk.at("forums/new")),
        MissingItem::Remit | MissingItem::Rules => forum("/edit"),
        MissingItem::Seats | MissingItem::GovernmentSeat | MissingItem::OtherSeat | MissingItem::Sides => {
            forum("/seats/new")
        }
        MissingItem::RegularMeeting | MissingItem::Meeting | MissingItem::Meetings => forum("/meetings/new"),
        MissingItem::Papers | MissingItem::Minutes | MissingItem::SharedDecision => match missing.at {
            Some(id) => Some(desk.at(&format!("meetings/{id}"))),
            None => Some(desk.at("forums")),
        },
        MissingItem::Endorsement => Some(desk.at("stakeholders")),
        MissingItem::Publication => Some(desk.at("plan")),
        MissingItem::Refreshment => Some(desk.at("commitments")),
        MissingItem::Contribution => Some(desk.city.links().overview()),
        MissingItem::Answers => Some(desk.at("voices")),
    }
}

/// Returns the obligations that are not fulfilled yet.
pub(super) async fn due(desk: &Desk) -> Result<Vec<Due>> {
    let (permit, see) = (desk.permit::<SeeStandards>()?, desk.permit::<SeePlan>()?);
    let all = obligations::list(desk.db(), &permit, &see, desk.city.tenant(), desk.today()).await?;
    let open = all.into_iter().filter(Obligation::is_open);
    Ok(open.map(|one| due_row(desk, one)).collect())
}

fn due_row(desk: &Desk, one: Obligation) -> Due {
    let w = desk.w();
    let days = one.days(desk.today());
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
        of: format!("{}, {}", one.title, desk.day(one.due_on)),
        state,
        href: match one.kind {
            ObligationKind::Inception | ObligationKind::EndOfCommitment => Some(desk.at("assessments")),
            ObligationKind::Website => Some(desk.at("commitments")),
            ObligationKind::SelfAssessment => Some(desk.at("reports")),
            ObligationKind::Reply => Some(desk.at(&format!("assessments/{}", one.subject))),
        },
    }
}
