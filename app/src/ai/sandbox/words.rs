//! Words that templates have to know: how they are spelled, which are verbs, which can be counted. Lists are words with
//! a space between.

/// Words that are written in a way of their own. Keywords come in lower case.
pub(super) const SPELLINGS: &str = "AI API AWS B2B B2C BBQ CBD CMS CPA CRM CSS DIY ERP EV FAQ GDPR Google GPS HR HTML HVAC I iOS \
IoT iPad iPhone LED LinkedIn LLC NAS PC PDF PHP POS PPC ROI RV SaaS SEO Shopify SQL SSD SUV \
TV UK USA USB VPN WordPress YouTube";

/// Places that keywords often end with, in lower case as keywords come.
pub(super) const PLACES: &str = "london paris berlin vienna chicago boston austin dallas houston seattle toronto sydney \
melbourne dubai manchester birmingham dublin miami";

/// Words that stay small within a title.
pub(super) const SMALL: &str = "a an and as at but by for from in into nor of on or per so than the to via vs with";

/// Verbs that headings and keywords begin with, so that they can be told from nouns.
pub(super) const VERBS: &str = "answer ask avoid book build buy calculate care change check choose clean compare cook create \
cut decide design discover do draw enjoy explore find fix follow get give go grow hire \
improve increase install keep learn let look lose make manage measure open order organise \
organize paint pick plan prepare prevent put read reduce remove repair replace run save see \
sell set start stop store take test train try turn unclog understand use wash wear work \
write";

/// Nouns whose plural reads better where no article can stand.
pub(super) const COUNTABLE: &str = "agency app bag bike boot business camera chair clinic company consultant course desk device \
dress drill engine firm frame garden guide gym helmet hotel house idea jacket kit knife lamp \
laptop lawyer lens light list loan machine mattress menu method model monitor mortgage mug \
pan phone pill plan plant platform plugin pot product program pump ratio recipe restaurant \
roof room saw school service shirt shoe shop site snack sofa studio supplement system table \
template tent test theme tip tool toy tree trip tyre vacuum van wall watch website window \
workout";

/// Words in -er and -or that can't be counted.
pub(super) const MASS: &str = "butter copper decor labor leather liquor outdoor indoor paper power silver timber under \
water weather wonder over after color humor summer winter amber fiber rubber lumber sugar \
ever other her";

/// Whether a list has a word.
pub(super) fn has(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split(' ').any(|one| one == word)
}

/// The spelling of a word that has one of its own.
pub(super) fn own_spelling(word: &str) -> Option<&'static str> {
    SPELLINGS.split(' ').find(|right| right.to_lowercase() == word)
}
