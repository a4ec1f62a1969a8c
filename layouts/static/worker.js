// @ts-check
// The service worker: caches visited pages, and the newest issue, for reading without a
// network. sw.js at the root of the site lists what it caches (`kept`) and imports this file.
//
// With a network a page always comes from it. A page is cached only with all static files that it
// names, and each of these only if it has the digest in its address: what is shown without a network
// is a page and the style of the same build.

/**
 * What a worker has and a page has not.
 * @typedef {Event & {waitUntil: (done: Promise<unknown>) => void}} Lasting
 * @typedef {Lasting & {request: Request, respondWith: (answer: Promise<Response>) => void}} Fetching
 */

{
  const worker = /** @type {any} */ (self);
  /** @type {string} */
  const scope = worker.registration.scope;
  /** @type {Record<string, string[]>} what is cached in advance, by an edition's prefix */
  const editions = worker.kept.editions;
  const PAGES = `qikan-pages ${scope}`;
  const FILES = `qikan-files ${scope}`;
  const MOST_PAGES = 300;
  /** Milliseconds after which a cached page is shown while the network does not answer. */
  const TIMEOUT = 4000;
  const FILE = /(?:href|src)="([^"]+\?v=[0-9a-f]+)"/g;

  /** @param {string} url */
  const keyOf = (url) => url.replace(/[?#].*/, "");

  /** @param {string} url */
  const isFile = (url) => /\/static\/[^?]*\?v=[0-9a-f]+$/.test(url);

  /**
   * The prefix of the edition that an address is in.
   * @param {string} url
   */
  function editionOf(url) {
    const inside = url.slice(scope.length);
    const longest = Object.keys(editions).sort((a, b) => b.length - a.length);
    return longest.find((prefix) => inside.startsWith(prefix)) ?? "";
  }

  /**
   * Whether a file is the one that its address names.
   * @param {string} url
   * @param {ArrayBuffer} data
   */
  async function isVersion(url, data) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
    const hex = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.startsWith(new URL(url).searchParams.get("v") ?? "-");
  }

  /**
   * A static file: the cached one, else that of the network, which is cached if its digest is right.
   * @param {string} url
   */
  async function file(url) {
    const files = await caches.open(FILES);
    const kept = await files.match(url);
    if (kept) return kept;
    const answer = await fetch(url);
    if (answer.ok && (await isVersion(url, await answer.clone().arrayBuffer()))) {
      await files.put(url, answer.clone());
    }
    return answer;
  }

  /**
   * Cache a page with the files that it names; nothing is cached if one of them cannot be.
   * @param {string} url
   * @param {Response} answer
   */
  async function keep(url, answer) {
    if (!answer.headers.get("content-type")?.startsWith("text/html")) return;
    const files = await caches.open(FILES);
    const html = await answer.clone().text();
    for (const [, address] of html.matchAll(FILE)) {
      const named = new URL(address, url).href;
      await file(named);
      if (!(await files.match(named))) return;
    }
    const pages = await caches.open(PAGES);
    await pages.delete(keyOf(url)); // so that the page becomes the newest in the cache
    await pages.put(keyOf(url), answer);
    const asked = new Set(Object.values(editions).flat().map((address) => scope + address));
    const read = (await pages.keys()).filter(({ url: kept }) => !asked.has(kept));
    for (const old of read.slice(0, -MOST_PAGES)) await pages.delete(old);
  }

  /**
   * Fetch pages and cache them.
   * @param {string[]} urls
   */
  async function keepAll(urls) {
    for (const url of urls) {
      const answer = await fetch(url, { cache: "no-cache" });
      if (answer.ok) await keep(url, answer);
    }
  }

  /**
   * Cache in advance for the editions of the open pages.
   * @param {string[]} urls
   */
  async function keepEditions(urls) {
    const prefixes = new Set(urls.map(editionOf));
    await keepAll([...prefixes].flatMap((prefix) => editions[prefix] ?? []).map((address) => scope + address));
  }

  /** The addresses of the pages that are open. */
  async function openPages() {
    /** @type {{url: string}[]} */
    const clients = await worker.clients.matchAll({ includeUncontrolled: true, type: "window" });
    return clients.map(({ url }) => keyOf(url)).filter((url) => url.startsWith(scope));
  }

  /** Delete the static files that no cached page names. */
  async function deleteUnusedFiles() {
    const [pages, files] = [await caches.open(PAGES), await caches.open(FILES)];
    /** @type {Set<string>} */
    const named = new Set();
    for (const { url } of await pages.keys()) {
      const html = (await (await pages.match(url))?.text()) ?? "";
      for (const [, address] of html.matchAll(FILE)) named.add(new URL(address, url).href);
    }
    for (const kept of await files.keys()) if (!named.has(kept.url)) await files.delete(kept);
  }

  /**
   * A page: that of the network, else the cached one, else the offline page.
   * @param {Fetching} event
   */
  async function page(event) {
    const { request } = event;
    const pages = await caches.open(PAGES);
    const kept = await pages.match(keyOf(request.url));
    const fresh = fetch(request).then((answer) => {
      if (answer.ok && !answer.redirected) event.waitUntil(keep(request.url, answer.clone()).catch(() => {}));
      return answer;
    });
    /** @type {Promise<Response>[]} */
    const choices = [fresh];
    if (kept) choices.push(new Promise((done) => setTimeout(done, TIMEOUT, kept)));
    try {
      return await Promise.race(choices);
    } catch {
      const prefix = editionOf(request.url);
      return kept ?? (await pages.match(`${scope}${prefix}offline/`)) ?? Response.error();
    }
  }

  worker.addEventListener("install", (/** @type {Lasting} */ event) => {
    const install = async () => {
      const pages = await openPages();
      await keepEditions(pages.length ? pages : [scope]);
      await worker.skipWaiting();
    };
    event.waitUntil(install());
  });

  worker.addEventListener("activate", (/** @type {Lasting} */ event) => {
    const activate = async () => {
      await worker.clients.claim();
      await keepAll(await openPages());
      await deleteUnusedFiles();
    };
    event.waitUntil(activate());
  });

  worker.addEventListener("fetch", (/** @type {Fetching} */ event) => {
    const { request } = event;
    if (request.method !== "GET" || !request.url.startsWith(scope)) return;
    if (isFile(request.url)) event.respondWith(file(request.url));
    else if (request.mode === "navigate") {
      event.respondWith(page(event));
      event.waitUntil(keepNewEdition(request.url).catch(() => {}));
    }
  });

  /**
   * Cache in advance for an edition at the reader's first visit to it.
   * @param {string} url
   */
  async function keepNewEdition(url) {
    const pages = await caches.open(PAGES);
    if (!(await pages.match(`${scope}${editionOf(url)}offline/`))) await keepEditions([url]);
  }
}
