// A small patch that shows what a channel looks like: its colour or its lookup table.

import type { Luts } from "./luts";
import type { ChannelSettings } from "./settings";

/** Paints the patch; in greyscale it is from black to white. */
export function paintSwatch(patch: HTMLElement, channel: ChannelSettings, greyscale: boolean, luts: Luts): void {
  patch.style.backgroundImage = "";
  patch.style.backgroundColor = greyscale ? "#ffffff" : `#${channel.color}`;
  if (greyscale || !channel.lut) return;
  void luts.paint(patch, channel.lut).catch(() => undefined);
}
