// The reverse of rendering-query: settings out of the parameters in which they were copied.

import { type ChannelSettings, type Family, isGreyscale, type Settings } from "./settings";

/** What the server remembers of settings that were copied. */
export interface CopiedSettings {
  readonly c: string;
  readonly m?: string;
  readonly maps?: readonly CopiedMap[] | string;
  readonly pixel_range?: string;
}

interface CopiedMap {
  readonly inverted?: { readonly enabled?: boolean };
  readonly quantization?: { readonly family?: Family; readonly coefficient?: number };
}

const ENTRY = /^(-?)(\d+)(?:\|([^:$]+):([^:$]+))?(?:\$(.+))?$/;

/** The settings with all that was copied; a channel that was not copied is off. */
export function pasted(settings: Settings, copied: CopiedSettings): Settings {
  const maps = Array.isArray(copied.maps) ? (copied.maps as readonly CopiedMap[]) : [];
  const channels = settings.channels.map((channel) => ({ ...channel, active: false }));
  copied.c.split(",").forEach((text, position) => {
    const found = ENTRY.exec(text);
    const index = Number(found?.[2]) - 1;
    const before = channels[index];
    if (found && before) channels[index] = { ...before, ...changeOf(found, maps[position]) };
  });
  return { channels, greyscale: copied.m ? isGreyscale(copied.m) : settings.greyscale };
}

/** How many channels were copied. */
export function channelsIn(copied: CopiedSettings): number {
  return copied.c.split(",").length;
}

function changeOf(found: RegExpExecArray, map: CopiedMap | undefined): ChannelSettings {
  const [, minus, , start, end, color] = found;
  return {
    active: minus === "",
    ...(start && end ? { start: Number(start), end: Number(end) } : {}),
    ...(color ? colorOf(color) : {}),
    ...(map ? { inverted: map.inverted?.enabled === true } : {}),
    ...(map?.quantization?.family
      ? { family: map.quantization.family, coefficient: map.quantization.coefficient ?? 1 }
      : {}),
  } as ChannelSettings;
}

function colorOf(text: string): Pick<ChannelSettings, "color" | "alpha" | "lut"> | Pick<ChannelSettings, "lut"> {
  if (text.endsWith(".lut")) return { lut: text };
  const alpha = text.length === 8 ? Number.parseInt(text.slice(6), 16) : 255;
  return { color: text.slice(0, 6).toUpperCase(), alpha, lut: undefined };
}
