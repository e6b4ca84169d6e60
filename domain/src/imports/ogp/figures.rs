//! Compares the figures of OGP's dataset with those that are computed from the records.

use super::columns::Line;
use crate::imports::notes::{Code, Note};
use crate::rules::irm::{Codings, Figures, Score, scales};

/// Returns a note for each figure of a row that differs from the one computed from the codings of its commitment,
/// and one for a commitment that has a score although it was not reviewed.
pub(super) fn compare(line: &Line, codings: &Codings) -> Vec<Note> {
    let figures = codings.figures();
    let mut notes = Vec::new();
    for (column, computed) in numbers(codings, &figures) {
        let given = line.get(column).trim();
        let given_number = given.parse::<i32>().ok();
        let is_missing = given_number.is_none() && scales().is_no_value(given);
        let same = match computed {
            Computed::Is(number) => given_number == number && (number.is_some() || is_missing),
            Computed::IfGiven(number) => is_missing || given_number == number,
            Computed::IfKnown(number) => number.is_none() || given_number == number,
        };
        if !same {
            let used = computed.number().map_or_else(String::new, |number| number.to_string());
            notes.push(Note::new(Code::FigureDiffers, line.cell(column), given).using(used));
        }
    }
    if figures.not_reviewed && figures.score != Score::NotReviewed {
        const SCORE: &str = "IRM-Based Score";
        notes.push(Note::new(
            Code::ScoredNotReviewed,
            line.cell(SCORE),
            line.get(SCORE).trim(),
        ));
    }
    notes
}

/// A computed figure, and when it is compared.
enum Computed {
    /// Always: without a number, the file has none either.
    Is(Option<i32>),
    /// Where the file has a number: OGP ended the figure, or leaves it out where a report is missing.
    IfGiven(Option<i32>),
    /// Where it can be computed.
    IfKnown(Option<i32>),
}

impl Computed {
    fn number(&self) -> Option<i32> {
        match self {
            Self::Is(number) | Self::IfGiven(number) | Self::IfKnown(number) => *number,
        }
    }
}

/// Returns the columns with figures, each with its computed value.
fn numbers<'c>(codings: &'c Codings, of: &Figures) -> Vec<(&'c str, Computed)> {
    use Computed::{IfGiven, IfKnown, Is};
    let flag = |set: bool| Is(Some(i32::from(set)));
    let part = |of: Option<bool>| of.map(i32::from);
    let scored = |score: Score| flag(of.score == score);
    let mut numbers = vec![
        ("_Relevant", IfKnown(part(codings.relevant_by_values()))),
        ("_ChangeCompletion", IfKnown(codings.change())),
        (
            "Starred (Current Formula) Progress Report",
            IfGiven(part(of.star_progress)),
        ),
        ("Starred (Current Formula) End of Term", IfGiven(part(of.star_end))),
        ("Ambition Assessed", flag(of.ambition_assessed)),
        ("Comp Assessed", flag(of.completion_assessed)),
        ("DIOG Assessed", flag(of.diog_assessed)),
        ("Max Completion", Is(of.max_completion)),
        ("Raw Completion", Is(of.raw_completion)),
        ("High Completion", flag(of.high_completion)),
        ("High Ambition", Is(part(of.high_ambition))),
        ("High DIOG", flag(of.high_diog)),
        ("Ambitious and complete, or DIOG", scored(Score::Both)),
        ("Ambitious but not complete", scored(Score::Ambitious)),
        ("Complete but not ambitious", scored(Score::Complete)),
        ("Not reviewed", flag(of.not_reviewed)),
        ("IRM-Based Score", Is(Some(of.score.number()))),
    ];
    for scale in &scales().scales {
        if let Some(column) = scale.number.as_deref() {
            numbers.push((column, Is(codings.coding(&scale.scheme).number())));
        }
    }
    numbers
}
