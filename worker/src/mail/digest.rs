//! The digest: what changed, the state of the plan, what is due next, why the subscriber gets it, and how to
//! unsubscribe.

use super::frame::{Button, Frame, Rendered, SubscriptionLinks, short};
use super::wall::{self, Mark, count};
use super::{City, message};
use askama::Template;
use besa_domain::digests::{Content, DigestEvent, DigestLine, Group};
use besa_domain::log::Event;
use besa_domain::subscriptions::Frequency;
use besa_formats::log as words_of;
use besa_text::{dates, numbers};
use time::Date;

/// Maximum number of lines of a digest; the other changes are in the log. Keeps a mail well below the size at
/// which mail programs cut it off.
const TOLD: usize = 24;
/// Maximum characters of a title in the subject, and of a text of the city.
const TITLE: usize = 60;
const TEXT: usize = 280;

#[derive(Template)]
#[template(path = "digest.html")]
struct Html<'a> {
    f: &'a Frame<'a>,
    m: &'a Digest,
}

#[derive(Template)]
#[template(path = "digest.txt")]
struct Text<'a> {
    f: &'a Frame<'a>,
    m: &'a Digest,
}

struct Digest {
    lede: String,
    items: Vec<Item>,
    /// The number of further changes as a sentence, and the address of the log. `None` if there are none.
    more: Option<(String, String)>,
    plan: Option<String>,
    courses: Vec<CompactCommitment>,
    legend: Vec<(&'static str, String)>,
    /// The day, title and page of the milestone that is due next.
    upcoming: Option<(String, String, String)>,
    /// The side on which lines end: `left` or `right`.
    end: &'static str,
}

/// What happened to one record.
struct Item {
    /// The commitment and the day.
    place: String,
    sentence: String,
    url: String,
    /// The number of updates with the last state, the city's text about it, and what else happened.
    texts: Vec<String>,
    /// The address for unfollowing the commitment. Only with the last change of each commitment.
    leave: Option<String>,
}

/// One commitment of the plan.
struct CompactCommitment {
    title: String,
    url: String,
    done: String,
    wall: Vec<Vec<Mark>>,
}

/// Renders a digest. `since` is the day since which the subscription exists, as it is shown.
pub(crate) fn render(city: &City, content: &Content, since: &str, secret: &str) -> Result<Rendered, askama::Error> {
    let w = city.words();
    let digest = digest(city, content, secret);
    let headline = message::line(&facts(city, content).join(" "));
    let period = dates::day_month(city.language, content.today);
    let (band, why) = match content.frequency {
        Frequency::Daily => (w.digest_band_daily(period), w.digest_why_daily(since)),
        Frequency::Weekly => (w.digest_band_weekly(period), w.mail_why_subscribed_weekly(since)),
        Frequency::Monthly => (w.digest_band_monthly(period), w.digest_why_monthly(since)),
    };
    let frame = Frame {
        city,
        w,
        preview: digest.lede.clone(),
        headline: headline.clone(),
        greeting: None,
        button: Button {
            label: w.digest_button(),
            url: city.plan(),
        },
        why,
        band,
        subscription_links: Some(SubscriptionLinks {
            change: city.subscription(secret),
            stop: city.unsubscribe(secret),
        }),
        answered: false,
    };
    Ok(Rendered {
        subject: headline,
        text: Text { f: &frame, m: &digest }.render()?,
        html: Html { f: &frame, m: &digest }.render()?,
    })
}

fn digest(city: &City, content: &Content, secret: &str) -> Digest {
    let w = city.words();
    let shown: Vec<(&Group, &[DigestLine])> = shown(&content.groups);
    let all: usize = content.groups.iter().map(|group| updates(&group.told)).sum();
    let left = all.saturating_sub(shown.iter().map(|(_, lines)| updates(lines)).sum());
    let items: Vec<Item> = shown
        .into_iter()
        .flat_map(|(group, lines)| items(city, content, group, lines, secret))
        .collect();
    let changed = count(content.groups.iter().map(|group| group.told.len()).sum());
    let reference = content
        .plan
        .as_ref()
        .map(|(reference, _)| reference.as_str())
        .unwrap_or_default();
    Digest {
        lede: if content.whole {
            w.digest_lede_whole(changed)
        } else {
            w.digest_lede_chosen(changed)
        },
        items,
        more: (left > 0).then(|| (w.digest_more(count(left)), city.log())),
        plan: content
            .plan
            .as_ref()
            .map(|(_, tally)| w.mail_plan_state(count(tally.done), count(tally.all))),
        courses: content
            .courses
            .iter()
            .map(|course| CompactCommitment {
                title: format!("{}. {}", course.number, message::line(&course.title)),
                url: city.commitment(reference, course.number),
                done: wall::done(w, &course.bricks),
                wall: wall::rows(city, &course.bricks),
            })
            .collect(),
        legend: wall::legend(city, content.courses.iter().flat_map(|course| &course.bricks)),
        upcoming: content.upcoming.as_ref().map(|next| {
            (
                w.digest_upcoming(dates::day_month(city.language, next.due_on)),
                message::line(&next.title),
                city.milestone(reference, next.commitment, next.milestone),
            )
        }),
        end: if city.language.dir() == "rtl" { "left" } else { "right" },
    }
}

fn updates(lines: &[DigestLine]) -> usize {
    lines.iter().map(|line| line.updates).sum()
}

/// Returns the lines that a digest has room for, the same number of each commitment as far as it has so many: a
/// busy commitment leaves room for the others.
fn shown(groups: &[Group]) -> Vec<(&Group, &[DigestLine])> {
    let lines_of = |most: usize| groups.iter().map(move |group| group.told.len().min(most));
    let most = (1..=TOLD).rev().find(|most| lines_of(*most).sum::<usize>() <= TOLD);
    let each = most.unwrap_or(1);
    // What is left of the room goes to the first groups that have more.
    let mut left = TOLD.saturating_sub(lines_of(each).sum());
    let chosen = groups.iter().map(|group| {
        let more = usize::from(left > 0 && group.told.len() > each);
        left -= more;
        let count = group.told.len().min(each + more);
        (group, group.told.get(..count).unwrap_or_default())
    });
    chosen.take(TOLD).collect()
}

/// Returns the lines of one commitment, newest first.
fn items(city: &City, content: &Content, group: &Group, lines: &[DigestLine], secret: &str) -> Vec<Item> {
    let mut items: Vec<Item> = lines
        .iter()
        .map(|line| Item {
            place: place(city, content.today, group, &line.main),
            sentence: sentence(city, &line.main),
            url: url(city, group, &line.main),
            texts: texts(city, line),
            leave: None,
        })
        .collect();
    if let (false, Some((_, id, _)), Some(last)) = (content.whole, &group.commitment, items.last_mut()) {
        last.leave = Some(format!("{}?commitment={id}", city.unsubscribe(secret)));
    }
    items
}

fn place(city: &City, today: Date, group: &Group, told: &DigestEvent) -> String {
    let w = city.words();
    let day = dates::day_month(city.language, told.day);
    match (&group.commitment, told.day == today) {
        (Some((number, ..)), true) => w.digest_item_today(number.to_string()),
        (Some((number, ..)), false) => w.digest_item(number.to_string(), day),
        (None, true) => w.digest_item_plan_today(),
        (None, false) => w.digest_item_plan(day),
    }
}

fn url(city: &City, group: &Group, told: &DigestEvent) -> String {
    let own = match told.event.subject() {
        "meeting" => Some("meetings"),
        "report" => Some("reports"),
        "assessment" => Some("assessments"),
        _ => None,
    };
    if let Some((records, id)) = own.zip(told.id) {
        return city.page(records, id);
    }
    match (&group.commitment, told.milestone) {
        (Some((number, ..)), Some(milestone)) => city.milestone(&group.plan, *number, milestone),
        (Some((number, ..)), None) => city.commitment(&group.plan, *number),
        (None, _) => city.plan_of(&group.plan),
    }
}

/// Returns the texts below a line: how many updates it stands for, with the last state of a milestone, the city's
/// text, and what else happened, with the reason.
fn texts(city: &City, line: &DigestLine) -> Vec<String> {
    let w = city.words();
    let main = &line.main;
    let mut texts = Vec::new();
    if line.updates > 1 && main.event.subject() != "meeting" {
        let count = count(line.updates);
        texts.push(match (&main.event, words_of::values(city.language, &main.event)) {
            (Event::MilestoneReport { .. }, Some((_, state))) => w.digest_updates_state(count, state),
            (_, _) => w.digest_updates(count),
        });
    }
    texts.extend(text(city, main));
    for told in &line.also {
        let sentence = sentence(city, told);
        texts.push(match told.event.reason() {
            Some(reason) => format!("{sentence} {}", w.digest_reason(short(&message::line(reason), TEXT))),
            None => sentence,
        });
    }
    texts
}

/// Returns the city's text about a change: the reason of a new due date, what was done, or time and place of
/// a meeting.
fn text(city: &City, told: &DigestEvent) -> Option<String> {
    let w = city.words();
    let reason = told.event.reason();
    let text = match (reason, &told.text, &told.meets) {
        (Some(reason), ..) => w.digest_reason(short(&message::line(reason), TEXT)),
        (None, Some(text), _) => short(&message::line(text), TEXT),
        (None, None, Some((at, place))) => {
            let (day, time) = (
                dates::day_long(city.language, at.date()),
                dates::time_of_day(city.language, *at),
            );
            match place {
                Some(place) => w.digest_meets_at(day, time, short(&message::line(place), TEXT)),
                None => w.digest_meets(day, time),
            }
        }
        (None, None, None) => return None,
    };
    Some(text)
}

/// Returns the two most important changes, for the subject.
fn facts(city: &City, content: &Content) -> Vec<String> {
    let mut facts: Vec<(u8, String)> = content
        .groups
        .iter()
        .flat_map(|group| &group.told)
        .flat_map(|line| std::iter::once(&line.main).chain(&line.also))
        .map(|told| fact(city, told))
        .collect();
    facts.sort_by_key(|(weight, _)| *weight);
    let mut chosen: Vec<String> = Vec::new();
    for (_, sentence) in facts {
        if chosen.len() < 2 && !chosen.contains(&sentence) {
            chosen.push(sentence);
        }
    }
    chosen
}

/// Returns one change in few words, with its rank: 0 is the most important.
fn fact(city: &City, told: &DigestEvent) -> (u8, String) {
    let title = short(&message::line(&told.title()), TITLE);
    if let Some(told) = few_words(city, told, &title) {
        return told;
    }
    let sentence = words_of::sentence(city.language, &told.event, &title);
    #[expect(clippy::wildcard_enum_match_arm, reason = "all other events are the least important")]
    // 0 is listed first.
    let weight = match &told.event {
        Event::PlanState { .. } => 0,
        // Important: residents can comment only until a certain day.
        Event::ReportConsult { .. } | Event::ReportStop { .. } => 1,
        Event::AssessmentPublish { .. }
        | Event::MeetingCreate { .. }
        | Event::MeetingMove { .. }
        | Event::MeetingCancel { .. } => 2,
        Event::ReportFinish { .. } | Event::MeetingHold { .. } => 3,
        Event::MilestoneReschedule { to, .. } => {
            let day = dates::day(city.language, *to);
            return (3, city.words().digest_fact_moved(&title, day));
        }
        _ => 6,
    };
    (weight, sentence)
}

/// Returns one change as a sentence.
fn sentence(city: &City, told: &DigestEvent) -> String {
    let title = message::line(&told.title());
    few_words(city, told, &title).map_or_else(
        || words_of::sentence(city.language, &told.event, &title),
        |(_, sentence)| sentence,
    )
}

/// Returns a shorter sentence than the log has, with its rank; `None` for events without one.
fn few_words(city: &City, told: &DigestEvent, title: &str) -> Option<(u8, String)> {
    let w = city.words();
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other events have no shorter sentence")]
    match &told.event {
        Event::MilestoneReport { from, to, percent, .. } => match to.as_str() {
            "complete" => Some((1, w.digest_fact_complete(title))),
            "stuck" => Some((2, w.digest_fact_stuck(title))),
            "in_progress" if from != "in_progress" => Some((4, w.digest_fact_started(title))),
            "in_progress" => {
                let percent = numbers::percent(city.language, (*percent)?.into());
                Some((4, w.digest_fact_percent(title, percent)))
            }
            _ => None,
        },
        Event::EvidenceAdd { .. } => Some((5, w.digest_fact_evidence(title))),
        _ => None,
    }
}
