"""The list of members: a search as one types, filters that live in the address, and the same list as a file."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regulars.accounts.access import StaffRequest, needs
from regulars.accounts.actions import record
from regulars.accounts.roles import may
from regulars.console.filters import choices_of, read_filters
from regulars.console.pages import is_part, page, part, voice
from regulars.insight.members import COUNTED_MOST, Row, every_member, member_list
from regulars.programmes.queries import NoProgramme, current
from regulars.telling.voice import Voice

PAGE = 50


@require_safe
@needs("see_members")
def members(request: StaffRequest) -> HttpResponse:
    """Show a page of the members that fit; while one types, only the list itself."""
    try:
        programme = current()
    except NoProgramme:
        return page(request, "home_empty.html", here="members")
    speaking, now = voice(), timezone.now()
    with_details = may(request.user, "see_personal_details")
    filters = read_filters(request.GET, programme, speaking, now=now, with_details=with_details)
    listed = member_list(filters.wanted, now=now, before=filters.before, limit=PAGE)
    shown: dict[str, Any] = {  # Any: a template takes what it gets.
        "voice": speaking,
        "filters": filters,
        "choices": choices_of(programme, speaking, filters),
        "rows": listed.rows,
        "count": listed.total,
        "is_more": listed.total > COUNTED_MOST,
        "count_most": COUNTED_MOST,
        "next_page": filters.address(before=listed.next_before) if listed.next_before else "",
        "tracks": [speaking.of(track.name) for track in programme.versions[-1].document.tracks.values()],
        "kinds": [speaking.of(speaking.points[name]) for name in programme.versions[-1].currencies],
    }
    if is_part(request):
        return part(request, "member_list.html", **shown)
    return page(request, "members.html", here="members", **shown)


@require_safe
@needs("export_members")
def export(request: StaffRequest) -> StreamingHttpResponse:
    """Send the members that fit as a CSV file, which is written down in the audit trail."""
    programme, speaking, now = current(), voice(), timezone.now()
    filters = read_filters(request.GET, programme, speaking, now=now, with_details=True)
    record(by=request.user, verb="export_members", subject="members", facts=filters.facts(), now=now)
    version = programme.versions[-1]
    heads = [
        _("Number"), _("Card"), _("Nickname"), _("Joined"), _("Orders"),
        *(speaking.of(track.name) for track in version.document.tracks.values()),
        *(word for name in version.currencies for word in _points_heads(speaking, name)),
    ]  # fmt: skip
    rows = _written(heads, every_member(filters.wanted, now=now), speaking)
    response = StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="members-{speaking.here(now):%Y%m%d-%H%M}.csv"'
    return response


def _points_heads(speaking: Voice, name: str) -> tuple[str, str]:
    called = speaking.of(speaking.points[name])
    return called, _("%(points)s, not yet usable") % {"points": called}


class _Echo:
    """A file that hands each line on instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def _written(heads: list[str], rows: Iterator[Row], speaking: Voice) -> Iterator[str]:
    writer = csv.writer(_Echo())
    # Excel takes a file for UTF-8 only where it begins with this mark.
    yield "\ufeff" + writer.writerow(heads)
    for row in rows:
        yield writer.writerow([
            row.wallet_id, _plain(" ".join(row.cards)), _plain(row.nickname), f"{speaking.here(row.joined_at):%Y-%m-%d}",
            row.orders, *(speaking.of(level) for level in row.levels),
            *(figure for points in row.points for figure in (points.usable, points.pending)),
        ])  # fmt: skip


def _plain(text: str) -> str:
    """A nickname is a member's own words: a spreadsheet must not take it for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
