//! A report with every part, every state and every kind of difficult text.

use besa_domain::reports::self_assessment::{
    Actor, Answer, City, CommentSummary, Commitment, Completion, Conclusion, Consultation, Contact, Contributions,
    EarlierDue, Evidence, EvidenceKind, Finding, Milestone, Period, Plan, Process, Recommendation, SelfAssessment,
    Sources, Stage, State, Update, Version,
};
use time::Date;
use time::macros::{date, datetime};

/// A text that would be harmful if it were interpreted as code.
pub(crate) const HOSTILE: &str =
    r##"#panic("x") $x^2$ \ @ref <label> *bold* _it_ `raw` <script>alert(1)</script> &amp; // no"##;

pub(crate) fn milestone(number: &str, title: &str, state: State, due: Option<Date>) -> Milestone {
    Milestone {
        number: number.to_owned(),
        title: title.to_owned(),
        start: Some(date!(2025 - 09 - 01)),
        due,
        state,
        percent: None,
        completed_on: None,
        days_late: None,
        earlier_due: Vec::new(),
        reason: None,
    }
}

pub(crate) fn commitment(number: &str, title: &str, milestones: Vec<Milestone>) -> Commitment {
    Commitment {
        number: number.to_owned(),
        ogp_id: None,
        title: title.to_owned(),
        start: None,
        end: None,
        lead_institution: None,
        problem: None,
        action: None,
        solution: None,
        values: Vec::new(),
        why_relevant: None,
        policy_area: None,
        sector: None,
        sdg_targets: Vec::new(),
        resources: None,
        additional_information: None,
        completion: None,
        suggested: false,
        results: None,
        updates: Vec::new(),
        milestones,
        contact: None,
        actors: Vec::new(),
        changes: None,
        next_steps: None,
        findings: Vec::new(),
    }
}

pub(crate) fn empty() -> SelfAssessment {
    SelfAssessment {
        language: "en".to_owned(),
        stage: Stage::MidTerm,
        version: Version::Record,
        example: false,
        city: City {
            name: "Example".to_owned(),
            country: "AL".to_owned(),
            colour: None,
        },
        plan: Plan {
            title: "Action plan 2025 to 2027".to_owned(),
            ogp_id: None,
            start: None,
            end: None,
            term_end: None,
            submitted_on: None,
            lead_institutions: Vec::new(),
            monitoring_body: None,
        },
        period: Period {
            from: date!(2025 - 06 - 01),
            to: date!(2026 - 11 - 23),
        },
        built_at: datetime!(2026-11-23 13:05:00 UTC),
        data_as_of: date!(2026 - 11 - 23),
        revision: 1,
        sources: Sources::default(),
        url: None,
        introduction: None,
        process: Process::default(),
        recommendations: Vec::new(),
        recommendations_told: None,
        commitments: Vec::new(),
        exchange: None,
        conclusion: Conclusion::default(),
        evidence: Vec::new(),
    }
}

pub(crate) fn full() -> SelfAssessment {
    let text = |text: &str| Some(text.to_owned());
    let water = Commitment {
        ogp_id: text("ALBSN0003"),
        start: Some(date!(2025 - 06 - 01)),
        end: Some(date!(2027 - 02 - 28)),
        lead_institution: text("Water and Sewerage Company"),
        problem: text(
            "Villages outside the city have no public record of what their drinking water holds. Results reach the school board on paper, weeks after the sample was taken, and nobody else.\n\nIn 2024 residents of eleven villages asked for results; three were answered.",
        ),
        action: text(
            "The company samples every rural supply once a month, publishes each result within five working days, and shows all of them on one map with the limits of the law beside them.",
        ),
        solution: text("People see what they drink, and the company sees where it is slow."),
        values: vec!["access_to_information".to_owned(), "public_accountability".to_owned()],
        why_relevant: text(
            "Results that were on paper become open data. Village monitors review them twice a year and the company answers in public.",
        ),
        policy_area: text("environment-climate"),
        sector: text("Water, sanitation and hygiene"),
        sdg_targets: vec!["6.1".to_owned(), "16.6".to_owned(), "16.10".to_owned()],
        resources: text("ALL 4.2 million over two years; one analyst; two field assistants."),
        updates: vec![Update {
            milestone: "3.1".to_owned(),
            on: date!(2026 - 05 - 12),
            done: text("The protocol was signed with the laboratory."),
            challenges: text("Two supplies had no meter."),
            next_step: text("Sample each supply once a month."),
        }],
        additional_information: None,
        completion: Some(Completion::Substantial),
        suggested: false,
        results: text(
            "By November 2026 all 50 villages had public results, published in 6.2 working days on average. Two villages changed their source after a result above the limit.\n\nThe dataset was downloaded 412 times.",
        ),
        contact: Some(Contact {
            office: "Open Government Unit".to_owned(),
            department: text("Directorate of Public Services"),
            reach: text("open@example.org"),
        }),
        actors: vec![
            Actor {
                name: "Institute of Public Health".to_owned(),
                kind: "government".to_owned(),
            },
            Actor {
                name: "Tjetër Vizion".to_owned(),
                kind: "civil_society".to_owned(),
            },
        ],
        changes: text("The limit for nitrates follows the new regulation of March 2026."),
        next_steps: text("Village monitors hold their first review in February 2027."),
        findings: vec![
            Finding {
                about: "completion".to_owned(),
                value: "Yes".to_owned(),
                source: "Inception report".to_owned(),
                on: Some(date!(2025 - 08 - 20)),
            },
            Finding {
                about: "completion".to_owned(),
                value: "Limited".to_owned(),
                source: "Monitoring body's mid-term note".to_owned(),
                on: None,
            },
        ],
        ..commitment(
            "3",
            "Drinking-water results for every rural village",
            vec![
                Milestone {
                    completed_on: Some(date!(2025 - 11 - 28)),
                    ..milestone(
                        "3.1",
                        "Agree the testing protocol",
                        State::Done,
                        Some(date!(2025 - 11 - 30)),
                    )
                },
                Milestone {
                    completed_on: Some(date!(2026 - 05 - 12)),
                    days_late: Some(12),
                    ..milestone(
                        "3.2",
                        "Test 50 villages for a baseline",
                        State::Done,
                        Some(date!(2026 - 04 - 30)),
                    )
                },
                Milestone {
                    percent: Some(60),
                    ..milestone(
                        "3.3",
                        "Publish every result within 5 working days",
                        State::InProgress,
                        Some(date!(2027 - 01 - 31)),
                    )
                },
                Milestone {
                    days_late: Some(23),
                    percent: Some(40),
                    earlier_due: vec![
                        EarlierDue {
                            due: date!(2026 - 06 - 30),
                            moved_on: date!(2026 - 06 - 12),
                            reason: text("The map server was delivered late"),
                        },
                        EarlierDue {
                            due: date!(2026 - 08 - 31),
                            moved_on: date!(2026 - 09 - 02),
                            reason: None,
                        },
                    ],
                    ..milestone(
                        "3.4",
                        "Publish the results map and dataset",
                        State::Late,
                        Some(date!(2026 - 10 - 31)),
                    )
                },
                milestone(
                    "3.5",
                    "Village monitors review results twice a year",
                    State::NotStarted,
                    Some(date!(2027 - 02 - 28)),
                ),
            ],
        )
    };
    let forum = Commitment {
        completion: Some(Completion::Limited),
        suggested: true,
        lead_institution: text("Bashkia Elbasan"),
        ..commitment(
            "1",
            "Forumi i përhershëm i qytetarëve për politikat vendore",
            vec![
                milestone(
                    "1.1",
                    "Këshilli miraton rregulloren e forumit të qytetarëve",
                    State::NotReported,
                    Some(date!(2026 - 03 - 31)),
                ),
                Milestone {
                    reason: text("The council has not met since May"),
                    ..milestone(
                        "1.2",
                        "Çelja e zyrës së forumit në çdo njësi administrative",
                        State::Stuck,
                        Some(date!(2026 - 12 - 31)),
                    )
                },
                Milestone {
                    reason: text("Replaced by milestone 1.2"),
                    ..milestone("1.3", "A second office", State::Withdrawn, None)
                },
                milestone("1.4", HOSTILE, State::NotStarted, Some(date!(2027 - 01 - 31))),
            ],
        )
    };
    let bare = commitment("4", "A commitment of which nothing else is written", Vec::new());
    SelfAssessment {
        stage: Stage::EndOfTerm,
        version: Version::Final,
        example: true,
        city: City { name: "Elbasan".to_owned(), country: "AL".to_owned(), colour: text("#0b4f63") },
        plan: Plan {
            title: "Open government action plan 2025 to 2027".to_owned(),
            ogp_id: text("AP_ALB06"),
            start: Some(date!(2025 - 06 - 01)),
            end: Some(date!(2027 - 02 - 28)),
            term_end: Some(date!(2027 - 04 - 30)),
            submitted_on: Some(date!(2025 - 06 - 24)),
            lead_institutions: vec!["Municipality of Elbasan".to_owned(), "Water and Sewerage Company".to_owned()],
            monitoring_body: text("Tjetër Vizion"),
        },
        revision: 412,
        sources: Sources { commitments: 3, milestones: 9, updates: 27, evidence: 3, findings: 2 },
        url: text("https://besa.example.org/elbasan/en/plan"),
        introduction: text("The municipality joined OGP Local in 2024. This is its first plan.\n\nIt was written with 34 organisations in four public meetings."),
        process: Process {
            development: text("A timeline was published three weeks before the first meeting. 212 people took part; 61 proposals came in, of which 18 are in the plan."),
            implementation: text("Two public meetings were held in 2026."),
            report: text("The draft was sent to every member of the forum:\n\n- by mail\n- *in person*, see [the notice](https://example.org/notice)\n\n1. First\n2. Second"),
            consultation: Some(Consultation {
                opened_on: date!(2026 - 11 - 02),
                closes_on: date!(2026 - 11 - 16),
                comments: 2,
                answered: 1,
                said: vec![
                    CommentSummary { on: Some(date!(2026 - 11 - 03)), organisation: text("Qendra Rinore"), text: "Say who was not reached.".to_owned(), answer: Some(Answer { outcome: "accepted".to_owned(), reason: text("Two villages are now named.") }) },
                    CommentSummary { on: Some(date!(2026 - 11 - 05)), organisation: None, text: "Too long.".to_owned(), answer: None },
                ],
            }),
            contributions: Contributions {
                comments: 4,
                proposals: 1,
                answered: 1,
                said: vec![
                    CommentSummary { on: Some(date!(2026 - 03 - 02)), organisation: text("Qendra Rinore"), text: "Publish it in the villages too.".to_owned(), answer: Some(Answer { outcome: "accepted".to_owned(), reason: text("It is on the boards of each village.") }) },
                ],
            },
        },
        recommendations_told: text("Two were made, and **one** is carried out."),
        recommendations: vec![
            Recommendation { commitment: text("1. Forum"), text: "Publish the agenda of each meeting one week before it.".to_owned(), by: text("Tjetër Vizion"), on: Some(date!(2025 - 08 - 20)), answer: text("Done since January 2026.") },
            Recommendation { commitment: None, text: "Give every milestone one responsible unit.".to_owned(), by: None, on: None, answer: None },
        ],
        commitments: vec![forum, water, bare],
        conclusion: Conclusion { lessons: text("Sampling is fast; publishing is slow. The reason was approval by three desks."), other_initiatives: None, next_steps: text("The next plan is due in 2027.") },
        evidence: vec![
            Evidence { commitment: "3".to_owned(), milestone: text("3.1"), title: "Testing protocol, signed".to_owned(), kind: EvidenceKind::File, place: "protokolli-i-testimit.pdf".to_owned(), sha256: text("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"), added_on: date!(2025 - 11 - 28) },
            Evidence { commitment: "3".to_owned(), milestone: text("3.2"), title: "Baseline results, 50 villages".to_owned(), kind: EvidenceKind::Link, place: "https://opendata.example.org/dataset/drinking-water-results/resource/2f1c6c6e-1f3b-4a55-9a0e-6d9f1f0b8a11/download/results.csv?from=2025-06-01&to=2026-11-23".to_owned(), sha256: None, added_on: date!(2026 - 05 - 12) },
            Evidence { commitment: "1".to_owned(), milestone: None, title: "Call for members".to_owned(), kind: EvidenceKind::File, place: "thirrja.docx".to_owned(), sha256: text("0000000000000000000000000000000000000000000000000000000000000000"), added_on: date!(2026 - 02 - 01) },
        ],
        ..empty()
    }
}
