//! Reads the state of a milestone from the words of a file: the words that Besa's pages show in every
//! language, and others that offices use.

mod words;

use super::layout::List;
use super::own;
use crate::fold::fold;
use crate::milestones::MilestoneState;
use words::{PHRASES, STEMS, WHOLE};

/// A state that was read, and whether the text is Besa's own code or word for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Understood {
    /// The state.
    pub state: MilestoneState,
    /// Whether the text is the code, such as `in_progress`, or the word of the pages in one of their languages.
    pub is_code: bool,
}

/// Reads a state. Late work is work under way, because lateness is computed. `None` for a text that is
/// no state, and for one that can be two.
pub fn read(text: &str) -> Option<Understood> {
    if let Some(state) = own::value(List::MilestoneState, text) {
        return Some(Understood { state, is_code: true });
    }
    let plain = fold(text);
    let state = marked(text)
        .or_else(|| percent(text))
        .or_else(|| worded(text, &plain))?;
    Some(Understood { state, is_code: false })
}

/// Reads a state from a mark: a tick, a cross, an hourglass.
fn marked(text: &str) -> Option<MilestoneState> {
    let mut marks = text.chars().filter_map(|c| match c {
        '✔' | '✓' | '☑' | '✅' => Some(MilestoneState::Complete),
        '✗' | '✘' | '✖' | '❌' | '☐' => Some(MilestoneState::NotStarted),
        '⏳' | '⌛' | '🔄' | '▶' => Some(MilestoneState::InProgress),
        '⏸' => Some(MilestoneState::Stuck),
        _ => None,
    });
    let first = marks.next()?;
    // Words beside a mark say more than the mark.
    let alone = !text.chars().any(char::is_alphabetic);
    (alone && marks.all(|mark| mark == first)).then_some(first)
}

/// Reads a state from a percentage: `100%`.
fn percent(text: &str) -> Option<MilestoneState> {
    let number = text.trim().strip_suffix('%')?.trim_end();
    let whole = number.split(['.', ',']).next()?;
    let all_digits = number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    match whole.parse::<u32>().ok().filter(|_| all_digits)? {
        100 => Some(MilestoneState::Complete),
        0 if number.chars().all(|c| !matches!(c, '1'..='9')) => Some(MilestoneState::NotStarted),
        0..=99 => Some(MilestoneState::InProgress),
        _ => None,
    }
}

/// What a word says about work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    /// It is finished: "completed", "përfunduar".
    Finished,
    /// It is done, without a word about a process: "implemented", "realizuar".
    Done,
    /// It has begun: "started", "filluar".
    Started,
    /// It goes on: "in progress", "në proces", "on track".
    UnderWay,
    /// It goes as planned: "on track".
    OnTime,
    /// It is late.
    Late,
    /// It will be.
    Waiting,
    /// It is stopped for a time.
    Stuck,
    /// It is given up.
    Withdrawn,
    /// Not.
    Not,
    /// In part.
    Partly,
    /// In the future.
    Will,
}

fn worded(text: &str, plain: &str) -> Option<MilestoneState> {
    use MilestoneState::{Complete, InProgress, NotStarted, Stuck, Withdrawn};
    if let Some(state) = whole(plain) {
        return Some(state);
    }
    let plain = format!(" {plain} ");
    let phrases = PHRASES
        .iter()
        .filter(|(_, phrases)| phrases.split('|').any(|phrase| plain.contains(&format!(" {phrase} "))));
    let mut said: Vec<Says> = phrases.map(|(says, _)| *says).collect();
    said.extend(plain.split_whitespace().flat_map(says));
    let has = |says| said.contains(&says);
    let not = has(Says::Not);
    let ended = has(Says::Finished) || has(Says::Done);
    let under_way = has(Says::UnderWay) || has(Says::OnTime);
    let state = if has(Says::Withdrawn) {
        (!not).then_some(Withdrawn)?
    } else if has(Says::Stuck) {
        (!not).then_some(Stuck)?
    } else if not && has(Says::Started) && !ended {
        NotStarted
    } else if not && has(Says::Late) {
        if ended { Complete } else { InProgress }
    } else if not && has(Says::Finished) {
        // What is not finished has begun, unless it only waits.
        if has(Says::Waiting) && !under_way {
            NotStarted
        } else {
            InProgress
        }
    } else if not && has(Says::Done) {
        if under_way { InProgress } else { NotStarted }
    } else if not && has(Says::OnTime) {
        InProgress
    } else if not && has(Says::Waiting) {
        NotStarted
    } else if not {
        return None;
    } else if ended {
        let open = has(Says::Partly) || in_part(text) || under_way || has(Says::Will);
        if open { InProgress } else { Complete }
    } else if has(Says::Will) && has(Says::Started) || has(Says::Waiting) && !under_way {
        NotStarted
    } else if under_way || has(Says::Started) || has(Says::Late) {
        InProgress
    } else {
        return None;
    };
    Some(state)
}

/// Returns whether a text names a percentage below 100.
fn in_part(text: &str) -> bool {
    let numbers = text.split('%').rev().skip(1).map(|before| {
        let trimmed = before.trim_end();
        let digits = trimmed.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        trimmed
            .get(digits.len()..)
            .unwrap_or_default()
            .split(['.', ','])
            .next()
            .unwrap_or_default()
    });
    numbers
        .filter_map(|number| number.parse::<u32>().ok())
        .any(|number| number < 100)
}

/// Reads a text that is one word or one phrase.
fn whole(plain: &str) -> Option<MilestoneState> {
    Some(match plain {
        // Codes of Canada's tracker: not started, limited progress, substantial progress, completed.
        "ns" | "n s" => MilestoneState::NotStarted,
        "lp" | "sp" | "ip" | "wip" | "limited" | "substantial" => MilestoneState::InProgress,
        "c" | "d" | "ok" | "100" => MilestoneState::Complete,
        "yes" | "po" | "si" | "oui" | "sim" | "ja" | "da" | "да" => MilestoneState::Complete,
        "no" | "jo" | "non" | "nao" | "nein" | "ne" | "не" | "nothing" | "asgje" => MilestoneState::NotStarted,
        "not reported"
        | "unreported"
        | "pa raportuar"
        | "i paraportuar"
        | "nuk eshte raportuar"
        | "no data"
        | "unknown"
        | "nuk ka te dhena"
        | "nuk ka informacion"
        | "sin datos"
        | "sin informacion"
        | "no informado"
        | "non renseigne"
        | "inconnu"
        | "sans information"
        | "non riportato"
        | "nessun dato"
        | "nema podataka"
        | "нема податока"
        | "нема података" => MilestoneState::NotReported,
        _ => return None,
    })
}

/// Returns what a word says.
fn says(word: &str) -> Vec<Says> {
    let whole = WHOLE
        .iter()
        .find(|(_, words)| words.split(' ').any(|whole| whole == word));
    if let Some((says, _)) = whole {
        return vec![*says];
    }
    let stem = STEMS
        .iter()
        .find(|(_, stems)| stems.split(' ').any(|stem| word.starts_with(stem)));
    stem.map_or_else(Vec::new, |(says, _)| says.to_vec())
}

#[cfg(test)]
mod tests;
