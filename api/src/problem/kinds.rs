//! Every kind of problem: its status, its name that stays the same, and its words.

use poem::http::StatusCode;

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $status:ident $name:literal $title:literal $detail:literal,)*) => {
        /// A kind of problem. `/problems/<name>` is its type.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Kind {
            $($(#[$doc])* $kind,)*
        }

        impl Kind {
            /// Every kind, by status.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)*];

            /// The last part of its type.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }

            /// The kind in words.
            pub const fn title(self) -> &'static str {
                match self {
                    $(Self::$kind => $title,)*
                }
            }

            /// What went wrong, and the way out.
            pub const fn detail(self) -> &'static str {
                match self {
                    $(Self::$kind => $detail,)*
                }
            }

            /// The status it is answered with.
            pub const fn status(self) -> StatusCode {
                match self {
                    $(Self::$kind => StatusCode::$status,)*
                }
            }
        }
    };
}

kinds! {
    /// What was sent is no JSON, no form, or no address with sense.
    Malformed = BAD_REQUEST "malformed" "The request cannot be read"
        "The request cannot be read. Compare it with the description at /api/v1/openapi.json.",
    /// Nobody is signed in, or the token no longer holds.
    SignIn = UNAUTHORIZED "sign-in" "Not signed in"
        "This needs somebody who is signed in. Send the header `Authorization: Bearer <token>` with a token that holds.",
    /// Her roles do not carry the right.
    NotAllowed = FORBIDDEN "not-allowed" "Not allowed"
        "Your roles in this city do not carry this right. An admin of the city can give you one that does.",
    /// A token is limited to less than this.
    TokenScope = FORBIDDEN "token-scope" "Outside the token's scope"
        "This token was made for less. A token with the scope `read` only reads, one with `report` also reports progress and adds evidence. Make a token with the scope that is needed.",
    /// A monitor is not invited by the city.
    MonitorsConsent = FORBIDDEN "monitors-consent" "Not for the city to decide"
        "The monitoring body is independent of the city. A monitor is invited by a member of the monitoring body, or by an operator of the platform.",
    /// A browser did not show that the change came from our page.
    FormToken = FORBIDDEN "form-token" "The page's token is missing"
        "A change made with a session cookie also sends the session's token in the header `X-CSRF-Token`. Programs use a token in `Authorization` instead.",
    /// A token cannot do this; a person in her browser can.
    SessionOnly = FORBIDDEN "session-only" "Only in a browser"
        "This needs a session in a browser, not a token: sign in to do it.",
    /// No such thing, or not hers to see: the same answer for both.
    NotFound = NOT_FOUND "not-found" "Not found"
        "There is nothing at this address. The description at /api/v1/openapi.json lists every address.",
    /// The address is there, but not for this method.
    Method = METHOD_NOT_ALLOWED "method" "Not by this method"
        "This address does not take this method. The header `Allow` lists those it takes.",
    /// Somebody saved in between.
    StaleVersion = CONFLICT "stale-version" "Changed meanwhile"
        "The record was changed since you read it, and nothing was saved. Read it again, make your change to what is there now, and send its version.",
    /// The key came with another request before.
    KeyReused = CONFLICT "key-reused" "The idempotency key was used"
        "This `Idempotency-Key` came with another request before. Send a new key with a new request.",
    /// The last admin cannot go.
    LastAdmin = CONFLICT "last-admin" "The last admin"
        "A city needs at least one admin. Make somebody else admin first.",
    /// The last operator cannot go.
    LastOperator = CONFLICT "last-operator" "The last operator"
        "The platform needs at least one operator. Make somebody else operator first.",
    /// One person cannot have both roles.
    SeparateDuties = CONFLICT "separate-duties" "Roles that one person cannot hold together"
        "A monitor has no other role in the same city, a reviewer has no role in a city they review, and nobody answers their own question. Give the role to somebody else, or take the other role away first.",
    /// The state does not lead there.
    StateStep = CONFLICT "state-step" "Not a step from here"
        "The present state does not lead to the one asked for. The record lists the states that can follow.",
    /// The plan is closed.
    PlanClosed = CONFLICT "plan-closed" "The plan is closed"
        "The plan is closed: its records stay as they are.",
    /// The import was confirmed or cancelled.
    ImportFinished = CONFLICT "import-finished" "The import is finished"
        "The import was confirmed or cancelled already. Upload the file again to begin anew.",
    /// The consultation is not over.
    ConsultationOpen = CONFLICT "consultation-open" "The consultation is open"
        "What people comment on stays as it is until the last day of the consultation. Try again after `closes_on`.",
    /// No consultation is open.
    ConsultationClosed = CONFLICT "consultation-closed" "No consultation is open"
        "Comments on a report are taken while it is in consultation, until the end of `closes_on`.",
    /// It has an answer already.
    Answered = CONFLICT "answered" "Answered already"
        "It was answered already. Correct the answer instead of giving another: PATCH the response.",
    /// She acts for no organisation.
    NoOrganisation = CONFLICT "no-organisation" "You act for no organisation"
        "Who administers the city says which organisation a co-creator acts for.",
    /// The link or invitation no longer works.
    LinkSpent = CONFLICT "link-spent" "The link no longer works"
        "It was used or withdrawn, or is too old. Ask for a new one.",
    /// More bytes than are taken.
    TooLarge = PAYLOAD_TOO_LARGE "too-large" "Too large"
        "More bytes were sent than are taken here: 1 MB of JSON, 10 MB for an import, 20 MB for evidence. Send less, or link to the file instead.",
    /// The city stores as much as it may.
    CityFull = PAYLOAD_TOO_LARGE "city-full" "The city's storage is full"
        "The city stores as much as it may, and nothing was saved. Link to the file instead, or ask the people who run Besa for more room.",
    /// A media type that is not taken.
    MediaType = UNSUPPORTED_MEDIA_TYPE "media-type" "Not in this form"
        "The `Content-Type` is none that is taken here. Send `application/json`; files go as `multipart/form-data`.",
    /// Fields that cannot be used.
    Invalid = UNPROCESSABLE_ENTITY "invalid" "Something cannot be used"
        "Nothing was saved. `errors` names each field that cannot be used, and why.",
    /// Neither `If-Match` nor `version`.
    VersionMissing = PRECONDITION_REQUIRED "version-missing" "Which version?"
        "Say which version you read: send its `ETag` in `If-Match`, or `version` in the body.",
    /// Too many tries.
    TooMany = TOO_MANY_REQUESTS "too-many" "Too many tries"
        "Too many tries in a short time. Wait as many seconds as the header `Retry-After` says.",
    /// Our fault.
    Internal = INTERNAL_SERVER_ERROR "internal" "Our fault"
        "Something went wrong on our side, and nothing was saved. If it stays so, write to the people who run Besa and name the request id.",
    /// A stored file is missing or changed.
    Damaged = BAD_GATEWAY "file-damaged" "The stored file is damaged"
        "The file is missing from the store, or its bytes are no longer those that were uploaded, so it is not given out. The city and the people who run Besa were told. Upload it again as new evidence if you have it.",
    /// The platform's storage is nearly full.
    PlatformFull = INSUFFICIENT_STORAGE "platform-full" "No room for files"
        "The platform's storage is nearly full, so no files are taken until the people who run Besa make room. Nothing was saved; everything but files works.",
    /// The database was not to be had in time.
    Busy = SERVICE_UNAVAILABLE "busy" "Busy"
        "Besa is busy, or its database does not answer. Send the same request again after the seconds in `Retry-After`, with the same `Idempotency-Key`: its effect happens once.",
}

/// What the description says of each status that a problem comes with.
pub(super) const DESCRIBED: &[(u16, &str)] = &[
    (400, "The request cannot be read."),
    (401, "Nobody is signed in, or the token no longer holds."),
    (403, "Signed in, but not allowed."),
    (404, "No such thing, or not yours to see."),
    (
        409,
        "The present state of things stands against it: changed meanwhile, closed, used before.",
    ),
    (413, "More bytes than are taken."),
    (415, "A media type that is not taken."),
    (422, "Fields that cannot be used; `errors` names each."),
    (428, "Neither `If-Match` nor `version` was sent."),
    (429, "Too many tries in a short time."),
    (500, "Our fault."),
    (502, "A stored file is damaged, and is not given out."),
    (503, "Busy; the same request can be sent again."),
    (507, "The platform's storage is nearly full."),
];
