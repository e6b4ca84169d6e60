//! The job queue.

use crate::layout::Layout;
use sea_orm_migration::schema::{
    integer, text, text_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid,
};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // A job that waits, runs, or failed. Not a city's table, because workers lease jobs of all cities.
        Layout::platform(
            "job",
            &["id"],
            [
                uuid("id"),
                uuid("tenant_id"),
                text("kind"),
                text("dedup"),
                text("payload"),
                timestamp_with_time_zone("run_at"),
                integer("attempts"),
                timestamp_with_time_zone_null("leased_until"),
                timestamp_with_time_zone_null("failed_at"),
                text_null("last_error"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone_null("sending_at"),
                integer("doubts"),
                text("lane"),
                text_null("host"),
                timestamp_with_time_zone_null("begun_at"),
                integer("cut_offs"),
            ],
        )
        .lookup("job_due", &["failed_at", "run_at"])
        .lookup("job_lane", &["lane", "failed_at", "run_at"])
        .unique("job_once", &["tenant_id", "kind", "dedup"]),
    ]
}
