use besa_documents::pdf::{Fonts, pdf};
use besa_documents::words::Words;

use crate::sample;

#[test]
fn draft() {
    let mut fonts = Vec::new();
    if let Ok(dir) = std::env::var("BESA_FONTS") {
        for entry in std::fs::read_dir(dir).unwrap() { fonts.push(std::fs::read(entry.unwrap().path()).unwrap()); }
    }
    let bytes = pdf(&sample::full(), &Words, &Fonts::new(fonts)).unwrap();
    std::fs::write("/tmp/report.pdf", bytes).unwrap();
}
