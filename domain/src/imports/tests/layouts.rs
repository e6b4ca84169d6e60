//! Tables as offices lay them out: columns in other places, lines above milestones, several tables in a sheet.

use super::city::{csv, read_plain, workbook};
use super::*;
use std::collections::BTreeSet;

/// Returns the commitments of the only plan of a file with the titles of their milestones.
pub(super) fn outline(draft: &Draft) -> Vec<(&str, Vec<&str>)> {
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

pub(super) fn read_csv(text: &str) -> Draft {
    read_plain(&csv("plani.csv", text)).unwrap()
}

pub(super) fn responsible(draft: &Draft) -> Vec<(&str, &str)> {
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

/// Merges a row of the only sheet of a file over its first columns.
fn merge(book: &mut book::Book, row: u32, left: u32, right: u32) {
    let merged = book::Merged {
        top: row,
        left,
        bottom: row,
        right,
    };
    book.sheets[0].merged.push(merged);
}

const TWO: [(&str, [&str; 2]); 2] = [
    ("Buxheti i hapur", ["Publikimi", "Dëgjesa"]),
    ("Uji i pijshëm", ["Matja", "Raporti"]),
];

pub(super) fn two() -> Vec<(&'static str, Vec<&'static str>)> {
    TWO.iter().map(|(title, of)| (*title, of.to_vec())).collect()
}

#[test]
fn a_line_above_milestones_is_their_commitment_in_any_cell() {
    let below = "Angazhimi 1: Buxheti i hapur,,\n\
                 Aktiviteti,Afati,Përgjegjësi\n\
                 Publikimi,31.12.2026,Financa\n\
                 Dëgjesa,31.12.2026,Financa\n\
                 ,,\n\
                 Angazhimi 2: Uji i pijshëm,,\n\
                 Aktiviteti,Afati,Përgjegjësi\n\
                 Matja,31.12.2026,Ujësjellësi\n\
                 Raporti,31.12.2026,Ujësjellësi\n";
    assert_eq!(outline(&read_csv(below)), two());

    let within = "Aktiviteti,Afati,Përgjegjësi\n\
                  Angazhimi 1: Buxheti i hapur,,\n\
                  Publikimi,31.12.2026,Financa\n\
                  Dëgjesa,31.12.2026,Financa\n\
                  Angazhimi II – Uji i pijshëm,,\n\
                  Matja,31.12.2026,Ujësjellësi\n\
                  Raporti,31.12.2026,Ujësjellësi\n";
    assert_eq!(outline(&read_csv(within)), two());

    let mut merged = workbook(&[(
        "Fleta",
        &within.replace("Angazhimi 1: ", "").replace("Angazhimi II – ", ""),
    )]);
    merge(&mut merged, 2, 0, 2);
    merge(&mut merged, 5, 0, 2);
    assert_eq!(outline(&read_plain(&merged).unwrap()), two());

    // The last one has no milestones yet.
    let draft = read_csv(&format!("{within}Angazhimi 3: Parqet,,\n"));
    assert_eq!(outline(&draft).last(), Some(&("Parqet", vec![])));
}

#[test]
fn a_number_of_another_kind_makes_a_title_above_milestones() {
    for (first, second, of) in [
        ("I", "II", ["1", "2"]),
        ("A", "B", ["1", "2"]),
        ("1", "2", ["1.1", "2.1"]),
    ] {
        let [one, two_of] = of;
        let text = format!(
            "Nr,Titulli/Aktiviteti,Afati\n\
             {first},Buxheti i hapur,\n\
             {one},Publikimi,31.12.2026\n\
             {one}1,Dëgjesa,31.12.2026\n\
             {second},Uji i pijshëm,\n\
             {two_of},Matja,31.12.2026\n\
             {two_of}1,Raporti,31.12.2026\n"
        );
        let draft = read_csv(&text);
        assert_eq!(outline(&draft), two(), "{text}");
        assert!(!draft.all_notes().any(|note| note.code == Code::CellNotRead));
    }
}

#[test]
fn the_last_records_need_no_date() {
    let draft = read_csv(
        "Nr,Angazhimi,Aktiviteti,Afati\n1,Buxheti,Publikimi,31.12.2026\n2,Uji,,\n3,Parqet,,\nPërgatiti: A. Hoxha,,,\n",
    );
    assert_eq!(
        outline(&draft),
        [("Buxheti", vec!["Publikimi"]), ("Uji", vec![]), ("Parqet", vec![])]
    );
    assert!(draft.notes.iter().any(|note| note.code == Code::RowBelowTable));

    let draft = read_csv(
        "Angazhimi,Aktiviteti,Afati,Përgjegjësi\n\
         Buxheti,Publikimi,31.12.2026,Financa\n\
         ,Trajnimi i stafit,,\n\
         ,,,\n\
         ,Drejtoria e financës,,\n",
    );
    assert_eq!(outline(&draft), [("Buxheti", vec!["Publikimi", "Trajnimi i stafit"])]);

    for below in [
        "Kryetari",
        "* Afatet ndryshojnë",
        "Miratuar nga këshilli",
        "Arben Hoxha",
    ] {
        let draft = read_csv(&format!(
            "Angazhimi,Aktiviteti,Afati\nBuxheti,Publikimi,31.12.2026\n,{below},\n"
        ));
        assert_eq!(outline(&draft), [("Buxheti", vec!["Publikimi"])], "{below}");
    }
}

#[test]
fn the_upper_of_two_headings_names_the_record() {
    let mut book = workbook(&[(
        "Fleta",
        "Angazhimi,,Aktiviteti,,\n\
         Nr,Titulli,Nr,Titulli,Afati\n\
         1,Buxheti i hapur,1.1,Publikimi,31.12.2026\n\
         1,Buxheti i hapur,1.2,Dëgjesa,31.12.2026\n",
    )]);
    merge(&mut book, 1, 0, 1);
    merge(&mut book, 1, 2, 4);
    let draft = read_plain(&book).unwrap();
    assert_eq!(outline(&draft), two()[..1]);
    assert!(!draft.all_notes().any(|note| note.code == Code::CellNotRead));
    assert_eq!(draft.rows, 2);
    let fields: Vec<_> = draft.columns.iter().map(|column| column.field.as_str()).collect();
    assert_eq!(
        fields,
        [
            "commitment_number",
            "commitment_title",
            "milestone_number",
            "milestone_title",
            "milestone_due"
        ]
    );
}

#[test]
fn a_column_is_there_twice_only_where_two_hold_the_same() {
    let draft = read_csv(
        "Angazhimi,Objektivi specifik,Aktiviteti,Plani fillon,Plani mbaron,Angazhimi fillon\n\
         Buxheti,Më pak letër,Publikimi,01.01.2026,31.12.2027,01.02.2026\n",
    );
    let fields: Vec<_> = draft.columns.iter().map(|column| column.field.as_str()).collect();
    assert_eq!(
        fields,
        [
            "commitment_title",
            "commitment_long_term_goal",
            "milestone_title",
            "plan_start",
            "plan_end",
            "commitment_start"
        ]
    );
    assert!(!draft.all_notes().any(|note| note.code == Code::DuplicateColumn));
}

#[test]
fn each_table_of_a_sheet_is_read_with_its_own_headings() {
    let draft = read_csv(
        "Nr,Angazhimi,Institucioni përgjegjës\n\
         1,Buxheti i hapur,Financa\n\
         2,Uji i pijshëm,Ujësjellësi\n\
         ,,,,\n\
         Aktivitetet,,,,\n\
         Nr i angazhimit,Aktiviteti,Afati,Statusi,Përgjegjësi\n\
         1,Publikimi,31.12.2026,në proces,Financa\n\
         1,Dëgjesa,31.12.2026,në proces,Financa\n\
         2,Matja,31.12.2026,në proces,Ujësjellësi\n\
         2,Raporti,31.12.2026,në proces,Ujësjellësi\n",
    );
    assert_eq!(outline(&draft), two());
    let leads: Vec<_> = draft.plans[0]
        .commitments
        .iter()
        .map(|commitment| commitment.involved[0].name.as_str())
        .collect();
    assert_eq!(leads, ["Financa", "Ujësjellësi"]);
    let keys: BTreeSet<&str> = draft.columns.iter().map(|column| column.key.as_str()).collect();
    assert_eq!(keys.len(), draft.columns.len());

    let draft = read_csv(
        "Angazhimi 1: Buxheti i hapur,,\n\
         Aktiviteti,Afati,Përgjegjësi\n\
         Publikimi,31.12.2026,Financa\n\
         Dëgjesa,31.12.2026,Financa\n\
         Angazhimi 2: Uji i pijshëm,,\n\
         Nr,Aktiviteti,Statusi\n\
         1,Matja,në proces\n\
         2,Raporti,në proces\n",
    );
    assert_eq!(outline(&draft), two());
}

#[test]
fn a_sheet_that_names_the_columns_explains_them_whatever_its_name() {
    let guide = "Sheet,Column,Meaning\n\
                 Plan,title,The title\nPlan,start,The first day\nCommitments,number,Its number\n\
                 Commitments,title,Its title\nMilestones,due,The last day\nMilestones,title,Its title\n";
    let draft = read_plain(&workbook(&[
        ("Udhëzime të reja", guide),
        ("Plan", "title,start\nAction plan 2025-2027,2025-06-01\n"),
        ("Commitments", "number,title\n1,Open budget\n"),
        (
            "Milestones",
            "commitment_number,number,title,due\n1,1,Publish it,2026-12-31\n",
        ),
        ("Stakeholders", "organisation\nForum\n"),
    ]))
    .unwrap();
    assert_eq!(outline(&draft), [("Open budget", vec!["Publish it"])]);
    assert_eq!(draft.rows, 4);
}

#[test]
fn a_line_above_milestones_counts_once() {
    let draft = read_csv(
        "Plani,Aktiviteti,Afati,Përgjegjësi\n\
         ,Angazhimi 1: Buxheti i hapur,,\n\
         Plani 2026,Publikimi,31.12.2026,Financa\n\
         Plani 2026,Dëgjesa,31.12.2026,Financa\n",
    );
    assert_eq!(outline(&draft), two()[..1]);
    assert_eq!(draft.plans[0].commitments[0].rows, 1);
    assert_eq!(draft.rows, 3);
}
