//! Assessments of the monitoring body.

use crate::layout::Layout;
use sea_orm_migration::schema::{
    big_integer, date, date_null, integer, json_binary, text, text_null, timestamp_with_time_zone, uuid, uuid_null,
};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // An assessment of the monitoring body.
        Layout::city(
            "assessment",
            [
                uuid("plan_id"),
                uuid_null("commitment_id"),
                uuid_null("replaces_id"),
                uuid("body_id"),
                text_null("body"),
                text("kind"),
                text("rules"),
                text("state"),
                integer("edition"),
                json_binary("evaluators"),
                text_null("interests"),
                json_binary("subjects"),
                json_binary("answers"),
                date_null("submitted_on"),
                date_null("reply_by"),
                text_null("reply"),
                date_null("replied_on"),
                date_null("published_on"),
                integer("version"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone("updated_at"),
            ],
        )
        .within("commitment_id", "commitment")
        .within("plan_id", "plan")
        .within("replaces_id", "assessment")
        .within("body_id", "body")
        .lookup("assessment_state", &["state"]),
        // A file attached to an assessment.
        Layout::city(
            "exhibit",
            [
                uuid("assessment_id"),
                text("name"),
                text("media_type"),
                big_integer("size"),
                text("sha256"),
                text("file_key"),
                timestamp_with_time_zone("added_at"),
            ],
        )
        .within("assessment_id", "assessment")
        .lookup("exhibit_assessment", &["assessment_id"]),
        // The monitoring body's verdict on a piece of evidence, kept apart from the city's own data.
        Layout::city(
            "verdict",
            [
                uuid("evidence_id"),
                text("finding"),
                text_null("body"),
                text_null("note"),
                date("given_on"),
                text_null("answer"),
                uuid_null("proof_id"),
                date_null("answered_on"),
                integer("version"),
            ],
        )
        .within("evidence_id", "evidence")
        .within("proof_id", "evidence")
        .unique("verdict_once", &["evidence_id"]),
    ]
}
