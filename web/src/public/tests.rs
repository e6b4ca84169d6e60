//! Plans on a fixed day, as text and as drawings.

use besa_domain::commitments::{Commitment, CommitmentState};
use besa_domain::milestones::{Milestone, MilestoneCounts, MilestoneState};
use besa_domain::plans::{Plan, PlanState};
use besa_domain::records::{OgpValues, Precision, Texts, When};
use besa_domain::whole::PlanRecords;
use besa_text::{Language, words};
use time::macros::{date, datetime};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::overview::{scores, sentences};
use super::picture::{Picture, years};
use crate::links::{self, Which};
use crate::status;
use crate::wall::Direction;

const TODAY: Date = date!(2026 - 11 - 23);
const AT: OffsetDateTime = datetime!(2025-08-28 09:00 UTC);

fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

fn plan() -> Plan {
    Plan {
        tenant_id: id(1),
        id: id(2),
        reference: "2025-2027".into(),
        title: "Plan".into(),
        language: "en".into(),
        state: PlanState::Implementing,
        starts_on: Some(date!(2025 - 09 - 01)),
        ends_on: Some(date!(2027 - 08 - 31)),
        ends_said: None,
        term_ends_on: None,
        term_ends_said: None,
        adopted_on: None,
        submitted_on: None,
        foreword: None,
        vision: None,
        challenges: None,
        engagement: None,
        monitoring: None,
        monitoring_body: None,
        lead_institutions: Texts::default(),
        source: None,
        published_at: Some(AT),
        version: 1,
        created_at: AT,
        updated_at: AT,
    }
}

fn commitment(number: i32, title: &str) -> Commitment {
    Commitment {
        tenant_id: id(1),
        id: id(100 + u128::from(number.unsigned_abs())),
        plan_id: id(2),
        number,
        ogp_id: None,
        ogp_key: None,
        title: title.into(),
        short_title: None,
        state: CommitmentState::Active,
        state_reason: None,
        starts_on: None,
        starts_said: None,
        ends_on: None,
        ends_said: None,
        problem: None,
        status_quo: None,
        action: None,
        solution: None,
        long_term_goal: None,
        policy_area: None,
        policy_area_said: None,
        sector: None,
        ogp_values: OgpValues::default(),
        sdg_targets: Texts::default(),
        resources: None,
        additional: None,
        source: None,
        version: 1,
        created_at: AT,
        updated_at: AT,
    }
}

fn milestone(of: i32, number: i32, due: Option<Date>, state: MilestoneState) -> Milestone {
    Milestone {
        tenant_id: id(1),
        id: id(1_000 + u128::from((of * 100 + number).unsigned_abs())),
        commitment_id: id(100 + u128::from(of.unsigned_abs())),
        number,
        code: None,
        title: format!("Step {number} <of> {of}"),
        output: None,
        outcome: None,
        starts_on: Some(date!(2025 - 09 - 01)),
        starts_said: None,
        due_on: due,
        due_said: None,
        dates_said: None,
        state,
        percent: (state == MilestoneState::InProgress).then_some(55),
        completed_on: None,
        reason: None,
        reported_at: None,
        version: 1,
        created_at: AT,
        updated_at: AT,
    }
}

fn whole(commitments: Vec<Commitment>, milestones: Vec<Milestone>) -> PlanRecords {
    PlanRecords {
        commitments,
        milestones,
        ..PlanRecords::empty(plan())
    }
}

fn mixed() -> PlanRecords {
    use MilestoneState::{Complete, InProgress, NotReported, NotStarted};
    whole(
        vec![commitment(1, "Drinking water"), commitment(2, "Waste")],
        vec![
            milestone(1, 1, Some(date!(2026 - 04 - 30)), Complete),
            milestone(1, 2, Some(date!(2027 - 01 - 31)), InProgress),
            milestone(2, 1, Some(date!(2026 - 10 - 31)), InProgress),
            milestone(2, 2, Some(date!(2027 - 07 - 31)), NotStarted),
            Milestone {
                due_said: Some(When {
                    said: "Ongoing".into(),
                    from: None,
                    to: None,
                    precision: Precision::Open,
                }),
                ..milestone(2, 3, None, NotReported)
            },
        ],
    )
}

fn told(whole: &PlanRecords, language: Language) -> String {
    let picture = Picture::at(
        whole,
        Which::Present,
        links::City::new("example", language),
        language,
        TODAY,
    );
    let mut out = String::new();
    for (sentence, late) in sentences(picture.w, whole, &picture.tally(), TODAY) {
        out.push_str(&format!("{}{sentence}\n", if late { "! " } else { "  " }));
    }
    for score in scores(picture.w, picture.direction(), &picture.tally()) {
        out.push_str(&format!("{} {}\n", score.number, score.words));
    }
    for commitment in &whole.commitments {
        let tally = picture.tally_of(commitment);
        let tag = status::summary(picture.w, commitment, &tally);
        let sentence = status::sentence(picture.w, &tally).unwrap_or_default();
        out.push_str(&format!(
            "{} [{} {}] {} | {sentence}\n",
            commitment.title, tag.class, tag.icon, tag.words
        ));
    }
    for line in picture.table() {
        let day = |day: Option<crate::day::Day>| day.map_or_else(|| "-".to_owned(), |day| day.words);
        out.push_str(&format!(
            "{} | {} | {} {} | {} | {}\n",
            line.name,
            day(line.starts),
            day(line.due),
            line.said.unwrap_or_default(),
            line.status,
            line.href
        ));
    }
    out
}

#[test]
fn a_plan_is_told_in_both_languages() {
    insta::assert_snapshot!("told_en", told(&mixed(), Language::En));
    insta::assert_snapshot!("told_sq", told(&mixed(), Language::Sq));
}

#[test]
fn silence_is_neither_done_nor_late() {
    let milestones = (1..=8)
        .map(|number| milestone(1, number, Some(date!(2022 - 02 - 28)), MilestoneState::NotReported))
        .collect();
    let silent = whole(vec![commitment(1, "Care")], milestones);
    let told = told(&silent, Language::En);
    assert!(
        told.starts_with(
            "  No status was reported for 8 of 8 milestones.\n  8 of them are past their due dates.\n8 not reported\n"
        ),
        "{told}"
    );
    assert!(!told.contains("late") && !told.contains("on schedule"), "{told}");
}

#[test]
fn bricks_carry_their_words_escaped() {
    let whole = mixed();
    let picture = Picture::at(
        &whole,
        Which::Present,
        links::City::new("example", Language::En),
        Language::En,
        TODAY,
    );
    let course = picture.course(&whole.commitments[1], 30, 10, true).unwrap();
    assert!(
        course.contains("Step 1 &#60;of&#62; 2: overdue, due 31 Oct 2026"),
        "{course}"
    );
    assert!(course.contains(">2.1<") && !course.contains("style="));
    let key = picture.key();
    assert!(key.contains("Not reported: neither done nor late") && !key.contains("Withdrawn"));
}

#[test]
fn a_plan_without_dates_has_no_wall() {
    let mut bare = whole(
        vec![commitment(1, "Care")],
        vec![milestone(1, 1, None, MilestoneState::NotStarted)],
    );
    (bare.plan.starts_on, bare.plan.ends_on, bare.milestones[0].starts_on) = (None, None, None);
    let picture = Picture::at(
        &bare,
        Which::Present,
        links::City::new("example", Language::En),
        Language::En,
        TODAY,
    );
    assert_eq!(picture.axis(), None);
    assert_eq!(picture.course(&bare.commitments[0], 30, 10, true), None);
    assert_eq!(picture.table().len(), 1);
}

#[test]
fn years_are_words_where_they_are_years() {
    let w = words(Language::En);
    assert_eq!(years(w, &plan()), "2025 to 2027");
    let other = Plan {
        reference: "2021-II".into(),
        ..plan()
    };
    assert_eq!(years(w, &other), "2021-II");
}

#[test]
fn a_withdrawn_commitment_is_neither_late_nor_done() {
    let gone = Commitment {
        state: CommitmentState::Withdrawn,
        ..commitment(1, "Care")
    };
    let late = [milestone(1, 1, Some(date!(2026 - 01 - 31)), MilestoneState::InProgress)];
    let tally = MilestoneCounts::of(&late, TODAY);
    assert_eq!(tally.late, 1);
    assert_eq!(status::word(words(Language::En), &gone, &tally).words, "Withdrawn");
    assert_eq!(scores(words(Language::En), Direction::Ltr, &tally).len(), 4);
}
