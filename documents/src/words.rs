//! The words of documents.

use besa_domain::imports::table::Holds;
use besa_domain::reports::self_assessment::{Completion, Counts, EvidenceKind, Sources, Stage, State};
use time::{Date, OffsetDateTime};

/// Words.
pub struct Words;

macro_rules! words { ($($name:ident = $text:literal;)*) => { $(
    #[doc = $text]
    #[must_use] pub fn $name(&self) -> String { $text.to_owned() })* } }

#[expect(missing_docs, reason = "first draft")]
#[expect(clippy::unused_self, reason = "first draft")]
impl Words {
    words! {
        introduction = "Introduction and background"; exchange = "Peer exchange and learning"; evidence = "Evidence";
        example_data = "Example data"; read_online = "Read the living record at"; contents = "Contents"; not_given = "Not given";
        plan_period = "Plan"; term_end = "Term of office ends"; submitted_on = "Submitted to OGP"; ogp_id = "OGP identifier";
        lead_institutions = "Lead institutions"; monitoring_body = "Monitoring body"; report_period = "This report covers";
        process = "How the plan was made"; process_development = "While the plan was written"; process_implementation = "While it was carried out"; process_report = "About this report";
        recommendations = "What the monitoring body recommended"; no_recommendations = "No recommendations are recorded.";
        recommendation = "Recommendation"; recommended_by = "By"; answer = "What was done"; no_answer = "The municipality has not answered this recommendation.";
        implementation = "Commitments"; wall = "One row for each commitment, one brick for each milestone. The counts above say the same in words.";
        fully = "Fully implemented"; partially = "Partially implemented"; in_process = "In process"; not_implemented = "Not implemented"; not_stated = "Completion not stated";
        commitments_by_completion = "Commitments by completion"; completion = "Completion"; commitments = "Commitments";
        conclusion = "Conclusion"; lessons = "Lessons learned"; other_initiatives = "Other initiatives"; next_steps = "Next steps";
        not_written = "The municipality has not written this part."; results = "Results"; milestones = "Milestones";
        findings = "What the monitoring body found"; completion_not_stated = "The municipality has not said how far this commitment is complete.";
        dates = "Start and end"; lead_institution = "Lead institution"; policy_area = "Policy area"; sector = "Sector"; values = "OGP values"; sdg_targets = "SDG targets"; contact = "Contact"; actors = "Others who take part";
        problem = "Public problem"; action = "The commitment"; solution = "How it helps to solve the problem"; why_relevant = "Why it is relevant to OGP values"; resources = "Resources"; additional_information = "Additional information"; changes = "Changes since the plan";
        no_milestones = "This commitment has no milestones."; milestone_number = "No."; milestone = "Milestone"; start = "Start"; due = "Due"; status = "Status"; no_date = "No date";
        no_evidence = "No evidence is published."; evidence_number = "No."; evidence_title = "Evidence"; evidence_for = "For"; added_on = "Added";
        guide_sheet = "How to fill"; guide_title = "How to fill this workbook"; guide_choose = "Choose one of the words in the list, or leave the cell empty.";
    }
    pub fn language(&self) -> &str { "en" }
    pub fn rtl(&self) -> bool { false }
    pub fn date(&self, day: Date) -> String { format!("{} {} {}", day.day(), &day.month().to_string()[..3], day.year()) }
    pub fn number(&self, n: u32) -> String { n.to_string() }
    pub fn kicker(&self, stage: Stage, city: &str) -> String { format!("{} of {city}", match stage { Stage::MidTerm => "Mid-term self-assessment", Stage::EndOfTerm => "End-of-term self-assessment" }) }
    pub fn city_in_country(&self, city: &str, country: &str) -> String { format!("{city}, {country}") }
    pub fn data_as_of(&self, day: Date) -> String { format!("Data as of {}", self.date(day)) }
    pub fn source(&self, at: OffsetDateTime, revision: i64, s: Sources) -> String { format!("Compiled on {} from the public record, revision {revision}: {} commitments, {} milestones, {} updates, {} pieces of evidence, {} findings.", self.date(at.date()), s.commitments, s.milestones, s.updates, s.evidence, s.findings) }
    pub fn span(&self, a: Option<Date>, b: Option<Date>) -> Option<String> { match (a,b) { (Some(a),Some(b)) => Some(format!("{} to {}", self.date(a), self.date(b))), (Some(a),None) => Some(format!("From {}", self.date(a))), (None, Some(b)) => Some(format!("Until {}", self.date(b))), _ => None } }
    pub fn by_on(&self, by: &str, on: Date) -> String { format!("{by}, {}", self.date(on)) }
    pub fn headline(&self, c: Counts) -> String { let mut t = format!("{} of {} milestones are complete.", c.done, c.all()); if c.late > 0 { t += &format!(" {} are late.", c.late) } t }
    pub fn state(&self, s: State) -> String { match s { State::Done => "Complete", State::InProgress => "In progress", State::NotStarted => "Not started", State::Late => "Overdue", State::Stuck => "Stuck", State::NotReported => "Not reported", State::Withdrawn => "Withdrawn" }.to_owned() }
    pub fn completion_step(&self, s: Completion) -> String { match s { Completion::NotStarted => "Not started", Completion::Limited => "Limited", Completion::Substantial => "Substantial", Completion::Completed => "Complete" }.to_owned() }
    pub fn value(&self, v: &str) -> String { v.replace('_', " ") }
    pub fn actor(&self, n: &str, k: &str) -> String { format!("{n} ({k})") }
    pub fn commitment(&self, n: &str, t: &str) -> String { format!("Commitment {n}: {t}") }
    pub fn milestones_of(&self, n: &str) -> String { format!("Milestones of commitment {n}") }
    pub fn moved(&self, d: Date, on: Option<Date>) -> String { match on { Some(on) => format!("Due {} at first, moved on {}", self.date(d), self.date(on)), None => format!("Due {} at first", self.date(d)) } }
    pub fn days_late(&self, d: u32) -> String { format!("{d} days late") }
    pub fn completed_on(&self, d: Date) -> String { format!("on {}", self.date(d)) }
    pub fn percent_reported(&self, p: u8) -> String { format!("{p}% reported") }
    pub fn reason(&self, r: &str) -> String { r.to_owned() }
    pub fn no_reason(&self) -> String { "No reason was given".to_owned() }
    pub fn of_milestone(&self, c: &str, m: &str) -> String { format!("Commitment {c}, milestone {m}") }
    pub fn of_commitment(&self, c: &str) -> String { format!("Commitment {c}") }
    pub fn evidence_place(&self, k: EvidenceKind, p: &str) -> String { match k { EvidenceKind::File => format!("File {p}"), EvidenceKind::Link => format!("Link {p}") } }
    pub fn guide_lines(&self) -> Vec<String> { vec!["a".to_owned()] }
    pub fn guide_headings(&self) -> Vec<String> { vec!["Sheet","Column","Needed","What to write","Example"].into_iter().map(str::to_owned).collect() }
    pub fn guide_needed(&self, n: bool) -> String { if n { "Needed" } else { "" }.to_owned() }
    pub fn guide_holds(&self, h: Holds) -> String { format!("{h:?}") }
    pub fn guide_column(&self, s: &str, c: &str) -> String { format!("{s} {c}") }
    pub fn guide_example(&self, e: &str) -> String { format!("For example: {e}") }
    pub fn unprinted(&self, signs: &std::collections::BTreeSet<char>) -> String { format!("The fonts of this document lack {}", signs.iter().take(20).map(|c| format!("U+{:04X}", u32::from(*c))).collect::<Vec<_>>().join(", ")) }
    pub fn page_of(&self) -> String { "Page".to_owned() }
}
