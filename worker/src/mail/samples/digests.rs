//! Digests and confirmations for the tests.

use super::{bricks, city, hostile, hostile_city, person};
use besa_domain::Ids;
use besa_domain::digests::{Content, Course, Group, Told, Upcoming};
use besa_domain::log::Said;
use besa_domain::milestones::{Standing, Tally};
use besa_domain::subscriptions::{Frequency, Letter};
use besa_domain::tenants::Tenant;
use besa_text::Language;
use time::Date;
use time::macros::{date, datetime};
use uuid::Uuid;

pub(super) fn letters(language: Language) -> Vec<(&'static str, Tenant, Letter)> {
    let new = Letter {
        recipient: person(language, None),
        known: false,
        frequency: Frequency::Weekly,
        until: datetime!(2026-11-30 08:00 UTC),
    };
    vec![
        ("new", city("Bashkia Elbasan", false), new.clone()),
        ("known", city("Bashkia Shembull", true), Letter { known: true, ..new }),
    ]
}

pub(super) fn all(language: Language) -> Vec<(&'static str, Tenant, Content)> {
    let weekly = weekly(language);
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
        recipient: hostile(language),
        frequency: Frequency::Monthly,
        entries: 60,
        groups: vec![Group {
            told: vec![
                told(
                    "evidence.add",
                    "<script>alert(1)</script>\r\nBcc: x@example.org \u{202E}& \"quotes\" and a title that goes on and on",
                    date!(2026 - 11 - 20)
                );
                60
            ],
            ..weekly.groups[2].clone()
        }],
        ..weekly.clone()
    };
    let round = Content {
        entries: 8,
        groups: vec![
            Group {
                told: round_about(),
                ..weekly.groups[0].clone()
            },
            Group {
                told: vec![news(
                    "assessment.publish",
                    "Drinking-water results for every rural village",
                    date!(2026 - 11 - 22),
                )],
                ..weekly.groups[1].clone()
            },
        ],
        ..weekly.clone()
    };
    vec![
        ("weekly", city("Bashkia Elbasan", false), weekly),
        ("round", city("Bashkia Elbasan", false), round),
        ("chosen", city("Bashkia Shembull", true), chosen),
        ("many", hostile_city(), many),
    ]
}

fn told(action: &str, title: &str, day: Date) -> Told {
    Told {
        action: action.to_owned(),
        subject: action.split('.').next().unwrap().to_owned(),
        said: Said {
            title: Some(title.to_owned()),
            ..Said::default()
        },
        id: None,
        day,
        milestone: None,
        text: None,
        meets: None,
    }
}

/// News of a record that has a page of its own.
fn news(action: &str, title: &str, day: Date) -> Told {
    Told {
        id: Some(Uuid::from_u128(7)),
        ..told(action, title, day)
    }
}

/// What happened round a plan: meetings, its report, what was found of it.
fn round_about() -> Vec<Told> {
    let plan = "Open government action plan";
    let at = datetime!(2026-12-04 17:00 +1);
    let meeting = |action, title, day| Told {
        meets: Some((at, Some("Town hall, second floor".to_owned()))),
        ..news(action, title, day)
    };
    let consult = news("report.consult", plan, date!(2026 - 11 - 21));
    let off = meeting("meeting.cancel", "Extra meeting", date!(2026 - 11 - 20));
    vec![
        meeting("meeting.create", "Fourth meeting of 2026", date!(2026 - 11 - 23)),
        Told {
            said: Said {
                to: Some("2026-12-05".to_owned()),
                ..consult.said
            },
            ..consult
        },
        Told {
            said: Said {
                reason: Some("The hall is flooded.".to_owned()),
                ..off.said
            },
            ..off
        },
        Told {
            meets: Some((at, None)),
            ..news("meeting.move", "Fifth meeting of 2026", date!(2026 - 11 - 20))
        },
        Told {
            meets: Some((datetime!(2026-11-18 17:00 +1), Some("Town hall".to_owned()))),
            ..news("meeting.hold", "Third meeting of 2026", date!(2026 - 11 - 19))
        },
        news("report.finish", plan, date!(2026 - 11 - 18)),
        news("assessment.publish", plan, date!(2026 - 11 - 17)),
    ]
}

fn change(action: &str, title: &str, day: Date, from: &str, to: &str) -> Told {
    let told = told(action, title, day);
    Told {
        said: Said {
            from: Some(from.to_owned()),
            to: Some(to.to_owned()),
            ..told.said
        },
        milestone: Some(3),
        ..told
    }
}

/// The digest of the mock.
fn weekly(language: Language) -> Content {
    let ids = Ids::counted();
    let group = |commitment: Option<(i32, &str)>, told| Group {
        plan: "2025-2027".to_owned(),
        commitment: commitment.map(|(number, title)| (number, ids.next(), title.to_owned())),
        told,
    };
    let moved = Told {
        said: Said {
            title: Some("Quarterly waste results".to_owned()),
            from: Some("2026-11-15".to_owned()),
            to: Some("2027-01-31".to_owned()),
            reason: Some("The laboratory is closed until January".to_owned()),
            ..Said::default()
        },
        ..change(
            "milestone.reschedule",
            "Quarterly waste results",
            date!(2026 - 11 - 16),
            "",
            "",
        )
    };
    let complete = Told {
        text: Some(
            "All three villages meet the standard. It took six working days from sample to publication.".to_owned(),
        ),
        ..change(
            "milestone.report",
            "Results for Gracen, Zavalinë and Shirgjan are public",
            date!(2026 - 11 - 23),
            "in_progress",
            "complete",
        )
    };
    let groups = vec![
        group(
            None,
            vec![change(
                "plan.state",
                "Open government action plan",
                date!(2026 - 11 - 17),
                "submitted",
                "implementing",
            )],
        ),
        group(
            Some((3, "Drinking-water results for every rural village")),
            vec![
                complete,
                told("evidence.add", "Water results, November", date!(2026 - 11 - 21)),
            ],
        ),
        group(Some((4, "Waste collection people can check")), vec![moved]),
    ];
    Content {
        subscription: Uuid::nil().into(),
        recipient: person(language, None),
        frequency: Frequency::Weekly,
        since: date!(2026 - 03 - 03),
        period: date!(2026 - 11 - 23),
        today: date!(2026 - 11 - 23),
        whole: true,
        entries: 4,
        groups,
        plan: Some((
            "2025-2027".to_owned(),
            Tally {
                all: 23,
                done: 13,
                ..Tally::default()
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

fn courses() -> Vec<Course> {
    use Standing::{Done, InProgress, Late, NotStarted};
    let course = |number, title: &str, standings: &[Standing]| Course {
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
