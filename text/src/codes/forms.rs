//! The texts of field errors, of notes on imported cells, and of error pages.

use crate::Words;

/// What the text of a field error can mention, already formatted in the reader's language. Values that do
/// not apply are empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Refusal<'a> {
    /// The label of the field.
    pub field: &'a str,
    /// The value that was refused, such as the name of a file.
    pub given: &'a str,
    /// The minimum: a number, or a number of characters.
    pub least: &'a str,
    /// The maximum: a number, a size or a length. For `too_many_tries`, the time at which to try again; for
    /// `file_type_refused`, the kinds of files that are taken.
    pub limit: &'a str,
}

/// What the text of an import note can mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Doubt<'a> {
    /// The text in the file: the content of a cell, or the name of a sheet, column or row.
    pub given: &'a str,
    /// The value used instead, such as a date.
    pub used: &'a str,
}

/// Defines a function from a code to its text, and the list of its codes.
macro_rules! coded {
    (
        $(#[$doc:meta])*
        pub fn $name:ident(w, $about:ident: $kind:ty) in $list:ident {
            $($code:literal => $message:ident($($argument:expr),*),)+
        }
    ) => {
        #[doc = concat!("Every code that [`", stringify!($name), "`] has a text for.")]
        pub const $list: &[&str] = &[$($code),+];

        $(#[$doc])*
        #[must_use]
        pub fn $name(w: &$crate::Words, code: &str, $about: $kind) -> String {
            match code {
                $($code => w.$message($($argument),*),)+
                _ => w.common_unknown_code(code),
            }
        }
    };
}

coded! {
    /// Returns what is wrong with a field and how to correct it, as one sentence.
    pub fn form_error(w, about: Refusal<'_>) in FORM_ERRORS {
        "required" => form_error_required(about.field),
        "not_chosen" => form_error_not_chosen(about.field),
        "too_long" => form_error_too_long(about.field, about.limit),
        "too_short" => form_error_too_short(about.field, about.least),
        "not_a_time" => form_error_not_a_time(about.field),
        "not_a_date" => form_error_not_a_date(about.field),
        "date_order" => form_error_date_order(about.field),
        "date_in_future" => form_error_date_in_future(about.field),
        "date_in_past" => form_error_date_in_past(about.field),
        "date_same" => form_error_date_same(about.field),
        "not_a_number" => form_error_not_a_number(about.field),
        "not_a_decimal" => form_error_not_a_decimal(about.field),
        "against_target" => form_error_against_target(about.field),
        "out_of_range" => form_error_out_of_range(about.field, about.least, about.limit),
        "not_an_email" => form_error_not_an_email(about.field),
        "several_emails" => form_error_several_emails(about.field),
        "email_host" => form_error_email_host(about.field),
        "email_name" => form_error_email_name(about.field),
        "not_a_url" => form_error_not_a_url(about.field),
        "not_a_colour" => form_error_not_a_colour(about.field),
        "not_a_slug" => form_error_not_a_slug(about.field),
        "reserved" => form_error_reserved(about.given, about.field),
        "not_a_time_zone" => form_error_not_a_time_zone(about.field),
        "not_a_country" => form_error_not_a_country(about.field),
        "not_a_language" => form_error_not_a_language(about.field),
        "taken" => form_error_taken(about.field),
        "unknown_choice" => form_error_unknown_choice(about.field),
        "not_found" => form_error_not_found(about.field),
        "control_characters" => form_error_control_characters(about.field),
        "file_missing" => form_error_file_missing(about.field),
        "file_empty" => form_error_file_empty(about.given),
        "file_too_large" => form_error_file_too_large(about.given, about.limit),
        "file_type_refused" => form_error_file_type_refused(about.given, about.limit),
        "picture_refused" => form_error_picture_refused(about.given),
        "svg_refused" => form_error_svg_refused(about.given),
        "file_type_differs" => form_error_file_type_differs(about.given),
        "not_held" => form_error_not_held(about.field),
        "file_or_link" => form_error_file_or_link(),
        "alt_text_missing" => form_error_alt_text_missing(),
        "personal_data" => form_error_personal_data(),
        "evidence_missing" => form_error_evidence_missing(),
        "reason_missing" => form_error_reason_missing(),
        "lead_missing" => form_error_lead_missing(),
        "stale_version" => form_error_stale_version(),
        "already_sent" => form_error_already_sent(),
        "form_expired" => form_error_form_expired(),
        "wrong_password" => form_error_wrong_password(),
        "wrong_current_password" => form_error_wrong_current_password(),
        "weak_password" => form_error_weak_password(about.least),
        "passwords_differ" => form_error_passwords_differ(),
        "expired_link" => form_error_expired_link(),
        "no_organisation" => form_error_no_organisation(),
        "used_link" => form_error_used_link(),
        "unknown_link" => form_error_unknown_link(),
        "too_many_tries" => form_error_too_many_tries(about.limit),
        "last_admin" => form_error_last_admin(),
        "last_operator" => form_error_last_operator(),
        "monitor_implements" => form_error_monitor_implements(),
        "was_public" => form_error_was_public(),
        "in_use_comment" => form_error_in_use_comment(),
        "in_use_proposal" => form_error_in_use_proposal(),
        "in_use_response" => form_error_in_use_response(),
        "in_use_endorsement" => form_error_in_use_endorsement(),
        "in_use_review" => form_error_in_use_review(),
        "in_use_report" => form_error_in_use_report(),
        "separate_duties" => form_error_separate_duties(),
        "monitors_consent" => form_error_monitors_consent(),
        "body_not_ended" => form_error_body_not_ended(),
        "plan_closed" => form_error_plan_closed(),
        "state_change" => form_error_state_change(),
        "too_many_links" => form_error_too_many_links(about.field, about.limit),
        "answered" => form_error_answered(),
        "consultation_open" => form_error_consultation_open(),
        "consultation_closed" => form_error_consultation_closed(),
        "too_few_days" => form_error_too_few_days(about.limit),
        "city_full" => form_error_city_full(about.given, about.limit),
        "platform_full" => form_error_platform_full(about.given),
        "too_many_notes" => import_note_too_many_notes(about.limit),
        "other" => form_error_other(about.field),
    }
}

coded! {
    /// Returns why a cell, row or file of an import is doubtful, and what was done about it.
    pub fn import_note(w, about: Doubt<'_>) in IMPORT_NOTES {
        "date_not_understood" => import_note_date_not_understood(about.given),
        "month_only" => import_note_month_only(about.given, about.used),
        "quarter_only" => import_note_quarter_only(about.given, about.used),
        "half_only" => import_note_half_only(about.given, about.used),
        "months_only" => import_note_months_only(about.given, about.used),
        "season_only" => import_note_season_only(about.given, about.used),
        "year_only" => import_note_year_only(about.given, about.used),
        "date_order_guessed" => import_note_date_order_guessed(about.given, about.used),
        "short_year" => import_note_short_year(about.given, about.used),
        "spreadsheet_day" => import_note_spreadsheet_day(about.given, about.used),
        "open_ended" => import_note_open_ended(about.given),
        "repeating" => import_note_repeating(about.given),
        "end_before_start" => import_note_end_before_start(about.given),
        "outside_plan" => import_note_outside_plan(about.given),
        "date_missing" => import_note_date_missing(),
        "unknown_policy_area" => import_note_unknown_policy_area(about.given),
        "unknown_sector" => import_note_unknown_sector(about.given),
        "unknown_value" => import_note_unknown_value(about.given),
        "only_technology" => import_note_only_technology(),
        "unknown_state" => import_note_unknown_state(about.given),
        "state_understood" => import_note_state_understood(about.given, about.used),
        "state_contradicts_percent" => import_note_state_contradicts_percent(about.given, about.used),
        "commitment_state_not_used" => import_note_commitment_state_not_used(about.given),
        "report_not_possible" => import_note_report_not_possible(),
        "no_state" => import_note_no_state(),
        "completion_kept_as_finding" => import_note_completion_kept_as_finding(about.given),
        "unknown_completion" => import_note_unknown_completion(about.given),
        "number_not_understood" => import_note_number_not_understood(about.given),
        "number_taken" => import_note_number_taken(about.given, about.used),
        "number_rounded" => import_note_number_rounded(about.given, about.used),
        "percent_of_fraction" => import_note_percent_of_fraction(about.given, about.used),
        "unknown_kind" => import_note_unknown_kind(about.given),
        "email_not_understood" => import_note_email_not_understood(about.given),
        "second_email" => import_note_second_email(about.given),
        "text_too_long" => import_note_text_too_long(about.given),
        "title_missing" => import_note_title_missing(),
        "title_cut" => import_note_title_cut(about.given),
        "personal_data" => import_note_personal_data(about.given),
        "lead_is_person" => import_note_lead_is_person(about.given),
        "duplicate_row" => import_note_duplicate_row(about.given),
        "already_imported" => import_note_already_imported(about.used, about.given),
        "emptied" => import_note_emptied(about.used),
        "row_differs" => import_note_row_differs(about.given, about.used),
        "lead_is_supporter" => import_note_lead_is_supporter(about.given),
        "same_title" => import_note_same_title(about.given),
        "no_commitment" => import_note_no_commitment(),
        "unknown_commitment" => import_note_unknown_commitment(about.given),
        "unknown_plan" => import_note_unknown_plan(about.given),
        "unknown_member" => import_note_unknown_member(about.given),
        "too_many_commitments" => import_note_too_many_commitments(about.given),
        "plan_after_term" => import_note_plan_after_term(),
        "missing_sheet" => import_note_missing_sheet(about.given),
        "missing_column" => import_note_missing_column(about.given),
        "unknown_column" => import_note_unknown_column(about.given),
        "duplicate_column" => import_note_duplicate_column(about.given),
        "unreadable_file" => import_note_unreadable_file(),
        "locked_file" => import_note_locked_file(),
        "other_workbook" => import_note_other_workbook(),
        "other_document" => import_note_other_document(),
        "pdf_file" => import_note_pdf_file(),
        "open_quote" => import_note_open_quote(about.given),
        "chart_sheet" => import_note_chart_sheet(about.given),
        "text_not_read" => import_note_text_not_read(about.given),
        "paragraph_not_read" => import_note_paragraph_not_read(about.given),
        "text_guessed" => import_note_text_guessed(about.given),
        "no_commitment_in_text" => import_note_no_commitment_in_text(),
        "encoding" => import_note_encoding(),
        "empty_file" => import_note_empty_file(),
        "file_too_large" => import_note_file_too_large(about.given),
        "too_many_rows" => import_note_too_many_rows(about.given),
        "too_many_plans" => import_note_too_many_plans(about.given),
        "too_many_columns" => import_note_too_many_columns(about.given),
        "too_many_cells" => import_note_too_many_cells(about.given),
        "too_many_sheets" => import_note_too_many_sheets(about.given),
        "cell_too_long" => import_note_cell_too_long(about.given),
        "too_much_text" => import_note_too_much_text(about.given),
        "too_many_notes" => import_note_too_many_notes(about.given),
        "nested_too_deep" => import_note_nested_too_deep(about.given),
        "workbook_too_large" => import_note_workbook_too_large(),
        "formula_error" => import_note_formula_error(about.given),
        "formula_without_value" => import_note_formula_without_value(about.given),
        "version_unknown" => import_note_version_unknown(about.given),
        "ogp_id_missing" => import_note_ogp_id_missing(),
        "unknown_country" => import_note_unknown_country(about.given),
        "row_damaged" => import_note_row_damaged(about.given),
        "value_not_accepted" => import_note_value_not_accepted(about.given),
        "plan_is_closed" => import_note_plan_is_closed(about.given),
        "unknown_coding" => import_note_unknown_coding(about.given),
        "figure_differs" => import_note_figure_differs(about.given, about.used),
        "scored_not_reviewed" => import_note_scored_not_reviewed(about.given),
        "coding_updated" => import_note_coding_updated(about.given, about.used),
        "title_in_capitals" => import_note_title_in_capitals(about.given),
        "title_from_short" => import_note_title_from_short(about.used),
        "misread_sign" => import_note_misread_sign(about.given),
        "address_differs" => import_note_address_differs(about.given, about.used),
        "not_a_name" => import_note_not_a_name(about.given),
        "several_members" => import_note_several_members(),
        "column_guessed" => import_note_column_guessed(about.given),
        "column_left_out" => import_note_column_left_out(about.given),
        "hidden_column" => import_note_hidden_column(about.given),
        "hidden_row" => import_note_hidden_row(),
        "hidden_sheet" => import_note_hidden_sheet(),
        "sheet_not_read" => import_note_sheet_not_read(),
        "no_table" => import_note_no_table(),
        "row_above_table" => import_note_row_above_table(),
        "row_below_table" => import_note_row_below_table(),
        "total_row" => import_note_total_row(),
        "repeated_heading" => import_note_repeated_heading(),
        "row_left_out" => import_note_row_left_out(),
        "cell_not_read" => import_note_cell_not_read(about.given),
        "list_split" => import_note_list_split(about.used),
        "indicators_split" => import_note_indicators_split(about.used),
        "plan_title_guessed" => import_note_plan_title_guessed(about.used),
        "left_out" => import_note_left_out(about.given),
        "taken_as_same" => import_note_taken_as_same(about.used),
        "taken_as_new" => import_note_taken_as_new(about.used),
        "organisation_alike" => import_note_organisation_alike(about.given, about.used),
        "completed_today" => import_note_completed_today(about.used),
        "import_failed" => import_note_import_failed(about.given),
        "stays_after_undo" => import_note_stays_after_undo(about.given),
    }
}

/// The HTTP statuses that have a page of their own.
pub const ERROR_PAGES: &[u16] = &[401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503];

/// Returns the heading and the text of an error page. `limit` is the maximum size for 413 and the time of
/// day for 429. 400 gets the page of 422. Of the other statuses without a page of their own, 5xx gets the
/// page of 500, the rest the page of 404.
#[must_use]
pub fn error_page(w: &Words, status: u16, limit: &str) -> (String, String) {
    match status {
        401 => (w.error_401_title(), w.error_401_text()),
        403 => (w.error_403_title(), w.error_403_text()),
        405 => (w.error_405_title(), w.error_405_text()),
        409 => (w.error_409_title(), w.error_409_text()),
        413 => (w.error_413_title(), w.error_413_text(limit)),
        415 => (w.error_415_title(), w.error_415_text()),
        400 | 422 => (w.error_422_title(), w.error_422_text()),
        429 => (w.error_429_title(), w.error_429_text(limit)),
        503 => (w.error_503_title(), w.error_503_text()),
        500.. => (w.error_500_title(), w.error_500_text()),
        _ => (w.error_404_title(), w.error_404_text()),
    }
}
