// Swagger UI (Apache-2.0), unchanged: the viewer at /api/docs. scripts/api-docs.ts starts it.
import fs from "node:fs";
import path from "node:path";

export function viewer(root, store) {
  const dist = (name) => fs.readFileSync(path.join(root, "node_modules/swagger-ui-dist", name));
  store.add("swagger-ui.css", dist("swagger-ui.css"));
  store.add("swagger-ui.js", dist("swagger-ui-bundle.js"));
}
