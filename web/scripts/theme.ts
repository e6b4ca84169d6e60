// Chooses light or dark mode, or the device's setting. The choice is stored in this browser only.
// <fieldset data-theme-switch hidden> with radios named "scheme": auto, light, dark.
const key = "besa-scheme";
const root = document.documentElement;
const schemes = ["auto", "light", "dark"];

function stored(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage is disabled: use the page's default
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
      // Storage is disabled: the choice applies to this page only.
    }
  });
  box.hidden = false;
}
