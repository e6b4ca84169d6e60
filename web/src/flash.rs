//! A message that the next page shows once. The cookie holds a code; the page turns it into text.

use std::time::Duration;

use besa_domain::App;
use besa_text::Words;
use poem::web::cookie::CookieJar;

use crate::session::cookie;

/// The cookie of the message.
pub(crate) const COOKIE: &str = "besa_flash";
const LASTS: Duration = Duration::from_secs(120);

macro_rules! flashes {
    ($($(#[$doc:meta])* $name:ident = $code:literal => $word:ident,)*) => {
        /// A message about what was done, shown once on the next page.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Flash {
            $($(#[$doc])* $name,)*
        }

        impl Flash {
            const ALL: &'static [Self] = &[$(Self::$name,)*];

            const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }

            /// Returns the text of the message.
            pub fn words(self, w: &Words) -> String {
                match self {
                    $(Self::$name => w.$word(),)*
                }
            }
        }
    };
}

flashes! {
    /// Saved, and public.
    Saved = "saved" => common_saved,
    /// Saved, visible to the team only.
    SavedDraft = "draft" => common_saved_draft,
    /// Saved; it is never public.
    Kept = "kept" => workspace_kept,
    /// An organisation endorsed the plan or declined to.
    Endorsed = "endorsed" => endorse_done,
    /// An invitation will be sent.
    Invited = "invited" => people_invited,
    /// An invitation was withdrawn.
    Uninvited = "uninvited" => people_uninvited,
    /// A role was removed.
    RoleTaken = "role" => people_role_taken,
    /// The city's settings were saved.
    Settings = "settings" => city_saved,
    /// A report was started.
    ReportBegun = "report" => reports_begun,
    /// The consultation on a report was opened.
    ReportOpened = "report-open" => reports_opened,
    /// A report is final.
    ReportFinal = "report-final" => reports_final_done,
    /// The consultation on a report was stopped.
    ReportStopped = "report-stop" => reports_stopped,
    /// A plan was imported.
    Imported = "imported" => import_done_flash,
    /// An import was taken back.
    ImportUndone = "import-undone" => import_undone,
    /// An import was discarded.
    ImportDropped = "dropped" => import_dropped,
    /// A comment or proposal was published.
    Heard = "heard" => voices_received,
    /// A comment or proposal waits for moderation.
    Held = "held" => voices_held,
    /// A response will be sent.
    Answered = "answered" => voices_done_answered,
    /// A comment or proposal was published by a moderator.
    VoiceShown = "voice-shown" => voices_done_published,
    /// A comment or proposal was hidden.
    VoiceHidden = "voice-hidden" => voices_done_hidden,
    /// The rules for comments and proposals were saved.
    VoiceRules = "voice-rules" => voices_done_rules,
    /// A holiday was added.
    HolidayAdded = "holiday" => voices_done_holiday,
    /// A note was saved, visible to reviewers only.
    NoteKept = "note" => review_note_kept,
    /// A question was sent to a city.
    QuerySent = "query" => review_query_sent,
    /// A reviewer's question was answered.
    QueryAnswered = "answer" => query_sent,
    /// A draft of the monitoring body was saved.
    AssessmentKept = "assessment" => assessment_kept,
    /// An assessment was submitted.
    AssessmentSubmitted = "submitted" => assessment_submitted,
    /// An assessment could not be submitted: answers are missing.
    AssessmentNotWhole = "not-whole" => assessment_not_whole,
    /// The city replied to an assessment.
    AssessmentReplied = "replied" => assessment_replied,
    /// An assessment was published.
    AssessmentPublished = "published" => assessment_published,
    /// A new edition of an assessment was started.
    AssessmentRenewed = "renewed" => assessment_renewed,
    /// A draft assessment was discarded.
    AssessmentDiscarded = "discarded" => assessment_discarded,
    /// The monitoring body gave a finding on evidence.
    VerdictGiven = "verdict" => verdict_given,
    /// The city answered a finding on evidence.
    VerdictAnswered = "verdict-answer" => verdict_answered,
    /// A record was removed.
    Removed = "removed" => common_removed,
    /// Two organisations were merged.
    Merged = "merged" => merge_done,
    /// A subscription was confirmed.
    Subscribed = "subscribed" => subscribe_confirmed,
    /// A subscription was changed.
    SubscriptionSaved = "subscription" => subscribe_saved,
    /// A job will be retried.
    Retried = "retried" => operator_jobs_retried,
    /// A token was revoked.
    TokenRevoked = "token" => account_token_revoked,
    /// The city's logo was changed.
    Logo = "logo" => city_logo_saved,
    /// The city's logo was removed.
    LogoRemoved = "no-logo" => city_logo_removed,
    /// The session was ended.
    SignedOut = "out" => account_signed_out,
}

impl Flash {
    /// Stores the message in a cookie for the next page.
    pub fn leave(self, app: &App, jar: &CookieJar) {
        jar.add(cookie(app, COOKIE, self.code(), LASTS));
    }

    /// Takes the stored message and deletes its cookie, so that it is shown once.
    pub fn take(app: &App, jar: &CookieJar) -> Option<Self> {
        let held = jar.get(&app.cookie(COOKIE))?;
        jar.add(cookie(app, COOKIE, "", Duration::ZERO));
        Self::ALL.iter().copied().find(|flash| flash.code() == held.value_str())
    }
}
