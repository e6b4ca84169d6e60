//! A plan as a file and back: what was not changed is nothing new, what was changed is shown.
//!
//! Long because the hard plan stands beside what becomes of it.

use crate::workspace::Browser;
use besa_domain::ImportId;
use besa_domain::access::{ImportPlan, Permit, Role, SeePlan};
use besa_domain::imports::layout::{Record, Tables};
use besa_domain::imports::{self, Code, Import, Level, Origin, ReviewRow, json, workbook_of};
use besa_domain::milestones::{self, MilestoneState};
use besa_domain::plans::{self, Plan};
use besa_domain::tenants::{self, Tenant};
use besa_domain::whole::{self, PlanRecords};
use besa_formats::draft;
use besa_formats::words::Words;
use besa_formats::workbook::{self, PlanFile};
use besa_tests::TestApp;
use besa_text::Language;

const FORMATS: [PlanFile; 2] = [PlanFile::Workbook, PlanFile::Csv];

async fn whole(app: &TestApp, city: &Tenant, plan: &Plan) -> PlanRecords {
    whole::whole(&app.app.db, &Permit::<SeePlan>::system(city.id), plan.id)
        .await
        .unwrap()
}

async fn plans_of(app: &TestApp, city: &Tenant) -> Vec<Plan> {
    plans::list(&app.app.db, &Permit::<SeePlan>::system(city.id))
        .await
        .unwrap()
}

/// Looks at a file as the review does, without storing anything.
async fn look(app: &TestApp, city: &Tenant, name: &str, bytes: &[u8]) -> Import {
    let draft = draft::read(bytes, name).unwrap_or_else(|refused| panic!("{name}: {refused:?}"));
    let permit = Permit::<ImportPlan>::system(city.id);
    imports::preview(&app.app.db, &permit, Origin::of(name, bytes), &draft)
        .await
        .unwrap()
}

/// Checks that a plan comes back as nothing new, in every format and language, and that nothing is doubtful about it
/// but what is so of the plan itself.
async fn comes_back(app: &TestApp, city: &Tenant, plan: &Plan) {
    let whole = whole(app, city, plan).await;
    for format in FORMATS {
        for language in Language::ALL {
            let name = format.name(&city.slug, &plan.reference);
            let bytes = format.write(&whole, &Words::new(language)).unwrap();
            let import = look(app, city, &name, &bytes).await;
            assert!(
                !import.outcome.makes_anything(),
                "{name} {language}: {:?} {:?}",
                import.outcome,
                import.notes
            );
            let counts = [
                (import.outcome.plans.unchanged, 1),
                (import.outcome.commitments.unchanged, whole.commitments.len()),
                (import.outcome.milestones.unchanged, whole.milestones.len()),
            ];
            for (found, expected) in counts {
                assert_eq!(found, expected, "{name} {language}: {:?}", import.notes);
            }
            let rows = import.outcome.rows;
            assert_eq!((rows.made, rows.noted), (0, 0), "{name} {language}: {:?}", import.notes);
            let doubts: Vec<_> = import
                .notes
                .iter()
                .filter(|note| !matches!(note.code, Code::TooManyCommitments | Code::NoCommitment))
                .collect();
            assert!(doubts.is_empty(), "{name} {language}: {doubts:#?}");
        }
    }
}

#[tokio::test]
async fn every_plan_of_the_demo_comes_back_as_nothing_new() {
    let app = TestApp::new().await;
    besa_server::demo::load(&app.app).await.unwrap();
    let mut count = 0;
    for city in tenants::list(&app.app.db, &Permit::system(besa_domain::TenantId::PLATFORM))
        .await
        .unwrap()
    {
        for plan in plans_of(&app, &city).await {
            comes_back(&app, &city, &plan).await;
            count += 1;
        }
    }
    assert!(count > 6, "{count} plans");
}

/// A plan with everything that makes a file hard to read back.
fn hard() -> Tables {
    let row = |cells: &[(&'static str, &str)]| -> Record {
        cells.iter().map(|(name, text)| (*name, (*text).to_owned())).collect()
    };
    let long = format!("Një tekst i gjatë, me presje. {}", "Ë".repeat(49_000));
    let lines = "=HYPERLINK(\"http://example.org\")\n\n+1 dhe “thonjëza”, \"të drejta\";\nnjë rresht\ttjetër";
    Tables {
        plan: vec![row(&[
            ("title", "=Plani i veprimit, 2026–2028 \"i hapur\""),
            ("reference", "2026-2028-b"),
            ("start", "2026-01-01"),
            ("end", "2028-12-31"),
            ("lead_institutions", "\"Zyra; Sekretaria\"; Drejtoria"),
            ("vision", lines),
            ("source", "https://example.org/plan"),
        ])],
        commitments: vec![
            row(&[
                ("number", "1"),
                ("title", "Total quality of services"),
                ("problem", &long),
                ("action", lines),
                ("lead_institution", "\"Zyra; e Financës\""),
                ("institutions", "Shoqata “Përparimi”; \"\"\"Lumi\"\" sh.p.k.\""),
                ("others", "Universiteti"),
                ("ogp_values", "civic_participation; access_to_information"),
                ("why_civic_participation", "Banorët vendosin."),
                ("why_access_to_information", lines),
                ("policy_area", "open-data"),
                ("sdg_targets", "16.7; 1.a"),
                ("source", "https://example.org/1"),
            ]),
            row(&[
                ("number", "2"),
                ("title", "Total quality of services"),
                ("state", "withdrawn"),
                ("state_reason", "Nuk ka buxhet."),
                ("start", "Pranverë 2026"),
                ("end", "03/04/2027"),
            ]),
            row(&[
                ("number", "7"),
                ("title", "'-Pa pika kyçe"),
                ("policy_area", "Something of our own"),
            ]),
        ],
        milestones: vec![
            row(&[
                ("commitment_number", "1"),
                ("number", "1"),
                ("title", "1. Hartimi"),
                ("dates", "Spring 2026 / Ongoing"),
                ("responsible_institution", "\"Zyra; e Financës\"; Drejtoria"),
                ("supporters", "Universiteti"),
                ("state", "not_reported"),
            ]),
            row(&[
                ("commitment_number", "1"),
                ("number", "4.1"),
                ("title", "Total: botimi"),
                ("due", "Tremujori IV 2026"),
                ("state", "in_progress"),
                ("percent", "40"),
                ("output", "Shkruani te info@example.org"),
            ]),
            row(&[
                ("commitment_number", "1"),
                ("number", "3"),
                ("title", "@Pa afat"),
                ("state", "stuck"),
                ("reason", "+Pret; një vendim"),
            ]),
            row(&[
                ("commitment_number", "2"),
                ("number", "1"),
                ("title", "1. Hartimi"),
                ("due", "kur të jetë gati"),
                ("state", "complete"),
                ("completed_on", "2026-05-31"),
            ]),
        ],
        stakeholders: vec![
            row(&[
                ("organisation", "Universiteti"),
                ("kind", "academia"),
                ("website", "https://example.org"),
            ]),
            row(&[("organisation", "Total sh.p.k.")]),
        ],
    }
}

/// Takes in the hard plan. A text with personal data, and a complete milestone without a percentage, come from the
/// pages: an import would not make them.
async fn hard_city(app: &TestApp) -> (Tenant, Plan) {
    let city = app.city("elbasan").await;
    let mut tables = hard();
    // As from another city's file, whose rows are records whatever their texts look like.
    let rows = tables
        .commitments
        .iter_mut()
        .chain(&mut tables.milestones)
        .chain(&mut tables.stakeholders);
    for (at, row) in rows.enumerate() {
        row.insert("besa_id", format!("00000000-0000-7000-8000-{at:012}"));
    }
    let bytes = workbook::export(&tables, &Words::new(Language::En)).unwrap();
    let draft = draft::read(&bytes, "hard.xlsx").unwrap();
    let permit = Permit::<ImportPlan>::system(city.id);
    imports::import_now(&app.app.db, &permit, Origin::of("hard.xlsx", &bytes), draft, true)
        .await
        .unwrap();
    app.sql("UPDATE milestone SET output = 'Shkruani te info@example.org' WHERE output IS NOT NULL")
        .await;
    app.sql("UPDATE milestone SET percent = NULL WHERE state = 'complete'")
        .await;
    let plan = plans_of(app, &city).await.remove(0);
    (city, plan)
}

#[tokio::test]
async fn a_plan_of_hard_texts_comes_back_as_nothing_new() {
    let app = TestApp::new().await;
    let (city, plan) = hard_city(&app).await;
    let whole = whole(&app, &city, &plan).await;
    assert_eq!((whole.commitments.len(), whole.milestones.len()), (3, 4));
    let problem = whole.commitments[0].problem.as_deref().unwrap();
    assert_eq!(problem.chars().count(), 49_030);
    comes_back(&app, &city, &plan).await;
}

#[tokio::test]
async fn a_plan_is_the_same_in_another_city() {
    let app = TestApp::new().await;
    let (city, plan) = hard_city(&app).await;
    let here = whole(&app, &city, &plan).await;
    let text = |whole: &PlanRecords| {
        let mut file = json::export(whole);
        // The words of a policy area are those of the file's language, and texts of people are private.
        for commitment in file.draft.plans.iter_mut().flat_map(|plan| &mut plan.commitments) {
            commitment.draft.policy_area_said = None;
            // Where day and month can be exchanged, the day is written and not the words.
            if let Some(when) = &mut commitment.draft.ends_said {
                when.said.clear();
            }
            for milestone in &mut commitment.milestones {
                milestone.draft.output = None;
                milestone.draft.percent = milestone.draft.percent.filter(|percent| *percent < 100);
            }
        }
        file.draft.organisations.sort_by(|one, other| one.name.cmp(&other.name));
        serde_json::to_string_pretty(&file).unwrap()
    };
    let other = app.city("fier").await;
    let bytes = PlanFile::Workbook.write(&here, &Words::new(Language::Sq)).unwrap();
    let draft = draft::read(&bytes, "plan.xlsx").unwrap();
    let permit = Permit::<ImportPlan>::system(other.id);
    imports::import_now(&app.app.db, &permit, Origin::of("plan.xlsx", &bytes), draft, true)
        .await
        .unwrap();
    let there = whole(&app, &other, &plans_of(&app, &other).await[0]).await;
    pretty(&text(&there), &text(&here));
}

/// Compares two texts line by line, for a short message.
fn pretty(found: &str, expected: &str) {
    for (found, expected) in found.lines().zip(expected.lines()) {
        let short = |line: &str| line.chars().take(200).collect::<String>();
        assert_eq!(short(found), short(expected));
    }
    assert_eq!(found.len(), expected.len());
}

/// Returns the row of a milestone.
fn titled<'t>(tables: &'t mut Tables, title: &str) -> &'t mut Record {
    let mut rows = tables.milestones.iter_mut();
    rows.find(|row| row["title"] == title).unwrap()
}

#[tokio::test]
async fn a_changed_cell_is_shown_and_a_state_can_be_reported() {
    let app = TestApp::new().await;
    let (city, plan) = hard_city(&app).await;
    let person = app.person("coordinator", &city, Role::Coordinator).await;
    let browser = Browser::of(&app, &person).await;
    let page = browser.get("plan").await.text();
    assert!(
        page.contains("/elbasan/en/w/plan/xlsx") && page.contains("/elbasan/en/w/plan/csv"),
        "{page}"
    );
    let sent = browser.get("plan/xlsx").await;
    assert_eq!(sent.status.as_u16(), 200);
    assert!(sent.header("content-disposition").contains("elbasan-2026-2028-b.xlsx"));

    // As a person changes cells, and adds a row.
    let mut tables = workbook_of(&whole(&app, &city, &plan).await);
    tables.commitments[1].insert("title", "Cilësia e shërbimeve".to_owned());
    tables.commitments[0].insert("lead_institution", "Universiteti".to_owned());
    tables.commitments[0].remove("problem");
    titled(&mut tables, "Total: botimi").extend([
        ("title", "Botimi i buxhetit për të gjithë".to_owned()),
        ("state", "complete".to_owned()),
        ("percent", "100".to_owned()),
        ("completed_on", "2026-11-01".to_owned()),
        ("due", "2027-01-31".to_owned()),
    ]);
    titled(&mut tables, "@Pa afat").insert("reason", "Pret miratimin".to_owned());
    let university = |row: &&mut Record| row["organisation"] == "Universiteti";
    let university = tables.stakeholders.iter_mut().find(university).unwrap();
    university.insert("website", "https://example.net".to_owned());
    let mut added = tables.milestones[3].clone();
    added.remove("besa_id");
    added.extend([("number", "2".to_owned()), ("title", "Një hap i ri".to_owned())]);
    tables.milestones.push(added);
    let bytes = workbook::export(&tables, &Words::new(Language::Sq)).unwrap();
    let csrf = browser.session.csrf.clone();
    let sent = browser
        .upload("import", &csrf, &[("nonce", "round")], &[("plani.xlsx", &bytes)])
        .await;
    assert_eq!(sent.status.as_u16(), 303, "{}", sent.text());
    let id = sent.header("location").rsplit('/').next().unwrap().parse().unwrap();
    let permit = Permit::<ImportPlan>::system(city.id);
    let import = imports::get(&app.app.db, &permit, id).await.unwrap();
    assert_eq!(
        (import.outcome.commitments.made, import.outcome.milestones.made),
        (0, 1)
    );
    let mut differences: Vec<(&str, &str, &str)> = import
        .notes
        .iter()
        .filter(|note| note.code == Code::AlreadyImported)
        .map(|note| (note.field.as_str(), note.used.as_str(), note.given.as_str()))
        .collect();
    differences.sort_unstable();
    assert_eq!(
        differences,
        [
            ("completed_on", "", "2026-11-01"),
            ("due_on", "2026-12-31", "2027-01-31"),
            ("lead", "Zyra; e Financës", "Universiteti"),
            ("percent", "40", "100"),
            ("reason", "+Pret; një vendim", "Pret miratimin"),
            ("state", "in_progress", "complete"),
            ("title", "Total quality of services", "Cilësia e shërbimeve"),
            ("title", "Total: botimi", "Botimi i buxhetit për të gjithë"),
            ("website", "https://example.org", "https://example.net"),
        ]
    );
    let emptied = import.notes.iter().filter(|note| note.code == Code::Emptied);
    let emptied: Vec<&str> = emptied.map(|note| note.field.as_str()).collect();
    assert_eq!(emptied, ["problem"]);
    let page = browser.get(&format!("imports/{id}")).await.text();
    for words in [
        "The city has “Total quality of services”, the file has “Cilësia e shërbimeve”.",
        "The city has “In progress”, the file has “Complete”.",
        "The city has “31 Dec 2026”, the file has “31 Jan 2027”.",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }

    let review = imports::review(&app.app.db, &permit, id).await.unwrap();
    let reports = |row: &&ReviewRow| row.level == Level::Milestone && row.reports.is_some();
    let changed: Vec<&ReviewRow> = review.rows.iter().filter(reports).collect();
    let [row] = changed.as_slice() else {
        panic!("one state: {changed:?}")
    };
    let fields = [("cell", row.cell.as_str()), ("act", "report")];
    let answer = browser.post(&format!("imports/{id}/decide"), "report", &fields).await;
    assert_eq!(answer.status.as_u16(), 303, "{}", answer.text());
    let answer = browser.post(&format!("imports/{id}/confirm"), "confirm", &[]).await;
    assert_eq!(answer.status.as_u16(), 303, "{}", answer.text());

    let after = whole(&app, &city, &plan).await;
    let reported = after
        .milestones
        .iter()
        .find(|row| row.title == "Total: botimi")
        .unwrap();
    assert_eq!(
        (reported.state, reported.percent),
        (MilestoneState::Complete, Some(100))
    );
    let permit = Permit::<SeePlan>::system(city.id);
    let history = milestones::history(&app.app.db, &permit, reported.id).await.unwrap();
    assert_eq!(history.len(), 1);
    assert_eq!(after.milestones.len(), 5);
    comes_back(&app, &city, &plan).await;
}

#[tokio::test]
async fn a_state_that_lacks_its_reason_is_not_reported() {
    let app = TestApp::new().await;
    let (city, plan) = hard_city(&app).await;
    let person = app.person("coordinator", &city, Role::Coordinator).await;
    let browser = Browser::of(&app, &person).await;
    let mut tables = workbook_of(&whole(&app, &city, &plan).await);
    titled(&mut tables, "Total: botimi").insert("state", "stuck".to_owned());
    let bytes = workbook::export(&tables, &Words::new(Language::En)).unwrap();
    let csrf = browser.session.csrf.clone();
    let sent = browser
        .upload("import", &csrf, &[("nonce", "stuck")], &[("plan.xlsx", &bytes)])
        .await;
    let id: ImportId = sent.header("location").rsplit('/').next().unwrap().parse().unwrap();
    let all = [("cell", ""), ("act", "report-all")];
    let answer = browser.post(&format!("imports/{id}/decide"), "all", &all).await;
    assert_eq!(answer.status.as_u16(), 303, "{}", answer.text());
    let permit = Permit::<ImportPlan>::system(city.id);
    let import = imports::get(&app.app.db, &permit, id).await.unwrap();
    let codes: Vec<Code> = import.notes.iter().map(|note| note.code).collect();
    assert_eq!(codes, [Code::ReportNotPossible, Code::AlreadyImported]);
    assert_eq!(import.outcome.reports, 0);
}
