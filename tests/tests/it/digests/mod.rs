//! Digests: together they contain every matching event exactly once, and no digest is empty.

mod batches;
mod world;

use besa_domain::access::{Permit, Subscribe};
use besa_domain::evidence::About;
use besa_domain::subscriptions::{self, Frequency, SubscriptionSettings};
use mail_parser::{Message, MessageParser};
use proptest::prelude::*;
use proptest::test_runner::{Config, FileFailurePersistence};
use std::collections::BTreeSet;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};
pub(crate) use world::World;
use world::{Step, steps};

async fn every_digest_together(start: i64, steps: Vec<Step>) {
    let mut world = World::new().await;
    world.at(OffsetDateTime::from_unix_timestamp(start).unwrap());
    let begin = world.last_entry().await;
    // At two in the morning: the hour that does not exist when summer time starts, and exists twice when it
    // ends.
    let daily = world.wish(Frequency::Daily, "Europe/Tirane", 2, true);
    let weekly = world.wish(Frequency::Weekly, "Europe/Tirane", 18, false);
    let monthly = SubscriptionSettings {
        day: Some(31),
        ..world.wish(Frequency::Monthly, "America/Santiago", 0, true)
    };
    world.follow("daily@example.org", &daily).await;
    world.follow("weekly@example.org", &weekly).await;
    world.follow("monthly@example.org", &monthly).await;
    let mut furthest = world.app.app.clock().now();
    for step in &steps {
        world.take(step).await;
        furthest = furthest.max(world.app.app.clock().now());
    }
    // Long after the clocks changed, every subscription is due once more.
    world.at(furthest + Duration::days(70));
    world.take(&Step::PlanDigests).await;
    let happened = world.happened(begin).await;
    let mut planned = 0;
    for (frequency, whole) in [
        (Frequency::Daily, true),
        (Frequency::Weekly, false),
        (Frequency::Monthly, true),
    ] {
        let digests = world.digests(frequency).await;
        planned += digests.len();
        let sent: Vec<i64> = digests.iter().flat_map(|(_, _, entries)| entries.clone()).collect();
        let mut expected: Vec<i64> = happened
            .iter()
            .filter(|(_, first)| whole || *first)
            .map(|(entry, _)| *entry)
            .collect();
        expected.sort_unstable();
        assert_eq!(sent, expected, "{frequency}: all matching events, once and in order");
        let mut end = begin + 1;
        for (from, to, entries) in &digests {
            assert!(!entries.is_empty(), "{frequency}: an empty digest");
            assert!(*from >= end && from < to, "{frequency}: windows follow one another");
            assert!(entries.iter().all(|entry| from <= entry && entry < to), "{frequency}");
            end = *to;
        }
    }
    // Every digest becomes one mail.
    world.app.run_jobs().await;
    world.app.run_jobs().await;
    let ids: BTreeSet<String> = world.mails().iter().map(|wire| id(wire)).collect();
    assert_eq!((ids.len(), world.mails().len()), (planned, planned));
}

fn id(wire: &[u8]) -> String {
    parsed(wire).message_id().unwrap().to_owned()
}

fn parsed(wire: &[u8]) -> Message<'_> {
    MessageParser::default().parse(wire).unwrap()
}

proptest! {
    #![proptest_config(Config {
        cases: 24,
        max_shrink_iters: 200,
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        ..Config::default()
    })]

    // Starts at any time in the months around a change of the clocks in Tirana: March and October 2026.
    #[test]
    fn digests_tell_everything_once_and_never_nothing(
        start in prop_oneof![1_774_000_000_i64..1_775_500_000, 1_792_000_000_i64..1_793_500_000],
        steps in steps(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(every_digest_together(start, steps));
    }
}

#[tokio::test]
async fn a_weekly_digest_in_albanian_is_sent_on_its_day_at_its_hour() {
    let mut world = World::new().await;
    let wish = SubscriptionSettings {
        language: "sq".to_owned(),
        day: Some(2),
        ..world.wish(Frequency::Weekly, "Europe/Tirane", 18, false)
    };
    world.follow("resident@example.org", &wish).await;
    world.proof(About::Commitment(world.other)).await;
    world.proof(About::Milestone(world.sample.milestone.id)).await;
    // Tuesday in Tirana, a minute before six in the evening, then six.
    world.at(datetime!(2026-11-24 16:59 UTC));
    world.app.run_jobs().await;
    assert_eq!(world.mails().len(), 0);
    world.at(datetime!(2026-11-24 17:00 UTC));
    world.app.run_jobs().await;
    let mails = world.mails();
    assert_eq!(mails.len(), 1);
    let mail = parsed(&mails[0]);
    assert_eq!(
        mail.to().unwrap().first().unwrap().address(),
        Some("resident@example.org")
    );
    assert_eq!(mail.subject(), Some("Provë e re: “Proof 2”."));
    let text = mail.body_text(0).unwrap();
    for part in [
        "Ju ndiqni angazhimet që zgjodhët. Një gjë ka ndryshuar.",
        "/elbasan/sq/subscribe/",
    ] {
        assert!(text.contains(part), "{text}");
    }
    assert!(
        !text.contains("Proof 1"),
        "another commitment is not in the digest: {text}"
    );
    // A week without events has no mail; an event is mailed on the next Tuesday.
    world.at(datetime!(2026-12-01 17:00 UTC));
    world.app.run_jobs().await;
    assert_eq!(world.mails().len(), 1);
    world.proof(About::Milestone(world.sample.milestone.id)).await;
    for (moment, mails) in [
        (datetime!(2026-12-07 23:00 UTC), 1),
        (datetime!(2026-12-08 17:00 UTC), 2),
    ] {
        world.at(moment);
        world.app.run_jobs().await;
        assert_eq!(world.mails().len(), mails, "{moment}");
    }
}

#[tokio::test]
async fn changing_the_hour_sends_no_second_digest_on_a_day() {
    let mut world = World::new().await;
    let morning = world.wish(Frequency::Daily, "Europe/Tirane", 10, true);
    let secret = world.follow("resident@example.org", &morning).await;
    world.proof(About::Commitment(world.other)).await;
    world.at(datetime!(2026-11-23 09:30 UTC));
    world.app.run_jobs().await;
    assert_eq!(world.mails().len(), 1);
    let (db, permit) = (&world.app.app.db, Permit::<Subscribe>::public(world.sample.city.id));
    let version = subscriptions::open(db, &permit, &secret)
        .await
        .unwrap()
        .subscription
        .version;
    let evening = world.wish(Frequency::Daily, "Europe/Tirane", 20, true);
    subscriptions::change(db, &permit, None, &world.sample.city, &secret, version, &evening)
        .await
        .unwrap();
    world.proof(About::Commitment(world.other)).await;
    world.at(datetime!(2026-11-23 19:30 UTC));
    world.app.run_jobs().await;
    assert_eq!(world.mails().len(), 1, "the event is in tomorrow's digest");
    world.at(datetime!(2026-11-24 19:30 UTC));
    world.app.run_jobs().await;
    assert_eq!(world.mails().len(), 2);
}

#[tokio::test]
async fn after_unsubscribing_not_even_a_planned_digest_is_sent() {
    let mut world = World::new().await;
    let wish = world.wish(Frequency::Daily, "Europe/Tirane", 10, true);
    let secret = world.follow("resident@example.org", &wish).await;
    world.proof(About::Commitment(world.other)).await;
    world.at(datetime!(2026-11-23 09:30 UTC));
    world.take(&Step::PlanDigests).await;
    let permit = Permit::<Subscribe>::public(world.sample.city.id);
    for _ in 0..2 {
        subscriptions::stop(&world.app.app.db, &permit, &secret).await.unwrap();
    }
    world.app.run_jobs().await;
    assert_eq!(world.mails().len(), 0);
    let row = &world
        .app
        .rows("SELECT state, email FROM digest d JOIN subscription s ON s.id = d.subscription_id")
        .await[0];
    let state: String = row.try_get("", "state").unwrap();
    let email: Option<String> = row.try_get("", "email").unwrap();
    assert_eq!(
        (state.as_str(), email),
        ("suppressed", None),
        "the e-mail address is deleted"
    );
}

#[tokio::test]
async fn events_are_listed_under_their_commitment_or_under_the_plan() {
    let mut world = World::new().await;
    let whole = world.wish(Frequency::Daily, "Europe/Tirane", 10, true);
    let chosen = world.wish(Frequency::Daily, "Europe/Tirane", 10, false);
    world.follow("whole@example.org", &whole).await;
    world.follow("chosen@example.org", &chosen).await;
    for step in [
        Step::AnnounceMeeting,
        Step::ChangeMeeting(false),
        Step::OpenReport,
        Step::PublishAssessment(None),
        Step::PublishAssessment(Some(true)),
        Step::PublishAssessment(Some(false)),
    ] {
        world.take(&step).await;
    }
    world.at(datetime!(2026-11-23 09:30 UTC));
    world.app.run_jobs().await;
    let lines = |to: &str| -> Vec<(String, String)> {
        let mails = world.mails();
        let mails: Vec<Message<'_>> = mails.iter().map(|wire| parsed(wire)).collect();
        let is = |mail: &&Message<'_>| mail.to().unwrap().first().unwrap().address() == Some(to);
        let text = mails.iter().find(is).unwrap().body_text(0).unwrap().into_owned();
        let lines: Vec<&str> = text.lines().collect();
        let places = lines.iter().enumerate().filter(|(_, line)| line.ends_with(", today"));
        places
            .map(|(at, place)| ((*place).to_owned(), lines[at + 1].to_owned()))
            .collect()
    };
    let plan = "Open government action plan 2025 to 2027";
    let commitment = "Drinking-water results for every rural village";
    let assessed = |of: &str| format!("The monitoring body published its assessment of “{of}”.");
    let at = |place: &str, sentence: String| (format!("{place}, today"), sentence);
    assert_eq!(
        lines("whole@example.org"),
        [
            at("The plan", assessed(plan)),
            at(
                "The plan",
                format!("The report on “{plan}” is open for comment until 7 Dec 2026.")
            ),
            at("The plan", "The meeting “Meeting 1” was called.".to_owned()),
            at("Commitment 1", assessed(commitment)),
            at("Commitment 2", assessed(commitment)),
        ]
    );
    assert_eq!(
        lines("chosen@example.org"),
        [at("Commitment 1", assessed(commitment))],
        "news of the plan and of another commitment are not in the digest"
    );
    // Records with a page of their own are linked.
    for wire in world.mails() {
        let mail = parsed(&wire);
        let text = mail.body_text(0).unwrap();
        let links = text
            .lines()
            .filter_map(|line| line.strip_prefix("http://localhost:8080"));
        let own = ["/meetings/", "/reports/", "/assessments/"];
        let links: Vec<&str> = links.filter(|link| own.iter().any(|own| link.contains(own))).collect();
        assert!(!links.is_empty(), "{text}");
        for link in links {
            world.app.get(link).await.is(200);
        }
    }
}
