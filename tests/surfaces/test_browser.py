"""The browser itself: it reaches the shop, and a complaint is heard."""


def test_the_browser_reaches_the_shop(page):
    page.goto("/healthz")

    assert '"well": true' in page.inner_text("body")


def test_a_style_written_inline_is_a_complaint(page):
    page.goto("/healthz")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">red</p>')")

    assert any("Content Security Policy" in complaint for complaint in page.complaints)
    page.complaints.clear()
