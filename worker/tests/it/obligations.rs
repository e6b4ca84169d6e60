//! Obligations of OGP's calendar: who is reminded before and after the due date, once for each reminder day,
//! and no longer once it is done.

use crate::city::{City, sender};
use crate::inbox::{Letter, folder, to};
use besa_domain::access::{Assess, ManagePeople, Permit, Role, SendReminders};
use besa_domain::assessments::{self, Answer, AssessmentDraft, AssessmentKind, Evaluator, slots};
use besa_domain::obligations::plan_for_city;
use besa_domain::{people, rules};
use besa_tests::Sink;
use besa_worker::drain;
use besa_worker::mail::Mailer;
use time::macros::{date, datetime};
use time::{Duration, OffsetDateTime};

/// Monday, 08:00 in Tirana: seven days before the inception assessment is due.
const MORNING: OffsetDateTime = datetime!(2026-11-23 08:00 +1);
const VERA: &str = "vera@monitor.example";
const MARK: &str = "mark@monitor.example";
const ARBEN: &str = "arben@elbasan.example";

/// Creates a city whose plan was submitted at the end of September, with two monitors and a coordinator.
async fn city() -> City {
    let mut city = City::at(MORNING).await;
    city.submitted_on(date!(2026 - 09 - 30)).await;
    city.member("Vera Hila", VERA, "sq", Role::Monitor).await;
    city.member("Mark Smith", MARK, "en", Role::Monitor).await;
    city.coordinator("Arben Gjoni", ARBEN, "sq").await;
    city
}

async fn plan(city: &City) -> usize {
    let permit = Permit::<SendReminders>::system(city.tenant.id);
    plan_for_city(&city.app.db, &permit, &city.tenant, city.today())
        .await
        .unwrap()
}

/// Submits a complete inception assessment.
async fn submit(city: &City) {
    let (db, permit) = (&city.app.db, Permit::<Assess>::system(city.tenant.id));
    let begun = assessments::begin(db, &permit, None, AssessmentKind::Inception, city.plan.id, None)
        .await
        .unwrap();
    let rules = rules::version(&begun.rules);
    let places = slots(rules, begun.kind, &begun.subjects);
    let answers = places.into_iter().map(|(asked, subject)| Answer {
        choice: rules.scale(asked).first().copied(),
        words: Some("It is.".to_owned()),
        ..Answer::open(asked.question, subject.map(|one| one.commitment))
    });
    let draft = AssessmentDraft {
        evaluators: vec![Evaluator {
            name: "Vera Hila".to_owned(),
            email: VERA.to_owned(),
        }],
        interests: Some("None.".to_owned()),
        answers: answers.collect(),
    };
    let written = assessments::amend(db, &permit, None, begun.id, begun.version, draft)
        .await
        .unwrap();
    assessments::submit(db, &permit, None, (written.id, written.version), city.today())
        .await
        .unwrap();
}

/// Parses all mails that the server accepted, sorted by address.
fn taken(sink: &Sink) -> Vec<Letter> {
    let mut letters: Vec<Letter> = sink.mails().iter().map(|wire| Letter::read(wire)).collect();
    letters.sort_by(|a, b| a.to.cmp(&b.to));
    letters
}

#[tokio::test]
async fn the_monitoring_body_is_reminded_until_it_is_done() {
    let (city, sink) = (city().await, Sink::new(&[]).await);
    let mailer = || Mailer::smtp(&sink.url, sender()).unwrap();
    // Two workers at once, then one again.
    let other = city.another().await;
    let (one, two) = (mailer(), mailer());
    let (one, two) = tokio::join!(drain(&city.app, &one), drain(&other, &two));
    assert_eq!((one.unwrap().given_up, two.unwrap().given_up), (vec![], vec![]));
    drain(&city.app, &mailer()).await.unwrap();
    let letters = taken(&sink);
    assert_eq!(to(&letters), [MARK, VERA]);
    let (mark, vera) = (&letters[0], &letters[1]);
    assert_eq!(mark.subject, "Inception assessment is due on 30 Nov 2026");
    assert!(mark.text.contains("It is due in 7 days."), "{}", mark.text);
    let place = "https://besa.example.org/elbasan/en/w/assessments";
    assert!(mark.text.contains(place) && mark.html.contains(place));
    assert_eq!((mark.language.as_str(), vera.language.as_str()), ("en", "sq"));
    assert!(vera.text.contains("Vera Hila"), "{}", vera.text);

    // The days with further mails, relative to the due date, and their recipients.
    let mut days: Vec<(i64, Vec<String>)> = Vec::new();
    let mut known = 2;
    while city.today() < date!(2026 - 12 - 21) {
        city.later(Duration::DAY);
        drain(&city.app, &mailer()).await.unwrap();
        let all: Vec<Letter> = sink.mails().iter().map(|wire| Letter::read(wire)).collect();
        let mut new: Vec<String> = all[known..].iter().map(|letter| letter.to.clone()).collect();
        known = all.len();
        if !new.is_empty() {
            new.sort();
            days.push(((city.today() - date!(2026 - 11 - 30)).whole_days(), new));
        }
    }
    let both = vec![MARK.to_owned(), VERA.to_owned()];
    let expected: Vec<(i64, Vec<String>)> = [-1, 0, 7, 14, 21].map(|day| (day, both.clone())).into();
    assert_eq!(days, expected);
    let late = taken(&sink);
    let late = late.iter().find(|letter| letter.text.contains("It is 21 days late."));
    assert_eq!(late.unwrap().subject, "Inception assessment was due on 30 Nov 2026");

    // Done. From now on the city is reminded, of its reply.
    submit(&city).await;
    for _ in 0..15 {
        city.later(Duration::DAY);
        drain(&city.app, &mailer()).await.unwrap();
    }
    let after: Vec<Letter> = sink.mails()[known..].iter().map(|wire| Letter::read(wire)).collect();
    assert_eq!(
        to(&after),
        [ARBEN; 3],
        "seven days before, one day before, and on the day"
    );
    assert_eq!(sink.answered(), sink.mails().len());
}

#[tokio::test]
async fn a_planned_reminder_is_not_sent_once_it_is_done() {
    let city = city().await;
    assert_eq!((plan(&city).await, plan(&city).await), (2, 0));
    submit(&city).await;
    city.drain().await;
    let letters = folder(&city.mails);
    assert!(
        !to(&letters).contains(&VERA) && !to(&letters).contains(&MARK),
        "{letters:?}"
    );
}

#[tokio::test]
async fn a_former_monitor_is_not_reminded() {
    let city = city().await;
    assert_eq!(plan(&city).await, 2);
    let permit = Permit::<ManagePeople>::system(city.tenant.id);
    let members = people::members(&city.app.db, &permit).await.unwrap();
    let mark = members.iter().find(|member| member.email == MARK).unwrap();
    people::remove_member(&city.app.db, &permit, None, mark.id, Some("Its time is over"))
        .await
        .unwrap();
    city.drain().await;
    assert_eq!(to(&folder(&city.mails)), [VERA]);
}
