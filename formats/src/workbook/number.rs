//! Numbers of spreadsheets as a person sees them: percents, and dates, which Excel stores as numbers.

use besa_domain::imports::book::{Cell, CellDate};
use time::{Date, Duration, macros::date};

/// What a number format shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Number,
    Percent,
    /// A date, or a time of day.
    Date,
}

/// Returns what a format code shows. Only its first section counts, without what is quoted or escaped.
pub(super) fn form(code: &str) -> Form {
    if ["general", "standard"]
        .iter()
        .any(|name| code.trim().eq_ignore_ascii_case(name))
    {
        return Form::Number;
    }
    let mut signs = code.chars();
    let mut percent = false;
    let mut date = false;
    while let Some(sign) = signs.next() {
        match sign {
            '\\' | '_' | '*' => drop(signs.next()),
            '"' => drop(signs.find(|sign| *sign == '"')),
            '[' => {
                // `[h]:mm` is a time; `[Red]` and `[$-409]` are not.
                let inside: String = signs.by_ref().take_while(|sign| *sign != ']').take(32).collect();
                let hours = |sign: char| matches!(sign.to_ascii_lowercase(), 'h' | 'm' | 's');
                date |= !inside.is_empty() && inside.chars().all(hours);
            }
            ';' => break,
            '%' => percent = true,
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => date = true,
            _ => {}
        }
    }
    match (percent, date) {
        (true, _) => Form::Percent,
        (false, true) => Form::Date,
        (false, false) => Form::Number,
    }
}

/// Returns what a built-in format of Excel shows (ECMA-376 part 1, section 18.8.30).
pub(super) const fn builtin(id: u32) -> Form {
    match id {
        9 | 10 => Form::Percent,
        14..=22 | 27..=36 | 45..=47 | 50..=58 => Form::Date,
        _ => Form::Number,
    }
}

/// Returns the cell of a number. `later` says whether the workbook counts its days from 1904.
pub(super) fn cell(number: f64, form: Form, later: bool) -> Cell {
    let date = match form {
        Form::Date => day(number, later),
        Form::Number | Form::Percent => None,
    };
    let text = match (form, date) {
        (_, Some(day)) => day.to_string(),
        (Form::Percent, None) => percent(number),
        (Form::Number | Form::Date, None) => plain(number),
    };
    Cell {
        text,
        date: date.map(|day| CellDate {
            day,
            serial: Some(number),
        }),
        formula: None,
    }
}

/// Writes a number with the 15 digits that a spreadsheet shows: 0.1 + 0.2 is 0.3.
pub(super) fn plain(number: f64) -> String {
    let shown = format!("{number:.14e}").parse().unwrap_or(number);
    if shown == 0.0 {
        "0".to_owned()
    } else {
        format!("{shown}")
    }
}

/// Writes a percentage. Nine decimals: 0.07 * 100 is 7.000000000000001 in floating point, and the user typed 7 %.
pub(super) fn percent(number: f64) -> String {
    let tidy = (number * 100.0 * 1e9).round() / 1e9;
    format!("{}%", if tidy == 0.0 { 0.0 } else { tidy })
}

/// Returns the day of Excel's number. `None` for a time of day, a number beyond the year 9999, and
/// 29 February 1900, which exists only in Excel.
fn day(number: f64, later: bool) -> Option<Date> {
    let whole = number.floor();
    let first = match later {
        true if whole >= 0.0 => date!(1904 - 01 - 01),
        false if whole >= 61.0 => date!(1899 - 12 - 30),
        false if (1.0..60.0).contains(&whole) => date!(1899 - 12 - 31),
        true | false => return None,
    };
    if whole > 2_958_465.0 {
        return None;
    }
    first.checked_add(Duration::checked_seconds_f64(whole * 86_400.0)?)
}

/// Returns the cell of a date in ISO format, with or without a time. Another text stays as it is.
pub(super) fn iso(text: &str) -> Cell {
    let format = time::macros::format_description!("[year]-[month]-[day]");
    let day = text.get(..10).and_then(|day| Date::parse(day, format).ok());
    Cell {
        text: day.map_or_else(|| text.to_owned(), |day| day.to_string()),
        date: day.map(|day| CellDate { day, serial: None }),
        formula: None,
    }
}

/// Returns a cell of text.
pub(super) fn text(text: String) -> Cell {
    Cell {
        text,
        date: None,
        formula: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_show_percents_and_dates_outside_quotes_only() {
        for code in ["0%", "0.00 %", "[Red]0%;[Blue]-0%", "#,##0.0\\ %", "0\"x\"%"] {
            assert_eq!(form(code), Form::Percent, "{code}");
        }
        for code in [
            "0\" %\"",
            "0\\%",
            "General",
            "Standard",
            "#,##0.00",
            "0.00E+00",
            "[Red]0",
            "@",
            "0;-0%",
            "0\"days\"",
        ] {
            assert_eq!(form(code), Form::Number, "{code}");
        }
        for code in [
            "dd/mm/yyyy",
            "[$-41C]d mmmm yyyy;@",
            "[h]:mm:ss",
            "yyyy\\-mm\\-dd",
            "mmm-yy",
            "h:mm AM/PM",
        ] {
            assert_eq!(form(code), Form::Date, "{code}");
        }
    }

    #[test]
    fn numbers_are_written_as_a_person_sees_them() {
        let text = |number, form| cell(number, form, false).text;
        assert_eq!(text(0.1 + 0.2, Form::Number), "0.3");
        assert_eq!(text(-0.0, Form::Number), "0");
        assert_eq!(text(43525.0, Form::Number), "43525");
        assert_eq!(text(1.0 / 3.0, Form::Percent), "33.333333333%");
        assert_eq!(text(0.07, Form::Percent), "7%");
        assert_eq!(text(0.5, Form::Date), "0.5");
        assert_eq!(text(f64::NAN, Form::Date), "NaN");
    }

    #[test]
    fn days_are_counted_from_1900_and_from_1904() {
        let day = |number, later| cell(number, Form::Date, later).text;
        assert_eq!(day(43_525.75, false), "2019-03-01");
        assert_eq!(day(43_525.0 - 1_462.0, true), "2019-03-01");
        assert_eq!(day(59.0, false), "1900-02-28");
        assert_eq!(day(60.0, false), "60");
        assert_eq!(day(61.0, false), "1900-03-01");
        assert_eq!(day(2_958_465.0, false), "9999-12-31");
        assert_eq!(day(2_958_466.0, false), "2958466");
        assert_eq!(day(1e300, true).len(), 301);
    }
}
