//! The texts of documents: the messages of `besa-text`, and the formats of dates, numbers and codes.

mod guide;

use std::collections::BTreeSet;

use besa_domain::reports::self_assessment::{
    Completion, Counts, EarlierDue, EvidenceKind, SelfAssessment, Sources, Stage, State, Version,
};
use besa_text::{Language, codes, dates, headline, numbers};
use time::{Date, OffsetDateTime};

/// Maximum number of characters without a glyph that are listed.
const NAMED: usize = 20;

/// The messages of one language, with its formats of dates and numbers.
#[derive(Clone, Copy)]
pub struct Words {
    language: Language,
    /// All messages.
    pub(crate) w: &'static besa_text::Words,
}

impl Words {
    /// Returns the texts of a language.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self {
            language,
            w: besa_text::words(language),
        }
    }

    /// Returns the texts for a language tag such as `sq`; English for an unknown one.
    #[must_use]
    pub fn of(tag: &str) -> Self {
        Self::new(Language::parse(tag).unwrap_or_default())
    }

    /// Returns the language tag.
    pub(crate) fn language(&self) -> &'static str {
        self.language.code()
    }

    pub(crate) fn rtl(&self) -> bool {
        self.language.dir() == "rtl"
    }

    pub(crate) fn date(&self, day: Date) -> String {
        dates::day(self.language, day)
    }

    pub(crate) fn number(&self, number: u32) -> String {
        numbers::number(self.language, i64::from(number))
    }

    pub(crate) fn bytes(&self, size: i64) -> String {
        numbers::bytes(self.language, size.unsigned_abs())
    }

    /// Returns the label of a policy area; a value that is not a known code is returned as it is.
    pub(crate) fn area(&self, code: &str) -> String {
        if codes::POLICY_AREAS.contains(&code) {
            codes::policy_area(self.w, code)
        } else {
            code.to_owned()
        }
    }

    /// Formats a period. Either end may be unknown; `None` when both are.
    pub(crate) fn span(&self, from: Option<Date>, to: Option<Date>) -> Option<String> {
        match (from.map(|day| self.date(day)), to.map(|day| self.date(day))) {
            (Some(from), Some(to)) => Some(self.w.common_from_to(from, to)),
            (Some(from), None) => Some(self.w.print_from(from)),
            (None, Some(to)) => Some(self.w.print_until(to)),
            (None, None) => None,
        }
    }

    pub(crate) fn kicker(&self, stage: Stage, city: &str) -> String {
        match stage {
            Stage::MidTerm => self.w.print_mid_term(city),
            Stage::EndOfTerm => self.w.print_end_of_term(city),
        }
    }

    /// Returns the label of the report's version; `None` for a report compiled from records alone.
    pub(crate) fn version(&self, version: Version) -> Option<String> {
        match version {
            Version::Record => None,
            Version::Draft => Some(self.w.report_version_draft()),
            Version::Consultation => Some(self.w.report_draft()),
            Version::Final => Some(self.w.report_final()),
        }
    }

    /// Returns when the report was compiled, from which revision, and from how many records.
    pub(crate) fn source(&self, built: OffsetDateTime, revision: i64, read: Sources) -> Vec<String> {
        let built = built.to_offset(time::UtcOffset::UTC);
        let (w, time) = (self.w, dates::time_of_day(self.language, built));
        vec![
            w.print_source(self.date(built.date()), time, numbers::number(self.language, revision)),
            w.print_source_records(
                w.common_commitments(read.commitments),
                w.common_milestones(read.milestones),
                w.print_updates(read.updates),
                w.common_evidence_count(read.evidence),
                w.print_findings(read.findings),
            ),
        ]
    }

    /// Returns the summary that is also at the top of the plan's pages.
    pub(crate) fn headline(&self, report: &SelfAssessment, counts: Counts) -> String {
        let size = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
        let counts = headline::Counts {
            all: size(counts.all()),
            done: size(counts.done),
            late: size(counts.late),
            stuck: size(counts.stuck),
            not_reported: size(counts.not_reported),
            unknown: report.unknown(),
            on_schedule: counts.done + counts.in_progress > 0 && report.undated() == 0,
            months_left: months_left(report),
        };
        headline::sentences(self.w, counts).join(" ")
    }

    pub(crate) fn state(&self, state: State) -> String {
        let code = match state {
            State::Done => "complete",
            State::InProgress => "in_progress",
            State::NotStarted => "not_started",
            State::Late => "late",
            State::Stuck => "stuck",
            State::NotReported => "not_reported",
            State::Withdrawn => "withdrawn",
        };
        codes::milestone_state(self.w, code)
    }

    pub(crate) fn completion(&self, step: Completion) -> String {
        match step {
            Completion::NotStarted => self.w.report_completion_not_started(),
            Completion::Limited => self.w.report_completion_limited(),
            Completion::Substantial => self.w.report_completion_substantial(),
            Completion::Completed => self.w.report_completion_completed(),
        }
    }

    pub(crate) fn value(&self, code: &str) -> String {
        codes::ogp_value(self.w, code)
    }

    pub(crate) fn source_on(&self, source: &str, on: Option<Date>) -> String {
        match on {
            Some(on) => self.w.print_source_on(source, self.date(on)),
            None => source.to_owned(),
        }
    }

    pub(crate) fn moved(&self, earlier: &EarlierDue, reason: Option<&str>) -> String {
        let (was, on) = (self.date(earlier.due), self.date(earlier.moved_on));
        match reason {
            Some(reason) => self.w.milestone_moved(was, on, reason),
            None => self.w.milestone_moved_no_reason(was, on),
        }
    }

    pub(crate) fn percent_reported(&self, percent: u8) -> String {
        self.w
            .common_percent_reported(numbers::percent(self.language, i64::from(percent)))
    }

    pub(crate) fn place(&self, kind: EvidenceKind, place: &str) -> String {
        match kind {
            EvidenceKind::File => self.w.print_evidence_file(place),
            EvidenceKind::Link => self.w.print_evidence_link(place),
        }
    }

    /// Lists the characters that could not be printed.
    #[must_use]
    pub fn unprinted(&self, signs: &BTreeSet<char>) -> String {
        let mut named: Vec<String> = signs
            .iter()
            .take(NAMED)
            .map(|sign| format!("U+{:04X}", u32::from(*sign)))
            .collect();
        if signs.len() > NAMED {
            named.push("…".to_owned());
        }
        self.w.print_unprinted(named.join(" "))
    }
}

/// Returns the whole months from the day of the data to the end of the plan. `None` once it has ended; the
/// maximum for a plan without an end.
fn months_left(report: &SelfAssessment) -> Option<usize> {
    let Some(end) = report.plan.end else {
        return Some(usize::MAX);
    };
    let now = report.data_as_of;
    let count = |day: Date| day.year() * 12 + i32::from(u8::from(day.month()));
    let begun = i32::from(end.day() < now.day());
    (end >= now).then(|| usize::try_from(count(end) - count(now) - begun).unwrap_or(0))
}
