// The monitoring body drafts an assessment invisibly to the city and submits it; the city replies, and it is
// published.
import assert from "node:assert/strict";
import { test } from "node:test";
import { says, send, silent, stage } from "../browser.mjs";
import { crawl } from "../crawl.mjs";

const { site, visitor, signIn } = await stage();
const monitor = await signIn(await site.run("person", "link", "monitor@example.org"));
const coordinator = await signIn(site.links.coordinator);
const found = "Two milestones were met without any public notice.";
const reply = "Notices are posted in every unit from January.";
let address;

test("a monitor drafts an end-of-commitment assessment", async () => {
  const page = await visitor({ as: monitor });
  await page.goto("/example/en/w/assessments");
  await page.getByRole("link", { name: "Begin an assessment" }).click();
  const what = page.getByLabel("What is assessed");
  await what.selectOption({ label: await what.locator("option", { hasText: "End of commitment 2." }).innerText() });
  assert.equal(await send(page, "Begin"), 303);
  address = new URL(page.url()).pathname.replace("/edit/about", "");
  await says(page, "Who assesses", "Nobody in the city sees it.");
  await page.getByLabel("Evaluator 1: name").fill("Vera Hila");
  await page.getByLabel("Evaluator 1: email").fill("not an address");
  assert.equal(await send(page, "Save and continue"), 422);
  await page.getByLabel("Evaluator 1: email").fill("vera@example.org");
  await page.getByLabel("Conflicts of interest").fill("None.");
  assert.equal(await send(page, "Save and continue"), 303);

  await page.getByLabel("1.1 How far was it implemented?").selectOption("Limited");
  await page.getByLabel("1.2 Which factors helped or hindered, and how were they handled?").fill(found);
  assert.equal(await send(page, "Save and continue"), 303);
  await page.goto(`${address}/submit`);
  assert.equal(await send(page, "Hand it in"), 303);
  await says(page, "It cannot be handed in yet: answers are missing.", found, "One answer is missing");
});

test("the city cannot see it by page, API, log, list or export", async () => {
  const page = await visitor({ as: coordinator });
  const id = address.split("/").pop();
  const status = async (path) => (await page.goto(path)).status();
  assert.equal(await status(address), 404);
  const missing = address.replace(id, "01900000-0000-7000-8000-ffffffffffff");
  const body = async (path) => {
    await page.goto(path);
    return (await page.locator("main").innerText()).replaceAll(path, "");
  };
  assert.equal(await body(address), await body(missing));
  const api = "/api/v1/tenants/example";
  assert.equal(await status(`${api}/assessments/${id}`), 404);
  const lists = ["assessments", "log", "reports", "obligations", "requirements", "verdicts", "plans", "commitments"];
  for (const path of [
    ...lists.map((list) => `${api}/${list}?${list === "obligations" || list === "requirements" ? "" : "limit=200"}`),
    "/example/en/w/assessments",
    "/example/en/w/",
    "/example/en/w/standards",
    "/example/en/w/reports",
    "/example/en/log",
    "/example/en/assessments",
  ]) {
    const answer = await page.goto(path);
    const text = await answer.text();
    assert.ok(answer.ok() && !text.includes(found) && !text.includes(id), path);
  }
});

test("it is submitted, the city replies, and both are public", async () => {
  const page = await visitor({ as: monitor });
  await page.goto(`${address}/edit/implementation`);
  await page.getByLabel("1.3 Was it implemented as originally planned?").selectOption("Most milestones");
  assert.equal(await send(page, "Save and continue"), 303);
  for (const label of ["2.1.1", "2.1.2", "2.1.3", "2.1.4"])
    await page.getByRole("combobox", { name: new RegExp(`^${label.replaceAll(".", "\\.")} `) }).selectOption("Marginal");
  await page.getByRole("combobox", { name: /^2\.2\.1 / }).selectOption("Yes");
  assert.equal(await send(page, "Save and continue"), 303);
  await page.getByLabel("3 What was learned?").fill("Tell residents when a milestone is met.");
  assert.equal(await send(page, "Save and continue"), 303);
  await page.getByRole("link", { name: "Hand it in" }).click();
  assert.equal(await send(page, "Hand it in"), 303);
  await says(page, "The assessment was handed in.", "You can publish it when the municipality replied");

  const city = await visitor({ as: coordinator });
  await city.goto("/example/en/w/");
  await city.getByRole("link", { name: "Reply to an assessment" }).click();
  await says(city, found, "The municipality cannot change it.");
  await silent(city, "vera@example.org");
  await city.getByRole("link", { name: "Reply to the assessment" }).click();
  assert.equal(await send(city, "Reply to the assessment"), 422);
  await city.getByLabel("Reply of the municipality").fill(reply);
  assert.equal(await send(city, "Reply to the assessment"), 303);

  const resident = await visitor();
  await resident.goto("/example/en/assessments");
  await silent(resident, "End of commitment 2.");
  await page.goto(address);
  await page.getByRole("link", { name: "Publish with the reply" }).click();
  assert.equal(await send(page, "Publish with the reply"), 303);
  await resident.reload();
  await resident.getByRole("link", { name: /End of commitment 2\./ }).click();
  await says(resident, found, reply, "Independent monitoring body", "Vera Hila");
  await silent(resident, "vera@example.org");
});

test("evidence is questioned in public, and the city responds", async () => {
  const page = await visitor({ as: monitor });
  await page.goto("/example/en/w/evidence");
  const line = page.getByRole("link", { name: /^Verify or question/ }).first();
  await line.click();
  await page.getByLabel("Questioned").check();
  assert.equal(await send(page, "Save"), 422);
  await page.getByRole("textbox", { name: "Why" }).fill("It is of another year.");
  assert.equal(await send(page, "Save"), 303);
  const city = await visitor({ as: coordinator });
  await city.goto("/example/en/w/evidence");
  await says(city, "It is of another year.");
  await city.getByRole("link", { name: /^Answer the monitoring body/ }).first().click();
  await city.getByRole("textbox", { name: "Answer", exact: true }).fill("The right file is there now.");
  assert.equal(await send(city, "Save"), 303);
  await says(city, "The answer is public.");
});

test("the new pages pass the audit", async () => {
  for (const who of [monitor, coordinator]) {
    const page = await visitor({ script: true, as: who });
    const ours = (path) => /\/(assessments|standards|verdicts|verdict)/.test(path) && !path.startsWith("/api/");
    const starts = ["/example/en/w/assessments", "/example/en/w/standards", address, "/example/en/assessments"];
    const { wrong } = await crawl(page, site, starts, ours, 2);
    assert.deepEqual(wrong, []);
  }
});
