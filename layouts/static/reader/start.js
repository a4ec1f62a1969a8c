// @ts-check
// The features that every page has.

import { enableKeys } from "./keys.js";
import { enableMarks } from "./marks.js";
import { keepForReading } from "./offline.js";
import { enableSettings } from "./settings.js";
import { suggestEdition } from "./suggest.js";

/** Enable all of them. */
export function start() {
  suggestEdition();
  enableSettings();
  enableKeys();
  enableMarks();
  keepForReading();
}
