//! Digests: together they tell everything that matches, once, and never nothing.

use besa_domain::access::{AddEvidence, EditStakeholders, Permit, SeeLog, SendDigests, Subscribe};
use besa_domain::evidence::{self, About, EvidenceDraft, EvidenceKind};
use besa_domain::stakeholders::{self, OrganisationDraft, OrganisationKind};
use besa_domain::subscriptions::{self, Frequency, Wish};
use besa_domain::{CommitmentId, EvidenceId, digests, log};
use besa_tests::{Sample, TestApp};
use mail_parser::{Message, MessageParser};
use proptest::prelude::*;
use proptest::test_runner::{Config, FileFailurePersistence};
use std::collections::{BTreeSet, HashMap};
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

/// A step of a history.
#[derive(Debug, Clone)]
enum Step {
    /// Evidence on one of the two commitments.
    Proof(bool),
    /// Something that no resident sees.
    Unseen,
    /// Time passes, or the clock jumps back.
    Minutes(i64),
    /// A worker looks for digests.
    Plan,
    /// Two workers do.
    Both,
    /// A worker is killed after so many microseconds of looking.
    Killed(u64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => any::<bool>().prop_map(Step::Proof),
        1 => Just(Step::Unseen),
        3 => (1_i64..3_000).prop_map(Step::Minutes),
        1 => (10_000_i64..60_000).prop_map(Step::Minutes),
        1 => (-6_000_i64..-1).prop_map(Step::Minutes),
        4 => Just(Step::Plan),
        1 => Just(Step::Both),
        2 => (0_u64..6_000).prop_map(Step::Killed),
    ];
    prop::collection::vec(step, 1..40)
}

/// A city whose plan has a second commitment.
struct World {
    app: TestApp,
    sample: Sample,
    other: CommitmentId,
    count: u32,
}

impl World {
    async fn new() -> Self {
        let app = TestApp::new().await;
        let sample = app.sample("elbasan").await;
        let other = app.commitment(&sample.plan).await.id;
        Self {
            app,
            sample,
            other,
            count: 0,
        }
    }

    fn permit(&self) -> Permit<SendDigests> {
        Permit::system(self.sample.city.id)
    }

    /// Follows the plan by mail, confirmed; gives the secret of the link.
    async fn follow(&self, email: &str, wish: &Wish) -> String {
        let db = &self.app.app.db;
        let permit = Permit::<Subscribe>::public(self.sample.city.id);
        let asked = subscriptions::subscribe(db, &permit, None, &self.sample.city, email, wish).await;
        let secret = asked.unwrap().unwrap();
        subscriptions::confirm(db, &permit, &secret).await.unwrap();
        secret
    }

    async fn proof(&mut self, about: About) {
        self.count += 1;
        let draft = EvidenceDraft {
            title: format!("Proof {}", self.count),
            kind: EvidenceKind::Document,
            link: Some("https://example.org/proof".to_owned()),
            language: None,
            source: None,
            licence: None,
            description: None,
            dated_on: None,
        };
        let permit = Permit::<AddEvidence>::system(self.sample.city.id);
        evidence::add(&self.app.app.db, &permit, None, about, draft, None)
            .await
            .unwrap();
    }

    /// The mails that went out since the last look.
    fn mails(&self) -> Vec<Vec<u8>> {
        self.app.mailer.kept()
    }

    fn at(&self, moment: OffsetDateTime) {
        let clock = self.app.app.clock();
        clock.advance(moment - clock.now());
    }

    async fn take(&mut self, step: &Step) {
        let db = self.app.app.db.clone();
        match step {
            Step::Proof(true) => self.proof(About::Milestone(self.sample.milestone.id)).await,
            Step::Proof(false) => self.proof(About::Commitment(self.other)).await,
            Step::Unseen => {
                self.count += 1;
                let draft = OrganisationDraft {
                    name: format!("Office {}", self.count),
                    kind: OrganisationKind::Municipality,
                    website: None,
                };
                let permit = Permit::<EditStakeholders>::system(self.sample.city.id);
                stakeholders::create(&db, &permit, None, draft).await.unwrap();
            }
            Step::Minutes(minutes) => self.app.app.clock().advance(Duration::minutes(*minutes)),
            Step::Plan => drop(digests::plan_for_city(&db, &self.permit()).await.unwrap()),
            Step::Both => {
                let (one, two) = (self.permit(), self.permit());
                let (one, two) = tokio::join!(digests::plan_for_city(&db, &one), digests::plan_for_city(&db, &two));
                assert!(one.is_ok() && two.is_ok(), "{one:?} {two:?}");
            }
            Step::Killed(micros) => {
                let permit = self.permit();
                let limit = std::time::Duration::from_micros(*micros);
                drop(tokio::time::timeout(limit, digests::plan_for_city(&db, &permit)).await);
            }
        }
    }

    /// The numbers of the log's public entries about evidence after entry `after`, and whether they
    /// are about the first commitment.
    async fn happened(&self, after: i64) -> Vec<(i64, bool)> {
        let see = Permit::<SeeLog>::public(self.sample.city.id);
        let events = log::list(&self.app.app.db, &see, log::About::Kind("evidence"), None, 10_000)
            .await
            .unwrap();
        let rows = self.app.rows("SELECT id, commitment_id FROM evidence").await;
        let about: HashMap<EvidenceId, bool> = rows
            .iter()
            .map(|row| {
                let commitment: CommitmentId = row.try_get("", "commitment_id").unwrap();
                (row.try_get("", "id").unwrap(), commitment == self.sample.commitment.id)
            })
            .collect();
        let later = events.into_iter().filter(|event| event.sequence > after);
        later
            .map(|event| (event.sequence, about[&event.subject_id.unwrap().into()]))
            .collect()
    }

    async fn last_entry(&self) -> i64 {
        self.app.rows("SELECT sequence FROM chain ORDER BY sequence DESC").await[0]
            .try_get("", "sequence")
            .unwrap()
    }

    /// Windows and entries of the digests of the subscription that comes this often, in order.
    async fn digests(&self, frequency: Frequency) -> Vec<(i64, i64, Vec<i64>)> {
        let sql = format!(
            "SELECT d.from_entry, d.to_entry, CAST(d.entries AS text) AS entries FROM digest d
               JOIN subscription s ON s.tenant_id = d.tenant_id AND s.id = d.subscription_id
              WHERE s.frequency = '{frequency}' ORDER BY d.from_entry"
        );
        let rows = self.app.rows(&sql).await;
        rows.iter()
            .map(|row| {
                let entries: String = row.try_get("", "entries").unwrap();
                (
                    row.try_get("", "from_entry").unwrap(),
                    row.try_get("", "to_entry").unwrap(),
                    serde_json::from_str(&entries).unwrap(),
                )
            })
            .collect()
    }

    fn wish(&self, frequency: Frequency, zone: &str, hour: i32, whole: bool) -> Wish {
        Wish {
            frequency,
            hour,
            time_zone: Some(zone.to_owned()),
            whole,
            commitments: if whole {
                BTreeSet::new()
            } else {
                [self.sample.commitment.id].into()
            },
            ..Wish::usual("en")
        }
    }
}

async fn every_digest_together(start: i64, steps: Vec<Step>) {
    let mut world = World::new().await;
    world.at(OffsetDateTime::from_unix_timestamp(start).unwrap());
    let begin = world.last_entry().await;
    // At two in the morning: the hour that summer time leaves out, and that winter time has twice.
    let daily = world.wish(Frequency::Daily, "Europe/Tirane", 2, true);
    let weekly = world.wish(Frequency::Weekly, "Europe/Tirane", 18, false);
    let monthly = Wish {
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
    // Long after whatever the clocks did, everybody is due once more.
    world.at(furthest + Duration::days(70));
    world.take(&Step::Plan).await;
    let happened = world.happened(begin).await;
    let mut planned = 0;
    for (frequency, whole) in [
        (Frequency::Daily, true),
        (Frequency::Weekly, false),
        (Frequency::Monthly, true),
    ] {
        let digests = world.digests(frequency).await;
        planned += digests.len();
        let told: Vec<i64> = digests.iter().flat_map(|(_, _, entries)| entries.clone()).collect();
        let mut expected: Vec<i64> = happened
            .iter()
            .filter(|(_, first)| whole || *first)
            .map(|(entry, _)| *entry)
            .collect();
        expected.sort_unstable();
        assert_eq!(
            told, expected,
            "{frequency}: everything that matches, once and in order"
        );
        let mut end = begin + 1;
        for (from, to, entries) in &digests {
            assert!(!entries.is_empty(), "{frequency}: an empty digest");
            assert!(*from >= end && from < to, "{frequency}: windows follow one another");
            assert!(entries.iter().all(|entry| from <= entry && entry < to), "{frequency}");
            end = *to;
        }
    }
    // Every one of them becomes one mail.
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

    // Begins anywhere in the months round a change of the clocks in Tirana: March and October 2026.
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
async fn a_weekly_digest_in_albanian_comes_on_its_day_at_its_hour() {
    let mut world = World::new().await;
    let wish = Wish {
        language: "sq".to_owned(),
        day: Some(2),
        ..world.wish(Frequency::Weekly, "Europe/Tirane", 18, false)
    };
    world.follow("resident@example.org", &wish).await;
    world.proof(About::Commitment(world.other)).await;
    world.proof(About::Milestone(world.sample.milestone.id)).await;
    // Tuesday, a minute before six in the evening in Tirana, and then six.
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
        "another commitment is nothing to her: {text}"
    );
    // Nothing happens: no mail. Something does: the next Tuesday.
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
async fn a_change_of_the_hour_makes_no_second_digest_of_a_day() {
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
    assert_eq!(world.mails().len(), 1, "what happened waits for tomorrow");
    world.at(datetime!(2026-11-24 19:30 UTC));
    world.app.run_jobs().await;
    assert_eq!(world.mails().len(), 2);
}

#[tokio::test]
async fn who_stops_gets_nothing_more_not_even_what_was_planned() {
    let mut world = World::new().await;
    let wish = world.wish(Frequency::Daily, "Europe/Tirane", 10, true);
    let secret = world.follow("resident@example.org", &wish).await;
    world.proof(About::Commitment(world.other)).await;
    world.at(datetime!(2026-11-23 09:30 UTC));
    world.take(&Step::Plan).await;
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
    assert_eq!((state.as_str(), email), ("suppressed", None), "her address is gone");
}
