//! Real plans from the folder `BESA_REAL_DATA`. Without it these tests print a note and pass.

use super::city::{csv, database, read_plain, state, tenant};
use super::*;
use crate::plans::{self, PlanState};
use crate::whole::whole;
use std::path::PathBuf;

fn real(file: &str) -> Option<String> {
    let folder = std::env::var_os("BESA_REAL_DATA");
    if folder.is_none() {
        eprintln!("skipped: BESA_REAL_DATA is not set, it is the folder that holds {file}");
    }
    Some(std::fs::read_to_string(PathBuf::from(folder?).join(file)).unwrap())
}

#[tokio::test]
async fn real_milestones_create_a_city_for_every_member() {
    let Some(text) = real("local-milestones.csv") else {
        return;
    };
    let draft = read_plain(&csv("local-milestones.csv", &text)).unwrap();
    let slugs: Vec<_> = members(&draft).into_iter().map(|member| member.slug).collect();
    let expected = [
        "elbasan",
        "tirana",
        "buenos-aires",
        "scotland",
        "madrid",
        "basque-country",
        "austin",
        "cordoba",
        "sekondi-takoradi",
        "vanadzor",
        "yerevan",
    ];
    assert_eq!(slugs, expected);
    assert!(
        draft.all_notes().all(|note| note.severity() == Severity::Doubt),
        "{:?}",
        draft.notes
    );

    let folder = tempfile::tempdir().unwrap();
    let db = database(&folder).await;
    let origin = || Origin::of("local-milestones.csv", text.as_bytes());
    let mut rows = 0;
    for member in members(&draft) {
        let importer = tenant(&db, &member.slug, &member.name, &member.country).await;
        let of_city = draft.of_member(&member.slug);
        let done = import_now(&db, &importer, origin(), of_city.clone(), true)
            .await
            .unwrap();
        assert_eq!(done.outcome.plans.made, of_city.plans.len());
        rows += done.outcome.milestones.made;

        let before = state(&db, &importer).await;
        let again = import_now(&db, &importer, origin(), of_city, true).await.unwrap();
        assert!(!again.outcome.makes_anything(), "{}: {:?}", member.slug, again.notes);
        assert!(
            again.notes.iter().all(|note| note.code != Code::AlreadyImported),
            "{:?}",
            again.notes
        );
        assert_eq!(state(&db, &importer).await, before);

        let see = Permit::<SeePlan>::public(importer.tenant());
        for plan in plans::list(&db, &see).await.unwrap() {
            let plan = whole(&db, &see, plan.id).await.unwrap();
            for milestone in &plan.milestones {
                let origins = origins(&db, &importer, milestone.id).await.unwrap();
                assert!(
                    origins
                        .iter()
                        .any(|origin| origin.field == "dates_said"
                            && Some(&origin.said) == milestone.dates_said.as_ref())
                );
            }
            for commitment in &plan.commitments {
                let origins = origins(&db, &importer, commitment.id).await.unwrap();
                assert!(origins.iter().any(|origin| origin.cell.ends_with("commitment_title")));
            }
        }
        if member.slug == "buenos-aires" {
            buenos_aires(&db, &see, &importer).await;
        }
    }
    assert_eq!(rows, 16);
}

async fn buenos_aires(db: &Db, see: &Permit<SeePlan>, importer: &Permit<ImportPlan>) {
    let plan = plans::by_reference(db, see, "2018-2019", date!(2026 - 11 - 23))
        .await
        .unwrap();
    let plan = whole(db, see, plan.id).await.unwrap();
    assert_eq!((plan.commitments.len(), plan.milestones.len()), (1, 8));
    assert_eq!(plan.plan.state, PlanState::Ended);
    assert!(
        plan.milestones
            .iter()
            .all(|milestone| milestone.state == MilestoneState::NotReported)
    );
    let first = &plan.milestones[0];
    assert_eq!(first.dates_said.as_deref(), Some("October 2018 / December 2019"));
    assert_eq!(
        (first.starts_on, first.due_on),
        (Some(date!(2018 - 10 - 01)), Some(date!(2019 - 12 - 31)))
    );
    assert_eq!(
        first.due_said.as_ref().map(|when| (when.said.as_str(), when.precision)),
        Some(("2019-12", Precision::Month))
    );
    let found: Vec<_> = plan
        .findings
        .iter()
        .map(|found| (found.scheme.as_str(), found.value.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("verifiable", "Yes"),
            ("potential_impact", "Transformative"),
            ("completion", "Substantial"),
            ("did_it_open_government", "Major"),
        ]
    );
    let origins = origins(db, importer, first.id).await.unwrap();
    assert!(
        origins
            .iter()
            .any(|origin| origin.cell == "row 7, milestone_end" && origin.said == "2019-12")
    );
}

#[tokio::test]
async fn real_plans_in_json_are_the_same_cities() {
    let Some(text) = real("local-action-plans.json") else {
        return;
    };
    let draft = json::read(&text, &Edits::default()).unwrap();
    assert_eq!(members(&draft).len(), 11);
    assert_eq!(draft.plans.len(), 16);
    let elbasan = draft.of_member("elbasan");
    let plan = &elbasan.plans[0];
    assert_eq!(plan.draft.submitted_on, Some(date!(2025 - 06 - 24)));
    assert_eq!(plan.draft.lead_institutions.len(), 4);
    assert_eq!(plan.commitments[0].draft.ogp_values.len(), 3);
    assert_eq!(plan.commitments[0].involved.len(), 11);

    // Records that were imported from CSV are recognised when they are imported from JSON.
    let Some(table) = real("local-milestones.csv") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let db = database(&folder).await;
    let first = read_plain(&csv("local-milestones.csv", &table)).unwrap();
    for member in members(&first) {
        let importer = tenant(&db, &member.slug, &member.name, &member.country).await;
        let origin = || Origin::of("file", b"");
        import_now(&db, &importer, origin(), first.of_member(&member.slug), true)
            .await
            .unwrap();
        let again = import_now(&db, &importer, origin(), draft.of_member(&member.slug), true)
            .await
            .unwrap();
        let made = (
            again.outcome.plans.made,
            again.outcome.commitments.made,
            again.outcome.milestones.made,
        );
        assert_eq!(made, (0, 0, 0), "{}", member.slug);
    }
}

#[test]
fn real_deadlines_are_read_or_reported() {
    let Some(text) = real("canada-nap5-indicators.csv") else {
        return;
    };
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    let at = reader
        .headers()
        .unwrap()
        .iter()
        .position(|name| name == "deadline_en")
        .unwrap();
    let dates: Vec<_> = reader
        .records()
        .map(|record| dates::read(&record.unwrap()[at], dates::Order::DayFirst))
        .collect();
    let unread = dates
        .iter()
        .filter(|read| read.doubts.contains(&Code::DateNotUnderstood))
        .count();
    let open = dates
        .iter()
        .filter(|read| read.when.precision == Precision::Open)
        .count();
    // Four contain two deadlines or a fiscal year; twenty have no end, or repeat.
    assert_eq!((dates.len(), unread, open), (106, 4, 24));
}
