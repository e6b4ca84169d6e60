//! Statuses, and the wall of a commitment, as the workspace shows them.

use askama::filters::Safe;
use besa_domain::commitments::Commitment;
use besa_domain::milestones::{Milestone, MilestoneState, Standing};
use besa_domain::plans::Whole;
use besa_text::{Language, Words, codes, dates, numbers};
use time::Date;

use crate::wall::{self, Brick, Direction, Row, Span, State};

/// A status: its word, its icon, its look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Status {
    pub(super) class: &'static str,
    pub(super) icon: &'static str,
    pub(super) words: String,
}

impl Status {
    /// How a milestone stands today.
    pub(super) fn of(milestone: &Milestone, today: Date, w: &Words, language: Language) -> Self {
        let standing = milestone.standing(today);
        let words = match (standing, milestone.percent) {
            (Standing::Late(days), _) => w.common_days_late(usize::try_from(days).unwrap_or(usize::MAX)),
            (Standing::InProgress, Some(percent)) => {
                w.status_milestone_in_progress_percent(numbers::percent(language, percent.into()))
            }
            _ => codes::milestone_state(w, standing.code()),
        };
        let (class, icon) = look(standing);
        Self { class, icon, words }
    }

    /// A plain tag.
    pub(super) fn plain(icon: &'static str, words: String) -> Self {
        Self {
            class: "plain",
            icon,
            words,
        }
    }
}

fn look(standing: Standing) -> (&'static str, &'static str) {
    match standing {
        Standing::Done => ("done", "circle-check"),
        Standing::InProgress => ("prog", "circle-dot"),
        Standing::NotStarted => ("todo", "circle-dashed"),
        Standing::Late(_) => ("late", "clock-alert"),
        Standing::Stuck => ("stuck", "circle-pause"),
        Standing::NotReported => ("plain", "circle-help"),
        Standing::Withdrawn => ("plain", "circle-slash"),
    }
}

/// The icon of a state that can be chosen.
pub(super) fn state_icon(state: MilestoneState) -> &'static str {
    match state {
        MilestoneState::NotReported => "circle-help",
        MilestoneState::NotStarted => "circle-dashed",
        MilestoneState::InProgress => "circle-dot",
        MilestoneState::Complete => "circle-check",
        MilestoneState::Stuck => "circle-pause",
        MilestoneState::Withdrawn => "circle-slash",
    }
}

/// The days that a plan's walls show.
pub(super) fn span(whole: &Whole, today: Date) -> Span {
    let starts = whole.milestones.iter().filter_map(|milestone| milestone.starts_on);
    let dues = || whole.milestones.iter().filter_map(|milestone| milestone.due_on);
    let from = whole.plan.starts_on.or(starts.chain(dues()).min()).unwrap_or(today);
    let to = whole.plan.ends_on.or(dues().max()).unwrap_or(today);
    Span {
        from,
        to: to.max(from),
        today,
    }
}

/// The wall of one commitment: small ones stand beside the week, larger ones in lists.
pub(super) fn course(
    whole: &Whole,
    commitment: &Commitment,
    small: bool,
    today: Date,
    w: &Words,
    language: Language,
) -> Safe<String> {
    let texts: Vec<(String, String)> = whole
        .milestones_of(commitment.id)
        .map(|milestone| {
            let standing = milestone.standing(today);
            let state = codes::milestone_state(w, standing.code());
            let due = milestone.due_on.map(|due| dates::day(language, due));
            let title = due.map_or_else(
                || w.plan_brick_no_date(&milestone.title, &state),
                |due| w.plan_brick(&milestone.title, &state, due),
            );
            (format!("{}.{}", commitment.number, milestone.number), title)
        })
        .collect();
    let bricks: Vec<Brick<'_>> = whole
        .milestones_of(commitment.id)
        .zip(&texts)
        .map(|(milestone, (number, title))| Brick {
            number: if small { "" } else { number },
            title,
            start: milestone.starts_on,
            due: milestone.due_on,
            was_due: whole.moves_of(milestone.id).last().and_then(|change| change.old_due_on),
            state: state(milestone.standing(today)),
            percent: milestone.percent.and_then(|percent| u8::try_from(percent).ok()),
        })
        .collect();
    let (height, pad) = if small { (16, 3) } else { (30, 8) };
    Safe(wall::row(&Row {
        span: span(whole, today),
        direction: if language.dir() == "rtl" {
            Direction::Rtl
        } else {
            Direction::Ltr
        },
        bricks: &bricks,
        height,
        pad,
        ticks: &[],
        label: None,
    }))
}

fn state(standing: Standing) -> State {
    match standing {
        Standing::Done => State::Done,
        Standing::InProgress => State::Prog,
        Standing::NotStarted => State::Todo,
        Standing::Late(_) => State::Late,
        Standing::Stuck => State::Stuck,
        Standing::NotReported => State::None,
        Standing::Withdrawn => State::Gone,
    }
}

/// The number of a milestone: `2.3`.
pub(super) fn number(commitment: &Commitment, milestone: &Milestone) -> String {
    format!("{}.{}", commitment.number, milestone.number)
}

/// The organisation that leads a commitment.
pub(super) fn lead(whole: &Whole, commitment: &Commitment) -> Option<String> {
    use besa_domain::stakeholders::PartKind;
    whole
        .parts_in(commitment.id)
        .find(|(part, _)| part.part == PartKind::Lead)
        .map(|(_, organisation)| organisation.name.clone())
}
