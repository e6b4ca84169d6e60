//! The milestones of a plan as bricks with marks, so that they can be read without colour.

use super::City;
use besa_domain::milestones::ComputedState;
use besa_domain::reminders::CompactMilestone;
use besa_text::{Words, codes};

/// Number of bricks that fit in a row on a phone.
const IN_A_ROW: usize = 12;

/// A brick with its mark.
#[derive(Clone)]
pub(super) struct Mark {
    /// The CSS class, used in dark mode.
    pub(super) class: &'static str,
    pub(super) sign: &'static str,
    pub(super) style: String,
}

/// Returns the bricks in rows.
pub(super) fn rows(city: &City, bricks: &[CompactMilestone]) -> Vec<Vec<Mark>> {
    bricks
        .chunks(IN_A_ROW)
        .map(|row| row.iter().map(|brick| mark(city, brick.standing)).collect())
        .collect()
}

/// Returns how many milestones are done, of all that are not withdrawn, as a sentence.
pub(super) fn done(w: &Words, bricks: &[CompactMilestone]) -> String {
    let standing = |brick: &&CompactMilestone| brick.standing != ComputedState::Withdrawn;
    let all = bricks.iter().filter(standing).count();
    let done = bricks
        .iter()
        .filter(|brick| brick.standing == ComputedState::Done)
        .count();
    w.home_city_done(count(done), count(all))
}

pub(super) fn count(of: usize) -> i64 {
    i64::try_from(of).unwrap_or(i64::MAX)
}

/// Returns the meaning of each mark that occurs.
pub(super) fn legend<'b>(
    city: &City,
    bricks: impl IntoIterator<Item = &'b CompactMilestone>,
) -> Vec<(&'static str, String)> {
    let mut legend: Vec<(&'static str, String)> = Vec::new();
    for brick in bricks {
        let entry = (
            mark(city, brick.standing).sign,
            codes::milestone_state(city.words(), brick.standing.code()),
        );
        if !legend.contains(&entry) {
            legend.push(entry);
        }
    }
    legend
}

fn mark(city: &City, standing: ComputedState) -> Mark {
    let (colour, tint) = (&city.colour, &city.tint);
    let (class, sign, style) = match standing {
        ComputedState::Done => ("done", "✓", look(colour, "solid", colour, "#ffffff")),
        ComputedState::InProgress => ("prog", "◑", look(tint, "solid", colour, "#12242b")),
        ComputedState::NotStarted => ("todo", "–", look("#ffffff", "dashed", "#77878d", "#4f5d63")),
        ComputedState::Late(_) => ("late", "!", look("#fbe3e0", "solid", "#b3261e", "#8a1c16")),
        ComputedState::Stuck => ("stuck", "‖", look("#fdf0d5", "solid", "#9a5b00", "#7a4600")),
        ComputedState::NotReported | ComputedState::Unknown(_) => {
            ("todo", "?", look("#ffffff", "dotted", "#77878d", "#4f5d63"))
        }
        ComputedState::Withdrawn => ("todo", "×", look("#ffffff", "solid", "#c3cdd0", "#4f5d63")),
    };
    Mark { class, sign, style }
}

fn look(ground: &str, line: &str, edge: &str, letters: &str) -> String {
    format!("background:{ground};border:2px {line} {edge};color:{letters}")
}
