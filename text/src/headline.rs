//! The headline of a plan: how many milestones are complete, then how many are late. Lateness is never left
//! out, and a plan without any reported status is called neither on schedule nor late.

use crate::Words;

/// Counts of a plan's milestones, without the withdrawn ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// All milestones.
    pub all: usize,
    /// Complete.
    pub done: usize,
    /// Past their due date and not complete.
    pub late: usize,
    /// Reported as stuck.
    pub stuck: usize,
    /// Without any reported status.
    pub not_reported: usize,
    /// Those of `not_reported` that are past their due date.
    pub unknown: usize,
    /// Whether they may be called on schedule.
    pub on_schedule: bool,
    /// Calendar months until the plan ends; `None` once it has ended.
    pub months_left: Option<usize>,
}

/// The headline mentions the end of the plan when at most this many months are left.
const NEAR: usize = 6;

/// Returns the headline of a plan, one whole sentence per item.
#[must_use]
pub fn sentences(w: &Words, counts: Counts) -> Vec<String> {
    let Counts {
        all,
        done,
        late,
        stuck,
        not_reported,
        unknown,
        on_schedule,
        months_left,
    } = counts;
    let silence = || {
        let due = (unknown > 0).then(|| w.overview_headline_unknown(unknown));
        [w.overview_headline_not_reported(not_reported, all)]
            .into_iter()
            .chain(due)
    };
    if all == 0 {
        return vec![w.overview_headline_no_milestones()];
    }
    if not_reported == all {
        return silence().collect();
    }
    if done == all {
        return vec![w.overview_headline_all_done(all)];
    }
    let mut sentences = vec![w.overview_headline_done(done, all)];
    if late > 0 {
        sentences.push(w.overview_headline_late(late));
    }
    if stuck > 0 {
        sentences.push(w.overview_headline_stuck(stuck));
    }
    if not_reported > 0 {
        sentences.extend(silence());
    }
    if sentences.len() == 1 {
        sentences.extend(match months_left {
            None => Some(w.overview_headline_ended()),
            Some(months) if months <= NEAR => Some(w.overview_headline_ends(months)),
            Some(_) => on_schedule.then(|| w.overview_headline_on_schedule()),
        });
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Language, words};

    fn say(language: Language, counts: Counts) -> String {
        sentences(words(language), counts).join(" ")
    }

    #[test]
    fn the_fact_then_lateness() {
        let counts = Counts {
            all: 23,
            done: 13,
            late: 2,
            months_left: Some(9),
            ..Counts::default()
        };
        assert_eq!(say(Language::En, counts), "13 of 23 milestones are done. Two are late.");
        assert_eq!(
            say(Language::Sq, counts),
            "13 nga 23 pikat kyçe kanë përfunduar. Dy janë me vonesë."
        );
        let one = Counts {
            late: 1,
            stuck: 1,
            done: 1,
            ..counts
        };
        assert_eq!(
            say(Language::En, one),
            "1 of 23 milestones is done. One is late. One is stuck."
        );
        let fine = Counts {
            late: 0,
            on_schedule: true,
            ..counts
        };
        assert!(say(Language::En, fine).ends_with("All on schedule."));
        let near = Counts {
            months_left: Some(1),
            ..fine
        };
        assert!(say(Language::En, near).ends_with("The plan ends in one month."));
        let ended = Counts {
            months_left: None,
            ..fine
        };
        assert!(say(Language::En, ended).ends_with("The plan has ended."));
    }

    #[test]
    fn silence_is_neither_done_nor_on_schedule() {
        let silent = Counts {
            all: 8,
            not_reported: 8,
            ..Counts::default()
        };
        assert_eq!(
            say(Language::En, silent),
            "No status was reported for 8 of 8 milestones."
        );
        assert_eq!(
            say(Language::Sq, silent),
            "Nuk u raportua gjendje për 8 nga 8 pikat kyçe."
        );
        let partly = Counts {
            all: 8,
            done: 3,
            not_reported: 1,
            months_left: Some(12),
            ..silent
        };
        assert_eq!(
            say(Language::En, partly),
            "3 of 8 milestones are done. No status was reported for 1 of 8 milestones."
        );
        let due = Counts { unknown: 1, ..partly };
        assert_eq!(
            say(Language::En, due),
            "3 of 8 milestones are done. No status was reported for 1 of 8 milestones. \
             One of them is past its due date."
        );
        let not_begun = Counts {
            all: 8,
            months_left: Some(12),
            ..Counts::default()
        };
        assert_eq!(say(Language::En, not_begun), "None of the 8 milestones is done yet.");
        assert_eq!(say(Language::En, Counts::default()), "The plan has no milestones yet.");
    }
}
