// A reviewer of OGP compares cities and asks one of them a question; the answer arrives.
import assert from "node:assert/strict";
import { test } from "node:test";
import { says, send, silent, stage } from "../browser.mjs";
import { crawl } from "../crawl.mjs";

const { site, visitor, signIn } = await stage();
const reviewer = await signIn(site.links.reviewer, "**/review/");
const coordinator = await signIn(site.links.coordinator);
const question = "When will the results of the last two villages be there?";
const answer = "The laboratory sends them on Friday.";

test("a reviewer compares three cities and asks one of them", async () => {
  const page = await visitor({ as: reviewer });
  await page.goto("/review/");
  await says(page, "cities need you", "Example Municipality", "milestones are late");
  await page.goto("/review/compare");
  await page.getByRole("checkbox", { name: "Show example data" }).check();
  await page.getByLabel("State of the plan").selectOption("all");
  await page.getByRole("button", { name: "Apply filters" }).click();
  await page.waitForURL(/state=all.*examples=/);
  await page.waitForLoadState("networkidle");
  await page.locator("summary", { hasText: "Choose cities" }).click();
  for (const name of ["Example Municipality", "Elbasan", "Tirana"]) await page.getByRole("checkbox", { name }).check();
  await page.getByRole("button", { name: "Apply filters" }).click();
  await page.waitForURL(/city=example/);
  assert.equal(await page.locator("tbody tr").count(), 3);

  await page.getByRole("row", { name: /Example Municipality/ }).getByRole("link").click();
  await says(page, "This city’s log says that OGP staff read its record today.");
  await page.getByRole("link", { name: "Ask the city" }).click();
  assert.equal(await send(page, "Send the question"), 422);
  await page.getByLabel("Question").fill(question);
  assert.equal(await send(page, "Send the question"), 303);
  await says(page, question, "Waits for the city");
  await site.idle();
  await page.getByRole("link", { name: "Questions to cities" }).click();
  await says(page, question, "Waits since today");
  await page.getByRole("main").getByRole("link", { name: "Example Municipality" }).click();
  await page.waitForURL(/cities\/example#q-/);
});

test("the question and its answer are sent by mail", async () => {
  const { text } = await site.mail("coordinator@example.org", /OGP asks Example Municipality/);
  assert.ok(text.includes(question), text);
  const [address] = text.match(/http:\/\/[^\s"<]+\/w\/queries\/[0-9a-f-]+/);
  const page = await visitor({ as: coordinator });
  await page.goto("/example/en/w/");
  await says(page, "A question from OGP waits for an answer.");
  await page.goto(address);
  await page.getByLabel("Your answer").fill(answer);
  assert.equal(await send(page, "Answer"), 303);
  await says(page, answer, "OGP staff read the record of Example Municipality.");
  const back = await site.mail("reviewer@example.org", /Example Municipality answered your question/);
  assert.ok(back.text.includes(answer), back.text);
});

test("notes are visible only to reviewers, whose pages pass the audit", async () => {
  const page = await visitor({ script: true, as: reviewer });
  await page.goto("/review/cities/example/notes/new");
  await page.getByLabel("Note", { exact: true }).fill("Strong on budgets.");
  assert.equal(await send(page, "Save"), 303);
  await says(page, "Strong on budgets.", answer);
  const ours = (path) => path.startsWith("/review/") && !path.includes(".csv");
  const { kinds, wrong } = await crawl(page, site, ["/review/"], ours, 2);
  assert.deepEqual(wrong, []);
  assert.ok(kinds >= 7, `${kinds} kinds`);
  const city = await visitor({ as: coordinator });
  for (const path of ["/example/en/w/queries", "/example/en/w/", "/example/en/log"]) {
    await city.goto(path);
    await silent(city, "Strong on budgets.");
  }
});
