// @ts-check
// Registers the service worker, where the site has one.

/** Register it once the page is loaded, so that it does not compete with the page's own requests. */
export function keepForReading() {
  const script = document.querySelector("script[data-worker]");
  if (!(script instanceof HTMLElement) || !script.dataset.worker || !navigator.serviceWorker) return;
  const address = script.dataset.worker;
  const register = () => navigator.serviceWorker.register(address).catch(() => {}); // forbidden here
  if (document.readyState === "complete") register();
  else addEventListener("load", register, { once: true });
}
