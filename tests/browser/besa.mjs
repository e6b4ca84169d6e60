// A Besa for one file of journeys, with a free port and a temporary folder that is deleted afterwards.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import PostalMime from "postal-mime";

const run = promisify(execFile);

const binary = process.env.BESA_BIN;
if (!binary) throw new Error("BESA_BIN is not set: run `make test-browser`");

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** Starts `besa serve` with its demo cities, and waits until it is ready. */
export async function start(settings = {}) {
  const folder = await mkdtemp(join(tmpdir(), "besa-browser-"));
  const listen = `127.0.0.1:${await freePort()}`;
  const url = `http://${listen}`;
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("BESA_"));
  const env = {
    ...Object.fromEntries(kept),
    BESA_DATA_DIR: folder,
    BESA_LISTEN: listen,
    BESA_BASE_URL: url,
    BESA_LOG: "warn,besa_server::serve=info",
    NO_COLOR: "1",
    ...settings,
  };
  const server = spawn(binary, ["serve"], { env, stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(server, "exit");
  const kill = () => server.kill("SIGKILL");
  process.on("exit", kill);

  const logLines = [];
  const links = {};
  createInterface(server.stdout).on("line", (line) => {
    const [, who, link] = line.match(/^Sign in as .*(coordinator|reviewer|operator), once: +(\S+)$/) ?? [];
    if (who) links[who] = link;
  });
  await new Promise((ready, failed) => {
    createInterface(server.stderr).on("line", (line) => {
      logLines.push(line);
      if (line.includes("server ready")) ready();
    });
    ended.then(() => failed(new Error(`besa serve ended:\n${logLines.join("\n")}`)));
  });

  return {
    url,
    /** One-time sign-in links, as printed: `coordinator` of the example city, `reviewer`, `operator`. */
    links,
    /** Runs an operator's command beside the server; returns its output. */
    async run(...words) {
      return (await run(binary, words, { env })).stdout.trim();
    },
    /** Returns the number of stored files. */
    async files() {
      const all = await readdir(join(folder, "files"), { recursive: true, withFileTypes: true });
      return all.filter((entry) => entry.isFile()).length;
    },
    /** Returns the sent mails, parsed by an independent library. */
    async mails() {
      const names = await readdir(join(folder, "mail")).catch(() => []);
      const kept = await Promise.all(names.map((name) => readFile(join(folder, "mail", name))));
      return Promise.all(kept.map((mail) => PostalMime.parse(mail)));
    },
    /** Waits for the mail to an address whose subject matches, and returns it. */
    async mail(to, subject) {
      for (let tries = 0; tries < 240; tries += 1) {
        const found = (await this.mails()).find((mail) => mail.to[0].address === to && mail.subject.match(subject));
        if (found) return found;
        await sleep(250);
      }
      const heads = (await this.mails()).map((mail) => `${mail.to[0].address}: ${mail.subject}`);
      throw new Error(`no mail ${subject} to ${to} among:\n${heads.join("\n")}`);
    },
    /** Waits until the worker has computed all due figures, so that lists across cities are up to date. */
    async idle() {
      const sql = "SELECT count(*) FROM job WHERE kind = 'refresh_figures' AND failed_at IS NULL;";
      for (let tries = 0; tries < 240; tries += 1) {
        const { stdout } = await run("sqlite3", ["-cmd", ".timeout 5000", join(folder, "besa.db"), sql]);
        if (stdout.trim() === "0") return;
        await sleep(250);
      }
      throw new Error("figures are still not computed");
    },
    /** Makes the digest to an address due now. */
    async due(email) {
      const sql = `UPDATE subscription SET next_at = asked_at WHERE email = '${email}';
        UPDATE job SET run_at = created_at WHERE kind = 'plan_digests';`;
      await run("sqlite3", ["-cmd", ".timeout 5000", join(folder, "besa.db"), sql]);
    },
    /** Ends the consultation of every report, as if its last day had passed. */
    async over() {
      const sql = "UPDATE report SET opens_on = date('now', '-20 days'), closes_on = date('now', '-3 days') WHERE state = 'consultation';";
      await run("sqlite3", ["-cmd", ".timeout 5000", join(folder, "besa.db"), sql]);
    },
    /** Returns the log lines about failures of the server. */
    failures: () => logLines.filter((line) => /\bERROR\b|panicked/.test(line)),
    async stop() {
      server.kill("SIGTERM");
      await ended;
      process.off("exit", kill);
      await rm(folder, { recursive: true });
    },
  };
}
