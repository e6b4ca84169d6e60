//! References of plans and slugs of cities, which are the same on every import.

use super::draft::Member;
use crate::input;
use std::collections::BTreeMap;
use time::Date;

const LONGEST: usize = 50;

/// Returns the reference of a plan: the years in its title (`2018-2019`, `2017`), else the years of its
/// dates, else the slug of its title.
pub(super) fn reference(title: &str, starts_on: Option<Date>, ends_on: Option<Date>) -> String {
    let of_days = match (starts_on, ends_on) {
        (Some(start), Some(end)) if start.year() < end.year() => Some(format!("{}-{}", start.year(), end.year())),
        (Some(day), _) | (None, Some(day)) => Some(day.year().to_string()),
        (None, None) => None,
    };
    let titled = years(title).or(of_days).unwrap_or_else(|| {
        let slug = input::slug(title);
        let short: String = slug.chars().take(LONGEST).collect();
        short.trim_matches('-').to_owned()
    });
    if titled.is_empty() { "plan".to_owned() } else { titled }
}

/// The references that are taken, by city.
#[derive(Debug, Default)]
pub(super) struct References(BTreeMap<(Option<String>, String), u32>);

impl References {
    /// Returns `name`, or `name-2`, `name-3` … when it is taken in this city.
    pub(super) fn unique(&mut self, city: Option<String>, name: &str) -> String {
        let key = |name: &str| (city.clone(), name.to_lowercase());
        let mut number = self.0.get(&key(name)).copied().unwrap_or(0);
        let mut free = name.to_owned();
        while self.0.contains_key(&key(&free)) {
            number += 1;
            free = format!("{name}-{}", number + 1);
        }
        self.0.insert(key(name), number);
        self.0.entry(key(&free)).or_insert(0);
        free
    }
}

/// Returns the years in a title: two years joined by a dash or a word such as `to`, else the first
/// year. `None` when there is none.
fn years(title: &str) -> Option<String> {
    let mut runs: Vec<(&str, &str)> = Vec::new();
    let mut rest = title;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, digits) = rest.split_at_checked(at)?;
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        let (run, after) = digits.split_at_checked(end)?;
        runs.push((before, run));
        rest = after;
    }
    let joined = |between: &str| matches!(between.trim(), "-" | "–" | "—" | "/" | "to" | "a" | "deri");
    let pair = runs
        .iter()
        .zip(runs.iter().skip(1))
        .find_map(|((_, first), (between, second))| {
            let start = year(first)?;
            let end = match second.len() {
                2 => start - start % 100 + second.parse::<i32>().ok()?,
                _ => year(second)?,
            };
            (joined(between) && start < end).then(|| format!("{start}-{end}"))
        });
    pair.or_else(|| runs.iter().find_map(|(_, run)| year(run)).map(|year| year.to_string()))
}

fn year(digits: &str) -> Option<i32> {
    let year = digits.parse().ok().filter(|_| digits.len() == 4)?;
    (1990..=2199).contains(&year).then_some(year)
}

/// Returns the last year in a reference.
pub(super) fn last_year(reference: &str) -> Option<i32> {
    reference.split('-').filter_map(year).next_back()
}

/// Cities by the names that a file gives them. Two cities never get the same slug: the second one gets
/// the text in its brackets and its country added.
#[derive(Debug, Default)]
pub(super) struct Cities(BTreeMap<String, Member>);

impl Cities {
    /// Returns the city of this name: `Córdoba (Province), Argentina`. `None` when the name gives no
    /// slug.
    pub(super) fn named(&mut self, full_name: &str, country: &str) -> Option<Member> {
        let name = full_name.split_once(',').map_or(full_name, |(name, _)| name).trim();
        let (bare, bracketed) = brackets(name);
        let slug = input::slug(&bare);
        if slug.is_empty() {
            return None;
        }
        let country = country.trim().to_uppercase();
        // Equal names are the same city; the country is part of the name.
        let key = input::key(full_name);
        if let Some(known) = self.0.get_mut(&key) {
            if known.country.is_empty() {
                known.country = country;
            }
            return Some(known.clone());
        }
        let clashes = |slug: &str| {
            let mut alike = self.0.values().filter(|known| known.slug == slug);
            alike.any(|known| {
                let other = brackets(&known.name).1;
                known.country != country && !known.country.is_empty() && !country.is_empty()
                    || other != bracketed && !other.is_empty() && !bracketed.is_empty()
            })
        };
        let slug = if clashes(&slug) {
            let words = [slug.as_str(), &input::slug(&bracketed), &country.to_lowercase()];
            let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
            words.join("-")
        } else {
            slug
        };
        let member = Member {
            slug,
            name: name.to_owned(),
            country,
        };
        self.0.insert(key, member.clone());
        Some(member)
    }
}

/// Splits a name into the text outside and the text inside its brackets.
fn brackets(name: &str) -> (String, String) {
    let Some((before, rest)) = name.split_once('(') else {
        return (name.to_owned(), String::new());
    };
    let (inside, after) = rest.split_once(')').unwrap_or((rest, ""));
    (format!("{before} {after}"), inside.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use time::macros::date;

    #[rstest]
    #[case("Action plan – Elbasan, Albania, 2025 – 2027", "2025-2027")]
    #[case("Buenos Aires Action Plan 2018-2019 (second)", "2018-2019")]
    #[case("2021-2024 Action Plan for Open Government in the Basque Country", "2021-2024")]
    #[case("Madrid Action Plan 2017 (pilot)", "2017")]
    #[case("Open Government Plan 2018-20", "2018-2020")]
    #[case("Towards the 2030 Agenda: plan 2021 to 2023", "2021-2023")]
    #[case("Plan for an Open City", "plan-for-an-open-city")]
    #[case("???", "plan")]
    fn plans_are_known_by_their_years(#[case] title: &str, #[case] wanted: &str) {
        assert_eq!(reference(title, None, None), wanted);
    }

    #[test]
    fn days_help_where_the_title_has_no_years() {
        let days = (Some(date!(2024 - 09 - 01)), Some(date!(2028 - 11 - 30)));
        assert_eq!(reference("Open City", days.0, days.1), "2024-2028");
        assert_eq!(last_year("2024-2028-2"), Some(2028));
        let mut references = References::default();
        let mut unique = |name: &str| references.unique(None, name);
        assert_eq!(
            [unique("2017"), unique("2017"), unique("2017"), unique("2017-2")],
            ["2017", "2017-2", "2017-3", "2017-2-2"]
        );
    }

    #[test]
    fn cities_by_their_names() {
        let mut cities = Cities::default();
        let mut slug = |name: &str, country: &str| cities.named(name, country).map(|member| member.slug);
        assert_eq!(slug("Buenos Aires, Argentina", "AR").as_deref(), Some("buenos-aires"));
        assert_eq!(slug("Córdoba (Province), Argentina", "AR").as_deref(), Some("cordoba"));
        assert_eq!(slug("córdoba (province), argentina", "").as_deref(), Some("cordoba"));
        assert_eq!(slug("Córdoba, Spain", "ES").as_deref(), Some("cordoba-es"));
        assert_eq!(
            slug("Córdoba (City), Argentina", "AR").as_deref(),
            Some("cordoba-city-ar")
        );
        assert_eq!(slug("Gjakova, Kosovo", "xk").as_deref(), Some("gjakova"));
        assert_eq!(slug("(Province), Argentina", "AR"), None);
    }
}
