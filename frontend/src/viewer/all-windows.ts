// Buttons that set the windows of all channels that are on.

import { element } from "../page/element";
import type { Workshop } from "./channel-editor";
import { complain } from "./notice";
import { automatic, type Window } from "./window";

/** How many histograms are asked for at the same time. */
const AT_ONCE = 2;

/** Ties the page's buttons to the windows. */
export function allWindows(shop: Workshop): void {
  const { view, image, values } = shop;
  const button = (name: string): HTMLButtonElement => element(HTMLButtonElement, `[data-all=${name}]`);
  button("auto").addEventListener("click", () => void autoAll(shop).catch(complain));
  button("extent").addEventListener("click", () => {
    setAll(shop, (_, index) => {
      const { min: start, max: end } = image.channels[index]?.window ?? { min: values.low, max: values.high };
      return { start, end };
    });
  });
  button("full").hidden = !values.whole;
  button("full").addEventListener("click", () => setAll(shop, () => ({ start: values.low, end: values.high })));
  view.watch(({ channels }) => {
    const none = !channels.some((channel) => channel.active);
    for (const name of ["auto", "extent", "full"]) button(name).disabled = none;
  });
}

/** Sets the windows of all channels that are on from the histograms of the plane. Throws Trouble. */
export async function autoAll(shop: Workshop): Promise<void> {
  const { z, t, channels } = shop.view.value;
  const wanted = channels.flatMap((channel, index) => (channel.active ? [index] : []));
  const found = new Map<number, Window>();
  const work = async (): Promise<void> => {
    for (let channel = wanted.shift(); channel !== undefined; channel = wanted.shift()) {
      found.set(channel, automatic(await shop.histograms.of({ channel, z, t }), shop.values.whole));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  setAll(shop, (window, index) => found.get(index) ?? window);
}

function setAll({ view }: Workshop, windowOf: (window: Window, index: number) => Window): void {
  view.change({
    channels: view.value.channels.map((channel, index) =>
      channel.active ? { ...channel, ...windowOf({ start: channel.start, end: channel.end }, index) } : channel,
    ),
  });
}
