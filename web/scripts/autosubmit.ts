// <form method="get" data-autosubmit>: a changed filter is applied at once. The button stays, for
// keyboards that change a select at every arrow key: those wait until focus leaves the field.
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
