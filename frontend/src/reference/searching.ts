// The search: every word must stand in an address, in what it does or in the names of its parameters.

import { element } from "../page/element";

/** Shows the field and follows what is typed; "/" leads to it, Escape empties it. */
export function searching(): void {
  const form = element(HTMLFormElement, "#search");
  const field = element(HTMLInputElement, "#words");
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    document.querySelector<HTMLElement>("details:not([hidden]) > summary")?.focus();
  });
  field.addEventListener("input", () => show(field.value));
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLInputElement;
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      field.focus();
      field.select();
    }
    if (event.key === "Escape" && event.target === field) {
      field.value = "";
      show("");
    }
  });
  if (field.value) show(field.value);
}

function show(text: string): void {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const address of document.querySelectorAll<HTMLDetailsElement>("details[data-words]")) {
    const told = (address.dataset.words ?? "").toLowerCase();
    address.hidden = !words.every((word) => told.includes(word));
    found += address.hidden ? 0 : 1;
    const entry = document.querySelector<HTMLElement>(`[data-operation="${CSS.escape(address.id)}"]`);
    if (entry) entry.hidden = address.hidden;
  }
  for (const family of document.querySelectorAll<HTMLElement>("[data-family]")) {
    family.hidden = !family.querySelector("details:not([hidden]), li:not([hidden])");
  }
  element(HTMLElement, "#nothing").hidden = found > 0;
  element(HTMLElement, "#found").textContent = words.length ? `${found} address${found === 1 ? "" : "es"}` : "";
}
