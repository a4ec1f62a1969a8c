// @ts-check
// The script of every page but the search page, whose own script does the same.

import { start } from "./start.js";

start();
