"""Answers of careers sites, in the form that their documentation gives, with vacancies of our own."""

from __future__ import annotations

import json
from html import escape

RECRUITEE = "brinkhoven.recruitee.com/api/offers/"
GREENHOUSE = "boards-api.greenhouse.io/v1/boards/brinkhoven/jobs?content=true&pay_transparency=true"
TEAMTAILOR = "brinkhoven.teamtailor.com/jobs.rss?per_page=200"
PAGE = "www.werkenbij.example/vacatures"
XML = "www.werkenbij.example/feed.xml"


def offer(number: int, title: str, **values: object) -> dict[str, object]:
    return {
        "id": number,
        "slug": f"vacature-{number}",
        "status": "published",
        "title": title,
        "description": "<h1>Wat ga je doen?</h1><p>Je werkt in de <b>wijk</b>.</p>",
        "requirements": "<p>Een diploma.</p>",
        "location": "Brinkhoven, Nederland",
        "city": "Brinkhoven",
        "country": "Nederland",
        "country_code": "NL",
        "careers_url": f"https://brinkhoven.recruitee.com/o/vacature-{number}",
        "careers_apply_url": f"https://brinkhoven.recruitee.com/o/vacature-{number}/c/new",
        "employment_type_code": "parttime",
        "min_hours": 24,
        "max_hours": 32,
        "remote": False,
        "close_at": None,
        "created_at": "2026-11-01 08:00:00 UTC",
        **values,
    }


def recruitee(*offers: dict[str, object]) -> str:
    return json.dumps({"offers": offers})


def greenhouse(number: int = 127817, title: str = "Monteur") -> str:
    job = {
        "id": number,
        "internal_job_id": 144381,
        "title": title,
        "updated_at": "2026-11-02T10:55:28-05:00",
        "requisition_id": "REQ-50",
        "location": {"name": "Brinkhoven"},
        "absolute_url": f"https://www.werkenbij.example/jobs/{number}?gh_jid={number}",
        "language": "nl",
        "content": escape("<p>Je repareert <strong>alles</strong>.</p><script>alert(1)</script>"),
        "departments": [{"id": 13583, "name": "Techniek"}],
        "offices": [],
        "pay_input_ranges": [
            {"min_cents": 3_600_000, "max_cents": 4_800_000, "currency_type": "EUR", "title": "Salaris", "blurb": ""}
        ],
    }
    return json.dumps({"jobs": [job], "meta": {"total": 1}})


TEAMTAILOR_FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:tt="https://teamtailor.com/locations">
  <channel>
    <title>Brinkhoven</title>
    <item>
      <title>Kok in de wijk</title>
      <description>&lt;p&gt;Je kookt voor vijftig mensen.&lt;/p&gt;</description>
      <pubDate>Mon, 02 Nov 2026 09:00:00 +0100</pubDate>
      <link>https://brinkhoven.teamtailor.com/jobs/1-kok</link>
      <remoteStatus>hybrid</remoteStatus>
      <guid>8f14e45f-ceea-467f-a8d4-1</guid>
      <tt:locations><tt:location><tt:name>Keuken</tt:name><tt:zip>1234 AB</tt:zip><tt:city>Brinkhoven</tt:city>
        <tt:country>Netherlands</tt:country></tt:location></tt:locations>
      <tt:department>Zorg</tt:department>
    </item>
  </channel>
</rss>"""

INDEED_FEED = """<?xml version="1.0" encoding="utf-8"?>
<source>
  <publisher>Brinkhoven</publisher>
  <job>
    <title><![CDATA[Chauffeur]]></title>
    <date><![CDATA[Mon, 02 Nov 2026 09:00:00 GMT]]></date>
    <referencenumber><![CDATA[CH-7]]></referencenumber>
    <url><![CDATA[https://www.werkenbij.example/chauffeur]]></url>
    <city><![CDATA[Brinkhoven]]></city><country><![CDATA[NL]]></country><postalcode><![CDATA[1234 AB]]></postalcode>
    <description><![CDATA[<p>Je rijdt de <i>bus</i>.</p>]]></description>
    <jobtype><![CDATA[fulltime]]></jobtype>
    <expirationdate><![CDATA[2026-12-24]]></expirationdate>
  </job>
</source>"""


def posting(**values: object) -> str:
    thing = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": "Verpleegkundige",
        "description": "<p>Je zorgt voor mensen thuis.</p>",
        "identifier": {"@type": "PropertyValue", "name": "Brinkhoven", "value": "V-12"},
        "datePosted": "2026-11-01",
        "validThrough": "2026-12-01T23:59",
        "employmentType": ["FULL_TIME", "PART_TIME"],
        "hiringOrganization": {"@type": "Organization", "name": "Brinkhoven"},
        "jobLocation": {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "addressLocality": "Brinkhoven",
                "postalCode": "1234 AB",
                "addressCountry": "NL",
            },
        },
        "baseSalary": {
            "@type": "MonetaryAmount",
            "currency": "EUR",
            "value": {"@type": "QuantitativeValue", "minValue": 2800, "maxValue": 3900, "unitText": "MONTH"},
        },
        **values,
    }
    return html(thing)


def html(thing: object) -> str:
    block = f'<script type="application/ld+json">{json.dumps(thing)}</script>'
    return f"<!doctype html><html><head>{block}</head><body><h1>Werken bij</h1></body></html>"
