//! Tests a city that meets every requirement, then each requirement without the record that it needs.

use super::super::facts::{EndorsementFact, ForumFact, PaperFact, SeatFact, VoiceFact, WordFact};
use super::*;
use crate::rules;
use time::macros::date;

const TODAY: Date = date!(2026 - 11 - 23);

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn seat(number: u128, side: Side) -> SeatFact {
    SeatFact {
        id: id(number),
        title: "Seat".to_owned(),
        side,
    }
}

fn held(number: u128, on: Date) -> MeetingFact {
    MeetingFact {
        id: id(number),
        title: "Meeting".to_owned(),
        on,
        agenda: true,
        minutes: true,
        outsiders: true,
        papers: vec![PaperFact {
            id: id(number + 100),
            title: "Paper".to_owned(),
            shared_on: days_after(on, -1),
        }],
        decisions: Vec::new(),
    }
}

fn city() -> Facts {
    let mut last = held(11, date!(2026 - 10 - 12));
    last.decisions = vec![(id(21), "Publish every result".to_owned(), true)];
    Facts {
        today: TODAY,
        published: true,
        created_by: Some(date!(2026 - 03 - 01)),
        forum: Some(ForumFact {
            id: id(1),
            name: "Forum".to_owned(),
            remit: true,
            rules: true,
        }),
        seats: vec![
            seat(2, Side::Government),
            seat(3, Side::CivilSociety),
            seat(4, Side::Academia),
        ],
        meetings: vec![last, held(12, date!(2026 - 02 - 10))],
        endorsements: vec![EndorsementFact {
            id: id(31),
            organisation: "Water Friends".to_owned(),
            seated: true,
            on: date!(2026 - 02 - 20),
        }],
        voices: vec![VoiceFact {
            id: id(41),
            on: date!(2026 - 05 - 01),
            due_on: Some(date!(2026 - 05 - 15)),
            answered: true,
        }],
        word: Some(WordFact {
            title: "Milestone".to_owned(),
            on: date!(2026 - 11 - 01),
        }),
    }
}

fn one(facts: &Facts, requirement: Requirement) -> RequirementResult {
    let bounds = &rules::on(TODAY).requirements;
    let mut all = judge(bounds, facts).into_iter();
    all.find(|judged| judged.requirement == requirement).unwrap()
}

#[test]
fn every_rule_can_be_met_and_lists_its_records() {
    for judged in judge(&rules::on(TODAY).requirements, &city()) {
        assert_eq!(judged.state, RequirementState::Met, "{}", judged.requirement);
        assert!(!judged.used.is_empty(), "{}", judged.requirement);
        assert_eq!(judged.missing, [], "{}", judged.requirement);
    }
}

/// A requirement, the record that is removed, and the state and lack that follow.
type Loss = (Requirement, fn(&mut Facts), RequirementState, MissingItem);

#[test]
fn each_rule_fails_without_its_record() {
    use RequirementState::{InProgress, NotCheckable, NotMet};
    let losses: [Loss; 20] = [
        (Requirement::Forum, |city| city.forum = None, NotMet, MissingItem::Forum),
        (
            Requirement::Forum,
            |city| city.forum.as_mut().unwrap().remit = false,
            InProgress,
            MissingItem::Remit,
        ),
        (
            Requirement::Forum,
            |city| city.forum.as_mut().unwrap().rules = false,
            InProgress,
            MissingItem::Rules,
        ),
        (
            Requirement::Forum,
            |city| city.seats.clear(),
            InProgress,
            MissingItem::Seats,
        ),
        (
            Requirement::Forum,
            |city| drop(city.meetings.remove(0)),
            InProgress,
            MissingItem::RegularMeeting,
        ),
        (
            Requirement::MultiStakeholder,
            |city| city.seats.truncate(1),
            InProgress,
            MissingItem::OtherSeat,
        ),
        (
            Requirement::MultiStakeholder,
            |city| drop(city.seats.remove(0)),
            InProgress,
            MissingItem::GovernmentSeat,
        ),
        (
            Requirement::MultiStakeholder,
            |city| city.seats.clear(),
            NotMet,
            MissingItem::GovernmentSeat,
        ),
        (
            Requirement::Meeting,
            |city| drop(city.meetings.remove(1)),
            NotMet,
            MissingItem::Meeting,
        ),
        (
            Requirement::Meeting,
            |city| city.meetings[1].outsiders = false,
            NotMet,
            MissingItem::Meeting,
        ),
        (
            Requirement::Endorsed,
            |city| city.endorsements.clear(),
            NotMet,
            MissingItem::Endorsement,
        ),
        (
            Requirement::Endorsed,
            |city| city.endorsements[0].seated = false,
            InProgress,
            MissingItem::Endorsement,
        ),
        (
            Requirement::Website,
            |city| city.published = false,
            NotMet,
            MissingItem::Publication,
        ),
        (
            Requirement::Website,
            |city| city.word.as_mut().unwrap().on = date!(2026 - 07 - 22),
            NotMet,
            MissingItem::Refreshment,
        ),
        (
            Requirement::PapersBefore,
            |city| city.meetings[0].papers.clear(),
            InProgress,
            MissingItem::Papers,
        ),
        (
            Requirement::PapersBefore,
            |city| city.meetings.clear(),
            NotCheckable,
            MissingItem::Meetings,
        ),
        (
            Requirement::OpenInput,
            |city| city.voices.clear(),
            InProgress,
            MissingItem::Contribution,
        ),
        (
            Requirement::ReportedBack,
            |city| city.voices[0].answered = false,
            NotMet,
            MissingItem::Answers,
        ),
        (
            Requirement::Dialogue,
            |city| city.meetings[0].decisions.clear(),
            InProgress,
            MissingItem::SharedDecision,
        ),
        (
            Requirement::Inclusive,
            |city| drop(city.seats.pop()),
            InProgress,
            MissingItem::Sides,
        ),
    ];
    for (requirement, lose, state, lack) in losses {
        let mut facts = city();
        lose(&mut facts);
        let judged = one(&facts, requirement);
        assert_eq!(judged.state, state, "{requirement} {lack}");
        assert!(
            judged.missing.iter().any(|one| one.what == lack),
            "{requirement} {lack}"
        );
    }
    let flipped: BTreeSet<_> = losses.iter().map(|loss| loss.0).collect();
    assert_eq!(flipped.len(), Requirement::ALL.len(), "each requirement failed once");
}

#[test]
fn limits_are_exact_to_the_day() {
    let mut facts = city();
    facts.word.as_mut().unwrap().on = date!(2026 - 07 - 23);
    assert_eq!(one(&facts, Requirement::Website).state, RequirementState::Met);
    facts.meetings[0].papers[0].shared_on = facts.meetings[0].on;
    let judged = one(&facts, Requirement::PapersBefore);
    assert_eq!(
        judged.missing[0].by,
        Some(date!(2026 - 10 - 11)),
        "shared on the day itself is too late"
    );
    facts.meetings[0].on = date!(2026 - 05 - 23);
    assert_eq!(one(&facts, Requirement::Forum).state, RequirementState::Met);
    facts.meetings[0].on = date!(2026 - 05 - 22);
    let judged = one(&facts, Requirement::Forum);
    assert_eq!(judged.missing[0].by, Some(date!(2026 - 11 - 22)));
}

#[test]
fn evidence_counts_until_the_plan_is_submitted() {
    let mut facts = city();
    facts.meetings.clear();
    facts.created_by = Some(TODAY);
    let judged = one(&facts, Requirement::Meeting);
    assert_eq!(
        (judged.state, judged.missing[0].by),
        (RequirementState::InProgress, Some(TODAY))
    );
    facts.voices[0].answered = false;
    facts.voices[0].due_on = Some(TODAY);
    assert_eq!(
        one(&facts, Requirement::ReportedBack).missing,
        [],
        "the day itself counts"
    );
}

#[test]
fn a_city_without_records_meets_nothing() {
    let nothing = Facts {
        today: TODAY,
        published: false,
        created_by: None,
        forum: None,
        seats: Vec::new(),
        meetings: Vec::new(),
        endorsements: Vec::new(),
        voices: Vec::new(),
        word: None,
    };
    for judged in judge(&rules::on(TODAY).requirements, &nothing) {
        assert_ne!(judged.state, RequirementState::Met, "{}", judged.requirement);
        assert!(!judged.missing.is_empty(), "{}", judged.requirement);
    }
}
