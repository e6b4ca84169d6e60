//! One line that the next page shows: a code in a cookie, words at the edge.

use std::time::Duration;

use besa_domain::App;
use besa_text::Words;
use poem::web::cookie::CookieJar;

use crate::session::cookie;

const COOKIE: &str = "besa_flash";
const LASTS: Duration = Duration::from_secs(120);

macro_rules! flashes {
    ($($(#[$doc:meta])* $name:ident = $code:literal => $word:ident,)*) => {
        /// What was done.
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

            /// The line.
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
    /// Saved, for the team alone.
    SavedDraft = "draft" => common_saved_draft,
    /// Saved; nothing of it is public.
    Kept = "kept" => workspace_kept,
    /// An organisation said whether it stands behind the plan.
    Endorsed = "endorsed" => endorse_done,
    /// An invitation goes out.
    Invited = "invited" => people_invited,
    /// An invitation was taken back.
    Uninvited = "uninvited" => people_uninvited,
    /// A role was taken away.
    RoleTaken = "role" => people_role_taken,
    /// The city's settings were saved.
    Settings = "settings" => city_saved,
    /// A report was begun.
    ReportBegun = "report" => reports_begun,
    /// The consultation on a report was opened.
    ReportOpened = "report-open" => reports_opened,
    /// A report is final.
    ReportFinal = "report-final" => reports_final_done,
    /// A plan was imported.
    Imported = "imported" => import_done_flash,
    /// An import was thrown away.
    ImportDropped = "dropped" => import_dropped,
    /// A comment or a proposal is shown.
    Heard = "heard" => voices_received,
    /// One will be looked at first.
    Held = "held" => voices_held,
    /// An answer goes out.
    Answered = "answered" => voices_done_answered,
    /// A voice is shown.
    VoiceShown = "voice-shown" => voices_done_published,
    /// A voice is hidden.
    VoiceHidden = "voice-hidden" => voices_done_hidden,
    /// Rules for voices were saved.
    VoiceRules = "voice-rules" => voices_done_rules,
    /// A day on which the city does not work was added.
    HolidayAdded = "holiday" => voices_done_holiday,
    /// A note was saved, for reviewers alone.
    NoteKept = "note" => review_note_kept,
    /// A question goes to a city.
    QuerySent = "query" => review_query_sent,
    /// A reviewer's question was answered.
    QueryAnswered = "answer" => query_sent,
    /// A draft of the monitoring body was saved.
    AssessmentKept = "assessment" => assessment_kept,
    /// It was handed in.
    AssessmentSubmitted = "submitted" => assessment_submitted,
    /// It could not be: answers are missing.
    AssessmentNotWhole = "not-whole" => assessment_not_whole,
    /// The city replied.
    AssessmentReplied = "replied" => assessment_replied,
    /// It was published.
    AssessmentPublished = "published" => assessment_published,
    /// A new edition was begun.
    AssessmentRenewed = "renewed" => assessment_renewed,
    /// A draft of it was thrown away.
    AssessmentDiscarded = "discarded" => assessment_discarded,
    /// The monitoring body spoke of evidence.
    VerdictGiven = "verdict" => verdict_given,
    /// The city answered that.
    VerdictAnswered = "verdict-answer" => verdict_answered,
    /// Removed.
    Removed = "removed" => common_removed,
    /// A subscription was confirmed.
    Subscribed = "subscribed" => subscribe_confirmed,
    /// A subscription was changed.
    SubscriptionSaved = "subscription" => subscribe_saved,
    /// A job is tried again.
    Retried = "retried" => operator_jobs_retried,
    /// A token was revoked.
    TokenRevoked = "token" => account_token_revoked,
    /// The city's logo was changed.
    Logo = "logo" => city_logo_saved,
    /// The city's logo was removed.
    LogoRemoved = "no-logo" => city_logo_removed,
    /// Signed out.
    SignedOut = "out" => account_signed_out,
}

impl Flash {
    /// Leaves the line for the next page.
    pub fn leave(self, app: &App, jar: &CookieJar) {
        jar.add(cookie(app, COOKIE, self.code(), LASTS));
    }

    /// Takes the line that was left, so that it is shown once.
    pub fn take(app: &App, jar: &CookieJar) -> Option<Self> {
        let held = jar.get(&app.cookie(COOKIE))?;
        jar.add(cookie(app, COOKIE, "", Duration::ZERO));
        Self::ALL.iter().copied().find(|flash| flash.code() == held.value_str())
    }
}
