// One tile from the server.

import { reason, Trouble } from "./server";

const TRIES = 4;
const LONGEST_WAIT_MS = 2000;

/** The picture at an address; asks again while the server is busy. Throws Trouble, or what an abort throws. */
export async function tile(url: string, signal: AbortSignal): Promise<Blob> {
  for (let tries = 1; ; tries++) {
    const answer = await fetch(url, { signal, headers: { "X-Requested-With": "XMLHttpRequest" } }).catch(silence);
    if (answer.ok) return answer.blob();
    if (answer.status !== 503 || tries === TRIES) throw new Trouble(await reason(answer));
    await waited(Math.min(Number(answer.headers.get("Retry-After") ?? 1) * 1000, LONGEST_WAIT_MS), signal);
  }
}

/** What the browser says of a server that is not there means nothing to people. */
function silence(error: unknown): never {
  throw error instanceof TypeError ? new Trouble("the server does not answer.") : error;
}

function waited(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((done, failed) => {
    setTimeout(done, milliseconds);
    signal.addEventListener("abort", () => failed(signal.reason as Error), { once: true });
  });
}
