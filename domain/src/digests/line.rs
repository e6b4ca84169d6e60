//! One line of a digest: what happened to one record. Thirty reports on one milestone are one line, so that they
//! leave room for the news of others.

use crate::log::Event;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// One event in a digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigestEvent {
    /// The event.
    pub event: Event,
    /// The id of the record that the event is about.
    pub id: Option<Uuid>,
    /// The day, in the subscriber's time zone.
    pub day: Date,
    /// The number of the milestone in its commitment; `None` when the event is about no milestone.
    pub milestone: Option<i32>,
    /// The city's text, for a progress report.
    pub text: Option<String>,
    /// For a meeting: its time, in the city's time zone, and its place.
    pub meets: Option<(OffsetDateTime, Option<String>)>,
}

impl DigestEvent {
    /// Returns the title of the record that the event is about; empty when it has none.
    pub fn title(&self) -> String {
        self.event.title().unwrap_or_default().to_owned()
    }
}

/// What happened to one record: a milestone with its evidence, the evidence of a commitment, a meeting, or a plan,
/// commitment, report or assessment itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigestLine {
    /// The event that the line tells: the last report of progress or change of state, or else the last event.
    pub main: DigestEvent,
    /// The last event of each other kind, newest first. Empty for meetings: what was announced before the last
    /// event no longer holds.
    pub also: Vec<DigestEvent>,
    /// How many events the line stands for.
    pub updates: usize,
}

impl DigestLine {
    /// Makes the line of one record from its events, newest first; `None` without events.
    pub(super) fn of(events: Vec<DigestEvent>) -> Option<Self> {
        let updates = events.len();
        let is_state =
            |told: &DigestEvent| matches!(told.event, Event::MilestoneReport { .. } | Event::PlanState { .. });
        let at = events.iter().position(is_state).unwrap_or_default();
        let mut main = None;
        let mut also: Vec<DigestEvent> = Vec::new();
        for (position, told) in events.into_iter().enumerate() {
            let action = told.event.action();
            match &mut main {
                _ if position == at => main = Some(told),
                Some(main) if main.event.action() == action => begin_with(main, &told),
                _ if told.event.subject() == "meeting" => {}
                _ if also.iter().any(|known| known.event.action() == action) => {}
                _ => also.push(told),
            }
        }
        Some(Self {
            main: main?,
            also,
            updates,
        })
    }
}

impl From<DigestEvent> for DigestLine {
    fn from(main: DigestEvent) -> Self {
        Self {
            main,
            also: Vec::new(),
            updates: 1,
        }
    }
}

/// Lets a change of state begin where an earlier one began.
fn begin_with(main: &mut DigestEvent, earlier: &DigestEvent) {
    match (&mut main.event, &earlier.event) {
        (
            Event::MilestoneReport { from, from_percent, .. },
            Event::MilestoneReport {
                from: first,
                from_percent: first_percent,
                ..
            },
        ) => {
            from.clone_from(first);
            *from_percent = *first_percent;
        }
        (Event::PlanState { from, .. }, Event::PlanState { from: first, .. }) => from.clone_from(first),
        (Event::MilestoneReschedule { from, .. }, Event::MilestoneReschedule { from: first, .. }) => *from = *first,
        (_, _) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::MeetingBody;
    use time::macros::date;

    fn told(event: Event) -> DigestEvent {
        DigestEvent {
            event,
            id: None,
            day: date!(2026 - 11 - 23),
            milestone: None,
            text: None,
            meets: None,
        }
    }

    fn report(from: &str, to: &str, percent: i32) -> DigestEvent {
        told(Event::MilestoneReport {
            title: "Milestone".to_owned(),
            from: from.to_owned(),
            to: to.to_owned(),
            from_percent: None,
            percent: Some(percent),
            report: None,
        })
    }

    #[test]
    fn a_milestone_is_one_line_with_its_last_state() {
        let evidence = told(Event::EvidenceAdd {
            title: "Minutes".to_owned(),
            sha256: None,
            link: None,
        });
        let events = vec![
            evidence.clone(),
            report("stuck", "in_progress", 60),
            evidence.clone(),
            report("in_progress", "stuck", 40),
            report("not_started", "in_progress", 10),
        ];
        let line = DigestLine::of(events).unwrap();
        assert_eq!(line.main, report("not_started", "in_progress", 60));
        assert_eq!(line.also, [evidence]);
        assert_eq!(line.updates, 5);
        assert_eq!(DigestLine::of(Vec::new()), None);
    }

    #[test]
    fn a_meeting_is_what_is_true_of_it_now() {
        let body = MeetingBody {
            title: "Forum".to_owned(),
            forum: "Forum".to_owned(),
            starts_at: 0,
            reason: None,
        };
        let events = vec![
            told(Event::MeetingCancel(body.clone())),
            told(Event::MeetingMove(body.clone())),
            told(Event::MeetingCreate(body.clone())),
        ];
        let line = DigestLine::of(events).unwrap();
        assert_eq!(line.main.event, Event::MeetingCancel(body));
        assert!(line.also.is_empty());
    }
}
