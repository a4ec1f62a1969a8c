self.kept = {"editions": {"": ["", "offline/", "issues/2024-W20/"], "zh-hant/": ["zh-hant/", "zh-hant/offline/", "zh-hant/issues/2024-W20/"]}, "version": "4dfa7668c6f6e1d6"};
importScripts("/shikan/static/worker.js?v=cd57fcf3cd090289");
