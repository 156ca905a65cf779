"""What a browser sends of a form that writes into the draft, and what the draft then says."""

import re
from html import unescape

from regulars.programmes.models import Draft
from regulars.programmes.reading import read_programme

LATER = "2027-03-01"


def said(page):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page.content.decode())))


def fields(page):
    """What the form holds, as a browser would send it."""
    form = re.search(r'<form class="sheet".*?</form>', page.content.decode(), re.DOTALL)[0]
    found = {}
    for tag in re.findall(r"<input [^>]*>", form):
        name, value = (re.search(f'{key}="([^"]*)"', tag) for key in ("name", "value"))
        if not re.search(r'type="(checkbox|radio)"', tag) or " checked" in tag:
            found[name[1]] = value[1] if value else ""
    for name, body in re.findall(r'<select name="(\w+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        options = re.findall(r'<option value="([^"]*)"( selected)?', body)
        found[name] = next((value for value, chosen in options if chosen), options[0][0])
    found |= dict(re.findall(r'<textarea [^>]*name="(\w+)"[^>]*>([^<]*)</textarea>', form))
    return {name: unescape(value) for name, value in found.items() if name != "csrfmiddlewaretoken"}


def beside(page):
    """What is wrong, by field."""
    found = re.findall(r'<span class="wrong" id="wrong-(\w+)">(.*?)</span>', page.content.decode())
    return {name: unescape(sentence) for name, sentence in found}


def document():
    """The draft as it can be read; it has no mistakes."""
    reading = read_programme(Draft.objects.get().text)
    assert reading.mistakes == ()
    return reading.document


def drafted(part):
    return {one.id: one for one in getattr(document(), part)}


def sends(browser, address, **changed):
    """Open a form, change what is given, and send it; None takes a tick away."""
    typed = {**fields(browser.get(address)), **changed}
    return browser.post(address, {name: value for name, value in typed.items() if value is not None})
