//! Milestones, with their progress reports, changed due dates, responsible parties and findings.

use crate::layout::Layout;
use sea_orm_migration::schema::{
    date, date_null, integer, integer_null, json_binary_null, text, text_null, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid, uuid_null,
};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // A milestone of a commitment.
        Layout::city(
            "milestone",
            [
                uuid("commitment_id"),
                integer("number"),
                text_null("code"),
                text("title"),
                text_null("output"),
                text_null("outcome"),
                date_null("starts_on"),
                json_binary_null("starts_said"),
                date_null("due_on"),
                json_binary_null("due_said"),
                text_null("dates_said"),
                text("state"),
                integer_null("percent"),
                date_null("completed_on"),
                text_null("reason"),
                timestamp_with_time_zone_null("reported_at"),
                integer("version"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone("updated_at"),
            ],
        )
        .within("commitment_id", "commitment")
        .lookup("milestone_due", &["due_on"])
        .unique("milestone_number", &["commitment_id", "number"]),
        // A change of a due date, with the old date.
        Layout::city(
            "due_change",
            [
                uuid("milestone_id"),
                date_null("old_due_on"),
                json_binary_null("old_due_said"),
                date("new_due_on"),
                text("reason"),
                text_null("decided_by"),
                text_null("meeting"),
                timestamp_with_time_zone("at"),
            ],
        )
        .within("milestone_id", "milestone")
        .lookup("due_change_milestone", &["milestone_id"]),
        // One report of progress on a milestone.
        Layout::city(
            "progress",
            [
                uuid("milestone_id"),
                text("state"),
                integer_null("percent"),
                date_null("completed_on"),
                text_null("done"),
                text_null("challenges"),
                text_null("next_step"),
                text_null("reason"),
                text("actor"),
                timestamp_with_time_zone("at"),
            ],
        )
        .within("milestone_id", "milestone")
        .lookup("progress_milestone", &["milestone_id"]),
        // Who is responsible for a milestone: an organisation, a person in it, or both.
        Layout::city(
            "responsible",
            [
                uuid("milestone_id"),
                uuid_null("organisation_id"),
                uuid_null("contact_id"),
                text("part"),
            ],
        )
        .within("contact_id", "contact")
        .within("milestone_id", "milestone")
        .within("organisation_id", "organisation")
        .lookup("responsible_milestone", &["milestone_id"]),
        // A finding of the monitoring body, kept apart from the city's own state.
        Layout::city(
            "finding",
            [
                uuid("commitment_id"),
                uuid_null("milestone_id"),
                text("scheme"),
                text("scheme_version"),
                text("value"),
                text_null("source"),
                timestamp_with_time_zone("at"),
            ],
        )
        .within("commitment_id", "commitment")
        .within("milestone_id", "milestone")
        .lookup("finding_commitment", &["commitment_id"]),
    ]
}
