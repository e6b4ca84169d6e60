//! Numbers of commitments and milestones: as the file gives them, else free ones, with a note.

use super::city::{City, csv, read_plain, workbook};
use super::*;

fn about<'n>(notes: impl Iterator<Item = &'n Note>) -> Vec<(&'static str, &'n str, &'n str)> {
    notes
        .filter(|note| note.field == "number")
        .map(|note| (note.code.code(), note.given.as_str(), note.used.as_str()))
        .collect()
}

async fn import(city: &City, draft: Draft) -> Import {
    import_now(&city.db, &city.importer, city.origin(), draft, false)
        .await
        .unwrap()
}

async fn numbers(city: &City) -> Vec<(String, i32)> {
    let plan = city.plan("2026-2027").await;
    let of = |one: &crate::commitments::Commitment| (one.title.clone(), one.number);
    plan.commitments.iter().map(of).collect()
}

#[tokio::test]
async fn numbers_of_commitments_are_kept_or_noted() {
    let text = "plan_title,Nr,commitment_title\n\
                Plani 2026-2027,,Zero\nPlani 2026-2027,C2,One\nPlani 2026-2027,2.,Two\nPlani 2026-2027,III,Three\n\
                Plani 2026-2027,Angazhimi 4,Four\nPlani 2026-2027,abc,Five\nPlani 2026-2027,1e3,Six\n";
    let city = City::new("kodra").await;
    let draft = read_plain(&csv("plans.csv", text)).unwrap();
    assert_eq!(
        about(draft.all_notes()),
        [
            ("number_not_understood", "abc", ""),
            ("number_not_understood", "1e3", "")
        ]
    );
    let done = import(&city, draft).await;
    let taken = done.notes.iter().filter(|note| note.code == Code::NumberTaken);
    assert_eq!(about(taken), [("number_taken", "2", "6")]);
    let mut found = numbers(&city).await;
    found.sort_by_key(|(_, number)| *number);
    let found: Vec<_> = found.iter().map(|(title, number)| (title.as_str(), *number)).collect();
    assert_eq!(
        found,
        [
            ("One", 2),
            ("Three", 3),
            ("Four", 4),
            ("Zero", 5),
            ("Two", 6),
            ("Five", 7),
            ("Six", 8)
        ]
    );
}

#[tokio::test]
async fn a_number_of_another_record_is_noted() {
    let city = City::new("kodra").await;
    let plan = |first: i32, second: i32| {
        let text =
            format!("plan_title,Nr,commitment_title\nPlani 2026-2027,{first},One\nPlani 2026-2027,{second},Another\n");
        read_plain(&csv("plans.csv", &text)).unwrap()
    };
    import(&city, plan(1, 2)).await;
    let again = import(&city, plan(1, 2)).await;
    assert_eq!(about(again.notes.iter()), []);
    let swapped = import(&city, plan(2, 1)).await;
    assert_eq!(
        about(swapped.notes.iter()),
        [("already_imported", "2", "1"), ("already_imported", "1", "2")]
    );
}

#[tokio::test]
async fn the_same_number_of_two_milestones_is_noted() {
    let city = City::new("kodra").await;
    let book = workbook(&[
        ("Plan", "title,start,end\nPlani 2026-2027,2026-01-01,2027-12-31\n"),
        ("Commitments", "number,title\n1,Buxheti i hapur\n"),
        ("Milestones", "commitment_number,number,title\n1,,A\n1,1,B\n1,1,C\n"),
        ("Stakeholders", "organisation\n"),
    ]);
    let done = import(&city, read_plain(&book).unwrap()).await;
    assert_eq!(about(done.notes.iter()), [("number_taken", "1", "3")]);
    let plan = city.plan("2026-2027").await;
    let mut found: Vec<_> = plan
        .milestones
        .iter()
        .map(|one| (one.number, one.title.as_str()))
        .collect();
    found.sort_unstable();
    assert_eq!(found, [(1, "B"), (2, "A"), (3, "C")]);
}

#[tokio::test]
async fn a_number_of_a_correction_that_is_taken_is_noted() {
    let city = City::new("kodra").await;
    let text = "plan_title,Nr,commitment_title\nPlani 2026-2027,1,One\nPlani 2026-2027,2,Two\n";
    let number = [("number".to_owned(), "1".to_owned())].into();
    let edits = Edits([("row 3, commitment_title".to_owned(), number)].into());
    let draft = read(&csv("plans.csv", text), &Chosen::default(), &edits).unwrap();
    let done = import(&city, draft).await;
    assert_eq!(about(done.notes.iter()), [("number_taken", "1", "2")]);
}
