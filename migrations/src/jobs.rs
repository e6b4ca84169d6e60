//! The job queue.

use crate::layout::Layout;
use sea_orm_migration::prelude::{Expr, ExprTrait as _, SimpleExpr};
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
        // A lease reads the front of one of these: the oldest jobs of a lane, of one city, to one host
        // or to an unknown host in it.
        // They hold no column that a lease changes.
        .lookup_of("job_due", &["lane", "run_at", "id"], unfinished())
        .lookup_of("job_city", &["lane", "tenant_id", "run_at", "id"], unfinished())
        .lookup_of(
            "job_host",
            &["lane", "host", "run_at", "id"],
            unfinished().and(Expr::col("host").is_not_null()),
        )
        .lookup_of(
            "job_unknown",
            &["lane", "run_at", "id"],
            unfinished().and(Expr::col("host").is_null()),
        )
        // The few jobs that operators look at.
        .lookup_of(
            "job_failing",
            &["created_at"],
            unfinished().and(Expr::col("last_error").is_not_null()),
        )
        .lookup_of("job_failed", &["failed_at"], Expr::col("failed_at").is_not_null())
        .unique("job_once", &["tenant_id", "kind", "dedup"]),
    ]
}

/// The condition for jobs that wait or run.
fn unfinished() -> SimpleExpr {
    Expr::col("failed_at").is_null()
}
