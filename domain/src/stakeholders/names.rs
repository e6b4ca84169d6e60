//! The names of organisations: which may be of the same one, and the names that an organisation had before.

use super::tables::{former_name, organisation};
use super::{FormerName, Organisation};
use crate::access::{Permit, SeeStakeholders};
use crate::db::{Db, Scoped};
use crate::error::{Error, Result};
use crate::fold::fold;
use crate::ids::OrganisationId;
use crate::input;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use std::collections::{BTreeMap, HashMap};

/// Legal forms and kinds of organisations, folded, as they stand before or after a name. They say nothing
/// about whether two names are of the same organisation.
const FORMS: &[&str] = &[
    // Albanian, and what is usual in the region.
    "shpk",
    "sha",
    "ojf",
    "ojq",
    "fondacioni",
    "fondacion",
    "shoqata",
    "shoqate",
    "qendra",
    "qender",
    "instituti",
    "doo",
    "dooel",
    "ad",
    "nvo",
    "udruzenje",
    "zdruzenie",
    "fondacija",
    // English, Spanish, French, Italian, German.
    "ngo",
    "npo",
    "cso",
    "ong",
    "osc",
    "ltd",
    "llc",
    "inc",
    "plc",
    "gmbh",
    "sarl",
    "srl",
    "spa",
    "sl",
    "sa",
    "ev",
    "foundation",
    "association",
    "centre",
    "center",
    "institute",
    "fundacion",
    "asociacion",
    "centro",
    "fondation",
    "fondazione",
    "associazione",
    "the",
];

/// Words that join a form to a name: "Shoqata **e** Gruas".
const LINKS: &[&str] = &[
    "e", "i", "te", "se", "per", "of", "for", "de", "del", "la", "les", "des", "pour",
];

/// Returns a key that is equal for names that may be of the same organisation: folded, without legal forms.
/// It is for offering only: organisations with equal keys may be different ones.
pub fn alike(name: &str) -> String {
    let folded = fold(name);
    let words = joined_letters(&folded);
    let mut rest: Vec<&str> = words.iter().map(String::as_str).collect();
    rest.retain(|word| !FORMS.contains(word));
    let links = rest.iter().take_while(|word| LINKS.contains(word)).count();
    if rest.len() < words.len() {
        rest.drain(..links);
    }
    if rest.is_empty() { folded } else { rest.join(" ") }
}

/// Returns the words of a folded text. Single letters in a row are one word: `sh p k` is `shpk`.
fn joined_letters(folded: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut run = false;
    for word in folded.split(' ') {
        // Dots part letters; `Sh.p.k.` begins with the Albanian letter sh.
        let letter = word.chars().count() == 1 || (word == "sh" && !run);
        match words.last_mut() {
            Some(last) if letter && run => last.push_str(word),
            _ => words.push(word.to_owned()),
        }
        run = letter;
    }
    words
}

/// Groups organisations whose names are alike, each group and the groups by name. Every organisation of a group
/// may be the same as the others.
pub fn similar(organisations: &[Organisation]) -> Vec<Vec<&Organisation>> {
    let mut groups: BTreeMap<String, Vec<&Organisation>> = BTreeMap::new();
    for one in organisations {
        groups.entry(alike(&one.name)).or_default().push(one);
    }
    groups.into_values().filter(|group| group.len() > 1).collect()
}

/// Returns the names that organisations had before they became one with another, by organisation.
///
/// # Errors
/// Database errors.
pub async fn former_names(
    db: &Db,
    permit: &Permit<SeeStakeholders>,
) -> Result<HashMap<OrganisationId, Vec<FormerName>>> {
    let city = db.read(permit).await?;
    let rows = city.find::<former_name::Entity>();
    let mut names: HashMap<OrganisationId, Vec<FormerName>> = HashMap::new();
    for row in rows.order_by_asc(former_name::Column::NameKey).all().await? {
        names.entry(row.organisation_id).or_default().push(row);
    }
    Ok(names)
}

/// Returns an organisation by its id, or by the id that it had before it became one with another.
///
/// # Errors
/// `NotFound("organisation")`.
pub(crate) async fn current(city: &Scoped, id: OrganisationId) -> Result<Organisation> {
    let found = city.get::<organisation::Entity>(id, "organisation").await;
    if !matches!(found, Err(Error::NotFound(_))) {
        return found;
    }
    let former = city.get::<former_name::Entity>(id, "organisation").await?;
    city.get::<organisation::Entity>(former.organisation_id, "organisation")
        .await
}

/// Returns the organisation with this name, or with this former name; `None` when there is none.
pub(crate) async fn named(city: &Scoped, name: &str) -> Result<Option<Organisation>> {
    let key = input::key(name);
    let known = city.find::<organisation::Entity>();
    let known = known.filter(organisation::Column::NameKey.eq(&key)).one().await?;
    if known.is_some() {
        return Ok(known);
    }
    let former = city.find::<former_name::Entity>();
    let former = former.filter(former_name::Column::NameKey.eq(&key));
    match former.order_by_desc(former_name::Column::MergedAt).one().await? {
        Some(former) => Ok(Some(current(city, former.organisation_id).await?)),
        None => Ok(None),
    }
}

/// Returns every former name, the latest last.
pub(crate) async fn former(city: &Scoped) -> Result<Vec<FormerName>> {
    let names = city
        .find::<former_name::Entity>()
        .order_by_asc(former_name::Column::MergedAt);
    names.all().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legal_forms_signs_and_accents_make_no_difference() {
        for (one, other) in [
            ("Ujësjellës Kanalizime Sh.p.k.", "Ujesjelles-Kanalizime SHPK"),
            ("Ujësjellës Kanalizime sh.a.", "UJESJELLES KANALIZIME"),
            ("Fondacioni “Shoqëria e Hapur”", "Shoqeria e Hapur"),
            ("Shoqata e Gruas", "Gruas, OJF"),
            ("OJQ Eco Valley", "Eco Valley NGO"),
            ("The Open Data Center", "Open Data"),
            ("Water Utility, Ltd.", "Water Utility L.L.C."),
        ] {
            assert_eq!(alike(one), alike(other), "{one} / {other}");
        }
    }

    #[test]
    fn other_names_stay_apart_and_no_name_is_empty() {
        assert_ne!(alike("Youth Forum"), alike("Youth Council"));
        assert_ne!(alike("Shoqata e Gruas"), alike("Shoqata e të Rinjve"));
        assert_eq!(alike("Shoqata"), "shoqata");
        assert_eq!(alike("Fondacioni Qendra"), "fondacioni qendra");
        assert_eq!(
            alike("E Hapur"),
            "e hapur",
            "a name without a form keeps its first word"
        );
        assert_eq!(alike("Институт за јавност"), alike("институт за јавност"));
    }
}
