//! Collects the blocks of a report section by section.

use super::{Block, prose};
use crate::words::Words;

/// The blocks so far, and the number of the current section.
pub(super) struct Sections<'a> {
    pub(super) words: &'a Words,
    pub(super) blocks: Vec<Block>,
    number: usize,
}

impl<'a> Sections<'a> {
    pub(super) fn new(words: &'a Words) -> Self {
        Self {
            words,
            blocks: Vec::new(),
            number: 0,
        }
    }

    /// Starts a numbered section.
    pub(super) fn open(&mut self, title: String) {
        self.number += 1;
        let id = format!("s{}", self.number);
        self.blocks.push(Block::Heading {
            level: 1,
            id,
            text: format!("{}. {title}", self.number),
        });
    }

    /// Starts a part of the current section.
    pub(super) fn part(&mut self, title: String) {
        let id = format!("s{}-{}", self.number, self.blocks.len());
        self.blocks.push(Block::Heading {
            level: 2,
            id,
            text: title,
        });
    }

    /// Adds a text in Markdown, or a placeholder if it is missing.
    pub(super) fn prose(&mut self, text: Option<&str>) {
        self.blocks
            .extend(prose::blocks(text, || self.words.w.report_nothing_recorded()));
    }
}
