//! The report of a monitoring body's assessment: every question of the form with its answer, and the city's
//! reply.

use besa_domain::assessments::{AssessmentKind, Choice, Question, Section, Subject};
use besa_domain::reports::assessed::{AnswerCounts, Answered, Assessed};
use besa_domain::rules;
use besa_text::codes;

use super::colour::colour;
use super::sections::Sections;
use super::{Block, Cell, Column, Fact, Sheet, Step, line, prose};
use crate::words::Words;

/// Converts an assessment to text blocks.
pub(super) fn assessed(report: &Assessed, words: &Words) -> Sheet {
    let mut sections = Sections::new(words);
    verdicts(report, &mut sections);
    questions(report, &mut sections);
    sections.open(words.w.assessment_reply());
    let reply = prose(report.reply.as_deref(), || words.w.assessment_reply_none());
    sections.blocks.push(reply);
    files(report, &mut sections);
    let w = words.w;
    let country = codes::country(w, &report.city.country);
    let city = line(&report.city.name);
    let edition = (report.edition > 1).then(|| w.assessment_edition(report.edition.to_string()));
    let kicker = [Some(w.print_city_country(&city, country)), edition];
    let title = match report.subject() {
        Some(subject) => w.assessment_print_title_commitment(subject.number.to_string(), line(&subject.title)),
        None => w.assessment_print_title_plan(line(&report.plan)),
    };
    Sheet {
        language: words.language().to_owned(),
        rtl: words.rtl(),
        head: format!("{} · {title}", body(report, words)),
        title,
        kicker: kicker.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        author: body(report, words),
        example: report.example.then(|| w.common_example_data()),
        as_of: day(report.published_on, |day| w.assessment_published_on(words.date(day))),
        built_at: report.built_at,
        source: vec![
            w.assessment_by_text(),
            w.assessment_print_rules(rules::version(&report.rules).valid_from.year().to_string()),
            w.report_licence(),
        ],
        url: Some(report.url.clone()),
        read_online: w.print_read_online(),
        colour: colour(None),
        lede: lede(report, words),
        facts: facts(report, words),
        keeps: true,
        contents: w.report_contents(),
        blocks: sections.blocks,
    }
}

/// Returns the name of the monitoring body, which is the author.
fn body(report: &Assessed, words: &Words) -> String {
    let name = report.body.as_deref().map(line);
    name.unwrap_or_else(|| words.w.status_role_monitor())
}

fn day(day: Option<time::Date>, format: impl FnOnce(time::Date) -> String) -> String {
    day.map(format).unwrap_or_default()
}

/// Returns the result in one sentence.
fn lede(report: &Assessed, words: &Words) -> String {
    match report.kind {
        AssessmentKind::Inception => {
            let met = |section| {
                let all = report.answers.iter().filter(move |answer| answer.section == section);
                let met = all.clone().filter(|answer| answer.choice == Some(Choice::Yes));
                (met.count(), all.count())
            };
            let (minimum, practices) = (met(Section::CoCreation), met(Section::Practices));
            let minimum = (minimum.1 > 0).then(|| words.w.assessment_print_minimum(minimum.0, minimum.1));
            let practices = (practices.1 > 0).then(|| words.w.assessment_print_practices(practices.0, practices.1));
            minimum.into_iter().chain(practices).collect::<Vec<_>>().join(" ")
        }
        AssessmentKind::EndOfCommitment => {
            let mut progress = report.answers.iter();
            let progress = progress.find(|answer| answer.question == Question::Progress);
            let choice = progress.and_then(|answer| answer.choice);
            choice.map_or_else(String::new, |choice| {
                words.w.assessment_print_progress(codes::choice(words.w, choice.code()))
            })
        }
    }
}

fn facts(report: &Assessed, words: &Words) -> Vec<Fact> {
    let w = words.w;
    let missing = || w.common_not_given();
    let one = |term, text: Option<String>| Fact::one(term, text.map(|text| line(&text)), missing);
    let names = report.evaluators.iter().map(|name| line(name)).collect::<Vec<_>>();
    let days = [
        report.submitted_on.map(|on| w.assessment_submitted_on(words.date(on))),
        report.replied_on.map(|on| w.assessment_replied_on(words.date(on))),
        report.published_on.map(|on| w.assessment_published_on(words.date(on))),
    ];
    let days = days.into_iter().flatten().collect::<Vec<_>>();
    let takes_part = report.takes_part.iter().map(|found| {
        let title = report
            .subjects
            .iter()
            .find(|subject| subject.number == found.commitment);
        let commitment = format!(
            "{}. {}",
            found.commitment,
            line(title.map_or("", |subject| &subject.title))
        );
        w.assessment_takes_part(body(report, words), commitment, codes::part(w, found.part.code()))
    });
    let takes_part: Vec<String> = takes_part.collect();
    let conflict = (!takes_part.is_empty()).then(|| Fact {
        term: w.assessment_conflict(),
        text: takes_part,
        missing: false,
    });
    let facts = vec![
        one(w.assessment_print_plan(), Some(report.plan.clone())),
        one(w.status_role_monitor(), Some(body(report, words))),
        one(w.assessment_evaluators(), (!names.is_empty()).then(|| names.join("; "))),
        Fact::paragraphs(w.assessment_field_interests(), report.interests.as_deref(), missing),
        one(w.report_column_date(), (!days.is_empty()).then(|| days.join(" · "))),
    ];
    facts.into_iter().chain(conflict).collect()
}

/// Adds a page with every choice of the assessment: of the plan first, then commitment by commitment.
fn verdicts(report: &Assessed, sections: &mut Sections) {
    let words = sections.words;
    let w = words.w;
    sections.open(w.assessment_print_verdicts());
    let chosen = |answer: &Answered| {
        let choice = answer.choice.map(|choice| codes::choice(w, choice.code()));
        Cell::plain(choice.unwrap_or_else(|| w.assessment_not_answered()))
    };
    let column = |text, share| Column { text, share };
    let asked = report.answers.iter().filter(|answer| !answer.scale.is_empty());
    let (of_plan, of_commitments): (Vec<&Answered>, Vec<&Answered>) =
        asked.partition(|answer| answer.commitment.is_none());
    if !of_plan.is_empty() {
        let row = |answer: &&Answered| {
            let question = codes::question(w, answer.question.code());
            vec![
                Cell::plain(answer.number.clone()),
                Cell::plain(question),
                chosen(answer),
            ]
        };
        sections.blocks.push(Block::Table {
            caption: line(&report.plan),
            columns: vec![
                column(w.report_column_number(), 0),
                column(w.assessment_print_column_question(), 5),
                column(w.print_column_answer(), 2),
            ],
            rows: of_plan.iter().map(row).collect(),
        });
    }
    // One row for each commitment, one column for each question.
    let first = of_commitments.first().and_then(|answer| answer.commitment);
    let questions = of_commitments.iter().filter(|answer| answer.commitment == first);
    let questions: Vec<String> = questions
        .map(|answer| codes::question(w, answer.question.code()))
        .collect();
    if !questions.is_empty() {
        let row = |subject: &Subject| {
            let answers = of_commitments
                .iter()
                .filter(|answer| answer.commitment == Some(subject.number));
            let cells = [
                Cell::plain(subject.number.to_string()),
                Cell::plain(line(&subject.title)),
            ];
            cells.into_iter().chain(answers.map(|answer| chosen(answer))).collect()
        };
        let columns = [
            column(w.report_column_number(), 0),
            column(w.assessment_print_column_commitment(), 3),
        ];
        sections.blocks.push(Block::Table {
            caption: codes::assessment_section(w, Section::Commitments.code()),
            columns: columns
                .into_iter()
                .chain(questions.into_iter().map(|text| column(text, 2)))
                .collect(),
            rows: report.subjects.iter().map(row).collect(),
        });
    }
    sections.blocks.push(Block::PageBreak);
}

/// Returns what a choice says, for its colour.
fn tone(choice: Choice) -> &'static str {
    match choice {
        Choice::Yes
        | Choice::ChangeOfRules
        | Choice::Substantial
        | Choice::Complete
        | Choice::Major
        | Choice::Outstanding => "good",
        Choice::No | Choice::NoEvidence | Choice::NotStarted | Choice::Worsened => "bad",
        Choice::Unclear
        | Choice::Continuation
        | Choice::PositiveChange
        | Choice::Limited
        | Choice::Most
        | Choice::Some
        | Choice::NotChanged
        | Choice::Marginal
        | Choice::NotApplicable => "plain",
    }
}

/// Adds the form section by section. Questions about a commitment are below the heading of the commitment.
fn questions(report: &Assessed, sections: &mut Sections) {
    let mut open = None;
    let mut spoken = None;
    for (at, answer) in report.answers.iter().enumerate() {
        if open != Some(answer.section) {
            open = Some(answer.section);
            sections.open(codes::assessment_section(sections.words.w, answer.section.code()));
        }
        if let Some(number) = answer.commitment.filter(|number| spoken != Some(*number)) {
            spoken = Some(number);
            let subject = report.subjects.iter().find(|subject| subject.number == number);
            let title = subject.map_or("", |subject| subject.title.as_str());
            sections.part(format!("{number}. {}", line(title)));
        }
        let blocks = answered(at, answer, sections.words);
        sections.blocks.extend(blocks);
        let next = report.answers.get(at + 1);
        if next.is_none_or(|next| next.section != answer.section) {
            let tallies = report.tallies();
            let of = tallies.iter().filter(|tally| tally.section == answer.section);
            let table = counted(answer.section, of, sections.words);
            sections.blocks.extend(table);
        }
    }
}

fn answered(at: usize, answer: &Answered, words: &Words) -> Vec<Block> {
    let w = words.w;
    let question = format!("{} {}", answer.number, codes::question(w, answer.question.code()));
    let missing = || w.assessment_not_answered();
    let choice = |choice: Choice| codes::choice(w, choice.code());
    let mut blocks = vec![Block::Heading {
        level: if answer.commitment.is_some() { 3 } else { 2 },
        id: format!("q{at}"),
        text: question,
    }];
    if answer.scale.is_empty() {
        blocks.push(prose(answer.words.as_deref(), missing));
    } else {
        let steps = answer.scale.iter();
        blocks.push(Block::Scale {
            label: w.print_column_answer(),
            reached: answer.choice.map_or_else(missing, choice),
            steps: steps
                .map(|step| Step {
                    tone: tone(*step),
                    ..Step::new(choice(*step), answer.choice == Some(*step))
                })
                .collect(),
        });
        if let Some(text) = &answer.words {
            blocks.push(prose(Some(text), missing));
        }
    }
    if let Some(reference) = &answer.reference {
        blocks.push(Block::Facts {
            facts: vec![Fact::paragraphs(w.assessment_reference(), Some(reference), missing)],
        });
    }
    blocks
}

/// Returns a table with the number of times each answer was given; `None` if there is nothing to count.
fn counted<'t>(part: Section, tallies: impl Iterator<Item = &'t AnswerCounts>, words: &Words) -> Option<Block> {
    let w = words.w;
    let rows: Vec<Vec<Cell>> = tallies.flat_map(|tally| of_tally(tally, words)).collect();
    let column = |text, share| Column { text, share };
    (!rows.is_empty()).then(|| Block::Table {
        caption: w.assessment_print_tallies(codes::assessment_section(w, part.code())),
        columns: vec![
            column(w.assessment_print_column_question(), 5),
            column(w.print_column_answer(), 4),
            column(w.report_column_count(), 0),
        ],
        rows,
    })
}

fn of_tally(tally: &AnswerCounts, words: &Words) -> Vec<Vec<Cell>> {
    let w = words.w;
    let about = match tally.question {
        Some(question) => codes::question(w, question.code()),
        None => codes::assessment_section(w, tally.section.code()),
    };
    let row = |answer: String, number: u32| {
        vec![
            Cell::plain(about.clone()),
            Cell::plain(answer),
            Cell::plain(words.number(number)),
        ]
    };
    let counts = tally.counts.iter();
    let mut rows: Vec<_> = counts
        .map(|(choice, number)| row(codes::choice(w, choice.code()), *number))
        .collect();
    if tally.open > 0 {
        rows.push(row(w.assessment_not_answered(), tally.open));
    }
    rows
}

fn files(report: &Assessed, sections: &mut Sections) {
    if report.files.is_empty() {
        return;
    }
    let words = sections.words;
    sections.open(words.w.assessment_files());
    let column = |text, share| Column { text, share };
    sections.blocks.push(Block::Table {
        caption: words.w.assessment_files(),
        columns: vec![
            column(words.w.report_column_number(), 0),
            column(words.w.report_column_evidence(), 1),
        ],
        rows: report
            .files
            .iter()
            .enumerate()
            .map(|(at, file)| {
                let size = words.bytes(file.size);
                vec![
                    Cell::plain((at + 1).to_string()),
                    Cell {
                        notes: vec![format!("{size} · SHA-256")],
                        digest: Some(file.sha256.clone()),
                        ..Cell::plain(line(&file.name))
                    },
                ]
            })
            .collect(),
    });
}
