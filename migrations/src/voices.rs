//! Comments, proposals and the city's responses.

use crate::layout::Layout;
use sea_orm_migration::schema::{
    boolean, date, date_null, integer, json_binary, text, text_null, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid, uuid_null,
};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // A city's settings for comments and proposals. A city without a row uses the defaults.
        Layout::city(
            "voice_rules",
            [
                boolean("pre_moderation"),
                integer("reply_days"),
                json_binary("weekend"),
                integer("version"),
            ],
        )
        .unique("voice_rules_once", &[]),
        // A day that is not a working day of the city.
        Layout::city("holiday", [date("day"), text("name")]).unique("holiday_day", &["day"]),
        // The author of a voice: an account, or an e-mail address. Private; cleared to erase a person.
        Layout::city(
            "author",
            [
                uuid_null("account_id"),
                text_null("email"),
                text_null("email_key"),
                text_null("name"),
                text("language"),
                text("salt"),
                uuid_null("asked_with"),
                timestamp_with_time_zone_null("expires_at"),
                timestamp_with_time_zone_null("confirmed_at"),
                timestamp_with_time_zone("created_at"),
            ],
        )
        .to("account_id", "account")
        .lookup("author_asked", &["asked_with"])
        .lookup("author_email", &["email_key"]),
        // A link that confirms an e-mail address. Each mail has its own; all of them work until they expire.
        Layout::city(
            "author_link",
            [
                uuid("asked_with"),
                text("token_hash"),
                timestamp_with_time_zone("created_at"),
            ],
        )
        .unique("author_link_token", &["token_hash"]),
        // A comment or a proposal.
        Layout::city(
            "voice",
            [
                text("kind"),
                uuid("author_id"),
                uuid_null("organisation_id"),
                uuid_null("plan_id"),
                uuid_null("commitment_id"),
                uuid_null("milestone_id"),
                uuid_null("report_id"),
                uuid_null("parent_id"),
                text_null("title"),
                text("body"),
                text("language"),
                boolean("asks"),
                text("state"),
                date_null("due_on"),
                uuid_null("became_id"),
                timestamp_with_time_zone_null("received_at"),
                timestamp_with_time_zone_null("answered_at"),
                text_null("hidden_rule"),
                text_null("hidden_words"),
                integer("version"),
                timestamp_with_time_zone("created_at"),
            ],
        )
        .within("author_id", "author")
        .within("became_id", "commitment")
        .within("commitment_id", "commitment")
        .within("milestone_id", "milestone")
        .within("organisation_id", "organisation")
        .within("parent_id", "voice")
        .within("plan_id", "plan")
        .within("report_id", "report")
        .lookup("voice_author", &["author_id"])
        .lookup("voice_became", &["became_id"])
        .lookup("voice_commitment", &["commitment_id"])
        .lookup("voice_due", &["state", "due_on"]),
        // The city's response to a comment or proposal.
        Layout::city(
            "response",
            [
                uuid("voice_id"),
                text("outcome"),
                text_null("reason"),
                text_null("changed"),
                uuid_null("plan_id"),
                uuid_null("commitment_id"),
                uuid_null("milestone_id"),
                text_null("office"),
                uuid_null("account_id"),
                integer("version"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone("updated_at"),
            ],
        )
        .to("account_id", "account")
        .within("commitment_id", "commitment")
        .within("milestone_id", "milestone")
        .within("plan_id", "plan")
        .within("voice_id", "voice")
        .unique("response_once", &["voice_id"]),
    ]
}
