// The browsing pages: they work without a script; this makes them pleasant.

import "../styles/browse.css";
import "../styles/said.css";
import { gridKeys } from "./browse/grid-keys";
import { markMissing } from "./browse/thumbnails";
import { keepAlive } from "./page/keep-alive";

gridKeys();
markMissing();
keepAlive();
