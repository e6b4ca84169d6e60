// A coordinator's week: what is late, what the coordinator does about it, and what residents see.
import assert from "node:assert/strict";
import { test } from "node:test";
import { says, send, silent, stage } from "../browser.mjs";

const { site, visitor, signIn } = await stage();
const late = "Open the contracts and payments register";
const note = "The register is open for searching. Contracts since July are in it.";

test("a late milestone is updated with a link as evidence, and residents see it", async () => {
  const page = await visitor();
  await page.goto(site.links.coordinator);
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/example/en/w/");
  await says(page, "need you this week", late);

  await page.getByRole("link", { name: `Update : ${late}` }).click();
  await page.getByLabel("How far is it, in percent?").fill("85");
  await page.getByLabel("What was done?").fill(note);
  await page.getByLabel("Link", { exact: true }).fill("https://data.example.org/contracts");
  await page.getByLabel("What does the link show?").fill("The contracts register");
  assert.equal(await send(page, "Save and publish"), 303);
  await says(page, "Saved", "Commitment 2");

  const resident = await visitor();
  await resident.goto("/example/en/");
  await resident.getByRole("navigation", { name: "Main menu" }).getByRole("link", { name: "The plan" }).click();
  await resident.getByRole("link", { name: /procurement data/ }).first().click();
  await resident.getByRole("link", { name: late }).first().click();
  await says(resident, late, note, "85%");
  const proof = resident.getByRole("link", { name: "The contracts register" });
  await proof.first().click();
  await says(resident, "The contracts register", "data.example.org");
  await resident.goto("/example/en/log");
  await says(resident, "The evidence “The contracts register” was added.", "In progress, 85%");
});

test("the completion date of a milestone can be in the past, not in the future", async () => {
  const page = await visitor({ as: await signIn(await site.run("person", "link", "coordinator@example.org")) });
  await page.goto("/example/en/w/commitments/4/milestones/3/update");
  assert.ok(await page.getByLabel("Year").isHidden(), "an incomplete milestone has no field for the date");
  await page.getByLabel("Complete").check();
  const day = async (year) => {
    await page.getByLabel("Day").fill("1");
    await page.getByLabel("Month").fill("3");
    await page.getByLabel("Year").fill(year);
  };
  await day(String(new Date().getFullYear() + 1));
  await page.getByLabel("What was done?").fill("Results of three quarters are published.");
  assert.equal(await send(page, "Save and publish"), 422);
  await says(page, "must be today or earlier");
  assert.equal(await page.getByLabel("What was done?").inputValue(), "Results of three quarters are published.");
  await day("2026");
  assert.equal(await send(page, "Save and publish"), 303);
  await page.goto("/example/en/w/");
  await says(page, "Complete, but without evidence");
  await page.getByRole("link", { name: "Add evidence : Publish quarterly collection results" }).click();
  await page.getByLabel("Or a link").fill("https://waste.example.org/results");
  await page.getByLabel("Title").fill("Collection results by quarter");
  assert.equal(await send(page, "Add evidence"), 303);
  await page.goto("/example/en/w/");
  await silent(page, "Publish quarterly collection results");
});

test("a sign-in link works once", async () => {
  const page = await visitor();
  await page.goto(site.links.operator);
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Sign out" }).waitFor();
  const other = await visitor();
  await other.goto(site.links.operator);
  const button = other.getByRole("main").getByRole("button", { name: "Sign in" });
  if (await button.count()) await button.click();
  await says(other, "already");
  assert.equal(await other.getByRole("button", { name: "Sign out" }).count(), 0);
});
