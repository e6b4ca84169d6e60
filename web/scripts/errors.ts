// Focuses the error summary. Its links focus their field, with the label scrolled into view.
const summary = document.querySelector<HTMLElement>(".ds-error-summary");
summary?.focus();
summary?.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  const field = link?.hash ? document.getElementById(decodeURIComponent(link.hash.slice(1))) : null;
  if (!field) return;
  event.preventDefault();
  const group = field.closest("fieldset")?.querySelector("legend");
  const label = group ?? document.querySelector(`label[for="${CSS.escape(field.id)}"]`) ?? field;
  label.scrollIntoView();
  field.focus({ preventScroll: true });
});
