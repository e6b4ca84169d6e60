//! A report in words: every figure counted, every date written out, every missing text said to be missing.
//!
//! PDF, DOCX and HTML are prints of the same [`Sheet`], so they cannot differ in a figure or a word.
//! Each kind of report has its own file, and nothing else of it is here.

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

/// Puts a report into words, in its own language.
#[must_use]
pub fn sheet(content: &Content) -> Sheet {
    match content {
        Content::SelfAssessment(report) => self_assessment::self_assessment(report, &Words::of(&report.language)),
        Content::Assessed(report) => assessed::assessed(report, &Words::of(&report.language)),
    }
}

/// A report, ready to be laid out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sheet {
    /// BCP 47 tag of the report's language.
    pub language: String,
    /// Whether that language runs from right to left.
    pub rtl: bool,
    /// The document's title.
    pub title: String,
    /// What kind of report it is and for which city, above the title.
    pub kicker: String,
    /// The city, for the running head.
    pub city: String,
    /// Set for a city of example data; printed on every page.
    pub example: Option<String>,
    /// For which day the figures hold.
    pub as_of: String,
    /// When it was compiled.
    #[serde(skip)]
    pub built_at: OffsetDateTime,
    /// Who wrote the report, from what it was compiled and when, its licence.
    pub source: Vec<String>,
    /// Where the living record can be read.
    pub url: Option<String>,
    /// The words before the address of the living record.
    pub read_online: String,
    /// The city's colour as `#rrggbb`, dark enough for white text.
    pub colour: String,
    /// The counts of all milestones in a sentence or two.
    pub lede: String,
    /// Facts about the plan and the report.
    pub facts: Vec<Fact>,
    /// The heading above the list of sections.
    pub contents: String,
    /// Everything else, in order.
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
        /// The heading's words.
        text: String,
    },
    /// Paragraphs as somebody wrote them.
    Prose {
        /// Without blank ones.
        paragraphs: Vec<String>,
    },
    /// Items, one under the other.
    List {
        /// Whether they are counted.
        numbered: bool,
        /// In order; at least one.
        items: Vec<String>,
    },
    /// A text that nobody wrote.
    Missing {
        /// Says so.
        text: String,
    },
    /// Named facts, one under the other.
    Facts {
        /// In order.
        facts: Vec<Fact>,
    },
    /// The states of milestones, in words and as bricks.
    Counts {
        /// The counts in a sentence or two.
        headline: String,
        /// One for each state that occurs.
        counts: Vec<Count>,
        /// One course for each commitment.
        wall: Vec<Course>,
        /// What the bricks show, for those who do not see them.
        alt: String,
    },
    /// Steps of which one is taken.
    Scale {
        /// What is measured.
        label: String,
        /// The step that is taken, or that nobody said.
        reached: String,
        /// In order; none where nobody said.
        steps: Vec<Step>,
    },
    /// A table with headings.
    Table {
        /// What it holds.
        caption: String,
        /// Its headings.
        columns: Vec<Column>,
        /// Its rows, each as long as the headings.
        rows: Vec<Vec<Cell>>,
    },
    /// What somebody else says, set apart.
    Aside {
        /// Who speaks.
        title: String,
        /// What is said.
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
    /// Whether the text says that nothing was written.
    pub missing: bool,
}

/// How many milestones are in one state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The state's code.
    pub state: &'static str,
    /// How many.
    pub number: u32,
    /// The state in words.
    pub word: String,
}

/// A commitment's milestones as bricks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Course {
    /// The commitment's number.
    pub label: String,
    /// In the order of the milestones.
    pub bricks: Vec<Brick>,
}

/// A milestone as a brick.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Brick {
    /// The state's code.
    pub state: &'static str,
    /// How far it is filled, 0 to 100.
    pub percent: u8,
}

/// One step of a scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The step in words.
    pub word: String,
    /// Whether it is the one.
    pub current: bool,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its heading.
    pub text: String,
    /// Its share of the width; 0 for as wide as its text.
    pub share: u8,
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// Its text.
    pub text: String,
    /// A milestone state's code, shown as a sign before the text.
    pub state: Option<&'static str>,
    /// Lesser lines below the text.
    pub notes: Vec<String>,
    /// A line to be set in letters of one width, such as a digest.
    pub digest: Option<String>,
    /// An address that the text leads to.
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
        Self { word, current }
    }
}

impl Fact {
    /// A fact of one line, or that it was not given.
    fn one(term: String, text: Option<String>, missing: impl FnOnce() -> String) -> Self {
        Self {
            term,
            missing: text.is_none(),
            text: vec![text.unwrap_or_else(missing)],
        }
    }

    /// A fact in paragraphs, or that it was not written.
    fn told(term: String, text: Option<&str>, missing: impl FnOnce() -> String) -> Self {
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

/// A text's paragraphs, or that it was not written.
fn prose(text: Option<&str>, missing: impl FnOnce() -> String) -> Block {
    match text.map(paragraphs).filter(|paragraphs| !paragraphs.is_empty()) {
        Some(paragraphs) => Block::Prose { paragraphs },
        None => Block::Missing { text: missing() },
    }
}

/// The paragraphs of a text: parted by blank lines, single line ends kept as they are.
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

/// One line: a title never breaks.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
