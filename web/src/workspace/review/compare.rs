//! Cities side by side: a heat map table, and small plans on a common timeline.
//!
//! Long because the table, the small plans and the file share one query and its filters.

use askama::Template;
use askama::filters::Safe;
use besa_domain::figures;
use besa_domain::figures::CompactCommitment;
use besa_domain::pages::Slice;
use besa_domain::plans::PlanState;
use besa_domain::review::{self, Compared, Filter, Sort};
use besa_domain::{Error, fold, policy_areas};
use besa_formats::table;
use besa_text::{Language, Words, codes, dates};
use bytes::Bytes;
use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};
use poem::http::{StatusCode, header};
use poem::{Body, Response, handler};
use std::collections::BTreeMap;
use std::sync::Arc;
use time::Date;

use super::super::shell::Shell;
use super::heat::{Cell, cells};
use super::reviewer_request::{Choice, Open, ReviewerRequest, countries, frame, options, record, shell};
use crate::error::Result;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::private;
use crate::pager::{self, Pager};
use crate::status::state;
use crate::wall::{self, Brick, Direction, Span, State};

/// Maximum number of cities per page.
const CITIES: u64 = 50;
/// Maximum number of plans drawn.
const WALLS: usize = 12;

/// A city in the table.
struct Row {
    name: String,
    href: String,
    /// The country, and the years and the state of the plan.
    facts: String,
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
    states: Vec<Choice>,
    /// Whether example data is shown.
    examples: bool,
    sorts: Vec<Choice>,
    /// Cities to choose from; the code is the slug.
    cities: Vec<Choice>,
    chosen: bool,
    /// What was typed to find a city.
    name: String,
    columns: Vec<Column>,
    rows: Vec<Row>,
    minis: Vec<Mini>,
    some: Option<String>,
    key: Safe<String>,
    pager: Pager,
}

/// The query of the URL.
struct CompareQuery {
    country: Option<String>,
    area: Option<String>,
    /// The state of the plan; `None` for every state.
    state: Option<PlanState>,
    examples: bool,
    /// The slugs of the chosen cities.
    chosen: Vec<String>,
    /// What a city's name begins with.
    name: Option<String>,
    sort: Sort,
}

impl CompareQuery {
    fn of(query: &str) -> Self {
        let form = Form::parse(query.as_bytes());
        Self {
            country: form.maybe("country"),
            area: form.maybe("area"),
            // Plans under way and those that ended are compared apart, unless asked for together.
            state: match form.maybe("state") {
                None => Some(PlanState::Implementing),
                Some(code) => code.parse().ok(),
            },
            examples: form.maybe("examples").is_some(),
            chosen: form.all("city").take(review::CHOSEN).map(str::to_owned).collect(),
            name: form.maybe("q"),
            sort: form.value("sort").parse().unwrap_or(Sort::Support),
        }
    }

    /// Returns the cities of the table. A name is looked for only while no city is chosen; beside chosen
    /// cities it finds others to choose.
    fn filter(&self) -> Filter {
        Filter {
            country: self.country.clone(),
            policy_area: self.area.clone(),
            name: self.name.clone().filter(|_| self.chosen.is_empty()),
            cities: self.chosen.clone(),
            // Chosen cities are shown whatever they are.
            state: self.state.filter(|_| self.chosen.is_empty()),
            without_examples: !self.examples && self.chosen.is_empty(),
            ..Filter::default()
        }
    }

    /// Returns the URL of the same query at another page or in another order.
    fn address(&self, page: &str, sort: Sort) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("sort", sort.code());
        for (name, value) in [("country", &self.country), ("area", &self.area), ("q", &self.name)] {
            query.extend_pairs(value.iter().map(|value| (name, value)));
        }
        let state = self.state.map_or("all", |state| state.code());
        query.append_pair("state", state);
        if self.examples {
            query.append_pair("examples", "1");
        }
        query.extend_pairs(self.chosen.iter().map(|city| ("city", city)));
        format!("{page}?{}", query.finish())
    }
}

#[handler]
pub(super) async fn show(request: ReviewerRequest) -> Result {
    let (w, language) = (request.w(), request.visitor.language);
    let (db, permit) = (request.visitor.db(), &request.permit);
    let query = CompareQuery::of(&request.visitor.request.query);
    let slice = pager::slice(&request.visitor.request, CITIES);
    let found = review::compare(db, permit, &query.filter(), query.sort, &slice).await?;
    let cities = &found.page.rows;
    let choices = choices(&request, &query, cities).await?;
    let mut drawn = drawn(cities, !query.chosen.is_empty());
    let walls = review::walls(db, permit, &drawn).await?;
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
    let others = Sort::ALL
        .iter()
        .filter(|sort| !matches!(sort, Sort::Name | Sort::Support));
    let page = ComparePage {
        frame: frame(&request.visitor, &w.review_compare_title()),
        w,
        shell: shell(&request.visitor, Open::Compare),
        lede: w.review_compare_lede(usize::try_from(found.total).unwrap_or(usize::MAX)),
        csv: query.address("/review/compare.csv", query.sort),
        countries: countries(w, &found.countries, query.country.as_deref()),
        areas: areas(w, query.area.as_deref()),
        states: states(w, query.state),
        examples: query.examples,
        sorts: Sort::ALL
            .iter()
            .map(|sort| Choice {
                code: sort.code().to_owned(),
                label: codes::review_sort(w, sort.code()),
                chosen: *sort == query.sort,
            })
            .collect(),
        chosen: !query.chosen.is_empty() || query.name.is_some(),
        name: query.name.clone().unwrap_or_default(),
        cities: choices,
        columns: by_name.chain(others).map(column).collect(),
        rows: cities.iter().map(|city| row(w, language, city)).collect(),
        some: (query.chosen.is_empty() && cities.len() > minis.len())
            .then(|| w.review_walls_some(minis.len(), cities.len())),
        minis,
        key: Safe(key(w, language)),
        pager: Pager::of(&request.visitor.request, &found.page),
    };
    private(StatusCode::OK, &page)
}

/// Returns the cities to choose from: those of this page, and with chosen ones those that match the name. The
/// others are found by name.
async fn choices(request: &ReviewerRequest, query: &CompareQuery, page: &[Compared]) -> Result<Vec<Choice>> {
    let language = request.visitor.language;
    let mut cities: BTreeMap<String, String> = BTreeMap::new();
    let mut add = |city: &Compared| {
        let name = city.tenant.name(language.code()).to_owned();
        cities.insert(city.tenant.slug.clone(), name);
    };
    page.iter().for_each(&mut add);
    if let Some(name) = query.name.clone().filter(|_| !query.chosen.is_empty()) {
        let named = Filter {
            name: Some(name),
            ..Filter::default()
        };
        let (db, permit) = (request.visitor.db(), &request.permit);
        let found = review::compare(db, permit, &named, Sort::Name, &Slice::first(CITIES)).await?;
        found.page.rows.iter().for_each(&mut add);
    }
    let choice = |(slug, label)| Choice {
        chosen: query.chosen.contains(&slug),
        code: slug,
        label,
    };
    let mut choices: Vec<Choice> = cities.into_iter().map(choice).collect();
    choices.sort_by_cached_key(|choice| fold(&choice.label));
    Ok(choices)
}

/// Returns the states of plans to choose from.
fn states(w: &Words, chosen: Option<PlanState>) -> Vec<Choice> {
    let all = Choice {
        code: "all".to_owned(),
        label: w.review_filter_all(),
        chosen: chosen.is_none(),
    };
    let state = |state: &PlanState| Choice {
        code: state.code().to_owned(),
        label: codes::plan_state(w, state.code()),
        chosen: chosen == Some(*state),
    };
    let public = PlanState::ALL.iter().filter(|state| **state != PlanState::Draft);
    std::iter::once(all).chain(public.map(state)).collect()
}

/// Returns the policy areas to choose from, by name.
fn areas(w: &Words, chosen: Option<&str>) -> Vec<Choice> {
    let known = policy_areas::ALL.iter();
    let mut areas: Vec<_> = known
        .map(|area| (area.code.to_owned(), codes::policy_area(w, area.code)))
        .collect();
    areas.sort_by_cached_key(|(_, name)| fold(name));
    options(w, areas.into_iter(), chosen)
}

fn row(w: &Words, language: Language, city: &Compared) -> Row {
    Row {
        name: city.tenant.name(language.code()).to_owned(),
        href: record(&city.tenant.slug, ""),
        facts: [
            codes::country(w, &city.tenant.country),
            city.figures.reference.clone(),
            codes::plan_state(w, city.figures.plan_state.code()),
        ]
        .join(" · "),
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

/// Downloads the table as CSV, with the raw numbers. It holds all cities of the filter, which are read and
/// sent in batches.
#[handler]
pub(super) async fn csv(request: ReviewerRequest) -> Result {
    let (w, language) = (request.w(), request.visitor.language);
    let query = CompareQuery::of(&request.visitor.request.query);
    let (filter, sort) = (query.filter(), query.sort);
    let (db, permit) = (request.visitor.db().clone(), Arc::new(request.permit));
    let (first, next) = review::compare_batch(&db, &permit, &filter, sort, None).await?;
    let head = table::csv(&head(w), lines(w, language, &first)).map_err(Error::internal)?;
    let rest = stream::try_unfold(next, move |after| {
        let (db, permit, filter) = (db.clone(), Arc::clone(&permit), filter.clone());
        async move {
            if after.is_none() {
                return Ok(None);
            }
            let (cities, next) = review::compare_batch(&db, &permit, &filter, sort, after).await?;
            let bytes = table::more(lines(w, language, &cities)).map_err(Error::internal)?;
            Ok::<_, Error>(Some((Bytes::from(bytes), next)))
        }
    });
    let body = stream::once(async { Ok(Bytes::from(head)) }).chain(rest);
    Ok(Response::builder()
        .content_type("text/csv; charset=utf-8")
        .header(header::CONTENT_DISPOSITION, "attachment; filename=\"besa-cities.csv\"")
        .header(header::CACHE_CONTROL, "no-store")
        .body(Body::from_bytes_stream(body.map_err(std::io::Error::other))))
}

fn head(w: &Words) -> [String; 22] {
    [
        w.review_column_slug(),
        w.review_column_city(),
        w.common_example_data(),
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
        w.review_column_minimum(),
        w.review_column_practices(),
        w.review_column_not_reported(),
        w.review_column_activity(),
        w.review_column_as_of(),
        w.review_column_ended(),
    ]
}

fn lines(w: &Words, language: Language, cities: &[Compared]) -> Vec<Vec<String>> {
    let day = |day: Option<Date>| day.map(dates::iso).unwrap_or_default();
    let line = |city: &Compared| {
        let figures = &city.figures;
        let part = |part: Option<(i32, i32)>| part.map(|(met, _)| met.to_string()).unwrap_or_default();
        vec![
            city.tenant.slug.clone(),
            city.tenant.name(language.code()).to_owned(),
            city.tenant.example.to_string(),
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
            part(city.minimum()),
            part(city.practices()),
            figures.not_reported.to_string(),
            day(figures.active_on),
            dates::iso(figures.as_of),
            day(figures.ends_on),
        ]
    };
    cities.iter().map(line).collect()
}
