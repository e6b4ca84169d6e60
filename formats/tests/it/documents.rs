//! Documents: tables as sheets, and the text around them.

use crate::files::{case, docx, merged, notes, odf, rows};
use besa_domain::imports::book::{Block, Book, Kind};
use besa_formats::workbook::read;

/// Returns each paragraph with its level, its marks (`l`ist, `b`old) and its text; tables as `[1]`.
fn text(book: &Book) -> Vec<String> {
    let block = |block: &Block| match block {
        Block::Paragraph {
            level,
            list,
            bold,
            text,
            ..
        } => {
            let level = level.map_or(String::new(), |level| level.to_string());
            let marks = [(*list, "l"), (*bold, "b")]
                .map(|(is, mark)| if is { mark } else { "" })
                .concat();
            format!("{level}{marks}: {text}")
        }
        Block::Table(place) => format!("[{place}]"),
    };
    book.text.iter().map(block).collect()
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn cell(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{}</w:p></w:tc>", run(text))
}

/// A document that another program wrote.
#[test]
fn a_word_document_is_read() {
    let book = read(&case("plan.docx"), "plan.pdf").unwrap();
    assert_eq!(book.kind, Kind::Docx);
    assert_eq!(
        text(&book),
        [
            "1: Plani i veprimit",
            "1b: Angazhimi 1",
            "b: Problemi",
            ": Qytetarët nuk dinë\nsa paguajnë.",
            "l: Hapi i parë",
            "b: Pikat kyçe",
            "[0]",
            "[1]",
            ": Fund.",
        ]
    );
    let [outer, inner] = book.sheets.as_slice() else {
        panic!("two tables")
    };
    assert_eq!((outer.name.as_str(), inner.name.as_str()), ("Table 1", "Table 2"));
    assert_eq!(
        rows(outer),
        [
            vec!["Pika kyçe", "Afati", "Përgjegjësi"],
            vec!["Portali", "Tremujori IV 2026", "Drejtoria e IT"],
            vec!["", "31.12.2027"],
            vec!["Gjithsej\n2 pika"],
        ]
    );
    assert_eq!(merged(outer), [(2, 3, 0, 0), (4, 4, 0, 1)]);
    assert_eq!(rows(inner), [["brenda", "tabelës"]]);
    assert_eq!(outer.address(2, 1, "Afati"), "Table 1, row 2, column 2");
    assert_eq!(notes(&book), [("text_not_read", "", "Bashkia Elbasan")]);
}

#[test]
fn tracked_changes_are_read_as_accepted() {
    let body = format!(
        "<w:p>{}<w:del><w:r><w:delText>fshirë</w:delText></w:r></w:del><w:ins>{}</w:ins><w:moveFrom>{}</w:moveFrom></w:p>\
         <w:tbl><w:tr>{}{}</w:tr><w:tr><w:trPr><w:del/></w:trPr>{}</w:tr><w:tr><w:trPr><w:ins/><w:hidden/></w:trPr>{}</w:tr></w:tbl>",
        run("mbetur "),
        run("shtuar"),
        run("zhvendosur"),
        cell("", "Pika"),
        cell("<w:cellDel/>", "e hequr"),
        cell("", "rresht i hequr"),
        cell("", "rresht i ri"),
    );
    let book = read(&docx(&body, &[]), "plan.docx").unwrap();
    assert_eq!(text(&book), [": mbetur shtuar", "[0]"]);
    assert_eq!(rows(&book.sheets[0]), [["Pika"], ["rresht i ri"]]);
    assert_eq!(
        book.sheets[0]
            .rows
            .iter()
            .map(|row| (row.number, row.hidden))
            .collect::<Vec<_>>(),
        [(1, false), (3, true)]
    );
}

#[test]
fn headings_are_told_by_style_in_any_language() {
    let styles = "<w:styles>\
        <w:style w:type=\"paragraph\" w:styleId=\"Titulli1\"><w:name w:val=\"heading 1\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Yni\"><w:name w:val=\"Yni\"/><w:basedOn w:val=\"Titulli1\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Plan\"><w:name w:val=\"Plan\"/><w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr></w:style>\
        <w:style w:type=\"character\" w:styleId=\"Fort\"><w:name w:val=\"Strong\"/><w:rPr><w:b/></w:rPr></w:style>\
        <w:style w:type=\"table\" w:styleId=\"T\"><w:name w:val=\"T\"/><w:rPr><w:b/></w:rPr></w:style></w:styles>";
    let styled = |style: &str, more: &str, text: &str| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{more}</w:pPr>{}</w:p>",
            run(text)
        )
    };
    let body = [
        styled("Yni", "<w:numPr><w:numId w:val=\"3\"/></w:numPr>", "Një"),
        styled("Plan", "", "Dy"),
        styled("Plan", "<w:outlineLvl w:val=\"9\"/>", "Tre"),
        "<w:p><w:r><w:rPr><w:rStyle w:val=\"Fort\"/></w:rPr><w:t>Katër</w:t></w:r></w:p>".to_owned(),
        "<w:p><w:r><w:rPr><w:rStyle w:val=\"Fort\"/><w:b w:val=\"0\"/></w:rPr><w:t>Pesë</w:t></w:r></w:p>".to_owned(),
        styled("T", "<w:numPr><w:numId w:val=\"0\"/></w:numPr>", "Gjashtë"),
    ];
    let book = read(&docx(&body.concat(), &[("word/styles.xml", styles)]), "plan.docx").unwrap();
    assert_eq!(
        text(&book),
        ["1: Një", "3: Dy", ": Tre", "b: Katër", ": Pesë", ": Gjashtë"]
    );
}

#[test]
fn what_stands_beside_the_text_is_noted() {
    let shape = "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:posOffset>914400</wp:posOffset><w:txbxContent><w:p><w:r><w:t>Kuti</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>\
                 <mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>Kuti</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>";
    let body = format!(
        "<w:p>{}{shape}<w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r></w:p><w:sdt><w:sdtPr><w:t>no</w:t></w:sdtPr><w:sdtContent><w:p>{}</w:p></w:sdtContent></w:sdt>\
         <w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        run("Tekst"),
        run("në fushë"),
        cell("<w:vMerge w:val=\"restart\"/>", "sipër"),
        cell("", "x"),
        cell("<w:vMerge/>", "poshtë"),
        cell("<w:gridSpan w:val=\"2\"/>", "y"),
    );
    let notes_part = "<w:footnotes><w:footnote w:type=\"separator\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote><w:p><w:r><w:t>Burimi</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let file = docx(
        &body,
        &[
            ("word/footnotes.xml", notes_part),
            (
                "word/header1.xml",
                "<w:hdr><w:p><w:r><w:t>Kreu</w:t></w:r></w:p></w:hdr>",
            ),
        ],
    );
    let book = read(&file, "plan.docx").unwrap();
    assert_eq!(text(&book), [": Tekst", ": në fushë", "[0]"]);
    assert_eq!(rows(&book.sheets[0]), [["sipër", "x"], ["", "y"]]);
    assert_eq!(merged(&book.sheets[0]), [(1, 2, 0, 0), (2, 2, 1, 2)]);
    assert_eq!(
        notes(&book),
        [
            ("text_not_read", "", "Kuti"),
            ("text_not_read", "Table 1, row 2, column 1", "poshtë"),
            ("text_not_read", "", "Burimi"),
            ("text_not_read", "", "Kreu"),
        ]
    );
}

/// A document that another program wrote.
#[test]
fn an_open_document_text_is_read() {
    let book = read(&case("plan.odt"), "plan.doc").unwrap();
    assert_eq!(book.kind, Kind::Odt);
    assert_eq!(
        text(&book),
        [
            "1: Angazhimi 1",
            "b: Problemi",
            ": Qytetarët  nuk\ndinë.",
            "l: Hapi i parë",
            "[0]",
            "[1]",
            ": Fund.",
        ]
    );
    assert_eq!(rows(&book.sheets[0]), [["Pika kyçe", "Afati"], ["Portali", "2026"]]);
    assert_eq!(rows(&book.sheets[1]), [["brenda"]]);
    assert_eq!(notes(&book), [("text_not_read", "", "Burimi: bashkia.")]);
}

#[test]
fn deleted_text_and_lists_of_contents_are_left_out() {
    let file = odf(
        "text",
        "<style:style style:name=\"P1\" style:family=\"paragraph\" style:parent-style-name=\"H\"/><style:style style:name=\"H\" style:family=\"paragraph\" style:default-outline-level=\"2\"><style:text-properties fo:font-weight=\"bold\"/></style:style>",
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>fshirë</text:p></text:deletion></text:changed-region></text:tracked-changes>\
         <text:table-of-content><text:index-body><text:p>Përmbajtja</text:p></text:index-body></text:table-of-content>\
         <text:p text:style-name=\"P1\">Angazhimi</text:p><text:section text:display=\"none\"><text:p>I fshehur</text:p></text:section>\
         <text:p><draw:frame><draw:text-box><text:p>Kuti</text:p></draw:text-box></draw:frame>Tekst</text:p>",
    );
    let book = read(&file, "plan.odt").unwrap();
    assert_eq!(text(&book), ["2b: Angazhimi", ": Tekst"]);
    assert_eq!(
        notes(&book),
        [("text_not_read", "", "I fshehur"), ("text_not_read", "", "Kuti")]
    );
}
