//! Cities side by side: a heat map table, and small plans on a common timeline.

use askama::Template;
use askama::filters::Safe;
use besa_domain::figures;
use besa_domain::figures::CompactCommitment;
use besa_domain::plans::PlanState;
use besa_domain::review::{self, Compared, Filter, Line, Sort};
use besa_domain::{Error, input};
use besa_formats::table;
use besa_text::{Language, Words, codes, dates};
use poem::http::{StatusCode, header};
use poem::{Response, handler};
use std::collections::BTreeSet;
use time::Date;

use super::super::shell::Shell;
use super::heat::{Cell, cells};
use super::reviewer_request::{Choice, Open, ReviewerRequest, countries, frame, options, record, shell};
use crate::error::Result;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::private;
use crate::status::state;
use crate::wall::{self, Brick, Direction, Span, State};

/// Maximum number of plans drawn.
const WALLS: usize = 12;

/// A city in the table.
struct Row {
    name: String,
    href: String,
    country: String,
    example: bool,
    cells: Vec<Cell>,
}

/// A small plan.
struct Mini {
    name: String,
    href: String,
    summary: String,
    wall: Safe<String>,
}

/// A column: its label, the URL that sorts by it, and whether the table is sorted by it.
struct Column {
    words: String,
    href: String,
    sorts: bool,
}

#[derive(Template)]
#[template(path = "review/compare.html")]
struct ComparePage {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    lede: String,
    csv: String,
    countries: Vec<Choice>,
    areas: Vec<Choice>,
    sorts: Vec<Choice>,
    /// Cities to choose from; the code is the slug.
    cities: Vec<Choice>,
    chosen: bool,
    columns: Vec<Column>,
    rows: Vec<Row>,
    minis: Vec<Mini>,
    some: Option<String>,
    key: Safe<String>,
}

/// The query of the URL.
struct CompareQuery {
    filter: Filter,
    sort: Sort,
}

impl CompareQuery {
    fn of(query: &str) -> Self {
        let form = Form::parse(query.as_bytes());
        Self {
            filter: Filter {
                country: form.maybe("country"),
                policy_area: form.maybe("area"),
                cities: form.all("city").map(str::to_owned).collect(),
                ..Filter::default()
            },
            sort: form.value("sort").parse().unwrap_or(Sort::Complete),
        }
    }

    /// Returns the URL of the same query at another page or in another order.
    fn address(&self, page: &str, sort: Sort) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("sort", sort.code());
        if let Some(country) = &self.filter.country {
            query.append_pair("country", country);
        }
        if let Some(area) = &self.filter.policy_area {
            query.append_pair("area", area);
        }
        for city in &self.filter.cities {
            query.append_pair("city", city);
        }
        format!("{page}?{}", query.finish())
    }
}

#[handler]
pub(super) async fn show(request: ReviewerRequest) -> Result {
    let (w, language) = (request.w(), request.visitor.language);
    let query = CompareQuery::of(&request.visitor.request.query);
    let lines = review::queue(request.visitor.db(), &request.permit, &Filter::default()).await?;
    let published = || lines.iter().filter(|line| line.figures.is_some());
    let mut choices: Vec<_> = published().map(|line| choice(&query, language, line)).collect();
    choices.sort_by_cached_key(|choice| input::slug(&choice.label));
    let countries = countries(w, published().map(|line| &line.tenant), query.filter.country.as_deref());
    let areas = areas(w, published(), query.filter.policy_area.as_deref());
    let found = review::compared(lines, &query.filter, query.sort);
    let mut drawn = drawn(&found, !query.filter.cities.is_empty());
    let walls = review::walls(request.visitor.db(), &request.permit, &drawn).await?;
    // A plan without milestones has no wall, and must not widen the common timeline.
    drawn.retain(|city| walls.get(&city.tenant.id).is_some_and(|courses| has_bricks(courses)));
    let span = span(&drawn, walls.values().flatten());
    let minis: Vec<Mini> = drawn
        .iter()
        .filter_map(|city| mini(w, language, city, walls.get(&city.tenant.id)?, span?))
        .collect();
    let column = |sort: &Sort| Column {
        words: codes::review_sort(w, sort.code()),
        href: query.address("/review/compare", *sort),
        sorts: *sort == query.sort,
    };
    let by_name = Sort::ALL.iter().filter(|sort| **sort == Sort::Name);
    let others = Sort::ALL.iter().filter(|sort| **sort != Sort::Name);
    let page = ComparePage {
        frame: frame(&request.visitor, &w.review_compare_title()),
        w,
        shell: shell(&request.visitor, Open::Compare),
        lede: w.review_compare_lede(found.len()),
        csv: query.address("/review/compare.csv", query.sort),
        countries,
        areas,
        sorts: Sort::ALL
            .iter()
            .map(|sort| Choice {
                code: sort.code().to_owned(),
                label: codes::review_sort(w, sort.code()),
                chosen: *sort == query.sort,
            })
            .collect(),
        chosen: !query.filter.cities.is_empty(),
        cities: choices,
        columns: by_name.chain(others).map(column).collect(),
        rows: found.iter().map(|city| row(w, language, city)).collect(),
        some: (query.filter.cities.is_empty() && found.len() > minis.len())
            .then(|| w.review_walls_some(minis.len(), found.len())),
        minis,
        key: Safe(key(w, language)),
    };
    private(StatusCode::OK, &page)
}

fn choice(query: &CompareQuery, language: Language, line: &Line) -> Choice {
    let slug = line.tenant.slug.clone();
    Choice {
        label: line.tenant.name(language.code()).to_owned(),
        chosen: query.filter.cities.contains(&slug),
        code: slug,
    }
}

/// Returns the policy areas of published plans to choose from.
fn areas<'l>(w: &Words, lines: impl Iterator<Item = &'l Line>, chosen: Option<&str>) -> Vec<Choice> {
    let figures = lines.filter_map(|line| line.figures.as_ref());
    let codes: BTreeSet<&String> = figures.flat_map(|figures| &figures.policy_areas.0).collect();
    let mut areas: Vec<_> = codes
        .into_iter()
        .map(|code| (code.clone(), codes::policy_area(w, code)))
        .collect();
    areas.sort_by_cached_key(|(_, name)| input::slug(name));
    options(w, areas.into_iter(), chosen)
}

fn row(w: &Words, language: Language, city: &Compared) -> Row {
    Row {
        name: city.tenant.name(language.code()).to_owned(),
        href: record(&city.tenant.slug, ""),
        country: codes::country(w, &city.tenant.country),
        example: city.tenant.example,
        cells: cells(w, language, city),
    }
}

/// Returns the cities whose plans are drawn: the chosen ones, else those whose plan is being implemented,
/// so that old plans do not compress the timeline. At most [`WALLS`].
fn drawn(found: &[Compared], chosen: bool) -> Vec<&Compared> {
    let running = |city: &&Compared| chosen || city.figures.plan_state == PlanState::Implementing;
    found.iter().filter(running).take(WALLS).collect()
}

fn has_bricks(courses: &[CompactCommitment]) -> bool {
    courses.iter().any(|course| !course.bricks.is_empty())
}

/// Returns the period that contains every drawn plan.
fn span<'c>(cities: &[&Compared], courses: impl Iterator<Item = &'c CompactCommitment>) -> Option<Span> {
    let dated = |day: fn(&Compared) -> Option<Date>| cities.iter().filter_map(move |city| day(city));
    let bricks: Vec<&figures::CompactMilestone> = courses.flat_map(|course| &course.bricks).collect();
    let from = dated(|city| city.figures.starts_on)
        .chain(bricks.iter().filter_map(|brick| brick.starts_on))
        .min()
        .or_else(|| bricks.iter().filter_map(|brick| brick.due_on).min())?;
    let to = dated(|city| city.figures.ends_on)
        .chain(bricks.iter().filter_map(|brick| brick.due_on))
        .max()?;
    let today = cities.first()?.today;
    (to > from).then_some(Span { from, to, today })
}

fn mini(w: &Words, language: Language, city: &Compared, courses: &[CompactCommitment], span: Span) -> Option<Mini> {
    let rows: Vec<Vec<Brick<'_>>> = courses
        .iter()
        .filter(|course| !course.bricks.is_empty())
        .map(|course| course.bricks.iter().map(|one| brick(one, city.today)).collect())
        .collect();
    if rows.is_empty() {
        return None;
    }
    let (done, all) = city.complete();
    let name = city.tenant.name(language.code()).to_owned();
    let summary = w.review_mini(done, all, city.figures.late);
    let label = w.review_mini_label(&name, &summary);
    let span = Span {
        today: city.today,
        ..span
    };
    Some(Mini {
        wall: Safe(wall::mini(span, direction(language), &rows, &label)),
        href: record(&city.tenant.slug, ""),
        name,
        summary,
    })
}

fn brick(one: &figures::CompactMilestone, today: Date) -> Brick<'static> {
    Brick {
        number: "",
        title: "",
        start: one.starts_on,
        due: one.due_on,
        was_due: None,
        state: state(one.standing(today)),
        percent: one.percent.and_then(|percent| u8::try_from(percent).ok()),
    }
}

fn direction(language: Language) -> Direction {
    if language.dir() == "rtl" {
        Direction::Rtl
    } else {
        Direction::Ltr
    }
}

fn key(w: &Words, language: Language) -> String {
    let states = [
        (State::Done, w.status_milestone_complete()),
        (State::Prog, w.plan_key_in_progress()),
        (State::Late, w.plan_key_late()),
        (State::Todo, w.status_milestone_not_started()),
        (State::Stuck, w.status_milestone_stuck()),
        (State::None, w.plan_key_not_reported()),
    ];
    wall::key(direction(language), &states)
}

/// Downloads the table as CSV, with the raw numbers.
#[handler]
pub(super) async fn csv(request: ReviewerRequest) -> Result {
    let (w, language) = (request.w(), request.visitor.language);
    let query = CompareQuery::of(&request.visitor.request.query);
    let found = review::compare(request.visitor.db(), &request.permit, &query.filter, query.sort).await?;
    let head = [
        w.review_column_city(),
        w.review_filter_country(),
        w.review_column_plan(),
        w.review_filter_state(),
        w.review_column_milestones(),
        w.review_column_complete(),
        w.review_column_late(),
        w.review_column_late_since(),
        w.review_column_evidence(),
        w.review_column_answer_days(),
        w.review_column_asked(),
        w.review_column_answered(),
        w.review_column_answers_late(),
        w.review_column_meetings(),
        w.review_column_requirements(),
        w.review_column_not_reported(),
        w.review_column_activity(),
        w.review_column_as_of(),
    ];
    let day = |day: Option<Date>| day.map(dates::iso).unwrap_or_default();
    let rows = found.iter().map(|city| {
        let figures = &city.figures;
        vec![
            city.tenant.name(language.code()).to_owned(),
            city.tenant.country.clone(),
            figures.reference.clone(),
            codes::plan_state(w, figures.plan_state.code()),
            figures.milestones.to_string(),
            figures.done.to_string(),
            figures.late.to_string(),
            day(figures.late_since),
            figures.proven.to_string(),
            figures.answer_days.map(|days| days.to_string()).unwrap_or_default(),
            figures.asked.to_string(),
            figures.answered.to_string(),
            figures.unanswered_late.to_string(),
            figures.meetings.to_string(),
            figures.requirements_met.map(|met| met.to_string()).unwrap_or_default(),
            figures.not_reported.to_string(),
            day(figures.active_on),
            dates::iso(figures.as_of),
        ]
    });
    let bytes = table::csv(&head, rows).map_err(Error::internal)?;
    Ok(Response::builder()
        .content_type("text/csv; charset=utf-8")
        .header(header::CONTENT_DISPOSITION, "attachment; filename=\"besa-cities.csv\"")
        .header(header::CACHE_CONTROL, "no-store")
        .body(bytes))
}
