// @ts-check
// What every page does for its reader.

import { enableKeys } from "./keys.js";
import { enableMarks } from "./marks.js";
import { keepForReading } from "./offline.js";
import { enableSettings } from "./settings.js";
import { suggestEdition } from "./suggest.js";

/** Enable all of it. */
export function start() {
  suggestEdition();
  enableSettings();
  enableKeys();
  enableMarks();
  keepForReading();
}
