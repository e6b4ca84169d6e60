// <form data-unsaved>: the browser asks for confirmation before leaving a page with unsaved input.
for (const form of document.querySelectorAll<HTMLFormElement>("form[data-unsaved]")) {
  let dirty = false;
  form.addEventListener("input", () => (dirty = true));
  form.addEventListener("submit", () => (dirty = false));
  addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault();
  });
}
