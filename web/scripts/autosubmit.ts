// <form method="get" data-autosubmit>: submits the form as soon as a filter changes. Every press of an arrow
// key changes a select, so a select changed by keyboard is submitted only when focus leaves it. The button
// stays.
for (const form of document.querySelectorAll<HTMLFormElement>("form[data-autosubmit]")) {
  let typed = false;
  let changed = false;
  form.addEventListener("keydown", () => (typed = true));
  form.addEventListener("pointerdown", () => (typed = false));
  form.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLSelectElement && typed) changed = true;
    else if (target instanceof HTMLSelectElement || target instanceof HTMLInputElement) form.requestSubmit();
  });
  form.addEventListener("focusout", () => {
    if (changed) form.requestSubmit();
    changed = false;
  });
}
