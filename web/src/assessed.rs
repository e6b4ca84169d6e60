//! An assessment as pages show it: the findings of the monitoring body, and the city's reply apart from
//! them.

use besa_domain::assessments::{Assessment, AssessmentKind, EvidenceFinding, Subject, Verdict, slots};
use besa_domain::plans::Plan;
use besa_domain::rules;
use besa_domain::whole::PlanRecords;
use besa_text::{Language, Words, codes, dates};

use crate::status::Status;

/// A section of the assessment form.
pub(crate) struct Part {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) lines: Vec<Line>,
}

/// A question with its answer.
pub(crate) struct Line {
    pub(crate) question: String,
    /// The chosen answer, as text.
    pub(crate) answer: Option<String>,
    pub(crate) words: Option<String>,
    pub(crate) reference: Option<String>,
}

/// What the monitoring body found about a piece of evidence, and the city's answer.
pub(crate) struct VerdictView {
    pub(crate) status: Status,
    /// The name of the monitoring body.
    pub(crate) body: String,
    pub(crate) on: String,
    pub(crate) note: Option<String>,
    pub(crate) answer: Option<String>,
    /// New evidence given with the answer: its title and URL.
    pub(crate) proof: Option<(String, String)>,
}

impl VerdictView {
    pub(crate) fn of(w: &Words, language: Language, verdict: &Verdict, proof: Option<(String, String)>) -> Self {
        Self {
            status: finding(w, verdict.finding),
            body: verdict.body.clone().unwrap_or_else(|| w.assessment_by()),
            on: w.verdict_on(dates::day(language, verdict.given_on)),
            note: verdict.note.clone(),
            answer: verdict.answer.clone(),
            proof,
        }
    }
}

/// Returns the tag of a finding on evidence.
pub(crate) fn finding(w: &Words, finding: EvidenceFinding) -> Status {
    let (class, icon) = match finding {
        EvidenceFinding::Verified => ("done", "badge-check"),
        EvidenceFinding::Questioned => ("stuck", "badge-alert"),
    };
    Status {
        class,
        icon,
        words: codes::evidence_state(w, finding.code()),
    }
}

/// Returns the number and title of a commitment: "3. Drinking water".
pub(crate) fn numbered(subject: &Subject) -> String {
    format!("{}. {}", subject.number, subject.title)
}

/// Returns the title of an assessment, which names its plan or commitment.
pub(crate) fn title(w: &Words, row: &Assessment, plan: Option<&Plan>) -> String {
    match row.kind {
        AssessmentKind::Inception => w.assessment_of_plan(plan.map_or("", |plan| plan.title.as_str())),
        AssessmentKind::EndOfCommitment => {
            w.assessment_of_commitment(row.subjects.0.first().map(numbered).unwrap_or_default())
        }
    }
}

/// Returns a sentence for each covered commitment in which the monitoring body takes part itself.
pub(crate) fn conflicts(w: &Words, row: &Assessment, whole: &PlanRecords) -> Vec<String> {
    let Some(body) = row.body.as_deref() else {
        return Vec::new();
    };
    let found = whole.taken_part_in(body).into_iter();
    found
        .filter_map(|(id, part)| {
            let subject = row.subjects.0.iter().find(|subject| subject.commitment == id)?;
            Some(w.assessment_takes_part(body, numbered(subject), codes::part(w, part.code())))
        })
        .collect()
}

/// Returns the edition and the dates of an assessment, on one line.
pub(crate) fn facts(w: &Words, language: Language, row: &Assessment) -> String {
    let day = |day| dates::day(language, day);
    let mut facts = Vec::new();
    if row.edition > 1 {
        facts.push(w.assessment_edition(row.edition.to_string()));
    }
    facts.extend(row.submitted_on.map(|on| w.assessment_submitted_on(day(on))));
    facts.extend(row.replied_on.map(|on| w.assessment_replied_on(day(on))));
    facts.extend(row.published_on.map(|on| w.assessment_published_on(day(on))));
    let waits = row.submitted_on.is_some() && row.replied_on.is_none() && row.published_on.is_none();
    facts.extend(row.reply_by.filter(|_| waits).map(|by| w.assessment_reply_by(day(by))));
    facts.join(" · ")
}

/// Returns every question with its answer, by section. Each commitment has a section of its own.
pub(crate) fn parts(w: &Words, row: &Assessment) -> Vec<Part> {
    let rules = rules::version(&row.rules);
    let mut parts: Vec<Part> = Vec::new();
    for (asked, subject) in slots(rules, row.kind, &row.subjects) {
        let id = match subject {
            Some(subject) => format!("{}-{}", asked.section, subject.number),
            None => asked.section.code().to_owned(),
        };
        let answer = row.answers.to(asked.question, subject.map(|one| one.commitment));
        let line = Line {
            question: question(w, &asked.number, asked.question.code()),
            answer: answer
                .and_then(|answer| answer.choice)
                .map(|choice| codes::choice(w, choice.code())),
            words: answer.and_then(|answer| answer.words.clone()),
            reference: answer.and_then(|answer| answer.reference.clone()),
        };
        match parts.last_mut().filter(|part| part.id == id) {
            Some(part) => part.lines.push(line),
            None => parts.push(Part {
                title: subject.map_or_else(|| codes::assessment_section(w, asked.section.code()), numbered),
                id,
                lines: vec![line],
            }),
        }
    }
    parts
}

/// Returns a question with its number: "1.1 Does a forum exist?".
pub(crate) fn question(w: &Words, number: &str, code: &str) -> String {
    format!("{number} {}", codes::question(w, code))
}
