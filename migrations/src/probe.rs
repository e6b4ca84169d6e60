//! A row that is written and removed, to see whether the database takes changes.

use crate::layout::Layout;
use sea_orm_migration::schema::{binary, uuid};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        //
        Layout::platform("probe", &["id"], [binary("filler"), uuid("id")])
            // Compressed it would need no page of its own.
            .on_postgres("ALTER TABLE probe ALTER COLUMN filler SET STORAGE EXTERNAL"),
    ]
}
