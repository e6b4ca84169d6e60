//! Imports with a real database: small inputs, and real data if it is available.
//!
//! Long because each test follows one import from the file to the records.

mod city;
mod contents;
mod dataset;
mod document;
mod later;
mod layouts;
mod numbering;
mod real;
mod roles;
mod sheets;
mod words;

use super::*;
use crate::access::SeePlan;
use crate::error::Conflict;
use crate::imports::book::Book;
use crate::milestones::{MilestoneState, Move, reschedule};
use crate::once::Once;
use crate::plans::PlanState;
use crate::records::Precision;
use crate::whole::whole;
use city::{City, csv, read_plain};
use time::macros::date;

const HEADER: &str = "member,country,plan_title,plan_end,commitment_id,commitment_title,lead_institution,milestone_seq,\
                      milestone_title,milestone_start,milestone_end,milestone_dates_raw,irm_completion_end,source";

fn book(rows: &[&str]) -> Book {
    csv("plans.csv", &format!("{HEADER}\n{}\n", rows.join("\n")))
}

fn table(rows: &[&str]) -> Draft {
    read_plain(&book(rows)).unwrap()
}

const TWO_PLANS: [&str; 5] = [
    "\"Vlora (City), Albania\",AL,Plan 2024-2026,2026-06,ALBVL0001,Open budget,Finance; Press office,1.1,Publish the budget,2024-02,2024-05,,Limited,https://example.org/a",
    "\"Vlora (City), Albania\",AL,Plan 2024-2026,2026-06,ALBVL0001,Open budget,Finance; Press office,1.2,Hold a hearing,,,Spring 2025 / Ongoing,Limited,https://example.org/a",
    "\"Vlora (City), Albania\",AL,Plan 2024-2026,2026-06,,open  BUDGET,,1.3,Report on it,,9/1/2026,,,",
    "\"Vlora (City), Albania\",AL,Plan 2024-2026,2026-06,,Youth council,,,,,,,,",
    "\"Vlora (City), Albania\",AL,Plan 2027,,,,,,,,,,,",
];

/// A draft with two plans: the first has two commitments, the first of them with three milestones; the second
/// has none.
fn two_plans() -> Draft {
    table(&TWO_PLANS)
}

fn codes(notes: &[Note]) -> Vec<(&'static str, &str)> {
    notes
        .iter()
        .map(|note| (note.code.code(), note.cell.as_str()))
        .collect()
}

#[test]
fn a_table_is_read_as_plans() {
    let draft = two_plans();
    let vlora = Member {
        slug: "vlora".to_owned(),
        name: "Vlora (City)".to_owned(),
        country: "AL".to_owned(),
    };
    assert_eq!(members(&draft), [vlora]);
    let [first, second] = draft.plans.as_slice() else {
        panic!("two plans")
    };
    assert_eq!(
        (first.draft.reference.as_str(), second.draft.reference.as_str()),
        ("2024-2026", "2027")
    );
    assert_eq!(first.draft.ends_on, Some(date!(2026 - 06 - 30)));
    let [budget, council] = first.commitments.as_slice() else {
        panic!("two commitments")
    };
    assert_eq!((budget.milestones.len(), council.milestones.len()), (3, 0));
    let parts: Vec<_> = budget
        .involved
        .iter()
        .map(|who| (who.name.as_str(), who.part.code()))
        .collect();
    assert_eq!(parts, [("Finance", "lead"), ("Press office", "supporter")]);
    assert_eq!(
        budget
            .findings
            .iter()
            .map(|found| found.value.as_str())
            .collect::<Vec<_>>(),
        ["Limited"]
    );
    let hearing = &budget.milestones[1].draft;
    assert_eq!((hearing.starts_on, hearing.due_on), (Some(date!(2025 - 03 - 01)), None));
    assert_eq!(hearing.dates_said.as_deref(), Some("Spring 2025 / Ongoing"));
    assert_eq!(
        hearing
            .due_said
            .as_ref()
            .map(|when| (when.said.as_str(), when.precision)),
        Some(("Ongoing", Precision::Open))
    );
    assert_eq!(
        codes(&first.notes),
        [
            ("month_only", "row 2, plan_end"),
            ("completion_kept_as_finding", "row 2, irm_completion_end"),
            ("month_only", "row 2, milestone_end"),
            ("open_ended", "row 3, milestone_dates_raw"),
            ("date_order_guessed", "row 4, milestone_end"),
            ("no_state", "row 2, milestone_title"),
        ]
    );
    assert_eq!(codes(&second.notes), [("no_commitment", "row 6, plan_title")]);
}

#[test]
fn unusable_rows_are_reported() {
    let draft = table(&[
        "\"Vlora, Albania\",AL,Plan 2024-2026,2024-12-31,,A,,,,,,,,",
        "\"Vlora, Albania\",AL,Plan 2024-2026,2024-12-31,,A,,,,,,,,",
        ",AL,Plan 2024-2026,,,B,,,,,,,,",
        "\"Vlora, Albania\",AL,,,,C,,,,,,,,",
        "\"Vlora, Albania\",AL,Plan 2024-2026,,,,,1,Alone,,,,,",
        "\"Vlora, Albania\",AL,Plan 2024-2026,,,A,,1,Late,2025-02-01,2025-01-01,,,",
        "\"Vlora, Albania\",AL,Plan 2024-2026,,,A,,2,Whenever,,sometime,,,",
    ]);
    assert_eq!(
        codes(&draft.notes),
        [("duplicate_row", "row 3, member"), ("unknown_member", "row 4, country"),]
    );
    let [plan] = draft.plans.as_slice() else {
        panic!("one plan")
    };
    assert_eq!(
        codes(&plan.notes),
        [
            ("end_before_start", "row 7, milestone_end"),
            ("date_not_understood", "row 8, milestone_end"),
            ("date_missing", "row 6, milestone_title"),
            ("outside_plan", "row 7, milestone_end"),
            ("no_state", "row 7, milestone_title"),
        ]
    );
    let late = &plan.commitments[0].milestones[0].draft;
    assert_eq!((late.starts_on, late.due_on), (None, Some(date!(2025 - 01 - 01))));
    assert_eq!(
        late.starts_said.as_ref().map(|when| when.said.as_str()),
        Some("2025-02-01")
    );
}

#[test]
fn a_wrong_header_refuses_the_whole_file() {
    let codes = |text: &str| {
        let notes = read_plain(&csv("x.csv", text)).unwrap_err();
        notes
            .into_iter()
            .map(|note| (note.code.code(), note.given))
            .collect::<Vec<_>>()
    };
    let missing = |name: &str| ("missing_column", name.to_owned());
    assert_eq!(
        codes("plan_title,what,milestone_title,plan_title\nA,B,C,D\n"),
        [missing("commitment_title"), ("unknown_column", "what".to_owned()),]
    );
    assert_eq!(codes(""), [("empty_file", String::new())]);
    assert_eq!(codes(&format!("{HEADER}\n")), [("empty_file", String::new())]);
}

#[tokio::test]
async fn a_dry_run_changes_nothing_and_confirming_imports_once() {
    let city = City::new("vlora").await;
    let before = city.state().await;
    let proposed = city.proposed(book(&TWO_PLANS)).await.unwrap();
    let made = Outcome {
        plans: Count { made: 2, unchanged: 0 },
        commitments: Count { made: 2, unchanged: 0 },
        milestones: Count { made: 3, unchanged: 0 },
        indicators: Count::default(),
        findings: Count { made: 1, unchanged: 0 },
        organisations: Count { made: 2, unchanged: 0 },
        people: Count::default(),
        flagged: 7,
        refused: 0,
        reports: 0,
        rows: Rows {
            made: 5,
            known: 0,
            noted: 0,
        },
    };
    assert_eq!((proposed.state, proposed.outcome), (ImportState::Reviewing, made));
    assert_eq!(city.state().await.entries, before.entries);
    assert!(city.plans().await.is_empty());
    assert_eq!(get(&city.db, &city.importer, proposed.id).await.unwrap(), proposed);

    let once = Once::new("a", &proposed.id).unwrap();
    let done = confirm(&city.db, &city.importer, Some(&once), proposed.id)
        .await
        .unwrap();
    assert_eq!((done.state, done.outcome), (ImportState::Confirmed, made));
    let after = city.state().await;
    // Two plans, two commitments, three milestones, two organisations, and the import.
    assert_eq!(after.entries, before.entries + 10);
    assert_eq!(city.plans().await.len(), 2);
    assert!(
        city.plans()
            .await
            .iter()
            .all(|plan| plan.published_at.is_none() && plan.language == "en")
    );
    let again = confirm(&city.db, &city.importer, Some(&once), proposed.id)
        .await
        .unwrap();
    assert_eq!(again.id, done.id);
    let finished = confirm(&city.db, &city.importer, None, proposed.id).await;
    assert!(matches!(finished, Err(Error::Conflict(Conflict::ImportFinished))));
    assert_eq!(city.state().await, after);

    let again = import_now(&city.db, &city.importer, city.origin(), two_plans(), true)
        .await
        .unwrap();
    assert!(!again.outcome.makes_anything());
    assert_eq!(again.outcome.milestones, Count { made: 0, unchanged: 3 });
    assert_eq!(again.outcome.organisations, Count { made: 0, unchanged: 2 });
    assert_eq!(city.state().await, after);
    assert_eq!(list(&city.db, &city.importer).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_cancelled_import_creates_nothing() {
    let city = City::new("vlora").await;
    let proposed = city.proposed(book(&TWO_PLANS)).await.unwrap();
    let cancelled = cancel(&city.db, &city.importer, None, proposed.id).await.unwrap();
    assert_eq!(cancelled.state, ImportState::Cancelled);
    let confirmed = confirm(&city.db, &city.importer, None, proposed.id).await;
    assert!(matches!(confirmed, Err(Error::Conflict(Conflict::ImportFinished))));
    assert!(city.plans().await.is_empty());
}

#[tokio::test]
async fn later_changes_are_not_overwritten() {
    let city = City::new("vlora").await;
    import_now(&city.db, &city.importer, city.origin(), two_plans(), false)
        .await
        .unwrap();
    let plan = city.plan("2024-2026").await;
    let budget = &plan.commitments[0];
    // Changed after the import: the commitment's title and OGP id, the due date, and the name of an
    // organisation.
    let mut draft = crate::commitments::CommitmentDraft::of(budget, &plan.parts);
    draft.title = "A budget that everybody can read".to_owned();
    draft.ogp_id = None;
    crate::commitments::edit(&city.db, &city.system(), None, budget.id, budget.version, draft)
        .await
        .unwrap();
    let publish = &plan.milestones[0];
    let moved = Move {
        due_on: date!(2024 - 11 - 30),
        reason: "The council met later".to_owned(),
        decided_by: None,
        meeting: None,
    };
    reschedule(&city.db, &city.system(), None, publish.id, publish.version, moved)
        .await
        .unwrap();
    let finance = plan.organisations.iter().find(|known| known.name == "Finance").unwrap();
    let renamed = crate::stakeholders::OrganisationDraft {
        name: "Directorate of Finance".to_owned(),
        kind: finance.kind,
        website: None,
    };
    crate::stakeholders::edit(&city.db, &city.system(), None, finance.id, finance.version, renamed)
        .await
        .unwrap();

    let before = city.state().await;
    let again = import_now(&city.db, &city.importer, city.origin(), two_plans(), false)
        .await
        .unwrap();
    assert!(!again.outcome.makes_anything(), "{:?}", again.outcome);
    let kept: Vec<_> = again
        .notes
        .iter()
        .filter(|note| note.code == Code::AlreadyImported)
        .collect();
    let kept: Vec<_> = kept
        .iter()
        .map(|note| (note.field.as_str(), note.given.as_str(), note.used.as_str()))
        .collect();
    assert_eq!(
        kept,
        [
            ("ogp_id", "ALBVL0001", ""),
            ("title", "Open budget", "A budget that everybody can read"),
            ("due_on", "2024-05-31", "2024-11-30"),
        ]
    );
    assert_eq!(city.state().await, before);
}

#[tokio::test]
async fn new_rows_of_a_file_are_added() {
    let city = City::new("vlora").await;
    import_now(&city.db, &city.importer, city.origin(), two_plans(), true)
        .await
        .unwrap();
    let more = table(&[
        "\"Vlora (City), Albania\",AL,Plan 2024-2026,2026-06,ALBVL0001,Open budget,Finance,1.4,Ask residents,,2026-03-31,,Substantial,",
    ]);
    let added = import_now(&city.db, &city.importer, city.origin(), more, true)
        .await
        .unwrap();
    assert_eq!(added.outcome.milestones, Count { made: 1, unchanged: 0 });
    assert_eq!(added.outcome.findings, Count { made: 1, unchanged: 0 });
    let plan = city.plan("2024-2026").await;
    let numbers: Vec<_> = plan
        .milestones
        .iter()
        .map(|milestone| (milestone.number, milestone.code.as_deref()))
        .collect();
    assert_eq!(
        numbers,
        [(1, Some("1.1")), (2, Some("1.2")), (3, Some("1.3")), (4, Some("1.4"))]
    );
    assert!(
        plan.milestones
            .iter()
            .all(|milestone| milestone.state == MilestoneState::NotReported)
    );
    assert_eq!(plan.plan.state, PlanState::Ended);
    assert_eq!(city.plan("2027").await.plan.state, PlanState::Implementing);
}

#[tokio::test]
async fn several_cities_are_not_imported_as_one() {
    let city = City::new("vlora").await;
    let both = book(&[
        "\"Korca, Albania\",AL,Plan 2024,,,A,,,,,,,,",
        "\"Fier, Albania\",AL,Plan 2024,,,A,,,,,,,,",
    ]);
    let refused = city.proposed(both.clone()).await;
    assert!(refused.is_none());
    let fier = read_plain(&both).unwrap().of_member("fier");
    let imported = import_now(&city.db, &city.importer, city.origin(), fier, false)
        .await
        .unwrap();
    assert_eq!(imported.outcome.plans.made, 1);
}

#[tokio::test]
async fn an_export_can_be_imported_again() {
    let city = City::new("vlora").await;
    import_now(&city.db, &city.importer, city.origin(), two_plans(), true)
        .await
        .unwrap();
    let plan = city.plan("2024-2026").await;
    let text = serde_json::to_string_pretty(&json::export(&plan)).unwrap();
    let draft = json::read(&text, &Edits::default()).unwrap();

    let before = city.state().await;
    let again = import_now(&city.db, &city.importer, city.origin(), draft.clone(), true)
        .await
        .unwrap();
    assert!(!again.outcome.makes_anything(), "{:?} {:?}", again.outcome, again.notes);
    assert_eq!(city.state().await, before);

    let other = City::new("fier").await;
    import_now(&other.db, &other.importer, other.origin(), draft, true)
        .await
        .unwrap();
    let copy = other.plan("2024-2026").await;
    assert_eq!(serde_json::to_string_pretty(&json::export(&copy)).unwrap(), text);
    let origins = origins(&other.db, &other.importer, copy.milestones[1].id)
        .await
        .unwrap();
    let cells: Vec<_> = origins
        .iter()
        .map(|origin| (origin.cell.as_str(), origin.said.as_str()))
        .collect();
    assert!(cells.contains(&(
        "plans[0].commitments[0].milestones[1].milestone.dates_said",
        "Spring 2025 / Ongoing"
    )));

    let newer = text.replace("\"besa\": 1", "\"besa\": 2");
    assert_eq!(
        json::read(&newer, &Edits::default()).unwrap_err().notes[0].code,
        Code::VersionUnknown
    );
    assert_eq!(
        json::read("{", &Edits::default()).unwrap_err().notes[0].code,
        Code::UnreadableFile
    );
}

#[test]
fn every_note_has_a_code_of_its_own() {
    let codes: std::collections::BTreeSet<_> = Code::ALL.iter().map(|code| code.code()).collect();
    assert_eq!(codes.len(), Code::ALL.len());
}

#[tokio::test]
async fn many_rows_are_recognised_again() {
    let city = City::new("vlora").await;
    let row = |at: usize| {
        format!(
            "\"Vlora, Albania\",AL,Plan 2024-2026,,,Commitment {},,,Part {},,2025-12-31,,,",
            at / 5,
            at % 5
        )
    };
    let rows: Vec<String> = (0..300).map(row).collect();
    let draft = table(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    import_now(&city.db, &city.importer, city.origin(), draft.clone(), false)
        .await
        .unwrap();
    let again = import_now(&city.db, &city.importer, city.origin(), draft, false)
        .await
        .unwrap();
    assert_eq!(again.outcome.commitments, Count { made: 0, unchanged: 60 });
    assert_eq!(
        again.outcome.milestones,
        Count {
            made: 0,
            unchanged: 300
        }
    );
}

#[test]
fn a_file_has_a_maximum_size() {
    let row = "\"Vlora, Albania\",AL,Plan 2024,,,A,,,B,,,,,\n".repeat(20_021);
    let notes = read_plain(&csv("plans.csv", &format!("{HEADER}\n{row}"))).unwrap_err();
    assert_eq!(notes, [Note::new(Code::TooManyRows, "", "20020")]);
}
