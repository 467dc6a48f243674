// Thumbnails that could not be made.

/** Marks the frame of every picture that fails to load, so that the style shows a sign in its place. */
export function markMissing(): void {
  for (const picture of document.querySelectorAll<HTMLImageElement>("img[data-thumbnail]")) {
    const mark = (): void => picture.parentElement?.classList.add("missing");
    if (picture.complete && picture.naturalWidth === 0 && picture.src !== "" && picture.loading !== "lazy") mark();
    picture.addEventListener("error", mark);
  }
}
