use super::*;
use crate::calendar::day;
use proptest::prelude::*;
use rstest::rstest;
use time::macros::date;

fn end(text: &str) -> String {
    read(text, Order::MonthFirst)
        .when
        .to
        .map_or_else(String::new, |day| day.to_string())
}

#[rstest]
#[case("2018-10-31", "2018-10-31", "day", &[])]
#[case("2018-10-31T00:00:00", "2018-10-31", "day", &[])]
#[case("2018-10-31 12:30", "2018-10-31", "day", &[])]
#[case("31.12.2024", "2024-12-31", "day", &[])]
#[case("5.6.2024", "2024-06-05", "day", &[])]
#[case("12/31/2018", "2018-12-31", "day", &[])]
#[case("28/5/2014", "2014-05-28", "day", &[])]
#[case("1/1/2018", "2018-01-01", "day", &[])]
#[case("9/1/2018", "2018-09-01", "day", &["date_order_guessed"])]
#[case("12/31/22", "2022-12-31", "day", &["short_year"])]
#[case("8/7/20", "2020-08-07", "day", &["date_order_guessed", "short_year"])]
#[case("43525", "2019-03-01", "day", &["spreadsheet_day"])]
#[case("44439.0", "2021-08-31", "day", &["spreadsheet_day"])]
#[case("31 October 2018", "2018-10-31", "day", &[])]
#[case("October 31st, 2018", "2018-10-31", "day", &[])]
#[case("By end of 2022", "2022-12-31", "year", &["year_only"])]
#[case("2012", "2012-12-31", "year", &["year_only"])]
#[case("7/15/1905", "2023-12-31", "year", &["year_only"])]
#[case("2018-2020", "2020-12-31", "year", &["year_only"])]
#[case("2018-19", "2019-12-31", "year", &["year_only"])]
#[case("2018-10", "2018-10-31", "month", &["month_only"])]
#[case("July 2014", "2014-07-31", "month", &["month_only"])]
#[case("By February 2024", "2024-02-29", "month", &["month_only"])]
#[case("Oct-18", "2018-10-31", "month", &["month_only", "short_year"])]
#[case("tetor 2026", "2026-10-31", "month", &["month_only"])]
#[case("deri në fund të nëntorit 2026", "2026-11-30", "month", &["month_only"])]
#[case("Nëntor 2026", "2026-11-30", "month", &["month_only"])]
#[case("diciembre de 2019", "2019-12-31", "month", &["month_only"])]
#[case("Quarter 4 2016", "2016-12-31", "quarter", &["quarter_only"])]
#[case("Q4 2016", "2016-12-31", "quarter", &["quarter_only"])]
#[case("1st quarter of 2024", "2024-03-31", "quarter", &["quarter_only"])]
#[case("third quarter 2024", "2024-09-30", "quarter", &["quarter_only"])]
#[case("Spring 2019", "2019-05-31", "season", &["season_only"])]
#[case("Summer 2019", "2019-08-31", "season", &["season_only"])]
#[case("By fall 2022", "2022-11-30", "season", &["season_only"])]
#[case("Winter 2019/20", "2020-02-29", "season", &["season_only"])]
#[case("In progress", "", "open", &["open_ended"])]
#[case("Underway", "", "open", &["open_ended"])]
#[case("Permanent activity", "", "open", &["open_ended"])]
#[case("Ongoing", "", "open", &["open_ended"])]
#[case("Annually, by March 31", "", "open", &["repeating"])]
#[case("NA", "", "open", &["date_missing"])]
#[case("31/02/2020", "", "open", &["date_not_understood"])]
#[case("February 30, 2020", "", "open", &["date_not_understood"])]
#[case("October 18", "", "open", &["date_not_understood"])]
#[case("Quarter 5 2016", "", "open", &["date_not_understood"])]
#[case("By February 2022 and February 2023", "", "open", &["date_not_understood"])]
#[case("Completion by March 2025; report initial progress by 2024", "", "open", &["date_not_understood"])]
fn dates_that_people_wrote(#[case] text: &str, #[case] to: &str, #[case] precision: &str, #[case] doubts: &[&str]) {
    let read = read(text, Order::MonthFirst);
    assert_eq!(end(text), to);
    assert_eq!(read.when.said, text);
    assert_eq!(read.when.precision.code(), precision);
    assert_eq!(read.doubts.iter().map(|code| code.code()).collect::<Vec<_>>(), doubts);
}

#[test]
fn the_order_of_day_and_month_comes_from_the_file() {
    assert_eq!(order_in(["9/1/2018", "12/31/2018", "2018-01-13"]), Order::MonthFirst);
    assert_eq!(order_in(["9/1/2018", "31/12/2018"]), Order::DayFirst);
    assert_eq!(order_in(["9/1/2018"]), Order::DayFirst);
    assert_eq!(read("9/1/2018", Order::DayFirst).when.to, day(2018, 1, 9));
}

#[test]
fn two_dates_in_one_text() {
    let ends = |text: &str| {
        let (start, end) = span(text, Order::DayFirst)?;
        Some((start.when.from?.to_string(), end.when.to.map(|day| day.to_string())))
    };
    let both = |start: &str, end: &str| Some((start.to_owned(), Some(end.to_owned())));
    assert_eq!(ends("October 2018 / December 2019"), both("2018-10-01", "2019-12-31"));
    assert_eq!(ends("December 2018 – 2020"), both("2018-12-01", "2020-12-31"));
    assert_eq!(ends("Spring 2019 / 2020"), both("2019-03-01", "2020-12-31"));
    assert_eq!(ends("1/2/2019 - 3/4/2019"), both("2019-02-01", "2019-04-03"));
    assert_eq!(ends("Summer 2019 / Ongoing"), Some(("2019-06-01".to_owned(), None)));
    assert_eq!(ends("Some time / later"), None);
    assert_eq!(ends("July 2014"), None);
}

#[test]
fn an_ongoing_period_keeps_its_start() {
    let read = read("May 2023 and ongoing", Order::DayFirst);
    assert_eq!((read.when.from, read.when.to), (day(2023, 5, 1), None));
    assert_eq!(read.doubts, [Code::OpenEnded]);
}

fn holds(text: &str) {
    for order in [Order::DayFirst, Order::MonthFirst] {
        let read = read(text, order);
        assert_eq!(read.when.said, text);
        assert!(read.when.to.is_none() || read.when.from <= read.when.to);
        assert!(read.when.from.is_some() || !read.doubts.is_empty());
        assert_eq!(read.when.precision == Precision::Open, read.when.to.is_none());
        drop(span(text, order));
    }
}

proptest! {
    #[test]
    fn anything_can_be_read(text in ".*") {
        holds(&text);
    }

    #[test]
    fn anything_like_a_date_can_be_read(
        text in "(By |end of |Q|Quarter )?[0-9]{0,5}[/. -]?(of )?(October|Spring|tetor|[0-9]{0,3})[/. -]?[0-9]{0,5}( - |/)?(2020)?"
    ) {
        holds(&text);
    }

    #[test]
    fn every_day_is_read_back(number in 0..60_000_i32) {
        let wanted = days_after(date!(1970 - 01 - 01), number % 40_000);
        prop_assert_eq!(read(&wanted.to_string(), Order::DayFirst).when.to, Some(wanted));
    }
}
