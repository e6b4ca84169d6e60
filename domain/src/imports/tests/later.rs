//! What later rows give otherwise, fractions, formulas without values, and dates in the wrong order.

use super::super::book::Book;
use super::city::{csv, read_plain, workbook};
use super::*;

fn noted(draft: &Draft) -> Vec<(&'static str, &str, &str, &str)> {
    draft
        .all_notes()
        .map(|note| {
            (
                note.code.code(),
                note.field.as_str(),
                note.given.as_str(),
                note.used.as_str(),
            )
        })
        .collect()
}

fn four(milestones: &str) -> Book {
    workbook(&[
        ("Plan", "title,start,end\nPlani 2026-2027,2026-01-01,2027-12-31\n"),
        ("Commitments", "number,title\n1,Buxheti i hapur\n"),
        ("Milestones", milestones),
        ("Stakeholders", "organisation\n"),
    ])
}

#[test]
fn another_value_in_a_later_row_is_noted() {
    let text = "plan_title,commitment_title,lead_institution,commitment_problem,commitment_resources,milestone_title,milestone_end\n\
                Plani 2026-2027,One,Financa,Problem A,100,M1,2026-05-01\n\
                Plani 2026-2027,One,Kultura; financa,Problem B,200,M2,2026-05-01\n\
                Plani 2026-2027,One,Financa,Problem B,300,M3,2026-05-01\n\
                Plani 2026-2027,ONE,,problem  a,100,M4,2026-05-01\n";
    let draft = read_plain(&csv("plans.csv", text)).unwrap();
    let found: Vec<_> = noted(&draft)
        .into_iter()
        .filter(|(code, ..)| matches!(*code, "row_differs" | "lead_is_supporter"))
        .collect();
    assert_eq!(
        found,
        [
            ("lead_is_supporter", "lead", "Kultura", ""),
            ("row_differs", "problem", "Problem B", "Problem A"),
            ("row_differs", "resources", "200", "100"),
            ("row_differs", "resources", "300", "100"),
        ]
    );
    let one = &draft.plans[0].commitments[0];
    let parts: Vec<_> = one
        .involved
        .iter()
        .map(|who| (who.name.as_str(), who.part.code()))
        .collect();
    assert_eq!(parts, [("Financa", "lead"), ("Kultura", "supporter")]);
    assert_eq!(one.draft.problem.as_deref(), Some("Problem A"));
    assert!(one.said.iter().any(|value| value.said == "Problem B"));
}

#[test]
fn a_column_of_fractions_holds_percentages() {
    let percents = |texts: [&str; 4]| {
        let rows: String = texts
            .iter()
            .map(|text| format!("1,{text},{text},2026-05-01,\n"))
            .collect();
        let draft = read_plain(&four(&format!("commitment_number,title,percent,due,state\n{rows}"))).unwrap();
        let notes = noted(&draft).len();
        let milestones = draft.plans[0].commitments[0].milestones.iter();
        (milestones.map(|one| one.draft.percent).collect::<Vec<_>>(), notes)
    };
    // Each has a note about its state.
    assert_eq!(
        percents(["0.5", "0.25", "1", "0"]),
        (vec![Some(50), Some(25), Some(100), Some(0)], 7)
    );
    assert_eq!(
        percents(["0.5", "25", "1", "0"]),
        (vec![Some(1), Some(25), Some(1), Some(0)], 5)
    );
    assert_eq!(
        percents(["1", "0", "00", "1.0"]),
        (vec![Some(1), Some(0), Some(0), Some(1)], 4)
    );
    assert_eq!(
        percents(["0.5", "1%", "0", "1"]).0,
        [Some(1), Some(1), Some(0), Some(1)]
    );
}

#[test]
fn a_formula_without_a_value_is_empty() {
    let mut book =
        four("commitment_number,title,responsible_institution,output,due\n1,A,B,C,D\n1,Second,,,2026-05-01\n");
    for cell in &mut book.sheets[2].rows[1].cells[2..] {
        let formula = format!("=UPPER(\"{}\")", cell.text);
        cell.formula = Some(formula.into());
        cell.text.clear();
    }
    let draft = read_plain(&book).unwrap();
    let formulas: Vec<_> = noted(&draft)
        .into_iter()
        .filter(|(code, ..)| code.contains("formula"))
        .collect();
    assert_eq!(
        formulas,
        [
            ("formula_without_value", "responsible", "=UPPER(\"B\")", ""),
            ("formula_without_value", "output", "=UPPER(\"C\")", ""),
            ("formula_without_value", "due_on", "=UPPER(\"D\")", ""),
        ]
    );
    let first = &draft.plans[0].commitments[0].milestones[0];
    assert!(first.responsible.is_empty());
    assert_eq!((first.draft.output.as_deref(), first.draft.due_on), (None, None));

    let mut book = four("commitment_number,title,due\n1,A,2026-05-01\n1,Second,2026-05-01\n");
    book.sheets[1].rows[1].cells[1].formula = Some("UPPER(\"buxheti\")".into());
    book.sheets[1].rows[1].cells[1].text.clear();
    let draft = read_plain(&book).unwrap();
    assert!(draft.plans[0].commitments.is_empty());
    assert!(noted(&draft).contains(&("formula_without_value", "title", "=UPPER(\"buxheti\")", "")));
    let text = "plan_title,commitment_title,commitment_problem\nPlani 2026-2027,One,\"=UPPER(\"\"x\"\")\"\n";
    let draft = read_plain(&csv("plans.csv", text)).unwrap();
    assert_eq!(draft.plans[0].commitments[0].draft.problem, None);
}

#[test]
fn a_start_after_the_end_is_left_out_and_its_text_kept() {
    let draft = read_plain(&four("commitment_number,title,start,due\n1,A,2026-09-01,2026-05-01\n")).unwrap();
    assert!(noted(&draft).contains(&("end_before_start", "due_on", "2026-05-01", "")));
    let first = &draft.plans[0].commitments[0].milestones[0].draft;
    assert_eq!((first.starts_on, first.due_on), (None, Some(date!(2026 - 05 - 01))));
    assert_eq!(
        first.starts_said.as_ref().map(|when| when.said.as_str()),
        Some("2026-09-01")
    );
}

#[test]
fn days_far_from_the_plan_are_noted() {
    let far = |plan: &str| {
        let text = format!(
            "plan_title,commitment_title,milestone_title,milestone_end\n{plan},One,A,2026-05-01\n\
             {plan},One,B,1926-05-01\n{plan},One,C,2062-05-01\n{plan},One,D,1900-01-01\n{plan},One,E,2028-01-01\n"
        );
        let draft = read_plain(&csv("plans.csv", &text)).unwrap();
        let notes = draft.all_notes().filter(|note| note.code == Code::OutsidePlan);
        notes.map(|note| note.given.clone()).collect::<Vec<_>>()
    };
    assert_eq!(far("Plani 2026-2027"), ["1926-05-01", "2062-05-01", "1900-01-01"]);
    assert_eq!(far("Plani"), ["1926-05-01", "2062-05-01", "1900-01-01"]);
}

#[test]
fn people_are_taken_out_of_names_of_organisations() {
    let rows = "commitment_number,title,responsible_institution,due\n\
                1,A,Arta Hoxha,2026-05-01\n\
                1,B,\"Ben Ali, tel 0692000005\",2026-05-01\n\
                1,C,\"Drejtoria e Financës (Arta Hoxha, tel 0692000006)\",2026-05-01\n\
                1,D,Drejtoria e Kulturës (Rinia),2026-05-01\n";
    let draft = read_plain(&four(rows)).unwrap();
    let found: Vec<_> = noted(&draft)
        .into_iter()
        .filter(|(_, field, ..)| *field == "responsible")
        .collect();
    assert_eq!(
        found,
        [
            ("lead_is_person", "responsible", "Arta Hoxha", ""),
            ("personal_data", "responsible", "0692000005", ""),
            ("lead_is_person", "responsible", "Ben Ali, tel …", ""),
            ("personal_data", "responsible", "0692000006", ""),
            ("personal_data", "responsible", "Arta Hoxha, tel …", ""),
        ]
    );
    let milestones = draft.plans[0].commitments[0].milestones.iter();
    let names: Vec<_> = milestones
        .filter_map(|one| one.responsible[0].organisation.as_deref())
        .collect();
    assert_eq!(
        names,
        [
            "Arta Hoxha",
            "Ben Ali, tel …",
            "Drejtoria e Financës",
            "Drejtoria e Kulturës (Rinia)"
        ]
    );
}

#[test]
fn the_cell_of_a_contact_is_split() {
    let rows = "commitment_number,title,responsible_person,responsible_email,due\n\
                1,A,,Cen Duda 0692000006 cen@example.org,2026-05-01\n\
                1,B,Ana Doe,ana@example.org; ana.doe@example.org,2026-05-01\n\
                1,C,Ben Doe 0692000007 ben@example.org,,2026-05-01\n\
                1,D,Dea Doe,Dea Doe dea@example.org x@example.org,2026-05-01\n\
                1,E,Era Doe,nobody,2026-05-01\n";
    let draft = read_plain(&four(rows)).unwrap();
    let people: Vec<_> = draft
        .people
        .iter()
        .map(|one| (one.name.as_str(), one.email.as_deref()))
        .collect();
    assert_eq!(
        people,
        [
            ("Cen Duda", Some("cen@example.org")),
            ("Ana Doe", Some("ana@example.org")),
            ("Ben Doe", Some("ben@example.org")),
            ("Dea Doe", Some("dea@example.org")),
            ("Era Doe", None),
        ]
    );
    let found: Vec<_> = noted(&draft)
        .into_iter()
        .filter(|(_, field, ..)| matches!(*field, "email" | "person"))
        .collect();
    assert_eq!(
        found,
        [
            ("personal_data", "email", "0692000006", ""),
            ("second_email", "email", "ana.doe@example.org", ""),
            ("personal_data", "person", "0692000007", ""),
            ("second_email", "email", "x@example.org", ""),
            ("email_not_understood", "email", "nobody", ""),
        ]
    );
    let milestones = &draft.plans[0].commitments[0].milestones;
    let named: Vec<_> = milestones
        .iter()
        .filter_map(|one| one.responsible[0].person.as_deref())
        .collect();
    assert_eq!(named, ["Cen Duda", "Ana Doe", "Ben Doe", "Dea Doe", "Era Doe"]);
}
