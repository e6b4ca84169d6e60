// Starts the API viewer: <div id="viewer" data-spec="/api/v1/openapi.json">. swagger-ui.js is loaded
// before this script and defines the global.
declare const SwaggerUIBundle: (options: Record<string, unknown>) => unknown;

const viewer = document.querySelector<HTMLElement>("#viewer");
if (viewer) {
  SwaggerUIBundle({
    domNode: viewer,
    url: viewer.dataset.spec,
    deepLinking: true,
    defaultModelsExpandDepth: 0,
    docExpansion: "list",
    validatorUrl: null,
  });
}
