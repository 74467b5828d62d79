"""Irregular verbs, whose forms stemming does not bring together."""

_FORMS = """
    become:became begin:began,begun break:broke,broken bring:brought build:built buy:bought
    catch:caught choose:chose,chosen come:came draw:drew,drawn drive:drove,driven
    fall:fell,fallen fight:fought flee:fled forbid:forbade,forbidden foresee:foresaw,foreseen
    freeze:froze,frozen give:gave,given go:went,gone grow:grew,grown hide:hid,hidden hold:held
    keep:kept know:knew,known lead:led leave:left lend:lent lose:lost make:made meet:met
    overthrow:overthrew,overthrown pay:paid rise:rose,risen run:ran say:said see:saw,seen
    seek:sought sell:sold send:sent shoot:shot shrink:shrank,shrunk sink:sank,sunk slide:slid
    spend:spent stand:stood steal:stole,stolen strike:struck swear:swore,sworn take:took,taken
    teach:taught tell:told think:thought throw:threw,thrown undertake:undertook,undertaken
    unfreeze:unfroze,unfrozen uphold:upheld win:won withdraw:withdrew,withdrawn
    write:wrote,written
"""
BASE_FORMS = {
    form: base
    for base, forms in (entry.split(":") for entry in _FORMS.split())
    for form in forms.split(",")
}
"""The base form of each past form and participle ("rose" and "risen" to "rise")."""
