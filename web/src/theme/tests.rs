use std::{collections::BTreeMap, path::Path};

use super::*;

/// Returns 6 x 6 x 6 seed colours, as in the web-safe palette.
fn seeds() -> impl Iterator<Item = Colour> {
    let steps = || (0..=255).step_by(51);
    steps().flat_map(move |r| steps().flat_map(move |g| steps().map(move |b| Colour(r, g, b))))
}

const PAIRS: [(&str, &str, f64); 9] = [
    ("text-default", "background-default", 7.0),
    ("text-default", "surface-tinted", 7.0),
    ("text-subtle", "background-default", 4.5),
    ("text-subtle", "background-tinted", 4.5),
    ("text-subtle", "surface-tinted", 4.5),
    ("text-subtle", "surface-hover", 4.5),
    ("border-default", "background-default", 3.0),
    ("border-strong", "background-default", 3.0),
    ("base-contrast-default", "base-default", 4.5),
];

const EXTRA_PAIRS: [(&str, &str, f64); 3] = [
    ("band-ink", "band", 4.5),
    ("graphic-ink", "graphic", 4.5),
    ("graphic", "background-default", 3.0),
];

#[test]
fn every_seed_keeps_its_contrast() {
    let mut worst = BTreeMap::<String, f64>::new();
    for seed in seeds() {
        for scheme in [Scheme::Light, Scheme::Dark] {
            let mut steps: BTreeMap<_, _> = scale(seed, scheme).into_iter().collect();
            assert_eq!(steps.len(), 16);
            steps.extend(extras(seed, scheme));
            for (a, b, least) in PAIRS.into_iter().chain(EXTRA_PAIRS) {
                let ratio = contrast(steps[a], steps[b]);
                assert!(ratio >= least, "{a} on {b} is {ratio:.2} for {seed} in {scheme:?}");
                let entry = worst.entry(format!("{scheme:?} {a} on {b}")).or_insert(ratio);
                *entry = entry.min(ratio);
            }
        }
    }
    let table: String = worst
        .iter()
        .map(|(pair, ratio)| format!("{pair}: {ratio:.2}\n"))
        .collect();
    insta::assert_snapshot!(table);
}

#[test]
fn a_city_gets_one_small_stylesheet() {
    let css = tenant_css(ACCENT);
    assert!(css.len() < 2600, "{} bytes", css.len());
    insta::assert_snapshot!(css.replace(['{', ';', '}'], "\n"));
}

#[test]
fn platform_colours_are_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("styles/platform.css");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, platform_css()).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), platform_css());
}

#[test]
fn colours_are_read_strictly() {
    assert_eq!("#0b4F63".parse(), Ok(ACCENT));
    assert_eq!(ACCENT.to_string(), "#0b4f63");
    for text in [
        "", "#", "0b4f63", "#0b4f6", "#0b4f633", "#0b4f6g", "#+b4f63", "#ééé", "red;}",
    ] {
        assert_eq!(text.parse::<Colour>(), Err(NotAColour), "{text}");
    }
}

#[test]
fn a_red_city_is_told() {
    assert!(like_late("#c8102e".parse().unwrap()));
    assert!(!like_late(ACCENT));
    assert!(!like_late("#f2b632".parse().unwrap()));
    assert!(!like_late("#7a7070".parse().unwrap()));
}
