// Builds everything that a browser loads, and the fonts for PDF files, into build/ (ignored by git).
// Run: npm ci --ignore-scripts && node assets.mjs. Does nothing when no input changed.
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { report, Store } from "./build-steps/store.mjs";

const root = import.meta.dirname;
const build = path.join(root, "build");
const inputs = ["assets.mjs", "package-lock.json", "build-steps", "scripts", "styles", "theme"];
// The templates and the code name the classes that the stylesheets keep.
const pages = ["src", "templates", "../formats/src", "../formats/templates"];

function digest() {
  const hash = crypto.createHash("sha256");
  const add = (file) => {
    if (fs.statSync(file).isDirectory()) {
      for (const name of fs.readdirSync(file).sort()) add(path.join(file, name));
    } else {
      hash.update(path.relative(root, file)).update("\0").update(fs.readFileSync(file)).update("\0");
    }
  };
  for (const name of [...inputs, ...pages]) add(path.join(root, name));
  return hash.digest("hex");
}

function current(key) {
  try {
    const manifest = JSON.parse(fs.readFileSync(path.join(build, "manifest.json"), "utf8"));
    return manifest.inputs === key ? manifest : undefined;
  } catch {
    return undefined;
  }
}

const key = digest();
const kept = current(key);
if (kept) {
  report(kept.sizes);
  console.log("Nothing changed.");
} else {
  const [{ fonts }, { styles }, { scripts }, { icons }, { viewer }] = await Promise.all(
    ["fonts", "styles", "scripts", "icons", "viewer"].map((step) => import(`./build-steps/${step}.mjs`)),
  );
  // Build in another directory and swap it in at the end, so that a failed run keeps the last good build.
  const next = path.join(root, "node_modules/.besa-assets"); // ignored by git
  fs.rmSync(next, { recursive: true, force: true });
  const store = new Store(next);
  await fonts(root, store);
  styles(root, store);
  await scripts(root, store);
  icons(root, store);
  viewer(root, store);
  store.weigh(["public.css", "atkinson-next.woff2", "bricolage-display.woff2"], 40_000);
  const sizes = store.finish(key);
  fs.rmSync(build, { recursive: true, force: true });
  fs.renameSync(next, build);
  report(sizes);
}
