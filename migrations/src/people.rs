//! Roles, sessions, links, tokens, invitations; and who of civil society speaks for whom.

use crate::layout::Layout;
use sea_orm_migration::schema::{
    boolean, text, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // Who has which role in which city. Read before a city is open, hence shared.
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
        // A city that a reviewer reads. Who has none reads all.
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
        // A browser in which a person signed in.
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
        // A link that signs a person in, once.
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
        // An invitation to a role in a city. Found by its secret before a city is open, hence shared.
        Layout::platform(
            "invitation",
            &["tenant_id", "id"],
            [
                uuid("tenant_id"),
                uuid("id"),
                text("email"),
                text("role"),
                text("language"),
                uuid_null("invited_by"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone("expires_at"),
                timestamp_with_time_zone_null("accepted_at"),
                timestamp_with_time_zone_null("withdrawn_at"),
            ],
        )
        .to("tenant_id", "tenant"),
        // A link to an invitation: each mail has its own, and all of them work until one is used.
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
        // A token by which a program acts for a person.
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
        // A person of civil society and the organisation she acts for.
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
    ]
}
