//! Samples of every mail, for the tests. Long because the data of each kind of mail is here.

mod digests;
mod obligations;
mod queries;

use super::{City, Rendered, Unsubscribe, confirmation, digest, invitation, obligation, query, reminder, voice};
use besa_domain::Ids;
use besa_domain::jobs::Recipient;
use besa_domain::milestones::{ComputedState, MilestoneCounts};
use besa_domain::records::{Names, Texts};
use besa_domain::reminders::{CompactMilestone, Content, Why};
use besa_domain::responses::{Outcome, Response};
use besa_domain::tenants::Tenant;
use besa_domain::voices::{HideRule, Voice, VoiceDetails, VoiceKind, VoiceMail, VoiceState};
use besa_text::{Language, dates};
use std::sync::Arc;
use time::OffsetDateTime;
use time::macros::{date, datetime};

/// The secret of every link in samples.
const SECRET: &str = "c2VjcmV0LW9mLXRoZS1saW5r";

/// A sample: its name, city, recipient and texts.
pub(super) struct Sample {
    pub(super) name: String,
    pub(super) city: City,
    pub(super) to: Recipient,
    pub(super) unsubscribe: Option<Unsubscribe>,
    pub(super) rendered: Rendered,
}

/// Returns every sample of every mail in every language.
pub(super) fn all() -> Vec<Sample> {
    Language::ALL.into_iter().flat_map(of_language).collect()
}

fn of_language(language: Language) -> Vec<Sample> {
    let mut samples = Vec::new();
    for (name, tenant, content) in reminders(language) {
        let city = City::of(&tenant, "https://besa.example.org", language.code());
        samples.push(Sample {
            name: format!("reminder.{name}.{language}"),
            unsubscribe: None,
            rendered: reminder::render(&city, &content).unwrap(),
            to: content.recipient,
            city,
        });
    }
    for (name, tenant, to, role) in [
        (
            "new",
            city("Bashkia Elbasan", false),
            person(language, None),
            "implementer",
        ),
        (
            "example",
            city("Bashkia Shembull", true),
            person(language, Some("Zana Hoxha")),
            "coordinator",
        ),
        (
            "hostile",
            hostile_city(),
            hostile(language),
            "a role of a later version",
        ),
    ] {
        let city = City::of(&tenant, "https://besa.example.org", language.code());
        let until = date!(2026 - 12 - 07);
        samples.push(Sample {
            name: format!("invitation.{name}.{language}"),
            unsubscribe: None,
            rendered: invitation::render(&city, &to, role, until, SECRET).unwrap(),
            to,
            city,
        });
    }
    for (name, tenant, letter) in digests::letters(language) {
        let city = City::of(&tenant, "https://besa.example.org", language.code());
        samples.push(Sample {
            name: format!("subscription.{name}.{language}"),
            unsubscribe: None,
            rendered: confirmation::render(&city, &letter, date!(2026 - 11 - 30), SECRET).unwrap(),
            to: letter.recipient,
            city,
        });
    }
    for (name, tenant, to, content) in digests::all(language) {
        let since = dates::day_long(language, date!(2026 - 03 - 03));
        let city = City::of(&tenant, "https://besa.example.org", language.code());
        samples.push(Sample {
            name: format!("digest.{name}.{language}"),
            unsubscribe: Some(Unsubscribe {
                url: city.unsubscribe(SECRET),
                secret: SECRET.to_owned(),
            }),
            rendered: digest::render(&city, &content, &since, SECRET).unwrap(),
            to,
            city,
        });
    }
    for (name, tenant, to, told) in voices(language) {
        let city = City::of(&tenant, "https://besa.example.org", language.code());
        let letter = VoiceMail { to: to.clone(), told };
        let mut add = |kind: &str, rendered| {
            samples.push(Sample {
                name: format!("{kind}.{name}.{language}"),
                unsubscribe: None,
                rendered,
                to: to.clone(),
                city: city.clone(),
            });
        };
        let until = date!(2026 - 11 - 26);
        add("confirmation", voice::confirmation(&city, until, SECRET).unwrap());
        add("receipt", voice::receipt(&city, &letter).unwrap());
        add("published", voice::published(&city, &letter).unwrap());
        let contact = tenant.example.then_some("office@elbasan.example");
        add("hidden", voice::hidden(&city, &hidden(&letter), contact).unwrap());
        if let Some(answer) = voice::answer(&city, &letter, |at| at.date()).unwrap() {
            add("answer", answer);
        }
    }
    for (name, tenant, letter) in obligations::all(language) {
        let city = City::of(&tenant, "https://besa.example.org", language.code());
        samples.push(Sample {
            name: format!("obligation.{name}.{language}"),
            unsubscribe: None,
            rendered: obligation::render(&city, &letter).unwrap(),
            to: letter.recipient,
            city,
        });
    }
    for (name, tenant, to, asked) in queries::all(language) {
        let city = City::of(&tenant, "https://besa.example.org", language.code());
        samples.push(Sample {
            name: format!("query.{name}.{language}"),
            unsubscribe: None,
            rendered: query::render(&city, &to, &asked).unwrap(),
            to,
            city,
        });
    }
    samples
}

fn voices(language: Language) -> Vec<(&'static str, Tenant, Recipient, VoiceDetails)> {
    let voice = said("The map shows results, but not what to do when a sample fails.\n\nPost it at the shop, too.");
    let told = VoiceDetails {
        subject: Arc::default(),
        response: Some(response("You are right.\n\nThe advice will be printed.", 1)),
        voice: voice.clone(),
        name: Some("Ana K.".to_owned()),
        organisation: None,
        became: Arc::default(),
        changed: Arc::default(),
        took: Some(5),
    };
    let held = VoiceDetails {
        voice: Voice {
            state: VoiceState::Waiting,
            asks: false,
            due_on: None,
            ..voice.clone()
        },
        response: None,
        ..told.clone()
    };
    let bad = "<script>alert(1)</script>\n[x](javascript:alert(1)) </div></td><svg onload=alert(1)>";
    let attack = VoiceDetails {
        voice: Voice {
            kind: VoiceKind::Proposal,
            title: Some(format!("{bad}\r\nBcc: x@example.org")),
            body: bad.to_owned(),
            ..voice
        },
        response: Some(Response {
            changed: Some(bad.to_owned()),
            office: Some(bad.to_owned()),
            ..response(bad, 2)
        }),
        ..told.clone()
    };
    vec![
        (
            "plain",
            city("Bashkia Elbasan", false),
            person(language, Some("Ana K.")),
            told,
        ),
        ("held", city("Bashkia Shembull", true), person(language, None), held),
        ("hostile", hostile_city(), hostile(language), attack),
    ]
}

/// The same comment or proposal, hidden by a rule.
fn hidden(letter: &VoiceMail) -> VoiceMail {
    let told = letter.told.clone();
    VoiceMail {
        to: letter.to.clone(),
        told: VoiceDetails {
            voice: Voice {
                state: VoiceState::Hidden,
                hidden_rule: Some(HideRule::PersonalData),
                hidden_words: Some("It names a neighbour.\r\nBcc: x@example.org <b>".to_owned()),
                ..told.voice
            },
            response: None,
            ..told
        },
    }
}

fn said(body: &str) -> Voice {
    Voice {
        tenant_id: Ids::counted().next(),
        id: Ids::counted().next(),
        kind: VoiceKind::Comment,
        author_id: Ids::counted().next(),
        organisation_id: None,
        plan_id: None,
        commitment_id: None,
        milestone_id: None,
        report_id: None,
        parent_id: None,
        title: None,
        body: body.to_owned(),
        language: "en".to_owned(),
        asks: true,
        state: VoiceState::Published,
        due_on: Some(date!(2026 - 12 - 07)),
        became_id: None,
        received_at: None,
        answered_at: None,
        hidden_rule: None,
        hidden_words: None,
        version: 2,
        created_at: OffsetDateTime::UNIX_EPOCH,
    }
}

fn response(reason: &str, version: i32) -> Response {
    Response {
        tenant_id: Ids::counted().next(),
        id: Ids::counted().next(),
        voice_id: Ids::counted().next(),
        outcome: Outcome::PartlyAccepted,
        reason: Some(reason.to_owned()),
        changed: Some("Added to milestone 4.".to_owned()),
        plan_id: None,
        commitment_id: None,
        milestone_id: None,
        office: Some("Office for open government".to_owned()),
        account_id: None,
        version,
        created_at: OffsetDateTime::UNIX_EPOCH,
        updated_at: datetime!(2026-11-30 09:00 UTC),
    }
}

fn reminders(language: Language) -> Vec<(&'static str, Tenant, Content)> {
    let ahead = Content {
        recipient: person(language, Some("Zana Hoxha")),
        why: Why::Responsible,
        days: -7,
        weekly: false,
        due_on: date!(2026 - 11 - 30),
        number: 3,
        title: "Publish the water results of every village".to_owned(),
        standing: ComputedState::InProgress,
        reference: "2025-2027".to_owned(),
        commitment_number: 3,
        commitment: "Drinking-water results for every rural village".to_owned(),
        bricks: bricks(&[
            ComputedState::Done,
            ComputedState::Done,
            ComputedState::InProgress,
            ComputedState::NotStarted,
            ComputedState::Withdrawn,
        ]),
        plan: MilestoneCounts {
            all: 23,
            done: 13,
            ..MilestoneCounts::default()
        },
        responsible: vec!["Water utility".to_owned(), "Zana Hoxha".to_owned()],
        coordinators: vec![Recipient {
            email: "coordinator@elbasan.example".to_owned(),
            name: Some("Arben Gjoni".to_owned()),
            language: "sq".to_owned(),
        }],
    };
    let late = Content {
        days: 14,
        weekly: true,
        standing: ComputedState::Late(14),
        bricks: bricks(&[
            ComputedState::Done,
            ComputedState::Late(14),
            ComputedState::Stuck,
            ComputedState::NotReported,
        ]),
        ..ahead.clone()
    };
    let elbasan = || city("Bashkia Elbasan", false);
    vec![
        ("ahead", elbasan(), ahead.clone()),
        (
            "tomorrow",
            city("Bashkia Shembull", true),
            Content {
                days: -1,
                ..ahead.clone()
            },
        ),
        (
            "today",
            elbasan(),
            Content {
                days: 0,
                standing: ComputedState::NotStarted,
                ..ahead.clone()
            },
        ),
        ("late", elbasan(), late.clone()),
        (
            "copy",
            elbasan(),
            Content {
                why: Why::Copy,
                days: 7,
                standing: ComputedState::Late(7),
                recipient: late.coordinators[0].clone(),
                ..late.clone()
            },
        ),
        (
            "nobody",
            elbasan(),
            Content {
                why: Why::InPlace,
                responsible: Vec::new(),
                recipient: ahead.coordinators[0].clone(),
                ..ahead.clone()
            },
        ),
        (
            "hostile",
            hostile_city(),
            Content {
                recipient: hostile(language),
                title: format!(
                    "<script>alert(1)</script> & \"quotes\"\r\nBcc: x@example.org {}",
                    "gjatë ".repeat(150)
                ),
                commitment: "</td></tr></table><a href=\"https://elsewhere.example\">here</a>".to_owned(),
                bricks: bricks(&[ComputedState::Late(400); 30]),
                days: 400,
                ..late
            },
        ),
    ]
}

fn bricks(standings: &[ComputedState]) -> Vec<CompactMilestone> {
    (1..)
        .zip(standings)
        .map(|(number, standing)| CompactMilestone {
            number,
            standing: *standing,
        })
        .collect()
}

fn person(language: Language, name: Option<&str>) -> Recipient {
    Recipient {
        email: "person@elbasan.example".to_owned(),
        name: name.map(str::to_owned),
        language: language.code().to_owned(),
    }
}

fn hostile(language: Language) -> Recipient {
    let name = format!(
        "Ev\r\nBcc: x@example.org\r\n\r\n\u{202E}<b>\u{200F}👩‍🔬 \"ë\", {}",
        "x".repeat(300)
    );
    person(language, Some(&name))
}

fn hostile_city() -> Tenant {
    Tenant {
        colour: "#ffff00".to_owned(),
        unit: Some("Zyra\r\n<i>e</i> qytetarit".to_owned()),
        ..city("Qyteti \"<b>\" ; مدينة\r\n\u{202E}🏛", true)
    }
}

fn city(name: &str, example: bool) -> Tenant {
    Tenant {
        id: Ids::counted().next(),
        slug: "elbasan".to_owned(),
        names: Names([("sq".to_owned(), name.to_owned())].into()),
        country: "AL".to_owned(),
        time_zone: "Europe/Tirane".to_owned(),
        languages: Texts(vec!["sq".to_owned(), "en".to_owned()]),
        default_language: "sq".to_owned(),
        colour: "#0b4f63".to_owned(),
        motif: "none".to_owned(),
        unit: (!example).then(|| "Office for open government".to_owned()),
        contact_email: None,
        logo_key: None,
        logo_type: None,
        example,
        version: 1,
        created_at: OffsetDateTime::UNIX_EPOCH,
    }
}
