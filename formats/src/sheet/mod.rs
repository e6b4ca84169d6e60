//! A report as text blocks: all figures computed, all dates formatted, and missing texts marked as missing.
//!
//! PDF, DOCX and HTML are rendered from the same [`Sheet`], so their figures and texts cannot differ. Each
//! kind of report has its own file.

mod assessed;
mod colour;
mod commitment;
mod consultation;
mod evidence;
mod prose;
mod sections;
mod self_assessment;

use crate::words::Words;
use besa_domain::reports::Content;
use serde::Serialize;
use time::OffsetDateTime;

/// Converts a report to text blocks, in its own language.
#[must_use]
pub fn sheet(content: &Content) -> Sheet {
    match content {
        Content::SelfAssessment(report) => self_assessment::self_assessment(report, &Words::of(&report.language)),
        Content::Assessed(report) => assessed::assessed(report, &Words::of(&report.language)),
    }
}

/// A report, ready for layout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sheet {
    /// BCP 47 tag of the report's language.
    pub language: String,
    /// Whether that language is written from right to left.
    pub rtl: bool,
    /// The document's title.
    pub title: String,
    /// The kind of report and the city, above the title.
    pub kicker: String,
    /// Who wrote it: the city with its country, or the monitoring body.
    pub author: String,
    /// What stands at the top of each page but the first.
    pub head: String,
    /// The note on example data, printed on every page; `None` for a real city.
    pub example: Option<String>,
    /// The date of the figures, as a sentence.
    pub as_of: String,
    /// When it was compiled.
    #[serde(skip)]
    pub built_at: OffsetDateTime,
    /// The author, the data sources with the time of compilation, and the licence.
    pub source: Vec<String>,
    /// The address of the page with the current data.
    pub url: Option<String>,
    /// The text before that address.
    pub read_online: String,
    /// The colour of its headings and links as `#rrggbb`, dark enough for white text: the city's own in the city's
    /// reports.
    pub colour: String,
    /// The summary in one or two sentences.
    pub lede: String,
    /// Facts about the plan and the report.
    pub facts: Vec<Fact>,
    /// Whether a commitment that fits on one page is not split over two.
    pub keeps: bool,
    /// The heading above the list of sections.
    pub contents: String,
    /// The body, in order.
    pub blocks: Vec<Block>,
}

/// One part of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// A heading: level 1 for a section, 2 below it, 3 below that.
    Heading {
        /// 1 to 3.
        level: u8,
        /// Unique within the report.
        id: String,
        /// The text of the heading.
        text: String,
    },
    /// Paragraphs of text.
    Prose {
        /// The paragraphs; none is blank.
        paragraphs: Vec<String>,
    },
    /// A list.
    List {
        /// Whether the items are numbered.
        numbered: bool,
        /// The items, in order; at least one.
        items: Vec<String>,
    },
    /// A placeholder for a text that was not written.
    Missing {
        /// The sentence that says so.
        text: String,
    },
    /// The next block begins on a new page.
    PageBreak,
    /// A list of named facts.
    Facts {
        /// The facts, in order.
        facts: Vec<Fact>,
    },
    /// The states of the milestones, as text and as bricks.
    Counts {
        /// The counts in one or two sentences.
        headline: String,
        /// One entry for each state that occurs.
        counts: Vec<Count>,
        /// One row of bricks for each commitment.
        wall: Vec<CompactCommitment>,
        /// The alternative text of the bricks.
        alt: String,
    },
    /// A scale with the step that was chosen.
    Scale {
        /// What is measured.
        label: String,
        /// The chosen step, or the sentence that it is not known.
        reached: String,
        /// The steps, in order; empty when it is not known.
        steps: Vec<Step>,
    },
    /// A table with headings.
    Table {
        /// The caption.
        caption: String,
        /// The columns.
        columns: Vec<Column>,
        /// The rows; each has one cell for each column.
        rows: Vec<Vec<Cell>>,
    },
    /// A box with statements of somebody else, such as the monitoring body.
    Aside {
        /// The heading.
        title: String,
        /// The statements.
        facts: Vec<Fact>,
    },
}

/// A named fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// Its name.
    pub term: String,
    /// Its paragraphs; at least one.
    pub text: Vec<String>,
    /// Whether the text only says that nothing was given.
    pub missing: bool,
}

/// The number of milestones in one state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The state's code.
    pub state: &'static str,
    /// How many.
    pub number: u32,
    /// The label of the state.
    pub word: String,
}

/// A row of bricks: the milestones of a commitment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CompactCommitment {
    /// The commitment's number.
    pub label: String,
    /// The bricks, in the order of the milestones.
    pub bricks: Vec<CompactMilestone>,
}

/// A milestone as a brick.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CompactMilestone {
    /// The state's code.
    pub state: &'static str,
    /// How far the brick is filled, 0 to 100.
    pub percent: u8,
}

/// One step of a scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The label of the step.
    pub word: String,
    /// Whether it is the chosen step.
    pub current: bool,
    /// What it says, for its colour: `good`, `bad` or `plain`.
    pub tone: &'static str,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its heading.
    pub text: String,
    /// Its share of the width; 0 means as wide as its text.
    pub share: u8,
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// Its text.
    pub text: String,
    /// The code of a milestone state, shown as a symbol before the text.
    pub state: Option<&'static str>,
    /// Smaller lines below the text.
    pub notes: Vec<String>,
    /// A hash, set in a monospaced font.
    pub digest: Option<String>,
    /// The address that the text links to.
    pub link: Option<String>,
}

impl Cell {
    fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }
}

impl Step {
    fn new(word: String, current: bool) -> Self {
        let tone = "plain";
        Self { word, current, tone }
    }
}

impl Fact {
    /// Creates a fact of one line; for `None` its text is `missing`.
    fn one(term: String, text: Option<String>, missing: impl FnOnce() -> String) -> Self {
        Self {
            term,
            missing: text.is_none(),
            text: vec![text.unwrap_or_else(missing)],
        }
    }

    /// Creates a fact of paragraphs; for `None` or a blank text its text is `missing`.
    fn paragraphs(term: String, text: Option<&str>, missing: impl FnOnce() -> String) -> Self {
        match text.map(paragraphs).filter(|paragraphs| !paragraphs.is_empty()) {
            Some(text) => Self {
                term,
                text,
                missing: false,
            },
            None => Self {
                term,
                text: vec![missing()],
                missing: true,
            },
        }
    }
}

/// Returns a text as paragraphs; for `None` or a blank text the block `missing`.
fn prose(text: Option<&str>, missing: impl FnOnce() -> String) -> Block {
    match text.map(paragraphs).filter(|paragraphs| !paragraphs.is_empty()) {
        Some(paragraphs) => Block::Prose { paragraphs },
        None => Block::Missing { text: missing() },
    }
}

/// Splits a text into paragraphs at blank lines. Single line breaks are kept.
fn paragraphs(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut paragraphs = vec![String::new()];
    for line in text.lines() {
        let line = line.trim();
        match paragraphs.last_mut() {
            Some(last) if !line.is_empty() => {
                if !last.is_empty() {
                    last.push('\n');
                }
                last.push_str(line);
            }
            Some(last) if !last.is_empty() => paragraphs.push(String::new()),
            _ => {}
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

/// Joins a text to one line, with single spaces.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
