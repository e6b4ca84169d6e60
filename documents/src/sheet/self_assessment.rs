//! The self-assessment report, section by section, in the order of OGP's template.

use besa_domain::reports::self_assessment::{Counts, Recommendation, SelfAssessment, State};

use super::{Block, Brick, Count, Course, Fact, Sheet, Step, commitment, evidence, line, paragraphs};
use crate::words::Words;

/// The colour of a city that has none.
const COLOUR: &str = "#0b4f63";

/// Puts a report into words.
#[must_use]
pub fn self_assessment(report: &SelfAssessment, words: &Words) -> Sheet {
    let mut sections = Sections { words, blocks: Vec::new(), number: 0 };
    sections.open(words.introduction());
    sections.prose(report.introduction.as_deref());
    process(report, &mut sections);
    recommendations(&report.recommendations, &mut sections);
    implementation(report, &mut sections);
    sections.open(words.exchange());
    sections.prose(report.exchange.as_deref());
    conclusion(report, &mut sections);
    sections.blocks.push(Block::Heading { level: 1, id: "evidence".to_owned(), text: words.evidence() });
    sections.blocks.push(evidence::block(&report.evidence, words));
    let country = line(&report.city.country);
    let city = line(&report.city.name);
    Sheet {
        language: words.language().to_owned(),
        rtl: words.rtl(),
        title: line(&report.plan.title),
        kicker: words.kicker(report.stage, &city),
        city: if country.is_empty() { city } else { words.city_in_country(&city, &country) },
        example: report.example.then(|| words.example_data()),
        as_of: words.data_as_of(report.data_as_of),
        source: words.source(report.built_at, report.revision, report.sources),
        url: report.url.clone(),
        read_online: words.read_online(),
        colour: colour(report.city.colour.as_deref()),
        lede: words.headline(report.milestones()),
        facts: facts(report, words),
        contents: words.contents(),
        blocks: sections.blocks,
    }
}

fn facts(report: &SelfAssessment, words: &Words) -> Vec<Fact> {
    let plan = &report.plan;
    let missing = || words.not_given();
    [
        (words.plan_period(), words.span(plan.start, plan.end)),
        (words.term_end(), plan.term_end.map(|day| words.date(day))),
        (words.submitted_on(), plan.submitted_on.map(|day| words.date(day))),
        (words.ogp_id(), plan.ogp_id.clone()),
        (words.lead_institutions(), joined(&plan.lead_institutions)),
        (words.monitoring_body(), plan.monitoring_body.clone()),
        (words.report_period(), words.span(Some(report.period.from), Some(report.period.to))),
    ]
    .into_iter()
    .map(|(term, text)| Fact::one(term, text.map(|text| line(&text)).filter(|text| !text.is_empty()), missing))
    .collect()
}

/// Lists what is there, one under the other in print.
fn joined(texts: &[String]) -> Option<String> {
    (!texts.is_empty()).then(|| texts.iter().map(|text| line(text)).collect::<Vec<_>>().join("; "))
}

fn process(report: &SelfAssessment, sections: &mut Sections) {
    let words = sections.words;
    sections.open(words.process());
    for (title, text) in [
        (words.process_development(), &report.process.development),
        (words.process_implementation(), &report.process.implementation),
        (words.process_report(), &report.process.report),
    ] {
        sections.part(title);
        sections.prose(text.as_deref());
    }
}

fn recommendations(recommendations: &[Recommendation], sections: &mut Sections) {
    let words = sections.words;
    sections.open(words.recommendations());
    if recommendations.is_empty() {
        sections.blocks.push(Block::Missing { text: words.no_recommendations() });
    }
    for recommendation in recommendations {
        let said = Fact { term: words.recommendation(), text: paragraphs(&recommendation.text), missing: false };
        let by = match (&recommendation.by, recommendation.on) {
            (Some(by), Some(on)) => Some(words.by_on(&line(by), on)),
            (Some(by), None) => Some(line(by)),
            (None, Some(on)) => Some(words.date(on)),
            (None, None) => None,
        };
        let by = by.map(|by| Fact { term: words.recommended_by(), text: vec![by], missing: false });
        let answer = Fact::told(words.answer(), recommendation.answer.as_deref(), || words.no_answer());
        sections.blocks.push(Block::Facts { facts: [Some(said), by, Some(answer)].into_iter().flatten().collect() });
    }
}

fn implementation(report: &SelfAssessment, sections: &mut Sections) {
    let words = sections.words;
    sections.open(words.implementation());
    let counts = report.milestones();
    sections.blocks.push(Block::Counts {
        headline: words.headline(counts),
        counts: tally(counts, words),
        wall: wall(report),
        alt: words.wall(),
    });
    let completion = report.completion();
    let rows = [
        (words.fully(), completion.fully),
        (words.partially(), completion.partially),
        (words.in_process(), completion.in_process),
        (words.not_implemented(), completion.not_implemented),
        (words.not_stated(), completion.not_stated),
    ];
    sections.blocks.push(Block::Table {
        caption: words.commitments_by_completion(),
        columns: vec![
            super::Column { text: words.completion(), share: 1 },
            super::Column { text: words.commitments(), share: 0 },
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
    sections.open(words.conclusion());
    for (title, text) in [
        (words.lessons(), &report.conclusion.lessons),
        (words.other_initiatives(), &report.conclusion.other_initiatives),
        (words.next_steps(), &report.conclusion.next_steps),
    ] {
        sections.part(title);
        sections.prose(text.as_deref());
    }
}

/// The states that occur, in the fixed order.
fn tally(counts: Counts, words: &Words) -> Vec<Count> {
    State::ALL
        .into_iter()
        .map(|state| Count { state: code(state), number: counts.get(state), word: words.state(state) })
        .filter(|count| count.number > 0)
        .collect()
}

fn wall(report: &SelfAssessment) -> Vec<Course> {
    report
        .commitments
        .iter()
        .filter(|commitment| !commitment.milestones.is_empty())
        .map(|commitment| Course {
            label: line(&commitment.number),
            bricks: commitment
                .milestones
                .iter()
                .map(|milestone| Brick {
                    state: code(milestone.state),
                    percent: match milestone.state {
                        State::Done => 100,
                        _ => milestone.percent.unwrap_or(0).min(100),
                    },
                })
                .collect(),
        })
        .collect()
}

/// A state's code in templates and style sheets.
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

/// The city's colour where white text can be read on it, else the usual one.
fn colour(given: Option<&str>) -> String {
    let readable = given.filter(|given| luminance(given).is_some_and(|light| 1.05 / (light + 0.05) >= 4.5));
    readable.unwrap_or(COLOUR).to_owned()
}

/// Relative luminance of `#rrggbb` (WCAG 2.2); None for anything else.
fn luminance(colour: &str) -> Option<f64> {
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let channel = |at: usize| {
        let part = f64::from(u8::from_str_radix(digits.get(at..at + 2)?, 16).ok()?) / 255.0;
        Some(if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) })
    };
    Some(0.2126 * channel(0)? + 0.7152 * channel(2)? + 0.0722 * channel(4)?)
}

/// The report's blocks as they grow, with the number of the open section.
struct Sections<'a> {
    words: &'a Words,
    blocks: Vec<Block>,
    number: usize,
}

impl Sections<'_> {
    fn open(&mut self, title: String) {
        self.number += 1;
        let id = format!("s{}", self.number);
        self.blocks.push(Block::Heading { level: 1, id, text: format!("{}. {title}", self.number) });
    }

    fn part(&mut self, title: String) {
        let id = format!("s{}-{}", self.number, self.blocks.len());
        self.blocks.push(Block::Heading { level: 2, id, text: title });
    }

    fn prose(&mut self, text: Option<&str>) {
        self.blocks.push(super::prose(text, || self.words.not_written()));
    }
}

impl Step {
    /// A step of a scale.
    pub(super) fn new(word: String, current: bool) -> Self {
        Self { word, current }
    }
}
