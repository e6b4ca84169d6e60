//! The first and the last day of a date, and how exact it is.

use crate::calendar::{day, days_between, month_end, months_after};
use crate::imports::notes::Code;
use crate::records::Precision;
use time::Date;
use time::macros::date;

use super::lexer::Part;

/// Day 0 of spreadsheets. It is right for days after February 1900.
pub(super) const SERIAL_ZERO: Date = date!(1899 - 12 - 30);

/// The form of a date, without its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A month and a day.
    Day(u8, u8),
    /// A day of a month that is not named: `15` of `15-20 June`.
    DayOfMonth(u8),
    /// A month.
    Month(u8),
    /// The first (1) or second (2) half of a month.
    HalfMonth(u8, u8),
    /// A part of a year: its length in months, and the first and the last number of such parts.
    Span(u8, u8, u8),
    /// A season, by its first month.
    Season(u8),
    /// A year.
    Year,
    /// A year, and the last of the years that follow it.
    Years(i32),
    /// The form of a date, but there is no such date.
    Invalid,
}

/// One date in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) shape: Shape,
    pub(super) year: Option<i32>,
    /// Which part of a month or a year.
    pub(super) part: Option<Part>,
    /// What is doubtful about it, besides its precision.
    pub(super) doubts: Vec<Code>,
}

/// The days of a date or of several dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Days {
    pub(super) from: Date,
    pub(super) to: Date,
    pub(super) precision: Precision,
}

impl Moment {
    pub(super) const fn new(shape: Shape) -> Self {
        Self {
            shape,
            year: None,
            part: None,
            doubts: Vec::new(),
        }
    }

    /// A part of a year; `Invalid` when the year has no such part.
    pub(super) fn span(months: u8, first: u8, last: u8) -> Self {
        let fits = first > 0 && u16::from(months) * u16::from(last) <= 12;
        Self::new(if fits {
            Shape::Span(months, first, last)
        } else {
            Shape::Invalid
        })
    }

    #[must_use]
    pub(super) const fn of(mut self, year: i32) -> Self {
        self.year = Some(year);
        self
    }

    #[must_use]
    pub(super) fn shortened(mut self, short: bool) -> Self {
        if short {
            self.doubts.push(Code::ShortYear);
        }
        self
    }

    /// Returns the year that a day of 1905 stands for in a spreadsheet.
    #[must_use]
    pub(super) fn unless_a_year(self) -> Self {
        let number = self.days().map(|days| days_between(SERIAL_ZERO, days.from));
        match number.map(i32::try_from) {
            Some(Ok(year @ 2000..=2099)) => Self::new(Shape::Year).of(year),
            _ => self,
        }
    }

    /// Returns its days. `None` without a year, and when there is no such date.
    pub(super) fn days(&self) -> Option<Days> {
        let year = self.year?;
        let months = |month: u8, count: u8, precision| {
            let from = day(year, month, 1)?;
            let to = month_end(months_after(from, i32::from(count) - 1));
            Some(Days { from, to, precision })
        };
        match self.shape {
            Shape::Day(month, of_month) => {
                let day = day(year, month, of_month)?;
                Some(Days {
                    from: day,
                    to: day,
                    precision: Precision::Day,
                })
            }
            Shape::Month(month) => {
                let days = months(month, 1, Precision::Month)?;
                Some(match self.part {
                    Some(Part::Start) => Days {
                        to: day(year, month, 10)?,
                        ..days
                    },
                    Some(Part::Middle | Part::Half) => Days {
                        from: day(year, month, 11)?,
                        to: day(year, month, 20)?,
                        ..days
                    },
                    Some(Part::End) | None => days,
                })
            }
            Shape::HalfMonth(month, half) => {
                let days = months(month, 1, Precision::Month)?;
                Some(if half == 1 {
                    Days {
                        to: day(year, month, 15)?,
                        ..days
                    }
                } else {
                    Days {
                        from: day(year, month, 16)?,
                        ..days
                    }
                })
            }
            Shape::Span(length, first, last) => {
                let precision = match length {
                    3 => Precision::Quarter,
                    6 => Precision::Half,
                    _ => Precision::Months,
                };
                let begins = first.checked_sub(1)?.checked_mul(length)?.checked_add(1)?;
                months(
                    begins,
                    last.checked_sub(first)?.checked_add(1)?.checked_mul(length)?,
                    precision,
                )
            }
            // A winter belongs to the year in which it begins.
            Shape::Season(first) => months(first, 3, Precision::Season),
            Shape::Year => match self.part {
                // The beginning of a year is its first quarter, its middle the second.
                Some(Part::Start) => months(1, 3, Precision::Quarter),
                Some(Part::Middle | Part::Half) => months(4, 3, Precision::Quarter),
                Some(Part::End) | None => months(1, 12, Precision::Year),
            },
            Shape::Years(last) => {
                let days = months(1, 12, Precision::Year)?;
                let to = day(last, 12, 31)?;
                (to >= days.to).then_some(Days { to, ..days })
            }
            Shape::DayOfMonth(_) | Shape::Invalid => None,
        }
    }
}

/// Returns how exact the dates of a range or list are together.
pub(super) fn together(first: Precision, last: Precision) -> Precision {
    use Precision::{Day, Half, Months, Quarter, Season, Year};
    match (first, last) {
        (Day, Day) => Day,
        (Quarter, Quarter) => Quarter,
        (Half, Half) => Half,
        (Season, Season) => Season,
        (Year, _) | (_, Year) => Year,
        _ => Months,
    }
}

/// Returns the note about a precision; `None` for a day.
pub(super) const fn code(precision: Precision) -> Option<Code> {
    match precision {
        Precision::Day => None,
        Precision::Month => Some(Code::MonthOnly),
        Precision::Months => Some(Code::MonthsOnly),
        Precision::Quarter => Some(Code::QuarterOnly),
        Precision::Half => Some(Code::HalfOnly),
        Precision::Season => Some(Code::SeasonOnly),
        Precision::Year => Some(Code::YearOnly),
        Precision::Open => Some(Code::OpenEnded),
    }
}
