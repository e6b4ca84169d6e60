//! The report of an assessment as text blocks: answered and unanswered questions, and that its texts are
//! never interpreted as code.

use besa_domain::assessments::{AssessmentKind, Choice, Question, Section, Subject};
use besa_domain::reports::Content;
use besa_domain::reports::assessed::{AnswerCounts, Answered, Assessed, File};
use besa_domain::reports::self_assessment::City;
use besa_formats::{html, sheet::sheet};
use time::macros::{date, datetime};

use crate::sample::HOSTILE;

fn answered(section: Section, question: Question, commitment: Option<i32>, choice: Option<Choice>) -> Answered {
    Answered {
        section,
        number: "1.1".to_owned(),
        question,
        commitment,
        scale: vec![Choice::Yes, Choice::No],
        choice,
        words: None,
        reference: None,
    }
}

/// Two requirements, one of them unanswered; two commitments with one question each, and one without.
fn sample() -> Assessed {
    let subject = |number, title: &str| Subject {
        commitment: "00000000-0000-7000-8000-000000000001".parse().unwrap(),
        number,
        title: title.to_owned(),
    };
    let forum = Answered {
        words: Some(HOSTILE.to_owned()),
        reference: Some("Minutes of May".to_owned()),
        ..answered(Section::CoCreation, Question::Forum, None, Some(Choice::Yes))
    };
    let redesign = Answered {
        scale: Vec::new(),
        ..answered(Section::Commitments, Question::Redesign, Some(2), None)
    };
    Assessed {
        language: "sq".to_owned(),
        kind: AssessmentKind::Inception,
        edition: 2,
        rules: "ogp-local-2022".to_owned(),
        example: true,
        city: City {
            name: "Elbasani".to_owned(),
            country: "AL".to_owned(),
            colour: None,
        },
        plan: "Plani 2023–2025".to_owned(),
        body: None,
        takes_part: Vec::new(),
        evaluators: vec!["Vera Hila".to_owned(), HOSTILE.to_owned()],
        interests: Some("Asnjë.".to_owned()),
        subjects: vec![subject(1, "Uji"), subject(2, HOSTILE)],
        answers: vec![
            forum,
            answered(Section::CoCreation, Question::Endorsed, None, None),
            answered(Section::Commitments, Question::Verifiable, Some(1), Some(Choice::No)),
            answered(Section::Commitments, Question::Verifiable, Some(2), Some(Choice::Yes)),
            redesign,
        ],
        files: vec![File {
            name: "gjetur.csv".to_owned(),
            size: 2048,
            sha256: "ab".repeat(32),
        }],
        submitted_on: Some(date!(2026 - 11 - 23)),
        reply: None,
        replied_on: None,
        published_on: Some(date!(2026 - 12 - 08)),
        built_at: datetime!(2026-12-08 09:00 UTC),
        url: "https://besa.example.org/elbasan/sq/assessments/1".to_owned(),
    }
}

#[test]
fn it_stays_as_it_is() {
    insta::assert_snapshot!(html::fragment(&sheet(&Content::from(sample())), 1).unwrap());
}

#[test]
fn answers_are_counted_by_part_and_by_question() {
    let tally = |section, question, yes, no, open| AnswerCounts {
        section,
        question,
        counts: vec![(Choice::Yes, yes), (Choice::No, no)],
        open,
    };
    assert_eq!(
        sample().tallies(),
        [
            tally(Section::CoCreation, None, 1, 0, 1),
            tally(Section::Commitments, Some(Question::Verifiable), 1, 1, 0),
        ]
    );
}

#[test]
fn what_was_frozen_is_read_back() {
    let content = Content::from(sample());
    let frozen = content.freeze().unwrap();
    assert_eq!(Content::read(content.kind(), &frozen.json).unwrap(), content);
}
