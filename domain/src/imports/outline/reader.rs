//! Reads the lines of a document one after the other. What is not understood is left open: the account names
//! it in a note.

use super::Outline;
use super::entry::Entry;
use super::labels::{Label, is_contents, is_short, named, unnumbered};
use super::line::{BOLD, Line, Open, Source, TEXT, Target, is_milestone, title_of};
use super::records::{is_prose, takes_more};
use crate::fold::one_line;
use crate::imports::context::speaks_of_plan;
use crate::imports::fields::{Field, Level};
use crate::imports::lines::{COMMITMENTS, Title};
use crate::imports::record::Value;
use crate::imports::split;
use std::collections::{BTreeMap, BTreeSet};

/// Reads a document.
#[derive(Debug)]
pub(super) struct Reader<'b> {
    pub(super) outline: Outline<'b>,
    pub(super) open: Open,
    /// The list that is read: of commitments or milestones, below a label of this rank.
    pub(super) list: Option<(Level, u8)>,
    /// The commitment that is read, and the rank of its heading.
    pub(super) commitment: Option<(usize, u8)>,
    /// The rank of the heading of the milestone that is read; [`TEXT`] for the entry of a list.
    pub(super) milestone: Option<u8>,
    /// Whether the milestone before this one, and this one, have labelled values.
    pub(super) labelled: [bool; 2],
    /// Whether the title of the record is still to come: its heading gives a number only.
    pub(super) untitled: bool,
    /// The word with which headings name commitments.
    word: Option<String>,
    /// The commitments by their folded titles.
    pub(super) titles: BTreeMap<String, Vec<usize>>,
    /// The rows of forms that are counted.
    pub(super) counted: BTreeSet<(usize, u32)>,
    lines: usize,
}

impl Default for Reader<'_> {
    fn default() -> Self {
        Self {
            outline: Outline::default(),
            open: Open::Nothing,
            list: None,
            commitment: None,
            milestone: None,
            labelled: [false; 2],
            untitled: false,
            word: None,
            titles: BTreeMap::new(),
            counted: BTreeSet::new(),
            lines: 0,
        }
    }
}

/// Returns whether a text has the form of a milestone in a list: a number, a date or another value in the line.
fn is_entry(text: &str) -> bool {
    let entry = Entry::of(text);
    !entry.number.is_empty() || !entry.fields.is_empty() || split::entries(text).is_some()
}

impl<'b> Reader<'b> {
    /// Reads a paragraph; `next` is the one below it.
    pub(super) fn line(&mut self, line: Line<'b>, next: Option<&Line<'b>>) {
        self.lines += 1;
        if is_contents(line.text) {
            return;
        }
        let source = Source {
            spot: line.spot,
            place: line.place(),
            text: line.text,
            said: line.text,
        };
        let label = line.label();
        let whole = label.as_ref().filter(|label| label.whole);
        if self.names_commitment(&source, line.rank)
            || self.names_milestone(&source, line.rank)
            || whole.is_some_and(|label| self.labelled(&source, label, line.rank))
        {
            return;
        }
        if self.untitled && is_short(line.text) && !line.list {
            return self.title(&source);
        }
        if !line.is_heading() {
            return self.text(&source, line.list);
        }
        let part = label.filter(|label| !label.whole);
        let known = self.names_child(&source, line.rank, next)
            || part.is_some_and(|label| self.labelled(&source, &label, line.rank));
        if !known {
            self.unknown_heading(&source, line.rank);
        }
    }

    /// Reads the heading of a commitment: `Commitment 2: Open budget`.
    pub(super) fn names_commitment(&mut self, source: &Source<'_>, rank: u8) -> bool {
        let first = self.word.clone();
        let is_word = |word: &str| COMMITMENTS.contains(&word) && first.as_ref().is_none_or(|first| first == word);
        let fits = |title: &Title, parted: bool| parted || title.title.is_empty() || rank < TEXT;
        match named(source.text, is_word) {
            Some(found) if fits(&found.title, found.parted) => {
                self.word = Some(found.word);
                self.begin_commitment(source, found.title, rank);
                true
            }
            Some(_) | None => false,
        }
    }

    /// Reads the heading of a milestone: `Milestone 1: Publish the budget`.
    fn names_milestone(&mut self, source: &Source<'_>, rank: u8) -> bool {
        let found = named(source.text, is_milestone).filter(|found| !found.title.number.is_empty());
        match found.filter(|_| self.commitment.is_some()) {
            Some(found) => {
                self.begin_milestone(&source.part(&found.title.title), &found.title.number, rank);
                true
            }
            None => false,
        }
    }

    /// Reads a label, and the value behind it. Returns whether the label fits what is read.
    pub(super) fn labelled(&mut self, source: &Source<'_>, label: &Label<'_>, rank: u8) -> bool {
        if label.is("title") && (label.whole || label.value.is_empty()) {
            let known = self.titled(source, label, rank);
            if known && !label.whole {
                self.guess(source, label.fields.first().map_or("", |field| field.code));
            }
            return known;
        }
        let Some((target, field)) = self.target(label, rank) else {
            return false;
        };
        if !label.whole && !takes_more(field) {
            return false;
        }
        self.open_field(target, field);
        if !label.whole {
            self.guess(source, field.code);
        }
        if label.value.is_empty() {
            self.outline.labels.push(source.spot);
        } else {
            self.keep(target, field, &source.part(label.value));
            if !is_prose(field) {
                self.open = Open::Value;
            }
        }
        true
    }

    /// Opens a field for the text that follows. A field of the plan or commitment ends the milestones.
    fn open_field(&mut self, target: Target, field: Field) {
        self.untitled = false;
        self.open = Open::Field(target, field);
        if target != Target::Milestone {
            (self.milestone, self.list) = (None, None);
        }
    }

    /// Reads a label that names a record: a title with it, or the heading of a list.
    fn titled(&mut self, source: &Source<'_>, label: &Label<'_>, rank: u8) -> bool {
        let specific = match label.fields.as_slice() {
            [field] => Some(field.level),
            _ => None,
        };
        let value = source.part(label.value);
        if self.untitled
            && specific != Some(Level::Plan)
            && (specific != Some(Level::Milestone) || self.milestone.is_some())
        {
            match label.value {
                "" => self.outline.labels.push(source.spot),
                _ => self.title(&value),
            }
            return true;
        }
        // An objective of a commitment that another word names.
        let other = COMMITMENTS.contains(&label.word.as_str()) && self.commitment.is_some();
        let code = match specific.or(self.commitment.is_none().then_some(Level::Plan)) {
            Some(Level::Plan) if !label.whole => return false,
            Some(Level::Commitment) if other => "commitment_action",
            Some(Level::Plan) if !label.value.is_empty() || source.text.ends_with(':') => "plan_title",
            Some(Level::Commitment) if !label.value.is_empty() => {
                self.begin_commitment(&value, title_of(label.value), rank);
                return true;
            }
            Some(Level::Milestone) if !label.value.is_empty() && self.commitment.is_some() => {
                self.entries(&value);
                return true;
            }
            Some(level @ Level::Commitment) => return self.begin_list(source, level, rank),
            Some(level @ Level::Milestone) if self.commitment.is_some() => return self.begin_list(source, level, rank),
            Some(Level::Member | Level::Plan | Level::Milestone | Level::Indicator | Level::Stakeholder) | None => {
                return false;
            }
        };
        let Some(field) = Field::of(code) else { return false };
        let target = if field.level == Level::Plan {
            Target::Plan
        } else {
            Target::Commitment
        };
        self.open_field(target, field);
        match label.value {
            "" => self.outline.labels.push(source.spot),
            _ => self.keep(target, field, &value),
        }
        true
    }

    /// Opens the list of what a label without a value names: `Milestones`.
    fn begin_list(&mut self, source: &Source<'_>, level: Level, rank: u8) -> bool {
        if level == Level::Commitment {
            self.commitment = None;
        }
        (self.open, self.list) = (Open::Nothing, Some((level, rank)));
        (self.milestone, self.labelled, self.untitled) = (None, [false; 2], false);
        self.outline.labels.push(source.spot);
        true
    }

    /// Returns the field that a label names in what is read, and its record.
    pub(super) fn target(&self, label: &Label<'_>, rank: u8) -> Option<(Target, Field)> {
        let of = |level: Level| label.fields.iter().copied().find(|field| field.level == level);
        let milestone = of(Level::Milestone);
        if let Some(field) = milestone.filter(|_| self.belongs_to_milestone(rank)) {
            return Some((Target::Milestone, field));
        }
        // The person who is responsible for the commitment.
        let private = milestone.filter(|field| field.is_private());
        let commitment = of(Level::Commitment).or(private).filter(|_| self.commitment.is_some());
        commitment
            .map(|field| (Target::Commitment, field))
            .or_else(|| of(Level::Plan).map(|field| (Target::Plan, field)))
    }

    /// Returns whether a label of this rank below a milestone belongs to it, rather than to its commitment.
    fn belongs_to_milestone(&self, rank: u8) -> bool {
        let Some(of) = self.milestone else { return false };
        let over = rank < TEXT && rank <= self.list.map_or(of, |(_, of)| of);
        let told = self.commitment.and_then(|(at, _)| self.outline.commitments.get(at));
        let first = told.is_some_and(|told| told.milestones.len() == 1);
        !over && (of < TEXT || first || self.labelled.contains(&true))
    }

    /// Reads a heading that is a title: in a list of commitments or milestones, or, where no word names
    /// commitments, above the label of one of their fields.
    fn names_child(&mut self, source: &Source<'_>, rank: u8, next: Option<&Line<'b>>) -> bool {
        let (number, text) = unnumbered(source.text);
        let deeper = |of: u8| of < rank || (rank == BOLD && !number.is_empty());
        let beside = self.commitment.is_none_or(|(_, of)| rank <= of);
        let described = || {
            let label = next
                .and_then(Line::label)
                .filter(|label| label.whole && !label.is("title"));
            label.is_some_and(|label| label.fields.iter().any(|field| field.level == Level::Commitment))
        };
        match self.list {
            Some((Level::Milestone, of)) if deeper(of) => self.begin_milestone(&source.part(text), number, rank),
            Some((Level::Commitment, of)) if deeper(of) && beside => {
                self.begin_commitment(source, title_of(source.text), rank);
            }
            _ if self.word.is_none() && beside && described() => {
                self.begin_commitment(source, title_of(source.text), rank);
            }
            Some(_) | None => return false,
        }
        true
    }

    /// Ends what is above a heading that is not known.
    fn unknown_heading(&mut self, source: &Source<'_>, rank: u8) {
        self.candidate(source, true);
        self.open = Open::Nothing;
        (self.milestone, self.untitled) = (None, false);
        self.list = self.list.filter(|(_, of)| *of < rank);
        // A bold line may head a part of the commitment that is not known.
        self.commitment = self.commitment.filter(|(_, of)| *of < rank || rank == BOLD);
    }

    /// Reads text that is neither a heading nor a label.
    fn text(&mut self, source: &Source<'_>, list: bool) {
        let by_heading = self.milestone.is_some_and(|of| of < TEXT);
        match (self.open, self.list) {
            (Open::Field(target, field), of)
                if (takes_more(field) || !self.has(target, field))
                    && !(list && of.is_some() && target == Target::Milestone) =>
            {
                self.add(target, field, source, list);
            }
            (_, Some((Level::Commitment, rank))) if list => {
                self.begin_commitment(source, title_of(source.text), TEXT);
                (self.open, self.list) = (Open::Nothing, Some((Level::Commitment, rank)));
            }
            (_, Some((Level::Milestone, _))) if !by_heading && (list || is_entry(source.text)) => self.entries(source),
            (Open::Nothing, Some((Level::Milestone, _))) if is_short(source.text) => {
                self.entries(source);
                self.guess(source, "milestone_title");
            }
            (Open::Heading, _) | (Open::Value, None)
                if self.commitment.is_some()
                    && self.milestone.is_none()
                    && (list || (self.open == Open::Value && !unnumbered(source.text).0.is_empty())) =>
            {
                self.list = Some((Level::Milestone, TEXT));
                if Entry::of(source.text).fields.is_empty() {
                    self.guess(source, "milestone_title");
                }
                self.entries(source);
            }
            (Open::Heading, _) => self.describe(source),
            (Open::Nothing, _) if self.commitment.is_none() && !list => self.candidate(source, false),
            (Open::Nothing | Open::Field(..) | Open::Value, _) => {}
        }
    }

    /// Takes a line for the title of the plan: the first one that speaks of a plan, else the first of all if it
    /// is a heading.
    fn candidate(&mut self, source: &Source<'_>, heading: bool) {
        let before = self.outline.commitments.is_empty() && is_short(source.text);
        let speaks = speaks_of_plan(source.text);
        let known = self
            .outline
            .title
            .as_ref()
            .map(|(_, title)| speaks_of_plan(&title.text));
        if before && (known.is_none() && (speaks || heading && self.lines == 1) || known == Some(false) && speaks) {
            let title = Value::read("title", source.place.clone(), &one_line(source.text), source.said);
            self.outline.title = Some((source.spot, title));
        }
    }
}
