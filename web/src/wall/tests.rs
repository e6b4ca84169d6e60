use time::macros::date;

use super::*;

const SPAN: Span = Span {
    from: date!(2025 - 09 - 01),
    to: date!(2027 - 08 - 31),
    today: date!(2026 - 11 - 23),
};

fn brick(number: &'static str, start: Option<Date>, due: Option<Date>, state: State) -> Brick<'static> {
    Brick {
        number,
        title: "",
        start,
        due,
        was_due: None,
        state,
        percent: None,
    }
}

/// Returns one brick of each state, one after the other.
fn course() -> Vec<Brick<'static>> {
    let day = Some;
    vec![
        Brick {
            title: "Agree <the> \"protocol\" & more: complete, due 30 Nov 2025",
            ..brick(
                "1.1",
                day(date!(2025 - 09 - 01)),
                day(date!(2025 - 11 - 30)),
                State::Done,
            )
        },
        brick(
            "1.2",
            day(date!(2025 - 12 - 01)),
            day(date!(2026 - 02 - 28)),
            State::None,
        ),
        brick(
            "1.3",
            day(date!(2026 - 03 - 01)),
            day(date!(2026 - 05 - 31)),
            State::Gone,
        ),
        brick(
            "1.4",
            day(date!(2026 - 06 - 01)),
            day(date!(2026 - 10 - 31)),
            State::Late,
        ),
        Brick {
            percent: Some(20),
            was_due: day(date!(2027 - 01 - 31)),
            ..brick(
                "1.5",
                day(date!(2026 - 11 - 01)),
                day(date!(2027 - 03 - 31)),
                State::Prog,
            )
        },
        brick(
            "1.6",
            day(date!(2027 - 04 - 01)),
            day(date!(2027 - 06 - 15)),
            State::Stuck,
        ),
        brick(
            "1.7",
            day(date!(2027 - 06 - 16)),
            day(date!(2027 - 08 - 31)),
            State::Todo,
        ),
    ]
}

fn drawn(direction: Direction, bricks: &[Brick<'_>]) -> String {
    let svg = row(&Row {
        span: SPAN,
        direction,
        bricks,
        height: 30,
        pad: 10,
        ticks: &[],
        label: None,
    });
    assert!(!svg.contains("style=") && !svg.contains("viewBox"));
    svg.replace("><", ">\n<")
}

#[test]
fn every_state_left_to_right() {
    insta::assert_snapshot!(drawn(Direction::Ltr, &course()));
}

#[test]
fn every_state_right_to_left() {
    insta::assert_snapshot!(drawn(Direction::Rtl, &course()));
}

#[test]
fn missing_dates_left_to_right() {
    insta::assert_snapshot!(drawn(Direction::Ltr, &missing()));
}

#[test]
fn missing_dates_right_to_left() {
    insta::assert_snapshot!(drawn(Direction::Rtl, &missing()));
}

fn missing() -> [Brick<'static>; 3] {
    [
        brick("2.1", None, Some(date!(2026 - 01 - 31)), State::Done),
        brick("2.2", None, Some(date!(2026 - 12 - 31)), State::Prog),
        brick("2.3", Some(date!(2027 - 01 - 01)), None, State::Todo),
    ]
}

#[test]
fn axis_key_and_mini() {
    for direction in [Direction::Ltr, Direction::Rtl] {
        let ticks: Vec<_> = ticks(SPAN)
            .into_iter()
            .map(|tick| (tick, tick.day.to_string()))
            .collect();
        let all = [
            State::Done,
            State::Prog,
            State::Late,
            State::Stuck,
            State::Todo,
            State::None,
            State::Gone,
        ];
        let words: Vec<_> = all.iter().map(|state| (*state, state.class().to_owned())).collect();
        let parts = [
            axis(SPAN, direction, &ticks, "Today"),
            key(direction, &words),
            mini(
                SPAN,
                direction,
                &[course(), missing().to_vec()],
                "A & B: 2 of 10 complete",
            ),
        ];
        insta::assert_snapshot!(
            format!("axis_key_and_mini_{direction:?}"),
            parts.join("\n").replace("><", ">\n<")
        );
    }
}

/// Returns the numbers of an attribute, in order.
fn values(svg: &str, attribute: &str) -> Vec<f64> {
    svg.split(&format!(" {attribute}=\""))
        .skip(1)
        .map(|rest| rest[..rest.find(['%', '"']).unwrap()].parse().unwrap())
        .collect()
}

#[test]
fn bricks_at_the_same_time_get_lanes() {
    let at = |from, to| brick("", Some(from), Some(to), State::Todo);
    let bricks = [
        at(date!(2026 - 01 - 01), date!(2026 - 06 - 30)),
        at(date!(2026 - 03 - 01), date!(2026 - 04 - 30)),
        at(date!(2026 - 03 - 15), date!(2026 - 12 - 31)),
        at(date!(2026 - 07 - 01), date!(2026 - 08 - 31)),
    ];
    let svg = drawn(Direction::Ltr, &bricks);
    assert_eq!(values(&svg, "y"), [10.0, 44.0, 78.0, 10.0]);
    assert!(svg.starts_with("<svg class=\"course\" height=\"118\""));
}

#[test]
fn odd_dates_stay_inside() {
    let at = |from, to| brick("9.9", Some(from), Some(to), State::Late);
    let bricks = [
        at(date!(2020 - 01 - 01), date!(2020 - 02 - 01)),
        at(date!(2026 - 06 - 01), date!(2026 - 05 - 01)),
        at(date!(2026 - 06 - 01), date!(2026 - 06 - 01)),
        at(date!(2030 - 01 - 01), date!(2031 - 02 - 01)),
        at(date!(2020 - 01 - 01), date!(2031 - 02 - 01)),
    ];
    for direction in [Direction::Ltr, Direction::Rtl] {
        let svg = drawn(direction, &bricks);
        let outer: String = svg
            .lines()
            .filter(|line| line.starts_with("<svg x=\"") && !line.contains("overflow"))
            .collect();
        for (x, width) in values(&outer, "x").into_iter().zip(values(&outer, "width")) {
            assert!(x >= 0.0 && width > 0.0 && x + width <= 100.01, "{x} {width}");
        }
        // The fourth and fifth are not due yet, so they have no tail.
        assert_eq!(svg.matches("class=\"tail\"").count(), 3);
    }
}

#[test]
fn a_plan_of_one_day_divides_by_nothing() {
    let day = date!(2026 - 01 - 01);
    let span = Span {
        from: day,
        to: day,
        today: day,
    };
    let bricks = [brick("1", Some(day), Some(day), State::Done)];
    let svg = row(&Row {
        span,
        direction: Direction::Ltr,
        bricks: &bricks,
        height: 30,
        pad: 10,
        ticks: &[],
        label: None,
    });
    assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    assert_eq!(ticks(span).len(), 1);
}

#[test]
fn ticks_fit_any_plan() {
    for years in 1..=4 {
        let to = SPAN.from.replace_year(2025 + years).unwrap().previous_day().unwrap();
        let found = ticks(Span { to, ..SPAN });
        assert!((3..=6).contains(&found.len()), "{years} years: {}", found.len());
        let major = found.iter().filter(|tick| tick.major).count();
        assert!((2..=3).contains(&major));
        assert!(found[0].major);
    }
}

#[test]
fn today_outside_the_plan_has_no_line() {
    let span = Span {
        today: date!(2028 - 01 - 01),
        ..SPAN
    };
    let svg = mini(span, Direction::Ltr, &[course()], "");
    assert!(!svg.contains("class=\"today\""));
    assert!(!axis(span, Direction::Ltr, &[], "Today").contains("Today"));
}
