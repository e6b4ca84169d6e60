//! OGP's dataset in and out, as an operator does it.

use besa_tests::Installation;

/// The folder with real data, if it exists.
fn real(file: &str) -> Option<String> {
    let Ok(folder) = std::env::var("BESA_REAL_DATA") else {
        println!("left out: BESA_REAL_DATA names no folder with {file}");
        return None;
    };
    Some(format!("{folder}/{file}"))
}

async fn page(besa: &Installation, path: &str) -> String {
    let answer = reqwest::get(besa.url(path)).await.unwrap();
    assert!(answer.status().is_success(), "{path}: {}", answer.status());
    String::from_utf8(answer.bytes().await.unwrap().to_vec()).unwrap()
}

fn headings() -> impl Iterator<Item = &'static str> {
    include_str!("../../../domain/src/imports/ogp/columns.txt").lines()
}

/// Writes a file of the dataset with some values of each row; the others are ND, tags 0.
fn file(rows: &[&[(&str, &str)]]) -> String {
    let mut text = headings()
        .map(|name| format!("\"{name}\""))
        .collect::<Vec<_>>()
        .join(",");
    for row in rows {
        text.push('\n');
        let cells = headings().enumerate().map(|(at, name)| {
            let missing = if (19..105).contains(&at) { "0" } else { "ND" };
            let given = row.iter().find(|(known, _)| *known == name);
            format!("\"{}\"", given.map_or(missing, |(_, text)| *text).replace('"', "\"\""))
        });
        text.push_str(&cells.collect::<Vec<_>>().join(","));
    }
    text
}

const FIRST: &[(&str, &str)] = &[
    ("Commitment Unique Identifier", "AL0901"),
    ("Country/Locality", "Sampleland"),
    ("Code", "ALB"),
    ("National Or Local", "National"),
    ("Action Plan ID", "AP_ALB91"),
    ("Year Of Submission", "2020"),
    ("Action Plan End Year", "2022"),
    ("Commitment Number", "1"),
    ("Commitment Title", "Open the minutes"),
    ("Short Title", "Open Minutes"),
    ("Full Text", "All minutes are published."),
    ("Potential for Results", "Modest"),
    ("Verifiable", "Yes"),
    ("Early Results", "NR"),
    ("URL", "https://example.org/commitments/al0901"),
];

#[tokio::test]
async fn a_line_says_what_became_of_each_doubtful_row() {
    let mut besa = Installation::new().await;
    let of = |changes: &[(&'static str, &'static str)]| -> Vec<(&'static str, &'static str)> {
        changes.iter().chain(FIRST).copied().collect()
    };
    let rows = [
        of(&[]),
        of(&[("Commitment Unique Identifier", "AL0902"), ("Verifiable", "1")]),
        of(&[("Commitment Unique Identifier", " ")]),
        of(&[]),
        of(&[
            ("Commitment Unique Identifier", "AL0904"),
            ("Code", "?"),
            ("Country/Locality", "Nowhere"),
        ]),
        of(&[
            ("Commitment Unique Identifier", "ZZ0904"),
            ("Code", "?"),
            ("Country/Locality", "Nowhere"),
        ]),
    ];
    let rows: Vec<_> = rows.iter().map(Vec::as_slice).collect();
    let path = besa.folder().join("ogp.csv");
    std::fs::write(&path, format!("{}\nAL0905,Sampleland\n", file(&rows))).unwrap();
    let path = path.to_str().unwrap();
    let city = [
        "tenant",
        "create",
        "sampleland",
        "--name",
        "Sampleland",
        "--country",
        "AL",
        "--languages",
        "en,sq",
    ];
    assert!(besa.besa(&city).0);
    let (well, first) = besa.besa(&["import", "ogp", path]);
    assert!(well, "{first}");
    for line in [
        "row 4 - refused: ogp_id_missing Commitment Unique Identifier \" \"",
        "row 5 AL0901 refused: duplicate_row Commitment Unique Identifier \"AL0901\" -> \"row 2\"",
        "row 7 ZZ0904 refused: unknown_country Code \"?\"",
        "row 8 - refused: row_damaged \"2 cells in place of 171\"",
        "members 2 created 1",
        "known 0",
        "rows 7 made 3 flagged 3 refused 4",
    ] {
        assert!(first.lines().any(|known| known == line), "{line}\n{first}");
    }
    let third = first
        .lines()
        .find(|line| line.starts_with("row 3 AL0902 flagged: "))
        .unwrap();
    assert!(third.contains("unknown_coding Verifiable \"1\" -> \"Yes\""), "{third}");

    let out = besa.folder().join("out.csv");
    let out = out.to_str().unwrap();
    let (well, exported) = besa.besa(&["export", "ogp", "--out", out]);
    assert!(well && exported.contains("rows 3"), "{exported}");
    let before = besa.besa(&["log", "verify"]);
    let (_, second) = besa.besa(&["import", "ogp", out]);
    assert!(
        second.ends_with("known 3\nrows 3 made 0 flagged 3 refused 0\n"),
        "{second}"
    );
    assert_eq!(besa.besa(&["log", "verify"]), before, "nothing new, nothing written");

    let (well, refused) = besa.besa(&["import", "ogp", "/nowhere/ogp.csv"]);
    assert!(!well && refused.contains("cannot be read"), "{refused}");
    let short = besa.folder().join("short.csv");
    std::fs::write(&short, "Commitment Unique Identifier,Code\nAL0901,ALB\n").unwrap();
    let (well, refused) = besa.besa(&["import", "ogp", short.to_str().unwrap()]);
    assert!(
        !well && refused.contains("169 of 171 columns are missing: Country/Locality"),
        "{refused}"
    );
    let (well, refused) = besa.besa(&["export", "ogp", "--out", "/nowhere/ogp.csv"]);
    assert!(!well && refused.contains("cannot be written"), "{refused}");

    besa.start().await;
    let english = page(&besa, "/sampleland/en/plans/2020-2022/commitments/1").await;
    let expected = [
        "Potential for results: Modest",
        "Verifiable: Yes",
        "Not reviewed: Early results",
    ];
    assert!(expected.iter().all(|text| english.contains(text)), "{english}");
    assert!(!english.contains("example data"), "a real member");
    let albanian = page(&besa, "/sampleland/sq/plans/2020-2022/commitments/1").await;
    let expected = [
        "Mundësia për rezultate: E vogël",
        "I verifikueshëm: Po",
        "Pa shqyrtuar: Rezultatet e para",
    ];
    assert!(expected.iter().all(|text| albanian.contains(text)), "{albanian}");
}

#[tokio::test]
async fn the_real_sample_comes_back_byte_for_byte() {
    let Some(path) = real("ogp-commitments-sample.csv") else {
        return;
    };
    let besa = Installation::new().await;
    let (well, first) = besa.besa(&["import", "ogp", &path]);
    assert!(well, "{first}");
    assert!(
        first.contains("\nmembers 56 created 56\nknown 0\nrows 250 made 250 flagged "),
        "{first}"
    );
    assert!(first.ends_with(" refused 0\n"), "{first}");
    let out = besa.folder().join("out.csv");
    let (well, exported) = besa.besa(&["export", "ogp", "--out", out.to_str().unwrap()]);
    assert!(well && exported.contains("rows 250"), "{exported}");
    assert!(
        std::fs::read(&path).unwrap() == std::fs::read(&out).unwrap(),
        "the export differs"
    );
    let before = besa.besa(&["log", "verify"]);
    let (_, second) = besa.besa(&["import", "ogp", out.to_str().unwrap()]);
    assert!(second.contains("\nknown 250\nrows 250 made 0 flagged "), "{second}");
    assert_eq!(besa.besa(&["log", "verify"]), before);
}
