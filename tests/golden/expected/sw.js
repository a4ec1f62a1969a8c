self.kept = {"editions": {"": ["", "offline/", "issues/2024-W20/"], "zh-hant/": ["zh-hant/", "zh-hant/offline/", "zh-hant/issues/2024-W20/"]}, "version": "4fb2dc93a1d3ae5c"};
importScripts("/shikan/static/worker.js?v=d4af925828bf0887");
