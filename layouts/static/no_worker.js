// @ts-check
// Takes the service worker away, with all that it kept: for a site that had one and has none now.

{
  const worker = /** @type {any} */ (self);
  worker.addEventListener("install", () => worker.skipWaiting());
  worker.addEventListener("activate", (/** @type {any} */ event) => {
    const leave = async () => {
      const { scope } = worker.registration;
      const own = (await caches.keys()).filter((name) => name.startsWith("qikan-") && name.endsWith(` ${scope}`));
      for (const name of own) await caches.delete(name);
      await worker.registration.unregister();
    };
    event.waitUntil(leave());
  });
}
