// Fills in Besa's workbook, like a spreadsheet program would save it.
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
