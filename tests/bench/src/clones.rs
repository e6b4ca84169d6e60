//! Copies of the first city. Every table with a `tenant_id` is copied with another one: keys begin with it,
//! so all other columns stay as they are.

use crate::database::{Engine, Owner};
use std::fmt::Write as _;

/// Tables of the platform whose rows name a city but have a key of their own.
const SKIPPED: [&str; 5] = ["job", "api_token", "invitation", "invitation_link", "reviewer_city"];

/// Returns the name of a city in URLs. The first is number 1.
pub(crate) fn slug(number: usize) -> String {
    format!("city-{number}")
}

/// Returns the name of a city.
pub(crate) fn name(number: usize) -> String {
    format!("City {number}")
}

/// Returns a UUID for a number; `kind` tells the records of one purpose from those of others.
pub(crate) fn uuid(kind: u32, number: usize) -> String {
    format!("{kind:08x}-0000-7000-8000-{number:012x}")
}

/// Copies the first city until there are `to` cities; there are `from` already.
pub(crate) async fn grow(owner: &Owner, from: usize, to: usize) {
    if to <= from {
        return;
    }
    let engine = owner.engine;
    let kind = match engine {
        Engine::Postgres => "uuid",
        Engine::Sqlite => "blob",
    };
    owner
        .run(&format!(
            "CREATE TEMP TABLE bench_city (n integer, id {kind}, slug text, name text)"
        ))
        .await;
    let cities: Vec<usize> = (from + 1..=to).collect();
    for some in cities.chunks(500) {
        let mut sql = "INSERT INTO bench_city VALUES".to_owned();
        for (at, number) in some.iter().enumerate() {
            let comma = if at > 0 { "," } else { "" };
            let id = engine.uuid(&uuid(0xc171, *number));
            write!(
                sql,
                "{comma} ({number}, {id}, '{}', '{}')",
                slug(*number),
                name(*number)
            )
            .unwrap();
        }
        owner.run(&sql).await;
    }
    let names = match engine {
        Engine::Postgres => "jsonb_build_object('en', c.name)",
        Engine::Sqlite => "json_object('en', c.name)",
    };
    let first = format!("(SELECT id FROM tenant WHERE slug = '{}')", slug(1));
    let number = "replace(t.{}, '1', CAST(c.n AS text))";
    let changes = |key: &'static str| {
        vec![
            (key, "c.id".to_owned()),
            ("slug", "c.slug".to_owned()),
            ("names", names.to_owned()),
            // Names and words as they are searched for: `city 1` and `1`.
            ("folded", number.replace("{}", "folded")),
            ("word", number.replace("{}", "word")),
        ]
    };
    owner.run("BEGIN").await;
    let rest = format!("CROSS JOIN bench_city c WHERE t.id = {first}");
    owner.copy("tenant", &rest, &changes("id")).await;
    for (table, columns) in &owner.tables {
        if !columns.iter().any(|column| column == "tenant_id") || SKIPPED.contains(&table.as_str()) {
            continue;
        }
        let rest = format!("CROSS JOIN bench_city c WHERE t.tenant_id = {first}");
        owner.copy(table, &rest, &changes("tenant_id")).await;
    }
    add_up(owner).await;
    owner.run("COMMIT").await;
    owner.run("DROP TABLE bench_city").await;
    owner
        .run(match engine {
            Engine::Postgres => "VACUUM ANALYZE",
            Engine::Sqlite => "ANALYZE",
        })
        .await;
    if engine == Engine::Postgres {
        owner.run("CHECKPOINT").await;
    }
}

/// Computes the sums of each country again, from the rows of the cities.
async fn add_up(owner: &Owner) {
    let (Some(totals), true) = (
        owner.tables.get("country_total"),
        owner.tables.contains_key("city_line"),
    ) else {
        return;
    };
    let sums: Vec<String> = totals
        .iter()
        .map(|column| match column.as_str() {
            "country" => "country".to_owned(),
            "cities" => "count(*)".to_owned(),
            other => format!("sum({other})"),
        })
        .collect();
    let sql = format!(
        "DELETE FROM country_total; INSERT INTO country_total ({}) SELECT {} FROM city_line GROUP BY country",
        totals.join(", "),
        sums.join(", ")
    );
    owner.run(&sql).await;
}
