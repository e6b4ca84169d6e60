//! Roles, sessions, sign-in links, tokens, invitations, delegates of organisations, and monitoring bodies.

use crate::layout::Layout;
use sea_orm_migration::schema::{
    boolean, date_null, integer, text, text_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid,
    uuid_null,
};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // A person's role in a city. Not a city's table, because it is read before the city is known.
        Layout::platform(
            "membership",
            &["tenant_id", "id"],
            [
                uuid("tenant_id"),
                uuid("id"),
                uuid("account_id"),
                text("role"),
                timestamp_with_time_zone("created_at"),
            ],
        )
        .to("account_id", "account")
        .to("tenant_id", "tenant")
        .unique("membership_once", &["tenant_id", "account_id", "role"]),
        // A role across cities.
        Layout::platform("staff", &["account_id", "role"], [uuid("account_id"), text("role")])
            .to("account_id", "account"),
        // A city that a reviewer may read. A reviewer without rows may read all cities.
        Layout::platform(
            "reviewer_city",
            &["account_id", "tenant_id"],
            [uuid("account_id"), uuid("tenant_id")],
        )
        .to("account_id", "account")
        .to("tenant_id", "tenant"),
        // A signed-in browser.
        Layout::platform(
            "session",
            &["token_hash"],
            [
                text("token_hash"),
                uuid("account_id"),
                text("csrf"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone("seen_at"),
                timestamp_with_time_zone("expires_at"),
            ],
        )
        .to("account_id", "account"),
        // A browser in which a person has signed in before.
        Layout::platform(
            "device",
            &["token_hash", "account_id"],
            [
                text("token_hash"),
                uuid("account_id"),
                timestamp_with_time_zone("seen_at"),
            ],
        )
        .to("account_id", "account")
        .lookup("device_account", &["account_id"]),
        // A link that signs a person in once.
        Layout::platform(
            "sign_in_link",
            &["token_hash"],
            [
                text("token_hash"),
                uuid("account_id"),
                timestamp_with_time_zone("expires_at"),
                timestamp_with_time_zone_null("used_at"),
            ],
        )
        .to("account_id", "account"),
        // A monitoring body of a city.
        Layout::city(
            "body",
            [
                text_null("name"),
                date_null("began_on"),
                date_null("ended_on"),
                integer("version"),
                timestamp_with_time_zone("created_at"),
            ],
        ),
        // An invitation to a role in a city. Not a city's table, because it is found by its secret alone.
        Layout::platform(
            "invitation",
            &["tenant_id", "id"],
            [
                uuid("tenant_id"),
                uuid("id"),
                text("email"),
                text("role"),
                uuid_null("body_id"),
                text("language"),
                uuid_null("invited_by"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone("expires_at"),
                timestamp_with_time_zone_null("accepted_at"),
                timestamp_with_time_zone_null("withdrawn_at"),
            ],
        )
        .to("tenant_id", "tenant")
        .within("body_id", "body"),
        // A link to an invitation. Each mail has its own; all of them work until one is used.
        Layout::platform(
            "invitation_link",
            &["token_hash"],
            [
                text("token_hash"),
                uuid("tenant_id"),
                uuid("invitation_id"),
                timestamp_with_time_zone("created_at"),
            ],
        )
        .within("invitation_id", "invitation"),
        // An API token with which a program acts as a person.
        Layout::platform(
            "api_token",
            &["id"],
            [
                uuid("id"),
                text("token_hash").unique_key().take(),
                uuid("account_id"),
                text("name"),
                uuid_null("made_by"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone_null("expires_at"),
                timestamp_with_time_zone_null("used_at"),
                timestamp_with_time_zone_null("revoked_at"),
                text("scope"),
                uuid_null("tenant_id"),
                boolean("platform"),
            ],
        )
        .to("account_id", "account"),
        // A person and the organisation for which they act.
        Layout::city(
            "delegate",
            [
                uuid("account_id"),
                uuid("organisation_id"),
                timestamp_with_time_zone("created_at"),
            ],
        )
        .to("account_id", "account")
        .within("organisation_id", "organisation")
        .unique("delegate_once", &["account_id"]),
        // A person of a monitoring body.
        Layout::city(
            "body_member",
            [
                uuid("body_id"),
                uuid("account_id"),
                timestamp_with_time_zone("created_at"),
            ],
        )
        .to("account_id", "account")
        .within("body_id", "body")
        .unique("body_member_once", &["account_id"]),
    ]
}
