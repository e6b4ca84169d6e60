//! Reminders of deadlines in OGP's calendar.

use crate::layout::Layout;
use sea_orm_migration::schema::{date, integer, text, timestamp_with_time_zone, uuid};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // A reminder that was sent for a deadline in OGP's calendar.
        Layout::city(
            "obligation_reminder",
            [
                text("kind"),
                uuid("subject_id"),
                text("recipient"),
                date("due_on"),
                integer("step"),
                timestamp_with_time_zone("at"),
            ],
        )
        .unique(
            "obligation_reminder_once",
            &["kind", "subject_id", "recipient", "due_on", "step"],
        ),
    ]
}
