//! Builds every URL inside Besa.

use std::fmt::{self, Write as _};

use besa_domain::commitments::Commitment;
use besa_domain::milestones::Milestone;
use besa_domain::plans::Plan;
use besa_domain::{
    AssessmentId, EvidenceId, ExhibitId, ForumId, MeetingId, PlanId, ReportId, StrategyId, VoiceId, input,
};
use besa_text::Language;

/// The home page of the platform.
pub const HOME: &str = "/";
/// The sign-in page.
pub const SIGN_IN: &str = "/sign-in";
/// The reviewers' pages, across cities.
pub const REVIEW: &str = "/review/";
/// Sign out; POST only.
pub const SIGN_OUT: &str = "/sign-out";
/// The job queue, for operators.
pub const JOBS: &str = "/operator/jobs";
/// The API tokens of the signed-in person.
pub const TOKENS: &str = "/account/tokens";
/// The page that checks a log offline.
pub const CHECK_LOG: &str = "/log/check";
/// The API viewer.
pub const API_DOCS: &str = "/api/docs";
/// The OpenAPI document.
pub const API_SPEC: &str = "/api/v1/openapi.json";

/// Maximum length in bytes of the slug of a title.
const SLUG: usize = 60;

/// Returns the URL of the sign-in page that then goes on to `next`.
pub fn sign_in(next: &str) -> String {
    format!("{SIGN_IN}?next={}", encoded(next))
}

/// Returns the URL of a file for checking a city's log elsewhere. `what` is `entries` or `heads`.
pub fn log_file(slug: &str, what: &str) -> String {
    format!("/{slug}/log/{what}.json")
}

/// Returns the URL that chooses a language and then goes on to `to`.
pub fn language(language: Language, to: &str) -> String {
    format!("/account/language/{language}?to={}", encoded(to))
}

/// Returns `path` if it is safe to redirect to: an absolute path that no browser takes for another host.
pub fn own(path: &str) -> Option<&str> {
    let second = path.strip_prefix('/')?.chars().next();
    let fine = !matches!(second, Some('/' | '\\')) && !path.chars().any(|c| c.is_control() || c == '\\');
    fine.then_some(path)
}

/// Returns the URL of the stylesheet with a city's colours.
pub fn theme(slug: &str, hash: &str) -> String {
    format!("/theme/{slug}.{hash}.css")
}

/// The URLs of a city's pages in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct City {
    base: String,
    slug: String,
}

impl City {
    /// Returns the URLs of the city `slug` in `language`.
    pub fn new(slug: &str, language: Language) -> Self {
        Self {
            base: format!("/{slug}/{language}"),
            slug: slug.to_owned(),
        }
    }

    /// Returns the URL of the overview.
    pub fn overview(&self) -> String {
        format!("{}/", self.base)
    }

    /// Returns the URL of the current plan, in the default view.
    pub fn plan(&self) -> String {
        format!("{}/plan", self.base)
    }

    /// Returns the URL of the list of plans.
    pub fn plans(&self) -> String {
        format!("{}/plans", self.base)
    }

    /// Returns the URL of a plan.
    pub fn plan_of(&self, plan: Which<'_>) -> String {
        match plan {
            Which::Present => self.plan(),
            Which::Earlier(reference) => format!("{}/plans/{}", self.base, encoded(reference)),
        }
    }

    /// Returns the URL of a commitment. Its number identifies it; the slug is only for people.
    pub fn commitment(&self, plan: Which<'_>, commitment: &Commitment) -> String {
        let base = match plan {
            Which::Present => self.base.clone(),
            Which::Earlier(_) => self.plan_of(plan),
        };
        let title = commitment.short_title.as_deref().unwrap_or(&commitment.title);
        format!("{base}/commitments/{}", numbered(commitment.number, title))
    }

    /// Returns the URL of a milestone.
    pub fn milestone(&self, plan: Which<'_>, commitment: &Commitment, milestone: &Milestone) -> String {
        format!("{}/milestones/{}", self.commitment(plan, commitment), milestone.number)
    }

    /// Returns the URL of the milestone if there is one, else of the commitment, else of the plan.
    pub fn place(&self, plan: Which<'_>, commitment: Option<&Commitment>, milestone: Option<&Milestone>) -> String {
        match (commitment, milestone) {
            (Some(commitment), Some(milestone)) => self.milestone(plan, commitment, milestone),
            (Some(commitment), None) => self.commitment(plan, commitment),
            (None, _) => self.plan_of(plan),
        }
    }

    /// Returns the URL of a piece of evidence.
    pub fn evidence(&self, id: EvidenceId) -> String {
        format!("{}/evidence/{id}", self.base)
    }

    /// Returns the URL of the file of a piece of evidence.
    pub fn file(&self, id: EvidenceId) -> String {
        format!("{}/evidence/{id}/file", self.base)
    }

    /// Returns the URL of the page to subscribe by mail.
    pub fn subscribe(&self) -> String {
        format!("{}/subscribe", self.base)
    }

    /// Returns the URL of the subscription that a mail's link opens.
    pub fn subscription(&self, secret: &str) -> String {
        format!("{}/subscribe/{}", self.base, encoded(secret))
    }

    /// Returns the URL that stops a subscription.
    pub fn unsubscribe(&self, secret: &str) -> String {
        format!("{}/stop", self.subscription(secret))
    }

    /// Returns the URL of the page about comments, proposals and responses.
    pub fn voices(&self) -> String {
        format!("{}/voices", self.base)
    }

    /// Returns the URL of a comment with its thread.
    pub fn voice(&self, id: VoiceId) -> String {
        format!("{}/voices/{id}", self.base)
    }

    /// Returns the URL of the page that asks to check one's mail.
    pub fn check_mail(&self) -> String {
        format!("{}/voices/check-mail", self.base)
    }

    /// Returns the URL of the form for a comment. `about` is the code of its subject; `to` is the comment
    /// that it replies to.
    pub fn comment_on(&self, about: &str, to: Option<VoiceId>) -> String {
        let reply = to.map(|id| format!("?to={id}")).unwrap_or_default();
        format!("{}/comments/new/{about}{reply}", self.base)
    }

    /// Returns the URL of the list of proposals.
    pub fn proposals(&self) -> String {
        format!("{}/proposals", self.base)
    }

    /// Returns the URL of the form for a proposal.
    pub fn propose(&self) -> String {
        format!("{}/proposals/new", self.base)
    }

    /// Returns the URL of a proposal.
    pub fn proposal(&self, id: VoiceId) -> String {
        format!("{}/proposals/{id}", self.base)
    }

    /// Returns the URL of the list of the municipality's other plans.
    pub fn strategies(&self) -> String {
        format!("{}/strategies", self.base)
    }

    /// Returns the URL of one of the other plans.
    pub fn strategy(&self, id: StrategyId) -> String {
        format!("{}/strategies/{id}", self.base)
    }

    /// Returns the URL of the page of forums and meetings.
    pub fn forums(&self) -> String {
        format!("{}/forums", self.base)
    }

    /// Returns the URL of a forum. With `.ics` appended it is a calendar of its meetings.
    pub fn forum(&self, id: ForumId) -> String {
        format!("{}/forums/{id}", self.base)
    }

    /// Returns the URL of a meeting. With `.ics` appended it is a calendar with this meeting.
    pub fn meeting(&self, id: MeetingId) -> String {
        format!("{}/meetings/{id}", self.base)
    }

    /// Returns the URL of the open data page.
    pub fn data(&self) -> String {
        format!("{}/data", self.base)
    }

    /// Returns the URL of a table as a file, or of all tables in one ZIP file.
    pub fn table(&self, file: &str) -> String {
        format!("/{}/data/{file}", self.slug)
    }

    /// Returns the URL of the open data catalogue in the format of `ending`.
    pub fn catalogue(&self, ending: &str) -> String {
        format!("/{}/catalogue.{ending}", self.slug)
    }

    /// Returns the URL of the list of reports by the city and by its monitoring body.
    pub fn reports(&self) -> String {
        format!("{}/reports", self.base)
    }

    /// Returns the URL of a report.
    pub fn report(&self, id: ReportId) -> String {
        format!("{}/reports/{id}", self.base)
    }

    /// Returns the URL of the list of assessments.
    pub fn assessments(&self) -> String {
        format!("{}/assessments", self.base)
    }

    /// Returns the URL of an assessment.
    pub fn assessment(&self, id: AssessmentId) -> String {
        format!("{}/assessments/{id}", self.base)
    }

    /// Returns the URL of a file of an assessment.
    pub fn exhibit(&self, id: ExhibitId) -> String {
        format!("{}/exhibits/{id}/file", self.base)
    }

    /// Returns the URL of the public log.
    pub fn log(&self) -> String {
        format!("{}/log", self.base)
    }

    /// Returns the URL of a page of the workspace: `""` is "This week", `"commitments/3/edit"` a page below
    /// it.
    pub fn workspace(&self, path: &str) -> String {
        format!("{}/w/{path}", self.base)
    }

    /// Returns the API URL of a list of the city's records.
    pub fn api(&self, list: &str) -> String {
        format!("/api/v1/tenants/{}/{list}", self.slug)
    }
}

/// Which plan a page is about. URLs of the current plan are shorter: they do not name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which<'a> {
    /// The current plan.
    Present,
    /// Another plan, by its reference (its years).
    Earlier(&'a str),
}

impl<'a> Which<'a> {
    /// Compares `plan` with the id of the current plan.
    pub fn of(plan: &'a Plan, present: Option<PlanId>) -> Self {
        if present == Some(plan.id) {
            Self::Present
        } else {
            Self::Earlier(&plan.reference)
        }
    }
}

/// Returns the URL segment of a numbered record: `3-drinking-water`. Only the number identifies it.
pub fn numbered(number: i32, title: &str) -> String {
    let slug = input::slug(title);
    let mut cut = slug.as_str();
    while cut.len() > SLUG {
        cut = cut.rsplit_once('-').map_or("", |(head, _)| head);
    }
    if cut.is_empty() {
        number.to_string()
    } else {
        format!("{number}-{cut}")
    }
}

/// Returns the number at the start of a segment made by [`numbered`].
pub fn number(segment: &str) -> Option<i32> {
    segment.split('-').next()?.parse().ok()
}

/// Percent-encodes a text as part of a URL path or query; slashes stay.
pub fn encoded(text: &str) -> impl fmt::Display + '_ {
    struct Encoded<'a>(&'a str);
    impl fmt::Display for Encoded<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            for byte in self.0.bytes() {
                match char::from(byte) {
                    c if c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~' | '/') => f.write_char(c)?,
                    _ => write!(f, "%{byte:02X}")?,
                }
            }
            Ok(())
        }
    }
    Encoded(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_addresses_are_followed() {
        assert_eq!(own("/example/en/w/?x=1"), Some("/example/en/w/?x=1"));
        for foreign in [
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "",
            "/a\nb",
            "/\t/x",
        ] {
            assert_eq!(own(foreign), None, "{foreign:?}");
        }
    }

    #[test]
    fn slugs_are_cut_at_a_word() {
        assert_eq!(numbered(3, "Drinking-water results"), "3-drinking-water-results");
        assert_eq!(numbered(7, "…"), "7");
        let long = numbered(1, &"word ".repeat(40));
        assert!(long.len() <= SLUG + 2 && long.ends_with("word"));
        assert_eq!(numbered(1, &"x".repeat(90)), "1");
        assert_eq!(number("3-drinking-water"), Some(3));
        assert_eq!(number("drinking"), None);
    }

    #[test]
    fn what_is_put_into_an_address_stays_inside_it() {
        assert_eq!(sign_in("/a/en/w/?b=c&d"), "/sign-in?next=/a/en/w/%3Fb%3Dc%26d");
        assert_eq!(encoded("më 2%").to_string(), "m%C3%AB%202%25");
    }
}
