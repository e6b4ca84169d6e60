//! Organisations and their contact persons.

use crate::layout::Layout;
use sea_orm_migration::schema::{date_null, integer, text, text_null, timestamp_with_time_zone, uuid, uuid_null};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // An organisation that takes part.
        Layout::city(
            "organisation",
            [
                text("name"),
                text("name_key"),
                text("kind"),
                text_null("website"),
                integer("version"),
                timestamp_with_time_zone("created_at"),
            ],
        )
        .unique("organisation_name", &["name_key"]),
        // A name that an organisation had before it became one with another; the id is that of the one that went.
        Layout::city(
            "former_name",
            [
                uuid("organisation_id"),
                text("name"),
                text("name_key"),
                timestamp_with_time_zone("merged_at"),
            ],
        )
        .within("organisation_id", "organisation")
        .lookup("former_name_key", &["name_key"])
        .lookup("former_name_organisation", &["organisation_id"]),
        // A contact person in an organisation. Never public.
        Layout::city(
            "contact",
            [
                uuid_null("organisation_id"),
                text("name"),
                text_null("position"),
                text_null("email"),
                text_null("language"),
                date_null("consent_on"),
                integer("version"),
                timestamp_with_time_zone("created_at"),
            ],
        )
        .within("organisation_id", "organisation")
        .lookup("contact_organisation", &["organisation_id"]),
    ]
}
