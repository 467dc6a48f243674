// "Try it": asks an address with what stands in the fields, and shows what was answered.

import { element } from "../page/element";

const LONGEST = 100_000;
const PREFIX = location.pathname.replace(/\/api\/docs\/?$/, "");

/** Shows the forms and answers them. */
export function asking(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form.try")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void ask(form);
    });
  }
}

async function ask(form: HTMLFormElement): Promise<void> {
  const said = element(HTMLElement, ".said", form);
  const address = addressOf(form);
  said.setAttribute("aria-busy", "true");
  const began = performance.now();
  try {
    const answer = await fetch(address, { headers: { "X-Requested-With": "XMLHttpRequest" } });
    const shown = await shownBody(answer);
    const took = Math.round(performance.now() - began);
    said.replaceChildren(line(address, answer, took), ...shown);
  } catch (error) {
    said.replaceChildren(paragraph(`The server does not answer: ${String(error)}`));
  }
  said.removeAttribute("aria-busy");
}

/** The path with its places filled, below the prefix under which the pages are served, and the query. */
function addressOf(form: HTMLFormElement): string {
  const query = new URLSearchParams();
  // Not form.dataset: a field may be called "dataset".
  let path = form.getAttribute("data-path") ?? "/";
  for (const field of form.querySelectorAll<HTMLInputElement>("input")) {
    const value = field.value;
    if (field.dataset.in === "path") path = path.replace(`{${field.name}}`, encodeURIComponent(value));
    else if (value !== "") query.set(field.name, value);
  }
  return PREFIX + path + (query.size ? `?${query}` : "");
}

function line(address: string, answer: Response, took: number): HTMLElement {
  const link = document.createElement("a");
  link.href = address;
  link.textContent = address;
  const status = document.createElement("code");
  status.className = "status";
  status.textContent = `${answer.status}`;
  const found = paragraph("");
  found.append(status, " ", link, ` · ${answer.headers.get("Content-Type") ?? "no body"} · ${took} ms`);
  return found;
}

async function shownBody(answer: Response): Promise<HTMLElement[]> {
  const type = answer.headers.get("Content-Type") ?? "";
  if (answer.headers.has("X-Not-Signed-In")) return [signIn()];
  if (type.startsWith("image/")) return [picture(await answer.blob())];
  if (!/json|text|javascript/.test(type)) return [paragraph(`${(await answer.blob()).size} bytes`)];
  const text = await answer.text();
  return [pre(type.includes("json") ? indented(text) : text)];
}

function signIn(): HTMLElement {
  const link = document.createElement("a");
  link.href = `${PREFIX}/webclient/login/?url=${encodeURIComponent(location.pathname + location.hash)}`;
  link.textContent = "Sign in first";
  const found = paragraph("");
  found.append(link);
  return found;
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function pre(text: string): HTMLElement {
  const block = document.createElement("pre");
  block.tabIndex = 0;
  block.setAttribute("aria-label", "Answer");
  block.textContent = text.length > LONGEST ? `${text.slice(0, LONGEST)}\n…` : text;
  return block;
}

function picture(body: Blob): HTMLElement {
  const image = document.createElement("img");
  image.alt = "The picture that was answered";
  image.src = URL.createObjectURL(body);
  image.addEventListener("load", () => URL.revokeObjectURL(image.src), { once: true });
  return image;
}

function paragraph(text: string): HTMLElement {
  const found = document.createElement("p");
  found.textContent = text;
  return found;
}
