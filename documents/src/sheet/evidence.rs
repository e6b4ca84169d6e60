//! The list of evidence, with what is needed to check each file.

use besa_domain::reports::self_assessment::{Evidence, EvidenceKind};

use super::{Block, Cell, Column, line};
use crate::words::Words;

pub(super) fn block(evidence: &[Evidence], words: &Words) -> Block {
    if evidence.is_empty() {
        return Block::Missing { text: words.no_evidence() };
    }
    let column = |text, share| Column { text, share };
    Block::Table {
        caption: words.evidence(),
        columns: vec![
            column(words.evidence_number(), 0),
            column(words.evidence_title(), 8),
            column(words.evidence_for(), 3),
            column(words.added_on(), 2),
        ],
        rows: evidence.iter().enumerate().map(|(index, evidence)| row(index + 1, evidence, words)).collect(),
    }
}

fn row(number: usize, evidence: &Evidence, words: &Words) -> Vec<Cell> {
    let place = line(&evidence.place);
    let web = ["http://", "https://"].iter().any(|scheme| place.starts_with(scheme));
    let link = (evidence.kind == EvidenceKind::Link && web).then(|| place.clone());
    let commitment = line(&evidence.commitment);
    let belongs = match &evidence.milestone {
        Some(milestone) => words.of_milestone(&commitment, &line(milestone)),
        None => words.of_commitment(&commitment),
    };
    vec![
        Cell::plain(number.to_string()),
        Cell {
            text: line(&evidence.title),
            notes: vec![words.evidence_place(evidence.kind, &place)],
            digest: evidence.sha256.clone(),
            link,
            ..Cell::default()
        },
        Cell::plain(belongs),
        Cell::plain(words.date(evidence.added_on)),
    ]
}
