// Sends hostile texts through every text field of the API, then opens every public page, a few pages of each
// kind behind the sign-in, and every mail, with scripts allowed and without the content security policy.
// Sends every sixth of the 66 texts; with `BESA_HOSTILE=all` it sends all and opens everything, which takes
// some minutes.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { stage } from "../browser.mjs";
import { walk } from "../crawl.mjs";

const all = process.env.BESA_HOSTILE === "all";
const corpus = JSON.parse(await readFile(new URL("../../hostile.json", import.meta.url)));
const payloads = all ? corpus : corpus.filter((_, at) => at % 6 === 0);
// Each comment comes from another client address, by the proxy's header.
const { site, visitor, signIn } = await stage({ BESA_TRUSTED_PROXIES: "127.0.0.1" });
const description = await (await fetch(`${site.url}/api/v1/openapi.json`)).json();

/** Text fields with a fixed format: anything else is refused before it is stored. */
const FORMED = new Set(
  "email language link website rules_link letter ogp_id policy_area policy_areas sdg_targets time_zone currency code member reference".split(" "),
);
/** Operations that store no text that is shown, or that only work in a browser's session. */
const WORDLESS = new Set("subscriptions_create invitations_create monitors_invite reports_create plans_step tokens_create".split(" "));

const { scales, questions } = JSON.parse(
  await readFile(new URL("../../../domain/src/rules/ogp-local-2022.json", import.meta.url)),
);

const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods)
    .filter(([method]) => ["post", "patch", "put"].includes(method))
    .map(([method, { operationId, requestBody }]) => {
      const type = Object.keys(requestBody?.content ?? {}).find((type) => type.startsWith("application/json"));
      return { id: operationId, method, path, schema: type && requestBody.content[type].schema };
    }),
);

function resolved(schema) {
  if (schema.$ref) return resolved(description.components.schemas[schema.$ref.split("/").at(-1)]);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map(resolved), { ...schema, allOf: undefined });
  return schema;
}

/** Returns whether a field takes free text, or has fields that do. */
function wordy(schema, name) {
  const { type, properties, items, enum: codes, format } = resolved(schema);
  if (properties) return Object.entries(properties).some(([key, inner]) => wordy(inner, key));
  if (type === "array") return wordy(items, name);
  return type === "string" && !codes && !format && !FORMED.has(name);
}

/**
 * Builds a body like the example, with `text` in each free text field, and records these fields. In a part
 * that the example lacks, a code is the first of its list.
 */
function filled(schema, example, text, name, filledIn, inside = false) {
  const { properties, items, enum: codes } = resolved(schema);
  if (codes && inside) return example ?? codes[0];
  if (!wordy(schema, name)) return example;
  if (properties) {
    const fields = Object.entries(properties).map(([key, inner]) => [key, filled(inner, example?.[key], text, key, filledIn, name !== "")]);
    return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
  }
  if (items) return [filled(items, example?.[0], text, name, filledIn, true)];
  filledIn.add(name);
  return text;
}

const tokens = new Map();
async function token(person) {
  const platform = person === "reviewer" ? ["--platform"] : [];
  if (!tokens.has(person)) tokens.set(person, await site.run("token", "create", `${person}@example.org`, ...platform));
  return tokens.get(person);
}

const sent = new Map();
let requests = 0;

/** Calls an operation with `text` in every free text field; `given` has the other values that it needs. */
async function call(id, text, given = {}, { as = "coordinator", of, version, section } = {}) {
  const { method, path, schema } = operations.find((operation) => operation.id === id);
  const fields = sent.get(id) ?? new Set();
  sent.set(id, fields);
  const lines = filled(schema, resolved(schema).example, text, "", fields);
  const short = Object.fromEntries(
    Object.entries(lines).map(([key, value]) => [key, typeof value === "string" ? value.trim() : value]),
  );
  const address = path.replace("{tenant}", "example").replace(/\{(id|plan)\}/, of).replace("{section}", section);
  requests += 1;
  const answer = await fetch(`${site.url}/api/v1${address}`, {
    method: method.toUpperCase(),
    headers: {
      authorization: `Bearer ${await token(as)}`,
      "content-type": "application/json",
      "idempotency-key": `hostile-${requests}`,
      "x-forwarded-for": `198.51.${100 + Math.floor(requests / 250)}.${1 + (requests % 250)}`,
      ...(version && { "if-match": `"${version}"` }),
    },
    body: JSON.stringify({ ...short, ...given }),
  });
  const body = await answer.text();
  if (answer.status === 422) {
    // A single-line field refuses line breaks: send the same text on one line instead.
    const line = text.replace(/[\n\t]+/g, " ");
    if (line !== text) return call(id, line, given, { as, of, version, section });
  }
  assert.ok(answer.ok, `${id} ${answer.status}: ${body}`);
  return body === "" ? undefined : JSON.parse(body);
}

const read = async (path, as = "coordinator") => {
  const answer = await fetch(`${site.url}/api/v1/tenants/example${path}`, {
    headers: { authorization: `Bearer ${await token(as)}` },
  });
  return answer.json();
};

const plan = (await read("/plans")).items[0].id;

/** Uploads a sheet with the same text in a heading and in cells, and corrects a title to it. */
async function bring(text, at) {
  const cell = `"${text.replaceAll('"', '""')}"`;
  const lines = [["plan_title", "plan_end", "commitment_title", "milestone_title", "milestone_end", cell], [cell, "2031-08-31", cell, "Step 1", cell, cell]];
  const form = new FormData();
  form.set("file", new Blob([lines.map((line) => line.join(",")).join("\n")]), `${at}.csv`);
  const answer = await fetch(`${site.url}/api/v1/tenants/example/imports`, {
    method: "POST",
    headers: { authorization: `Bearer ${await token("coordinator")}`, "idempotency-key": `bring-${at}` },
    body: form,
  });
  const brought = await answer.text();
  assert.equal(answer.status, 201, brought);
  const { id } = JSON.parse(brought);
  const { items } = await read(`/imports/${id}/records`);
  const { record } = items.find(({ kind }) => kind === "milestone");
  await call("imports_decide", text, { columns: {}, left_out: {}, same: {}, report: {}, edits: [{ record, field: "title", text }] }, { of: id });
}

/** Writes everything that can be written once, with the same text everywhere. */
async function write(text, at) {
  const number = String(at).padStart(2, "0");
  await call("plans_create", text, { reference: `2040-${number}` });
  await call("endorsements_create", text, { stance: "declines" }, { as: "cocreator", of: plan });
  const commitment = await call("commitments_create", text, { plan, ogp_id: undefined });
  const milestone = await call("milestones_create", text, { due_on: "2027-03-01" }, { of: commitment.id });
  const moved = await call(
    "milestones_reschedule",
    text,
    { due_on: "2027-04-01", version: milestone.version },
    { of: milestone.id, version: milestone.version },
  );
  const { version } = moved.milestone ?? moved;
  await call("milestones_report", text, { state: "in_progress", version }, { of: milestone.id, version });
  await measure(text, commitment.id);
  const evidence = await call("evidence_create", text, { milestone: milestone.id });
  const verdict = await call("verdicts_create", text, { finding: "questioned" }, { as: "monitor", of: evidence.id });
  const ids = { of: verdict.id, version: verdict.version };
  await call("verdicts_answer", text, { version: verdict.version, proof: undefined }, ids);
  if (at % 2 === 0) {
    await call("evidence_withdraw", text, { version: evidence.version }, { of: evidence.id, version: evidence.version });
  }
  const name = `${text.replace(/\s+/g, " ")} ${number}`;
  const organisation = await call("organisations_create", text, { name });
  await call("contacts_create", text, { organisation: organisation.id, email: `c${number}@example.org` });
  const forum = await call("forums_create", text, { name });
  await call("seats_create", text, {}, { of: forum.id });
  const held = { state: "held", starts_at: "2026-10-01T15:00:00Z", ends_at: undefined, noticed_on: "2026-09-01" };
  const meeting = await call("meetings_create", text, { ...held, reason: undefined }, { of: forum.id });
  await call("meetings_create", text, { state: "cancelled", minutes: undefined }, { of: forum.id });
  await call("papers_create", text, { shared_on: "2026-09-20" }, { of: meeting.id });
  await call("decisions_create", text, { due_on: undefined }, { of: meeting.id });
  const strategy = await call("strategies_create", text, { title: name });
  await call("rounds_create", text, {}, { of: strategy.id });

  await call("holidays_add", text, { day: new Date(Date.UTC(2028, 0, 1 + at)).toISOString().slice(0, 10) });
  await assess(text, commitment.id);
  await bring(text, at);

  const voice = { as: `speaker${Math.floor(at / 2)}` };
  // A name that contains an e-mail address is refused.
  const alias = text.includes("://") ? { name: "Ana K." } : {};
  const on = { commitment: commitment.id, email: undefined, ...alias };
  const comment = await call("comments_create", text, { ...on, asks: true }, voice);
  await call("comments_respond", text, { outcome: "not_accepted" }, { of: comment.id });
  const spam = await call("comments_create", text, on, voice);
  const hiding = { rule: "spam", version: spam.version };
  await call("comments_hide", text, hiding, { of: spam.id, version: spam.version });
  const proposal = await call("proposals_create", text, { plan, email: undefined, ...alias }, voice);
  await call("proposals_respond", text, { outcome: "already_done" }, { of: proposal.id });
  await call("review_notes_create", text, { commitment: commitment.id }, { as: "reviewer" });
  const query = await call("review_queries_create", text, { commitment: commitment.id }, { as: "reviewer" });
  await call("review_queries_answer", text, { version: query.version }, { of: query.id, version: query.version });
}

/** An indicator with two values: one is corrected, one is withdrawn. */
async function measure(text, commitment) {
  const words = { en: text, sq: text };
  const unit = text.replace(/\s+/g, " ").trim().slice(0, 100);
  const { id } = await call("indicators_create", text, { titles: words, deadlines: words, unit }, { of: commitment });
  const reading = await call("readings_create", text, { read_on: "2026-09-01" }, { of: id });
  const change = { version: reading.version, read_on: undefined };
  await call("readings_correct", text, change, { of: reading.id, version: reading.version });
  const wrong = await call("readings_create", text, { read_on: "2026-10-01" }, { of: id });
  await call("readings_withdraw", text, { version: wrong.version }, { of: wrong.id, version: wrong.version });
}

/** The monitoring body assesses a commitment, the city replies, and the assessment is published. */
async function assess(text, commitment) {
  const words = text.replace(/\s+/g, " ").trim();
  const monitor = { as: "monitor" };
  const about = { kind: "end_of_commitment", plan, commitment };
  const made = await call("assessments_create", text, about, monitor);
  const answers = questions.end_of_commitment.map(({ question, scale }) => ({
    question,
    choice: scales[scale]?.[1],
    words,
    reference: words,
  }));
  const evaluators = [{ name: words, email: "watch@example.org" }];
  const of = (version, as) => ({ as, of: made.id, version });
  const filled = await call("assessments_change", text, { version: made.version, answers, evaluators }, of(made.version, "monitor"));
  const { version: handed } = await call("assessments_submit", text, { version: filled.version }, of(filled.version, "monitor"));
  const { version: replied } = await call("assessments_reply", text, { version: handed }, of(handed, "coordinator"));
  await call("assessments_publish", text, { version: replied }, of(replied, "monitor"));
}

/** Creates a report open for comment, with some of the texts in each section. */
async function report() {
  const made = await call("reports_create", "", { plan, language: "sq" });
  const sections = description.components.schemas.Section.enum;
  const share = Math.ceil(payloads.length / sections.length);
  for (const [at, section] of sections.entries()) {
    const text = payloads.slice(at * share, (at + 1) * share).join("\n\n");
    await call("report_sections_write", text, { version: 0 }, { of: made.id, section });
  }
  const { version } = await read(`/reports/${made.id}`);
  await call("reports_consult", "", { version, closes_on: undefined }, { of: made.id, version });
  const open = await read(`/reports/${made.id}`);
  const reason = payloads.map((text) => text.replace(/\s+/g, " ")).join(" ").slice(0, 300);
  await call("reports_stop", reason, { version: open.version }, { of: made.id, version: open.version });
  const { version: draft } = await read(`/reports/${made.id}`);
  await call("reports_consult", "", { version: draft, closes_on: undefined }, { of: made.id, version: draft });
}

/** Lists what ran in the open page, or would run on a click. */
const dangers = (page) =>
  page.evaluate(() => {
    const runs = /^[\s\0-\x1f]*(javascript|vbscript|data:text)/i;
    const bad = [];
    for (const element of document.querySelectorAll("*")) {
      for (const { name, value } of element.attributes) {
        if (name.startsWith("on") || name === "srcdoc" || (/^(href|src|action|formaction|data)$/.test(name) && runs.test(value))) {
          bad.push(`<${element.localName} ${name}=${value}>`);
        }
      }
      if (element.localName === "script" && !element.src && element.type !== "application/ld+json") bad.push("<script>");
      if (/^(iframe|object|embed|base|marquee)$/.test(element.localName)) bad.push(`<${element.localName}>`);
    }
    return bad;
  });

/** Opens a page without protection; records the scripts that ran and the requests to other servers. */
async function open(as) {
  const page = await visitor({ script: true, as, policy: false });
  const ran = [];
  page.on("dialog", async (dialog) => {
    ran.push(`${page.url()} said ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(site.url) && !request.url().startsWith("data:")) ran.push(`${page.url()} asked for ${request.url()}`);
  });
  return { page, ran };
}

/** Opens all pages that links lead to, up to `most` of a kind. */
function visit({ page, ran }, begin, within, most) {
  return walk(page, site, begin, within, most, async (address) => {
    ran.push(...(await dangers(page)).map((bad) => `${address}: ${bad}`));
  });
}

test("the test finds what runs, and what would run on a click", async () => {
  const { page, ran } = await open();
  await page.goto("/");
  await page.setContent('<img src="data:," onerror=alert(1)><a href=" javascript:alert(2)">x</a><p>fine</p>');
  await page.waitForFunction(() => document.images[0].complete);
  assert.equal((await dangers(page)).length, 2);
  assert.ok(ran.some((what) => what.includes("said 1")), ran.join());
});

test("each text goes through every field", async () => {
  for (let at = 0; at * 2 < payloads.length; at += 1) {
    await site.run("person", "invite", `speaker${at}@example.org`, "--role", "operator");
  }
  for (const [at, text] of payloads.entries()) await write(text, at);
  await report();

  const words = operations.filter(({ id, schema }) => schema && !WORDLESS.has(id) && !id.startsWith("responses_"));
  const missing = words.flatMap(({ id, method, schema }) => {
    const fields = new Set();
    filled(schema, {}, "x", "", fields);
    // A change takes the same text as the original; publishing something again reverses hiding it.
    const done = (method === "patch" && !sent.has(id)) || /_publish$|^proposals_hide$/.test(id) ? fields : (sent.get(id) ?? new Set());
    return [...fields].filter((field) => !done.has(field)).map((field) => `${id}.${field}`);
  });
  assert.deepEqual(missing, []);
});

test("nothing runs on a public page", async () => {
  const reader = await open();
  const ours = /^\/example\/en\/(?!w\/)[^?]*$/;
  const begin = ["/example/en/", "/example/en/plan", "/example/en/voices"];
  const { pages } = await visit(reader, begin, (path) => ours.test(path), payloads.length + 5);
  assert.deepEqual(reader.ran, []);
  assert.ok(pages > payloads.length * 3, `${pages} pages`);
});

test("nothing runs behind the sign-in", async () => {
  const within = (path) => /^\/(example\/en\/w|review)\//.test(path) && !path.endsWith("/sign-out");
  const most = all ? payloads.length + 5 : 4;
  for (const [link, begin] of [
    [site.links.coordinator, "/example/en/w/"],
    [await site.run("person", "link", "monitor@example.org"), "/example/en/w/assessments"],
    [site.links.reviewer, "/review/cities/example"],
  ]) {
    const person = await open(await signIn(link, "**/{w,review}/"));
    const { kinds } = await visit(person, [begin], within, most);
    assert.deepEqual(person.ran, []);
    assert.ok(kinds > 1);
  }
});

test("nothing runs in a report that is downloaded", async () => {
  const printed = async () => (await read("/reports?limit=200")).items.filter(({ kind, state }) => kind === "end_of_commitment" && state === "built");
  let reports = await printed();
  for (let tries = 0; reports.length < payloads.length && tries < 60; tries += 1) {
    await sleep(2_000);
    reports = await printed();
  }
  assert.equal(reports.length, payloads.length);
  const { page, ran } = await open();
  await page.goto("/");
  for (const { id } of reports) {
    await page.setContent(await (await fetch(`${site.url}/example/en/reports/${id}/html`)).text());
    ran.push(...(await dangers(page)).map((bad) => `${id}: ${bad}`));
  }
  assert.deepEqual(ran, []);
});

test("nothing runs in a mail", async () => {
  const answers = (mails) => mails.filter((mail) => mail.subject.startsWith("The answer to what you wrote")).length;
  let mails = await site.mails();
  for (let tries = 0; answers(mails) < payloads.length * 2 && tries < 60; tries += 1) {
    await sleep(4_000);
    mails = await site.mails();
  }
  assert.equal(answers(mails), payloads.length * 2);
  const { page, ran } = await open();
  await page.goto("/");
  for (const mail of mails) {
    await page.setContent(mail.html);
    ran.push(...(await dangers(page)).map((bad) => `${mail.subject}: ${bad}`));
  }
  assert.deepEqual(ran, []);
});
