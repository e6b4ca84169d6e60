// A new coordinator fills in Besa's workbook and imports their city's plan.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { says, send, silent, stage } from "../browser.mjs";
import { fill, rename, workbookOf } from "../workbook.mjs";

const { site, visitor } = await stage();
await site.run("tenant", "create", "lumas", "--name", "Lumas", "--country", "AL", "--time-zone", "Europe/Tirane");
const invitation = await site.run("person", "invite", "coordinator@lumas.example", "--tenant", "lumas", "--role", "coordinator");
const kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const title = { plan: "Action plan of Lumas, 2026 to 2028", commitment: "Every decision of the council is published", milestone: "Publish the minutes" };
const lead = "Council secretariat";
const plan = { "Plan: title": title.plan, "Plan: start": "2026-01-01", "Plan: end": "2028-12-31" };
const commitment = { "Commitment: number": "1", "Commitment: title": title.commitment, "Commitment: lead institution": lead };
const milestone = { "Milestone: number": "1", "Commitment: number": "1", "Milestone: title": title.milestone, "Milestone: due date": "2027-03-31" };
const whole = { Plan: [plan], Commitments: [commitment], Milestones: [milestone] };

let session; // of the invited user, after accepting
let workbook; // as downloaded, empty

/** Opens the import page as the coordinator. */
async function importing() {
  const page = await visitor({ as: session });
  await page.goto("/lumas/en/w/import");
  return page;
}

/** Uploads a file to be checked. */
async function check(page, name, buffer, mimeType = kind) {
  await page.getByLabel("File", { exact: true }).setInputFiles({ name, mimeType, buffer });
  return send(page, "Check the file");
}

/** Asserts that the city has no plan, no organisation and no trace of an import. */
async function nothing(page) {
  await page.goto("/lumas/en/w/import");
  await silent(page, "Earlier imports");
  await nothingMade(page);
}

async function nothingMade(page) {
  await page.goto("/lumas/en/w/plan");
  await silent(page, title.plan);
  await page.goto("/lumas/en/w/stakeholders");
  await silent(page, lead);
}

test("the invitation is accepted with a new password", async () => {
  const page = await visitor();
  await page.goto(invitation);
  await says(page, "coordinator@lumas.example");
  await page.getByLabel("Name").fill("Coordinator");
  await page.getByLabel(/password/i).fill("short");
  assert.equal(await send(page, "Accept the invitation"), 422);
  assert.equal(await page.getByLabel("Name").inputValue(), "Coordinator");
  await page.getByLabel(/password/i).fill("a long password of four words");
  assert.equal(await send(page, "Accept the invitation"), 303);
  await page.waitForURL("**/lumas/en/w/");
  session = await page.context().storageState();
});

test("the empty workbook is offered", async () => {
  const page = await importing();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download the empty workbook" }).click(),
  ]);
  assert.equal(download.suggestedFilename(), "besa-plan-en.xlsx");
  workbook = await readFile(await download.path());
  assert.equal(await check(page, "empty.xlsx", workbook), 422);
  await says(page, "The file has no rows");
});

const refused = [
  ["no file at all", null, null, 422, "Choose a file"],
  ["an unreadable workbook", "plan.xlsx", () => Buffer.from("PK\x03\x04 no workbook"), 422, "The file cannot be read. Save it again as XLSX"],
  ["a picture by another name", "plan.xlsx", () => Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), 422, "The file cannot be read"],
];
for (const [what, name, bytes, status, words] of refused) {
  test(`${what} is refused with a message, and nothing is saved`, async () => {
    const page = await importing();
    const answered = name ? await check(page, name, bytes()) : await send(page, "Check the file");
    assert.equal(answered, status);
    await says(page, words);
    await page.getByLabel("File", { exact: true }).waitFor(); // so that another file can be tried at once
    await nothing(page);
  });
}

test("a doubtful file is reviewed cell by cell, and discarded", async () => {
  const page = await importing();
  const doubtful = {
    ...whole,
    Milestones: [{ ...milestone, "Milestone: due date": "soon after Easter", mood: "hopeful" }],
  };
  assert.equal(await check(page, "doubtful.xlsx", fill(workbook, doubtful)), 303);
  await says(page, "Nothing of “doubtful.xlsx” is saved yet");
  await says(page, "“soon after Easter” is not a date we understand", "Milestones!G2");
  await says(page, "The column “mood” is not known. Its cells are kept with the import");
  assert.equal(await send(page, "Discard"), 303);
  await says(page, "Nothing was saved");
  await nothingMade(page);
});

test("a sheet with another name is told by what is in it", async () => {
  const page = await importing();
  assert.equal(await check(page, "renamed.xlsx", rename(fill(workbook, whole), "Milestones", "Steps")), 303);
  await says(page, "The sheet “Milestones” is missing. It counts as empty.", "1 milestone", title.milestone);
  assert.equal(await send(page, "Discard"), 303);
});

test("an office's own table is mapped, corrected, taken in, taken back, and taken in again", async () => {
  const page = await importing();
  const rows = [
    ["BASHKIA LUMAS"],
    ["Plani i veprimit 2026-2028"],
    [],
    ["Nr", "Çfarë premtojmë", "Aktiviteti", "Deri kur", "Institucioni përgjegjës"],
    ["1", "Buxheti i hapur", "Botimi i buxhetit", "Tremujori IV 2026", "Drejtoria e Financës"],
    ["", "", "Dëgjesa publike", "30.06.2027", "Drejtoria e Financës"],
    ["2", "Regjistri i ankesave", "Hapja e regjistrit", "kur të jetë gati", "Zyra e Informimit"],
    ["GJITHSEJ", "", "3"],
    [],
    ["Kryetari i Bashkisë"],
  ];
  const own = () => workbookOf(rows, ["A1:E1", "A2:E2", "A5:A6", "B5:B6"]);
  assert.equal(await check(page, "plani.xlsx", own()), 303);
  await says(page, "Nothing can be imported before the columns are chosen");
  await page.getByRole("link", { name: /^Columns/ }).click();
  await says(page, "Çfarë premtojmë", "Buxheti i hapur");
  await page.getByLabel("Çfarë premtojmë").selectOption({ label: "Commitment: title" });
  await page.getByLabel("Deri kur").selectOption({ label: "Milestone: due date" });
  await page.getByLabel("Nr", { exact: true }).selectOption({ label: "Commitment: number" });
  assert.equal(await send(page, "Read the file this way"), 303);
  await says(page, "2 commitments", "3 milestones", "Hapja e regjistrit", "The row is a total");

  const correct = async (title, values) => {
    const row = page.locator("tr", { has: page.getByRole("rowheader", { name: title }) });
    await row.locator("summary").click();
    for (const [label, value] of Object.entries(values)) await row.getByLabel(label, { exact: true }).fill(value);
    await Promise.all([page.waitForURL("**/imports/**"), row.getByRole("button", { name: "Save" }).click()]);
  };
  await correct("Hapja e regjistrit", { Due: "31.05.2027" });
  await says(page, "31 May 2027");
  await correct("Botimi i buxhetit", { Title: "Botimi i buxhetit në faqe" });
  await says(page, "Botimi i buxhetit në faqe");
  assert.equal(await send(page, "Import the plan"), 303);
  await page.goto("/lumas/en/w/plan");
  await says(page, "Plani i veprimit 2026-2028", "2 commitments, 3 milestones");

  await page.goto("/lumas/en/w/import");
  await page.getByRole("link", { name: "plani.xlsx" }).click();
  assert.equal(await send(page, "Take the import back"), 303);
  await says(page, "Taken back");
  await page.goto("/lumas/en/w/plan");
  await silent(page, "Plani i veprimit 2026-2028");

  await page.goto("/lumas/en/w/import");
  assert.equal(await check(page, "plani.xlsx", own()), 303);
  await says(page, "2 commitments", "3 milestones"); // the columns are remembered
  assert.equal(await send(page, "Import the plan"), 303);
  await page.goto("/lumas/en/w/plan");
  await says(page, "Plani i veprimit 2026-2028", "2 commitments, 3 milestones");
  await page.goto("/lumas/en/w/import");
  await page.getByRole("link", { name: "plani.xlsx" }).first().click();
  assert.equal(await send(page, "Take the import back"), 303);
});

test("the filled workbook is reviewed, confirmed, and the same again changes nothing", async () => {
  const page = await importing();
  assert.equal(await check(page, "lumas.xlsx", fill(workbook, whole)), 303);
  await says(page, "1 plan", "1 commitment", "1 milestone");
  assert.equal(await send(page, "Import the plan"), 303);
  await says(page, "The plan is there, as a draft");
  await page.getByRole("link", { name: "Open the plan" }).click();
  await says(page, title.plan);
  await page.goto("/lumas/en/w/commitments/1");
  await says(page, title.commitment, title.milestone, "31 Mar 2027");

  await page.goto("/lumas/en/w/import");
  await says(page, "Earlier imports", "lumas.xlsx");
  assert.equal(await check(page, "lumas.xlsx", fill(workbook, whole)), 303);
  await says(page, "Everything in this file is already here");
  assert.equal(await page.getByRole("button", { name: "Import the plan" }).count(), 0);
});

test("the plan is downloaded as a workbook and as CSV, and comes back as nothing new", async () => {
  for (const [link, mimeType] of [["Download as workbook (XLSX)", kind], ["Download as CSV", "text/csv"]]) {
    const page = await importing();
    await page.goto("/lumas/en/w/plan");
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: link }).click()]);
    const bytes = await readFile(await download.path());
    await page.goto("/lumas/en/w/import");
    assert.equal(await check(page, download.suggestedFilename(), bytes, mimeType), 303);
    await says(page, "Everything in this file is already here");
    await page.close();
  }
});

test("a plan in CSV adds to the existing plan", async () => {
  const page = await importing();
  const csv = `plan_title,commitment_title,milestone_title,milestone_end\n"${title.plan}",${title.commitment},Publish the recordings,2027-06-30\n`;
  assert.equal(await check(page, "more.csv", Buffer.from(csv), "text/csv"), 303);
  await says(page, "1 milestone");
  assert.equal(await send(page, "Import the plan"), 303);
  await page.goto("/lumas/en/w/commitments/1");
  await says(page, "Publish the minutes", "Publish the recordings");
});
