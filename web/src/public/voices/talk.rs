//! Comments and proposals as pages show them: under a commitment, milestone, plan or report, and in lists.

use askama::filters::Safe;
use besa_domain::access::SeeVoices;
use besa_domain::calendar::days_between;
use besa_domain::places::RecordPath;
use besa_domain::plans::{Plan, PlanState};
use besa_domain::responses::{Outcome, Response};
use besa_domain::voices::{self, About, Subject, VoiceDetails, VoiceKind, VoiceState};
use besa_domain::{PlanId, VoiceId};
use besa_text::{codes, dates};
use uuid::Uuid;

use crate::day::Day;
use crate::error::Result;
use crate::links::Which;
use crate::markdown::render;
use crate::status::Status;
use crate::tenant::City;

/// Threads per page.
const THREADS: u64 = 20;

/// A comment or proposal, ready to be shown.
pub(crate) struct VoiceView {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) organisation: Option<String>,
    pub(crate) day: Option<Day>,
    /// The title of a proposal.
    pub(crate) title: Option<String>,
    /// The URL of its own page.
    pub(crate) href: String,
    pub(crate) words: Safe<String>,
    /// Its language, if it differs from the page's.
    pub(crate) language: Option<String>,
    /// The notice that replaces a hidden text.
    pub(crate) hidden: Option<String>,
    /// The title and URL of its subject, where the page does not show it.
    pub(crate) about: Option<(String, String)>,
    /// The tag that says when a response is due, or how late it is.
    pub(crate) status: Option<Status>,
    /// The title and URL of the commitment that a proposal became.
    pub(crate) became: Option<(String, String)>,
    pub(crate) reply: Option<Reply>,
    /// The URL and the label of the link to reply.
    pub(crate) answer: Option<(String, String)>,
}

/// The city's response.
pub(crate) struct Reply {
    pub(crate) status: Status,
    pub(crate) reason: Option<Safe<String>>,
    pub(crate) changed: Option<String>,
    pub(crate) place: Option<(String, String)>,
    pub(crate) by: String,
}

/// The comments on a record.
pub(crate) struct Talk {
    pub(crate) threads: Vec<(VoiceView, Vec<VoiceView>)>,
    pub(crate) none: String,
    pub(crate) promise: String,
    /// The URL of the form for a comment; `None` when comments are closed.
    pub(crate) add: Option<String>,
    pub(crate) closed: String,
    pub(crate) earlier: Option<String>,
}

/// Prepares the comments and proposals of one city for pages.
pub(crate) struct Presenter<'c> {
    city: &'c City,
    /// The id of the current plan, whose URLs are the short ones.
    current: Option<PlanId>,
}

impl<'c> Presenter<'c> {
    /// Returns a presenter for lists over many plans; reads the current plan.
    pub(crate) async fn of(city: &'c City) -> Result<Self> {
        Ok(Self::with(city, city.current_plan().await?.map(|plan| plan.id)))
    }

    /// Returns a presenter for a page that already knows the current plan.
    pub(crate) fn with(city: &'c City, current: Option<PlanId>) -> Self {
        Self { city, current }
    }

    /// Returns the title and URL of a subject; `None` if it has none.
    pub(crate) fn place(&self, subject: &Subject) -> Option<(String, String)> {
        let plan = subject.plan.as_ref()?;
        let links = self.city.links();
        if let Some(report) = subject.report {
            return Some((self.city.w().reports_about(&plan.title), links.report(report)));
        }
        let which = Which::of(plan, self.current);
        let href = links.place(which, subject.commitment.as_ref(), subject.milestone.as_ref());
        Some((subject.title()?.to_owned(), href))
    }

    /// Prepares a comment or proposal for a page that shows its subject.
    pub(crate) fn present(&self, told: &VoiceDetails) -> VoiceView {
        let (city, w, voice) = (self.city, self.city.w(), &told.voice);
        let hidden = voice
            .hidden_rule
            .filter(|_| voice.state == VoiceState::Hidden)
            .map(|rule| {
                let words = voice.hidden_words.as_deref().unwrap_or_default();
                w.voices_hidden(codes::hide_rule(w, rule.code()), words)
            });
        let links = city.links();
        VoiceView {
            id: format!("v-{}", voice.id),
            name: told.name.clone().unwrap_or_else(|| w.voices_someone()),
            organisation: told.organisation.clone(),
            day: voice
                .received_at
                .map(|at| Day::new(city.language(), city.local(at).date())),
            title: voice.title.clone(),
            href: match voice.kind {
                VoiceKind::Comment => links.voice(voice.id),
                VoiceKind::Proposal => links.proposal(voice.id),
            },
            words: render(&voice.body),
            language: Some(voice.language.clone()).filter(|language| language != city.language().code()),
            about: None,
            status: self.status(told),
            became: self.place(&told.became),
            reply: told
                .response
                .as_ref()
                .filter(|_| hidden.is_none())
                .map(|response| self.reply(told, response)),
            answer: None,
            hidden,
        }
    }

    /// Prepares a comment or proposal for a list, with its subject.
    pub(crate) fn present_with_subject(&self, told: &VoiceDetails) -> VoiceView {
        let w = self.city.w();
        let about = match told.voice.kind {
            VoiceKind::Comment => self
                .place(&told.subject)
                .map(|(title, href)| (w.voices_about(title), href)),
            VoiceKind::Proposal => None,
        };
        VoiceView {
            about,
            ..self.present(told)
        }
    }

    /// Prepares a comment or proposal for the city's staff: they see the text of a hidden one, with the
    /// rule as its tag.
    pub(crate) fn present_to_staff(&self, told: &VoiceDetails) -> VoiceView {
        let said = self.present_with_subject(told);
        let Some(rule) = &said.hidden else { return said };
        let status = tag("plain", "eye-off", rule.clone());
        VoiceView {
            hidden: None,
            status: Some(status),
            ..said
        }
    }

    fn status(&self, told: &VoiceDetails) -> Option<Status> {
        let (w, voice) = (self.city.w(), &told.voice);
        let due = voice.due_on.filter(|_| voice.waits())?;
        let day = dates::day(self.city.language(), due);
        let today = self.city.today();
        Some(if voice.is_overdue(today) {
            let days = usize::try_from(days_between(due, today)).unwrap_or_default();
            tag("late", "clock-alert", w.voices_late(days, day))
        } else {
            tag("plain", "hourglass", w.voices_due(day))
        })
    }

    fn reply(&self, told: &VoiceDetails, response: &Response) -> Reply {
        let (city, w) = (self.city, self.city.w());
        let words = codes::response(w, response.outcome.code());
        let status = match response.outcome {
            Outcome::Accepted => tag("done", "check", words),
            Outcome::PartlyAccepted => tag("prog", "circle-dot", words),
            Outcome::NotAccepted => tag("plain", "x", words),
            Outcome::AlreadyDone => tag("plain", "history", words),
            Outcome::OutsideOurPower => tag("plain", "arrow-up-right", words),
        };
        let office = response.office.clone().unwrap_or_else(|| w.voices_reply_office());
        let day = dates::day(city.language(), city.local(response.created_at).date());
        Reply {
            status,
            reason: response.reason.as_deref().map(render),
            changed: response.changed.as_ref().map(|text| w.say_reply_changed(text)),
            // Do not repeat what the comment or proposal already links to.
            place: self
                .place(&told.changed)
                .filter(|_| told.changed != told.subject && told.changed != told.became),
            by: match told.took {
                Some(0) | None => w.voices_reply_same_day(office, day),
                Some(days) => w.say_reply_after(days, office, day),
            },
        }
    }
}

fn tag(class: &'static str, icon: &'static str, words: String) -> Status {
    Status { class, icon, words }
}

/// Returns the code of a subject, for URLs and forms.
pub(crate) fn code(about: About) -> String {
    match about {
        About::Plan(id) => format!("p-{id}"),
        About::Commitment(id) => format!("c-{id}"),
        About::Milestone(id) => format!("m-{id}"),
        About::Report(id) => format!("r-{id}"),
    }
}

/// Parses the code of a subject; `None` if it is not one.
pub(crate) fn about(code: &str) -> Option<About> {
    let (kind, id) = code.split_once('-')?;
    Some(match kind {
        "p" => About::Plan(id.parse().ok()?),
        "c" => About::Commitment(id.parse().ok()?),
        "m" => About::Milestone(id.parse().ok()?),
        "r" => About::Report(id.parse().ok()?),
        _ => return None,
    })
}

/// Returns the comments on a record of a plan, and the proposal that became the record. Records that `known`
/// returns are not read again.
pub(crate) async fn talk<'k>(
    city: &City,
    plan: &Plan,
    which: Which<'_>,
    on: About,
    known: impl Fn(Uuid) -> Option<RecordPath<'k>> + Send,
) -> Result<(Talk, Option<VoiceDetails>)> {
    let (w, permit) = (city.w(), city.public::<SeeVoices>());
    let before: Option<VoiceId> = city.visitor.request.query("before").and_then(|id| id.parse().ok());
    let said = voices::thread(city.db(), &permit, on, before, THREADS + 1, known).await?;
    let threads = &said.threads;
    let most = usize::try_from(THREADS).unwrap_or(usize::MAX);
    let last = threads.get(most.saturating_sub(1)).filter(|_| threads.len() > most);
    let earlier = last.map(|(head, _)| format!("{}?before={}#cmt", city.visitor.request.path, head.voice.id));
    let open = plan.state != PlanState::Closed;
    let presenter = Presenter::with(city, (which == Which::Present).then_some(plan.id));
    let with_answer = |told: &VoiceDetails| {
        let said = presenter.present(told);
        let takes = open && said.hidden.is_none();
        VoiceView {
            answer: takes.then(|| {
                let href = city.links().comment_on(&code(on), Some(told.voice.id));
                (href, w.voices_reply_to(&said.name))
            }),
            ..said
        }
    };
    let days = usize::try_from(said.reply_days).unwrap_or_default();
    let talk = Talk {
        threads: threads
            .iter()
            .take(most)
            .map(|(head, replies)| {
                (
                    with_answer(head),
                    replies.iter().map(|told| presenter.present(told)).collect(),
                )
            })
            .collect(),
        none: w.say_comments_none_text(days),
        promise: w.say_comment_promise(days),
        add: open.then(|| city.links().comment_on(&code(on), None)),
        closed: w.voices_closed(),
        earlier,
    };
    Ok((talk, said.origin))
}
