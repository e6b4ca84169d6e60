//! Reminders that were sent.

use crate::layout::Layout;
use sea_orm_migration::schema::{date, integer, text, timestamp_with_time_zone, uuid};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // A reminder that was sent.
        Layout::city(
            "reminder",
            [
                uuid("milestone_id"),
                text("recipient"),
                date("due_on"),
                integer("step"),
                timestamp_with_time_zone("at"),
            ],
        )
        .within("milestone_id", "milestone")
        .unique("reminder_once", &["milestone_id", "recipient", "due_on", "step"]),
    ]
}
