//! Log entries as sentences, with links to the records they are about.

use besa_domain::PlanId;
use besa_domain::log::{Event, Logged};
use besa_domain::places::{Places, of_events};
use besa_domain::whole::PlanRecords;
use besa_formats::log;
use besa_text::{Language, Words, dates};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::day::Day;
use crate::error::Result;
use crate::links::Which;
use crate::tenant::City;

/// A log entry, ready to be shown.
#[derive(Clone, Debug)]
pub(crate) struct Activity {
    /// Its sequence number in the log.
    pub(crate) sequence: i64,
    /// The day in words, for lists that go back some weeks: "Today", "20 November".
    pub(crate) day: String,
    /// The day.
    pub(crate) date: Date,
    /// The day in full: "20 Nov 2026".
    pub(crate) full: String,
    pub(crate) iso: String,
    /// The time of day.
    pub(crate) time: String,
    pub(crate) sentence: String,
    /// The sentence without the earlier and the new value, for lists that show these separately.
    pub(crate) short: String,
    /// The reason, where one was given.
    pub(crate) reason: Option<String>,
    /// The URL of the record's page, if it has one.
    pub(crate) href: Option<String>,
    /// Whether the entry is a progress report, new evidence or a response, rather than an edit.
    pub(crate) done: bool,
    /// Who did it: the municipality, the monitoring body, the author, an organisation or the system.
    pub(crate) by: String,
    /// The name of the monitoring body, for what it did.
    pub(crate) monitor: Option<String>,
    /// The earlier and the new value, where `short` leaves them out.
    pub(crate) from_to: Option<(String, String)>,
    /// The first 12 characters of the entry's hash.
    pub(crate) hash: String,
}

/// The records that entries are about, and the language in which entries are described.
pub(crate) struct Records<'a> {
    city: &'a City,
    w: &'static Words,
    language: Language,
    known: Known<'a>,
}

/// Where the records come from.
enum Known<'a> {
    /// Records of any plan, and the id of the current plan.
    Places(Box<(Places, Option<PlanId>)>),
    /// Records of one plan.
    Plan(&'a PlanRecords, Which<'a>),
}

impl<'a> Records<'a> {
    /// Loads the records that `events` are about.
    pub(crate) async fn of(city: &'a City, events: &[Logged]) -> Result<Self> {
        let places = of_events(city.db(), &city.public(), events).await?;
        let present = places.current_plan(city.today()).map(|plan| plan.id);
        let known = Known::Places(Box::new((places, present)));
        Ok(Self::known(city, known))
    }

    /// Uses the records of a plan, for a page about it.
    pub(crate) fn in_plan(city: &'a City, whole: &'a PlanRecords, which: Which<'a>) -> Self {
        Self::known(city, Known::Plan(whole, which))
    }

    fn known(city: &'a City, known: Known<'a>) -> Self {
        Self {
            city,
            w: city.w(),
            language: city.language(),
            known,
        }
    }

    /// Returns the URL of a record in a plan; `None` for withdrawn or unknown records.
    fn href(&self, id: Uuid) -> Option<String> {
        let links = self.city.links();
        let (place, which) = match &self.known {
            Known::Places(known) => {
                let (places, present) = &**known;
                let place = places.path(id)?;
                (place, Which::of(place.plan, *present))
            }
            Known::Plan(whole, which) => (whole.place(id)?, *which),
        };
        Some(match place.evidence {
            Some(item) if item.withdrawn_at.is_some() => return None,
            Some(item) => links.evidence(item.id),
            None => links.place(which, place.commitment, place.milestone),
        })
    }

    /// Describes one entry. An entry with an unknown body version is described by its action code.
    pub(crate) fn describe(&self, logged: &Logged) -> Activity {
        let local = self.city.local(logged.at);
        let event = logged.event().ok();
        let title = event.as_ref().and_then(Event::title);
        let name = title.unwrap_or_else(|| self.city.name());
        let sentence = match &event {
            Some(event) => log::sentence(self.language, event, name),
            None => logged.action.clone(),
        };
        let from_to = event.as_ref().and_then(|event| log::values(self.language, event));
        let from_to = from_to.filter(|(from, to)| !from.is_empty() && from != to);
        let subject = title.unwrap_or_default();
        let short = match (&event, &from_to) {
            (Some(Event::MilestoneReport { .. }), Some(_)) => Some(self.w.log_event_milestone_updated(subject)),
            (Some(Event::MilestoneReschedule { .. }), Some(_)) => Some(self.w.log_event_milestone_moved(subject)),
            _ => None,
        };
        let day = Day::new(self.language, local.date());
        let monitor = event.as_ref().and_then(Event::monitor);
        let monitor = monitor.map(|name| name.map_or_else(|| self.w.status_role_monitor(), str::to_owned));
        Activity {
            sequence: logged.sequence,
            day: self.recent(local),
            date: local.date(),
            full: day.words,
            iso: day.iso,
            time: dates::time_of_day(self.language, local),
            from_to: from_to.filter(|_| short.is_some()),
            short: short.unwrap_or_else(|| sentence.clone()),
            sentence,
            href: self.href_of(logged, event.as_ref()),
            reason: event.as_ref().and_then(Event::reason).map(str::to_owned),
            done: matches!(
                event,
                Some(Event::MilestoneReport { .. } | Event::EvidenceAdd { .. } | Event::ResponseAdd { .. })
            ),
            by: match (&monitor, &event) {
                (Some(name), _) => self.w.log_by(name),
                _ if logged.actor == "system" => self.w.log_by_system(),
                (_, Some(Event::CommentAdd { .. } | Event::ProposalAdd { .. })) => self.w.log_by_author(),
                (_, Some(Event::PlanEndorse { .. } | Event::PlanDecline { .. })) => self.w.log_by_organisation(),
                _ => self.w.log_by_municipality(),
            },
            monitor,
            hash: logged.hash.chars().take(12).collect(),
        }
    }

    /// Returns the URL of the page of what an entry is about; `None` if it has none.
    fn href_of(&self, logged: &Logged, event: Option<&Event>) -> Option<String> {
        let links = self.city.links();
        let id = logged.subject_id?;
        if let Some(Event::ResponseAdd { voice, .. } | Event::ResponseEdit { voice, .. }) = event {
            return Some(links.voice(*voice));
        }
        match logged.subject.as_str() {
            "comment" | "proposal" => Some(links.voice(id.into())),
            "strategy" => Some(links.strategy(id.into())),
            "forum" => Some(links.forum(id.into())),
            "meeting" => Some(links.meeting(id.into())),
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
}
