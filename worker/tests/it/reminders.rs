//! Reminders: who gets them, on which day, in which language, and that each is sent once.

use crate::city::City;
use crate::inbox::{folder, to};
use besa_domain::access::{Permit, SendReminders};
use besa_domain::jobs::{LEASE, Outcome, lease, settle};
use besa_domain::milestones::{Amendment, MilestoneDraft, MilestoneState, Move};
use besa_domain::plans::PlanState;
use besa_domain::reminders::plan_for_city;
use besa_worker::drain;
use time::macros::{date, datetime};
use time::{Date, Duration, OffsetDateTime};

/// Monday, 08:00 in Tirana.
const MORNING: OffsetDateTime = datetime!(2026-11-23 08:00 +1);
const DUE: Date = date!(2026 - 11 - 30);

/// Plans the city's reminders, and sends none.
async fn plan(city: &City) -> usize {
    let permit = Permit::<SendReminders>::system(city.tenant.id);
    plan_for_city(&city.app.db, &permit, &city.tenant, city.today())
        .await
        .unwrap()
}

fn move_to(due_on: Date) -> Amendment {
    Amendment {
        to: Some(Move {
            due_on,
            reason: "The laboratory is closed".to_owned(),
            decided_by: None,
            meeting: None,
        }),
        ..Amendment::default()
    }
}

#[tokio::test]
async fn a_milestone_due_in_seven_days_sends_one_mail_to_each_person() {
    let city = City::at(MORNING).await;
    let zana = city.person("Zana Hoxha", Some("zana@elbasan.example"), None).await;
    let john = city
        .person("John Smith", Some("john@elbasan.example"), Some("en"))
        .await;
    city.coordinator("Arben Gjoni", "arben@elbasan.example", "sq").await;
    city.milestone(DUE, &[&zana, &john]).await;

    city.drain().await;
    city.drain().await;
    // A second worker, in another process with the same database, at the same time as the first.
    let (other, mailer) = (city.another().await, city.mailer());
    let (first, second) = tokio::join!(drain(&city.app, &mailer), drain(&other, &mailer));
    assert_eq!((first.unwrap().given_up, second.unwrap().given_up), (vec![], vec![]));

    let letters = folder(&city.mails);
    assert_eq!(to(&letters), ["john@elbasan.example", "zana@elbasan.example"]);
    let (john, zana) = (&letters[0], &letters[1]);
    assert_eq!(john.subject, "Due in 7 days: Publish the results (30 Nov 2026)");
    assert_eq!(john.language, "en");
    assert!(john.text.contains("Hello John Smith,") && john.html.contains("Hello John Smith,"));
    assert!(
        john.text
            .contains("https://besa.example.org/elbasan/en/w/commitments/1/milestones/1/update")
    );
    // An account without a language gets the city's.
    assert_eq!(zana.language, "sq");
    assert_eq!(zana.subject, "Afati pas 7 ditësh: Publish the results (30 nën 2026)");
    assert!(zana.text.contains("https://besa.example.org/elbasan/sq/"));
    assert_eq!(zana.reply_to, ["arben@elbasan.example"]);
    assert_eq!(zana.from, "Bashkia Elbasan");
    assert!(john.id.ends_with("@besa.example.org") && john.id != zana.id);
}

#[tokio::test]
async fn another_worker_gets_the_job_of_a_dead_worker() {
    let city = City::at(MORNING).await;
    let zana = city.person("Zana", Some("zana@elbasan.example"), None).await;
    city.milestone(DUE, &[&zana]).await;
    plan(&city).await;
    let held = loop {
        let lease = lease(&city.app.db).await.unwrap().unwrap();
        if lease.job.kind() == "send_reminder" {
            break lease;
        }
    };
    city.drain().await;
    assert_eq!(folder(&city.mails), [], "it is leased");
    city.later(LEASE);
    city.drain().await;
    let letters = folder(&city.mails);
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].id, format!("{}@besa.example.org", held.id));
    // The first worker resumes: it can neither complete the job nor requeue it.
    settle(&city.app.db, &held, Outcome::Retry("woke up".to_owned()))
        .await
        .unwrap();
    city.later(Duration::HOUR);
    city.drain().await;
    assert_eq!(folder(&city.mails), letters);
}

#[tokio::test]
async fn mails_are_sent_only_on_reminder_days() {
    let city = City::at(datetime!(2026-10-30 08:00 +1)).await;
    let zana = city.person("Zana", Some("zana@elbasan.example"), None).await;
    city.coordinator("Arben", "arben@elbasan.example", "sq").await;
    let due = date!(2026 - 11 - 30);
    city.milestone(due, &[&zana]).await;
    let mut days: Vec<(i64, Vec<String>)> = Vec::new();
    for _ in 0..60 {
        city.drain().await;
        let letters = folder(&city.mails);
        if !letters.is_empty() {
            let new: Vec<String> = letters.iter().map(|letter| letter.to.clone()).collect();
            days.push(((city.today() - due).whole_days(), new));
            std::fs::remove_dir_all(&city.mails).unwrap();
        }
        city.later(Duration::DAY);
    }
    let expected: Vec<i64> = vec![-30, -14, -7, -1, 0, 7, 14, 21, 28];
    assert_eq!(days.iter().map(|(day, _)| *day).collect::<Vec<_>>(), expected);
    for (day, people) in days {
        let alone = vec!["zana@elbasan.example".to_owned()];
        let copied = vec!["arben@elbasan.example".to_owned(), "zana@elbasan.example".to_owned()];
        assert_eq!(people, if day < 7 { alone } else { copied }, "on day {day}");
    }
}

#[tokio::test]
async fn passed_reminder_days_are_skipped() {
    // Six days before the due date: the reminder of seven days before has passed.
    let city = City::at(datetime!(2026-11-24 08:00 +1)).await;
    let zana = city.person("Zana", Some("zana@elbasan.example"), None).await;
    city.milestone(DUE, &[&zana]).await;
    city.drain().await;
    assert_eq!(folder(&city.mails), []);
    // The worker did not run the day before; only today's reminder is sent.
    city.later(Duration::days(6));
    city.drain().await;
    let letters = folder(&city.mails);
    assert_eq!(letters.len(), 1);
    assert!(letters[0].subject.starts_with("Afati sot:"), "{}", letters[0].subject);
}

#[tokio::test]
async fn no_reminder_is_sent_before_seven_local_time() {
    // 23:30 UTC is the next day in Tirana, before the time of reminders.
    let city = City::at(datetime!(2026-11-22 23:30 UTC)).await;
    assert_eq!(city.today(), date!(2026 - 11 - 23));
    let zana = city.person("Zana", Some("zana@elbasan.example"), None).await;
    city.milestone(DUE, &[&zana]).await;
    city.drain().await;
    assert_eq!(folder(&city.mails), []);
    city.later(Duration::hours(6) + Duration::minutes(29));
    city.drain().await;
    assert_eq!(folder(&city.mails), [], "at 06:59");
    city.later(Duration::MINUTE);
    city.drain().await;
    assert_eq!(folder(&city.mails).len(), 1, "at 07:00");
}

#[tokio::test]
async fn after_downtime_only_the_current_day_is_planned() {
    let city = City::at(datetime!(2026-11-20 08:00 +1)).await;
    let zana = city.person("Zana", Some("zana@elbasan.example"), None).await;
    city.milestone(DUE, &[&zana]).await;
    city.drain().await;
    // Down over the weekend and at seven o'clock; up again on Monday evening, seven days before the due date.
    city.later(Duration::days(3) + Duration::hours(12));
    city.drain().await;
    assert_eq!(folder(&city.mails).len(), 1);
    // Up again early in the morning: the planning job waits until seven.
    city.later(Duration::days(6) - Duration::hours(16));
    assert_eq!(city.tenant.zone().local(city.app.clock().now()).hour(), 4);
    city.drain().await;
    assert_eq!(folder(&city.mails).len(), 1);
    city.later(Duration::hours(3));
    city.drain().await;
    assert_eq!(folder(&city.mails).len(), 2, "the day before");
}

#[tokio::test]
async fn clock_jumps_lose_and_repeat_no_reminder() {
    let city = City::at(MORNING).await;
    let zana = city.person("Zana", Some("zana@elbasan.example"), None).await;
    city.milestone(DUE, &[&zana]).await;
    city.drain().await;
    assert_eq!(folder(&city.mails).len(), 1);
    // The clock is days fast, is corrected, and the same days pass again.
    city.later(Duration::days(40));
    city.drain().await;
    std::fs::remove_dir_all(&city.mails).unwrap();
    city.later(Duration::days(-40));
    let mut mails = 0;
    for _ in 0..9 {
        city.drain().await;
        mails = folder(&city.mails).len();
        city.later(Duration::DAY);
    }
    assert_eq!(mails, 2, "one day before, and on the day");
}

#[tokio::test]
async fn done_and_withdrawn_milestones_get_no_reminder_and_others_do() {
    let city = City::at(MORNING).await;
    let zana = city.person("Zana", Some("zana@elbasan.example"), None).await;
    for state in [MilestoneState::Complete, MilestoneState::Withdrawn] {
        city.milestone_in(state, DUE, &[&zana]).await;
    }
    city.drain().await;
    assert_eq!(folder(&city.mails), []);
    for state in [MilestoneState::Stuck, MilestoneState::NotReported] {
        city.milestone_in(state, DUE, &[&zana]).await;
    }
    city.drain().await;
    assert_eq!(folder(&city.mails).len(), 2);
}

/// Creates a city with a person and a milestone due in seven days.
async fn reminded() -> City {
    let city = City::at(MORNING).await;
    let zana = city.person("Zana", Some("zana@elbasan.example"), None).await;
    city.milestone(DUE, &[&zana]).await;
    city
}

async fn mails(city: &City) -> usize {
    city.drain().await;
    folder(&city.mails).len()
}

#[tokio::test]
async fn ended_and_closed_plans_get_no_reminders() {
    let mut city = reminded().await;
    city.enter(PlanState::Ended).await;
    assert_eq!(mails(&city).await, 0);
    city.enter(PlanState::Closed).await;
    assert_eq!(mails(&city).await, 0);
}

#[tokio::test]
async fn drafts_get_no_reminders_until_published() {
    let mut city = reminded().await;
    city.enter(PlanState::Ended).await;
    city.draft_plan().await;
    let zana = city.person("Zana", Some("zana@elbasan.example"), None).await;
    city.milestone(DUE, &[&zana]).await;
    assert_eq!(mails(&city).await, 0);
    city.enter(PlanState::Implementing).await;
    assert_eq!(mails(&city).await, 1);
}

#[tokio::test]
async fn a_plan_includes_its_last_day() {
    let mut city = reminded().await;
    city.ends_on(date!(2026 - 11 - 22)).await;
    assert_eq!(mails(&city).await, 0, "its last day was yesterday");
    city.ends_on(date!(2026 - 11 - 23)).await;
    assert_eq!(mails(&city).await, 1, "its last day is today");
}

#[tokio::test]
async fn without_an_address_coordinators_are_reminded() {
    let city = City::at(MORNING).await;
    let silent = city.person("Nobody", None, None).await;
    city.coordinator("Arben", "arben@elbasan.example", "en").await;
    city.milestone(DUE, &[&silent]).await;
    city.drain().await;
    let letters = folder(&city.mails);
    assert_eq!(to(&letters), ["arben@elbasan.example"]);
    assert!(letters[0].text.contains("Nobody with an email address is named"));
    assert!(letters[0].html.contains("Nobody with an email address is named"));
    assert_eq!(letters[0].reply_to, [""; 0]);
}

#[tokio::test]
async fn one_address_gets_one_mail() {
    let city = City::at(datetime!(2026-12-07 08:00 +1)).await;
    let zana = city.person("Zana", Some("zana@elbasan.example"), None).await;
    let again = city.person("Z. Hoxha", Some("Zana@Elbasan.example"), Some("en")).await;
    city.coordinator("Zana Hoxha", "ZANA@elbasan.example", "en").await;
    city.milestone(DUE, &[&zana, &again, &zana]).await;
    city.drain().await;
    let letters = folder(&city.mails);
    assert_eq!(to(&letters), ["zana@elbasan.example"]);
    assert!(letters[0].text.contains("7 ditë me vonesë"), "{}", letters[0].text);
}

#[tokio::test]
async fn reminders_of_changed_milestones_are_dropped() {
    let city = City::at(MORNING).await;
    let zana = city.person("Zana", Some("zana@elbasan.example"), None).await;
    let (moved, done) = (city.milestone(DUE, &[&zana]).await, city.milestone(DUE, &[&zana]).await);
    let left = city.milestone(DUE, &[&zana]).await;
    assert_eq!(plan(&city).await, 3);
    city.amend(&moved, move_to(date!(2027 - 01 - 15))).await;
    city.complete(&done).await;
    let draft = MilestoneDraft::of(&left, &[]);
    let with = Amendment {
        draft: Some(draft),
        ..Amendment::default()
    };
    city.amend(&left, with).await;
    city.drain().await;
    assert_eq!(folder(&city.mails), []);
    assert_eq!(city.failed().await, []);
}

#[tokio::test]
async fn a_new_date_has_reminders_of_its_own() {
    let city = City::at(MORNING).await;
    let zana = city.person("Zana", Some("zana@elbasan.example"), None).await;
    let milestone = city.milestone(DUE, &[&zana]).await;
    city.drain().await;
    city.amend(&milestone, move_to(date!(2026 - 12 - 07))).await;
    city.drain().await;
    let letters = folder(&city.mails);
    assert_eq!(letters.len(), 2, "fourteen days before the new date");
    assert!(letters.iter().any(|letter| letter.subject.contains("14 ditësh")));
}

#[tokio::test]
async fn a_late_mail_counts_days_from_when_it_is_sent() {
    let city = City::at(datetime!(2026-11-23 23:50 +1)).await;
    let zana = city.person("Zana", Some("zana@elbasan.example"), Some("en")).await;
    city.milestone(DUE, &[&zana]).await;
    assert_eq!(plan(&city).await, 1);
    city.later(Duration::minutes(20));
    city.drain().await;
    let letters = folder(&city.mails);
    assert_eq!(letters.len(), 1);
    assert!(
        letters[0].subject.starts_with("Due in 6 days:"),
        "{}",
        letters[0].subject
    );
}

#[tokio::test]
async fn a_reminder_that_is_days_late_is_dropped() {
    let city = City::at(MORNING).await;
    let zana = city.person("Zana", Some("zana@elbasan.example"), None).await;
    city.milestone(DUE, &[&zana]).await;
    assert_eq!(plan(&city).await, 1);
    city.later(Duration::days(2));
    city.drain().await;
    assert_eq!(folder(&city.mails), []);
}
