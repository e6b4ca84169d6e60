//! The English sentence for each field error code.

use besa_domain::{FieldError, code, files};

/// Code: the operation has no such field.
pub(crate) const UNKNOWN_FIELD: &str = "unknown_field";
/// Code: the value has another JSON type than the field.
pub(crate) const WRONG_TYPE: &str = "wrong_type";
/// Code: the upload ended before the file was complete.
pub(crate) const INCOMPLETE: &str = "incomplete";

/// Returns the sentence for an error.
pub(crate) fn sentence(error: &FieldError) -> String {
    let words = match error.code {
        code::REQUIRED => "A value is required.",
        code::TOO_LONG => return limited(error, "The maximum is", "characters."),
        code::TOO_SHORT => return limited(error, "The minimum is", "characters."),
        code::NOT_A_DATE => "This is not a valid date. Write it as 2026-11-23.",
        code::DATE_ORDER => "The end is before the start.",
        code::DATE_IN_FUTURE => "This date is in the future.",
        code::DATE_IN_PAST => "This date is in the past.",
        code::NOT_A_NUMBER => "This is not a valid whole number.",
        code::NOT_A_DECIMAL => {
            "This is not a decimal number. Write it as \"12.5\", with at most 18 digits and 9 of them after the point."
        }
        code::AGAINST_TARGET => "The way from the baseline to the target goes in the other direction.",
        code::OUT_OF_RANGE => "This value is out of range.",
        code::NOT_AN_EMAIL => "This is not a valid e-mail address.",
        code::SEVERAL_EMAILS => "Send one e-mail address.",
        code::EMAIL_HOST => "The part after the @ is not a domain on the internet, such as example.org.",
        code::EMAIL_NAME => {
            "The part before the @ is quoted or has letters outside ASCII. Not every mail server accepts this."
        }
        code::NOT_A_URL => "This is not a valid http or https URL.",
        code::TAKEN => "This value is already in use.",
        code::DATE_SAME => "This is already the due date.",
        code::REASON_MISSING => "A reason is required; residents read it.",
        code::UNKNOWN_CHOICE => "This value is not allowed. See the API description.",
        code::FILE_TOO_LARGE => return limited(error, "The maximum file size is", "bytes."),
        code::FILE_EMPTY => "The file is empty.",
        code::FILE_TYPE_REFUSED => {
            return format!(
                "Files of this type are not accepted. Send one of these: {}.",
                files::taken()
            );
        }
        code::PICTURE_REFUSED => {
            "The picture is damaged, or of a kind that cannot be read. Send a PNG, JPEG or WebP image."
        }
        code::SVG_REFUSED => "SVG is not accepted because it can contain scripts. Send a PNG, JPEG or WebP image.",
        code::CITY_FULL => return limited(error, "The city has used up its storage quota of", "bytes."),
        code::PLATFORM_FULL => "The platform's storage is nearly full.",
        code::UNKNOWN_RECORD => "There is no such record in this city.",
        code::BAD_CHARACTER => "The text is not valid UTF-8.",
        code::TOO_MANY_LINKS => return limited(error, "The maximum number of links is", "."),
        code::TOO_FEW_DAYS => return limited(error, "The minimum is", "days."),
        code::NOT_HELD => "This is only possible for a meeting that was held.",
        code::ONE_OF_TWO => "Give either a file or a link, not both.",
        "unreadable_file" => {
            "This is not a readable spreadsheet, document or JSON file. Start from the workbook template that Besa offers."
        }
        "locked_file" => "The file has a password.",
        "other_workbook" => "The spreadsheet has a format that cannot be read. Save it as .xlsx.",
        "other_document" => "The document has a format that cannot be read. Save it as .docx.",
        "pdf_file" => "PDF cannot be imported. Send the document it was made from, or its table as a spreadsheet.",
        "encoding" => "The text is not valid UTF-8.",
        "empty_file" => "The file has no content.",
        "too_many_rows" => return limited(error, "The maximum number of rows is", "."),
        "too_many_plans" => return limited(error, "The maximum number of plans is", "."),
        "too_many_columns" => return limited(error, "The maximum number of columns is", "."),
        "too_many_cells" => return limited(error, "The maximum number of filled cells or values is", "."),
        "too_many_sheets" => return limited(error, "The maximum number of sheets is", "."),
        "cell_too_long" => return limited(error, "The maximum for a cell is", "characters."),
        "too_much_text" => return limited(error, "The maximum amount of text in a file is", "bytes."),
        "too_many_notes" => return limited(error, "The maximum number of notes is", "."),
        "nested_too_deep" => return limited(error, "The maximum nesting of the file is", "levels."),
        "no_table" => "No sheet has a table with known headings.",
        "no_commitment_in_text" => {
            "No heading names a commitment, as in `Commitment 1: …`, and no table has known headings."
        }
        "workbook_too_large" => "The workbook contains far more data than a plan needs.",
        "missing_sheet" => "This sheet is missing.",
        "missing_column" => "This required column is missing.",
        "unknown_column" => "This column is not known.",
        "duplicate_column" => "This column appears twice.",
        "version_unknown" => "The file was written by a version of Besa that this version does not know.",
        UNKNOWN_FIELD => "This operation has no such field.",
        WRONG_TYPE => "The value has the wrong type. See the API description.",
        INCOMPLETE => "The upload ended before the file was complete. Send it again.",
        _ => "This value is not valid.",
    };
    words.to_owned()
}

fn limited(error: &FieldError, before: &str, after: &str) -> String {
    match error.limit {
        Some(limit) if after == "." => format!("{before} {limit}."),
        Some(limit) => format!("{before} {limit} {after}"),
        None => "This value is out of range.".to_owned(),
    }
}
