//! The report as PDF, checked with other programs: poppler and qpdf.

use std::process::Command;

use besa_documents::pdf::{self, Fonts};
use besa_domain::reports::Content;
use besa_domain::reports::self_assessment::{SelfAssessment, State};
use besa_formats::sheet::sheet;
use time::macros::date;

use crate::sample::{self, HOSTILE, commitment, milestone};

fn pdf(report: &SelfAssessment, fonts: &Fonts) -> Vec<u8> {
    pdf::pdf(&sheet(&Content::from(report.clone())), fonts).unwrap()
}

struct Printed {
    folder: tempfile::TempDir,
}

impl Printed {
    fn new(report: &SelfAssessment) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("report.pdf"), pdf(report, &Fonts::default())).unwrap();
        Self { folder }
    }

    /// Returns the output of a program about the file. `None` if the program is not installed; on a build
    /// server that is a failure.
    fn ask(&self, program: &str, arguments: &[&str]) -> Option<String> {
        let output = match Command::new(program)
            .args(arguments)
            .current_dir(self.folder.path())
            .output()
        {
            Ok(output) => output,
            Err(error) => {
                assert!(
                    std::env::var_os("CI").is_none(),
                    "{program} is needed on a build server: {error}"
                );
                eprintln!("skipped: {program} is not installed");
                return None;
            }
        };
        assert!(
            output.status.success(),
            "{program}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        Some(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Returns all text without white space, because line breaks can be anywhere.
    fn text(&self) -> Option<String> {
        self.ask("pdftotext", &["-raw", "report.pdf", "-"])
            .map(|text| squeeze(&text))
    }
}

fn squeeze(text: &str) -> String {
    text.chars()
        .filter(|sign| !sign.is_whitespace() && *sign != '\u{200B}')
        .collect()
}

#[test]
fn it_opens_and_is_tagged() {
    let printed = Printed::new(&sample::full());
    if let Some(facts) = printed.ask("pdfinfo", &["report.pdf"]) {
        assert!(facts.contains("Open government action plan 2025 to 2027"), "{facts}");
        assert!(
            facts
                .lines()
                .any(|line| line.starts_with("Tagged:") && line.ends_with("yes")),
            "{facts}"
        );
        assert!(facts.contains("2026"), "{facts}");
    }
    if let Some(verdict) = printed.ask("qpdf", &["--check", "report.pdf"]) {
        assert!(verdict.contains("No syntax or stream encoding errors"), "{verdict}");
    }
    if let Some(plain) = printed.ask("qpdf", &["--qdf", "--object-streams=disable", "report.pdf", "-"]) {
        assert!(plain.contains("pdfuaid:part>1<"), "not marked as PDF/UA-1");
        assert!(plain.contains("/Lang (en)"), "no language");
        assert!(plain.contains("/DisplayDocTitle true"), "the title is not shown");
        for tag in ["/S /Table", "/S /TH", "/S /H1", "/S /H2", "/S /H3", "/S /TOC"] {
            assert!(plain.contains(tag), "no {tag}");
        }
    }
    if let Some(fonts) = printed.ask("pdffonts", &["report.pdf"]) {
        for font in fonts.lines().skip(2) {
            let columns: Vec<&str> = font.split_whitespace().rev().collect();
            // Columns from the right: object generation, object, Unicode map, subset, embedded.
            assert_eq!((columns[2], columns[4]), ("yes", "yes"), "{font}");
        }
    }
}

#[test]
fn its_figures_and_titles_are_those_of_the_report() {
    let report = sample::full();
    let Some(text) = Printed::new(&report).text() else {
        return;
    };
    let counts = report.milestones();
    for (state, word) in [
        (State::Done, "Complete"),
        (State::InProgress, "In progress"),
        (State::NotStarted, "Not started"),
        (State::Late, "Overdue"),
        (State::Stuck, "Stuck"),
        (State::NotReported, "Not reported"),
        (State::Withdrawn, "Withdrawn"),
    ] {
        let count = squeeze(&format!("{}{word}", counts.get(state)));
        assert!(text.contains(&count), "{count}");
    }
    assert!(text.contains(&squeeze("2 of 8 milestones are done. One is late. One is stuck.")));
    for milestone in report.commitments.iter().flat_map(|commitment| &commitment.milestones) {
        assert!(text.contains(&squeeze(&milestone.title)), "{}", milestone.title);
    }
    for evidence in &report.evidence {
        assert!(text.contains(&squeeze(&evidence.place)), "{}", evidence.place);
        assert!(evidence.sha256.as_ref().is_none_or(|digest| text.contains(digest)));
    }
    for expected in [
        "Example data",
        "Data as of 23 Nov 2026",
        "revision 412",
        "23 days late",
        "12 days late",
        "Was 30 Jun 2026, moved on 12 Jun 2026. Reason: The map server was delivered late",
        "No reason was given",
        "Nothing was recorded for this section",
        "Finding of the monitoring body",
        "Tjetër Vizion",
    ] {
        assert!(text.contains(&squeeze(expected)), "{expected}");
    }
}

#[test]
fn albanian_reports_are_albanian() {
    let printed = Printed::new(&SelfAssessment {
        language: "sq".to_owned(),
        ..sample::full()
    });
    if let Some(text) = printed.text() {
        assert!(text.contains(&squeeze("Pikat kyçe")));
        assert!(text.contains(&squeeze("Të dhëna shembull")));
        assert!(text.contains(&squeeze("Elbasan, Shqipëri")));
        assert!(text.contains(&squeeze("Mjedisi dhe klima")));
    }
    if let Some(plain) = printed.ask("qpdf", &["--qdf", "--object-streams=disable", "report.pdf", "-"]) {
        assert!(plain.contains("/Lang (sq)"));
    }
}

#[test]
fn an_empty_report_says_what_is_missing() {
    let printed = Printed::new(&sample::empty());
    let Some(text) = printed.text() else { return };
    assert!(text.contains(&squeeze("The plan has no milestones yet.")));
    assert!(text.contains(&squeeze("Nothing was recorded for this section.")));
    assert!(text.contains(&squeeze("No evidence was added to this plan.")));
    assert!(!text.contains(&squeeze("Example data")));
}

#[test]
fn any_text_can_be_printed() {
    let nasty = [
        HOSTILE.to_owned(),
        "😀 👨‍👩‍👧‍👦 🇦🇱 中文 한국어 हिन्दी עברית العربية ไทย".to_owned(),
        "\u{202E}reversed\u{202C} \u{0} \u{1b}[31m \u{feff} \u{fffe} \u{fffd} \u{e000} \u{10ffff} \u{ad}".to_owned(),
        format!("Z{}lgo", "\u{0301}\u{0489}\u{035c}\u{20dd}".repeat(20)),
        "x".repeat(4_000),
        format!("https://example.org/{}", "a%20".repeat(400)),
        "line\nline\r\nline\u{2028}line\u{2029}\ttab\u{a0}space\u{3000}".to_owned(),
        " \n\t ".to_owned(),
        String::new(),
    ];
    let milestones = nasty
        .iter()
        .map(|text| milestone(text, text, State::Late, Some(date!(9999 - 12 - 31))))
        .collect::<Vec<_>>();
    let mut report = sample::full();
    report.commitments = nasty
        .iter()
        .map(|text| {
            let mut made = commitment(text, text, milestones.clone());
            made.problem = Some(text.clone());
            made.sdg_targets = vec![text.clone()];
            made.values = vec![text.clone()];
            made
        })
        .collect();
    for evidence in &mut report.evidence {
        evidence.title.clone_from(&nasty[1]);
        evidence.place = nasty.concat();
    }
    report.city.name = nasty.concat();
    report.city.colour = Some("url(x)".to_owned());
    report.plan.title.clone_from(&nasty[3]);
    report.introduction = Some(nasty.join("\n\n"));
    let Some(text) = Printed::new(&report).text() else {
        return;
    };
    assert!(text.contains(&squeeze(HOSTILE)));
    assert!(text.contains("U+1F600"), "characters that cannot be printed are named");
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let fonts = Fonts::default();
    let report = sample::full();
    assert!(pdf(&report, &fonts) == pdf(&report, &fonts));
}

#[test]
fn its_structure_is_compressed() {
    let file = pdf(&sample::full(), &Fonts::default());
    let has = |text: &str| file.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(has("/Type/ObjStm") && has("/Type/XRef") && !has("/StructElem"));
}

#[test]
fn it_is_set_in_the_fonts_of_the_pages() {
    let cut = concat!(env!("CARGO_MANIFEST_DIR"), "/../web/build/pdf-fonts");
    if std::fs::read_dir(cut).is_ok_and(|mut fonts| fonts.next().is_none()) {
        assert!(std::env::var_os("CI").is_none(), "the assets of web were not built");
        eprintln!("skipped: the assets of web were not built");
        return;
    }
    let letters = "Çështjet e Përbashkëta: ëËçÇ";
    let mut report = SelfAssessment {
        language: "sq".to_owned(),
        introduction: Some(letters.to_owned()),
        ..sample::full()
    };
    report.plan.title = letters.to_owned();
    let fonts = |printed: &Printed| {
        let list = printed.ask("pdffonts", &["report.pdf"])?;
        let name = |line: &str| Some(line.split_whitespace().next()?.split_once('+')?.1.to_owned());
        let mut names: Vec<String> = list.lines().filter_map(name).collect();
        names.sort();
        Some(names.join(" "))
    };
    let printed = Printed::new(&report);
    if let Some(text) = printed.text() {
        assert_eq!(text.matches(&squeeze(letters)).count(), 2, "as title and as text");
    }
    if let Some(plain) = printed.ask("qpdf", &["--qdf", "--object-streams=disable", "report.pdf", "-"]) {
        assert!(plain.contains("pdfuaid:part>1<"), "not marked as PDF/UA-1");
    }
    let Some(used) = fonts(&printed) else { return };
    // Two weights of the body font, one of the heading font, and the monospaced font.
    let ours = "AtkinsonHyperlegibleNext-Regular AtkinsonHyperlegibleNext-Regular";
    let rest = "BricolageGrotesque96ptExtraBold-Regular DejaVuSansMono";
    assert_eq!(used, format!("{ours} {rest}"));
    // The `ext` part of a font has the letters of more languages; other characters use a fallback font.
    report.introduction = Some("Łódź, İzmir, Київ".to_owned());
    let printed = Printed::new(&report);
    assert!(
        printed
            .text()
            .is_some_and(|text| text.contains(&squeeze("Łódź, İzmir, Київ")))
    );
    let used = fonts(&printed).unwrap_or_default();
    assert_eq!(
        used,
        format!("AtkinsonHyperlegibleNext-Regular {ours} {rest} LibertinusSerif-Regular-Identity-H")
    );
}

/// Writes the files into the folder `BESA_PRINTS`, for manual inspection.
#[test]
fn prints_to_look_at() {
    let Some(folder) = std::env::var_os("BESA_PRINTS").map(std::path::PathBuf::from) else {
        eprintln!("skipped: BESA_PRINTS names no folder");
        return;
    };
    let fonts = Fonts::default();
    for language in ["en", "sq"] {
        let report = SelfAssessment {
            language: language.to_owned(),
            ..sample::full()
        };
        std::fs::write(folder.join(format!("{language}.pdf")), pdf(&report, &fonts)).unwrap();
        std::fs::write(folder.join(format!("{language}.html")), crate::html::page(&report)).unwrap();
    }
    let mut long = sample::full();
    long.commitments = std::iter::repeat_n(long.commitments, 20).flatten().collect();
    std::fs::write(folder.join("long.pdf"), pdf(&long, &fonts)).unwrap();
}
