//! Entries of the log as sentences, with links to what they are about.

use std::collections::HashMap;

use besa_domain::log::Event;
use besa_domain::plans::{Plan, Whole};
use besa_text::codes::{self, Change};
use besa_text::{Language, Words, dates, numbers};
use serde_json::Value;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::picture::Day;
use crate::links::Which;
use crate::tenant::City;

/// An entry, told.
#[derive(Clone, Debug)]
pub(super) struct Activity {
    /// Its place in the log.
    pub(super) sequence: i64,
    /// The day, in words for lists that go back some weeks: "Today", "20 November".
    pub(super) day: String,
    /// The day itself.
    pub(super) date: Date,
    /// The day in full: "20 Nov 2026".
    pub(super) full: String,
    pub(super) iso: String,
    /// The time of day.
    pub(super) time: String,
    pub(super) sentence: String,
    /// The same without the earlier and the new value, for lists that set these apart.
    pub(super) short: String,
    /// Why, where a reason was given.
    pub(super) reason: Option<String>,
    /// What it is about, where that has a page.
    pub(super) href: Option<String>,
    /// Something was done, rather than only written.
    pub(super) done: bool,
    /// Who, by role.
    pub(super) by: String,
    /// The earlier and the new value, where `short` leaves them out.
    pub(super) from_to: Option<(String, String)>,
    /// The start of the entry's fingerprint.
    pub(super) hash: String,
}

/// What entries can be about, and how they are told.
pub(super) struct Records<'a> {
    city: &'a City,
    w: &'static Words,
    language: Language,
    hrefs: HashMap<Uuid, String>,
}

impl<'a> Records<'a> {
    /// Everything in these plans that has a page.
    pub(super) fn of(city: &'a City, plans: &[Whole], present: Option<&Plan>) -> Self {
        let links = city.links();
        let mut hrefs = HashMap::new();
        for whole in plans {
            let which = Which::of(&whole.plan, present);
            hrefs.insert(whole.plan.id.into(), links.plan_of(which));
            for commitment in &whole.commitments {
                hrefs.insert(commitment.id.into(), links.commitment(which, commitment));
                for milestone in whole.milestones_of(commitment.id) {
                    hrefs.insert(milestone.id.into(), links.milestone(which, commitment, milestone));
                }
            }
            for item in &whole.evidence {
                hrefs.insert(item.id.into(), links.evidence(item.id));
            }
        }
        Self {
            city,
            w: city.w(),
            language: city.language(),
            hrefs,
        }
    }

    /// The page of a record.
    pub(super) fn href(&self, id: Uuid) -> Option<String> {
        self.hrefs.get(&id).cloned()
    }

    /// Tells one entry.
    pub(super) fn tell(&self, event: &Event) -> Activity {
        let local = self.city.local(event.at);
        let body: Value = serde_json::from_str(&event.body).unwrap_or_default();
        let day = Day::new(self.language, local.date());
        let sentence = self.sentence(event, &body);
        let subject = text(&body, "title").unwrap_or_default();
        let from_to = self
            .values(event, &body)
            .filter(|(from, to)| !from.is_empty() && from != to);
        let short = match (event.action.as_str(), &from_to) {
            ("milestone.report", Some(_)) => Some(self.w.log_event_milestone_updated(subject)),
            ("milestone.reschedule", Some(_)) => Some(self.w.log_event_milestone_moved(subject)),
            _ => None,
        };
        Activity {
            sequence: event.sequence,
            day: self.recent(local),
            date: local.date(),
            full: day.words,
            iso: day.iso,
            time: dates::time_of_day(self.language, local),
            from_to: from_to.filter(|_| short.is_some()),
            short: short.unwrap_or_else(|| sentence.clone()),
            sentence,
            reason: text(&body, "reason")
                .filter(|reason| !reason.is_empty())
                .map(str::to_owned),
            href: self.href_of(event, &body),
            done: matches!(
                event.action.as_str(),
                "milestone.report" | "evidence.add" | "response.add"
            ),
            by: if event.actor == "system" {
                self.w.log_by_system()
            } else if matches!(event.action.as_str(), "comment.add" | "proposal.add") {
                self.w.log_by_author()
            } else {
                self.w.log_by_municipality()
            },
            hash: event.hash.chars().take(12).collect(),
        }
    }

    /// The page of what an entry is about. A comment or a proposal has one of its own.
    fn href_of(&self, event: &Event, body: &Value) -> Option<String> {
        let links = self.city.links();
        let id = event.subject_id?;
        match event.subject.as_str() {
            "comment" | "proposal" => Some(links.voice(id.into())),
            "response" => Some(links.voice(text(body, "voice")?.parse().ok()?)),
            _ => self.href(id),
        }
    }

    fn recent(&self, at: OffsetDateTime) -> String {
        let today = self.city.today();
        if at.date() == today {
            self.w.common_today()
        } else if at.year() == today.year() {
            dates::day_month(self.language, at.date())
        } else {
            dates::day(self.language, at.date())
        }
    }

    fn sentence(&self, event: &Event, body: &Value) -> String {
        let w = self.w;
        let subject = text(body, "title").unwrap_or_else(|| self.city.name());
        let (from, to) = self.values(event, body).unwrap_or_default();
        match (event.action.as_str(), text(body, "from"), text(body, "to")) {
            ("plan.state", Some("draft"), Some(_)) => w.log_event_plan_published(subject),
            ("commitment.edit", Some(_), Some("withdrawn")) => w.log_event_commitment_withdrawn(subject),
            ("commitment.edit", Some(_), Some(_)) => w.log_event_commitment_state_changed(subject, from, to),
            ("milestone.report", _, Some("withdrawn")) => w.log_event_milestone_withdrawn(subject),
            ("milestone.report", _, _) if from == to => w.log_event_milestone_updated(subject),
            ("response.add" | "response.edit", _, _) if text(body, "kind") == Some("proposal") => {
                w.log_event_proposal_answered(subject)
            }
            ("milestone.reschedule", None, _) => w.log_event_milestone_dated(subject, to),
            _ => codes::log_event(
                w,
                &event.action,
                Change {
                    subject,
                    from: &from,
                    to: &to,
                },
            ),
        }
    }

    /// The earlier and the new value, in the reader's words.
    fn values(&self, event: &Event, body: &Value) -> Option<(String, String)> {
        let told = |key: &str, percent: &str| {
            let value = text(body, key)?;
            Some(match event.subject.as_str() {
                "plan" => codes::plan_state(self.w, value),
                "commitment" => codes::commitment_state(self.w, value),
                _ if event.action == "milestone.reschedule" => self.date(value),
                _ => match (value, body.get(percent).and_then(Value::as_i64)) {
                    ("in_progress", Some(percent)) => self
                        .w
                        .status_milestone_in_progress_percent(numbers::percent(self.language, percent)),
                    _ => codes::milestone_state(self.w, value),
                },
            })
        };
        let to = told("to", "percent")?;
        Some((told("from", "from_percent").unwrap_or_default(), to))
    }

    fn date(&self, iso: &str) -> String {
        let date = serde_json::from_value::<Date>(Value::from(iso));
        date.map_or_else(|_| iso.to_owned(), |day| dates::day(self.language, day))
    }
}

fn text<'v>(body: &'v Value, key: &str) -> Option<&'v str> {
    body.get(key).and_then(Value::as_str)
}
