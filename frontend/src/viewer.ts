// The image viewer page.

import "../styles/viewer.css";
import { pageData } from "./page/data";
import { element } from "./page/element";
import { keepAlive } from "./page/keep-alive";
import { Observed } from "./page/observed";
import { allWindows, autoAll } from "./viewer/all-windows";
import { buttons } from "./viewer/buttons";
import type { Workshop } from "./viewer/channel-editor";
import { ChannelList } from "./viewer/channel-list";
import { Clipboard } from "./viewer/clipboard";
import { downloads } from "./viewer/download";
import { Histograms } from "./viewer/histogram";
import { Keeping } from "./viewer/keeping";
import { keyboard } from "./viewer/keyboard";
import { linkButton } from "./viewer/link";
import { Luts } from "./viewer/luts";
import { modelChoice } from "./viewer/model-choice";
import { complain } from "./viewer/notice";
import { overview } from "./viewer/overview";
import type { ViewerPage } from "./viewer/page";
import { pageAddress } from "./viewer/page-address";
import { people } from "./viewer/people";
import { pictureFields } from "./viewer/picture-fields";
import { popovers } from "./viewer/popovers";
import { projectionFields } from "./viewer/projection-fields";
import { type Saved, savedOf } from "./viewer/saved";
import { scaleBar } from "./viewer/scale-bar";
import { show } from "./viewer/show";
import { slider } from "./viewer/slider";
import { stage } from "./viewer/stage";
import { Undo } from "./viewer/undo";
import { undoButtons } from "./viewer/undo-buttons";
import { firstView, type View } from "./viewer/view";

/** From this width on there is room for an open editor beside the image. */
const WIDE = "(min-width: 1100px)";

function start(page: ViewerPage): void {
  const { image, addresses } = page;
  const view = new Observed<View>(firstView(page.shown, image.size.z));
  const saved = new Observed<Saved>(savedOf(page.saved, page.whose.kind));
  const viewer = stage(image.interpolate);
  const calm = show(viewer, view, page);
  overview(viewer, view, page, calm);
  slider("z", view);
  slider("t", view);
  buttons(viewer);
  scaleBar(viewer, image.pixel_size.x);
  popovers();
  settings(page, view, saved, viewer, calm);
  linkButton(pageAddress(addresses.page, view, saved, viewer));
  downloads(page, view, viewer);
}

/** The editor of everything that can be set. */
function settings(
  page: ViewerPage,
  view: Observed<View>,
  saved: Observed<Saved>,
  viewer: ReturnType<typeof stage>,
  calm: () => Promise<void>,
): void {
  const { image, values, addresses } = page;
  const shop: Workshop = {
    view,
    image,
    values,
    histograms: new Histograms(addresses.histogram, image, values),
    luts: new Luts(addresses.luts, addresses.lut_sheet),
    calm,
  };
  const list = new ChannelList(shop);
  const undo = new Undo(view);
  const keeping = new Keeping(page, view, saved, undo);
  allWindows(shop);
  modelChoice(view);
  projectionFields(view);
  pictureFields(view, viewer, image.interpolate);
  undoButtons(undo);
  new Clipboard(page, view, saved);
  people(page, view);
  keyboard(viewer, view, image, {
    auto: () => void autoAll(shop).catch(complain),
    save: () => void keeping.save().catch(complain),
    undo: () => undo.undo(),
    redo: () => undo.redo(),
  });
  const first = view.value.channels.findIndex((channel) => channel.active);
  if (matchMedia(WIDE).matches && first >= 0) list.open(first);
}

if (document.getElementById("viewer-page")) start(pageData<ViewerPage>("viewer-page"));
else element(HTMLElement, "body").classList.add("without-picture");
keepAlive();
