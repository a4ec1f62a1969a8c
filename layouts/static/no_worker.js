// @ts-check
// Unregisters the service worker and deletes its caches, on a site that no longer has one.

{
  const worker = /** @type {any} */ (self);
  worker.addEventListener("install", () => worker.skipWaiting());
  worker.addEventListener("activate", (/** @type {any} */ event) => {
    const remove = async () => {
      const { scope } = worker.registration;
      const own = (await caches.keys()).filter((name) => name.startsWith("qikan-") && name.endsWith(` ${scope}`));
      for (const name of own) await caches.delete(name);
      await worker.registration.unregister();
    };
    event.waitUntil(remove());
  });
}
