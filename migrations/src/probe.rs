//! The table to which the readiness check writes.

use crate::layout::Layout;
use sea_orm_migration::schema::{binary, uuid};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // A row is inserted and deleted to check that the database can be written to.
        Layout::platform("probe", &["id"], [binary("filler"), uuid("id")])
            // Uncompressed, so that the filler needs new pages.
            .on_postgres("ALTER TABLE probe ALTER COLUMN filler SET STORAGE EXTERNAL"),
    ]
}
