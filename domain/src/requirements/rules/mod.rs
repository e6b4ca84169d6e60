//! The rules: judge each requirement from the facts and the bounds of a rule set. Pure functions.

use super::facts::{Facts, MeetingFact};
use super::{Missing, MissingItem, RecordKind, Requirement, RequirementResult, RequirementState, Used};
use crate::calendar::{days_after, months_after};
use crate::forums::Side;
use crate::rules::Bounds;
use std::collections::BTreeSet;
use time::Date;
use uuid::Uuid;

/// Judges all requirements, in OGP's order.
pub fn judge(bounds: &Bounds, facts: &Facts) -> Vec<RequirementResult> {
    let judged = |requirement: &Requirement| {
        let rule = match requirement {
            Requirement::Forum => forum,
            Requirement::MultiStakeholder => multi_stakeholder,
            Requirement::Meeting => meeting,
            Requirement::Endorsed => endorsed,
            Requirement::Website => website,
            Requirement::PapersBefore => papers_before,
            Requirement::OpenInput => open_input,
            Requirement::ReportedBack => reported_back,
            Requirement::Dialogue => dialogue,
            Requirement::Inclusive => inclusive,
        };
        let Finding { state, used, missing } = rule(bounds, facts);
        RequirementResult {
            requirement: *requirement,
            state,
            used,
            missing,
        }
    };
    Requirement::ALL.iter().map(judged).collect()
}

/// The result of a rule.
struct Finding {
    state: RequirementState,
    used: Vec<Used>,
    missing: Vec<Missing>,
}

/// Returns a result: met when nothing is missing, else in progress when a record supports it, else not met.
fn finding(used: Vec<Used>, missing: Vec<Missing>) -> Finding {
    let state = match (missing.is_empty(), used.is_empty()) {
        (true, _) => RequirementState::Met,
        (false, false) => RequirementState::InProgress,
        (false, true) => RequirementState::NotMet,
    };
    Finding { state, used, missing }
}

fn lack(what: MissingItem, by: Option<Date>, at: Option<Uuid>) -> Missing {
    Missing { what, by, at }
}

fn met_at(meeting: &MeetingFact) -> Used {
    Used {
        kind: RecordKind::Meeting,
        id: Some(meeting.id),
        title: meeting.title.clone(),
        on: Some(meeting.on),
    }
}

fn the_forum(facts: &Facts) -> Vec<Used> {
    let forum = facts.forum.iter().map(|forum| Used {
        kind: RecordKind::Forum,
        id: Some(forum.id),
        title: forum.name.clone(),
        on: None,
    });
    forum.collect()
}

fn forum(bounds: &Bounds, facts: &Facts) -> Finding {
    let Some(forum) = &facts.forum else {
        return finding(Vec::new(), vec![lack(MissingItem::Forum, facts.created_by, None)]);
    };
    let at = Some(forum.id);
    let mut missing = Vec::new();
    if !forum.remit {
        missing.push(lack(MissingItem::Remit, None, at));
    }
    if !forum.rules {
        missing.push(lack(MissingItem::Rules, None, at));
    }
    if facts.seats.is_empty() {
        missing.push(lack(MissingItem::Seats, None, at));
    }
    let last = facts.meetings.iter().find(|one| one.on <= facts.today);
    let next = last.map(|one| months_after(one.on, bounds.meeting_gap_months));
    if next.is_none_or(|next| next < facts.today) {
        missing.push(lack(MissingItem::RegularMeeting, next, at));
    }
    let mut used = the_forum(facts);
    used.extend(last.map(met_at));
    finding(used, missing)
}

fn multi_stakeholder(_: &Bounds, facts: &Facts) -> Finding {
    let at = facts.forum.as_ref().map(|forum| forum.id);
    let mut missing = Vec::new();
    if facts.seats.iter().all(|seat| seat.side != Side::Government) {
        missing.push(lack(MissingItem::GovernmentSeat, None, at));
    }
    if facts.seats.iter().all(|seat| seat.side == Side::Government) {
        missing.push(lack(MissingItem::OtherSeat, None, at));
    }
    finding(sitting(facts), missing)
}

fn sitting(facts: &Facts) -> Vec<Used> {
    let seats = facts.seats.iter().map(|seat| Used {
        kind: RecordKind::Seat,
        id: Some(seat.id),
        title: seat.title.clone(),
        on: None,
    });
    seats.collect()
}

fn meeting(_: &Bounds, facts: &Facts) -> Finding {
    let during = |one: &&MeetingFact| one.outsiders && facts.created_by.is_none_or(|end| one.on <= end);
    let used: Vec<Used> = facts.meetings.iter().filter(during).map(met_at).collect();
    if !used.is_empty() {
        return finding(used, Vec::new());
    }
    let at = facts.forum.as_ref().map(|forum| forum.id);
    let missing = vec![lack(MissingItem::Meeting, facts.created_by, at)];
    let open = facts.created_by.is_none_or(|end| end >= facts.today);
    Finding {
        // There is time for a meeting until co-creation ends.
        state: if open {
            RequirementState::InProgress
        } else {
            RequirementState::NotMet
        },
        used,
        missing,
    }
}

fn endorsed(bounds: &Bounds, facts: &Facts) -> Finding {
    let used = facts.endorsements.iter().map(|one| Used {
        kind: RecordKind::Endorsement,
        id: Some(one.id),
        title: one.organisation.clone(),
        on: Some(one.on),
    });
    let seated = facts.endorsements.iter().filter(|one| one.seated).count();
    let missing = (seated < bounds.endorsements).then(|| lack(MissingItem::Endorsement, facts.created_by, None));
    finding(used.collect(), missing.into_iter().collect())
}

fn website(bounds: &Bounds, facts: &Facts) -> Finding {
    if !facts.published {
        return finding(Vec::new(), vec![lack(MissingItem::Publication, None, None)]);
    }
    let used = facts.word.iter().map(|word| Used {
        kind: RecordKind::Publication,
        id: None,
        title: word.title.clone(),
        on: Some(word.on),
    });
    let next = facts
        .word
        .as_ref()
        .map(|word| months_after(word.on, bounds.website_months));
    if next.is_some_and(|next| next >= facts.today) {
        return finding(used.collect(), Vec::new());
    }
    Finding {
        state: RequirementState::NotMet,
        used: used.collect(),
        missing: vec![lack(MissingItem::Refreshment, next, None)],
    }
}

/// Returns the meetings of the last [`Bounds::meetings_of_months`] months.
fn recent<'f>(bounds: &Bounds, facts: &'f Facts) -> impl Iterator<Item = &'f MeetingFact> {
    let since = months_after(facts.today, -bounds.meetings_of_months);
    facts
        .meetings
        .iter()
        .filter(move |one| one.on >= since && one.on <= facts.today)
}

fn papers_before(bounds: &Bounds, facts: &Facts) -> Finding {
    let (mut used, mut missing, mut met) = (Vec::new(), Vec::new(), 0);
    let before = i32::try_from(bounds.paper_days_before).unwrap_or_default();
    for meeting in recent(bounds, facts) {
        met += 1;
        let latest = days_after(meeting.on, -before);
        let in_time = meeting.papers.iter().filter(|paper| paper.shared_on <= latest);
        let papers: Vec<Used> = in_time
            .map(|paper| Used {
                kind: RecordKind::Paper,
                id: Some(meeting.id),
                title: paper.title.clone(),
                on: Some(paper.shared_on),
            })
            .collect();
        if papers.is_empty() {
            missing.push(lack(MissingItem::Papers, Some(latest), Some(meeting.id)));
        }
        used.extend(papers);
    }
    if met == 0 {
        return not_checkable(lack(
            MissingItem::Meetings,
            None,
            facts.forum.as_ref().map(|forum| forum.id),
        ));
    }
    finding(used, missing)
}

fn not_checkable(missing: Missing) -> Finding {
    Finding {
        state: RequirementState::NotCheckable,
        used: Vec::new(),
        missing: vec![missing],
    }
}

fn open_input(bounds: &Bounds, facts: &Facts) -> Finding {
    let mut missing = Vec::new();
    let mut used: Vec<Used> = facts.voices.iter().take(1).map(used_comment).collect();
    if used.is_empty() {
        missing.push(lack(MissingItem::Contribution, None, None));
    }
    let read = recent(bounds, facts).find(|one| one.minutes || !one.decisions.is_empty());
    match read {
        Some(meeting) => used.push(met_at(meeting)),
        None => missing.push(lack(
            MissingItem::Minutes,
            None,
            facts.meetings.first().map(|one| one.id),
        )),
    }
    finding(used, missing)
}

fn used_comment(voice: &super::facts::VoiceFact) -> Used {
    Used {
        kind: RecordKind::Comment,
        id: Some(voice.id),
        title: String::new(),
        on: Some(voice.on),
    }
}

fn reported_back(_: &Bounds, facts: &Facts) -> Finding {
    if facts.voices.is_empty() {
        return not_checkable(lack(MissingItem::Contribution, None, None));
    }
    let late = facts
        .voices
        .iter()
        .filter(|voice| !voice.answered && voice.due_on.is_some_and(|due| due < facts.today));
    let missing = late.map(|voice| lack(MissingItem::Answers, voice.due_on, Some(voice.id)));
    let answered = facts.voices.iter().filter(|voice| voice.answered);
    finding(answered.map(used_comment).collect(), missing.collect())
}

fn dialogue(bounds: &Bounds, facts: &Facts) -> Finding {
    let talks = || recent(bounds, facts).filter(|one| one.outsiders && one.agenda);
    let at = facts.forum.as_ref().map(|forum| forum.id);
    let mut used: Vec<Used> = talks().map(met_at).collect();
    let mut missing = Vec::new();
    if used.len() < bounds.dialogue_meetings {
        missing.push(lack(MissingItem::Meetings, None, at));
    }
    let shared = recent(bounds, facts).find_map(|one| {
        let (_, text, _) = one.decisions.iter().find(|(_, _, shared)| *shared)?;
        Some(Used {
            kind: RecordKind::Decision,
            id: Some(one.id),
            title: text.clone(),
            on: Some(one.on),
        })
    });
    match shared {
        Some(decision) => used.push(decision),
        None => missing.push(lack(
            MissingItem::SharedDecision,
            None,
            facts.meetings.first().map(|one| one.id),
        )),
    }
    finding(used, missing)
}

fn inclusive(bounds: &Bounds, facts: &Facts) -> Finding {
    let sides: BTreeSet<Side> = facts.seats.iter().map(|seat| seat.side).collect();
    let at = facts.forum.as_ref().map(|forum| forum.id);
    let missing = (sides.len() < bounds.sides).then(|| lack(MissingItem::Sides, None, at));
    finding(sitting(facts), missing.into_iter().collect())
}

#[cfg(test)]
mod tests;
