// Mistakes: messages are in words and offer a next step, and no typed text is lost.
import assert from "node:assert/strict";
import { test } from "node:test";
import { says, send, stage } from "../browser.mjs";

const { site, visitor, signIn } = await stage();
const session = await signIn(site.links.coordinator);
const commitment = "/example/en/w/commitments/3/edit";

test("a wrong password does not reveal whether the account exists", async () => {
  const page = await visitor();
  await page.goto("/example/en/w/evidence");
  await says(page, "Sign in");
  for (const email of ["coordinator@example.org", "nobody@example.org"]) {
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("Password").fill("a wrong password of mine");
    assert.equal(await send(page, "Sign in"), 422);
    await says(page, "The email address and the password do not belong together. Check both.");
    assert.equal(await page.getByLabel("Email").inputValue(), email);
    assert.equal(await page.getByLabel("Password").inputValue(), "");
  }
});

test("a refused form keeps all text, counts the errors and links to the fields", async () => {
  const page = await visitor({ as: session });
  await page.goto("/example/en/w/commitments/new");
  await page.getByLabel("Problem", { exact: true }).fill("Nobody knows <b>who</b> decides.");
  await page.getByLabel("Policy area").selectOption({ index: 0 });
  const starts = page.getByRole("group", { name: "Starts" });
  await starts.getByLabel("Day").fill("31");
  await starts.getByLabel("Month").fill("2");
  await starts.getByLabel("Year").fill("2026");
  assert.equal(await send(page, "Save"), 422);
  assert.match(await page.title(), /^Error: /);
  const summary = page.getByRole("alert");
  assert.match(await summary.innerText(), /Two things to fix/);
  assert.equal(await page.getByLabel("Problem", { exact: true }).inputValue(), "Nobody knows <b>who</b> decides.");
  assert.equal(await starts.getByLabel("Day").inputValue(), "31");

  const title = page.getByLabel("Title", { exact: true });
  assert.equal(await title.getAttribute("aria-invalid"), "true");
  await summary.getByRole("link").first().click();
  assert.equal(new URL(page.url()).hash, `#${await title.getAttribute("id")}`);

  await title.fill("Decisions with names");
  await starts.getByLabel("Day").fill("28");
  assert.equal(await send(page, "Save"), 303);
  await says(page, "Decisions with names", "Nobody knows <b>who</b> decides.");
});

test("a concurrent change is not overwritten: both texts are shown, and one is chosen", async () => {
  const [first, second] = [await visitor({ as: session }), await visitor({ as: session })];
  for (const page of [first, second]) await page.goto(commitment);
  await first.getByLabel("Situation now").fill("Tested twice a year.");
  await second.getByLabel("Situation now").fill("Tested every month.");
  assert.equal(await send(first, "Save"), 303);
  assert.equal(await send(second, "Save"), 409);
  await says(second, "Someone saved this while you were writing", "Tested twice a year.", "Tested every month.");
  assert.equal(await send(second, "Keep mine"), 303);
  await first.goto(commitment);
  assert.equal(await first.getByLabel("Situation now").inputValue(), "Tested every month.");

  await second.goto(commitment);
  await first.getByLabel("Situation now").fill("Tested every week.");
  await second.getByLabel("Situation now").fill("Tested every day.");
  assert.equal(await send(first, "Save"), 303);
  assert.equal(await send(second, "Save"), 409);
  await second.getByRole("link", { name: "Keep theirs" }).click();
  await says(second, "Tested every week.");
});

const pages = [
  ["an address that is no page", "/example/en/nothing", 404, "We cannot find that page", "See the plan"],
  ["a city that is none", "/atlantis/en/", 404, "We cannot find that page", "See all cities"],
  ["another city's workspace", "/elbasan/en/w/", 404, "We cannot find that page", "See all cities"],
  ["a record of no city", "/example/en/evidence/00000000-0000-7000-8000-000000000000", 404, "We cannot find that page", "See the public log"],
  ["a page of another role", "/example/en/w/people", 403, "Your role cannot open this", "Back to this week"],
  ["an address that takes forms alone", "/sign-out", 405, "does not take that kind of request", "See all cities"],
];
for (const [what, address, status, words, way] of pages) {
  test(`${what} is ${status}, and offers a next step`, async () => {
    const page = await visitor({ as: session });
    assert.equal((await page.goto(address)).status(), status);
    await says(page, words);
    await page.getByRole("main").getByRole("link", { name: way }).click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    assert.doesNotMatch(await page.title(), /cannot|does not/);
  });
}

test("a page that is not found offers a search", async () => {
  const page = await visitor();
  await page.goto("/elbason");
  await page.getByRole("searchbox").fill("elbas");
  await page.getByRole("button", { name: "Find" }).click();
  await page.getByRole("main").getByRole("link", { name: "Elbasan" }).first().click();
  await says(page, "Elbasan");
});

test("signing in leads back to the requested page", async () => {
  const page = await visitor();
  await page.goto("/example/en/w/commitments/2");
  assert.equal(new URL(page.url()).searchParams.get("next"), "/example/en/w/commitments/2");
  const again = await page.getByRole("contentinfo").getByRole("link", { name: "Sign in" }).getAttribute("href");
  assert.equal(new URL(again, site.url).href, page.url(), "the page's link to itself keeps `next`");
});
