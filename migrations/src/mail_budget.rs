//! Counters for the daily limits on mails that the recipient may not have asked for.

use crate::layout::Layout;
use sea_orm_migration::schema::{date, integer, text};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // The number of such mails on a day, by a digest of what is counted.
        Layout::platform(
            "mail_budget",
            &["digest", "day"],
            [text("digest"), date("day"), integer("sent")],
        ),
    ]
}
