// Keeps the session of an open page from running out.

const EVERY_MS = 60_000;

/** Asks the page's keep-alive address once a minute while the page can be seen. */
export function keepAlive(): void {
  const url = document.body.dataset.keepAlive;
  if (!url) return;
  setInterval(() => {
    if (document.visibilityState === "visible") void fetch(url, { cache: "no-store" }).catch(() => undefined);
  }, EVERY_MS);
}
