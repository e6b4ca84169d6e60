//! Dates, states, numbers and personal data in the words of offices, through the importer.

use super::city::{City, csv, read_plain, workbook};
use super::*;
use crate::milestones::Milestone;

const PLAN: &str = "title,start,end\nPlani 2026-2027,2026-01-01,2027-12-31\n";
const COMMITMENTS: &str = "number,title\n1,Buxheti i hapur\n";

/// Reads milestones with these columns; the title is the first.
fn milestones(columns: &str, rows: &[&str]) -> Draft {
    let numbered = rows.iter().zip(1..).map(|(row, number)| format!("1,{number},{row}\n"));
    let text = format!(
        "commitment_number,number,title,{columns}\n{}",
        numbered.collect::<String>()
    );
    let book = workbook(&[
        ("Plan", PLAN),
        ("Commitments", COMMITMENTS),
        ("Milestones", &text),
        ("Stakeholders", "organisation\n"),
    ]);
    read_plain(&book).unwrap()
}

fn noted<'d>(draft: &'d Draft, field: &str) -> Vec<(&'static str, &'d str, &'d str)> {
    draft
        .all_notes()
        .filter(|note| note.field == field)
        .map(|note| (note.code.code(), note.given.as_str(), note.used.as_str()))
        .collect()
}

async fn imported(draft: Draft) -> Vec<Milestone> {
    let city = City::new("kodra").await;
    import_now(&city.db, &city.importer, city.origin(), draft, false)
        .await
        .unwrap();
    city.plan("2026-2027").await.milestones
}

#[tokio::test]
async fn a_period_gives_the_start_and_the_due_date() {
    let draft = milestones(
        "start,due",
        &[
            "A,,Janar – Mars 2026",
            "B,,deri në mars 2026",
            "C,2026-02-01,TM4 2026",
            "D,,Gjashtëmujori i dytë 2026",
            "E,,Brenda datës 31.12.2026 (e enjte)",
            "F,,\"30.06.2026\n31.12.2026\"",
            "G,,varet nga buxheti",
        ],
    );
    assert_eq!(
        noted(&draft, "due_on"),
        [
            ("months_only", "Janar – Mars 2026", "2026-03-31"),
            ("month_only", "deri në mars 2026", "2026-03-31"),
            ("quarter_only", "TM4 2026", "2026-12-31"),
            ("half_only", "Gjashtëmujori i dytë 2026", "2026-12-31"),
            ("date_not_understood", "varet nga buxheti", ""),
        ]
    );
    let milestones = imported(draft).await;
    let days: Vec<_> = milestones.iter().map(|one| (one.starts_on, one.due_on)).collect();
    assert_eq!(
        days,
        [
            (Some(date!(2026 - 01 - 01)), Some(date!(2026 - 03 - 31))),
            (None, Some(date!(2026 - 03 - 31))),
            (Some(date!(2026 - 02 - 01)), Some(date!(2026 - 12 - 31))),
            (Some(date!(2026 - 07 - 01)), Some(date!(2026 - 12 - 31))),
            (None, Some(date!(2026 - 12 - 31))),
            (Some(date!(2026 - 06 - 30)), Some(date!(2026 - 12 - 31))),
            (None, None),
        ]
    );
    let said = |at: usize| milestones[at].due_said.as_ref().unwrap();
    assert_eq!(
        (said(0).said.as_str(), said(0).precision),
        ("Janar – Mars 2026", Precision::Months)
    );
    assert_eq!(said(3).precision, Precision::Half);
    assert_eq!(said(4).said, "Brenda datës 31.12.2026 (e enjte)");
}

#[tokio::test]
async fn a_state_and_its_percentage_are_both_kept() {
    let draft = milestones(
        "state,percent",
        &[
            "A,E realizuar,60%",
            "B,not_started,30",
            "C,Në proces,100",
            "D,complete,",
            "E,Me vonesë,\"33,5%\"",
            "F,nuk është realizuar,",
            "G,s'e di,",
            "H,,40",
        ],
    );
    assert_eq!(
        noted(&draft, "state"),
        [
            ("state_understood", "E realizuar", "complete"),
            ("state_contradicts_percent", "E realizuar", "60"),
            ("state_contradicts_percent", "not_started", "30"),
            ("state_understood", "Në proces", "in_progress"),
            ("state_contradicts_percent", "Në proces", "100"),
            ("state_understood", "Me vonesë", "in_progress"),
            ("state_understood", "nuk është realizuar", "not_started"),
            ("unknown_state", "s'e di", "not_reported"),
            ("no_state", "", ""),
        ]
    );
    assert_eq!(noted(&draft, "percent"), [("number_rounded", "33,5%", "34")]);
    let milestones = imported(draft).await;
    let states: Vec<_> = milestones.iter().map(|one| (one.state.code(), one.percent)).collect();
    assert_eq!(
        states,
        [
            ("complete", Some(60)),
            ("not_started", Some(30)),
            ("in_progress", Some(100)),
            ("complete", Some(100)),
            ("in_progress", Some(34)),
            ("not_started", None),
            ("not_reported", None),
            ("not_reported", Some(40)),
        ]
    );
}

#[tokio::test]
async fn personal_data_is_kept_from_residents() {
    let draft = read_plain(&csv("people.csv", include_str!("11-people-in-texts.csv"))).unwrap();
    let personal: Vec<_> = draft
        .all_notes()
        .filter(|note| matches!(note.code, Code::PersonalData | Code::LeadIsPerson))
        .map(|note| (note.code.code(), note.field.as_str(), note.given.as_str()))
        .collect();
    assert_eq!(
        personal,
        [
            ("personal_data", "lead", "069 20 00 000"),
            ("lead_is_person", "lead", "Arta Shembulli, Director, tel. …"),
            ("personal_data", "title", "arta.shembulli [at] example.org"),
            ("personal_data", "title", "+355 69 200 0000"),
            ("personal_data", "title", "J12345678A"),
            ("personal_data", "title", "0692000000"),
        ]
    );
    let city = City::new("kodra").await;
    import_now(&city.db, &city.importer, city.origin(), draft.clone(), true)
        .await
        .unwrap();
    let plan = city.plan("2025-2027").await;
    let public = serde_json::to_string(&json::export(&plan)).unwrap();
    for data in ["069", "0692000000", "arta.shembulli", "J12345678A", "+355"] {
        assert!(!public.contains(data), "{data} is in {public}");
    }
    let titles: Vec<_> = plan.milestones.iter().map(|one| one.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "Step 1.1 of the work",
            "Ask Arta (…, …)",
            "Register opened (NID: …, cel …)"
        ]
    );
    // The original is kept for those who may import.
    let origins = origins(&city.db, &city.importer, plan.milestones[1].id).await.unwrap();
    assert!(
        origins
            .iter()
            .any(|origin| origin.said.contains("arta.shembulli [at] example.org"))
    );
    let again = import_now(&city.db, &city.importer, city.origin(), draft, true)
        .await
        .unwrap();
    assert!(!again.outcome.makes_anything(), "{:?}", again.notes);
}

#[test]
fn personal_data_beside_a_date_is_taken_out() {
    let draft = milestones("due", &["A,31.12.2026 (Arta: 069 20 00 000)"]);
    let due = draft.plans[0].commitments[0].milestones[0]
        .draft
        .due_said
        .as_ref()
        .unwrap();
    assert_eq!(due.said, "31.12.2026 (Arta: …)");
    assert_eq!(noted(&draft, "due_on"), [("personal_data", "069 20 00 000", "")]);
}
