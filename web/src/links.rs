//! Every address inside Besa, made in one place.

use std::fmt::{self, Write as _};

use besa_domain::commitments::Commitment;
use besa_domain::milestones::Milestone;
use besa_domain::plans::Plan;
use besa_domain::{AssessmentId, EvidenceId, ExhibitId, ForumId, MeetingId, ReportId, StrategyId, VoiceId, input};
use besa_text::Language;

/// The platform's home.
pub const HOME: &str = "/";
/// Signing in.
pub const SIGN_IN: &str = "/sign-in";
/// Where reviewers work, across cities.
pub const REVIEW: &str = "/review/";
/// Signing out: POST only.
pub const SIGN_OUT: &str = "/sign-out";
/// The queue, for operators.
pub const JOBS: &str = "/operator/jobs";
/// A person's tokens.
pub const TOKENS: &str = "/account/tokens";
/// A page that checks a log offline.
pub const CHECK_LOG: &str = "/log/check";
/// The API's pages for people.
pub const API_DOCS: &str = "/api/docs";
/// The API's description.
pub const API_SPEC: &str = "/api/v1/openapi.json";

/// Longest slug of a title.
const SLUG: usize = 60;

/// Signing in, and then on to `next`.
pub fn sign_in(next: &str) -> String {
    format!("{SIGN_IN}?next={}", encoded(next))
}

/// What somebody needs to check a city's log elsewhere: its `entries`, or its signed `heads`.
pub fn log_file(slug: &str, what: &str) -> String {
    format!("/{slug}/log/{what}.json")
}

/// Chooses a language, and then on to `to`.
pub fn language(language: Language, to: &str) -> String {
    format!("/account/language/{language}?to={}", encoded(to))
}

/// An address to go on to, if it is one of ours: a path that no browser takes for another host.
pub fn own(path: &str) -> Option<&str> {
    let second = path.strip_prefix('/')?.chars().next();
    let fine = !matches!(second, Some('/' | '\\')) && !path.chars().any(|c| c.is_control() || c == '\\');
    fine.then_some(path)
}

/// The stylesheet with a city's colours.
pub fn theme(slug: &str, hash: &str) -> String {
    format!("/theme/{slug}.{hash}.css")
}

/// The addresses of a city's pages in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct City {
    base: String,
    slug: String,
}

impl City {
    /// The pages of the city `slug` in `language`.
    pub fn new(slug: &str, language: Language) -> Self {
        Self {
            base: format!("/{slug}/{language}"),
            slug: slug.to_owned(),
        }
    }

    /// The state of the plan.
    pub fn overview(&self) -> String {
        format!("{}/", self.base)
    }

    /// The present plan, in the view that opens first.
    pub fn plan(&self) -> String {
        format!("{}/plan", self.base)
    }

    /// Every plan.
    pub fn plans(&self) -> String {
        format!("{}/plans", self.base)
    }

    /// A plan by its years, or the present one.
    pub fn plan_of(&self, plan: Which<'_>) -> String {
        match plan {
            Which::Present => self.plan(),
            Which::Earlier(reference) => format!("{}/plans/{}", self.base, encoded(reference)),
        }
    }

    /// A commitment. Its number finds it, its slug is for people.
    pub fn commitment(&self, plan: Which<'_>, commitment: &Commitment) -> String {
        let base = match plan {
            Which::Present => self.base.clone(),
            Which::Earlier(_) => self.plan_of(plan),
        };
        let title = commitment.short_title.as_deref().unwrap_or(&commitment.title);
        format!("{base}/commitments/{}", numbered(commitment.number, title))
    }

    /// A milestone.
    pub fn milestone(&self, plan: Which<'_>, commitment: &Commitment, milestone: &Milestone) -> String {
        format!("{}/milestones/{}", self.commitment(plan, commitment), milestone.number)
    }

    /// A plan, a commitment or a milestone, whichever is the innermost.
    pub fn place(&self, plan: Which<'_>, commitment: Option<&Commitment>, milestone: Option<&Milestone>) -> String {
        match (commitment, milestone) {
            (Some(commitment), Some(milestone)) => self.milestone(plan, commitment, milestone),
            (Some(commitment), None) => self.commitment(plan, commitment),
            (None, _) => self.plan_of(plan),
        }
    }

    /// A piece of evidence.
    pub fn evidence(&self, id: EvidenceId) -> String {
        format!("{}/evidence/{id}", self.base)
    }

    /// The file of a piece of evidence.
    pub fn file(&self, id: EvidenceId) -> String {
        format!("{}/evidence/{id}/file", self.base)
    }

    /// Following the plan by mail.
    pub fn subscribe(&self) -> String {
        format!("{}/subscribe", self.base)
    }

    /// The subscription that a mail's link opens.
    pub fn subscription(&self, secret: &str) -> String {
        format!("{}/subscribe/{}", self.base, encoded(secret))
    }

    /// Where it stops.
    pub fn unsubscribe(&self, secret: &str) -> String {
        format!("{}/stop", self.subscription(secret))
    }

    /// What residents say, and how the city answers.
    pub fn voices(&self) -> String {
        format!("{}/voices", self.base)
    }

    /// A comment with its thread.
    pub fn voice(&self, id: VoiceId) -> String {
        format!("{}/voices/{id}", self.base)
    }

    /// Where it is said that a mail asks the address.
    pub fn check_mail(&self) -> String {
        format!("{}/voices/check-mail", self.base)
    }

    /// Writing a comment: `about` and, of a reply, the comment, by their codes.
    pub fn comment_on(&self, about: &str, to: Option<VoiceId>) -> String {
        let reply = to.map(|id| format!("?to={id}")).unwrap_or_default();
        format!("{}/comments/new/{about}{reply}", self.base)
    }

    /// Every proposal.
    pub fn proposals(&self) -> String {
        format!("{}/proposals", self.base)
    }

    /// Making a proposal.
    pub fn propose(&self) -> String {
        format!("{}/proposals/new", self.base)
    }

    /// A proposal.
    pub fn proposal(&self, id: VoiceId) -> String {
        format!("{}/proposals/{id}", self.base)
    }

    /// The municipality's other plans.
    pub fn strategies(&self) -> String {
        format!("{}/strategies", self.base)
    }

    /// One of the other plans.
    pub fn strategy(&self, id: StrategyId) -> String {
        format!("{}/strategies/{id}", self.base)
    }

    /// Standing bodies and their meetings.
    pub fn forums(&self) -> String {
        format!("{}/forums", self.base)
    }

    /// A standing body. With `.ics` after it, a calendar of its meetings.
    pub fn forum(&self, id: ForumId) -> String {
        format!("{}/forums/{id}", self.base)
    }

    /// A meeting. With `.ics` after it, a calendar with it alone.
    pub fn meeting(&self, id: MeetingId) -> String {
        format!("{}/meetings/{id}", self.base)
    }

    /// Open data.
    pub fn data(&self) -> String {
        format!("{}/data", self.base)
    }

    /// One of the city's tables as a file, or all of them.
    pub fn table(&self, file: &str) -> String {
        format!("/{}/data/{file}", self.slug)
    }

    /// The catalogue of what there is to take.
    pub fn catalogue(&self, ending: &str) -> String {
        format!("/{}/catalogue.{ending}", self.slug)
    }

    /// Reports by the city and by the body that monitors it.
    pub fn reports(&self) -> String {
        format!("{}/reports", self.base)
    }

    /// A report.
    pub fn report(&self, id: ReportId) -> String {
        format!("{}/reports/{id}", self.base)
    }

    /// Assessments of the monitoring body.
    pub fn assessments(&self) -> String {
        format!("{}/assessments", self.base)
    }

    /// One assessment.
    pub fn assessment(&self, id: AssessmentId) -> String {
        format!("{}/assessments/{id}", self.base)
    }

    /// A file of an assessment.
    pub fn exhibit(&self, id: ExhibitId) -> String {
        format!("{}/exhibits/{id}/file", self.base)
    }

    /// The public log.
    pub fn log(&self) -> String {
        format!("{}/log", self.base)
    }

    /// A page of the workspace: `""` is this week, `"commitments/3/edit"` one further in.
    pub fn workspace(&self, path: &str) -> String {
        format!("{}/w/{path}", self.base)
    }

    /// The present plan's records for programs.
    pub fn api(&self, list: &str) -> String {
        format!("/api/v1/tenants/{}/{list}", self.slug)
    }
}

/// Which plan a page is about: addresses of the present one are the short ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which<'a> {
    /// The one the city's pages open with.
    Present,
    /// Another, by its years.
    Earlier(&'a str),
}

impl<'a> Which<'a> {
    /// `plan` beside the present one.
    pub fn of(plan: &'a Plan, present: Option<&Plan>) -> Self {
        if present.is_some_and(|present| present.id == plan.id) {
            Self::Present
        } else {
            Self::Earlier(&plan.reference)
        }
    }
}

/// `3-drinking-water`: a number that finds, and words that tell.
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

/// The number of [`numbered`].
pub fn number(segment: &str) -> Option<i32> {
    segment.split('-').next()?.parse().ok()
}

/// A text as a part of an address.
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
