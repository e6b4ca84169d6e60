//! Imports of Besa's own workbook.

use super::city::{City, read_plain, workbook};
use super::*;
use crate::access::SeeContacts;
use crate::imports::book::Book;
use crate::stakeholders;

const PLAN: &str = "title,start,end,end_of_current_administration,language,vision,medium_term_goals,monitoring_body,\
                    monitoring_contact,monitoring_email,mood\n\
                    Action plan 2025-2027,2025-06,2027-02,2026-12,sq,A city that listens,Budgets by residents,Watch,\
                    Ana Doe,ana@example.org,fine\n";
const COMMITMENTS: &str = "number,ogp_id,title,lead_institution,policy_area,ogp_values,why_relevant,sdg_targets,problem\n\
                           1,ALBSN0001,Forum,Mayor's office,Public Participation,civic_participation; magic,People decide,16.7; x,\
                           Write to ana@example.org\n\
                           2,,Open data,,Potholes,technology,,,#REF!\n";
const MILESTONES: &str = "commitment_number,number,title,due,responsible_institution,responsible_person,responsible_email,state,\
                          percent,reason\n\
                          1,1,Rules adopted,2025-12-15,Council,Ben Doe,ben at example,done,,\n\
                          1,2,First forum,43525,,,,stuck,40%,No room\n\
                          1,3,Second forum,,,,,,,\n\
                          9,1,Lost,2026-01-01,,,,,,\n\
                          2,1,Portal,Annually,,,,nearly,x,\n";
const STAKEHOLDERS: &str = "organisation,kind,person,website,commitment_number,part\n\
                            Women's Forum,civil_society,,www.example.org,1,supporter\n\
                            Council,council,,,2,lead\n\
                            Nobody,,,,7,\n";

fn book() -> Book {
    workbook(&[
        ("Plan", PLAN),
        ("Commitments", COMMITMENTS),
        ("Milestones", MILESTONES),
        ("Stakeholders", STAKEHOLDERS),
        ("Notes", "anything\nat all\n"),
    ])
}

fn four() -> Draft {
    read_plain(&book()).unwrap()
}

#[test]
fn sheets_are_read_as_a_plan() {
    let draft = four();
    let [plan] = draft.plans.as_slice() else {
        panic!("one plan")
    };
    assert_eq!(
        plan.draft.vision.as_deref(),
        Some("A city that listens\n\nBudgets by residents")
    );
    assert_eq!(
        (plan.draft.reference.as_str(), plan.draft.language.as_str()),
        ("2025-2027", "sq")
    );
    assert_eq!(plan.draft.starts_on, Some(date!(2025 - 06 - 01)));
    let [forum, data] = plan.commitments.as_slice() else {
        panic!("two commitments")
    };
    assert_eq!(forum.draft.policy_area.as_deref(), Some("public-participation"));
    assert_eq!(data.draft.policy_area, None);
    assert_eq!(data.draft.policy_area_said.as_deref(), Some("Potholes"));
    assert_eq!(forum.draft.problem.as_deref(), Some("Write to …"));
    assert_eq!(data.draft.problem, None);
    assert_eq!(forum.draft.sdg_targets, ["16.7"]);
    assert_eq!(forum.draft.ogp_values[0].why.as_deref(), Some("People decide"));
    let involved: Vec<_> = forum
        .involved
        .iter()
        .map(|who| (who.name.as_str(), who.part.code()))
        .collect();
    assert_eq!(involved, [("Mayor's office", "lead"), ("Women's Forum", "supporter")]);
    let states: Vec<_> = forum
        .milestones
        .iter()
        .map(|milestone| milestone.draft.state.map(MilestoneState::code))
        .collect();
    assert_eq!(states, [Some("complete"), Some("stuck"), Some("not_reported")]);
    assert_eq!(
        (forum.milestones[0].draft.percent, forum.milestones[1].draft.percent),
        (Some(100), Some(40))
    );
    assert_eq!(forum.milestones[1].draft.due_on, Some(date!(2019 - 03 - 01)));
    assert_eq!(
        codes(&plan.notes),
        [
            ("unknown_commitment", "Milestones!A5"),
            ("month_only", "Plan!C2"),
            ("month_only", "Plan!D2"),
            ("plan_after_term", "Plan!C2"),
            ("personal_data", "Commitments!I2"),
            ("unknown_value", "Commitments!F2"),
            ("number_not_understood", "Commitments!H2"),
            ("state_understood", "Milestones!H2"),
            ("spreadsheet_day", "Milestones!D3"),
            ("date_missing", "Milestones!C4"),
            ("no_state", "Milestones!C4"),
            ("unknown_policy_area", "Commitments!E3"),
            ("formula_error", "Commitments!I3"),
            ("only_technology", "Commitments!F3"),
            ("repeating", "Milestones!D6"),
            ("unknown_state", "Milestones!H6"),
            ("number_not_understood", "Milestones!I6"),
            ("outside_plan", "Milestones!D3"),
        ]
    );
    assert_eq!(
        codes(&draft.notes),
        [
            ("unknown_column", "Plan!K1"),
            ("sheet_not_read", "Notes"),
            ("email_not_understood", "Milestones!G2"),
            ("unknown_kind", "Stakeholders!B3"),
            ("unknown_commitment", "Stakeholders!A4"),
        ]
    );
}

#[test]
fn a_missing_sheet_or_column_refuses_the_whole_file() {
    let notes = read_plain(&workbook(&[("Plan", PLAN), ("Commitments", "number,weather\n1,A\n")])).unwrap_err();
    let given: Vec<_> = notes
        .iter()
        .map(|note| (note.code.code(), note.given.as_str()))
        .collect();
    assert_eq!(
        given,
        [
            ("missing_column", "commitment_title"),
            ("missing_column", "milestone_title"),
            ("unknown_column", "mood"),
            ("unknown_column", "weather"),
        ]
    );
    assert!(notes.iter().any(|note| note.severity() == Severity::Refused));
}

#[tokio::test]
async fn contacts_stay_private_and_are_recognised_again() {
    let city = City::new("elbasan").await;
    let proposed = city.proposed(book()).await.unwrap();
    assert_eq!(proposed.outcome.people.made, 2);
    let done = confirm(&city.db, &city.importer, None, proposed.id).await.unwrap();
    // Women's Forum, Council, Nobody, Watch and the mayor's office.
    assert_eq!(done.outcome.organisations.made, 5);
    let tx = city.db.begin(&city.importer).await.unwrap();
    let row = tx.get::<import::Entity>(done.id, "import").await.unwrap();
    drop(tx);
    assert!(!format!("{row:?}").contains("Doe"), "{row:?}");
    let plan = city.plan("2025-2027").await;
    let people = stakeholders::contacts(&city.db, &city.system::<SeeContacts>())
        .await
        .unwrap();
    assert_eq!(
        people.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(),
        ["Ana Doe", "Ben Doe"]
    );
    let rules = &plan.milestones[0];
    let who = plan
        .responsible
        .iter()
        .find(|who| who.milestone_id == rules.id)
        .unwrap();
    assert_eq!(who.contact_id, Some(people[1].id));
    let stuck = plan
        .milestones
        .iter()
        .find(|milestone| milestone.title == "First forum")
        .unwrap();
    assert_eq!(
        (stuck.state, stuck.reason.as_deref()),
        (MilestoneState::Stuck, Some("No room"))
    );
    for milestone in &plan.milestones {
        let origins = origins(&city.db, &city.importer, milestone.id).await.unwrap();
        assert!(
            origins
                .iter()
                .any(|origin| origin.field == "title" && origin.said == milestone.title)
        );
        assert!(origins.iter().all(|origin| !origin.said.contains("Doe")));
    }

    let before = city.state().await;
    let again = import_now(&city.db, &city.importer, city.origin(), four(), false)
        .await
        .unwrap();
    assert!(!again.outcome.makes_anything(), "{:?}", again.outcome);
    assert_eq!(again.outcome.people, Count { made: 0, unchanged: 2 });
    assert_eq!(city.state().await, before);
}

#[test]
fn a_row_that_only_makes_a_commitment_is_counted_once() {
    let book = workbook(&[(
        "Plani",
        "Angazhimi,Afati,Statusi\nBuxheti i hapur,31.12.2026,Në proces\nUji,,\n",
    )]);
    let draft = read_plain(&book).unwrap();
    let made: usize = draft.plans[0]
        .commitments
        .iter()
        .map(|commitment| commitment.rows)
        .sum();
    assert_eq!((made, draft.rows), (2, 2), "{:?}", draft.plans);
}
