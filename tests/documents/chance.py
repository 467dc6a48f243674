"""Requests made by chance: every address, sensible and senseless values, all methods, in the names of all people."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from urllib.parse import quote, urlencode

from micrographia.web.params import parameters_of
from micrographia.web.policy import Policy
from micrographia.web.route import Route

NUMBERS = ("0", "1", "2", "3", "4", "5", "11", "-1", "99", "x", "", "1.5", "1e3", str(2**63), "9" * 40, "٣", "\0")
WINDOWS = (
    *("0:255", "100:355", "5:5", "9:1", "nan:nan", "-inf:inf", "1e308:-1e308", "-1e308:1e308", "0:1e-320"),
    *("abc:5", "1:2:3", "7", ":", "-5.5:1e3", "20:300r", "20:300-r", "99999999999999999999:1", ""),
)
COLORS = ("FF0000", "0f0", "FF000080", "GGG", "#FF0000", "12345", "", "grays.lut", "cool.lut", "none.lut", ".lut", "$$")
MAPS = (
    '[{"reverse":{"enabled":true}},{"reverse":{"enabled":false}}]',
    '[{"inverted":{"enabled":"true"}}]',
    '[{"inverted":true},{"reverse":[]}]',
    '[{"quantization":{"family":"exponential","coefficient":1.5}}]',
    '[{"quantization":{"family":"logarithmic"}},{"quantization":{"family":"polynomial","coefficient":0.1}}]',
    '[{"quantization":{"family":7,"coefficient":-1}}]',
    '[{"quantization":{"family":"polynomial","coefficient":1e308}}]',
    *("[]", "{}", "null", "[null]", "[1,2]", "[" * 500, "{", "", '["\\ud800"]', '[{"contrast":{}}]', "[NaN]"),
)
PROJECTIONS = (
    *("normal", "intmax", "intmean", "intsum", "intmax|0:10", "intmean|1:3", "intsum|3:1", "intmax|5"),
    *("intmean|-3:99", "intmax|a:b", "intsum|99:99", "other", "", "intmax|", "|", "intmax|999999999:999999999"),
)
TILES = ("0,0,0", "0,1,0,16,16", "1,0,0", "4,0,0", "-1,0,0", "0,-1,0", f"0,{10**17},0", "0,0,0,99999,9", "0,0,0,0,0,7")
REGIONS = (
    "0,0,10,10",
    "70,40,999,999",
    "-1,0,5,5",
    "0,0,0,0",
    f"0,0,{10**17},1",
    f"{10**17},0,1,1",
    "1,2,3",
    "a,b,c,d",
)
WORDS = ("", "0", "1", "true", "x", "ü 😀", "\0", "%", "9" * 50, "<script>", "-1", "a" * 2000, "a.b", "(", "\n")
KINDS = ("image", "dataset", "project", "plate", "screen", "acquisition", "well", "", "x")

CHOICES = {
    "m": ("c", "g", "x", ""),
    "maps": MAPS,
    "p": PROJECTIONS,
    "q": ("0", "0.5", "1", "1.1", "-1", "nan", "inf", "x", ""),
    "tile": (*TILES, "", "a"),
    "region": (*REGIONS, ""),
    "format": ("jpeg", "png", "tif", "webp", "gif", "mp4", "x", ""),
    "fps": ("4", "0.1", "60", "0", "-1", "nan", "1e999", "x", ""),
    "bins": ("20", "1", "0", "-5", "65536", "65537", "x"),
    "callback": ("f", "a.b", "$", "(", "é", "f" * 65, ""),
    "share": ("1", "0", "-1", "x", ""),
    "to_type": KINDS,
    "getDefaults": ("true", "false", ""),
    "pixel_range": ("0:65535", "x", ""),
    **dict.fromkeys(("z", "t", "theZ", "theT", "rdefId"), NUMBERS),
}
METHODS = (*("GET",) * 16, *("POST",) * 3, "HEAD", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH")


@dataclass(frozen=True)
class Chance:
    """A request: `body` is sent as a form. who: a name, "" for nobody. public: whether nobody may see what is there."""

    who: str
    method: str
    address: str
    body: str
    script: bool
    public: bool


class Chances:
    """Requests to the routes below a prefix; ids: of things that are there."""

    def __init__(self, seed: int, routes: Sequence[Route], prefix: str, ids: Sequence[int]) -> None:
        self._random = Random(seed)
        self._routes, self._prefix = routes, prefix
        self._ids = [str(number) for number in ids]

    def next(self) -> Chance:
        pick = self._random.choice
        route = pick(self._routes)
        method = pick(METHODS) if self._random.random() < 0.5 else pick(route.methods.split())
        address = self._prefix + re.sub("<(\\w+):(\\w+)>", self._path_value, pick(route.paths))
        if self._random.random() < 0.15:
            address = address.rstrip("/")
        query = pick(("%zz&&=;&c", "c=%ff%fe", "a=1&a=2")) if self._random.random() < 0.03 else self._form(route)
        body = self._form(route) if method not in ("GET", "HEAD") else ""
        who = pick(("will", "will", "will", "colleague", "stranger", "boss", ""))
        script, public = self._random.random() < 0.2, route.policy is Policy.PUBLIC
        return Chance(who, method, f"{address}?{query}" if query else address, body, script, public)

    def _path_value(self, found: re.Match[str]) -> str:
        kind, name = found.groups()
        if name == "username":
            return self._random.choice(("will", "boss", "root", "guest", "nobody", "%00", "%C3%A9", "."))
        if kind == "axis":
            return self._random.choice("zzttcx")
        if kind == "str":
            return quote(self._random.choice(("size.width", "channels.0", "meta", "é", ".", "x" * 300)), safe="")
        if name.endswith("_id"):
            return self._id()
        return self._random.choice(("0", "0", "0", "1", "1", "2", "4", "11", "40", "99", "5000", str(2**63), "9" * 40))

    def _id(self) -> str:
        return self._random.choice(("0", "999999", str(2**63))) if self._random.random() < 0.1 else self._known_id()

    def _known_id(self) -> str:
        return self._random.choice(self._ids)

    def _form(self, route: Route) -> str:
        """Some of the parameters that the route declares, and now and then one that it does not."""
        names = [bound.name for bound in parameters_of(route.params)] if route.params else []
        asked = [name for name in names if self._random.random() < 0.4]
        if self._random.random() < 0.1:
            asked.append(self._random.choice((*CHOICES, "_", "ia", "id")))
        return urlencode([(name, self._value(name)) for name in asked])

    def _value(self, name: str) -> str:
        pick = self._random.choice
        if self._random.random() < 0.05:
            return pick(WORDS)
        if name == "c":
            return ",".join(self._entry() for _ in range(pick((0, 1, 1, 2, 3, 4, 9))))
        if name in ("toids", "fromid", "imageId"):
            return self._id() if self._random.random() < 0.8 else pick((*NUMBERS, "1,2", ","))
        return pick(CHOICES.get(name, WORDS))

    def _entry(self) -> str:
        pick, chance = self._random.choice, self._random.random
        index = pick(("1", "2", "3", "4", "-1", "-2")) if chance() < 0.9 else pick(("0", "99", "a", "", "-", "1.5"))
        window = pick(("", "|" + (WINDOWS[0] if chance() < 0.5 else pick(WINDOWS))))
        return index + window + pick(("", "$" + pick(COLORS)))

    def told(self, chance: Chance) -> str:
        """The request as one can repeat it."""
        return json.dumps([chance.who, chance.method, chance.address[:500], chance.body[:500]], ensure_ascii=False)
