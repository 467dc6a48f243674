// Asking the server for more than pictures.

/** What went wrong, in words for people. */
export class Trouble extends Error {}

/** The JSON at an address. Throws Trouble; an aborted signal throws what fetch throws. */
export async function asked<T>(url: string, signal?: AbortSignal): Promise<T> {
  return answered<T>(url, { ...(signal ? { signal } : {}) });
}

/** Posts a form and gives the JSON of the answer. Throws Trouble. */
export async function posted<T>(url: string, form: URLSearchParams): Promise<T> {
  const token = document.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
  return answered<T>(url, { method: "POST", body: form, headers: { "X-CSRFToken": token } });
}

async function answered<T>(url: string, request: RequestInit): Promise<T> {
  const headers = { ...request.headers, Accept: "application/json", "X-Requested-With": "XMLHttpRequest" };
  let answer: Response;
  try {
    answer = await fetch(url, { ...request, headers });
  } catch (error) {
    if (request.signal?.aborted) throw error;
    throw new Trouble("The server does not answer.");
  }
  if (!answer.ok) throw new Trouble(await reason(answer));
  return (await answer.json()) as T;
}

/** Why the server refused, as it says itself. */
export async function reason(answer: Response): Promise<string> {
  const text = await answer.text();
  const told = answer.headers.get("Content-Type")?.includes("json") ? messageIn(text) : text;
  if (told !== "" && told.length < 300 && !told.startsWith("<")) return told;
  if (answer.status === 403) return "You are not signed in any more: open the page again.";
  return `The server answers ${answer.status}.`;
}

function messageIn(text: string): string {
  try {
    const told = JSON.parse(text) as { message?: string };
    return told.message ?? "";
  } catch {
    return "";
  }
}
