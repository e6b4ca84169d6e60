//! A report section by section, as it grows.

use super::{Block, prose};
use crate::words::Words;

/// The report's blocks as they grow, with the number of the open section.
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

    /// Begins a section, counted.
    pub(super) fn open(&mut self, title: String) {
        self.number += 1;
        let id = format!("s{}", self.number);
        self.blocks.push(Block::Heading {
            level: 1,
            id,
            text: format!("{}. {title}", self.number),
        });
    }

    /// Begins a part of the section.
    pub(super) fn part(&mut self, title: String) {
        let id = format!("s{}-{}", self.number, self.blocks.len());
        self.blocks.push(Block::Heading {
            level: 2,
            id,
            text: title,
        });
    }

    /// What somebody wrote in Markdown, or that nobody did.
    pub(super) fn prose(&mut self, text: Option<&str>) {
        self.blocks
            .extend(prose::blocks(text, || self.words.w.report_nothing_recorded()));
    }
}
