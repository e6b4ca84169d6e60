//! The shell around every page of the workspace: side menu and breadcrumbs.

use besa_domain::access::{AnswerQuery, EditPlan, Respond, Role, SeeQueries};
use besa_domain::access::{EditTenant, ImportPlan, ManagePeople, SeePlan, SeeReport, SeeStakeholders, SeeWeek};
use besa_domain::access::{SeeAssessments, SeeStandards};
use besa_domain::jobs;
use besa_domain::queries;
use besa_domain::week::{self, Counts, Week};
use besa_text::dates;

use super::member_request::MemberRequest;
use crate::error::Result;

/// The menu item of the current page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Open {
    Week,
    Plan,
    Assessments,
    Standards,
    Commitments,
    Evidence,
    Import,
    Voices,
    Stakeholders,
    Forums,
    Strategies,
    People,
    Reports,
    Queries,
    Settings,
}

/// A menu item.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) href: String,
    pub(super) icon: &'static str,
    pub(super) words: String,
    /// How many records behind it need attention.
    pub(super) count: usize,
    pub(super) open: bool,
}

/// Menu items under one heading.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) words: String,
    pub(super) items: Vec<Item>,
}

/// The side menu and the breadcrumbs. Templates know it as `shell`.
#[derive(Debug)]
pub(super) struct Shell {
    pub(super) groups: Vec<Group>,
    /// The URL behind the city's name.
    pub(super) home: String,
    /// The name of the workspace, which depends on the member's role.
    pub(super) role: String,
    /// The pages above this one: their labels and URLs.
    pub(super) crumbs: Vec<(String, String)>,
    /// The warning that mail cannot be sent.
    pub(super) trouble: Option<String>,
}

impl Shell {
    /// Returns the shell of a page.
    pub(super) async fn of(request: &MemberRequest, open: Open) -> Result<Self> {
        let (permit, see) = (request.permit::<SeeWeek>()?, request.permit::<SeePlan>()?);
        let counts = week::counts(request.db(), &permit, &see, request.today()).await?;
        Self::with(request, open, counts, open_queries(request).await?).await
    }

    /// Returns the shell of a page that already knows what needs attention and how many questions wait.
    pub(super) async fn with(request: &MemberRequest, open: Open, counts: Counts, asked: usize) -> Result<Self> {
        let trouble = jobs::trouble_of(request.db(), &request.permit::<SeeWeek>()?).await?;
        Ok(Self {
            trouble: trouble.map(|trouble| {
                let since = request.city.local(trouble.since);
                let day = request.day(since.date());
                let time = dates::time_of_day(request.language(), since);
                request.w().operator_mail_stuck_city(format!("{day}, {time}"))
            }),
            ..Self::lists(request, open, counts, asked)
        })
    }

    fn lists(request: &MemberRequest, open: Open, counts: Counts, asked: usize) -> Self {
        let w = request.w();
        let item = |page: Open, path: &str, icon, words: String| Item {
            href: request.at(path),
            icon,
            words,
            count: 0,
            open: page == open,
        };
        let mut plan = vec![
            Item {
                count: counts.needs,
                ..item(Open::Week, "", "calendar-check", w.workspace_nav_week())
            },
            item(Open::Plan, "plan", "chart-gantt", w.workspace_nav_plan()),
            item(
                Open::Commitments,
                "commitments",
                "list-checks",
                w.workspace_nav_commitments(),
            ),
            Item {
                count: counts.unproven,
                ..item(Open::Evidence, "evidence", "paperclip", w.workspace_nav_evidence())
            },
        ];
        plan.push(item(Open::Strategies, "strategies", "map", w.strategy_nav()));
        if request.may::<ImportPlan>() {
            plan.push(item(Open::Import, "import", "upload", w.workspace_nav_import()));
        }
        let mut people = Vec::new();
        if request.may::<Respond>() {
            people.push(item(Open::Voices, "voices", "message-square", w.voices_nav()));
        }
        if request.may::<SeeStakeholders>() {
            people.push(item(
                Open::Stakeholders,
                "stakeholders",
                "contact",
                w.workspace_nav_stakeholders(),
            ));
        }
        people.push(item(Open::Forums, "forums", "landmark", w.workspace_nav_forum()));
        if request.may::<ManagePeople>() {
            people.push(item(Open::People, "people", "users", w.workspace_nav_people()));
        }
        let mut account = Vec::new();
        if request.may::<SeeReport>() {
            account.push(item(Open::Reports, "reports", "file-text", w.workspace_nav_reports()));
        }
        if request.may::<AnswerQuery>() {
            account.push(Item {
                count: asked,
                ..item(Open::Queries, "queries", "message-square", w.query_nav())
            });
        }
        if request.may::<SeeAssessments>() {
            let words = w.assessment_nav();
            account.push(item(Open::Assessments, "assessments", "clipboard-check", words));
        }
        if request.may::<SeeStandards>() {
            account.push(item(Open::Standards, "standards", "list-checks", w.standards_nav()));
        }
        account.push(Item {
            href: request.city.links().log(),
            icon: "history",
            words: w.workspace_nav_log(),
            count: 0,
            open: false,
        });
        if request.may::<EditTenant>() {
            account.push(item(Open::Settings, "settings", "settings", w.workspace_nav_settings()));
        }
        let group = |words, items| Group { words, items };
        Self {
            groups: vec![
                group(w.workspace_group_plan(), plan),
                group(w.workspace_group_people(), people),
                group(w.workspace_group_account(), account),
            ],
            home: request.at(""),
            role: role(request),
            crumbs: Vec::new(),
            trouble: None,
        }
    }

    /// Adds a page above this one.
    pub(super) fn under(mut self, words: String, href: String) -> Self {
        self.crumbs.push((words, href));
        self
    }
}

fn role(request: &MemberRequest) -> String {
    let w = request.w();
    if request.city.visit.roles.contains(&Role::Coordinator) || request.may::<EditPlan>() {
        w.workspace_name()
    } else {
        w.workspace_name_plain()
    }
}

/// Returns what needs attention in the current plan; `None` without a plan.
pub(super) async fn desk_week(request: &MemberRequest) -> Result<Option<Week>> {
    let (permit, see) = (request.permit::<SeeWeek>()?, request.permit::<SeePlan>()?);
    Ok(week::week(request.db(), &permit, &see, request.today()).await?)
}

/// Returns how many questions of reviewers wait for an answer; 0 for a member who may not see them.
pub(super) async fn open_queries(request: &MemberRequest) -> Result<usize> {
    if !request.may::<SeeQueries>() {
        return Ok(0);
    }
    let waiting = queries::waiting(request.db(), &request.permit::<SeeQueries>()?).await?;
    Ok(usize::try_from(waiting).unwrap_or(usize::MAX))
}
