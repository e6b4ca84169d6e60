//! Computed figures of each city, for lists across cities.

use crate::layout::Layout;
use sea_orm_migration::schema::{
    big_integer, date, date_null, integer, integer_null, json_binary, text, text_null, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid,
};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // The figures of a city in the list of cities. Jobs compute them from published records.
        Layout::platform(
            "city_figures",
            &["tenant_id"],
            [
                uuid("tenant_id"),
                text("reference"),
                text("title"),
                text("plan_state"),
                date_null("starts_on"),
                date_null("ends_on"),
                integer("commitments"),
                integer("milestones"),
                integer("done"),
                integer("in_progress"),
                integer("late"),
                integer("stuck"),
                integer("not_started"),
                integer("not_reported"),
                integer("proven"),
                date_null("late_since"),
                date_null("next_due"),
                date_null("active_on"),
                integer("asked"),
                integer("answered"),
                integer("unanswered_late"),
                integer_null("answer_days"),
                integer("meetings"),
                json_binary("policy_areas"),
                date_null("assess_by"),
                integer_null("requirements_met"),
                integer_null("minimum_met"),
                date("as_of"),
                date("holds_until"),
            ],
        )
        .to("tenant_id", "tenant"),
        // The milestones of a city as bricks. Jobs compute them from published records.
        Layout::platform("city_wall", &["tenant_id"], [uuid("tenant_id"), json_binary("courses")])
            .to("tenant_id", "tenant"),
        // Reviewers' questions to a city without its answers: a copy for lists across cities, written by
        // jobs.
        Layout::platform(
            "city_question",
            &["tenant_id", "id"],
            [
                uuid("tenant_id"),
                uuid("id"),
                text("text"),
                date_null("due_on"),
                text("state"),
                timestamp_with_time_zone("asked_at"),
                timestamp_with_time_zone_null("answered_at"),
            ],
        )
        .to("tenant_id", "tenant")
        .lookup("city_question_asked", &["asked_at", "id"])
        .lookup("city_question_state", &["state", "asked_at", "id"]),
        line(),
        // The name of a city in each language of the pages, by which lists are ordered. The collation
        // compares code points, as SQLite does.
        Layout::platform(
            "city_name",
            &["tenant_id", "language"],
            [
                uuid("tenant_id"),
                text("language"),
                text("folded"),
                text("slug"),
                integer("published"),
            ],
        )
        .to("tenant_id", "tenant")
        .lookup("city_name_order", &["language", "published", "folded", "slug"])
        .on_postgres(
            "ALTER TABLE city_name ALTER COLUMN folded TYPE text COLLATE \"C\", ALTER COLUMN slug TYPE text COLLATE \"C\"",
        ),
        // The names of cities from each of their words on, for search by the beginning of a word.
        Layout::platform("city_word", &["word", "tenant_id"], [text("word"), uuid("tenant_id")])
            .to("tenant_id", "tenant")
            .lookup("city_word_city", &["tenant_id"])
            .on_postgres("ALTER TABLE city_word ALTER COLUMN word TYPE text COLLATE \"C\""),
        // The sums of all cities of a country.
        Layout::platform(
            "country_total",
            &["country"],
            [
                text("country"),
                integer("cities"),
                integer("published"),
                integer("needy"),
                integer("open_questions"),
                integer("answered_questions"),
            ],
        ),
    ]
}

/// A city in lists across cities: everything that they are filtered and ordered by. Each order of the
/// comparison has an index that ends in the slug, which orders cities that are equal in it.
fn line() -> Layout {
    Layout::platform(
        "city_line",
        &["tenant_id"],
        [
            uuid("tenant_id"),
            text("slug"),
            text("country"),
            text_null("plan_state"),
            text("areas"),
            text("needs"),
            integer("need"),
            integer("need_extent"),
            integer("published"),
            integer("needy"),
            integer("example"),
            integer("open_questions"),
            integer("answered_questions"),
            integer("support"),
            integer("complete"),
            integer("late"),
            integer("evidence"),
            integer("answer_days"),
            integer("answered"),
            integer("meetings"),
            integer("requirements"),
            integer("not_reported"),
            integer("activity"),
            big_integer("revision"),
            timestamp_with_time_zone("computed_at"),
            timestamp_with_time_zone("round_at"),
        ],
    )
    .to("tenant_id", "tenant")
    .unique("city_line_slug", &["slug"])
    .lookup("city_line_round", &["round_at", "tenant_id"])
    .lookup("city_line_computed", &["computed_at"])
    .lookup("city_line_need", &["need", "need_extent", "slug"])
    .lookup("city_line_country", &["country", "need", "need_extent", "slug"])
    .lookup("city_line_support", &["support", "slug"])
    .lookup("city_line_complete", &["complete", "slug"])
    .lookup("city_line_late", &["late", "slug"])
    .lookup("city_line_evidence", &["evidence", "slug"])
    .lookup("city_line_answer_days", &["answer_days", "slug"])
    .lookup("city_line_answered", &["answered", "slug"])
    .lookup("city_line_meetings", &["meetings", "slug"])
    .lookup("city_line_requirements", &["requirements", "slug"])
    .lookup("city_line_not_reported", &["not_reported", "slug"])
    .lookup("city_line_activity", &["activity", "slug"])
    .on_postgres("ALTER TABLE city_line ALTER COLUMN slug TYPE text COLLATE \"C\"")
}
