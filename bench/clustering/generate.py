"""Generated keywords of one niche, with the topic each was made for. The same seed, the same keywords."""

import random
import sys

CONSONANTS = "b c d f g h k l m n p r s t v w br cr st tr pl".split()
VOWELS = "a e i o u".split()
MODIFIERS = (
    "best cheap near me how to for vs reviews 2026 online buy what is cost price uk guide tips top small large "
    "home professional"
).split()
KEYWORDS_A_TOPIC = 60


def generate(count, seed=11):
    """Yields `count` distinct pairs of keyword and topic number."""
    chance = random.Random(seed)

    def word(syllables):
        text = "".join(chance.choice(CONSONANTS) + chance.choice(VOWELS) for _ in range(syllables))
        return text + chance.choice(["", "n", "r", "s", "l", "t"])

    heads = [word(2) for _ in range(12)]
    qualifiers = [word(chance.choice([2, 3])) for _ in range(3000)]
    weights = [1 / (place + 3) for place in range(len(qualifiers))]
    topic_count = max(20, count // KEYWORDS_A_TOPIC)
    topics = [
        chance.choices(qualifiers, weights, k=chance.choice([1, 2])) + [chance.choice(heads)]
        for _ in range(topic_count)
    ]
    seen = set()
    while len(seen) < count:
        topic = chance.randrange(topic_count)
        words = list(topics[topic])
        if chance.random() < 0.7:
            words.append(chance.choices(qualifiers, weights)[0])
        for _ in range(chance.choice([0, 1, 1, 2])):
            words.insert(chance.choice([0, len(words)]), chance.choice(MODIFIERS))
        keyword = " ".join(words)
        if keyword not in seen:
            seen.add(keyword)
            yield keyword, topic


if __name__ == "__main__":
    print("keyword,label")
    for keyword, topic in generate(int(sys.argv[1])):
        print(f"{keyword},{topic}")
