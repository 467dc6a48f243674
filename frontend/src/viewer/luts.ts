// The lookup tables that the server has, and their picture.

import { asked } from "./server";

/** Height of one table in the server's sheet, in pixels. */
const ROW_PX = 10;

export interface Lut {
  /** The file name, which settings say. */
  readonly name: string;
  /** Row in the sheet. */
  readonly png_index_new: number;
}

/** Asks once for the list and once for the picture, and only when somebody wants them. */
export class Luts {
  readonly #list: string;
  readonly #sheetUrl: string;
  #luts: Promise<readonly Lut[]> | undefined;
  #sheet: Promise<HTMLImageElement> | undefined;

  constructor(list: string, sheet: string) {
    this.#list = list;
    this.#sheetUrl = sheet;
  }

  /** Throws Trouble. */
  all(): Promise<readonly Lut[]> {
    this.#luts ??= asked<{ luts: Lut[] }>(this.#list).then((told) => told.luts);
    this.#luts.catch(() => {
      this.#luts = undefined;
    });
    return this.#luts;
  }

  /** The colours of a table: something to draw from, 256 wide; undefined for a name that the server does not have. */
  async strip(name: string): Promise<{ readonly sheet: HTMLImageElement; readonly y: number } | undefined> {
    const found = (await this.all()).find((lut) => lut.name === name);
    return found && { sheet: await this.#loaded(), y: found.png_index_new * ROW_PX + ROW_PX / 2 };
  }

  /** Shows a table as the background of an element, from left to right; nothing for a name that is not there. */
  async paint(element: HTMLElement, name: string): Promise<void> {
    const luts = await this.all();
    const found = luts.find((lut) => lut.name === name);
    element.style.backgroundImage = found ? `url("${this.#sheetUrl}")` : "";
    // One strip for every table and one that the server puts below them.
    const rows = luts.length + 1;
    element.style.backgroundSize = `100% ${rows * 100}%`;
    element.style.backgroundPosition = `0 ${((found?.png_index_new ?? 0) / (rows - 1)) * 100}%`;
  }

  #loaded(): Promise<HTMLImageElement> {
    this.#sheet ??= new Promise((done, failed) => {
      const image = new Image();
      image.onload = () => done(image);
      image.onerror = () => failed(new Error("The lookup tables cannot be shown."));
      image.src = this.#sheetUrl;
    });
    return this.#sheet;
  }
}

/** The name without its ending, as people say it. */
export function lutTitle(name: string): string {
  return name.replace(/\.lut$/, "").replace(/_/g, " ");
}
