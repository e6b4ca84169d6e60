//! One commitment: OGP's table of fields, its milestones, and what the monitoring body found.

use besa_domain::reports::self_assessment::{Commitment, Completion, Finding, Milestone, State};

use super::self_assessment::code;
use super::{Block, Cell, Column, Fact, Step, line, prose};
use crate::words::Words;

pub(super) fn blocks(place: usize, commitment: &Commitment, words: &Words) -> Vec<Block> {
    let id = |part: &str| format!("c{place}{part}");
    let heading = |level, part: &str, text| Block::Heading { level, id: id(part), text };
    let title = words.commitment(&line(&commitment.number), &line(&commitment.title));
    let mut blocks = vec![heading(2, "", title), scale(commitment.completion, words)];
    blocks.push(Block::Facts { facts: facts(commitment, words) });
    blocks.push(heading(3, "-results", words.results()));
    blocks.push(prose(commitment.results.as_deref(), || words.not_written()));
    blocks.push(heading(3, "-milestones", words.milestones()));
    blocks.push(milestones(commitment, words));
    if !commitment.findings.is_empty() {
        let facts = commitment.findings.iter().map(|finding| found(finding, words)).collect();
        blocks.push(Block::Aside { title: words.findings(), facts });
    }
    blocks
}

fn scale(completion: Option<Completion>, words: &Words) -> Block {
    use Completion::{Completed, Limited, NotStarted, Substantial};
    match completion {
        None => Block::Missing { text: words.completion_not_stated() },
        Some(reached) => Block::Scale {
            label: words.completion(),
            steps: [NotStarted, Limited, Substantial, Completed]
                .into_iter()
                .map(|step| Step::new(words.completion_step(step), step == reached))
                .collect(),
        },
    }
}

fn facts(commitment: &Commitment, words: &Words) -> Vec<Fact> {
    let values = commitment.values.iter().map(|value| words.value(value)).collect::<Vec<_>>().join("; ");
    let contact = commitment.contact.as_ref().map(|contact| {
        [Some(&contact.office), contact.department.as_ref(), contact.reach.as_ref()]
            .into_iter()
            .flatten()
            .map(|text| line(text))
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    });
    let actors = commitment.actors.iter().map(|actor| words.actor(&line(&actor.name), &actor.kind)).collect::<Vec<_>>();
    let some = |text: String| (!text.is_empty()).then_some(text);
    let short = [
        (words.ogp_id(), commitment.ogp_id.clone()),
        (words.dates(), words.span(commitment.start, commitment.end)),
        (words.lead_institution(), commitment.lead_institution.clone()),
        (words.policy_area(), commitment.policy_area.clone()),
        (words.sector(), commitment.sector.clone()),
        (words.values(), some(values)),
        (words.sdg_targets(), some(commitment.sdg_targets.join(", "))),
        (words.contact(), contact),
        (words.actors(), some(actors.join("; "))),
    ]
    .map(|(term, text)| Fact::one(term, text.map(|text| line(&text)).and_then(some), || words.not_given()));
    let long = [
        (words.problem(), &commitment.problem),
        (words.action(), &commitment.action),
        (words.solution(), &commitment.solution),
        (words.why_relevant(), &commitment.why_relevant),
        (words.resources(), &commitment.resources),
        (words.additional_information(), &commitment.additional_information),
        (words.changes(), &commitment.changes),
        (words.next_steps(), &commitment.next_steps),
    ]
    .map(|(term, text)| Fact::told(term, text.as_deref(), || words.not_written()));
    together(short.into_iter().chain(long), words)
}

/// What is there, and in one last row what is not: a column of "not given" would hide the rest.
fn together(facts: impl Iterator<Item = Fact>, words: &Words) -> Vec<Fact> {
    let (missing, mut given): (Vec<_>, Vec<_>) = facts.partition(|fact| fact.missing);
    if !missing.is_empty() {
        let names = missing.into_iter().map(|fact| fact.term).collect::<Vec<_>>().join("; ");
        given.push(Fact { term: words.not_given(), text: vec![names], missing: true });
    }
    given
}

fn milestones(commitment: &Commitment, words: &Words) -> Block {
    if commitment.milestones.is_empty() {
        return Block::Missing { text: words.no_milestones() };
    }
    let column = |text, share| Column { text, share };
    Block::Table {
        caption: words.milestones_of(&line(&commitment.number)),
        columns: vec![
            column(words.milestone_number(), 0),
            column(words.milestone(), 5),
            column(words.start(), 2),
            column(words.due(), 2),
            column(words.status(), 3),
        ],
        rows: commitment.milestones.iter().map(|milestone| row(milestone, words)).collect(),
    }
}

fn row(milestone: &Milestone, words: &Words) -> Vec<Cell> {
    let day = |day: Option<time::Date>| Cell::plain(day.map_or_else(|| words.no_date(), |day| words.date(day)));
    let moved = milestone.earlier_due.iter().map(|earlier| {
        let reason = earlier.reason.as_deref().map_or_else(|| words.no_reason(), |reason| words.reason(&line(reason)));
        format!("{}. {reason}", words.moved(earlier.due, earlier.moved_on))
    });
    vec![
        Cell::plain(line(&milestone.number)),
        Cell { notes: moved.collect(), ..Cell::plain(line(&milestone.title)) },
        day(milestone.start),
        day(milestone.due),
        status(milestone, words),
    ]
}

fn status(milestone: &Milestone, words: &Words) -> Cell {
    let text = match (milestone.state, milestone.days_late) {
        (State::Late, Some(days)) => words.days_late(days),
        (state, _) => words.state(state),
    };
    let finished = milestone.completed_on.map(|day| words.completed_on(day));
    let late = milestone.days_late.filter(|days| *days > 0 && milestone.state == State::Done);
    let percent = milestone.percent.filter(|_| {
        matches!(milestone.state, State::InProgress | State::Late | State::Stuck)
    });
    let notes = [
        finished,
        late.map(|days| words.days_late(days)),
        percent.map(|percent| words.percent_reported(percent)),
        milestone.reason.as_deref().map(|reason| words.reason(&line(reason))),
    ];
    Cell {
        text,
        state: Some(code(milestone.state)),
        notes: notes.into_iter().flatten().collect(),
        ..Cell::default()
    }
}

fn found(finding: &Finding, words: &Words) -> Fact {
    let source = match finding.on {
        Some(on) => words.by_on(&line(&finding.source), on),
        None => line(&finding.source),
    };
    Fact { term: line(&finding.about), text: vec![line(&finding.value), source], missing: false }
}
