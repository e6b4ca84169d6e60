//! Digests and confirmations for the tests.

use super::{bricks, city, hostile, hostile_city, person};
use besa_domain::Ids;
use besa_domain::digests::{CompactCommitment, Content, DigestEvent, DigestLine, Group, Upcoming};
use besa_domain::jobs::Recipient;
use besa_domain::log::{AssessmentBody, Event, MeetingBody};
use besa_domain::milestones::{ComputedState, MilestoneCounts};
use besa_domain::subscriptions::{Frequency, SubscriptionMail};
use besa_domain::tenants::Tenant;
use besa_text::Language;
use time::Date;
use time::macros::{date, datetime};
use uuid::Uuid;

pub(super) fn letters(language: Language) -> Vec<(&'static str, Tenant, SubscriptionMail)> {
    let new = SubscriptionMail {
        recipient: person(language, None),
        known: false,
        frequency: Frequency::Weekly,
        until: datetime!(2026-11-30 08:00 UTC),
    };
    vec![
        ("new", city("Bashkia Elbasan", false), new.clone()),
        (
            "known",
            city("Bashkia Shembull", true),
            SubscriptionMail { known: true, ..new },
        ),
    ]
}

pub(super) fn all(language: Language) -> Vec<(&'static str, Tenant, Recipient, Content)> {
    let weekly = weekly();
    let chosen = Content {
        frequency: Frequency::Daily,
        whole: false,
        entries: 1,
        groups: weekly.groups[2..].to_vec(),
        courses: weekly.courses[..1].to_vec(),
        upcoming: None,
        ..weekly.clone()
    };
    let many = Content {
        frequency: Frequency::Monthly,
        entries: 60,
        groups: vec![Group {
            told: lines(vec![
                proof(
                    "<script>alert(1)</script>\r\nBcc: x@example.org \u{202E}& \"quotes\" and a title that goes on and on",
                    date!(2026 - 11 - 20)
                );
                60
            ]),
            ..weekly.groups[2].clone()
        }],
        ..weekly.clone()
    };
    let round = Content {
        entries: 8,
        groups: vec![
            Group {
                told: lines(round_about()),
                ..weekly.groups[0].clone()
            },
            Group {
                told: lines(vec![assessed(
                    "Drinking-water results for every rural village",
                    date!(2026 - 11 - 22),
                )]),
                ..weekly.groups[1].clone()
            },
        ],
        ..weekly.clone()
    };
    let busy = Content {
        groups: vec![
            Group {
                told: vec![DigestLine {
                    also: vec![
                        proof("Water results, November", date!(2026 - 11 - 21)),
                        weekly.groups[2].told[0].main.clone(),
                    ],
                    updates: 32,
                    ..weekly.groups[1].told[0].clone()
                }],
                ..weekly.groups[1].clone()
            },
            Group {
                told: (0..40).map(|_| proof("Notice", date!(2026 - 11 - 20)).into()).collect(),
                ..weekly.groups[2].clone()
            },
        ],
        entries: 72,
        ..weekly.clone()
    };
    vec![
        ("busy", city("Bashkia Elbasan", false), person(language, None), busy),
        ("weekly", city("Bashkia Elbasan", false), person(language, None), weekly),
        ("round", city("Bashkia Elbasan", false), person(language, None), round),
        ("chosen", city("Bashkia Shembull", true), person(language, None), chosen),
        ("many", hostile_city(), hostile(language), many),
    ]
}

/// A line for each event.
fn lines(told: Vec<DigestEvent>) -> Vec<DigestLine> {
    told.into_iter().map(DigestLine::from).collect()
}

fn told(event: Event, day: Date) -> DigestEvent {
    DigestEvent {
        event,
        id: None,
        day,
        milestone: None,
        text: None,
        meets: None,
    }
}

fn proof(title: &str, day: Date) -> DigestEvent {
    let event = Event::EvidenceAdd {
        title: title.to_owned(),
        sha256: None,
        link: None,
    };
    told(event, day)
}

/// A change of a record that has a page of its own.
fn news(event: Event, day: Date) -> DigestEvent {
    DigestEvent {
        id: Some(Uuid::from_u128(7)),
        ..told(event, day)
    }
}

fn assessed(title: &str, day: Date) -> DigestEvent {
    let body = AssessmentBody {
        title: title.to_owned(),
        kind: "inception".to_owned(),
        edition: 1,
        reply: None,
        body: None,
    };
    news(Event::AssessmentPublish(body), day)
}

/// Events around a plan: meetings, its report, its assessment.
fn round_about() -> Vec<DigestEvent> {
    let plan = || "Open government action plan".to_owned();
    let at = datetime!(2026-12-04 17:00 +1);
    let body = |title: &str, reason: Option<&str>| MeetingBody {
        title: title.to_owned(),
        forum: "Forum".to_owned(),
        starts_at: at.unix_timestamp(),
        reason: reason.map(str::to_owned),
    };
    let meeting = |event, day| DigestEvent {
        meets: Some((at, Some("Town hall, second floor".to_owned()))),
        ..news(event, day)
    };
    let kind = || "self_assessment".to_owned();
    vec![
        meeting(
            Event::MeetingCreate(body("Fourth meeting of 2026", None)),
            date!(2026 - 11 - 23),
        ),
        news(
            Event::ReportConsult {
                title: plan(),
                kind: kind(),
                to: date!(2026 - 12 - 05),
            },
            date!(2026 - 11 - 21),
        ),
        meeting(
            Event::MeetingCancel(body("Extra meeting", Some("The hall is flooded."))),
            date!(2026 - 11 - 20),
        ),
        DigestEvent {
            meets: Some((at, None)),
            ..news(
                Event::MeetingMove(body("Fifth meeting of 2026", None)),
                date!(2026 - 11 - 20),
            )
        },
        DigestEvent {
            meets: Some((datetime!(2026-11-18 17:00 +1), Some("Town hall".to_owned()))),
            ..news(
                Event::MeetingHold(body("Third meeting of 2026", None)),
                date!(2026 - 11 - 19),
            )
        },
        news(
            Event::ReportFinish {
                title: plan(),
                kind: kind(),
                sha256: None,
            },
            date!(2026 - 11 - 18),
        ),
        assessed(&plan(), date!(2026 - 11 - 17)),
    ]
}

/// The digest in the design mock-up.
fn weekly() -> Content {
    let ids = Ids::counted();
    let group = |commitment: Option<(i32, &str)>, told: Vec<DigestEvent>| Group {
        plan: "2025-2027".to_owned(),
        commitment: commitment.map(|(number, title)| (number, ids.next(), title.to_owned())),
        told: lines(told),
    };
    let moved = DigestEvent {
        milestone: Some(3),
        ..told(
            Event::MilestoneReschedule {
                title: "Quarterly waste results".to_owned(),
                from: Some(date!(2026 - 11 - 15)),
                to: date!(2027 - 01 - 31),
                reason: "The laboratory is closed until January".to_owned(),
            },
            date!(2026 - 11 - 16),
        )
    };
    let complete = DigestEvent {
        text: Some(
            "All three villages meet the standard. It took six working days from sample to publication.".to_owned(),
        ),
        milestone: Some(3),
        ..told(
            Event::MilestoneReport {
                title: "Results for Gracen, Zavalinë and Shirgjan are public".to_owned(),
                from: "in_progress".to_owned(),
                to: "complete".to_owned(),
                from_percent: None,
                percent: None,
                report: None,
            },
            date!(2026 - 11 - 23),
        )
    };
    let groups = vec![
        group(
            None,
            vec![DigestEvent {
                milestone: Some(3),
                ..told(
                    Event::PlanState {
                        title: "Open government action plan".to_owned(),
                        from: "submitted".to_owned(),
                        to: "implementing".to_owned(),
                    },
                    date!(2026 - 11 - 17),
                )
            }],
        ),
        group(
            Some((3, "Drinking-water results for every rural village")),
            vec![complete, proof("Water results, November", date!(2026 - 11 - 21))],
        ),
        group(Some((4, "Waste collection people can check")), vec![moved]),
    ];
    Content {
        frequency: Frequency::Weekly,
        today: date!(2026 - 11 - 23),
        whole: true,
        entries: 4,
        groups,
        plan: Some((
            "2025-2027".to_owned(),
            MilestoneCounts {
                all: 23,
                done: 13,
                ..MilestoneCounts::default()
            },
        )),
        courses: courses(),
        upcoming: Some(Upcoming {
            due_on: date!(2026 - 12 - 04),
            commitment: 4,
            milestone: 4,
            title: "Publish the next waste regulation for comment".to_owned(),
        }),
    }
}

fn courses() -> Vec<CompactCommitment> {
    use ComputedState::{Done, InProgress, Late, NotStarted};
    let course = |number, title: &str, standings: &[ComputedState]| CompactCommitment {
        number,
        title: title.to_owned(),
        bricks: bricks(standings),
    };
    vec![
        course(
            1,
            "Participatory budgeting in every administrative unit",
            &[Done, Done, Done, Done, InProgress, NotStarted],
        ),
        course(
            2,
            "Budget and procurement data, updated every month",
            &[Done, Done, Late(9), InProgress],
        ),
        course(
            3,
            "Drinking-water results for every rural village",
            &[Done, Done, Done, InProgress, NotStarted],
        ),
        course(
            4,
            "Waste collection people can check",
            &[Done, Done, Late(8), InProgress],
        ),
        course(
            5,
            "Communities co-monitor the local integration plan",
            &[Done, Done, InProgress, NotStarted],
        ),
    ]
}
