//! Names of people where an organisation is expected: `Arta Shembulli, Director`.

use crate::fold::fold;

/// Frequent given names of Albania, Kosovo, North Macedonia and Serbia, folded.
const GIVEN: &str = include_str!("given.txt");

/// Titles before a name, folded.
const TITLES: [&str; 29] = [
    "z",
    "znj",
    "zj",
    "zonja",
    "zoti",
    "dr",
    "mr",
    "mrs",
    "ms",
    "miss",
    "prof",
    "ing",
    "inxh",
    "av",
    "sr",
    "sra",
    "srta",
    "don",
    "dona",
    "m",
    "mme",
    "mlle",
    "sig",
    "dott",
    "avv",
    "gospodin",
    "gospodja",
    "г",
    "госпога",
];

/// Positions of people, by their beginnings, folded.
const POSITIONS: [&str; 26] = [
    "drejtor",
    "director",
    "direttor",
    "directeur",
    "direktor",
    "директор",
    "kryetar",
    "mayor",
    "alcald",
    "maire",
    "sindac",
    "gradonacelnik",
    "градоначалник",
    "shef",
    "chief",
    "head",
    "nacelnik",
    "начелник",
    "specialist",
    "pergjegjes",
    "koordinator",
    "coordinator",
    "coordinador",
    "manager",
    "inspektor",
    "sekretar",
];

/// Beginnings of words that name an organisation, folded.
const ORGANISATIONS: [&str; 90] = [
    "galeri",
    "teatr",
    "muze",
    "bibliotek",
    "shkoll",
    "gjimnaz",
    "fakultet",
    "kolegj",
    "akademi",
    "spital",
    "klinik",
    "stadium",
    "klub",
    "kisha",
    "parti",
    "levizj",
    "lidhj",
    "grup",
    "biznes",
    "radio",
    "media",
    "bank",
    "kompani",
    "shpk",
    "park",
    "drejtori",
    "ndermarrj",
    "kopsht",
    "reparti",
    "kuvend",
    "drejtoria",
    "drejtoris",
    "bashki",
    "ministri",
    "ministerio",
    "minister",
    "departament",
    "department",
    "departement",
    "office",
    "officer",
    "zyr",
    "zyre",
    "shoqat",
    "shoqeri",
    "association",
    "asociacion",
    "agjenci",
    "agency",
    "agencia",
    "agence",
    "institut",
    "qendr",
    "qender",
    "center",
    "centre",
    "centro",
    "universit",
    "komisi",
    "commission",
    "comision",
    "committee",
    "komitet",
    "keshill",
    "council",
    "consejo",
    "conseil",
    "municip",
    "prefektur",
    "qark",
    "sektor",
    "sector",
    "njesi",
    "unit",
    "sherbim",
    "service",
    "services",
    "servicio",
    "fondaci",
    "foundation",
    "fundacion",
    "forum",
    "rrjet",
    "network",
    "ojf",
    "ngo",
    "secretariat",
    "sekretariat",
    "opstin",
    "општин",
];

/// Returns whether a text names a person rather than an organisation: a given name and a surname with a
/// title before them or a position beside them, or whose given name is a frequent one or an initial. A number that was
/// taken out beside names speaks for a person too.
pub(crate) fn is_person(text: &str) -> bool {
    let reached = text.contains('…');
    let text = text.replace('…', " ").replace(" - ", " – ");
    let mut parts = text
        .split([',', ';', ':', '–', '—', '(', ')', '\n', '/'])
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let Some(first) = parts.next() else { return false };
    if named(first) {
        let titled = words(first)
            .next()
            .is_some_and(|word| begins(word, &TITLES, true) || is_position(word));
        let initial = first.split_whitespace().next().is_some_and(|word| {
            let mut letters = word.chars();
            word.chars().count() == 2 && letters.next().is_some_and(char::is_uppercase) && letters.next() == Some('.')
        });
        return titled
            || reached
            || initial
            || words(first).next().is_some_and(is_given)
            || parts.flat_map(words).any(is_position);
    }
    // "Director: Arta Shembulli".
    let alone = words(first).count() == 1 && words(first).all(is_position);
    alone && parts.next().is_some_and(named)
}

/// Returns whether a text is two or three names of a person, perhaps after a title or a position.
fn named(text: &str) -> bool {
    let all: Vec<&str> = words(text)
        .skip_while(|word| begins(word, &TITLES, true) || is_position(word))
        .collect();
    (2..=3).contains(&all.len())
        && all.iter().all(|word| {
            let mut letters = word.chars();
            letters.next().is_some_and(char::is_uppercase)
                && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
                && !begins(word, &ORGANISATIONS, false)
                && !is_position(word)
        })
}

fn is_given(word: &str) -> bool {
    let word = fold(word);
    // Double names: `Ana-Maria`.
    let first = word.split(' ').next().unwrap_or_default();
    GIVEN.split_whitespace().any(|name| name == first)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || c == '.')
        .filter(|word| !word.is_empty())
}

fn is_position(word: &str) -> bool {
    begins(word, &POSITIONS, false) && !begins(word, &ORGANISATIONS, false)
}

fn begins(word: &str, table: &[&str], whole: bool) -> bool {
    let word = fold(word);
    table
        .iter()
        .any(|entry| if whole { word == *entry } else { word.starts_with(entry) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_told_from_organisations() {
        for person in [
            "Arta Shembulli, Director, tel. …",
            "Arta Shembulli, Drejtore e Financës",
            "Z. Arben Shembulli",
            "Znj. Arta Shembulli-Doe",
            "Dr. Arta Shembulli",
            "Mr John Doe",
            "Drejtor Arta Shembulli",
            "Drejtor: Arta Shembulli",
            "Arta Shembulli (Koordinatore)",
            "Ana Doe – Specialiste",
            "Arta Shabani",
            "Sra. María Pérez López",
            "Arta Shembulli",
            "Arta Hoxha",
            "Ben Ali, tel …",
            "Përparim Doe Shembulli",
            "Ана Шембули",
            "Petar Petrović …",
            "Petrit Gjoka …",
            "María González Pérez",
            "I. Prifti",
            "A. Kola (Financa)",
            "Mira Dhima - Kryetare e Komisionit",
        ] {
            assert!(is_person(person), "{person}");
        }
        for organisation in [
            "Finance Department",
            "Drejtoria e Financës",
            "Drejtoria Arsimi Kultura",
            "Bashkia Elbasan, Drejtor i Financës",
            "Ministry of Finance",
            "Zyra e Kryetarit",
            "Mayor's office",
            "Shoqata Dr. Arta Shembulli",
            "Qendra Rinore, Koordinator",
            "Shembulli Doe",
            "Arta",
            "Galeria Arta Hoxha",
            "arta hoxha",
            "Kultura Rinia",
            "Women's Forum",
            "Drejtor",
            "Head of Unit",
            "",
        ] {
            assert!(!is_person(organisation), "{organisation}");
        }
    }
}
