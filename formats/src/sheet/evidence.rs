//! The list of evidence, with the SHA-256 of each file for verification.

use besa_domain::reports::self_assessment::{Evidence, EvidenceKind};

use super::{Block, Cell, Column, line};
use crate::words::Words;

pub(super) fn block(evidence: &[Evidence], words: &Words) -> Block {
    if evidence.is_empty() {
        return Block::Missing {
            text: words.w.report_evidence_none(),
        };
    }
    let column = |text, share| Column { text, share };
    Block::Table {
        caption: words.w.report_evidence_caption(),
        columns: vec![
            column(words.w.report_column_number(), 0),
            column(words.w.report_column_evidence(), 8),
            column(words.w.print_column_for(), 3),
            column(words.w.report_column_date(), 2),
        ],
        rows: evidence
            .iter()
            .enumerate()
            .map(|(index, evidence)| row(index + 1, evidence, words))
            .collect(),
    }
}

fn row(number: usize, evidence: &Evidence, words: &Words) -> Vec<Cell> {
    let place = line(&evidence.place);
    let web = ["http://", "https://"].iter().any(|scheme| place.starts_with(scheme));
    let link = (evidence.kind == EvidenceKind::Link && web).then(|| place.clone());
    let commitment = line(&evidence.commitment);
    let belongs = match &evidence.milestone {
        Some(milestone) => words.w.print_evidence_milestone(&commitment, line(milestone)),
        None => words.w.commitment_eyebrow(&commitment),
    };
    vec![
        Cell::plain(number.to_string()),
        Cell {
            text: line(&evidence.title),
            notes: vec![match evidence.sha256 {
                Some(_) => format!("{} · SHA-256", words.place(evidence.kind, &place)),
                None => words.place(evidence.kind, &place),
            }],
            digest: evidence.sha256.clone(),
            link,
            ..Cell::default()
        },
        Cell::plain(belongs),
        Cell::plain(words.date(evidence.added_on)),
    ]
}
