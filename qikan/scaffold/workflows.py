"""Workflows of GitHub Actions that build an archive, look it over and publish it at a host."""

from __future__ import annotations

from collections.abc import Mapping

_HEAD = """\
name: Publish
# 每次推送都生成、检查并发布；每个合并请求都有一份可下载的预览。
# Every push is built, looked over and published; every pull request has a preview to download.
on:
  push:
    branches: [main]
  pull_request:
  workflow_dispatch:
permissions:
  contents: read
concurrency:
  group: publish-${{ github.ref }}
  cancel-in-progress: ${{ github.event_name == 'pull_request' }}
"""
_BUILD = """\
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: python -m pip install --quiet -r requirements.txt
      - uses: actions/cache@v4
        with:
          path: .cache
          key: qikan-${{ github.sha }}
          restore-keys: qikan-
"""
_PREVIEW = f"""\
  preview:
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
{_BUILD}\
      - run: python build.py --drafts --base-url http://localhost:8000/
      - run: python build.py verify --drafts --base-url http://localhost:8000/ --for server
      # 下载后运行 python -m http.server。Download it, then: python -m http.server
      - uses: actions/upload-artifact@v4
        with:
          name: preview
          path: site
          include-hidden-files: true
"""
_PUBLISH = """\
  publish:
    if: github.event_name != 'pull_request' && github.ref == 'refs/heads/main'
    runs-on: ubuntu-latest
    timeout-minutes: 15
"""
_PAGES = f"""\
    permissions:
      contents: read
      pages: write
      id-token: write
    environment:
      name: github-pages
      url: ${{{{ steps.deployment.outputs.page_url }}}}
    steps:
      - id: pages
        uses: actions/configure-pages@v5
{_BUILD}\
      - run: python build.py --base-url "$BASE_URL/"
        env:
          BASE_URL: ${{{{ steps.pages.outputs.base_url }}}}
      - run: python build.py verify --base-url "$BASE_URL/" --for pages
        env:
          BASE_URL: ${{{{ steps.pages.outputs.base_url }}}}
      - uses: actions/upload-pages-artifact@v3
        with:
          path: site
      - id: deployment
        uses: actions/deploy-pages@v4
"""
_RSYNC = f"""\
    steps:
{_BUILD}\
      - run: python build.py
      - run: python build.py verify --for server
      # 密钥：DEPLOY_KEY 私钥，DEPLOY_HOST_KEY 主机公钥（ssh-keyscan），DEPLOY_TARGET 目标
      # Secrets: the private key, the host's public key, and user@host:/srv/site/
      - env:
          DEPLOY_KEY: ${{{{ secrets.DEPLOY_KEY }}}}
          DEPLOY_HOST_KEY: ${{{{ secrets.DEPLOY_HOST_KEY }}}}
          DEPLOY_TARGET: ${{{{ secrets.DEPLOY_TARGET }}}}
        run: |
          umask 077
          printf '%s\\n' "$DEPLOY_KEY" > key
          printf '%s\\n' "$DEPLOY_HOST_KEY" > known_hosts
          rsync --recursive --checksum --delete-after --delay-updates \\
            --rsh "ssh -i key -o UserKnownHostsFile=known_hosts" site/ "$DEPLOY_TARGET"
"""
_STORAGE = f"""\
    steps:
{_BUILD}\
      - run: python build.py
      - run: python build.py verify --for server
      # 只上传改过的文件：网站的清单和存储桶里上一次的清单相比。BUCKET 如 s3://my-site
      # Only what changed is sent: the site's manifest beside the one that the bucket has.
      - env:
          AWS_ACCESS_KEY_ID: ${{{{ secrets.AWS_ACCESS_KEY_ID }}}}
          AWS_SECRET_ACCESS_KEY: ${{{{ secrets.AWS_SECRET_ACCESS_KEY }}}}
          AWS_DEFAULT_REGION: ${{{{ vars.AWS_DEFAULT_REGION }}}}
          AWS_ENDPOINT_URL: ${{{{ vars.AWS_ENDPOINT_URL }}}}
          BUCKET: ${{{{ vars.BUCKET }}}}
        run: |
          [ -n "$AWS_ENDPOINT_URL" ] || unset AWS_ENDPOINT_URL
          if aws s3 cp "$BUCKET/.qikan-manifest" old-manifest --only-show-errors; then
            python build.py changes old-manifest > changes
            sed -n 's/^put //p' changes | while read -r path; do
              aws s3 cp "site/$path" "$BUCKET/$path" --only-show-errors
            done
            sed -n 's/^remove //p' changes | while read -r path; do
              aws s3 rm "$BUCKET/$path" --only-show-errors
            done
          else
            aws s3 sync site "$BUCKET" --exclude .qikan-manifest --only-show-errors
          fi
          aws s3 cp site/.qikan-manifest "$BUCKET/.qikan-manifest" --only-show-errors
"""
_CLOUDFLARE = f"""\
    steps:
{_BUILD}\
      - run: python build.py
      - run: python build.py verify --for cloudflare
      - uses: cloudflare/wrangler-action@v3
        with:
          apiToken: ${{{{ secrets.CLOUDFLARE_API_TOKEN }}}}
          accountId: ${{{{ secrets.CLOUDFLARE_ACCOUNT_ID }}}}
          command: pages deploy site --project-name=${{{{ vars.CLOUDFLARE_PROJECT }}}}
"""
_VERCEL = f"""\
    steps:
{_BUILD}\
      - run: python build.py
      - run: python build.py verify --for vercel
      - env:
          VERCEL_TOKEN: ${{{{ secrets.VERCEL_TOKEN }}}}
          VERCEL_ORG_ID: ${{{{ secrets.VERCEL_ORG_ID }}}}
          VERCEL_PROJECT_ID: ${{{{ secrets.VERCEL_PROJECT_ID }}}}
        run: npx --yes vercel@latest deploy site --prod --yes --token "$VERCEL_TOKEN"
"""
_STEPS: Mapping[str, str] = {
    "pages": _PAGES,
    "rsync": _RSYNC,
    "storage": _STORAGE,
    "cloudflare": _CLOUDFLARE,
    "vercel": _VERCEL,
}
HOSTS = tuple(_STEPS)
"""The hosts that have a workflow."""
PATH = ".github/workflows/publish.yml"


def workflow(host: str) -> str:
    """The workflow that publishes at a host."""
    return f"{_HEAD}jobs:\n{_PREVIEW}{_PUBLISH}{_STEPS[host]}"
