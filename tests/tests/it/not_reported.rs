//! Plans on which nothing was ever reported: what is not known is never taken for what is fine.

use crate::workspace::Browser;
use besa_domain::access::{EditPlan, ImportPlan, Permit, ReportProgress, Role, SeePlan};
use besa_domain::calendar::days_after;
use besa_domain::imports::{self, Origin};
use besa_domain::milestones::{self, Milestone, MilestoneState, Report};
use besa_domain::plans::{self, PlanState};
use besa_domain::tenants::Tenant;
use besa_domain::whole;
use besa_tests::{TestApp, today};
use mail_parser::MessageParser;
use time::format_description::well_known::Iso8601;

/// A plan without a column for states: one milestone is due in a week, one today and one was due two weeks ago.
const FILE: &str = include_str!("cases/02-plan-without-states.csv");

/// Imports the plan and starts it, as a coordinator does.
async fn under_way(app: &TestApp, city: &Tenant) -> Vec<Milestone> {
    let mut rows = FILE.to_owned();
    for (name, days) in [("{today+7}", 7), ("{today}", 0), ("{today-14}", -14)] {
        let day = days_after(today(), days).format(&Iso8601::DATE).unwrap();
        rows = rows.replace(name, &day);
    }
    let db = &app.app.db;
    let book = besa_formats::workbook::read(rows.as_bytes(), "plan.csv").unwrap();
    let (origin, draft) = (
        Origin::of("plan.csv", rows.as_bytes()),
        imports::read(&book, &imports::Chosen::default(), &imports::Edits::default()).unwrap(),
    );
    imports::import_now(db, &Permit::<ImportPlan>::system(city.id), origin, draft, false)
        .await
        .unwrap();
    let plan = plans::list(db, &Permit::<SeePlan>::system(city.id))
        .await
        .unwrap()
        .remove(0);
    if plan.state != PlanState::Implementing {
        let permit = Permit::<EditPlan>::system(city.id);
        plans::set_state(db, &permit, None, plan.id, plan.version, PlanState::Implementing)
            .await
            .unwrap();
    }
    let whole = whole::for_current(db, &Permit::<SeePlan>::system(city.id), today()).await;
    whole.unwrap().unwrap().milestones
}

#[tokio::test]
async fn the_week_and_the_public_page_name_what_is_due_and_not_reported() {
    let app = TestApp::new().await;
    let city = app.city("elbasan").await;
    let rows = under_way(&app, &city).await;
    assert!(
        rows.iter().all(|row| row.state == MilestoneState::NotReported),
        "{rows:?}"
    );
    let coordinator = app.person("coordinator", &city, Role::Coordinator).await;
    let browser = Browser::of(&app, &coordinator).await;
    let page = browser.get("").await.is(200).text();
    assert!(page.contains("Two things need you this week"), "{page}");
    assert!(page.contains("One milestone is due this week."), "{page}");
    assert!(
        page.contains("One milestone was due, and no status was reported."),
        "{page}"
    );
    let unknown = section(&page, "unknown");
    assert!(unknown.contains("First report"), "{unknown}");
    assert!(unknown.contains("Not reported, due 14 days ago"), "{unknown}");
    assert!(unknown.contains("Report the status"), "{unknown}");
    let soon = section(&page, "soon");
    assert!(
        soon.contains("Public hearing") && soon.contains("budget published"),
        "{soon}"
    );
    for fine in [
        "Nothing needs you",
        "No milestone is",
        "on schedule",
        "No due date lies ahead",
    ] {
        assert!(!page.contains(fine), "{fine}: {page}");
    }
    let numbers = page.split("<span class=\"n\" aria-hidden=\"true\">").nth(1).unwrap();
    assert!(numbers.starts_with("2<"), "the menu counts the same: {numbers}");
    let list = browser.get("stakeholders").await.is(200).text();
    assert!(list.contains("<span class=\"n\" aria-hidden=\"true\">2<"), "{list}");

    let public = app.get("/elbasan/en/").await.is(200).text();
    assert!(
        public.contains("No status was reported for 3 of 3 milestones."),
        "{public}"
    );
    assert!(public.contains("One of them is past its due date."), "{public}");
    assert!(!public.contains("on schedule"), "{public}");
    let coming = public.split("Public hearing").count();
    assert!(coming > 1, "what is due is listed: {public}");
    for path in ["/elbasan/en/plan?view=list", "/elbasan/en/plan?view=table"] {
        let plan = app.get(path).await.is(200).text();
        assert!(plan.contains("Not reported, due 14 days ago"), "{path}: {plan}");
        assert!(
            !plan.contains("on schedule") && !plan.contains("14 days late"),
            "{plan}"
        );
    }
}

#[tokio::test]
async fn reminders_go_out_for_what_was_never_reported() {
    let app = TestApp::new().await;
    let city = app.city("elbasan").await;
    under_way(&app, &city).await;
    app.person("coordinator", &city, Role::Coordinator).await;
    app.run_jobs().await;
    let mails = app.mailer.kept();
    let mut subjects: Vec<String> = mails
        .iter()
        .map(|mail| {
            MessageParser::default()
                .parse(mail)
                .unwrap()
                .subject()
                .unwrap()
                .to_owned()
        })
        .collect();
    subjects.sort();
    assert_eq!(
        subjects,
        [
            "Due in 7 days: Citizens’ budget published (30 Nov 2026)",
            "Due today: Public hearing (23 Nov 2026)",
            "No status reported: First report (due 9 Nov 2026)",
        ]
    );
    let unknown = mails.iter().map(|mail| MessageParser::default().parse(mail).unwrap());
    let unknown = unknown
        .map(|mail| mail.body_text(0).unwrap().into_owned())
        .find(|text| text.contains("First report"))
        .unwrap();
    assert!(unknown.contains("was due 14 days ago"), "{unknown}");
    assert!(!unknown.contains("days late"), "{unknown}");
}

#[tokio::test]
async fn a_plan_that_has_not_begun_is_not_called_on_schedule() {
    let app = TestApp::new().await;
    let city = app.city("elbasan").await;
    let plan = app.plan(&city, PlanState::Implementing).await;
    let commitment = app.commitment(&plan).await;
    for days in [60, 90] {
        app.milestone(&commitment, days).await;
    }
    let commitment_page = app.get("/elbasan/en/commitments/1").await.header("location").to_owned();
    for page in ["/elbasan/en/", "/elbasan/en/plan", &commitment_page] {
        let text = app.get(page).await.is(200).text();
        assert!(!text.contains("on schedule"), "{page}: {text}");
    }
    let row = app.milestone(&commitment, 90).await;
    let permit = Permit::<ReportProgress>::system(city.id);
    let report = Report {
        state: MilestoneState::InProgress,
        percent: None,
        completed_on: None,
        done: None,
        challenges: None,
        next_step: None,
        reason: None,
    };
    milestones::report(&app.app.db, &permit, None, row.id, row.version, today(), report)
        .await
        .unwrap();
    let text = app.get("/elbasan/en/").await.is(200).text();
    assert!(text.contains("All on schedule."), "once work has begun: {text}");
}

/// Returns the part of a page under the heading with this id.
fn section<'p>(page: &'p str, id: &str) -> &'p str {
    let rest = page
        .split(&format!("aria-labelledby=\"{id}\""))
        .nth(1)
        .unwrap_or_default();
    rest.split("</section>").next().unwrap_or_default()
}
