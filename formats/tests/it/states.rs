//! What the pages show is what an import reads.

use besa_domain::imports::dates::{self, Order};
use besa_domain::imports::states;
use besa_text::{Language, codes, dates as written, words};
use proptest::prelude::*;
use time::{Date, Duration, Month};

#[test]
fn every_word_for_a_state_is_read() {
    for language in Language::ALL {
        for code in codes::MILESTONE_STATES {
            let shown = codes::milestone_state(words(language), code);
            // Lateness and a moved due date are computed: the work is under way.
            let wanted = match *code {
                "late" | "rescheduled" => "in_progress",
                other => other,
            };
            for text in [shown.clone(), shown.to_lowercase(), format!(" {shown} ")] {
                let read = states::read(&text).map(|read| read.state.code());
                assert_eq!(read, Some(wanted), "{language}: {text}");
            }
        }
        let with_percent = words(language).status_milestone_in_progress_percent("40 %");
        assert_eq!(
            states::read(&with_percent).map(|read| read.state.code()),
            Some("in_progress")
        );
    }
}

proptest! {
    #[test]
    fn every_day_that_the_pages_write_is_read(number in 0_i64..40_000) {
        let day = Date::from_calendar_date(1970, Month::January, 1).unwrap() + Duration::days(number);
        for language in Language::ALL {
            for text in [written::day(language, day), written::day_long(language, day), written::iso(day)] {
                let read = dates::read(&text, Order::DayFirst);
                prop_assert_eq!((read.when.from, read.when.to), (Some(day), Some(day)), "{}", text);
            }
            let month = written::month_year(language, day);
            let read = dates::read(&month, Order::DayFirst).when;
            prop_assert_eq!(read.from, day.replace_day(1).ok(), "{}", month);
        }
    }
}
