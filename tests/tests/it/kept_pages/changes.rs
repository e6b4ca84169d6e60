//! Whatever changes, a kept page is the page that would be rendered now.

use super::{API, is_fresh, targets};
use crate::open::lively;
use besa_domain::access::Role;
use besa_tests::{Person, Sample, TestApp};
use poem::http::Method;
use proptest::prelude::*;
use proptest::test_runner::{Config, FileFailurePersistence};
use serde_json::{Value, json};
use std::collections::HashMap;
use time::Duration;

/// Something that happens in a city.
#[derive(Clone, Copy, Debug)]
enum Change {
    Comment,
    Hide,
    Respond,
    Propose,
    Report,
    RenameCommitment,
    AddMilestone,
    MoveMilestone,
    AddEvidence,
    WithdrawEvidence,
    RenameCity,
    MoveCity,
    RemoveLanguage,
    Recolour,
    DraftPlan,
    AddOrganisation,
    AddContact,
    AddHoliday,
    AddForum,
    CallMeeting,
    Hours,
    RunJobs,
}

const CHANGES: [Change; 22] = [
    Change::Comment,
    Change::Hide,
    Change::Respond,
    Change::Propose,
    Change::Report,
    Change::RenameCommitment,
    Change::AddMilestone,
    Change::MoveMilestone,
    Change::AddEvidence,
    Change::WithdrawEvidence,
    Change::RenameCity,
    Change::MoveCity,
    Change::RemoveLanguage,
    Change::Recolour,
    Change::DraftPlan,
    Change::AddOrganisation,
    Change::AddContact,
    Change::AddHoliday,
    Change::AddForum,
    Change::CallMeeting,
    Change::Hours,
    Change::RunJobs,
];

struct World<'a> {
    app: &'a TestApp,
    sample: &'a Sample,
    coordinator: Person<'a>,
    admin: Person<'a>,
    stranger: Person<'a>,
}

impl World<'_> {
    /// A field of a record, as members read it.
    async fn field(&self, path: &str, name: &str) -> Value {
        self.coordinator.get(&format!("{API}{path}")).await.is(200).json()[name].clone()
    }

    /// The newest record of a list; `None` while there is none.
    async fn newest(&self, list: &str) -> Option<String> {
        let items = self.field(&format!("/{list}?limit=200"), "items").await;
        let newest = items
            .as_array()
            .unwrap()
            .iter()
            .max_by_key(|item| item["id"].to_string());
        Some(newest?["id"].as_str().unwrap().to_owned())
    }

    /// Sends the body, with the version of the record at `of`, by the coordinator. A refusal counts as a change too.
    async fn send(&self, to: &str, of: Option<&str>, mut body: Value) {
        if let Some(of) = of {
            body["version"] = self.field(of, "version").await;
        }
        let answer = self.coordinator.post(&format!("{API}{to}"), body).await;
        assert!(!answer.status.is_server_error(), "{to}: {}", answer.text());
    }

    async fn settings(&self, mut body: Value) {
        body["version"] = self.field("", "version").await;
        let answer = self.admin.send(Method::PATCH, API, Some(body), &[]).await;
        assert!(answer.status.is_success(), "{}", answer.text());
    }

    async fn make(&self, change: Change, number: usize) {
        let (commitment, milestone) = (self.sample.commitment.id, self.sample.milestone.id);
        let (of_commitment, of_milestone) = (format!("/commitments/{commitment}"), format!("/milestones/{milestone}"));
        let words = format!("Words {number}");
        self.app.forget_attempts();
        match change {
            Change::Comment => {
                let body = json!({ "commitment": commitment, "body": words });
                self.stranger.post(&format!("{API}/comments"), body).await.is(201);
            }
            Change::Propose => {
                let body = json!({ "title": words, "body": words });
                self.stranger.post(&format!("{API}/proposals"), body).await.is(201);
            }
            Change::Hide | Change::Respond => {
                let Some(newest) = self.newest("comments").await else {
                    return;
                };
                let of = format!("/comments/{newest}");
                if matches!(change, Change::Hide) {
                    let body = json!({ "rule": "spam", "words": words });
                    self.send(&format!("{of}/hide"), Some(&of), body).await;
                } else {
                    let body = json!({ "outcome": "accepted", "reason": words });
                    self.send(&format!("{of}/response"), None, body).await;
                }
            }
            Change::Report => {
                let body = json!({ "state": "in_progress", "percent": number % 90, "done": words });
                self.send(&format!("{of_milestone}/progress"), Some(&of_milestone), body)
                    .await;
            }
            Change::RenameCommitment => {
                let version = self.field(&of_commitment, "version").await;
                let body = json!({ "version": version, "title": words });
                self.coordinator
                    .patch(&format!("{API}{of_commitment}"), body)
                    .await
                    .is(200);
            }
            Change::AddMilestone => {
                let body = json!({ "title": words, "due_on": "2027-03-31" });
                self.send(&format!("{of_commitment}/milestones"), None, body).await;
            }
            Change::MoveMilestone => {
                let due = format!("2027-05-{:02}", number % 28 + 1);
                let body = json!({ "due_on": due, "reason": words });
                self.send(&format!("{of_milestone}/reschedule"), Some(&of_milestone), body)
                    .await;
            }
            Change::AddEvidence => {
                let link = format!("https://example.org/{number}");
                let body = json!({ "milestone": milestone, "title": words, "kind": "data", "link": link });
                self.send("/evidence", None, body).await;
            }
            Change::WithdrawEvidence => {
                let Some(newest) = self.newest("evidence").await else {
                    return;
                };
                let of = format!("/evidence/{newest}");
                self.send(&format!("{of}/withdraw"), Some(&of), json!({ "reason": words }))
                    .await;
            }
            Change::RenameCity => self.settings(json!({ "names": { "en": words, "sq": words } })).await,
            Change::MoveCity => {
                let zones = ["Pacific/Kiritimati", "America/Lima", "Europe/Tirane"];
                self.settings(json!({ "time_zone": zones[number % 3] })).await;
            }
            Change::RemoveLanguage => {
                let languages = if number.is_multiple_of(2) {
                    json!(["en"])
                } else {
                    json!(["en", "sq"])
                };
                self.settings(json!({ "languages": languages })).await;
            }
            Change::Recolour => {
                self.settings(json!({ "colour": format!("#8c1d{:02x}", number % 256) }))
                    .await
            }
            Change::DraftPlan => {
                let body = json!({ "reference": format!("draft-{number}"), "title": words, "language": "en" });
                self.send("/plans", None, body).await;
            }
            Change::AddOrganisation => {
                let body = json!({ "name": words, "kind": "municipality" });
                self.send("/organisations", None, body).await;
            }
            Change::AddContact => self.send("/contacts", None, json!({ "name": words })).await,
            Change::AddHoliday => {
                let body = json!({ "day": format!("2026-12-{:02}", number % 28 + 1), "name": words });
                self.send("/holidays", None, body).await;
            }
            Change::AddForum => {
                let body = json!({ "name": words, "kind": "multi_stakeholder" });
                self.send("/forums", None, body).await;
            }
            Change::CallMeeting => {
                let Some(newest) = self.newest("forums").await else {
                    return;
                };
                let to = format!("/forums/{newest}/meetings");
                let body = json!({ "title": words, "starts_at": "2026-12-10T15:00:00Z" });
                self.send(&to, None, body).await;
            }
            Change::Hours => self.app.app.clock().advance(Duration::hours(9)),
            Change::RunJobs => self.app.run_jobs().await,
        }
    }
}

async fn nothing_is_stale(changes: Vec<Change>) {
    let app = TestApp::new().await;
    let sample = lively(&app).await;
    let world = World {
        app: &app,
        sample: &sample,
        coordinator: app.person("rimu", &sample.city, Role::Coordinator).await,
        admin: app.person("totara", &sample.city, Role::Admin).await,
        stranger: app.stranger("karaka").await,
    };
    let targets = targets(&app, &sample).await;
    let mut tags: HashMap<String, String> = HashMap::new();
    for (number, change) in changes.into_iter().enumerate() {
        world.make(change, number).await;
        let when = format!("after {change:?}, number {number}");
        // Each target is compared after two changes in a row, then not for five.
        for (at, target) in targets.iter().enumerate().filter(|(at, _)| (at + number) % 7 < 2) {
            let encoding = ["identity", "br"][at % 2];
            let answer = is_fresh(&app, target, &[("accept-encoding", encoding)], &when).await;
            let tag = answer.header("etag").to_owned();
            if let Some(before) = tags.insert(target.clone(), tag).filter(|tag| !tag.is_empty()) {
                let headers = [("accept-encoding", encoding), ("if-none-match", &*before)];
                is_fresh(&app, target, &headers, &when).await;
            }
        }
    }
    for target in &targets {
        is_fresh(&app, target, &[], "at the end").await;
    }
}

proptest! {
    #![proptest_config(Config {
        cases: 2,
        max_shrink_iters: 10,
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        ..Config::default()
    })]

    #[test]
    fn a_kept_page_is_never_stale(
        changes in proptest::collection::vec(proptest::sample::select(CHANGES.to_vec()), 4..8),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(nothing_is_stale(changes));
    }
}

/// Every change once, so that none is left to chance.
#[tokio::test]
async fn no_change_leaves_a_page_stale() {
    Box::pin(nothing_is_stale(CHANGES.to_vec())).await;
}
