// Light, dark or as the device says: kept in this browser only.
// <fieldset data-theme-switch hidden> with radios named "scheme": auto, light, dark.
const key = "besa-scheme";
const root = document.documentElement;
const schemes = ["auto", "light", "dark"];

function stored(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage switched off: the page's own scheme holds
  }
}

function apply(scheme: string): void {
  if (schemes.includes(scheme)) root.dataset.colorScheme = scheme;
}

apply(stored() ?? "");

for (const box of document.querySelectorAll<HTMLElement>("[data-theme-switch]")) {
  const now = root.dataset.colorScheme ?? "auto";
  for (const radio of box.querySelectorAll<HTMLInputElement>("input[type=radio]")) {
    radio.checked = radio.value === now;
  }
  box.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    apply(target.value);
    try {
      localStorage.setItem(key, target.value);
    } catch {
      // Nothing to keep it in; it holds for this page.
    }
  });
  box.hidden = false;
}
