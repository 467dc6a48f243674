// The surface on which the image is shown, panned and zoomed.

import OpenSeadragon from "openseadragon";
import { element } from "../page/element";

/** How far one may zoom into the pixels. */
const LARGEST_PIXEL = 16;

/** OpenSeadragon on the page's stage. */
export function stage(smooth: boolean): OpenSeadragon.Viewer {
  keepOutInlineStyle();
  leaveTilesToPage();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const viewer = new OpenSeadragon.Viewer({
    element: element(HTMLElement, "#stage"),
    drawer: "canvas",
    showNavigationControl: false,
    imageSmoothingEnabled: smooth,
    maxZoomPixelRatio: LARGEST_PIXEL,
    minZoomImageRatio: 0.6,
    visibilityRatio: 0.4,
    animationTime: still ? 0 : 0.6,
    blendTime: 0,
    imageLoaderLimit: 6,
    gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
  });
  describe(viewer);
  return viewer;
}

/**
 * OpenSeadragon adds a style element unless one with this mark is there; the page's policy forbids inline styles, and
 * what it would say stands in stage.css.
 */
function keepOutInlineStyle(): void {
  // An element of that name, but of no namespace that a browser knows: it says nothing about style.
  const mark = document.createElementNS("urn:micrographia:mark", "style");
  mark.setAttribute("data-openseadragon-mobile-css", "true");
  document.head.append(mark);
}

/** OpenSeadragon writes to the console about tiles that fail or are given up: the page says itself what is worth it. */
function leaveTilesToPage(): void {
  const ours = (text: unknown): boolean => /^(Tile %s failed to load|Ignoring tile %s loaded before reset)/.test(String(text));
  const quietly =
    (log: (...told: unknown[]) => void) =>
    (...told: unknown[]): void => {
      if (!ours(told[0])) log(...told);
    };
  const library = OpenSeadragon as unknown as { console: Partial<Console> };
  library.console = {
    ...Object.fromEntries((["log", "debug", "info", "assert"] as const).map((name) => [name, console[name].bind(console)])),
    warn: quietly(console.warn.bind(console)),
    error: quietly(console.error.bind(console)),
  };
}

/** Says to assistive techniques what the surface is. */
function describe(viewer: OpenSeadragon.Viewer): void {
  viewer.canvas.setAttribute("role", "application");
  viewer.canvas.setAttribute("aria-label", "Image. Arrow keys pan, plus and minus zoom, 0 fits the image.");
}
