// How an image looks: what can be saved of it.

/** One channel, as the server tells and takes it. */
export interface ChannelSettings {
  readonly active: boolean;
  readonly start: number;
  readonly end: number;
  /** "RRGGBB". */
  readonly color: string;
  /** 0 to 255. */
  readonly alpha: number;
  /** The file name of a lookup table, which wins over the colour. */
  readonly lut?: string | undefined;
  readonly inverted: boolean;
  readonly family: Family;
  readonly coefficient: number;
}

export type Family = "linear" | "polynomial" | "logarithmic" | "exponential";

export interface Settings {
  readonly greyscale: boolean;
  readonly channels: readonly ChannelSettings[];
}

/** Settings as the server tells them; z and t from 0. */
export interface ToldSettings {
  readonly model: string;
  readonly channels: readonly ChannelSettings[];
  readonly z: number;
  readonly t: number;
}

/** The settings that the server told. */
export function settingsOf(told: Pick<ToldSettings, "model" | "channels">): Settings {
  return { greyscale: isGreyscale(told.model), channels: told.channels.map(plain) };
}

/** Whether a model, as any of the server's addresses writes it, is greyscale. */
export function isGreyscale(model: string): boolean {
  return model.startsWith("g");
}

/** Whether two images would look the same with these. */
export function sameSettings(one: Settings, other: Settings): boolean {
  return (
    one.greyscale === other.greyscale &&
    one.channels.length === other.channels.length &&
    one.channels.every((channel, index) => sameChannel(channel, other.channels[index]))
  );
}

/** Whether two channels are set alike. */
export function sameChannel(one: ChannelSettings, other: ChannelSettings | undefined): boolean {
  return one === other || (other !== undefined && KEYS.every((key) => one[key] === other[key]));
}

const KEYS = [
  "active",
  "start",
  "end",
  "color",
  "alpha",
  "lut",
  "inverted",
  "family",
  "coefficient",
] as const satisfies readonly (keyof ChannelSettings)[];

/** Only what is ours of what the server told. */
function plain(channel: ChannelSettings): ChannelSettings {
  const { active, start, end, color, lut, inverted, family, coefficient } = channel;
  return { active, start, end, color, alpha: channel.alpha ?? 255, lut, inverted, family, coefficient };
}
