//! What a column or row is, told by its other values and by the columns beside it.

use super::layouts::{outline, read_csv, responsible, two};
use super::*;

#[test]
fn numbers_tell_milestones_from_commitments_in_one_column() {
    for text in [
        "Nr,Angazhimi,Afati,Institucioni përgjegjës\n\
         1,Buxheti i hapur,31.12.2027,Financa\n\
         1.1,Publikimi,31.12.2026,Financa\n\
         1.2,Dëgjesa,30.06.2027,Financa\n\
         2.,Uji i pijshëm,31.12.2027,Ujësjellësi\n\
         2.1.,Matja,31.12.2026,Ujësjellësi\n\
         2.2.,Raporti,30.06.2027,Ujësjellësi\n",
        "Angazhimi,Afati,Institucioni përgjegjës\n\
         1 Buxheti i hapur,31.12.2027,Financa\n\
         1.1 Publikimi,31.12.2026,Financa\n\
         1.2 Dëgjesa,30.06.2027,Financa\n\
         2. Uji i pijshëm,31.12.2027,Ujësjellësi\n\
         2.1. Matja,31.12.2026,Ujësjellësi\n\
         2.2. Raporti,30.06.2027,Ujësjellësi\n",
    ] {
        let draft = read_csv(text);
        assert_eq!(outline(&draft), two(), "{text}");
        assert_eq!(draft.rows, 6);
        assert_eq!(responsible(&draft).len(), 4);
        let water = &draft.plans[0].commitments[1];
        assert_eq!(
            (water.draft.number, water.involved[0].name.as_str()),
            (Some(2), "Ujësjellësi")
        );
        let report = &water.milestones[1].draft;
        assert_eq!(
            (report.code.as_deref(), report.due_on),
            (Some("2.2"), Some(date!(2027 - 06 - 30)))
        );
        let lost = |note: &&Note| matches!(note.code, Code::CellNotRead | Code::RowDiffers | Code::UnknownColumn);
        assert_eq!(draft.all_notes().find(lost), None);
    }
}

#[test]
fn numbers_of_commitments_alone_make_no_milestones() {
    let draft = read_csv("Nr,Angazhimi,Afati\n1.1,Buxheti i hapur,31.12.2027\n1.2,Uji i pijshëm,31.12.2027\n");
    assert_eq!(
        outline(&draft),
        [("Buxheti i hapur", vec![]), ("Uji i pijshëm", vec![])]
    );
}

#[test]
fn the_only_numbers_may_be_those_of_milestones() {
    let titles = [
        ("Transparenca", vec!["Faqja", "Regjistri"]),
        ("Etika", vec!["Kodi", "Trajnimi"]),
    ];
    for text in [
        // A running number.
        "Nr,Angazhimi,Aktiviteti,Afati\n1,Transparenca,Faqja,31.12.2026\n2,,Regjistri,31.12.2026\n\
         3,Etika,Kodi,31.12.2026\n4,,Trajnimi,31.12.2026\n",
        // The commitment in each row.
        "Nr,Angazhimi,Aktiviteti,Afati\n1,Transparenca,Faqja,31.12.2026\n2,Transparenca,Regjistri,31.12.2026\n\
         3,Etika,Kodi,31.12.2026\n4,Etika,Trajnimi,31.12.2026\n",
        // Numbers that begin again.
        "Nr,Angazhimi,Aktiviteti,Afati\n1,Transparenca,,\n1,,Faqja,31.12.2026\n2,,Regjistri,31.12.2026\n\
         2,Etika,,\n1,,Kodi,31.12.2026\n2,,Trajnimi,31.12.2026\n",
        "Nr,Angazhimi,Aktiviteti,Afati\n1,Transparenca,,\n1.1,,Faqja,31.12.2026\n1.2,,Regjistri,31.12.2026\n\
         2,Etika,,\n2.1,,Kodi,31.12.2026\n2.2,,Trajnimi,31.12.2026\n",
        // Numbers of commitments.
        "Nr,Angazhimi,Aktiviteti,Afati\n1,Transparenca,Faqja,31.12.2026\n1,,Regjistri,31.12.2026\n\
         2,Etika,Kodi,31.12.2026\n2,,Trajnimi,31.12.2026\n",
    ] {
        let draft = read_csv(text);
        assert_eq!(outline(&draft), titles, "{text}");
        let noted = |note: &&Note| matches!(note.code, Code::RowDiffers | Code::UnknownCommitment);
        assert_eq!(draft.all_notes().find(noted), None, "{text}");
    }
}

#[test]
fn a_row_without_a_plan_goes_on_with_the_plan_above() {
    let draft = read_csv(
        "Plani,Angazhimi,Aktiviteti,Afati\nPlani X,A,h1,31.12.2026\nPlani Y,B,h2,31.12.2026\n\
         ,,h3,31.12.2026\n,C,h4,31.12.2026\n",
    );
    let plans: Vec<_> = draft
        .plans
        .iter()
        .map(|plan| {
            let commitments = plan.commitments.iter();
            let told = |told: &CommitmentRow| (told.draft.title.clone(), told.milestones.len());
            (plan.draft.title.as_str(), commitments.map(told).collect::<Vec<_>>())
        })
        .collect();
    assert_eq!(
        plans,
        [
            ("Plani X", vec![("A".to_owned(), 1)]),
            ("Plani Y", vec![("B".to_owned(), 2), ("C".to_owned(), 1)])
        ]
    );
}

#[test]
fn a_row_of_a_commitment_alone_is_all_the_commitments() {
    let draft = read_csv(
        "Angazhimi,Aktiviteti,Afati,Përgjegjësi,Statusi\nBuxheti,,31.12.2027,Financa,Në proces\n\
         ,Publikimi,31.12.2026,Financa,Realizuar\n",
    );
    let [commitment] = draft.plans[0].commitments.as_slice() else {
        panic!("one commitment")
    };
    assert_eq!(commitment.draft.ends_on, Some(date!(2027 - 12 - 31)));
    assert_eq!(commitment.involved[0].name, "Financa");
    assert_eq!(commitment.milestones.len(), 1);
    let kept = commitment.said.iter().any(|value| value.said == "Në proces");
    let noted = draft.all_notes().any(|note| note.given == "Në proces");
    assert!(kept || noted);
    assert!(!draft.all_notes().any(|note| note.code == Code::TitleMissing));
}

#[test]
fn a_day_of_completion_beside_a_deadline_or_alone() {
    let draft = read_csv(
        "Angazhimi,Aktiviteti,Data e fillimit,Data e përfundimit,Statusi\nA,h1,01.01.2026,31.12.2027,Në proces\n",
    );
    let milestone = &draft.plans[0].commitments[0].milestones[0].draft;
    assert_eq!(
        (milestone.due_on, milestone.completed_on),
        (Some(date!(2027 - 12 - 31)), None)
    );
    let draft =
        read_csv("Angazhimi,Aktiviteti,Data e përfundimit,Afati,Statusi\nA,h1,01.01.2026,31.12.2027,Realizuar\n");
    let milestone = &draft.plans[0].commitments[0].milestones[0].draft;
    assert_eq!(
        (milestone.due_on, milestone.completed_on),
        (Some(date!(2027 - 12 - 31)), Some(date!(2026 - 01 - 01)))
    );
}

#[test]
fn a_percentage_beside_a_state_or_alone() {
    for heads in [
        "Statusi,Niveli i realizimit (%)",
        "Statusi,Realizimi",
        "Estado,Avance (%)",
    ] {
        let draft = read_csv(&format!(
            "Angazhimi,Aktiviteti,{heads}\nA,h1,në proces,45\nA,h2,në proces,50\n"
        ));
        assert_eq!(
            draft.plans[0].commitments[0].milestones[0].draft.percent,
            Some(45),
            "{heads}"
        );
    }
    let draft = read_csv("Angazhimi,Aktiviteti,Progresi\nA,h1,45%\nA,h2,100%\n");
    assert_eq!(draft.plans[0].commitments[0].milestones[0].draft.percent, Some(45));
}

#[test]
fn a_sentence_that_begins_like_a_total_is_a_milestone() {
    let draft = read_csv(
        "Angazhimi,Aktiviteti,Afati\nBuxheti,Totali i shpenzimeve publikohet çdo muaj,31.12.2026\n\
         ,Shuma e mbledhur bëhet publike,31.12.2026\n",
    );
    assert_eq!(draft.plans[0].commitments[0].milestones.len(), 2);
    let numbered =
        read_csv("Nr,Objektivi,Aktiviteti,Afati,Përgjegjësi\n1,2,3,4,5\n1,Buxheti,Publikimi,31.12.2026,Financa\n");
    assert_eq!(outline(&numbered), [("Buxheti", vec!["Publikimi"])]);
}
