// Font subsets from the @fontsource-variable packages (all SIL OFL 1.1): woff2 for pages, static TrueType for
// PDF files. Pages get only the glyphs and features that the languages below need.
import fs from "node:fs";
import path from "node:path";
import subset from "subset-font";

const text = { package: "atkinson-hyperlegible-next", axes: "wght" };
const display = { package: "bricolage-grotesque", axes: "opsz" };
const arabic = { package: "vazirmatn", axes: "wght" };

const range = (spec) =>
  spec
    .split(",")
    .flatMap((part) => {
      const [from, to = from] = part.replace("U+", "").split("-").map((hex) => parseInt(hex, 16));
      return Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i));
    })
    .join("");

// English and Albanian, the languages of the page texts, and the signs that every page has.
const latin =
  "U+0020-007E,U+00A0,U+00A7,U+00A9,U+00AB,U+00B0,U+00B7,U+00BB,U+00C7,U+00CB,U+00E7,U+00EB,U+2013-2014,U+2018-201E,U+2022,U+2026,U+202F,U+20AC,U+2190-2193,U+2212,U+00D7";
// Spanish, French, Portuguese, Italian, German: the other letters of the same source file.
const west =
  "U+00A1-00A6,U+00A8,U+00AA,U+00AC-00AF,U+00B1-00B6,U+00B8-00BA,U+00BC-00C6,U+00C8-00CA,U+00CC-00D6,U+00D8-00E6,U+00E8-00EA,U+00EC-00FF,U+0152-0153";
// A browser fetches these only when a page contains such a letter (Polish, Turkish, Romanian, ...).
const latinExt = "U+0100-0151,U+0154-024F,U+1E00-1EFF,U+20A0-20AB,U+20AD-20C0";
// Arabic and Persian letters, marks, digits and punctuation.
const arabicRange =
  "U+060C,U+061B,U+061F,U+0621-063A,U+0640-0655,U+0660-066D,U+0670-0671,U+067E,U+0686,U+0698,U+06A9,U+06AF,U+06C0,U+06CC,U+06D4,U+06F0-06F9,U+200C-200F";
const latinFeatures = ["kern", "liga", "locl", "ccmp", "tnum", "lnum", "mark", "mkmk"];

const page = [
  { name: "atkinson-next", family: "Atkinson Next", from: text, part: "latin", range: latin, weight: "400 700", wght: { min: 400, max: 700 } },
  { name: "atkinson-next-west", family: "Atkinson Next", from: text, part: "latin", range: west, weight: "400 700", wght: { min: 400, max: 700 } },
  { name: "atkinson-next-ext", family: "Atkinson Next", from: text, part: "latin-ext", range: latinExt, weight: "400 700", wght: { min: 400, max: 700 } },
  { name: "bricolage-display", family: "Bricolage", from: display, part: "latin", range: latin, weight: "640", wght: 640, opsz: 36 },
  { name: "bricolage-display-west", family: "Bricolage", from: display, part: "latin", range: west, weight: "640", wght: 640, opsz: 36 },
  { name: "bricolage-display-ext", family: "Bricolage", from: display, part: "latin-ext", range: latinExt, weight: "640", wght: 640, opsz: 36 },
  { name: "vazirmatn-arabic", family: "Vazirmatn", from: arabic, part: "arabic", range: arabicRange, weight: "400 700", wght: { min: 400, max: 700 } },
];

// Named family-part.style, because the typesetter uses only one of two files with the same family and style.
const print = [
  ...["latin", "latin-ext"].flatMap((part) => [
    { name: `atkinson-${part}.regular`, from: text, part, wght: 400 },
    { name: `atkinson-${part}.bold`, from: text, part, wght: 700 },
    { name: `bricolage-${part}.display`, from: display, part, wght: 640, opsz: 36 },
  ]),
  { name: "vazirmatn.regular", from: arabic, part: "arabic", wght: 400 },
  { name: "vazirmatn.bold", from: arabic, part: "arabic", wght: 700 },
];

function read(root, { package: name, axes }, part) {
  const folder = path.join(root, "node_modules/@fontsource-variable", name);
  return fs.readFileSync(path.join(folder, "files", `${name}-${part}-${axes}-normal.woff2`));
}

const axes = ({ wght, opsz }) => (opsz ? { wght, opsz } : { wght });

export async function fonts(root, store) {
  let faces = "";
  for (const font of page) {
    const data = await subset(read(root, font.from, font.part), range(font.range), {
      targetFormat: "woff2",
      variationAxes: axes(font),
      keepFeatures: font.part === "arabic" ? undefined : latinFeatures,
      noHinting: true,
    });
    const file = store.add(`${font.name}.woff2`, data);
    faces += `@font-face{font-family:"${font.family}";src:url(${file}) format("woff2");font-weight:${font.weight};font-display:swap;unicode-range:${font.range}}`;
  }
  store.faces = faces;
  for (const font of print) {
    const data = await subset(read(root, font.from, font.part), "", {
      keepAllGlyphs: true,
      targetFormat: "sfnt",
      variationAxes: axes(font),
      preserveNameIds: [16, 17],
    });
    store.keep(`pdf-fonts/${font.name}.ttf`, data);
  }
}
