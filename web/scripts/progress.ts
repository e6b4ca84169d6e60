// <section data-progress>: looks again every two seconds while a job works, and opens the page anew when it is
// finished. Without this script a link does that.
const wait = 2000;

async function look(section: Element): Promise<void> {
  const answer = await fetch(location.href, { headers: { accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page.querySelector("[data-progress]");
  if (!now) location.reload();
  else if (now.innerHTML !== section.innerHTML) section.replaceChildren(...now.childNodes);
}

for (const section of document.querySelectorAll("[data-progress]")) {
  setInterval(() => {
    // A connection that is lost for a moment is no reason to stop.
    if (!document.hidden) look(section).catch(() => undefined);
  }, wait);
}
