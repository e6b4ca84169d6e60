//! Reads the text of a document and the forms of any file: a plan's title, commitments with their fields, and
//! their milestones, told by headings, labels and lists. What belongs to a table gives it its commitment.

mod entry;
mod form;
mod labels;
mod line;
mod reader;
mod records;

use super::account::Spot;
use super::book::{Block, Book};
use super::find::Table;
use super::notes::Note;
use super::record::{Record, Value};
pub(super) use labels::{named, roman};
use line::Line;
use reader::Reader;
use std::collections::{BTreeMap, BTreeSet};

/// What a file says outside its tables.
#[derive(Debug, Default)]
pub(super) struct Outline<'b> {
    /// The fields of the plan.
    pub(super) plan: Record,
    /// A heading that may be the title of the plan, with its place in the file.
    pub(super) title: Option<(Spot, Value)>,
    /// The commitments in the order of the file.
    pub(super) commitments: Vec<Told>,
    /// The commitment that a table belongs to, by the place of its sheet.
    pub(super) above: BTreeMap<usize, Record>,
    /// The tables within the sheets that are forms, each with its commitment.
    pub(super) forms: BTreeMap<usize, Vec<(Table<'b>, Option<Record>)>>,
    /// The paragraphs and cells that went into records.
    pub(super) taken: BTreeSet<Spot>,
    /// The paragraphs and rows that are labels or headings, and no data.
    pub(super) labels: Vec<Spot>,
    /// What is doubtful.
    pub(super) notes: Vec<Note>,
}

/// A commitment and its milestones as the text tells them.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) commitment: Record,
    pub(super) milestones: Vec<Record>,
}

impl<'b> Outline<'b> {
    /// Reads the text and the forms of a file. Hidden sheets are no forms.
    pub(super) fn of(book: &'b Book) -> Self {
        let mut reader = Reader::default();
        let mut placed = vec![false; book.sheets.len()];
        let lines: Vec<Line<'b>> = book.text.iter().filter_map(Line::of).collect();
        let mut rest = lines.as_slice();
        for block in &book.text {
            match block {
                Block::Paragraph { .. } => {
                    let Some((line, after)) = rest.split_first() else {
                        continue;
                    };
                    rest = after;
                    reader.line(*line, rest.first());
                }
                Block::Table(at) => {
                    if let Some(placed) = placed.get_mut(*at) {
                        *placed = true;
                    }
                    reader.table(book, *at);
                }
            }
        }
        for (at, _) in placed.iter().enumerate().filter(|(_, placed)| !**placed) {
            // Sheets of a workbook do not go on with each other.
            reader.close();
            reader.table(book, at);
        }
        reader.outline
    }

    /// Returns whether it tells a commitment.
    pub(super) fn has_commitments(&self) -> bool {
        !self.commitments.is_empty()
    }

    /// Returns whether it tells nothing, not even a title.
    pub(super) fn is_empty(&self) -> bool {
        self.commitments.is_empty() && self.plan.rows == 0
    }

    /// Returns whether a milestone has a state.
    pub(super) fn has_states(&self) -> bool {
        let mut milestones = self.commitments.iter().flat_map(|told| &told.milestones);
        milestones.any(|milestone| milestone.get("state").is_some())
    }

    /// Takes the title that a heading gives the plan.
    pub(super) fn take_title(&mut self) -> Option<Value> {
        let (spot, title) = self.title.take()?;
        self.taken.insert(spot);
        self.plan.rows += 1;
        Some(title)
    }
}
