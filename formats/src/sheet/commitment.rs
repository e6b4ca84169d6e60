//! One commitment: the fields of OGP's template, its milestones, and the monitoring body's findings.

use besa_domain::reports::self_assessment::{Commitment, Completion, Finding, Milestone, State, Update};
use besa_domain::rules::irm;

use super::self_assessment::code;
use super::{Block, Cell, Column, Fact, Step, line, paragraphs, prose};
use crate::words::Words;

/// The kinds of organisation that count as state institutions.
const STATE: [&str; 2] = ["municipality", "government"];

pub(super) fn blocks(place: usize, commitment: &Commitment, words: &Words) -> Vec<Block> {
    let id = |part: &str| format!("c{place}{part}");
    let heading = |level, part: &str, text| Block::Heading {
        level,
        id: id(part),
        text,
    };
    let title = words
        .w
        .report_commitment(line(&commitment.number), line(&commitment.title));
    let mut blocks = vec![heading(2, "", title), scale(commitment, words)];
    blocks.push(Block::Facts {
        facts: facts(commitment, words),
    });
    blocks.push(heading(3, "-results", words.w.report_row_results()));
    if commitment.updates.is_empty() {
        blocks.push(prose(commitment.results.as_deref(), || {
            words.w.report_nothing_recorded()
        }));
    } else {
        blocks.push(Block::Facts {
            facts: commitment
                .updates
                .iter()
                .flat_map(|update| told(update, words))
                .collect(),
        });
    }
    blocks.push(heading(3, "-milestones", words.w.print_milestones()));
    blocks.push(milestones(commitment, words));
    if !commitment.findings.is_empty() {
        let facts = commitment
            .findings
            .iter()
            .map(|finding| found(finding, words))
            .collect();
        blocks.push(Block::Aside {
            title: words.w.report_row_finding(),
            facts,
        });
    }
    blocks
}

/// Returns what the city wrote in a progress report.
fn told(update: &Update, words: &Words) -> Vec<Fact> {
    let term = words.w.print_update(line(&update.milestone), words.date(update.on));
    let labelled = |label: String, text: &Option<String>| {
        let text = text.as_deref()?;
        let mut paragraphs = paragraphs(text);
        if let Some(first) = paragraphs.first_mut() {
            *first = format!("{label}: {first}");
        }
        Some(paragraphs)
    };
    let text = [
        update.done.as_deref().map(paragraphs),
        labelled(words.w.print_challenges(), &update.challenges),
        labelled(words.w.report_row_next(), &update.next_step),
    ];
    vec![Fact {
        term,
        text: text.into_iter().flatten().flatten().collect(),
        missing: false,
    }]
}

fn scale(commitment: &Commitment, words: &Words) -> Block {
    use Completion::{Completed, Limited, NotStarted, Substantial};
    match commitment.completion {
        None => Block::Scale {
            label: words.w.report_row_completion(),
            reached: words.w.report_completion_not_reported(),
            steps: Vec::new(),
        },
        Some(reached) => Block::Scale {
            label: words.w.report_row_completion(),
            reached: match commitment.suggested {
                true => words.w.report_completion_suggested(words.completion(reached)),
                false => words.completion(reached),
            },
            steps: [NotStarted, Limited, Substantial, Completed]
                .into_iter()
                .map(|step| Step::new(words.completion(step), step == reached))
                .collect(),
        },
    }
}

fn facts(commitment: &Commitment, words: &Words) -> Vec<Fact> {
    let values = commitment
        .values
        .iter()
        .map(|value| words.value(value))
        .collect::<Vec<_>>()
        .join("; ");
    let contact = commitment.contact.as_ref().map(|contact| {
        [
            Some(&contact.office),
            contact.department.as_ref(),
            contact.reach.as_ref(),
        ]
        .into_iter()
        .flatten()
        .map(|text| line(text))
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
    });
    let actors = |of_state: bool| {
        let names = commitment
            .actors
            .iter()
            .filter(|actor| STATE.contains(&actor.kind.as_str()) == of_state);
        names.map(|actor| line(&actor.name)).collect::<Vec<_>>().join("; ")
    };
    let some = |text: String| (!text.is_empty()).then_some(text);
    let short = [
        (words.w.commitment_identifier(), commitment.ogp_id.clone()),
        (words.w.report_row_dates(), words.span(commitment.start, commitment.end)),
        (words.w.report_row_lead(), commitment.lead_institution.clone()),
        (
            words.w.commitment_policy_area(),
            commitment.policy_area.as_deref().map(|area| words.area(area)),
        ),
        (words.w.commitment_sector(), commitment.sector.clone()),
        (words.w.commitment_values(), some(values)),
        (words.w.print_sdg_targets(), some(commitment.sdg_targets.join(", "))),
        (words.w.report_row_contact(), contact),
        (words.w.report_row_actors_state(), some(actors(true))),
        (words.w.report_row_actors_other(), some(actors(false))),
    ]
    .map(|(term, text)| {
        Fact::one(term, text.map(|text| line(&text)).and_then(some), || {
            words.w.common_not_given()
        })
    });
    let long = [
        (words.w.report_row_problem(), &commitment.problem),
        (words.w.report_row_what(), &commitment.action),
        (words.w.report_row_how(), &commitment.solution),
        (words.w.report_row_why(), &commitment.why_relevant),
        (words.w.commitment_resources(), &commitment.resources),
        (words.w.commitment_more(), &commitment.additional_information),
        (words.w.report_row_changes(), &commitment.changes),
        (words.w.report_row_next(), &commitment.next_steps),
    ]
    .map(|(term, text)| Fact::paragraphs(term, text.as_deref(), || words.w.report_nothing_recorded()));
    together(short.into_iter().chain(long), words)
}

/// Lists the facts that are given, and names the missing ones together in a last row: one row each would hide
/// the others.
fn together(facts: impl Iterator<Item = Fact>, words: &Words) -> Vec<Fact> {
    let (missing, mut given): (Vec<_>, Vec<_>) = facts.partition(|fact| fact.missing);
    if !missing.is_empty() {
        let names = missing.into_iter().map(|fact| fact.term).collect::<Vec<_>>().join("; ");
        given.push(Fact {
            term: words.w.common_not_given(),
            text: vec![names],
            missing: true,
        });
    }
    given
}

fn milestones(commitment: &Commitment, words: &Words) -> Block {
    if commitment.milestones.is_empty() {
        return Block::Missing {
            text: words.w.report_no_milestones(),
        };
    }
    let column = |text, share| Column { text, share };
    Block::Table {
        caption: words.w.report_milestones_caption(line(&commitment.number)),
        columns: vec![
            column(words.w.report_column_number(), 0),
            column(words.w.report_column_milestone(), 5),
            column(words.w.report_column_start(), 2),
            column(words.w.report_column_end(), 2),
            column(words.w.report_column_status(), 3),
        ],
        rows: commitment
            .milestones
            .iter()
            .map(|milestone| row(milestone, words))
            .collect(),
    }
}

fn row(milestone: &Milestone, words: &Words) -> Vec<Cell> {
    let day = |day: Option<time::Date>| Cell::plain(day.map_or_else(|| words.w.print_no_date(), |day| words.date(day)));
    let moved = milestone
        .earlier_due
        .iter()
        .map(|earlier| words.moved(earlier, earlier.reason.as_deref().map(line).as_deref()));
    vec![
        Cell::plain(line(&milestone.number)),
        Cell {
            notes: moved.collect(),
            ..Cell::plain(line(&milestone.title))
        },
        day(milestone.start),
        day(milestone.due),
        status(milestone, words),
    ]
}

fn status(milestone: &Milestone, words: &Words) -> Cell {
    let text = match (milestone.state, milestone.days_late) {
        (State::Late, Some(days)) => words.w.common_days_late(days),
        (state, _) => words.state(state),
    };
    let finished = milestone
        .completed_on
        .map(|day| words.w.common_on_date(words.date(day)));
    let late = milestone
        .days_late
        .filter(|days| *days > 0 && milestone.state == State::Done);
    let percent = milestone
        .percent
        .filter(|_| matches!(milestone.state, State::InProgress | State::Late | State::Stuck));
    let notes = [
        finished,
        late.map(|days| words.w.common_days_late(days)),
        percent.map(|percent| words.percent_reported(percent)),
        milestone.reason.as_deref().map(line),
    ];
    Cell {
        text,
        state: Some(code(milestone.state)),
        notes: notes.into_iter().flatten().collect(),
        ..Cell::default()
    }
}

/// Returns the value of a finding, in the words of the report where it is on a scale of OGP.
fn value_in_words(value: &str, words: &Words) -> String {
    let code = irm::value_code(value);
    if besa_text::codes::FINDING_VALUES.contains(&code.as_str()) {
        besa_text::codes::finding_value(words.w, &code)
    } else {
        line(value)
    }
}

fn found(finding: &Finding, words: &Words) -> Fact {
    let source = words.source_on(&line(&finding.source), finding.on);
    Fact {
        term: besa_text::codes::finding_scheme(words.w, &finding.about),
        text: vec![value_in_words(&finding.value, words), source],
        missing: false,
    }
}
