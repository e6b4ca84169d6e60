//! A random history for the digest tests: events in a city, and what workers do.

use besa_domain::access::{
    AddEvidence, Assess, EditForums, EditStakeholders, Permit, SeeForums, SeeLog, SeeReport, SendDigests, Subscribe,
    WriteReports,
};
use besa_domain::assessments::{self, Assessment, AssessmentKind};
use besa_domain::evidence::{self, About, EvidenceKind};
use besa_domain::forums::{self, Forum, ForumDraft, ForumKind, MeetingDraft, MeetingState};
use besa_domain::reports::{self, ReportKind, ReportState, Section};
use besa_domain::stakeholders::{self, OrganisationDraft, OrganisationKind};
use besa_domain::subscriptions::{self, Frequency, SubscriptionSettings};
use besa_domain::{AssessmentId, CommitmentId, EvidenceId, digests, log};
use besa_tests::{Sample, TestApp};
use proptest::prelude::*;
use std::collections::{BTreeSet, HashMap};
use time::{Duration, OffsetDateTime};

/// A step of the history.
#[derive(Debug, Clone)]
pub(super) enum Step {
    /// Evidence is added to one of the two commitments.
    AddEvidence(bool),
    /// A meeting is announced.
    AnnounceMeeting,
    /// The last announced meeting is rescheduled, or renamed, which digests do not report.
    ChangeMeeting(bool),
    /// The last announced meeting is held, with minutes, or cancelled.
    EndMeeting(bool),
    /// A report is opened for comment.
    OpenReport,
    /// All open reports become final.
    FinishReports,
    /// An assessment is published: of the plan, or of one of the two commitments.
    PublishAssessment(Option<bool>),
    /// An event that is not public.
    PrivateEvent,
    /// The clock moves forward, or jumps back.
    Minutes(i64),
    /// A worker runs the digest job.
    PlanDigests,
    /// Two workers run the digest job at the same time.
    PlanDigestsTwice,
    /// A worker is killed so many microseconds after it started the digest job.
    KillWorker(u64),
}

pub(super) fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => any::<bool>().prop_map(Step::AddEvidence),
        1 => Just(Step::AnnounceMeeting),
        1 => any::<bool>().prop_map(Step::ChangeMeeting),
        1 => any::<bool>().prop_map(Step::EndMeeting),
        1 => Just(Step::OpenReport),
        1 => Just(Step::FinishReports),
        2 => any::<Option<bool>>().prop_map(Step::PublishAssessment),
        1 => Just(Step::PrivateEvent),
        3 => (1_i64..3_000).prop_map(Step::Minutes),
        1 => (10_000_i64..60_000).prop_map(Step::Minutes),
        1 => (-6_000_i64..-1).prop_map(Step::Minutes),
        4 => Just(Step::PlanDigests),
        1 => Just(Step::PlanDigestsTwice),
        2 => (0_u64..6_000).prop_map(Step::KillWorker),
    ];
    prop::collection::vec(step, 1..40)
}

/// A city whose plan has a second commitment.
pub(crate) struct World {
    pub(crate) app: TestApp,
    pub(crate) sample: Sample,
    pub(crate) other: CommitmentId,
    forum: Forum,
    count: u32,
    assessed: HashMap<Option<CommitmentId>, Assessment>,
}

impl World {
    pub(crate) async fn new() -> Self {
        let app = TestApp::new().await;
        let sample = app.sample("elbasan").await;
        let other = app.commitment(&sample.plan).await.id;
        let permit = Permit::<EditForums>::system(sample.city.id);
        let draft = ForumDraft {
            name: "Forum".to_owned(),
            kind: ForumKind::MultiStakeholder,
            remit: None,
            rules: None,
            rules_link: None,
            founded_on: None,
        };
        let forum = forums::create(&app.app.db, &permit, None, draft).await.unwrap();
        Self {
            app,
            sample,
            other,
            forum,
            count: 0,
            assessed: HashMap::new(),
        }
    }

    fn permit(&self) -> Permit<SendDigests> {
        Permit::system(self.sample.city.id)
    }

    /// Creates a confirmed subscription to the plan; returns the secret of its link.
    pub(crate) async fn follow(&self, email: &str, wish: &SubscriptionSettings) -> String {
        let db = &self.app.app.db;
        let permit = Permit::<Subscribe>::public(self.sample.city.id);
        let asked = subscriptions::subscribe(db, &permit, None, &self.sample.city, email, wish).await;
        let secret = self
            .app
            .subscription_link(&self.sample.city, asked.unwrap().unwrap())
            .await;
        subscriptions::confirm(db, &permit, &secret).await.unwrap();
        secret
    }

    pub(crate) async fn proof(&mut self, about: About) {
        self.count += 1;
        let draft = besa_tests::evidence(
            &format!("Proof {}", self.count),
            EvidenceKind::Document,
            Some("https://example.org/proof"),
        );
        let permit = Permit::<AddEvidence>::system(self.sample.city.id);
        evidence::add(&self.app.app.db, &permit, None, about, draft, None)
            .await
            .unwrap();
    }

    async fn call(&mut self) {
        self.count += 1;
        let permit = Permit::<EditForums>::system(self.sample.city.id);
        let draft = MeetingDraft {
            title: format!("Meeting {}", self.count),
            ..MeetingDraft::at(self.app.app.clock().now())
        };
        let db = &self.app.app.db;
        forums::call(db, &permit, None, self.forum.id, draft).await.unwrap();
    }

    /// Changes the last announced meeting, if it is still in the future.
    async fn change(&mut self, time: bool, state: MeetingState) {
        self.count += 1;
        let db = &self.app.app.db;
        let see = Permit::<SeeForums>::public(self.sample.city.id);
        let planned = |meeting: &forums::Meeting| meeting.state == MeetingState::Planned;
        let all = forums::meetings(db, &see, None).await.unwrap();
        let Some(last) = all.into_iter().find(planned) else {
            return;
        };
        let draft = MeetingDraft::of(&forums::meeting(db, &see, last.id).await.unwrap());
        let now = self.app.app.clock().now();
        let draft = MeetingDraft {
            title: format!("Meeting {}", self.count),
            starts_at: match (time, state) {
                (true, _) => draft.starts_at + Duration::HOUR,
                // The clock may have jumped back.
                (false, MeetingState::Held) => now,
                (false, _) => draft.starts_at,
            },
            state,
            reason: Some("The hall is flooded.".to_owned()),
            minutes: (state == MeetingState::Held).then(|| "Everybody came.".to_owned()),
            ..draft
        };
        let permit = Permit::<EditForums>::system(self.sample.city.id);
        forums::change(db, &permit, None, last.id, last.version, draft)
            .await
            .unwrap();
    }

    async fn consult(&self) {
        let db = &self.app.app.db;
        let permit = Permit::<WriteReports>::system(self.sample.city.id);
        let (plan, kind) = (self.sample.plan.id, ReportKind::SelfAssessment);
        let report = reports::start(db, &permit, None, plan, kind, "en").await.unwrap();
        for section in Section::ALL {
            reports::write(db, &permit, None, (report.id, *section), 0, Some("Words."))
                .await
                .unwrap();
        }
        reports::consult(db, &permit, None, report.id, report.version, None)
            .await
            .unwrap();
    }

    async fn finish(&self) {
        let db = &self.app.app.db;
        let permit = Permit::<WriteReports>::system(self.sample.city.id);
        // Pretends that two weeks have passed.
        self.app.sql("UPDATE report SET closes_on = '2020-01-01'").await;
        let see = Permit::<SeeReport>::public(self.sample.city.id);
        let all = reports::list(db, &see).await.unwrap();
        for report in all.iter().filter(|report| report.state == ReportState::Consultation) {
            reports::finish(db, &permit, None, report.id, report.version, "http://localhost:8080")
                .await
                .unwrap();
        }
    }

    /// Publishes the first edition of an assessment, or the next one.
    async fn publish(&mut self, of: Option<CommitmentId>) {
        let db = &self.app.app.db;
        let permit = Permit::<Assess>::system(self.sample.city.id);
        let draft = match self.assessed.get(&of) {
            Some(last) => assessments::renew(db, &permit, None, last.id).await,
            None => {
                let kind = of.map_or(AssessmentKind::Inception, |_| AssessmentKind::EndOfCommitment);
                assessments::begin(db, &permit, None, kind, self.sample.plan.id, of).await
            }
        };
        let draft = draft.unwrap();
        // Pretends that it was submitted and that the city replied.
        self.app
            .sql("UPDATE assessment SET state = 'answered' WHERE state = 'draft'")
            .await;
        let today = self.app.app.clock().now().date();
        let base = "http://localhost:8080";
        let published = reports::publish_assessment(db, &permit, None, (draft.id, draft.version), today, base)
            .await
            .unwrap();
        self.assessed.insert(of, published);
    }

    /// Returns all mails that were sent so far, oldest first.
    pub(super) fn mails(&self) -> Vec<Vec<u8>> {
        self.app.mailer.kept()
    }

    pub(crate) fn at(&self, moment: OffsetDateTime) {
        let clock = self.app.app.clock();
        clock.advance(moment - clock.now());
    }

    pub(super) async fn take(&mut self, step: &Step) {
        let db = self.app.app.db.clone();
        match step {
            Step::AddEvidence(true) => self.proof(About::Milestone(self.sample.milestone.id)).await,
            Step::AddEvidence(false) => self.proof(About::Commitment(self.other)).await,
            Step::PrivateEvent => {
                self.count += 1;
                let draft = OrganisationDraft {
                    name: format!("Office {}", self.count),
                    kind: OrganisationKind::Municipality,
                    website: None,
                };
                let permit = Permit::<EditStakeholders>::system(self.sample.city.id);
                stakeholders::create(&db, &permit, None, draft).await.unwrap();
            }
            Step::AnnounceMeeting => self.call().await,
            Step::ChangeMeeting(time) => self.change(*time, MeetingState::Planned).await,
            Step::EndMeeting(true) => self.change(false, MeetingState::Held).await,
            Step::EndMeeting(false) => self.change(false, MeetingState::Cancelled).await,
            Step::OpenReport => self.consult().await,
            Step::FinishReports => self.finish().await,
            Step::PublishAssessment(None) => self.publish(None).await,
            Step::PublishAssessment(Some(true)) => self.publish(Some(self.sample.commitment.id)).await,
            Step::PublishAssessment(Some(false)) => self.publish(Some(self.other)).await,
            Step::Minutes(minutes) => self.app.app.clock().advance(Duration::minutes(*minutes)),
            Step::PlanDigests => drop(digests::plan_for_city(&db, &self.permit()).await.unwrap()),
            Step::PlanDigestsTwice => {
                let (one, two) = (self.permit(), self.permit());
                let (one, two) = tokio::join!(digests::plan_for_city(&db, &one), digests::plan_for_city(&db, &two));
                assert!(one.is_ok() && two.is_ok(), "{one:?} {two:?}");
            }
            Step::KillWorker(micros) => {
                let permit = self.permit();
                let limit = std::time::Duration::from_micros(*micros);
                drop(tokio::time::timeout(limit, digests::plan_for_city(&db, &permit)).await);
            }
        }
    }

    /// Returns the numbers of the public log entries after entry `after` that subscriptions to the plan
    /// cover, and whether each is about the first commitment.
    pub(super) async fn happened(&self, after: i64) -> Vec<(i64, bool)> {
        let see = Permit::<SeeLog>::system(self.sample.city.id);
        let mut events = log::list(&self.app.app.db, &see, log::About::All, None, 10_000)
            .await
            .unwrap();
        events.retain(|event| event.public);
        let first = self.sample.commitment.id;
        let rows = self.app.rows("SELECT id, commitment_id FROM evidence").await;
        let evidence: HashMap<EvidenceId, CommitmentId> = rows
            .iter()
            .map(|row| {
                (
                    row.try_get("", "id").unwrap(),
                    row.try_get("", "commitment_id").unwrap(),
                )
            })
            .collect();
        let rows = self.app.rows("SELECT id, commitment_id FROM assessment").await;
        let assessed: HashMap<AssessmentId, Option<CommitmentId>> = rows
            .iter()
            .map(|row| {
                (
                    row.try_get("", "id").unwrap(),
                    row.try_get("", "commitment_id").unwrap(),
                )
            })
            .collect();
        let later = events.into_iter().filter(|event| event.sequence > after);
        let covered = later.filter_map(|event| {
            let id = event.subject_id?;
            match event.action.as_str() {
                "evidence.add" => Some((event.sequence, evidence[&id.into()] == first)),
                "assessment.publish" => Some((event.sequence, assessed[&id.into()] == Some(first))),
                "meeting.create" | "meeting.move" | "meeting.hold" | "meeting.cancel" | "report.consult"
                | "report.finish" => Some((event.sequence, false)),
                "meeting.edit" | "stakeholder.create" | "forum.create" | "report.build" => None,
                other => panic!("{other}: covered by digests or not?"),
            }
        });
        covered.collect()
    }

    pub(super) async fn last_entry(&self) -> i64 {
        self.app.rows("SELECT sequence FROM chain ORDER BY sequence DESC").await[0]
            .try_get("", "sequence")
            .unwrap()
    }

    /// Returns the windows and entries of the digests of the subscription with this frequency, in order.
    pub(super) async fn digests(&self, frequency: Frequency) -> Vec<(i64, i64, Vec<i64>)> {
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

    pub(crate) fn wish(&self, frequency: Frequency, zone: &str, hour: i32, whole: bool) -> SubscriptionSettings {
        SubscriptionSettings {
            frequency,
            hour,
            time_zone: Some(zone.to_owned()),
            whole,
            commitments: if whole {
                BTreeSet::new()
            } else {
                [self.sample.commitment.id].into()
            },
            ..SubscriptionSettings::usual("en")
        }
    }
}
