"""Date expressions of Chinese text, as the words give them: what is missing stays missing.

Works on folded text (``kg.text.fold``). An expression is found with its parts; which year and month an incomplete one
belongs to is told by its context (``kg.extract.calendar``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.text import forms
from kg.text.numerals import CHARACTERS, value
from kg.text.regex import compile_kept

_NUMBERED = f"(?:{forms.table('dates')['numbered']})"
_DOES = f"(?:{forms.table('dates')['does']})"
_SAYS = forms.table("dates")["says"]
_TRIP = f"(?:{forms.table('dates')['trip']})"
_SHORT_TRIP = f"(?:{forms.table('dates')['short_trip']})"
_N = f"[{CHARACTERS}]"
_RANGE = r"(?:至|到|~|—+|、|和|与|及)"
# a year: 2023年, 二〇二三年, 去年, 去（2023）年, 民国112年, 113年5月, 同年
_YEAR = (
    r"(?:(?P<roc>民国)[^\S\n]?(?P<rocy>\d{2,3}|[一二三四五六七八九十百]{1,6})年"
    r"|(?P<rel>去|今|本|明|前|同|翌|当|次|上|后|(?<!每)隔(?=年(?:[\d，初底春夏秋冬再又才即便与在于赴访宣签由]|[一二三四五六七八九十]{1,3}月)))(?:[^\S\n]?（[^\S\n]?(?P<rely>(?:19|20)\d\d|1[0-2]\d)(?:年)?[^\S\n]?）[^\S\n]?)?"
    r"年(?!轻|级|度|会|夜|青|间|来)"
    r"|(?P<y>(?:19|20)\d\d|[一二][〇九八][〇一二三四五六七八九]{2}|(?<!\d)1[0-2]\d(?=[^\S\n]?年[^\S\n]?\d{1,2}[^\S\n]?月))"
    r"[^\S\n]?年(?!代|级))"
)
_MONTH = (
    r"(?:(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]|(?<![美欧日港澳加韩台万亿百千\d])元(?=月))[^\S\n]?月(?:(?<=\d月)间(?!隔|接|谍))?(?!来(?![华京访台港沪])|间|以来)"
    r"|(?P<relm>本|上|下|同|当|这|(?<![第首每多数几屡再此\d一二三四五六七八九十])次|翌|(?<!每)隔)(?:（[^\S\n]?(?P<relmn>1[0-2]|0?[1-9])[^\S\n]?）[^\S\n]?)?(?:个)?月(?!球|亮|饼|台|薪|票|刊|报|度|均))"
)
_DAY = (
    r"(?P<d>3[01]|[12]\d|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九]|廿[一二三四五六七八九]?)"
    r"[^\S\n]?(?:日|(?:号|號)(?![^，。；]{0,2}(?:卫星|飞船|探测器|火箭)|公路|国道|文件|决议|法令|令|通知|楼|院|线|馆|门|船|轮|舰|艇|机组|会议室))"
)
_NUMERAL_DAY = r"3[01]|[12]\d|0?[1-9]|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?|[一二三四五六七八九]"
_DAY0 = f"(?P<d>{_NUMERAL_DAY})"
# 今|在, 昨|与: the day by one character, before what somebody does on it
_TODAY = (
    r"(?<![如至迄当现而古从去当厚抚借\d])(?:昨(?=亦|也|已|曾|就|起(?!义|诉|草))|(?<![文说证表声黎发光透聪申阐])明(?=起(?!义|诉|草))"
    rf"|[今昨](?=则|起(?!义|诉|草)|在|于|与|和|向|对|偕|首[次度]|再[次度]|{_DOES}))"
)
# 晚间|在, 上午|与: the time of a day that is not named, before what somebody does then
_HOUR = (
    r"(?<![日号天早今昨明当同前一二三四五六七八九十\d周期间夜）])(?:早上|上午|中午|午间|下午|晚间|晚上|傍晚|清晨|凌晨|深夜)"
    rf"(?=在|于|与|和(?!下|晚)|同|对|偕同|亲自|透过|通过|{_DOES})"
)
# 3月4日|星期一, 3月4日|（星期一）
_WEEKDAY = r"(?:[上本这]?(?:周|星期|礼拜)[一二三四五六日天](?!体|期)|（(?:周|星期|礼拜)[一二三四五六日天]）)?"
_SIDE = r"(?!圆|元|本(?![次届])|语|之?内|游|均|程|以来|式|外访|行程)"

_YEAR_TOLD = re.compile(r"(?<!\d)(?:19|20)\d\d年[^。！？\n]*\Z")  # before the end of a year
_NEAR = 60  # characters from a year to what is told of its end
# What a date begins with: the pattern is tried nowhere else.
_BEGINS = (
    r"(?=[\d一七三上下两九二五今即傍八六凌几半前十卅去同后周四多年廿当数早明星昨晚最月末本次此民深清礼第翌这隔首元]"
    r"|中午[在设宴款]|午间)"
)
_PATTERN = compile_kept(
    rf"""
    {_BEGINS}(?:
    (?P<iso>(?<!\d)(?P<iy>(?:19|20)\d\d)[^\S\n]?[/.—][^\S\n]?(?P<im>1[0-2]|0?[1-9])[^\S\n]?[/.—][^\S\n]?(?P<id>3[01]|[12]\d|0?[1-9])(?!\d))
    |(?P<yrange>(?<!\d)(?P<ya>(?:19|20)\d\d)(?:[^\S\n]?年)?[^\S\n]?{_RANGE}[^\S\n]?(?P<yb>(?:19|20)\d\d)[^\S\n]?年(?!(?<=[、和与及]\d{{4}}年)1?\d月))
    |(?:{_YEAR}(?:[^\S\n]|的(?=1?\d月|[一二三四五六七八九十]+月))?)?{_MONTH}
        (?:[^\S\n]?(?:
            {_DAY0}[^\S\n]?(?:日|号)?[^\S\n]?(?:[上下中]午)?(?:至|到|~|—(?!—)|——(?!\d{{1,2}}月))[^\S\n]?
                (?:(?:(?P<m2y>(?:19|20)\d\d)年)?(?P<m2>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])[^\S\n]?月[^\S\n]?)?
                (?P<d2>{_NUMERAL_DAY})[^\S\n]?(?:日|号)
            |(?P<da>{_NUMERAL_DAY})(?:日|号)?(?:及|和|与|、)(?P<db>{_NUMERAL_DAY})两?(?:日|号)
            |{_DAY.replace("?P<d>", "?P<ds>")}{_WEEKDAY}
            |(?P<part>上旬|中旬|下旬|初|底|末|月底)
        ))?
    |(?<!年)(?P<mrange>(?:(?P<mry>(?:19|20)\d\d)年)?(?P<ma>1[0-2]|[1-9])[^\S\n]?月?(?:至|到|~|—|(?<=[\d月])、)(?P<mb>1[0-2]|[1-9])月(?:间|(?!\d|间)))
    |{_YEAR.replace("?P<roc>", "?P<roc3>").replace("?P<rocy>", "?P<rocy3>").replace("?P<rel>", "?P<rel3>")
        .replace("?P<rely>", "?P<rely3>").replace("?P<y>", "?P<y3>")}
        (?:[^\S\n]?(?:(?P<quarters>前[一二三1-3]季度?)|(?P<quarter>第?[一二三四1-4]季度?)|(?P<half>上半年|下半年)|(?P<newyear>元旦)|(?P<yend>年底|底|年初|初|年中|[春夏秋冬](?:[季天初末])?(?![节晚运令装耕]))))?
    |(?<![\d一二三四五六七八九十两半多数几百每当同去前明些大翌次后本今上])(?P<within>年[内底初](?!政|阁|需|层|蕴|薪|[一二三四五]|以来|至)|[上下]半年)
    |(?<![\d一二三四五六七八九十两半多数几百每当同本上下次个某翌岁日新年满蜜正腊])(?P<inmonth>月[初中底])(?=在|于|将|才|刚|曾|已|又|再|与|和|同|对|向|{_DOES})
    |(?<![\d第一二三四五六七八九十百])(?P<dr1>3[01]|[12]\d|[1-9]|(?:[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?|[一二三四五六七八九])(?=日|号|[至到](?:[二三]?十|廿)))(?:日|号)?(?:[上下中]午)?(?:至|到|~|—)(?:(?P<drm>1[0-2]|[1-9])月)?(?P<dr2>{_NUMERAL_DAY})[^\S\n]?(?:日|号){_SIDE}
    |(?P<now>今|昨|明|前|翌|同|即|本(?=（[^（）月]{{1,4}}）日))[日天晚]?起?（[^\S\n]?(?:(?P<nowm>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])[月/])?(?P<nowd>3[01]|[12]\d|0?[1-9]|(?:[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])(?=日))(?:日)?[^\S\n]?）(?:日|天|晚)?
        (?:(?:[上下中]午|晚[上间]?)?(?:至|到|~|—+)(?P<nowe>3[01]|[12]\d|0?[1-9]|(?:[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])(?=日))日)?
    |(?<![\d、第.])(?P<dt1>{_NUMERAL_DAY})日?[、及和与](?P<dt2>{_NUMERAL_DAY})(?:日)?两[日天]{_SIDE}
    |(?<=[，；于在])(?P<dp1>3[01]|[12]\d|[1-9])日?[、及和与](?P<dp2>3[01]|[12]\d|[1-9])两?日{_SIDE}
    |(?<![\d第十百前每同隔近连数几街路道巷弄仅逾满])(?<![长高多已共将约最，]达)(?<!(?<![王皇太])后)(?<!(?<=[更再要需待逾许很至最个了过千万余大，。；\n])多)(?<!为期)(?<!历时)(?<!长达)(?<!展开)(?<!继续)(?<!一连)(?<!连续)(?<!持续)(?!一日{_SHORT_TRIP}|[二三四五六七八九十两]日{_TRIP}(?=[，。；、\n]|结束|后))(?!(?<=[。；，\n])(?:[1-9]|十?[一二三四五六七八九十])日(?:之|以)?后)(?!(?<={_NUMBERED})[\d一二三四五六七八九十]+号)
        {_DAY.replace("?P<d>", "?P<bare>")}{_WEEKDAY}{_SIDE}(?![一二两三四五六七八九\d]夜)
    |(?P<rday>(?<=[\n。；，\s此])前一[天日](?=，)|(?<![的之在与和\d])[前早]一[天日](?=[在于才已曾刚也就向对他她还与和同]|{_DOES})|此前(?P<daysbefore>[二两三四五六七八九]|[2-9])天(?=，)|(?:(?<=就在)|(?<=仅仅)|(?<=短短)|(?<=[。；\n]仅))(?P<daysago>[二两三四五六七八九]|[2-9])天(?:之)?前(?=，)|(?:(?<=就在)|(?<=[\n。；\s]))一[天日](?:之)?前(?=，)|(?<![的之\d一二三四五六七八九十])(?:末日|最后一[日天]|末天)(?=[，在于与和同获会前再又则])|(?<![的之])首日(?=[，在于与和同获会前])|(?<![的会议访程期节礼坛幕])第二天(?!的|会议|议程|比赛|行程)|同日|当日|当天|当晚|同晚|同一天|(?<!不)同天(?=，|在|与|和|又|也|稍|晚|下|上|早|中午|{_DOES})|翌日|(?<![一二三四五六七八九十百\d每首多数几屡再此])次日|隔日|隔天|当时(?=[^，。；]{0,4}(?:{_SAYS}))|(?:[今昨]|(?<![表声申证阐])(?<!说(?!明日[本方]))明)(?:日(?!期)|天|早|晨|午|晚|夜|[上下]午(?!餐|宴|茶)|傍晚|清晨|凌晨|深夜)|(?<![大目此之以先])前(?:日(?!本)|晚|天(?!津|皇|主|天|安门|气))(?!后)|(?<![大之其随此然以会战最先事落日年])后天(?!的|性|环|努|培|形|习|津|皇|主|安门|气|黑)|{_TODAY}|{_HOUR})
    |(?P<ago>(?:[1-9]\d?|十?[一二三四五六七八九]|[一二三四五六七八九]?十[一二三四五六七八九]?))(?P<unit>年|个月)前(?!夕|后)
    |(?:[1-9]\d?|[一二两三四五六七八九十]+)(?:周|天|日|个月)后（[^\S\n]?(?:(?P<laterm>1[0-2]|0?[1-9])月)?(?P<laterd>3[01]|[12]\d|0?[1-9])日[^\S\n]?）
    |(?P<after>[1-9]\d?|十?[一二两三四五六七八九]|十)[天日](?:之)?后(?:的(?:黎明|清晨|凌晨|早上|上午|中午|下午|晚[上间]|夜[里晚])(?=，)|(?=，)|(?=(?:(?<=[。；，\n]..后)|(?<=[。；，\n]...后))(?:他|她|又|再|转|在|于|与|{_DOES})))
    |(?:(?<=[。；，\n])|(?<![\d一二三四五六七八九十百千第每近约逾满近首为期](?=..?天)))(?P<days>[1-9](?=日)|[1-9]\d?(?=天)|十?[一二两三四五六七八九]|十)[天日](?:之|以)?后(?=[\u3400-\u9fff])(?![的备勤方续卫期起至者座])
    |(?:(?<=[\n。；，])|(?<=[。；，]仅)|(?<=[。；，]再过)|(?<=[。；，]又过))(?:(?P<late>[1-9]\d?|十?[一二两三四五六七八九]|十)(?P<lateunit>年|个月|周|星期)|(?P<some>[数几多半])(?:年|个月|周|星期|天|日))(?:之|以)?后(?=[，\u3400-\u9fff])(?![的备勤方续卫期起至者座])
    |(?P<weeks>(?:本|上|下|这)?(?:周|星期|礼拜)[一二三四五六日天](?:至|到|~|—)(?:周|星期|礼拜)?[一二三四五六日天](?!体|期))
    |(?P<weekof>(?:(?:本|上|下|这)个?)?(?:周|星期|礼拜)[一二三四五六日天])（[^\S\n]?(?:(?P<weekm>1[0-2]|0?[1-9])[月/])?(?P<weekd>3[01]|[12]\d|0?[1-9])日?(?:(?:至|到|~|—)(?P<weeke>3[01]|[12]\d|[1-9])日?)?[^\S\n]?）
    |(?P<week>(?:(?:本|上|下|这)个?)?(?:周|星期|礼拜)[一二三四五六日天](?!体|期))
    |(?<![\d一二三四五六七八九十])(?P<whole>[本上下这](?:个)?(?:周末?|星期|礼拜))(?![一二三四五六日天末年边围期刊\d])
    )
    """,
    re.VERBOSE,
)  # fmt: skip


# 4月14日|起一连三天, 10日|起对某国进行为期两天的访问
_LASTS = re.compile(
    rf"起(?:，)?(?:{forms.table('dates')['stays']})?(?:一连|连续|为期)"
    r"([2-9]|1\d|[一二两三四五六七八九十]+)[天日]"
)
_TO = re.compile(r"(?:[^\S\n]?（[^（）\n]{1,6}）)?(?:[上下中]午)?[^\S\n]?(?:至|到|~|—+)[^\S\n]?")
_AND = re.compile(r"[、和与及]")
_APART = re.compile(r"[^，。；]{0,8}(?:分别|先后|各)")  # on 3 and 4 May they met A and B respectively
# 2月7日|之前: no day of what happens, but a bound
_BOUND = re.compile(
    r"(?:之|以)[前后]|前后|左右(?!手|为难|两)"
    rf"|前(?=，|{forms.table('dates')['by']})"
)
_FIRST = "元"  # of the months
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date as written. ``start`` and ``end`` are offsets into the folded text.

    ``year`` and ``year2`` are years that the words give (also the one in the brackets of 去（2023）年); ``relative``
    names a relative year (去 今 明 前 同 …), month (``month_relative``) or day (``day_relative``). ``day2`` and
    ``month2`` end a range. ``weekday`` is 0 to 6, Monday first. ``vague`` marks 初, 底, 上旬 and the like: the month or
    year stands, no day. ``months`` is a range of months within the year (quarters, halves). ``weekday2`` ends a
    range of weekdays; ``years_ago`` and ``months_ago`` count from the time of writing, ``days_after`` from the day
    told of before, ``months_after`` and ``years_after`` from that date (``later``; without either of them it cannot be
    told). A ``week`` without a weekday is some day of it; ``days_long`` is how many days what begins on the day lasts.
    ``near`` counts a ``day`` given by its number also from that of writing (今 昨 明 前). ``until`` is the last day,
    month or year of what lasts from one to another, or is told of two days in a row. A ``bound`` is told before, after
    or about which something happens.
    """

    start: int
    end: int
    year: int | None = None
    relative: str | None = None
    month: int | None = None
    month_relative: str | None = None
    day: int | None = None
    year2: int | None = None
    month2: int | None = None
    day2: int | None = None
    day_relative: str | None = None
    weekday: int | None = None
    weekday2: int | None = None
    week: str | None = None
    vague: bool = False
    months: tuple[int, int] | None = None
    years_ago: int | None = None
    days_after: int | None = None
    days_long: int | None = None
    months_ago: int | None = None
    later: bool = False
    months_after: int | None = None
    years_after: int | None = None
    near: str | None = None
    bound: bool = False
    until: DateExpression | None = None


def find(folded: str) -> Iterator[DateExpression]:
    """Every date expression of the folded text, in order, not overlapping."""
    before: DateExpression | None = None
    for match in _PATTERN.finditer(folded):
        found = _expression(match)
        if found is None:
            continue
        bound = _BOUND.match(folded, found.end) is not None
        found = _lasting(found, folded)
        found = replace(found, bound=True) if bound else found
        if before is not None and _go_on(before, found, folded):
            before = replace(before, end=found.end, until=found)
            continue
        if before is not None:
            yield before
        before = found
    if before is not None:
        yield before


def _go_on(first: DateExpression, last: DateExpression, folded: str) -> bool:
    """Whether two dates are the first and the last of one stretch of time: from November to January, on 3 and 4 May."""
    between = folded[first.end : last.start]
    one = all(date.day2 is None and date.until is None and date.year2 is None for date in (first, last))
    if not one or first.bound or any(date.months or date.weekday2 or date.days_long for date in (first, last)):
        return False
    if _TO.fullmatch(between):
        return True
    next_day = first.day is not None and last.month is None and last.day == first.day + 1
    next_day |= first.weekday is not None and first.day is None and last.weekday == (first.weekday + 1) % 7
    return next_day and _AND.fullmatch(between) is not None and _APART.match(folded, last.end) is None


def _lasting(found: DateExpression, folded: str) -> DateExpression:
    """A day from which on, as the words behind it tell, something lasts so many days."""
    lasts = _LASTS.match(folded, found.end) if found.day is not None and found.day2 is None else None
    days = value(lasts[1]) if lasts else None
    return replace(found, end=found.end + 1, days_long=days) if days else found


def _number(text: str | None) -> int | None:
    return 1 if text == _FIRST else value(text) if text else None


def _expression(match: re.Match[str]) -> DateExpression | None:
    g = match.groupdict()
    start, end = match.span()
    if g["iso"]:
        return DateExpression(start, end, year=int(g["iy"]), month=int(g["im"]), day=int(g["id"]))
    if g["yrange"]:
        return DateExpression(start, end, year=int(g["ya"]), year2=int(g["yb"]))
    if g["m"] or g["relm"]:
        year, relative = _year(g["roc"], g["rocy"], g["rel"], g["rely"], g["y"])
        day, last = _number(g["d"]) or _number(g["ds"]), _number(g["d2"])
        if g["da"] and _number(g["db"]) == (_number(g["da"]) or 0) + 1:  # 28日及29日
            day, last = _number(g["da"]), _number(g["db"])
        elif g["da"]:  # two days apart: the first
            day, end = _number(g["da"]), match.end("da")
        if day is not None and not 1 <= day <= 31:
            return None
        return DateExpression(
            start, end, year=year, relative=relative, month=_number(g["m"] or g["relmn"]),
            month_relative=None if g["relmn"] else g["relm"], day=day,
            year2=_number(g["m2y"]), month2=_number(g["m2"]), day2=last, vague=bool(g["part"]),
        )  # fmt: skip
    if g["mrange"]:
        months = (int(g["ma"]), int(g["mb"]))
        return DateExpression(start, end, year=_number(g["mry"]), months=months) if months[0] < months[1] else None
    if g["roc3"] or g["rel3"] or g["y3"]:
        year, relative = _year(g["roc3"], g["rocy3"], g["rel3"], g["rely3"], g["y3"])
        if g["newyear"]:
            return DateExpression(start, end, year=year, relative=relative, month=1, day=1)
        return DateExpression(start, end, year=year, relative=relative, vague=bool(g["yend"]), months=_months(g))
    if g["within"]:  # of the year that the sentence has told, else that of writing
        told = _YEAR_TOLD.search(match.string, max(0, start - _NEAR), start)
        return DateExpression(start, end, relative="同" if told else "今", vague=True)
    if g["dr1"]:
        first, last, month = _number(g["dr1"]) or 0, _number(g["dr2"]) or 0, _number(g["drm"])
        return DateExpression(start, end, day=first, month2=month, day2=last) if month or first < last else None
    if g["inmonth"]:  # of the month that is told of, or of that of writing
        return DateExpression(start, end, month_relative="月", vague=True)
    if g["dt1"]:
        one, two = _number(g["dt1"]) or 0, _number(g["dt2"])
        return DateExpression(start, end, day=one, day2=two) if two == one + 1 else None
    if g["now"]:
        near = {"同": None, "翌": None, "即": "今", "本": "今"}.get(g["now"], g["now"])
        month, last = _number(g["nowm"]), _number(g["nowe"])
        return DateExpression(start, end, month=month, day=_number(g["nowd"]), day2=last, near=near)
    if g["weekd"]:
        which, weekday = g["weekof"][0], _WEEKDAYS[g["weekof"][-1]]
        week = which if which in "本上下这" else ""
        day, last = int(g["weekd"]), _number(g["weeke"])
        return DateExpression(start, end, month=_number(g["weekm"]), day=day, day2=last, weekday=weekday, week=week)
    if g["laterd"]:  # a week later (on the 23rd)
        return DateExpression(start, end, month=_number(g["laterm"]), day=int(g["laterd"]))
    if g["dp1"]:  # two days apart: the first
        first, last = _number(g["dp1"]) or 0, _number(g["dp2"])
        in_a_row = last == first + 1
        return DateExpression(start, end if in_a_row else match.end("dp1"), day=first, day2=last if in_a_row else None)
    if g["bare"]:
        return DateExpression(start, end, day=_number(g["bare"]))
    if g["daysbefore"] or g["daysago"]:
        return DateExpression(start, end, days_after=-(_number(g["daysbefore"] or g["daysago"]) or 0))
    if g["rday"]:
        return DateExpression(start, end, day_relative=g["rday"])
    if g["after"] or g["days"]:
        return DateExpression(start, end, days_after=_number(g["after"] or g["days"]))
    if g["late"] or g["some"]:  # in weeks, or some of them: no day that can be told
        number, unit = _number(g["late"]), g["lateunit"]
        in_months, in_years = number if unit == "个月" else None, number if unit == "年" else None
        return DateExpression(start, end, later=True, months_after=in_months, years_after=in_years)
    if g["ago"]:
        if g["unit"] == "年":
            return DateExpression(start, end, years_ago=_number(g["ago"]))
        return DateExpression(start, end, months_ago=_number(g["ago"]))
    if g["whole"]:
        return DateExpression(start, end, week=g["whole"][0])
    word = g["weeks"] or g["week"]
    which = word[0] if word[0] in "本上下这" else ""
    named = [_WEEKDAYS[c] for c in word if c in _WEEKDAYS]
    return DateExpression(start, end, weekday=named[0], weekday2=named[-1] if g["weeks"] else None, week=which)


def _year(
    roc: str | None, rocy: str | None, rel: str | None, rely: str | None, y: str | None
) -> tuple[int | None, str | None]:
    if roc:
        years = _number(rocy)
        return (None if years is None else years + 1911), None
    if rel:
        return common_era(_number(rely)), rel
    return common_era(_number(y)), None


def common_era(year: int | None) -> int | None:
    """The year as it is counted in most of the world: of three digits it is one of the republic."""
    return year + 1911 if year is not None and year < 1000 else year


def _months(g: dict[str, str | None]) -> tuple[int, int] | None:
    if g["quarters"]:
        last = _number(g["quarters"][1])
        return (1, 3 * last) if last else None
    if g["quarter"]:
        which = _number(g["quarter"].removeprefix("第")[0])
        return (3 * which - 2, 3 * which) if which else None
    if g["half"]:
        return (1, 6) if g["half"][0] == "上" else (7, 12)
    return None
