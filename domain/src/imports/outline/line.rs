//! The lines of a document, and what they can belong to.

use super::labels::{Label, unnumbered};
use crate::fold::one_line;
use crate::imports::account::Spot;
use crate::imports::book::Block;
use crate::imports::fields::{Field, Level};
use crate::imports::headings;
use crate::imports::lines::Title;

/// The rank of a line that is bold, below all levels of headings.
pub(super) const BOLD: u8 = 20;
/// The rank of other text.
pub(super) const TEXT: u8 = 30;

/// A line of a document: a paragraph, or a row of a form.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'b> {
    /// Where it stands.
    pub(super) spot: Spot,
    /// Its level as a heading, [`BOLD`] or [`TEXT`].
    pub(super) rank: u8,
    /// Whether it is an entry of a list.
    pub(super) list: bool,
    pub(super) text: &'b str,
}

impl<'b> Line<'b> {
    /// Returns a paragraph as a line; `None` for the place of a table.
    pub(super) fn of(block: &'b Block) -> Option<Self> {
        let Block::Paragraph {
            number,
            level,
            list,
            bold,
            text,
        } = block
        else {
            return None;
        };
        let bold = *bold && !*list && text.chars().count() <= 200;
        Some(Self {
            spot: Spot::Paragraph(*number),
            rank: level.unwrap_or(if bold { BOLD } else { TEXT }),
            list: *list,
            text,
        })
    }

    pub(super) fn place(&self) -> String {
        match self.spot {
            Spot::Paragraph(number) => format!("paragraph {number}"),
            Spot::Cell(..) => String::new(),
        }
    }

    pub(super) fn is_heading(&self) -> bool {
        self.rank < TEXT
    }

    /// Returns its label, if it has one.
    pub(super) fn label(&self) -> Option<Label<'b>> {
        Label::of(self.text, self.is_heading())
    }
}

/// A text with its place and address.
#[derive(Debug, Clone)]
pub(super) struct Source<'t> {
    pub(super) spot: Spot,
    pub(super) place: String,
    /// The text that is read.
    pub(super) text: &'t str,
    /// The whole text of the paragraph or cell.
    pub(super) said: &'t str,
}

impl<'t> Source<'t> {
    /// Returns a part of the text.
    pub(super) fn part<'p>(&self, text: &'p str) -> Source<'p>
    where
        't: 'p,
    {
        Source {
            spot: self.spot,
            place: self.place.clone(),
            text,
            said: self.said,
        }
    }
}

/// The record that values go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    Plan,
    Commitment,
    Milestone,
}

/// What the next text belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
    /// Nothing that is known.
    Nothing,
    /// The heading of a commitment or milestone, which a description may follow.
    Heading,
    /// A field, whose label is above.
    Field(Target, Field),
    /// Nothing: the label above has its value beside it.
    Value,
}

/// Returns whether a folded text is a word for a milestone.
pub(super) fn is_milestone(word: &str) -> bool {
    let first = headings::whole(word).and_then(|fields| fields.first().copied());
    first.is_some_and(|field| field.level == Level::Milestone && field.is_title())
}

/// Returns the number and the title of a heading that begins with a number.
pub(super) fn title_of(text: &str) -> Title {
    let (number, title) = unnumbered(text);
    Title {
        number: number.to_owned(),
        title: one_line(title),
    }
}
