//! Guesses from the values of columns.

use super::city::csv;
use super::*;

/// Returns the heading and the guess of each column that has one.
fn guessed(text: &str) -> Vec<(String, String)> {
    let read = read(&csv("plan.csv", text), &Chosen::default(), &Edits::default());
    let columns = read.map_or_else(|refusal| refusal.columns, |draft| draft.columns);
    let guesses = columns.into_iter().filter(|column| !column.guess.is_empty());
    guesses.map(|column| (column.heading, column.guess)).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let expected = expected.iter();
    expected
        .map(|(heading, guess)| ((*heading).to_owned(), (*guess).to_owned()))
        .collect()
}

#[test]
fn values_speak_for_a_field() {
    let text = "Angazhimi,Piketa,Kur nis,Kur mbyllet,Si jemi,Sa,Kujt i shkruhet,Rreth çfarë\n\
                A,B,01.01.2026,31.12.2026,në proces,40%,a@example.org,Open Data\n\
                A,C,janar 2026,mars 2027,përfunduar,100 %,b@example.org,open data\n\
                A,D,,TM4 2026,nuk ka filluar,0%,c@example.org,Audits\n";
    assert_eq!(
        guessed(text),
        pairs(&[
            ("Kur nis", "milestone_start"),
            ("Kur mbyllet", "milestone_due"),
            ("Si jemi", "milestone_state"),
            ("Sa", "milestone_percent"),
            ("Kujt i shkruhet", "milestone_responsible_email"),
            ("Rreth çfarë", "commitment_policy_area"),
        ])
    );
    // Offered, and not read.
    let draft = read(&csv("plan.csv", text), &Chosen::default(), &Edits::default()).unwrap();
    let milestones = &draft.plans[0].commitments[0].milestones;
    assert!(
        milestones
            .iter()
            .all(|one| one.draft.due_on.is_none() && one.draft.percent.is_none())
    );
}

#[test]
fn one_column_of_dates_is_the_due_date_unless_that_is_known() {
    let rows = "A,B,31.12.2026,Z\nA,C,31.12.2027,Z\n";
    assert_eq!(
        guessed(&format!("Angazhimi,Piketa,Kur,Zyra\n{rows}")),
        pairs(&[("Kur", "milestone_due")])
    );
    let rows = "A,B,01.01.2026,31.12.2026\nA,C,01.01.2027,31.12.2027\n";
    assert_eq!(
        guessed(&format!("Angazhimi,Piketa,Kur,Afati\n{rows}")),
        pairs(&[("Kur", "milestone_start")])
    );
}

#[test]
fn other_values_speak_for_nothing() {
    assert_eq!(
        guessed("Angazhimi,Piketa,Ngjyra\nA,B,blu\nA,C,31.12.2026\nA,D,e kuqe\n"),
        []
    );
}
