//! Many cities at once, copied from one by SQL.

use besa_domain::access::{CreateTenant, EditTenant, Permit};
use besa_domain::figures;
use besa_domain::records::Names;
use besa_domain::review::Sort;
use besa_domain::tenants::{self, Identity, Tenant};
use besa_domain::{TenantId, fold};
use besa_tests::{Person, TestApp};
use std::cell::Cell;

/// Copies of one city, with figures that differ.
pub(super) struct Clones<'a> {
    app: &'a TestApp,
    pub(super) base: Tenant,
    made: Cell<u32>,
}

/// A city as the lists are expected to treat it.
pub(super) struct Entry {
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) country: String,
    pub(super) plan_state: String,
    pub(super) areas: Vec<String>,
    pub(super) needs: Vec<String>,
    pub(super) need: i32,
    pub(super) need_extent: i32,
    number: i32,
}

impl Entry {
    /// Its place in an order; see [`Clones::until`].
    pub(super) fn place(&self, sort: Sort) -> i32 {
        let number = self.number;
        match sort {
            Sort::Support => number % 12,
            Sort::Complete => -(number % 11),
            Sort::Late => -(number % 7),
            Sort::Evidence => -(number % 5),
            Sort::AnswerDays => number % 6,
            Sort::Answered => -(number % 13),
            Sort::Meetings => -(number % 4),
            Sort::Requirements => -(number % 10),
            Sort::NotReported => -(number % 3),
            Sort::Activity => i32::MIN + number % 9,
            Sort::Name => 0,
        }
    }
}

impl<'a> Clones<'a> {
    /// The first city, with a published plan and its figures.
    pub(super) async fn new(app: &'a TestApp) -> Self {
        let base = app.sample("clone-0").await.city;
        let base = rename(app, &base, "Clone 0").await;
        app.run_jobs().await;
        figures::refresh(&app.app.db, &base).await.unwrap();
        let clones = Self {
            app,
            base,
            made: Cell::new(1),
        };
        // The first one gets figures by its number too.
        clones.figures("number.n = 0").await;
        clones.sums().await;
        clones
    }

    /// Adds copies until there are so many cities.
    pub(super) async fn until(&self, cities: u32) {
        let (from, to) = (self.made.get(), cities - 1);
        self.made.set(cities);
        let id = if self.app.app.db.engine().is_postgres() {
            "lpad(number.n::text, 32, '0')::uuid"
        } else {
            "CAST(printf('%016d', number.n) AS BLOB)"
        };
        let names = if self.app.app.db.engine().is_postgres() {
            "('{\"en\":\"Clone ' || number.n || '\"}')::jsonb"
        } else {
            "'{\"en\":\"Clone ' || number.n || '\"}'"
        };
        let numbers =
            format!("WITH RECURSIVE number(n) AS (SELECT {from} UNION ALL SELECT n + 1 FROM number WHERE n < {to})");
        let copied = async |table: &str, changed: &[(&str, String)]| {
            let columns = self.columns(table).await;
            let values: Vec<String> = columns
                .iter()
                .map(|column| {
                    let value = changed.iter().find(|(name, _)| name == column);
                    value.map_or_else(|| format!("base.{column}"), |(_, value)| value.clone())
                })
                .collect();
            let key = if table == "tenant" { "slug" } else { "tenant_id" };
            let is_base = if key == "slug" {
                "base.slug = 'clone-0'".to_owned()
            } else {
                "base.tenant_id = (SELECT id FROM tenant WHERE slug = 'clone-0')".to_owned()
            };
            let (columns, values) = (columns.join(", "), values.join(", "));
            let sql = format!(
                "INSERT INTO {table} ({columns}) {numbers} SELECT {values} FROM number, {table} base WHERE {is_base}"
            );
            self.app.sql(&sql).await;
        };
        let (id, slug) = (id.to_owned(), "'clone-' || number.n".to_owned());
        copied(
            "tenant",
            &[("id", id.clone()), ("slug", slug.clone()), ("names", names.to_owned())],
        )
        .await;
        let of_city = ("tenant_id", id.clone());
        copied("city_line", &[of_city.clone(), ("slug", slug.clone())]).await;
        let folded = ("folded", "'clone ' || number.n".to_owned());
        copied("city_name", &[of_city.clone(), ("slug", slug), folded]).await;
        copied("city_figures", std::slice::from_ref(&of_city)).await;
        copied("city_wall", &[of_city]).await;
        let words = ["'clone ' || number.n", "'' || number.n"];
        for word in words {
            let sql = format!("INSERT INTO city_word (word, tenant_id) {numbers} SELECT {word}, {id} FROM number");
            self.app.sql(&sql).await;
        }
        self.figures(&format!("number.n BETWEEN {from} AND {to}")).await;
        self.sums().await;
    }

    /// Sets what the lists are filtered and ordered by, from the number in the slug.
    async fn figures(&self, which: &str) {
        let which = which.replace("number.n", "CAST(substr(slug, 7) AS integer)");
        let n = "CAST(substr(slug, 7) AS integer)";
        let sql = format!(
            "UPDATE city_line SET support = {n} % 12, complete = -({n} % 11), late = -({n} % 7), evidence = -({n} % 5), answer_days = {n} % 6,
                answered = -({n} % 13), meetings = -({n} % 4), requirements = -({n} % 10), not_reported = -({n} % 3),
                activity = -2147483648 + {n} % 9, need = CASE WHEN {n} % 4 = 3 THEN 1000 ELSE {n} % 4 END,
                needy = CASE WHEN {n} % 4 = 3 THEN 0 ELSE 1 END, need_extent = {n} % 5,
                needs = CASE {n} % 4 WHEN 0 THEN ',late,due,' WHEN 1 THEN ',silent,' WHEN 2 THEN ',assessment,no_plan,' ELSE '' END,
                areas = CASE {n} % 3 WHEN 0 THEN ',audits,' WHEN 1 THEN ',audits,elections,' ELSE '' END,
                country = CASE {n} % 3 WHEN 0 THEN 'AL' WHEN 1 THEN 'XK' ELSE 'GE' END,
                plan_state = CASE {n} % 5 WHEN 0 THEN 'ended' ELSE 'implementing' END
              WHERE slug LIKE 'clone-%' AND {which}"
        );
        self.app.sql(&sql).await;
    }

    /// Sums up what the app keeps by differences.
    async fn sums(&self) {
        self.app.sql("DELETE FROM country_total").await;
        self.app
            .sql(
                "INSERT INTO country_total (country, cities, published, needy, open_questions, answered_questions)
                 SELECT country, count(*), sum(published), sum(needy), sum(open_questions), sum(answered_questions)
                   FROM city_line GROUP BY country",
            )
            .await;
    }

    /// Lets a reviewer read the first so many cities.
    pub(super) async fn reach(&self, person: &Person<'_>, cities: u32) {
        let account = format!("(SELECT id FROM account WHERE name = '{}')", person.account.name);
        self.app
            .sql(&format!(
                "INSERT INTO reviewer_city (account_id, tenant_id) SELECT {account}, tenant_id FROM city_line
                  WHERE slug LIKE 'clone-%' AND slug <> 'clone-0' AND CAST(substr(slug, 7) AS integer) < {cities}"
            ))
            .await;
    }

    async fn columns(&self, table: &str) -> Vec<String> {
        let sql = if self.app.app.db.engine().is_postgres() {
            format!("SELECT column_name AS name FROM information_schema.columns WHERE table_name = '{table}'")
        } else {
            format!("SELECT name FROM pragma_table_info('{table}')")
        };
        let rows = self.app.rows(&sql).await;
        rows.iter().map(|row| row.try_get("", "name").unwrap()).collect()
    }

    /// The cities, computed from their numbers and not from the tables.
    pub(super) async fn entries(&self) -> Vec<Entry> {
        let entry = |number: i32| Entry {
            slug: format!("clone-{number}"),
            name: format!("Clone {number}"),
            country: ["AL", "XK", "GE"][usize::try_from(number % 3).unwrap()].to_owned(),
            plan_state: if number % 5 == 0 { "ended" } else { "implementing" }.to_owned(),
            areas: strings(&[&["audits"], &["audits", "elections"], &[]], number % 3),
            needs: strings(
                &[&["late", "due"], &["silent"], &["assessment", "no_plan"], &[]],
                number % 4,
            ),
            need: if number % 4 == 3 { 1_000 } else { number % 4 },
            need_extent: number % 5,
            number,
        };
        (0..i32::try_from(self.made.get()).unwrap()).map(entry).collect()
    }
}

fn strings(all: &[&[&str]], at: i32) -> Vec<String> {
    let these = all[usize::try_from(at).unwrap()];
    these.iter().map(|one| (*one).to_owned()).collect()
}

/// A city with a name and a published plan.
pub(super) async fn named_city(app: &TestApp, slug: &str, name: &str) -> Tenant {
    let permit = Permit::<CreateTenant>::system(TenantId::PLATFORM);
    let identity = Identity::plain(name, "AR");
    let city = tenants::create(&app.app.db, &permit, slug, identity, false)
        .await
        .unwrap();
    app.plan(&city, besa_domain::plans::PlanState::Implementing).await;
    figures::refresh(&app.app.db, &city).await.unwrap();
    assert!(!fold(name).is_empty());
    city
}

/// Gives a city another name.
pub(super) async fn rename(app: &TestApp, city: &Tenant, name: &str) -> Tenant {
    let permit = Permit::<EditTenant>::system(city.id);
    let identity = Identity {
        names: Names([("en".to_owned(), name.to_owned())].into()),
        ..Identity::plain(name, "AL")
    };
    tenants::edit(&app.app.db, &permit, None, city.version, identity)
        .await
        .unwrap()
}
