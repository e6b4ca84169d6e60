//! The cells of the comparison: a value, a shade, and a note where the reviewer should talk to the city.

use besa_domain::calendar::days_between;
use besa_domain::review::{Compared, LONG_LATE, NeedKind, Reason, needs};
use besa_text::{Language, Words, dates, numbers};

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// `h0` to `h5`, darker is better; `hx` if the reviewer should talk to the city.
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
}

/// Returns the cells of a city, in the order of the columns.
pub(super) fn cells(w: &Words, language: Language, city: &Compared) -> Vec<Cell> {
    vec![
        share(w, language, city.complete()),
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

fn share(w: &Words, language: Language, (part, whole): (i32, i32)) -> Cell {
    if whole <= 0 {
        return nothing(w);
    }
    let percent = part * 100 / whole;
    Cell {
        class: level(percent),
        value: numbers::percent(language, percent.into()),
        note: Some(w.common_count_of(part, whole)),
    }
}

/// Returns the cell for a value that cannot be computed because there is nothing to count.
fn nothing(w: &Words) -> Cell {
    Cell {
        class: "h0",
        value: "–".to_owned(),
        note: Some(w.review_cell_nothing()),
    }
}

fn level(percent: i32) -> &'static str {
    match percent {
        ..20 => "h1",
        20..40 => "h2",
        40..60 => "h3",
        60..80 => "h4",
        80.. => "h5",
    }
}

fn late(w: &Words, city: &Compared) -> Cell {
    if city.figures.milestones <= 0 {
        return nothing(w);
    }
    let days = city.figures.late_since.map(|since| days_between(since, city.today));
    let long = days.is_some_and(|days| days >= LONG_LATE);
    let (class, note) = match city.figures.late {
        0 => ("h0", Some(w.common_none())),
        _ if long => ("hx", Some(w.review_cell_support())),
        _ => ("h1", None),
    };
    Cell {
        class,
        value: city.figures.late.to_string(),
        note,
    }
}

/// Returns the days to a response. If any response is overdue, the reviewer should talk to the city.
fn days(w: &Words, city: &Compared) -> Cell {
    let late = city.figures.unanswered_late;
    let value = city.figures.answer_days;
    if value.is_none() && late == 0 {
        return nothing(w);
    }
    let class = match value {
        _ if late > 0 => "hx",
        None => "h0",
        Some(..=3) => "h5",
        Some(4..=5) => "h4",
        Some(6..=7) => "h3",
        Some(8..=10) => "h2",
        Some(11..) => "h1",
    };
    Cell {
        class,
        value: value.map_or_else(|| "–".to_owned(), |days| days.to_string()),
        note: (late > 0).then(|| w.review_cell_answers_late(late)),
    }
}

fn meetings(w: &Words, city: &Compared) -> Cell {
    let held = city.figures.meetings;
    let class = match held {
        ..=0 => "h0",
        1 => "h1",
        2 => "h2",
        3 => "h3",
        4..=5 => "h4",
        6.. => "h5",
    };
    Cell {
        class,
        value: held.to_string(),
        note: (held <= 0).then(|| w.common_none()),
    }
}

/// Returns the number of met requirements; empty for figures from before requirements were counted.
fn requirements(w: &Words, city: &Compared) -> Cell {
    let Some((met, all)) = city.requirements() else {
        return nothing(w);
    };
    Cell {
        class: level(met * 100 / all.max(1)),
        value: w.common_count_of(met, all),
        note: None,
    }
}

fn silent_ones(w: &Words, city: &Compared) -> Cell {
    let (none, all) = (city.figures.not_reported, city.figures.milestones);
    if all <= 0 {
        return nothing(w);
    }
    Cell {
        class: level((all - none) * 100 / all),
        value: none.to_string(),
        note: (none > 0).then(|| w.common_count_of(none, all)),
    }
}

fn activity(w: &Words, language: Language, city: &Compared) -> Cell {
    let silent = needs(Some(&city.figures), city.today)
        .iter()
        .any(|reason: &Reason| reason.kind() == NeedKind::Silent);
    let value = city
        .figures
        .active_on
        .map_or_else(|| w.review_cell_never(), |day| dates::day(language, day));
    let class = match city.figures.active_on.map(|day| days_between(day, city.today)) {
        _ if silent => "hx",
        None => "h0",
        Some(..=30) => "h5",
        Some(31..=60) => "h4",
        Some(61..=90) => "h3",
        Some(91..) => "h2",
    };
    Cell {
        class,
        value,
        note: silent.then(|| w.review_cell_silent()),
    }
}
