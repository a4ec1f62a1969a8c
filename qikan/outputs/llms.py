"""llms.txt (https://llmstxt.org): where programs that read text find what an edition has."""

from __future__ import annotations

from collections.abc import Iterator

from qikan.content.messages import say
from qikan.markdown.from_html.escaping import escape
from qikan.model.page import Page
from qikan.outputs.context import OutputContext
from qikan.pages import addresses
from qikan.pages.naming import issue_title


def llms_txt(context: OutputContext, page: Page) -> bytes:
    """A title, a sentence, and lists of links: the sections of a file of this format."""
    config, variant = context.config, page.variant
    sections = [
        (say(context.messages, variant, "issues"), _issues(context, page)),
        (say(context.messages, variant, "topics"), _topics(context, page)),
        (say(context.messages, variant, "data"), _files(context, page)),
    ]
    parts = [
        f"# {config.title[variant]}",
        f"> {config.description[variant] or config.title[variant]}",
    ]
    if config.licence:
        parts.append(f"[{escape(config.licence.name)}]({config.licence.of(variant).url})")
    parts += ["\n".join([f"## {name}\n", *lines]) for name, lines in sections]
    return ("\n\n".join(parts) + "\n").encode()


def _page_url(context: OutputContext, variant: str, address: str) -> str:
    """The address of a page's Markdown, or of the page where there is none."""
    if "markdown" in context.config.outputs:
        address = addresses.twin_address(address)
    return context.config.url(variant, address)


def _issues(context: OutputContext, page: Page) -> Iterator[str]:
    for issue in page.data["issues"]:
        title = issue_title(context.messages, page.variant, issue)
        url = _page_url(context, page.variant, addresses.issue_address(issue))
        count = say(context.messages, page.variant, "count", n=issue.size)
        yield f"- [{escape(title)}]({url}): {issue.date}, {count}"


def _topics(context: OutputContext, page: Page) -> Iterator[str]:
    for topic, count in page.data["topics"]:
        url = _page_url(context, page.variant, addresses.subject_address(topic))
        about = topic.descriptions.get(page.variant, "")
        number = say(context.messages, page.variant, "count", n=count)
        yield f"- [{escape(topic.names[page.variant])}]({url}): {number}" + (
            f", {about}" if about else ""
        )


def _files(context: OutputContext, page: Page) -> Iterator[str]:
    for name, address in page.data["files"]:
        url = context.config.base_url + address
        yield f"- [{name}]({url})"
    url = context.config.url(page.variant, addresses.FEEDS)
    yield f"- [{escape(say(context.messages, page.variant, 'feeds'))}]({url})"
