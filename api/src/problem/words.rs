//! What is wrong with a field, in a sentence.

use besa_domain::{FieldError, code};

/// A field that the operation does not know.
pub(crate) const UNKNOWN_FIELD: &str = "unknown_field";
/// A value of another JSON type than the field takes.
pub(crate) const WRONG_TYPE: &str = "wrong_type";
/// A file that broke off.
pub(crate) const INCOMPLETE: &str = "incomplete";

/// The sentence for an error.
pub(crate) fn sentence(error: &FieldError) -> String {
    let words = match error.code {
        code::REQUIRED => "Something must be given here.",
        code::TOO_LONG => return limited(error, "This is longer than", "characters."),
        code::TOO_SHORT => return limited(error, "This is shorter than", "characters."),
        code::NOT_A_DATE => "This is not a day of the calendar. Write it as 2026-11-23.",
        code::DATE_ORDER => "The end lies before the start.",
        code::DATE_IN_FUTURE => "This day lies in the future.",
        code::DATE_IN_PAST => "This day lies in the past.",
        code::NOT_A_NUMBER => "This is not a whole number.",
        code::OUT_OF_RANGE => "This is outside what is allowed.",
        code::NOT_AN_EMAIL => "This is not an e-mail address.",
        code::NOT_A_URL => "This is not an http or https address.",
        code::TAKEN => "Something else here has this already.",
        code::DATE_SAME => "This is the day it has.",
        code::REASON_MISSING => "Give a reason; residents read it.",
        code::UNKNOWN_CHOICE => "This is none of the choices that the description lists.",
        code::FILE_TOO_LARGE => return limited(error, "The file is larger than", "bytes."),
        code::FILE_EMPTY => "The file is empty.",
        code::FILE_TYPE_REFUSED => "Files of this kind are not taken. Send a document, table, picture, sound or film.",
        code::PICTURE_REFUSED => "Send a PNG, JPEG or WebP.",
        code::SVG_REFUSED => "An SVG can carry programs, and is not taken. Send it as PNG, JPEG or WebP.",
        code::CITY_FULL => return limited(error, "The city already stores all it may, which is", "bytes."),
        code::PLATFORM_FULL => "The platform's storage is nearly full.",
        code::UNKNOWN_RECORD => "There is no such record in this city.",
        code::BAD_CHARACTER => "Take out the control characters.",
        code::TOO_MANY_LINKS => return limited(error, "There are more than", "links."),
        code::TOO_FEW_DAYS => return limited(error, "People need more time: at least", "days."),
        code::NOT_HELD => "This is for meetings that were held.",
        code::ONE_OF_TWO => "Give a file or a link, not both and not neither.",
        "unreadable_file" => {
            "This is no workbook, CSV or JSON that can be read. Start from the workbook that Besa offers."
        }
        "encoding" => "This is not text in UTF-8.",
        "empty_file" => "There is nothing in it.",
        "too_many_rows" => return limited(error, "There are more than", "rows."),
        "too_many_plans" => return limited(error, "There are more than", "plans."),
        "too_many_columns" => return limited(error, "There are more columns than", "."),
        "too_many_cells" => return limited(error, "There are more filled cells or values than", "."),
        "too_many_sheets" => return limited(error, "There are more sheets than", "."),
        "cell_too_long" => return limited(error, "The cell is longer than", "characters."),
        "too_much_text" => return limited(error, "The file holds more text than", "bytes."),
        "too_many_notes" => return limited(error, "There are more doubtful places than", "."),
        "nested_too_deep" => return limited(error, "The JSON is nested deeper than", "levels."),
        "workbook_too_large" => "The workbook holds far more than a plan.",
        "missing_sheet" => "This sheet is missing.",
        "missing_column" => "This column is missing, and is needed.",
        "unknown_column" => "This column is none that is known.",
        "duplicate_column" => "This column appears twice.",
        "version_unknown" => "It was written by a version of Besa that this one does not know.",
        UNKNOWN_FIELD => "This operation knows no such field.",
        WRONG_TYPE => "This is not of the type that the description gives.",
        INCOMPLETE => "The file broke off before its end. Send it again.",
        _ => "This cannot be used.",
    };
    words.to_owned()
}

fn limited(error: &FieldError, before: &str, after: &str) -> String {
    match error.limit {
        Some(limit) if after == "." => format!("{before} {limit}."),
        Some(limit) => format!("{before} {limit} {after}"),
        None => "This is outside what is allowed.".to_owned(),
    }
}
