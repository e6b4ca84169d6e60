// The parts of Designsystemet (MIT) that Besa uses: sizes, type scale and component files. Its colours are
// omitted; styles/platform.css and each city's stylesheet define ours.
import fs from "node:fs";
import path from "node:path";

const dist = (root) => path.join(root, "node_modules/@digdir/designsystemet-css/dist");

// Returns the contents of the @layer blocks, by layer name.
function layers(source) {
  const found = {};
  for (let at = source.indexOf("@layer "); at >= 0; at = source.indexOf("@layer ", at)) {
    const open = source.indexOf("{", at);
    const name = source.slice(at + 7, open).trim();
    let depth = 1;
    at = open + 1;
    for (; depth; at++) depth += source[at] === "{" ? 1 : source[at] === "}" ? -1 : 0;
    found[name] = (found[name] ?? "") + source.slice(open + 1, at - 1);
  }
  return found;
}

function need(found, name) {
  if (!found[name]) throw new Error(`Designsystemet has no layer ${name} any more`);
  return found[name];
}

export function theme(root) {
  const found = layers(fs.readFileSync(path.join(dist(root), "theme/designsystemet.css"), "utf8"));
  const unusedBody = /--ds-body-(short-|long-)[a-z0-9]+-[a-z-]+:[^;}]+;?/g;
  const type = need(found, "ds.theme.typography.primary")
    .replace(/--ds-font-family:Inter/, "--ds-font-family:var(--f-text)")
    .replace(/--ds-heading-(\w+)-font-weight:500/g, "--ds-heading-$1-font-weight:650")
    .replace(/--ds-heading-(\w+)-line-height:1\.3/g, "--ds-heading-$1-line-height:1.12")
    .replace(unusedBody, "")
    .replace(/letter-spacing:0?\.\d+em/g, "letter-spacing:0");
  // Keep the colour groups (data-color="danger"), except for the two brand colours that Besa does not use.
  const groups = need(found, "ds.theme.color").replace(/(^|\})([^{}]*brand[23][^{}]*)\{[^}]*\}/g, "$1");
  const parts = [
    need(found, "ds.theme.size-mode"),
    need(found, "ds.theme.type-scale").replace(unusedBody, ""),
    need(found, "ds.theme.size"),
    need(found, "ds.theme.semantic"),
    type,
    groups,
  ];
  return `@layer ds.theme{${parts.join("")}}`;
}

export function components(root, names) {
  return names
    .map((name) => {
      const css = fs.readFileSync(path.join(dist(root), "src", `${name}.css`), "utf8");
      return `@layer ${name === "base" ? "ds.base" : "ds.components"}{${css}}`;
    })
    .join("");
}
