//! Bytes of a public page: HTML and styles, and everything that a browser loads at its first visit.

use crate::besa::Besa;
use crate::clones::slug;
use crate::lab::Lab;
use crate::report::{Board, Figure, Goal};
use std::collections::BTreeSet;

const STYLED: Figure = Figure {
    number: "4",
    what: "HTML and CSS of a public page, compressed",
    unit: "KB",
    beside: "",
    goal: Goal::AtMost(18.0),
};
const FIRST_VISIT: Figure = Figure {
    what: "first visit, with fonts",
    goal: Goal::AtMost(60.0),
    ..STYLED
};
const REQUESTS: Figure = Figure {
    what: "first visit, requests",
    unit: "",
    goal: Goal::AtMost(6.0),
    ..STYLED
};

/// Runs the case. Of several pages the largest counts.
pub(crate) async fn run(lab: &Lab, board: &mut Board) {
    let besa = Besa::start(lab.usual(), "api,web", &[]).await;
    let mut most = [0.0_f64; 3];
    let commitment = format!("commitments/{}", lab.usual().people.pages[0]);
    for page in ["", "plan", &commitment] {
        let path = format!("/{}/en/{page}", slug(1));
        let loads = loads(&besa.url, &path).await;
        let styled = loads.iter().filter(|load| load.styles);
        let found = [
            styled.map(|load| load.size).sum(),
            loads.iter().map(|load| load.size).sum(),
            f64::from(u32::try_from(loads.len()).unwrap_or(u32::MAX)),
        ];
        most = [most[0].max(found[0]), most[1].max(found[1]), most[2].max(found[2])];
    }
    board.add(&STYLED, most[0]);
    board.add(&FIRST_VISIT, most[1]);
    board.add(&REQUESTS, most[2]);
}

/// A file that a browser loads.
struct Loaded {
    /// KB as sent, with brotli.
    size: f64,
    /// Whether it is HTML or CSS.
    styles: bool,
}

async fn loads(url: &str, path: &str) -> Vec<Loaded> {
    let (html, size) = fetch(url, path).await;
    let mut loads = vec![Loaded { size, styles: true }];
    let mut fonts = BTreeSet::new();
    for (file, kind) in linked(&html) {
        let (text, size) = fetch(url, &file).await;
        let styles = kind == Kind::Styles;
        loads.push(Loaded { size, styles });
        match kind {
            Kind::Styles => fonts.extend(always_loaded(&text)),
            Kind::Other => {}
        }
    }
    let known: BTreeSet<String> = linked(&html).into_iter().map(|(file, _)| file).collect();
    for font in fonts.difference(&known) {
        let (_, size) = fetch(url, font).await;
        loads.push(Loaded { size, styles: false });
    }
    loads
}

/// Returns the text, and the size in KB as sent.
async fn fetch(url: &str, path: &str) -> (String, f64) {
    let client = reqwest::Client::new();
    let get = async |encoding: &str| {
        let request = client.get(format!("{url}{path}")).header("accept-encoding", encoding);
        let answer = request.send().await.unwrap();
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
        answer.bytes().await.unwrap()
    };
    let text = String::from_utf8_lossy(&get("identity").await).into_owned();
    let sent = get("br, gzip").await.len();
    (text, f64::from(u32::try_from(sent).unwrap_or(u32::MAX)) / 1000.0)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Styles,
    Other,
}

/// Returns the files that the tags of a page load.
fn linked(html: &str) -> Vec<(String, Kind)> {
    let mut found = Vec::new();
    for tag in html.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
        let kind = attribute(tag, "rel");
        let file = match tag.split_whitespace().next() {
            Some("link") if kind == Some("stylesheet") => attribute(tag, "href").map(|file| (file, Kind::Styles)),
            Some("link") if matches!(kind, Some("preload" | "icon")) => {
                attribute(tag, "href").map(|file| (file, Kind::Other))
            }
            Some("script" | "img") => attribute(tag, "src").map(|file| (file, Kind::Other)),
            _ => None,
        };
        if let Some((file, kind)) = file.filter(|(file, _)| file.starts_with('/')) {
            let file = file.to_owned();
            if !found.iter().any(|(known, _)| *known == file) {
                found.push((file, kind));
            }
        }
    }
    found
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next()
}

/// Returns the fonts without a range of characters: every page needs them.
fn always_loaded(css: &str) -> Vec<String> {
    let faces = css
        .split("@font-face")
        .skip(1)
        .filter_map(|face| face.split('}').next());
    let whole = faces.filter(|face| !face.contains("unicode-range"));
    let files = whole.filter_map(|face| face.split("url(").nth(1)?.split(')').next());
    let files = files.map(|file| file.trim_matches(['"', '\'']));
    let served = files.filter(|file| !file.starts_with("data:"));
    served.map(absolute).collect()
}

/// Returns the path of a file that a stylesheet names.
fn absolute(file: &str) -> String {
    if file.starts_with('/') {
        file.to_owned()
    } else {
        format!("/assets/{}", file.trim_start_matches("./"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, always_loaded, linked};

    #[test]
    fn files_of_a_page_are_found() {
        let html = r#"<link rel="icon" href="/favicon.ico"><link rel="stylesheet" href="/a.css">
            <link rel="alternate" href="/en/"><script src="/b.js" defer></script><img src="https://example.org/c.png">"#;
        let expected = [
            ("/favicon.ico".to_owned(), Kind::Other),
            ("/a.css".to_owned(), Kind::Styles),
            ("/b.js".to_owned(), Kind::Other),
        ];
        assert_eq!(linked(html), expected);
    }

    #[test]
    fn fonts_of_other_scripts_are_not_counted() {
        let css = "@font-face{src:url(latin.woff2)}@font-face{src:url('/greek.woff2');unicode-range:U+370-3FF}";
        assert_eq!(always_loaded(css), ["/assets/latin.woff2"]);
    }
}
