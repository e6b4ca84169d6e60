//! Every kind of problem: its HTTP status, its stable name, its title and its default detail.

use poem::http::StatusCode;

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $status:ident $name:literal $title:literal $detail:literal,)*) => {
        /// A kind of problem. Its `type` is `/problems/<name>`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Kind {
            $($(#[$doc])* $kind,)*
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)*];

            /// Returns the stable name: the last part of `type`.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }

            /// Returns the title: a short description of the kind.
            pub const fn title(self) -> &'static str {
                match self {
                    $(Self::$kind => $title,)*
                }
            }

            /// Returns the default detail: what went wrong, and what to do.
            pub const fn detail(self) -> &'static str {
                match self {
                    $(Self::$kind => $detail,)*
                }
            }

            /// Returns the HTTP status of the response.
            pub const fn status(self) -> StatusCode {
                match self {
                    $(Self::$kind => StatusCode::$status,)*
                }
            }
        }
    };
}

kinds! {
    /// The body is not valid JSON or not a valid form, or a parameter cannot be parsed.
    Malformed = BAD_REQUEST "malformed" "The request cannot be read"
        "The request cannot be read. Compare it with the API description at /api/v1/openapi.json.",
    /// Nobody is signed in, or the token is not valid.
    SignIn = UNAUTHORIZED "sign-in" "Not signed in"
        "This operation requires authentication. Send the header `Authorization: Bearer <token>` with a valid token.",
    /// None of the caller's roles includes the permission.
    NotAllowed = FORBIDDEN "not-allowed" "Not allowed"
        "None of your roles includes this permission. In a city, ask an admin for a role that does.",
    /// The token's scope does not cover the request.
    TokenScope = FORBIDDEN "token-scope" "Outside the token's scope"
        "The scope of this token does not cover the request: `read` only reads, `report` also reports progress and adds evidence, `write` does everything its owner may do. Create a token with the scope that you need.",
    /// The city cannot invite a monitor.
    MonitorsConsent = FORBIDDEN "monitors-consent" "The city cannot invite a monitor"
        "The monitoring body is independent of the city. A monitor is invited by a member of the monitoring body or by an operator of the platform.",
    /// A change with a session cookie came without the session's form token (CSRF).
    FormToken = FORBIDDEN "form-token" "The form token is missing or wrong"
        "A change with a session cookie must send the session's form token in the header `X-CSRF-Token`. Programs send a token in `Authorization` instead.",
    /// The operation requires a browser session; a token is not accepted.
    SessionOnly = FORBIDDEN "session-only" "Browser session required"
        "This operation requires a browser session; a token is not accepted. Sign in with a browser.",
    /// The record does not exist, or the caller may not see it. Both get the same response.
    NotFound = NOT_FOUND "not-found" "Not found"
        "There is nothing at this address. The API description at /api/v1/openapi.json lists every address.",
    /// The path exists, but does not accept this method.
    Method = METHOD_NOT_ALLOWED "method" "Method not allowed"
        "This address does not accept this method. The header `Allow` lists the methods that it accepts.",
    /// Somebody else changed the record after it was read.
    StaleVersion = CONFLICT "stale-version" "The record has changed"
        "The record was changed after you read it, and nothing was saved. Read it again, apply your change to the current version, and send the new version.",
    /// The idempotency key was sent before with a different request.
    KeyReused = CONFLICT "key-reused" "The idempotency key was already used"
        "This `Idempotency-Key` was sent before with a different request. Use a new key for a new request.",
    /// The last admin of a city cannot be removed.
    LastAdmin = CONFLICT "last-admin" "The last admin"
        "A city needs at least one admin. Make somebody else an admin first.",
    /// The last operator of the platform cannot be removed.
    LastOperator = CONFLICT "last-operator" "The last operator"
        "The platform needs at least one operator. Make somebody else an operator first.",
    /// One person cannot hold both roles, or cannot answer their own question.
    SeparateDuties = CONFLICT "separate-duties" "Roles that one person cannot hold together"
        "A monitor has no other role in the same city, a reviewer has no role in a city they review, and nobody answers their own question. Give the role to somebody else, or take the other role away first.",
    /// The record's state does not allow this step.
    StateStep = CONFLICT "state-step" "This step is not possible now"
        "The current state of the record does not allow this step. Read the record again; a plan lists the states that can follow in `next_states`.",
    /// The plan is closed.
    PlanClosed = CONFLICT "plan-closed" "The plan is closed"
        "The plan is closed: its records can no longer be changed.",
    /// The import was already confirmed or cancelled.
    ImportFinished = CONFLICT "import-finished" "The import is finished"
        "The import was already confirmed or cancelled. Upload the file again to start a new import.",
    /// A job works on the import.
    ImportAtWork = CONFLICT "import-at-work" "The import is being worked on"
        "The file is large, and is being compared with the city's records or imported. Read the import again until its state is `reviewing` or `confirmed`; it can be cancelled meanwhile.",
    /// The consultation is still open.
    ConsultationOpen = CONFLICT "consultation-open" "The consultation is open"
        "The text cannot be changed while people comment on it. Try again after `closes_on`.",
    /// No consultation is open on the report.
    ConsultationClosed = CONFLICT "consultation-closed" "No consultation is open"
        "Comments on a report are accepted only during its consultation, until the end of `closes_on`.",
    /// The comment or proposal already has an answer.
    Answered = CONFLICT "answered" "Already answered"
        "It was already answered. To correct the answer, send a PATCH to the response.",
    /// The co-creator represents no organisation.
    NoOrganisation = CONFLICT "no-organisation" "You represent no organisation"
        "A co-creator endorses for an organisation. Ask an admin of the city to choose the organisation that you represent.",
    /// The link or invitation was used or withdrawn, or has expired.
    LinkSpent = CONFLICT "link-spent" "The link no longer works"
        "It was used or withdrawn, or it has expired. Ask for a new one.",
    /// The record is or was public, so it is not deleted.
    WasPublic = CONFLICT "was-public" "The record was public"
        "Residents could read this record, so it cannot be deleted. Withdraw it instead, with a reason.",
    /// One organisation monitors a plan that the other implements.
    MonitorImplements = CONFLICT "monitor-implements" "One monitors what the other implements"
        "One of the two organisations is the monitoring body of a plan that the other implements, so they cannot be one. Correct the monitoring body of the plan or the organisations of its commitments first.",
    /// What others did refers to the record, so it is not deleted.
    InUse = CONFLICT "in-use" "Others use the record"
        "What others did refers to this record, so it cannot be deleted; `in_use_by` names the kind. Withdraw the record instead, with a reason.",
    /// The request has more bytes than the operation accepts.
    TooLarge = PAYLOAD_TOO_LARGE "too-large" "Too large"
        "The request is too large. The maximum is 1 MB of JSON (128 KiB without authentication), 10 MiB for an import, 10 MB for a file of an assessment, 20 MB for evidence, 256 KB for a logo. Send less, or link to the file instead.",
    /// The city's storage quota is used up.
    CityFull = PAYLOAD_TOO_LARGE "city-full" "The city's storage is full"
        "The storage quota of the city is used up, and nothing was saved. Link to the file instead, or ask the operators of Besa for a larger quota.",
    /// The `Content-Type` is not accepted.
    MediaType = UNSUPPORTED_MEDIA_TYPE "media-type" "Unsupported media type"
        "This `Content-Type` is not accepted here. Send `application/json`, or `multipart/form-data` for files.",
    /// One or more fields are not valid.
    Invalid = UNPROCESSABLE_ENTITY "invalid" "Invalid fields"
        "Nothing was saved. `errors` lists each field that is not valid, with the reason.",
    /// Neither `If-Match` nor `version` was sent.
    VersionMissing = PRECONDITION_REQUIRED "version-missing" "The version is missing"
        "Send the version that you read: its `ETag` in the header `If-Match`, or `version` in the body.",
    /// A rate limit was reached.
    TooMany = TOO_MANY_REQUESTS "too-many" "Too many requests"
        "Too many requests in a short time. Wait for the number of seconds in the header `Retry-After`.",
    /// An error of the server.
    Internal = INTERNAL_SERVER_ERROR "internal" "Internal error"
        "An error occurred on the server, and nothing was saved. If it happens again, report the request id to the operators of Besa.",
    /// A stored file is missing or was changed.
    Damaged = BAD_GATEWAY "file-damaged" "The stored file is damaged"
        "The file is missing from the store, or its bytes differ from those that were uploaded, so it is not delivered. The city and the operators of Besa were notified. If you have the file, upload it again as new evidence.",
    /// The platform's storage is nearly full.
    PlatformFull = INSUFFICIENT_STORAGE "platform-full" "No space for files"
        "The storage of the platform is nearly full, so no files are accepted until the operators of Besa add space. Nothing was saved; everything except uploads works.",
    /// The database was not available in time.
    Busy = SERVICE_UNAVAILABLE "busy" "Busy"
        "Besa is busy, or its database or file store does not respond. Send the same request again after the seconds in `Retry-After`, with the same `Idempotency-Key`: it takes effect once.",
}

/// The description of each problem status in the OpenAPI document.
pub(super) const DESCRIBED: &[(u16, &str)] = &[
    (400, "The request cannot be read."),
    (401, "Not signed in, or the token is not valid."),
    (403, "Signed in, but without the permission."),
    (404, "The record does not exist, or the caller may not see it."),
    (
        409,
        "A conflict with the current state: the record has changed, the plan is closed, the key was used before.",
    ),
    (413, "The request is too large, or the city's storage quota is used up."),
    (415, "The media type is not accepted."),
    (422, "One or more fields are not valid; `errors` lists each."),
    (428, "Neither `If-Match` nor `version` was sent."),
    (429, "A rate limit was reached."),
    (500, "Internal error."),
    (502, "The stored file is damaged and is not delivered."),
    (503, "Temporarily unavailable; send the same request again."),
    (507, "The platform's storage is nearly full."),
];
