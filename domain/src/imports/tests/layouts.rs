//! Tables as offices lay them out: columns in other places, lines above milestones, several tables in a sheet.

use super::city::{csv, read_plain, workbook};
use super::*;

/// Returns the commitments of the only plan of a file with the titles of their milestones.
fn outline(draft: &Draft) -> Vec<(&str, Vec<&str>)> {
    let [plan] = draft.plans.as_slice() else {
        panic!("one plan: {:?}", draft.plans.len())
    };
    let commitments = plan.commitments.iter();
    commitments
        .map(|commitment| {
            let milestones = commitment.milestones.iter();
            let titles = milestones.map(|milestone| milestone.draft.title.as_str());
            (commitment.draft.title.as_str(), titles.collect())
        })
        .collect()
}

fn read_csv(text: &str) -> Draft {
    read_plain(&csv("plani.csv", text)).unwrap()
}

fn responsible(draft: &Draft) -> Vec<(&str, &str)> {
    let milestones = draft.plans.iter().flat_map(|plan| &plan.commitments);
    let milestones = milestones.flat_map(|commitment| &commitment.milestones);
    milestones
        .flat_map(|milestone| &milestone.responsible)
        .map(|who| (who.organisation.as_deref().unwrap_or_default(), who.part.code()))
        .collect()
}

#[test]
fn a_column_of_organisations_makes_no_list_of_a_plan() {
    let draft = read_csv(
        "Angazhimi,Aktiviteti,Afati,Organizata,Email\n\
         Buxheti i hapur,Publikimi,31.12.2026,Drejtoria e Financës,fin@example.org\n",
    );
    assert_eq!(outline(&draft), [("Buxheti i hapur", vec!["Publikimi"])]);
    assert_eq!(responsible(&draft), [("Drejtoria e Financës", "lead")]);
    let people: Vec<_> = draft.people.iter().map(|person| person.email.as_deref()).collect();
    assert_eq!(people, [Some("fin@example.org")]);
    assert!(draft.organisations.is_empty());

    let draft = read_csv(
        "Angazhimi,Aktiviteti,Afati,Organizatat partnere,Organizata përgjegjëse,Lloji\n\
         Buxheti i hapur,Publikimi,31.12.2026,Shoqata X,Drejtoria e Financës,shoqatë\n",
    );
    assert_eq!(outline(&draft), [("Buxheti i hapur", vec!["Publikimi"])]);
    assert_eq!(
        responsible(&draft),
        [("Drejtoria e Financës", "lead"), ("Shoqata X", "supporter")]
    );
    let said = &draft.plans[0].commitments[0].milestones[0].said;
    assert!(said.iter().any(|value| value.said == "shoqatë"), "{said:?}");

    let draft = read_csv(
        "Commitment,Milestone,Responsible organisation,Organisation\n\
         Open budget,Publish it,Finance,Forum\n",
    );
    assert_eq!(outline(&draft), [("Open budget", vec!["Publish it"])]);
    assert_eq!(responsible(&draft), [("Finance", "lead"), ("Forum", "other")]);
}

#[test]
fn commitments_have_organisations_and_their_addresses() {
    let draft = read_csv(
        "Nr,Angazhimi,Afati,Organizata,Email\n1,Buxheti i hapur,31.12.2026,Drejtoria e Financës,fin@example.org\n",
    );
    assert_eq!(outline(&draft), [("Buxheti i hapur", vec![])]);
    let [commitment] = draft.plans[0].commitments.as_slice() else {
        panic!("one commitment")
    };
    assert_eq!(commitment.involved[0].name, "Drejtoria e Financës");
    assert_eq!(draft.people[0].email.as_deref(), Some("fin@example.org"));
    assert!(!draft.all_notes().any(|note| note.code == Code::TitleMissing));
}

#[test]
fn a_list_of_organisations_names_what_it_does_not_use() {
    let draft = read_plain(&workbook(&[
        ("Plani", "Angazhimi,Aktiviteti,Afati\nBuxheti,Publikimi,31.12.2026\n"),
        (
            "Lista",
            "Organizata,Lloji,Afati,Ngjyra\nForumi,shoqatë,31.12.2026,blu\n",
        ),
    ]))
    .unwrap();
    assert_eq!(draft.organisations.len(), 1);
    let open: Vec<_> = draft
        .notes
        .iter()
        .filter(|note| note.code == Code::CellNotRead)
        .map(|note| note.given.as_str())
        .collect();
    assert_eq!(open, ["31.12.2026", "blu"]);
}
