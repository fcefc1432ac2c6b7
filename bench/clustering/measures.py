"""How far a grouping agrees with labels."""

from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score
from sklearn.metrics.cluster import pair_confusion_matrix


def agreement(labels, found):
    """Adjusted Rand index, normalised mutual information, and F1 over pairs of keywords."""
    (_, false_together), (false_apart, together) = pair_confusion_matrix(labels, found)
    return {
        "ari": float(adjusted_rand_score(labels, found)),
        "nmi": float(normalized_mutual_info_score(labels, found)),
        "f1": float(2 * together / (2 * together + false_together + false_apart)),
        "groups": len(set(found)),
    }
