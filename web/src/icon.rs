//! Icons as inline SVG: maps a name from `theme/icons.txt` to the markup that `assets.mjs` built.

/// Sorted by name. The markup is empty where the program was built without assets.
static ICONS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/icons.rs"));

/// Returns the icon as `<svg class="i" aria-hidden="true">…`; the page must also give its meaning in words.
/// It is markup: in templates write `{{ icon("bell")|safe }}`. Icons that point along the line of text
/// carry the class `i-flip` and are mirrored in right-to-left pages. A name that is missing in
/// `theme/icons.txt` gives an empty string, and a test fails.
#[must_use]
pub fn icon(name: &str) -> &'static str {
    let found = find(name);
    debug_assert!(found.is_some(), "add {name} to web/theme/icons.txt");
    found.unwrap_or_default()
}

fn find(name: &str) -> Option<&'static str> {
    let at = ICONS.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
    ICONS.get(at).map(|(_, markup)| *markup)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// Collects every `icon("…")` in sources and templates.
    fn used(folder: &Path, names: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                used(&path, names);
            } else if path.extension().is_some_and(|end| end == "rs" || end == "html") && !path.ends_with("icon.rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                names.extend(text.split("icon(\"").skip(1).filter_map(|rest| {
                    rest.split_once('"')
                        .map(|(name, _)| (name.to_owned(), path.display().to_string()))
                }));
            }
        }
    }

    #[test]
    fn every_name_used_is_known() {
        let mut names = Vec::new();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        used(&root.join("src"), &mut names);
        used(&root.join("templates"), &mut names);
        for (name, file) in names {
            assert!(
                find(&name).is_some(),
                "{file} uses {name}; add it to web/theme/icons.txt"
            );
        }
    }

    #[test]
    fn an_unknown_name_is_not_found() {
        assert_eq!(find("no-such-icon"), None);
        assert!(find("circle-check").is_some());
    }

    #[test]
    fn markup_has_no_style_and_no_script() {
        for (name, markup) in ICONS {
            assert!(!markup.contains("style=") && !markup.contains("<script"), "{name}");
        }
    }
}
