// Workbooks as a spreadsheet program would save them: Besa's own, filled in, and others.
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";

const SHEETS = ["Plan", "Commitments", "Milestones", "Stakeholders"];
const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const column = (index) => (index < 26 ? "" : "A") + String.fromCharCode(65 + (index % 26));
const cell = (text, index, row) => `<c r="${column(index)}${row}" t="inlineStr"><is><t>${escape(text)}</t></is></c>`;

/** Adds the rows of each sheet, as objects by heading. A heading that the sheet lacks is added. */
export function fill(bytes, rows) {
  const parts = unzipSync(bytes);
  const shared = [...strFromU8(parts["xl/sharedStrings.xml"]).matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, text]) => text);
  for (const [name, records] of Object.entries(rows)) {
    const path = `xl/worksheets/sheet${SHEETS.indexOf(name) + 1}.xml`;
    let xml = strFromU8(parts[path]);
    const headings = [...xml.matchAll(/<c r="[A-Z]+1"[^>]*><v>(\d+)<\/v>/g)].map(([, index]) => shared[index]);
    for (const heading of new Set(records.flatMap(Object.keys))) {
      if (headings.includes(heading)) continue;
      xml = xml.replace("</row>", `${cell(heading, headings.length, 1)}</row>`);
      headings.push(heading);
    }
    const lines = records.map((record, index) => {
      const row = index + 2;
      const cells = headings.map((heading, at) => (heading in record ? cell(record[heading], at, row) : ""));
      return `<row r="${row}">${cells.join("")}</row>`;
    });
    parts[path] = strToU8(xml.replace("</sheetData>", `${lines.join("")}</sheetData>`));
  }
  return Buffer.from(zipSync(parts));
}

/** Returns the same workbook with a renamed sheet. */
export function rename(bytes, from, to) {
  const parts = unzipSync(bytes);
  const book = strFromU8(parts["xl/workbook.xml"]).replace(`<sheet name="${from}"`, `<sheet name="${to}"`);
  return Buffer.from(zipSync({ ...parts, "xl/workbook.xml": strToU8(book) }));
}

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const relations = (kind, target) =>
  `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/${kind}" Target="${target}"/></Relationships>`;

/** Returns a workbook of one sheet, from the texts of its rows and its merged ranges. */
export function workbookOf(rows, merged) {
  const line = (texts, index) => {
    const cells = texts.map((text, at) => (text ? cell(text, at, index + 1) : ""));
    return `<row r="${index + 1}">${cells.join("")}</row>`;
  };
  const ranges = merged.map((range) => `<mergeCell ref="${range}"/>`).join("");
  const parts = {
    "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    "_rels/.rels": relations("officeDocument", "xl/workbook.xml"),
    "xl/_rels/workbook.xml.rels": relations("worksheet", "worksheets/sheet1.xml"),
    "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Fleta1" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "xl/worksheets/sheet1.xml": `<worksheet xmlns="${MAIN}"><sheetData>${rows.map(line).join("")}</sheetData><mergeCells>${ranges}</mergeCells></worksheet>`,
  };
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(parts).map(([path, xml]) => [path, strToU8(xml)]))));
}
