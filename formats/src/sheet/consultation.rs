//! The public consultation on a report: the comments and the city's responses.

use besa_domain::reports::self_assessment::{CommentSummary, Consultation, Contributions};
use besa_text::codes;

use super::{Block, Cell, Column, line, paragraphs};
use crate::words::Words;

pub(super) fn blocks(held: &Consultation, words: &Words) -> Vec<Block> {
    let days = words
        .w
        .print_consultation_days(words.date(held.opened_on), words.date(held.closes_on));
    let counts = words.w.print_consultation_counts(held.comments, held.answered);
    let mut blocks = vec![Block::Prose {
        paragraphs: vec![days, counts],
    }];
    blocks.extend(table(&held.said, words.w.print_consultation_caption(), words));
    blocks
}

/// The comments and proposals on the plan, with the city's answers.
pub(super) fn contributions(of: &Contributions, words: &Words) -> Vec<Block> {
    let counts = words
        .w
        .print_contributions_counts(of.comments, of.proposals, of.answered);
    let counts = Block::Prose {
        paragraphs: vec![counts],
    };
    let caption = words.w.print_contributions_caption();
    std::iter::once(counts).chain(table(&of.said, caption, words)).collect()
}

/// Returns a table of comments with their answers; `None` without comments.
fn table(said: &[CommentSummary], caption: String, words: &Words) -> Option<Block> {
    let column = |text, share| Column { text, share };
    let rows = said.iter().enumerate();
    (!said.is_empty()).then(|| Block::Table {
        caption,
        columns: vec![
            column(words.w.report_column_number(), 0),
            column(words.w.print_column_comment(), 5),
            column(words.w.print_column_answer(), 5),
        ],
        rows: rows.map(|(index, comment)| row(index + 1, comment, words)).collect(),
    })
}

fn row(number: usize, comment: &CommentSummary, words: &Words) -> Vec<Cell> {
    let text = |text: &str| paragraphs(text).join("\n");
    let mut notes: Vec<String> = comment.organisation.iter().map(|name| line(name)).collect();
    notes.extend(comment.on.map(|day| words.date(day)));
    let answer = match &comment.answer {
        Some(answer) => Cell {
            notes: answer.reason.iter().map(|reason| text(reason)).collect(),
            ..Cell::plain(codes::response(words.w, &answer.outcome))
        },
        None => Cell::plain(words.w.print_consultation_unanswered()),
    };
    vec![
        Cell::plain(number.to_string()),
        Cell {
            notes,
            ..Cell::plain(text(&comment.text))
        },
        answer,
    ]
}
