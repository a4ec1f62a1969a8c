"""robots.txt."""

from make import assembled, config, output_context, plan

from qikan.outputs.robots import robots


def test_robots_txt_shows_the_way_to_the_sitemap() -> None:
    planned = plan(config(), assembled(config(), []))
    page = next(page for page in planned if page.path == "robots.txt")
    assert robots(output_context(config()), page).decode().split("\n") == [
        "User-agent: *",
        "Allow: /",
        "",
        "Sitemap: https://example.org/repo/sitemap.xml",
        "",
    ]
