"""Texts that a spreadsheet would run, and texts that look alike and mean no harm."""

from __future__ import annotations

FORMULAS = (
    "=1+1", "+1+1", "-1+1", "@SUM(1;1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\u00a0=1+1", "\u3000=1+1", "＝1+1", "＋1+1",
    "－1+1", "＠SUM(1)", "\ufeff=1+1", "\u200f=1+1", "\u200b=1+1", "\u202e=1+1", '"=1+1"', '""=1+1', ";=1+1", "a;=1+1",
    "a;\t=1+1", 'a;"=1+1"', "a\t=1+1", "a\n=1+1", "a\r\n+1+1", "=cmd|' /C calc'!A0", "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0", '=DDE("soffice";"x";"y")', '=HYPERLINK("x";"click")',
    '=WEBSERVICE("x")', '=IMPORTXML("x";"//a")', "=1+1;=2+2", "\x00=1+1", "\x0b=1+1", "\u2212" + "1+1", "﹦1+1",
    "=SUM(1,1)", "=A1", "={1;2}", "=1/0", '=INFO("directory")', "=NOW()", "=RAND()",
)  # fmt: skip
HARMLESS = (
    "1+1", "a=b", "x @ y", "قُتل 3 - 5 مدنيين", "%0A=1", "'=1", "a, -5", "http://x.example/?a=1", "3–5", "", "a;b", "C-A6ECFB45",
)  # fmt: skip
