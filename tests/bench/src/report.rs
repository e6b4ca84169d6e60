//! The figures of all rounds beside their goals: a table on standard output and in `docs/bench.md`.

use std::fmt::Write as _;

/// When a goal is met.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Goal {
    /// The ratio to the reference is at least this.
    RatioAtLeast(f64),
    /// The ratio to the reference is at most this.
    RatioAtMost(f64),
    /// The figure is at most this.
    AtMost(f64),
    /// Shown without a goal.
    Shown,
}

/// A figure to measure.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Figure {
    /// The number of the goal in the list of goals; empty without one.
    pub(crate) number: &'static str,
    /// What is measured.
    pub(crate) what: &'static str,
    /// The unit of the figure.
    pub(crate) unit: &'static str,
    /// What it is compared with; empty for nothing.
    pub(crate) beside: &'static str,
    /// The goal.
    pub(crate) goal: Goal,
}

struct Row {
    figure: Figure,
    ours: Vec<f64>,
    /// The reference of each round.
    beside: Vec<f64>,
}

/// The figures of all rounds, in the order in which they were first measured.
#[derive(Default)]
pub(crate) struct Board {
    rows: Vec<Row>,
    remarks: Vec<String>,
}

impl Board {
    /// Adds the figure of one round.
    pub(crate) fn add(&mut self, figure: &Figure, ours: f64) {
        self.put(figure, ours, None);
    }

    /// Adds the figure of one round with its reference, measured in the same round.
    pub(crate) fn compare(&mut self, figure: &Figure, ours: f64, beside: f64) {
        self.put(figure, ours, Some(beside));
    }

    fn put(&mut self, figure: &Figure, ours: f64, beside: Option<f64>) {
        eprintln!("  {}: {} {}", figure.what, number(ours), figure.unit);
        let same = |row: &Row| (row.figure.what, row.figure.beside) == (figure.what, figure.beside);
        if !self.rows.iter().any(same) {
            self.rows.push(Row {
                figure: *figure,
                ours: Vec::new(),
                beside: Vec::new(),
            });
        }
        if let Some(row) = self.rows.iter_mut().find(|row| same(row)) {
            row.ours.push(ours);
            row.beside.extend(beside);
        }
    }

    /// Adds a remark below the table, once.
    pub(crate) fn remark(&mut self, remark: String) {
        eprintln!("  {remark}");
        if !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
    }

    /// Returns the table in Markdown, with the remarks below it.
    pub(crate) fn table(&self) -> String {
        let mut table = "| goal | figure | median (range) | beside | ratio (range) | target | |\n\
                         |---|---|---|---|---|---|---|\n"
            .to_owned();
        for row in &self.rows {
            let Figure {
                number,
                what,
                unit,
                beside,
                ..
            } = row.figure;
            let beside = match row.beside.is_empty() {
                true => String::new(),
                false => format!("{beside}: {}", spread(&row.beside)),
            };
            let ratios = row.ratios();
            let ratio = if ratios.is_empty() {
                String::new()
            } else {
                spread(&ratios)
            };
            let (target, verdict) = row.verdict();
            let ours = spread(&row.ours);
            writeln!(
                table,
                "| {number} | {what} | {ours} {unit} | {beside} | {ratio} | {target} | {verdict} |"
            )
            .unwrap();
        }
        for remark in &self.remarks {
            write!(table, "\n* {remark}").unwrap();
        }
        table
    }
}

impl Row {
    fn ratios(&self) -> Vec<f64> {
        self.ours
            .iter()
            .zip(&self.beside)
            .map(|(ours, beside)| ours / beside)
            .collect()
    }

    /// Returns the target, and whether it is met.
    fn verdict(&self) -> (String, String) {
        let (ratio, ours) = (median(&self.ratios()), median(&self.ours));
        match self.figure.goal {
            Goal::RatioAtLeast(goal) => (format!("≥ {}", number(goal)), verdict(ratio >= goal, ratio / goal)),
            Goal::RatioAtMost(goal) => (format!("≤ {}", number(goal)), verdict(ratio <= goal, ratio / goal)),
            Goal::AtMost(goal) => (
                format!("≤ {} {}", number(goal), self.figure.unit),
                verdict(ours <= goal, ours / goal),
            ),
            Goal::Shown => (String::new(), String::new()),
        }
    }
}

fn verdict(met: bool, of_goal: f64) -> String {
    if met {
        "met".to_owned()
    } else if of_goal.is_infinite() {
        "**not met**".to_owned()
    } else {
        format!("**not met**: {:.0} % of the target", of_goal * 100.0)
    }
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

/// Returns the median; the lower of the two in the middle. 0 without values.
pub(crate) fn median(values: &[f64]) -> f64 {
    sorted(values)
        .get(values.len().saturating_sub(1) / 2)
        .copied()
        .unwrap_or(0.0)
}

fn spread(values: &[f64]) -> String {
    let sorted = sorted(values);
    match (sorted.first(), sorted.last()) {
        (Some(least), Some(most)) if sorted.len() > 1 => {
            format!("{} ({}–{})", number(median(values)), number(*least), number(*most))
        }
        _ => number(median(values)),
    }
}

/// Prints a number with three significant digits, or all digits before the point.
fn number(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        size if size >= 1.0 => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Board, Figure, Goal, median};

    const READS: Figure = Figure {
        number: "3",
        what: "reads",
        unit: "/s",
        beside: "pgbench",
        goal: Goal::RatioAtLeast(0.4),
    };

    #[test]
    fn a_ratio_is_that_of_its_own_round() {
        let mut board = Board::default();
        board.compare(&READS, 50.0, 100.0);
        board.compare(&READS, 30.0, 50.0);
        board.compare(&READS, 100.0, 400.0);
        let table = board.table();
        assert!(
            table.contains(
                "| 3 | reads | 50.0 (30.0–100) /s | pgbench: 100 (50.0–400) | 0.500 (0.250–0.600) | ≥ 0.400 | met |"
            ),
            "{table}"
        );
    }

    #[test]
    fn a_missed_goal_says_by_how_much() {
        let mut board = Board::default();
        let memory = Figure {
            goal: Goal::AtMost(30.0),
            what: "memory",
            unit: "MB",
            ..READS
        };
        board.add(&memory, 45.0);
        assert!(
            board
                .table()
                .contains("| ≤ 30.0 MB | **not met**: 150 % of the target |"),
            "{}",
            board.table()
        );
    }

    #[test]
    fn the_median_of_nothing_is_zero() {
        assert!(median(&[]).abs() < f64::EPSILON);
        assert!((median(&[3.0, 1.0]) - 1.0).abs() < f64::EPSILON);
    }
}
