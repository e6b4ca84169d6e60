//! The self-assessment report, in the order of OGP's template.

use besa_domain::reports::self_assessment::{Counts, SelfAssessment, State};

use super::colour::colour;
use super::sections::Sections;
use super::{
    Block, CompactCommitment, CompactMilestone, Count, Fact, Sheet, commitment, consultation, evidence, line,
    paragraphs, prose,
};
use crate::words::Words;
use besa_text::codes;

/// Converts a self-assessment to text blocks.
pub(super) fn self_assessment(report: &SelfAssessment, words: &Words) -> Sheet {
    let mut sections = Sections::new(words);
    sections.open(words.w.report_section_introduction());
    sections.prose(report.introduction.as_deref());
    process(report, &mut sections);
    recommendations(report, &mut sections);
    implementation(report, &mut sections);
    sections.open(words.w.report_section_exchange());
    sections.prose(report.exchange.as_deref());
    conclusion(report, &mut sections);
    sections.blocks.push(Block::Heading {
        level: 1,
        id: "evidence".to_owned(),
        text: words.w.report_section_evidence(),
    });
    sections.blocks.push(evidence::block(&report.evidence, words));
    let country = codes::country(words.w, &report.city.country);
    let city = line(&report.city.name);
    let author = words.w.print_city_country(&city, country);
    let kicker = [Some(words.kicker(report.stage, &city)), words.version(report.version)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ");
    Sheet {
        language: words.language().to_owned(),
        rtl: words.rtl(),
        title: line(&report.plan.title),
        head: format!("{author} · {kicker}"),
        kicker,
        author,
        example: report.example.then(|| words.w.common_example_data()),
        as_of: words.w.print_data_as_of(words.date(report.data_as_of)),
        built_at: report.built_at,
        source: [
            vec![words.w.report_author_note()],
            words.source(report.built_at, report.revision, report.sources),
            vec![words.w.report_licence()],
        ]
        .concat(),
        url: report.url.clone(),
        read_online: words.w.print_read_online(),
        colour: colour(report.city.colour.as_deref()),
        lede: words.headline(report, report.milestones()),
        facts: facts(report, words),
        keeps: false,
        contents: words.w.report_contents(),
        blocks: sections.blocks,
    }
}

fn facts(report: &SelfAssessment, words: &Words) -> Vec<Fact> {
    let plan = &report.plan;
    let missing = || words.w.common_not_given();
    [
        (words.w.print_plan_runs(), words.span(plan.start, plan.end)),
        (words.w.plan_field_term_end(), plan.term_end.map(|day| words.date(day))),
        (
            words.w.plan_field_submitted(),
            plan.submitted_on.map(|day| words.date(day)),
        ),
        (words.w.commitment_identifier(), plan.ogp_id.clone()),
        (words.w.plan_field_lead(), joined(&plan.lead_institutions)),
        (words.w.status_role_monitor(), plan.monitoring_body.clone()),
        (
            words.w.print_covers(),
            words.span(Some(report.period.from), Some(report.period.to)),
        ),
    ]
    .into_iter()
    .map(|(term, text)| {
        Fact::one(
            term,
            text.map(|text| line(&text)).filter(|text| !text.is_empty()),
            missing,
        )
    })
    .collect()
}

/// Joins texts with semicolons; `None` if there are none.
fn joined(texts: &[String]) -> Option<String> {
    (!texts.is_empty()).then(|| texts.iter().map(|text| line(text)).collect::<Vec<_>>().join("; "))
}

fn process(report: &SelfAssessment, sections: &mut Sections) {
    let words = sections.words;
    sections.open(words.w.report_section_process());
    for (title, text) in [
        (
            words.w.report_section_process_development(),
            &report.process.development,
        ),
        (
            words.w.report_section_process_implementation(),
            &report.process.implementation,
        ),
    ] {
        sections.part(title);
        sections.prose(text.as_deref());
    }
    let contributions = &report.process.contributions;
    if contributions.comments + contributions.proposals > 0 {
        sections.part(words.w.print_contributions());
        sections
            .blocks
            .extend(consultation::contributions(contributions, words));
    }
    sections.part(words.w.report_section_process_report());
    let Some(held) = &report.process.consultation else {
        sections.prose(report.process.report.as_deref());
        return;
    };
    // Without a text of the city, the data of the consultation is enough: no placeholder.
    if let Some(text) = &report.process.report {
        sections.blocks.extend(prose::to_blocks(text));
    }
    sections.blocks.extend(consultation::blocks(held, words));
}

fn recommendations(report: &SelfAssessment, sections: &mut Sections) {
    let words = sections.words;
    sections.open(words.w.report_section_recommendations());
    match &report.recommendations_told {
        Some(text) => sections.blocks.extend(prose::to_blocks(text)),
        None if report.recommendations.is_empty() => sections.blocks.push(Block::Missing {
            text: words.w.report_recommendations_none(),
        }),
        None => {}
    }
    for recommendation in &report.recommendations {
        let text = Fact {
            term: words.w.print_recommendation(),
            text: paragraphs(&recommendation.text),
            missing: false,
        };
        let about = recommendation.commitment.as_deref().map(|commitment| Fact {
            term: words.w.print_recommendation_about(),
            text: vec![line(commitment)],
            missing: false,
        });
        let by = match (&recommendation.by, recommendation.on) {
            (Some(by), on) => Some(words.source_on(&line(by), on)),
            (None, on) => on.map(|on| words.date(on)),
        };
        let by = by.map(|by| Fact {
            term: words.w.print_recommended_by(),
            text: vec![by],
            missing: false,
        });
        let answer = Fact::paragraphs(words.w.print_answer(), recommendation.answer.as_deref(), || {
            words.w.print_answer_none()
        });
        sections.blocks.push(Block::Facts {
            facts: [Some(text), about, by, Some(answer)].into_iter().flatten().collect(),
        });
    }
}

fn implementation(report: &SelfAssessment, sections: &mut Sections) {
    let words = sections.words;
    sections.open(words.w.report_section_implementation());
    let counts = report.milestones();
    sections.blocks.push(Block::Counts {
        headline: words.headline(report, counts),
        counts: tally(counts, words),
        wall: wall(report),
        alt: words.w.print_wall_caption(),
    });
    let completion = report.completion();
    let rows = [
        (words.w.report_count_fully(), completion.fully),
        (words.w.report_count_partially(), completion.partially),
        (words.w.report_count_in_process(), completion.in_process),
        (words.w.report_count_not_implemented(), completion.not_implemented),
        (words.w.report_count_not_reported(), completion.not_stated),
    ];
    sections.blocks.push(Block::Table {
        caption: words.w.report_summary_caption(),
        columns: vec![
            super::Column {
                text: words.w.report_column_completion(),
                share: 1,
            },
            super::Column {
                text: words.w.report_column_count(),
                share: 0,
            },
        ],
        rows: rows
            .into_iter()
            .map(|(word, number)| vec![super::Cell::plain(word), super::Cell::plain(words.number(number))])
            .collect(),
    });
    for (index, part) in report.commitments.iter().enumerate() {
        sections.blocks.extend(commitment::blocks(index + 1, part, words));
    }
}

fn conclusion(report: &SelfAssessment, sections: &mut Sections) {
    let words = sections.words;
    sections.open(words.w.report_section_conclusion());
    for (title, text) in [
        (words.w.print_lessons(), &report.conclusion.lessons),
        (words.w.print_other_initiatives(), &report.conclusion.other_initiatives),
        (words.w.report_row_next(), &report.conclusion.next_steps),
    ] {
        sections.part(title);
        sections.prose(text.as_deref());
    }
}

/// Returns the counts of the states that occur, in the order of [`State::ALL`].
fn tally(counts: Counts, words: &Words) -> Vec<Count> {
    State::ALL
        .into_iter()
        .map(|state| Count {
            state: code(state),
            number: counts.get(state),
            word: words.state(state),
        })
        .filter(|count| count.number > 0)
        .collect()
}

fn wall(report: &SelfAssessment) -> Vec<CompactCommitment> {
    report
        .commitments
        .iter()
        .filter(|commitment| !commitment.milestones.is_empty())
        .map(|commitment| CompactCommitment {
            label: line(&commitment.number),
            bricks: commitment
                .milestones
                .iter()
                .map(|milestone| CompactMilestone {
                    state: code(milestone.state),
                    percent: if milestone.state == State::Done {
                        100
                    } else {
                        milestone.percent.unwrap_or(0).min(100)
                    },
                })
                .collect(),
        })
        .collect()
}

/// Returns the code of a state in templates and style sheets.
pub(super) fn code(state: State) -> &'static str {
    match state {
        State::Done => "done",
        State::InProgress => "prog",
        State::NotStarted => "todo",
        State::Late => "late",
        State::Stuck => "stuck",
        State::NotReported => "none",
        State::Withdrawn => "gone",
    }
}
