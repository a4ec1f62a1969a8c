// @ts-check
// The page shown for a page that is not cached: lists the cached pages.

const list = document.querySelector(".kept");
const MOST = 60;

/** The pages that the service worker cached, the newest first. */
async function kept() {
  const scope = (await navigator.serviceWorker?.getRegistration())?.scope;
  if (!scope) return [];
  const pages = await caches.open(`qikan-pages ${scope}`);
  const urls = (await pages.keys()).map(({ url }) => url).reverse();
  const here = document.documentElement.lang;
  const all = await Promise.all(urls.map(async (url) => {
    const html = (await (await pages.match(url))?.text()) ?? "";
    const page = new DOMParser().parseFromString(html, "text/html");
    const heading = page.querySelector("h1");
    heading?.querySelector(".original")?.remove();
    return { url, lang: page.documentElement.lang, title: heading?.textContent?.trim() || page.title };
  }));
  return all.filter(({ url, lang }) => lang === here && !/\/(?:offline|search)\/$/.test(url)).slice(0, MOST);
}

kept().then((pages) => {
  list?.replaceChildren(...pages.map(({ url, title }) => {
    const [item, link] = [document.createElement("li"), document.createElement("a")];
    link.href = url;
    link.textContent = title;
    item.append(link);
    return item;
  }));
}).catch(() => {}); // storage is forbidden: the links above remain

document.querySelector("button.retry")?.addEventListener("click", () => location.reload());
