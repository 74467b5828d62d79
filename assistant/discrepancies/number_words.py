"""Words and signs of numbers: their values, scales, units, and how exactly they are meant."""

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
SMALL: dict[str, float] = {word: value for value, word in enumerate(_UNITS)}
SMALL |= {word: 20 + 10 * i for i, word in enumerate(_TENS)}
SCALES: dict[str, float] = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "lakh": 1e5, "m": 1e6, "mn": 1e6, "mln": 1e6,
    "million": 1e6, "crore": 1e7, "bn": 1e9, "b": 1e9, "billion": 1e9, "tn": 1e12, "trn": 1e12,
    "trillion": 1e12, "dozen": 12,
}  # fmt: skip
ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(),
        1,
    )
}
FRACTIONS = {
    "half": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4, "quarters": 1 / 4,
    "fifth": 1 / 5, "fifths": 1 / 5, "sixth": 1 / 6, "tenth": 1 / 10, "tenths": 1 / 10,
}  # fmt: skip
TIMES = {
    "twice": 2, "doubled": 2, "doubles": 2, "double": 2, "doubling": 2, "twofold": 2,
    "tripled": 3, "triple": 3, "tripling": 3, "trebled": 3, "treble": 3, "threefold": 3,
    "quadrupled": 4, "fourfold": 4, "fivefold": 5, "tenfold": 10, "halved": 0.5, "halving": 0.5,
}  # fmt: skip
VAGUE = {
    "dozens": (20, 200), "scores": (20, 200), "hundreds": (100, 1_500),
    "thousands": (1_000, 20_000), "millions": (1e6, 1e9), "billions": (1e9, 1e12),
    "trillions": (1e12, 1e15),
}  # fmt: skip
MANY = {"tens": (10, 150), "hundreds": (100, 1_500)}  # "tens of thousands"
DAYS = {
    "second": 1 / 86400, "minute": 1 / 1440, "hour": 1 / 24, "day": 1, "week": 7,
    "month": 30.42, "year": 365, "decade": 3650, "century": 36500,
}  # fmt: skip
SYMBOLS = {"$": "USD", "us$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₦": "NGN"}
CODES = "USD EUR GBP JPY INR NGN CHF CNY RMB MXN BRL ZAR KES TRY RUB PLN UAH EGP PKR ARS".split()
MONEY = {
    "dollar": "USD", "buck": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "rupee": "rupee",
    "peso": "peso", "real": "BRL", "reais": "BRL", "rand": "ZAR", "yuan": "CNY", "renminbi": "CNY",
    "naira": "NGN", "lira": "TRY", "rouble": "RUB", "ruble": "RUB", "franc": "franc",
    "shilling": "shilling", "zloty": "PLN", "hryvnia": "UAH", "riyal": "riyal", "dinar": "dinar",
    "won": "KRW", "baht": "THB", "ringgit": "MYR", "rupiah": "IDR", "cedi": "GHS", "krona": "SEK",
}  # fmt: skip
GENERIC = {"INR": "rupee", "PKR": "rupee", "MXN": "peso", "ARS": "peso", "RMB": "CNY"}
BOUNDS = {
    "over": "more than|over|at least|above|exceeding|exceeded|upwards of|in excess of|topped"
    "|no fewer than|no less than|a minimum of|surpassed|well over|just over|greater than"
    "|slightly more than|a little over|upward of|not less than",
    "under": "less than|fewer than|under|below|up to|at most|no more than|as many as|as much as"
    "|a maximum of|not more than|just below|well below",
    "nearly": "nearly|almost|close to|just under|just short of|approaching|a little under",
    "about": "about|around|roughly|approximately|some|circa|an estimated|estimated|or so"
    "|in the region of|somewhere around|broadly",
}
