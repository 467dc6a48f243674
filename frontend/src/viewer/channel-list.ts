// The list of channels: colour, name, switch.

import { copyOf, element } from "../page/element";
import type { Observed } from "../page/observed";
import type { Channel } from "./image-data";
import { type View, withChannel } from "./view";

/** Fills the page's list of channels and keeps it in step with the view. */
export function channelList(view: Observed<View>): void {
  const list = element(HTMLElement, "#channels");
  const rows = view.value.channels.map((channel, index) => row(channel, index, view));
  list.replaceChildren(...rows.map((each) => each.item));
  view.watch((now) => {
    now.channels.forEach((channel, index) => rows[index]?.show(channel, now.greyscale));
  });
}

interface Row {
  readonly item: HTMLElement;
  readonly show: (channel: Channel, greyscale: boolean) => void;
}

function row(channel: Channel, index: number, view: Observed<View>): Row {
  const item = copyOf("channel-row");
  const box = element(HTMLInputElement, "input", item);
  const swatch = element(HTMLElement, ".swatch", item);
  const range = element(HTMLElement, ".window", item);
  element(HTMLElement, ".name", item).textContent = channel.label;
  box.addEventListener("change", () => toggle(view, index));
  const show = (now: Channel, greyscale: boolean): void => {
    box.checked = now.active;
    swatch.style.backgroundColor = greyscale ? "#ffffff" : `#${now.color}`;
    range.textContent = `${short(now.window.start)} – ${short(now.window.end)}`;
  };
  return { item, show };
}

/** Switches a channel on or off; index from 0. */
export function toggle(view: Observed<View>, index: number): void {
  const channel = view.value.channels[index];
  if (!channel) return;
  view.change({ channels: withChannel(view.value.channels, index, { active: !channel.active }) });
}

function short(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(4);
}
