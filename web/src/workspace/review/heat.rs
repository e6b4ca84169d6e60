//! The cells of the comparison: a value, a shade, and a note where the reviewer should talk to the city.
//!
//! One scale of shades, where more is better, and only there. What nobody reported is hatched and has no shade; other
//! values have none either, and words say whether they are good.

use besa_domain::calendar::days_between;
use besa_domain::review::{Compared, LONG_LATE, NeedKind, Reason, needs};
use besa_text::{Language, Words, dates, numbers};

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// `h1` to `h5`, darker is better; `hp` without a shade; `hn` for what is not known; `hx` if the reviewer should
    /// talk to the city.
    pub(super) class: &'static str,
    /// The value.
    pub(super) value: String,
    /// A line below the value: the counts behind it, or what the reviewer should do.
    pub(super) note: Option<String>,
}

impl Cell {
    /// Returns whether the reviewer should talk to the city; the cell then has a sign beside its colour.
    pub(super) fn talks(&self) -> bool {
        self.class == "hx"
    }

    fn plain(value: String, note: Option<String>) -> Self {
        Self {
            class: "hp",
            value,
            note,
        }
    }
}

/// Returns the cells of a city, in the order of the columns.
pub(super) fn cells(w: &Words, language: Language, city: &Compared) -> Vec<Cell> {
    vec![
        complete(w, language, city),
        late(w, city),
        share(w, language, city.evidence()),
        days(w, city),
        share(w, language, city.answered()),
        meetings(w, city),
        requirements(w, city),
        silent_ones(w, city),
        activity(w, language, city),
    ]
}

/// Returns the cell of a value that nobody knows, because milestones were never reported.
fn unknown(w: &Words, none: i32) -> Cell {
    Cell {
        class: "hn",
        value: w.review_cell_unknown(),
        note: Some(w.review_cell_unreported(none)),
    }
}

fn complete(w: &Words, language: Language, city: &Compared) -> Cell {
    match city.unknown() {
        Some(none) if none == city.figures.milestones => unknown(w, none),
        Some(_) | None => share(w, language, city.complete()),
    }
}

fn share(w: &Words, language: Language, (part, whole): (i32, i32)) -> Cell {
    if whole <= 0 {
        return nothing(w);
    }
    let percent = numbers::rounded(part.into(), whole.into());
    Cell {
        class: level(percent),
        value: numbers::percent(language, percent),
        note: Some(w.common_count_of(part, whole)),
    }
}

/// Returns the cell for a value that cannot be computed because there is nothing to count.
fn nothing(w: &Words) -> Cell {
    Cell {
        class: "hn",
        value: "–".to_owned(),
        note: Some(w.review_cell_nothing()),
    }
}

fn level(percent: i64) -> &'static str {
    match percent {
        ..20 => "h1",
        20..40 => "h2",
        40..60 => "h3",
        60..80 => "h4",
        80.. => "h5",
    }
}

/// Returns the overdue milestones. No overdue one is known only where every milestone was reported.
fn late(w: &Words, city: &Compared) -> Cell {
    if city.figures.milestones <= 0 {
        return nothing(w);
    }
    let days = city.figures.late_since.map(|since| days_between(since, city.today));
    let long = days.is_some_and(|days| days >= LONG_LATE);
    match (city.figures.late, city.unknown()) {
        (0, Some(none)) => unknown(w, none),
        (0, None) => Cell::plain("0".to_owned(), Some(w.review_cell_none_late())),
        (late, _) if long => Cell {
            class: "hx",
            value: late.to_string(),
            note: Some(w.review_cell_support()),
        },
        (late, none) => Cell::plain(late.to_string(), none.map(|none| w.review_cell_unreported(none))),
    }
}

/// Returns the days to a response. If any response is overdue, the reviewer should talk to the city.
fn days(w: &Words, city: &Compared) -> Cell {
    let late = city.figures.unanswered_late;
    let value = city.figures.answer_days.map(|days| days.to_string());
    match (value, late) {
        (None, 0) => nothing(w),
        (value, 0) => Cell::plain(value.unwrap_or_default(), None),
        (value, late) => Cell {
            class: "hx",
            value: value.unwrap_or_else(|| "–".to_owned()),
            note: Some(w.review_cell_answers_late(late)),
        },
    }
}

fn meetings(w: &Words, city: &Compared) -> Cell {
    let held = city.figures.meetings;
    let class = match held {
        ..=1 => "h1",
        2 => "h2",
        3 => "h3",
        4..=5 => "h4",
        6.. => "h5",
    };
    Cell {
        class,
        value: held.to_string(),
        note: (held <= 0).then(|| w.review_cell_no_meeting()),
    }
}

/// Returns the met minimum requirements, and the practices apart; empty for figures from before they were counted.
fn requirements(w: &Words, city: &Compared) -> Cell {
    let Some((met, all)) = city.minimum() else {
        return nothing(w);
    };
    let practices = city.practices().map(|(met, all)| w.review_cell_practices(met, all));
    Cell {
        class: level(numbers::rounded(met.into(), all.into())),
        value: w.common_count_of(met, all),
        note: practices,
    }
}

fn silent_ones(w: &Words, city: &Compared) -> Cell {
    let (none, all) = (city.figures.not_reported, city.figures.milestones);
    if all <= 0 {
        return nothing(w);
    }
    let note = if none > 0 {
        w.common_count_of(none, all)
    } else {
        w.review_cell_all_reported()
    };
    Cell::plain(none.to_string(), Some(note))
}

fn activity(w: &Words, language: Language, city: &Compared) -> Cell {
    let silent = needs(Some(&city.figures), city.today)
        .iter()
        .any(|reason: &Reason| reason.kind() == NeedKind::Silent);
    let value = city
        .figures
        .active_on
        .map_or_else(|| w.review_cell_never(), |day| dates::day(language, day));
    if silent {
        return Cell {
            class: "hx",
            value,
            note: Some(w.review_cell_silent()),
        };
    }
    Cell::plain(value, None)
}
