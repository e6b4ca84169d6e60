//! How many mails went to a mailbox, and from whom.

use crate::layout::Layout;
use sea_orm_migration::schema::{date, integer, text};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // How many mails that nobody asked for were sent on a day.
        Layout::platform(
            "mail_budget",
            &["digest", "day"],
            [text("digest"), date("day"), integer("sent")],
        ),
    ]
}
