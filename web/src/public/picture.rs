//! A plan as pages draw and describe it, on a given day.

use besa_domain::calendar::{month_start, months_after};
use besa_domain::commitments::Commitment;
use besa_domain::milestones::{Milestone, MilestoneCounts};
use besa_domain::plans::Plan;
use besa_domain::whole::PlanRecords;
use besa_text::{Language, Words, codes, dates, words};
use time::{Date, Month};

use crate::day::Day;
use crate::links::{self, Which};
use crate::status::{Status, state};
use crate::tenant::City;
use crate::wall::{self, Brick, Direction, Row, Span, State, Tick};

/// A plan, a day and a language.
pub(crate) struct Picture<'a> {
    pub(crate) whole: &'a PlanRecords,
    pub(crate) which: Which<'a>,
    pub(crate) links: links::City,
    pub(crate) language: Language,
    pub(crate) w: &'static Words,
    pub(crate) today: Date,
    /// The day up to which days are counted.
    pub(crate) counted: Date,
    span: Option<Span>,
    ticks: Vec<(Tick, String)>,
}

/// A row of the table of milestones.
pub(crate) struct Line {
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) starts: Option<Day>,
    pub(crate) due: Option<Day>,
    /// The due date as the source gave it, where it is not an exact day.
    pub(crate) said: Option<String>,
    pub(crate) status: String,
}

impl<'a> Picture<'a> {
    pub(crate) fn new(city: &City, whole: &'a PlanRecords, which: Which<'a>) -> Self {
        Self::at(whole, which, city.links(), city.language(), city.today())
    }

    pub(crate) fn at(
        whole: &'a PlanRecords,
        which: Which<'a>,
        links: links::City,
        language: Language,
        today: Date,
    ) -> Self {
        let span = span(whole, today);
        let ticks = span.map(wall::ticks).unwrap_or_default();
        let ticks = ticks
            .into_iter()
            .enumerate()
            .map(|(at, tick)| {
                let whole = at == 0 || tick.day.month() == Month::January;
                let words = if whole { dates::month_year } else { dates::month_short };
                (tick, words(language, tick.day))
            })
            .collect();
        Self {
            whole,
            which,
            links,
            language,
            w: words(language),
            today,
            counted: whole.plan.counted_on(today),
            span,
            ticks,
        }
    }

    pub(crate) fn direction(&self) -> Direction {
        if self.language.dir() == "rtl" {
            Direction::Rtl
        } else {
            Direction::Ltr
        }
    }

    /// Returns the counts over all milestones.
    pub(crate) fn tally(&self) -> MilestoneCounts {
        MilestoneCounts::of(&self.whole.milestones, self.counted)
    }

    /// Returns the counts over the milestones of one commitment.
    pub(crate) fn tally_of(&self, commitment: &Commitment) -> MilestoneCounts {
        MilestoneCounts::of(self.whole.milestones_of(commitment.id), self.counted)
    }

    pub(crate) fn status(&self, milestone: &Milestone) -> Status {
        Status::of(milestone, self.counted, self.language)
    }

    pub(crate) fn day(&self, day: Date) -> Day {
        Day::new(self.language, day)
    }

    pub(crate) fn commitment_href(&self, commitment: &Commitment) -> String {
        self.links.commitment(self.which, commitment)
    }

    pub(crate) fn milestone_href(&self, commitment: &Commitment, milestone: &Milestone) -> String {
        self.links.milestone(self.which, commitment, milestone)
    }

    /// Returns the name of the organisation that leads a commitment.
    pub(crate) fn lead(&self, commitment: &Commitment) -> Option<&str> {
        use besa_domain::stakeholders::PartKind;
        self.whole
            .parts_in(commitment.id)
            .find(|(part, _)| part.part == PartKind::Lead)
            .map(|(_, organisation)| organisation.name.as_str())
    }

    /// Draws the months above the wall; `None` for a plan without any date.
    pub(crate) fn axis(&self) -> Option<String> {
        let span = self.span?;
        Some(wall::axis(span, self.direction(), &self.ticks, &self.w.plan_today()))
    }

    /// Draws the bricks of a commitment; `None` for a plan without any date. `height` and `pad` are in
    /// pixels. Numbers and ticks are drawn only if `large`.
    pub(crate) fn course(&self, commitment: &Commitment, height: u32, pad: u32, large: bool) -> Option<String> {
        let span = self.span?;
        let words: Vec<(&Milestone, String, String)> = self
            .whole
            .milestones_of(commitment.id)
            .map(|milestone| {
                let number = if large {
                    number(commitment, milestone)
                } else {
                    String::new()
                };
                (milestone, number, self.brick_title(milestone))
            })
            .collect();
        let bricks: Vec<Brick<'_>> = words
            .iter()
            .map(|(milestone, number, title)| Brick {
                number,
                title,
                start: milestone.starts_on,
                due: milestone.due_on,
                was_due: self
                    .whole
                    .moves_of(milestone.id)
                    .last()
                    .and_then(|moved| moved.old_due_on),
                state: state(milestone.standing(self.counted)),
                percent: milestone.percent.and_then(|percent| u8::try_from(percent).ok()),
            })
            .collect();
        let ticks: Vec<Date> = self.ticks.iter().skip(1).map(|(tick, _)| tick.day).collect();
        Some(wall::row(&Row {
            span,
            direction: self.direction(),
            bricks: &bricks,
            height,
            pad,
            ticks: if large { &ticks } else { &[] },
            label: None,
        }))
    }

    fn brick_title(&self, milestone: &Milestone) -> String {
        let status = codes::milestone_state(self.w, milestone.standing(self.counted).code()).to_lowercase();
        match milestone.due_on {
            Some(due) => self
                .w
                .plan_brick(&milestone.title, status, dates::day(self.language, due)),
            None => self.w.plan_brick_no_date(&milestone.title, status),
        }
    }

    /// Draws the key. It lists the four usual states, and the others only if the plan has them. If no
    /// milestone has a reported status, it lists only "not reported".
    pub(crate) fn key(&self) -> String {
        let (w, tally) = (self.w, self.tally());
        let states = [
            (State::Done, w.status_milestone_complete(), true),
            (State::Prog, w.plan_key_in_progress(), true),
            (State::Late, w.plan_key_late(), true),
            (State::Todo, w.status_milestone_not_started(), true),
            (State::Stuck, w.status_milestone_stuck(), tally.stuck > 0),
            (State::None, w.plan_key_not_reported(), tally.not_reported > 0),
            (State::Gone, w.status_milestone_withdrawn(), tally.withdrawn > 0),
        ];
        let silent = tally.all > 0 && tally.not_reported == tally.all;
        let shown: Vec<(State, String)> = states
            .into_iter()
            .filter(|(state, _, shown)| *shown && (!silent || *state == State::None))
            .map(|(state, words, _)| (state, words))
            .collect();
        wall::key(self.direction(), &shown)
    }

    /// Returns every milestone as a row of a table: the text alternative of the wall.
    pub(crate) fn table(&self) -> Vec<Line> {
        self.whole
            .commitments
            .iter()
            .flat_map(|commitment| {
                self.whole.milestones_of(commitment.id).map(move |milestone| Line {
                    name: format!("{} {}", number(commitment, milestone), milestone.title),
                    href: self.milestone_href(commitment, milestone),
                    starts: milestone.starts_on.map(|day| self.day(day)),
                    due: milestone.due_on.map(|day| self.day(day)),
                    said: stated_dates(milestone),
                    status: self.status(milestone).words,
                })
            })
            .collect()
    }
}

/// Returns a period as "Sep 2025 to Aug 2027"; only one month if the other is unknown; `None` if both are.
pub(crate) fn runs(language: Language, from: Option<Date>, to: Option<Date>) -> Option<String> {
    let month = |day| dates::month_year(language, day);
    match (from.map(month), to.map(month)) {
        (Some(from), Some(to)) => Some(words(language).common_from_to(from, to)),
        (from, to) => from.or(to),
    }
}

/// Returns a plan's years as "2025 to 2027" if its reference is `2025-2027`, else the reference itself.
pub(crate) fn years(w: &Words, plan: &Plan) -> String {
    match plan.reference.split_once('-') {
        Some((from, to))
            if [from, to]
                .iter()
                .all(|year| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit())) =>
        {
            w.common_from_to(from, to)
        }
        _ => plan.reference.clone(),
    }
}

/// Returns a milestone's number in its plan: "3.4".
pub(crate) fn number(commitment: &Commitment, milestone: &Milestone) -> String {
    format!("{}.{}", commitment.number, milestone.number)
}

/// Returns the due date as the source gave it, where it is not an exact day.
pub(crate) fn stated_dates(milestone: &Milestone) -> Option<String> {
    use besa_domain::records::Precision;
    let due = milestone
        .due_said
        .as_ref()
        .filter(|due| due.precision != Precision::Day);
    due.map(|due| due.said.clone()).or_else(|| {
        milestone
            .due_on
            .is_none()
            .then(|| milestone.dates_said.clone())
            .flatten()
    })
}

/// Returns the period that a wall shows: the plan's, else the one its milestones cover.
fn span(whole: &PlanRecords, today: Date) -> Option<Span> {
    let starts = whole.milestones.iter().filter_map(|milestone| milestone.starts_on);
    let dues = || whole.milestones.iter().filter_map(|milestone| milestone.due_on);
    // Without any start date, the first brick still needs room before its end.
    let before = || dues().min().map(|due| month_start(months_after(due, -3)));
    let from = whole.plan.starts_on.or_else(|| starts.min().or_else(before))?;
    let to = whole.plan.ends_on.filter(|to| *to > from).or_else(|| dues().max())?;
    (to > from).then_some(Span { from, to, today })
}
