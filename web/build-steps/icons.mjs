// Builds one JSON file that maps the names in theme/icons.txt to inline SVG: Lucide icons (ISC), and our own
// from theme/*.svg. An icon marked "flip" points along the line of text and is mirrored in RTL.
import fs from "node:fs";
import path from "node:path";

const shape = 'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"';

function lucide(root, name) {
  return fs
    .readFileSync(path.join(root, "node_modules/lucide-static/icons", `${name}.svg`), "utf8")
    .replace(/<!--.*?-->/s, "")
    .replace(/^[\s\S]*?<svg[\s\S]*?>/, "")
    .replace("</svg>", "")
    .replace(/\s*\n\s*/g, "")
    .replace(/ \/>/g, "/>");
}

export function icons(root, store) {
  const found = {};
  for (const line of fs.readFileSync(path.join(root, "theme/icons.txt"), "utf8").split("\n")) {
    const [name, flip] = line.replace(/#.*/, "").trim().split(/\s+/);
    if (!name) continue;
    const own = path.join(root, "theme", `${name}.svg`);
    found[name] = fs.existsSync(own)
      ? fs.readFileSync(own, "utf8").trim()
      : `<svg class="i${flip ? " i-flip" : ""}" ${shape} aria-hidden="true">${lucide(root, name)}</svg>`;
  }
  store.keep("icons.json", JSON.stringify(found, null, 1));
}
